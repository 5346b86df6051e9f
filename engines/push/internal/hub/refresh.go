package hub

import (
	"slices"

	"github.com/centrifugal/centrifuge"

	"kaochang/push/internal/channels"
	"kaochang/push/internal/token"
)

// refresh accepts a newer token for the same person and log-in. The channels of
// the new token replace those of the old one, so that what changed in between
// needs no reconnect.
func (h *Hub) refresh(client *centrifuge.Client, first token.Claims, raw string) (centrifuge.RefreshReply, error) {
	claims, err := h.verify(raw)
	if err != nil {
		return centrifuge.RefreshReply{}, err
	}
	if claims.Subject != first.Subject || claims.LoginSession != first.LoginSession {
		h.refuse("other_session")
		return centrifuge.RefreshReply{}, centrifuge.DisconnectInvalidToken
	}
	h.sessions.renew(claims.LoginSession, claims.Generation, client)
	if h.revoked.Refuses(claims.LoginSession, claims.Generation) {
		return centrifuge.RefreshReply{}, DisconnectAccessChanged
	}
	if err := follow(client, claims.Channels); err != nil {
		return centrifuge.RefreshReply{}, centrifuge.DisconnectServerError
	}
	return centrifuge.RefreshReply{ExpireAt: claims.ExpiresAt.Unix(), Info: claims.Info}, nil
}

func follow(client *centrifuge.Client, wanted []string) error {
	for _, name := range client.Channels() {
		if !slices.Contains(wanted, name) {
			client.Unsubscribe(name)
		}
	}
	for _, name := range wanted {
		if client.IsSubscribed(name) {
			continue
		}
		err := client.Subscribe(name, SubscribeOptions(channels.Options(name))...)
		if err != nil {
			return err
		}
	}
	return nil
}

// SubscribeOptions spells the options of a channel in the library's other form,
// the one for subscriptions made after the connection.
func SubscribeOptions(o centrifuge.SubscribeOptions) []centrifuge.SubscribeOption {
	return []centrifuge.SubscribeOption{
		centrifuge.WithEmitPresence(o.EmitPresence),
		centrifuge.WithPositioning(o.EnablePositioning),
		centrifuge.WithRecovery(o.EnableRecovery),
	}
}
