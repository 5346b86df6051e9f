// Package rediswatch knows whether Redis answers, and notices when it is not
// the Redis it was: gone for a while, restarted, or emptied.
package rediswatch

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"regexp"
	"sync/atomic"
	"time"

	"github.com/redis/rueidis"
)

const (
	every   = time.Second
	timeout = 2 * time.Second

	// epochKey holds a random mark that the first node writes. It vanishes
	// with the data, so another mark means an emptied Redis.
	epochKey = "kaochang.push.epoch"
)

var runID = regexp.MustCompile(`(?m)^run_id:([0-9a-f]+)`)

// Watch asks Redis once a second.
type Watch struct {
	client    rueidis.Client
	onChanged func()
	log       *slog.Logger
	up        atomic.Bool
	last      identity
	missed    bool
}

// identity is the same as long as no message can have been lost unseen.
type identity struct{ run, epoch string }

// New connects; onChanged runs after each return of Redis, changed or not:
// subscriptions were down meanwhile, and messages between nodes are not kept.
func New(address string, onChanged func(), log *slog.Logger) (*Watch, error) {
	option, err := rueidis.ParseURL(address)
	if err != nil {
		return nil, errors.New("bad redis address")
	}
	option.DisableCache = true
	option.ForceSingleClient = true
	client, err := rueidis.NewClient(option)
	if err != nil {
		return nil, errors.New("redis does not answer")
	}
	return &Watch{client: client, onChanged: onChanged, log: log}, nil
}

// Up reports whether the last question was answered.
func (w *Watch) Up() bool { return w.up.Load() }

// Run watches until the context ends.
func (w *Watch) Run(ctx context.Context) {
	defer w.client.Close()
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		w.look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (w *Watch) look(ctx context.Context) {
	now, err := w.ask(ctx)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		if w.up.Swap(false) {
			w.log.Error("redis does not answer")
		}
		w.missed = true
		return
	}
	first := w.last == identity{}
	changed := !first && (w.missed || now != w.last)
	w.last, w.missed = now, false
	w.up.Store(true)
	if changed {
		w.log.Warn("redis is back or was changed")
		w.onChanged()
	}
}

func (w *Watch) ask(ctx context.Context) (identity, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	info, err := w.client.Do(ctx, w.client.B().Info().Section("server").Build()).ToString()
	if err != nil {
		return identity{}, err
	}
	match := runID.FindStringSubmatch(info)
	if match == nil {
		return identity{}, errors.New("redis tells no run id")
	}
	mark := w.client.B().Set().Key(epochKey).Value(rand.Text()).Nx().Build()
	if err := w.client.Do(ctx, mark).Error(); err != nil && !rueidis.IsRedisNil(err) {
		return identity{}, err
	}
	epoch, err := w.client.Do(ctx, w.client.B().Get().Key(epochKey).Build()).ToString()
	return identity{run: match[1], epoch: epoch}, err
}
