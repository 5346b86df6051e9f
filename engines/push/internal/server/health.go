package server

import (
	"encoding/json"
	"net/http"
)

// state is what health tells: ready, or which part is not.
type state struct {
	Ready       bool   `json:"ready"`
	Engine      string `json:"engine"`
	EngineUp    bool   `json:"engine_up"`
	Revocations bool   `json:"revocations"`
	Stopping    bool   `json:"stopping"`
}

func (s *Server) state() state {
	now := state{
		Engine:      s.cfg.Engine(),
		EngineUp:    s.redis == nil || s.redis.Up(),
		Revocations: s.loader.Current(),
		Stopping:    s.stopping.Load(),
	}
	now.Ready = now.EngineUp && now.Revocations && !now.Stopping
	return now
}

// health is readiness, not life: 503 with a body means "running, not ready".
func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	now := s.state()
	w.Header().Set("Content-Type", "application/json")
	if !now.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(now) // the caller is gone: nobody to tell
}
