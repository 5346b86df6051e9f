package revocation

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	firstWait  = 200 * time.Millisecond
	longWait   = 3 * time.Second
	pruneEvery = time.Minute
)

// Loader keeps the store true to the control plane's list: at start, and again
// whenever messages between nodes may have been lost.
type Loader struct {
	store    *Store
	source   *Source
	onLoaded func()
	log      *slog.Logger

	mu     sync.Mutex
	wanted int // asked for
	done   int // answered for: the value of wanted when the fetch began
	ring   chan struct{}
}

// NewLoader makes a loader that has one load outstanding; onLoaded runs after
// each success, to cut whoever the fresh list refuses.
func NewLoader(store *Store, source *Source, onLoaded func(), log *slog.Logger) *Loader {
	l := &Loader{store: store, source: source, onLoaded: onLoaded, log: log, ring: make(chan struct{}, 1)}
	l.Request()
	return l
}

// Request asks for a fresh list; the answer comes by itself.
func (l *Loader) Request() {
	l.mu.Lock()
	l.wanted++
	l.mu.Unlock()
	select {
	case l.ring <- struct{}{}:
	default:
	}
}

// Loaded reports whether a list was ever read. Before that nobody is let in: a
// restart must not open the door to those who were put out.
func (l *Loader) Loaded() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.done > 0
}

// Current reports whether no newer list is outstanding.
func (l *Loader) Current() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.done == l.wanted
}

// Run serves requests until the context ends.
func (l *Loader) Run(ctx context.Context) {
	prune := time.NewTicker(pruneEvery)
	defer prune.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-prune.C:
			l.store.Prune()
		case <-l.ring:
			l.load(ctx)
		}
	}
}

func (l *Loader) load(ctx context.Context) {
	for wait := firstWait; ; wait = min(2*wait, longWait) {
		l.mu.Lock()
		asked := l.wanted
		l.mu.Unlock()
		list, err := l.source.Fetch(ctx)
		if err == nil {
			for _, line := range list {
				l.store.Revoke(line.LoginSession, line.Generation)
			}
			l.mu.Lock()
			l.done = asked
			l.mu.Unlock()
			l.onLoaded()
			l.log.Info("revocations loaded", "count", len(list))
			return
		}
		l.log.Warn("revocations not loaded, trying again", "error", err.Error(), "wait", wait.String())
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}
