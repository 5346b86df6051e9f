package api

import (
	"context"

	"kaochang/push/internal/hub"
)

// Terminal codes only: after any other the browser would come straight back.
const minTerminal = 4500

// revoke ends all generations of a login session under the given one. It
// answers when every node has done so; 503 means: send it again.
func (a *API) revoke(ctx context.Context, body []byte) (any, error) {
	request, err := decode[hub.Revocation](body)
	if err != nil || request.LoginSession == "" || request.Generation < 1 || len(request.Reason) > maxReason {
		return nil, errBadRequest
	}
	if request.Code == 0 {
		request.Code = hub.DisconnectAccessChanged.Code
	}
	if request.Code < minTerminal || request.Code > maxCode {
		return nil, errBadRequest
	}
	if request.Reason == "" {
		request.Reason = "access ended"
	}
	cut, err := a.hub.Revoke(ctx, request)
	if err != nil {
		return nil, errUnreachable
	}
	return map[string]int{"disconnected": cut}, nil
}
