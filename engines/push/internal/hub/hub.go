// Package hub is the place where connections and channels meet: the centrifuge
// node, with our rules of who is let in and what a browser may do.
package hub

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/centrifugal/centrifuge"
	"github.com/prometheus/client_golang/prometheus"

	"kaochang/push/internal/channels"
	"kaochang/push/internal/revocation"
	"kaochang/push/internal/token"
)

const (
	// presenceEvery is how often a connection renews its place in a presence
	// channel; a node that is killed leaves ghosts for presenceTTL.
	presenceEvery = 5 * time.Second
	presenceTTL   = 15 * time.Second

	positionEvery = 20 * time.Second // finds an event lost between Redis and a node
	staleAfter    = 5 * time.Second  // a socket that never says who it is
	refreshGrace  = 10 * time.Second // past the end of a token, for a slow network
)

// Hub owns the node and what it must remember of each connection.
type Hub struct {
	node     *centrifuge.Node
	verifier *token.Verifier
	revoked  *revocation.Store
	sessions *sessions
	open     func() bool
	refusals *prometheus.CounterVec
	log      *slog.Logger
}

// Options of a hub. Open tells whether anybody may be let in yet.
type Options struct {
	TokenSecret []byte
	RedisURL    string
	Revoked     *revocation.Store
	Open        func() bool
	Registry    *prometheus.Registry
	Log         *slog.Logger
}

// New wires the node; Run starts it.
func New(o Options) (*Hub, error) {
	h := &Hub{
		verifier: token.NewVerifier(o.TokenSecret),
		revoked:  o.Revoked,
		sessions: newSessions(),
		open:     o.Open,
		log:      o.Log,
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kaochang_push_refusals_total",
			Help: "Connections and refreshes refused, by reason.",
		}, []string{"reason"}),
	}
	o.Registry.MustRegister(h.refusals)
	node, err := centrifuge.New(centrifuge.Config{
		Name:                            "push",
		LogLevel:                        centrifuge.LogLevelWarn,
		LogHandler:                      forwardLogs(o.Log),
		ClientPresenceUpdateInterval:    presenceEvery,
		ClientChannelPositionCheckDelay: positionEvery,
		ClientStaleCloseDelay:           staleAfter,
		ClientExpiredCloseDelay:         refreshGrace,
		Metrics: centrifuge.MetricsConfig{
			RegistererGatherer:       o.Registry,
			GetChannelNamespaceLabel: channels.Namespace,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	h.node = node
	if o.RedisURL != "" {
		if err := useRedis(node, o.RedisURL); err != nil {
			return nil, err
		}
	}
	node.OnCommandRead(h.onCommand)
	node.OnConnecting(h.onConnecting)
	node.OnConnect(h.onConnect)
	node.OnSurvey(h.onSurvey)
	return h, nil
}

// Node is for the HTTP API, which publishes and asks through it.
func (h *Hub) Node() *centrifuge.Node { return h.node }

// Run joins the cluster.
func (h *Hub) Run() error { return h.node.Run() }

// Stop tells every browser to come back in a moment, and leaves the cluster.
func (h *Hub) Stop(ctx context.Context) error { return h.node.Shutdown(ctx) }

// Resume makes every browser of this node connect again. It follows an outage
// of Redis: events may have gone by in between, and only a fresh connection
// gets them from history, or learns that they are lost.
func (h *Hub) Resume() {
	for _, client := range h.node.Hub().Connections() {
		client.Disconnect(centrifuge.DisconnectInsufficientState)
	}
}

func (h *Hub) refuse(reason string) {
	h.refusals.WithLabelValues(reason).Inc()
}
