package api

import (
	"context"

	"github.com/centrifugal/centrifuge"

	"kaochang/push/internal/channels"
	"kaochang/push/internal/hub"
)

const (
	minCode, maxCode = 4000, 4999 // the range the protocol leaves to applications
	maxReason        = 120        // a WebSocket close frame holds no more
)

type target struct {
	User    string `json:"user"`
	Client  string `json:"client"`
	Session string `json:"session"`
	Channel string `json:"channel"`
}

// subscribe reaches connections that are open now; the control plane also puts
// the channel into the next token, else it is gone after a reconnect.
func (a *API) subscribe(_ context.Context, body []byte) (any, error) {
	request, err := decode[target](body)
	if err != nil || request.User == "" || !channels.Valid(request.Channel) {
		return nil, errBadRequest
	}
	options := append(hub.SubscribeOptions(channels.Options(request.Channel)),
		centrifuge.WithSubscribeClient(request.Client),
		centrifuge.WithSubscribeSession(request.Session))
	return empty{}, a.hub.Node().Subscribe(request.User, request.Channel, options...)
}

func (a *API) unsubscribe(_ context.Context, body []byte) (any, error) {
	request, err := decode[target](body)
	if err != nil || request.User == "" || !channels.Valid(request.Channel) {
		return nil, errBadRequest
	}
	return empty{}, a.hub.Node().Unsubscribe(request.User, request.Channel,
		centrifuge.WithUnsubscribeClient(request.Client),
		centrifuge.WithUnsubscribeSession(request.Session))
}

// disconnect cuts, but does not keep out: a token that is still good comes
// back. To keep somebody out is revoke.
func (a *API) disconnect(_ context.Context, body []byte) (any, error) {
	request, err := decode[struct {
		target
		Whitelist  []string `json:"whitelist"`
		Disconnect *struct {
			Code   uint32 `json:"code"`
			Reason string `json:"reason"`
		} `json:"disconnect"`
	}](body)
	if err != nil || request.User == "" {
		return nil, errBadRequest
	}
	advice := centrifuge.DisconnectForceNoReconnect
	if d := request.Disconnect; d != nil {
		if d.Code < minCode || d.Code > maxCode || len(d.Reason) > maxReason {
			return nil, errBadRequest
		}
		advice = centrifuge.Disconnect{Code: d.Code, Reason: d.Reason}
	}
	return empty{}, a.hub.Node().Disconnect(request.User,
		centrifuge.WithCustomDisconnect(advice),
		centrifuge.WithDisconnectClient(request.Client),
		centrifuge.WithDisconnectSession(request.Session),
		centrifuge.WithDisconnectClientWhitelist(request.Whitelist))
}

type empty struct{}
