package server

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"kaochang/push/internal/revocation"
)

// newRegistry is our own rather than the global one, so that two servers can
// live in one test process.
func newRegistry() *prometheus.Registry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	return registry
}

func (s *Server) register(registry *prometheus.Registry, revoked *revocation.Store) {
	gauge := func(name, help string, value func() float64) {
		registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
	}
	gauge("kaochang_push_ready", "1 when health says ready.", func() float64 {
		if s.state().Ready {
			return 1
		}
		return 0
	})
	gauge("kaochang_push_revocations", "Login sessions with a revocation remembered.", func() float64 {
		return float64(revoked.Size())
	})
}
