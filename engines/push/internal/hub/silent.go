package hub

import (
	"time"

	"github.com/centrifugal/centrifuge"
)

// goodbyeFor is many times what a browser needs to answer a goodbye.
const goodbyeFor = 200 * time.Millisecond

// Silent are connections of this node that were ended, by our own will or for
// want of an answer to a ping, and that do not answer the goodbye either. The
// library waits five seconds for them, and lets presence list them until then.
// Whoever leaves or loads its page again never shows here.
func (h *Hub) Silent() map[string]*centrifuge.Client {
	if len(h.ending()) == 0 {
		return nil
	}
	time.Sleep(goodbyeFor)
	return h.ending()
}

// ending are those that the node has let go and that were not told to us.
func (h *Hub) ending() map[string]*centrifuge.Client {
	ours := h.sessions.all() // before the node's own list, where each of them came first
	there := h.node.Hub().Connections()
	found := map[string]*centrifuge.Client{}
	for _, client := range ours {
		if _, known := there[client.ID()]; !known {
			found[client.ID()] = client
		}
	}
	return found
}
