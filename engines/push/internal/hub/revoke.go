package hub

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/centrifugal/centrifuge"
)

const (
	revokeOp      = "revoke"
	revokeTimeout = 2 * time.Second
	badSurvey     = 1
)

// Revocation puts an end to older generations of a login session, everywhere.
type Revocation struct {
	LoginSession string `json:"login_session"`
	Generation   int64  `json:"generation"`
	Code         uint32 `json:"code"`
	Reason       string `json:"reason"`
}

// Revoke returns when every node has closed its door and cut its connections,
// or an error when one did not answer: the caller then sends it again.
func (h *Hub) Revoke(ctx context.Context, r Revocation) (cut int, err error) {
	data, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, revokeTimeout)
	defer cancel()
	answers, err := h.node.Survey(ctx, revokeOp, data, "")
	for node, answer := range answers {
		if answer.Code != 0 {
			return cut, fmt.Errorf("node %s refused the revocation", node)
		}
		var n int
		if json.Unmarshal(answer.Data, &n) == nil {
			cut += n
		}
	}
	return cut, err
}

// CutRevoked ends the connections that the store refuses, after a fresh list.
func (h *Hub) CutRevoked() {
	for _, client := range h.sessions.refused(h.revoked.Refuses) {
		client.Disconnect(DisconnectAccessChanged)
	}
}

// onSurvey applies a revocation on this node: first the door, then the people
// inside, so that nobody who is cut slips back in between.
func (h *Hub) onSurvey(event centrifuge.SurveyEvent, answer centrifuge.SurveyCallback) {
	var r Revocation
	if event.Op != revokeOp || json.Unmarshal(event.Data, &r) != nil {
		answer(centrifuge.SurveyReply{Code: badSurvey})
		return
	}
	h.revoked.Revoke(r.LoginSession, r.Generation)
	clients := h.sessions.under(r.LoginSession, r.Generation)
	for _, client := range clients {
		client.Disconnect(centrifuge.Disconnect{Code: r.Code, Reason: r.Reason})
	}
	data, _ := json.Marshal(len(clients)) // a number always marshals
	answer(centrifuge.SurveyReply{Data: data})
}
