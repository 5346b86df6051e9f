// Package server puts the parts together behind one port.
package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"kaochang/push/internal/api"
	"kaochang/push/internal/config"
	"kaochang/push/internal/hub"
	"kaochang/push/internal/rediswatch"
	"kaochang/push/internal/revocation"
)

const (
	headerTimeout  = 5 * time.Second
	idleTimeout    = 60 * time.Second
	maxHeaderBytes = 16 << 10
)

// Server is the whole engine.
type Server struct {
	cfg      config.Config
	log      *slog.Logger
	hub      *hub.Hub
	loader   *revocation.Loader
	redis    *rediswatch.Watch // nil with the memory engine
	http     *http.Server
	listener net.Listener
	failed   chan error
	stopping atomic.Bool

	background sync.WaitGroup
	cancel     context.CancelFunc
}

// New builds all parts and connects to Redis; nothing listens yet.
func New(cfg config.Config, log *slog.Logger) (*Server, error) {
	s := &Server{cfg: cfg, log: log, failed: make(chan error, 1)}
	registry := newRegistry()
	revoked := revocation.NewStore()

	var err error
	s.hub, err = hub.New(hub.Options{
		TokenSecret: cfg.TokenSecret,
		RedisURL:    cfg.RedisURL,
		Revoked:     revoked,
		Open:        func() bool { return s.loader.Loaded() },
		Registry:    registry,
		Log:         log,
	})
	if err != nil {
		return nil, err
	}
	s.loader = revocation.NewLoader(revoked, revocation.NewSource(cfg.RevocationsURL, cfg.InternalKey), s.hub.CutRevoked, log)
	if cfg.RedisURL != "" {
		s.redis, err = rediswatch.New(cfg.RedisURL, s.afterRedis, log)
		if err != nil {
			return nil, err
		}
	}
	s.register(registry, revoked)
	s.http = &http.Server{
		Handler:           s.routes(registry),
		ReadHeaderTimeout: headerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug), // quotes addresses: not for the normal log
	}
	return s, nil
}

func (s *Server) routes(registry *prometheus.Registry) http.Handler {
	mux := http.NewServeMux()
	for path, transport := range s.hub.Transports() {
		mux.Handle(path, s.cfg.Origins.Guard(transport))
	}
	mux.Handle("/api/", api.New(s.hub, s.cfg.APIKey, registry, s.log))
	mux.HandleFunc("GET /health", s.health)
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return mux
}

// Start joins the cluster first and reads the revocations after: one that is
// announced in between then reaches this node on one of the two ways.
func (s *Server) Start() error {
	if err := s.hub.Run(); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(s.cfg.Listen, strconv.Itoa(s.cfg.Port)))
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	s.listener = listener
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	if s.redis != nil {
		s.background.Go(func() { s.redis.Run(ctx) })
	}
	s.background.Go(func() { s.loader.Run(ctx) })
	go func() {
		if err := s.http.Serve(listener); err != http.ErrServerClosed {
			s.failed <- err
		}
	}()
	return nil
}

// Address is where the server listens.
func (s *Server) Address() string { return s.listener.Addr().String() }

// Failed tells when serving ended by itself.
func (s *Server) Failed() <-chan error { return s.failed }

func (s *Server) afterRedis() {
	s.loader.Request()
	s.hub.Resume()
}
