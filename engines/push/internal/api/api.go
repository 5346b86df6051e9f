// Package api is how the control plane speaks to browsers: an HTTP API in the
// shapes of Centrifugo, so that its clients and its documentation fit.
package api

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"kaochang/push/internal/hub"
)

const maxBody = 1 << 20

// API answers under /api/.
type API struct {
	hub     *hub.Hub
	key     [sha256.Size]byte
	log     *slog.Logger
	seconds *prometheus.HistogramVec
	methods map[string]method
}

// A method reads its request with decode and returns its result.
type method func(ctx context.Context, body []byte) (any, error)

// New makes the API; key is what a caller must show.
func New(h *hub.Hub, key string, registry *prometheus.Registry, log *slog.Logger) *API {
	a := &API{hub: h, key: sha256.Sum256([]byte(key)), log: log}
	a.seconds = prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name:    "kaochang_push_api_seconds",
		Help:    "Time to answer a call of the HTTP API, by method and outcome.",
		Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .5, 2},
	}, []string{"method", "outcome"})
	registry.MustRegister(a.seconds)
	a.methods = map[string]method{
		"publish": a.publish, "broadcast": a.broadcast,
		"subscribe": a.subscribe, "unsubscribe": a.unsubscribe, "disconnect": a.disconnect,
		"presence": a.presence, "presence_stats": a.presenceStats, "presence_changes": a.presenceChanges,
		"history": a.history, "info": a.info, "revoke": a.revoke,
	}
	return a
}

func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	// The key comes first: without it a caller learns nothing, not even which
	// methods there are.
	if !a.knows(r) {
		fail(w, errUnauthorized)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/api/")
	call, known := a.methods[name]
	if !known {
		fail(w, errNoMethod)
		return
	}
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		fail(w, errPostOnly)
		return
	}
	started := time.Now()
	result, err := a.run(w, r, call)
	outcome := "ok"
	if err != nil {
		outcome = "error"
		fault := asFault(err)
		if fault == errInternal {
			a.log.Error("api call failed", "method", name, "error", err.Error())
		}
		fail(w, fault)
	} else {
		write(w, http.StatusOK, map[string]any{"result": result})
	}
	a.seconds.WithLabelValues(name, outcome).Observe(time.Since(started).Seconds())
}

func (a *API) run(w http.ResponseWriter, r *http.Request, call method) (any, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		var tooLarge *http.MaxBytesError
		if errors.As(err, &tooLarge) {
			return nil, errTooLarge
		}
		return nil, errBadRequest
	}
	return call(r.Context(), body)
}

// knows compares hashes of equal length in constant time, so that the time of a
// refusal tells nothing about the key or its length.
func (a *API) knows(r *http.Request) bool {
	given := sha256.Sum256([]byte(r.Header.Get("X-API-Key")))
	return subtle.ConstantTimeCompare(given[:], a.key[:]) == 1
}

// decode reads exactly one JSON object; an empty body is an empty object.
func decode[T any](body []byte) (T, error) {
	var request T
	if len(body) == 0 {
		return request, nil
	}
	if err := json.Unmarshal(body, &request); err != nil {
		return request, errBadRequest
	}
	return request, nil
}

func write(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the caller is gone: nobody to tell
}
