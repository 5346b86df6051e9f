package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/centrifugal/centrifuge"
)

// A fault has Centrifugo's code in its body and, unlike Centrifugo's default, a
// matching HTTP status, so that a caller that looks at nothing else still sees
// that its call failed.
type fault struct {
	Status  int    `json:"-"`
	Code    uint32 `json:"code"`
	Message string `json:"message"`
}

func (f *fault) Error() string { return f.Message }

var (
	errInternal     = &fault{http.StatusInternalServerError, 100, "internal server error"}
	errUnauthorized = &fault{http.StatusUnauthorized, 101, "unauthorized"}
	errNoMethod     = &fault{http.StatusNotFound, 104, "method not found"}
	errPostOnly     = &fault{http.StatusMethodNotAllowed, 104, "method not allowed"}
	errBadRequest   = &fault{http.StatusBadRequest, 107, "bad request"}
	errNotAvailable = &fault{http.StatusConflict, 108, "not available"}
	errTooLarge     = &fault{http.StatusRequestEntityTooLarge, 107, "request too large"}
	errUnreachable  = &fault{http.StatusServiceUnavailable, 100, "not every node answered, send again"}
	errLostPosition = &fault{http.StatusConflict, 112, "unrecoverable position"}
)

func asFault(err error) *fault {
	var known *fault
	switch {
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.DeadlineExceeded):
		return errUnreachable
	case errors.Is(err, centrifuge.ErrorUnrecoverablePosition):
		return errLostPosition
	}
	return errInternal
}

func fail(w http.ResponseWriter, f *fault) {
	write(w, f.Status, map[string]*fault{"error": f})
}
