package hub

import (
	"context"
	"errors"
	"slices"

	"github.com/centrifugal/centrifuge"

	"kaochang/push/internal/channels"
	"kaochang/push/internal/token"
)

var (
	// DisconnectAccessChanged ends a connection whose token is of a dead
	// generation. It is terminal: the library in the browser would come back
	// with the same token, the page must first fetch a fresh one.
	DisconnectAccessChanged = centrifuge.Disconnect{Code: 4503, Reason: "access changed"}

	// disconnectNotReady sends a browser away for a moment: the list of dead
	// sessions is not read yet.
	disconnectNotReady = centrifuge.Disconnect{Code: 4000, Reason: "not ready"}
)

type claimsKey struct{}

func (h *Hub) onConnecting(ctx context.Context, event centrifuge.ConnectEvent) (centrifuge.ConnectReply, error) {
	if !h.open() {
		h.refuse("not_ready")
		return centrifuge.ConnectReply{}, disconnectNotReady
	}
	claims, err := h.verify(event.Token)
	if err != nil {
		return centrifuge.ConnectReply{}, err
	}
	subscriptions := make(map[string]centrifuge.SubscribeOptions, len(claims.Channels))
	for _, name := range claims.Channels {
		subscriptions[name] = channels.Options(name)
	}
	pings := pingPong
	if slices.ContainsFunc(claims.Channels, channels.IsPhone) {
		pings = phonePingPong
	}
	return centrifuge.ConnectReply{
		PingPongConfig: &pings,
		Context:        context.WithValue(ctx, claimsKey{}, claims),
		Credentials: &centrifuge.Credentials{
			UserID: claims.Subject, ExpireAt: claims.ExpiresAt.Unix(), Info: claims.Info,
		},
		Subscriptions:     subscriptions,
		ClientSideRefresh: true,
	}, nil
}

// verify turns every way a token can be bad into what the browser is told.
func (h *Hub) verify(raw string) (token.Claims, error) {
	claims, err := h.verifier.Verify(raw)
	switch {
	case errors.Is(err, token.ErrExpired):
		h.refuse("expired")
		return token.Claims{}, centrifuge.ErrorTokenExpired
	case err != nil:
		h.refuse("token")
		return token.Claims{}, centrifuge.DisconnectInvalidToken
	case h.revoked.Refuses(claims.LoginSession, claims.Generation):
		h.refuse("revoked")
		return token.Claims{}, DisconnectAccessChanged
	}
	return claims, nil
}

func (h *Hub) onConnect(client *centrifuge.Client) {
	claims, ok := client.Context().Value(claimsKey{}).(token.Claims)
	if !ok {
		client.Disconnect(centrifuge.DisconnectServerError)
		return
	}
	h.sessions.add(claims.LoginSession, claims.Generation, client)
	client.OnDisconnect(func(centrifuge.DisconnectEvent) {
		h.sessions.remove(claims.LoginSession, client)
	})
	client.OnRefresh(func(event centrifuge.RefreshEvent, answer centrifuge.RefreshCallback) {
		answer(h.refresh(client, claims, event.Token))
	})
	// A revocation that came between the check above and the entry into
	// sessions found nobody to cut: look again, now that it would.
	if h.revoked.Refuses(claims.LoginSession, claims.Generation) {
		client.Disconnect(DisconnectAccessChanged)
	}
}
