package hub

import (
	"github.com/centrifugal/centrifuge"
	"github.com/centrifugal/protocol"
)

// onCommand is the wall between a browser and everything the protocol offers:
// it may connect and renew its token. To publish, subscribe, unsubscribe, ask
// for presence or history, or call is refused here, in one place, so that no
// handler added later opens one of them unseen.
func (h *Hub) onCommand(_ *centrifuge.Client, event centrifuge.CommandReadEvent) error {
	command := event.Command
	switch {
	case command.Send != nil: // has no reply that could carry a refusal
		h.refuse("command")
		return centrifuge.DisconnectBadRequest
	case asksMore(command), command.Connect == nil && command.Refresh == nil:
		h.refuse("command")
		return centrifuge.ErrorPermissionDenied
	}
	return nil
}

func asksMore(c *protocol.Command) bool {
	return c.Subscribe != nil || c.Unsubscribe != nil || c.Publish != nil || c.Presence != nil ||
		c.PresenceStats != nil || c.History != nil || c.Rpc != nil || c.SubRefresh != nil
}
