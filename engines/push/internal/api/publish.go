package api

import (
	"context"
	"encoding/json"
	"sync"

	"github.com/centrifugal/centrifuge"

	"kaochang/push/internal/channels"
)

const (
	maxData           = 64 << 10
	maxKey            = 200
	maxBroadcast      = 10_000
	broadcastParallel = 16
)

type message struct {
	Data           json.RawMessage   `json:"data"`
	IdempotencyKey string            `json:"idempotency_key"`
	SkipHistory    bool              `json:"skip_history"`
	Tags           map[string]string `json:"tags"`
}

type position struct {
	Offset uint64 `json:"offset"`
	Epoch  string `json:"epoch"`
}

func (a *API) publish(_ context.Context, body []byte) (any, error) {
	request, err := decode[struct {
		Channel string `json:"channel"`
		message
	}](body)
	if err != nil {
		return nil, err
	}
	if err := request.check(request.Channel); err != nil {
		return nil, err
	}
	return a.send(request.Channel, request.message)
}

// broadcast checks every channel before it sends to any. Each channel then has
// its own outcome, in the order asked.
func (a *API) broadcast(_ context.Context, body []byte) (any, error) {
	request, err := decode[struct {
		Channels []string `json:"channels"`
		message
	}](body)
	if err != nil {
		return nil, err
	}
	if len(request.Channels) == 0 || len(request.Channels) > maxBroadcast {
		return nil, errBadRequest
	}
	for _, channel := range request.Channels {
		if err := request.check(channel); err != nil {
			return nil, err
		}
	}
	responses := make([]map[string]any, len(request.Channels))
	slots := make(chan struct{}, broadcastParallel)
	var all sync.WaitGroup
	for i, channel := range request.Channels {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			if result, err := a.send(channel, request.message); err != nil {
				responses[i] = map[string]any{"error": asFault(err)}
			} else {
				responses[i] = map[string]any{"result": result}
			}
		})
	}
	all.Wait()
	return map[string]any{"responses": responses}, nil
}

func (m message) check(channel string) error {
	switch {
	case !channels.Valid(channel):
		return errBadRequest
	case channels.IsPresence(channel): // silent: a publication would show its members to each other's pages
		return errNotAvailable
	case len(m.Data) == 0 || string(m.Data) == "null", len(m.IdempotencyKey) > maxKey:
		return errBadRequest
	case len(m.Data) > maxData:
		return errTooLarge
	}
	return nil
}

// send publishes once per idempotency key for as long as history lives: the
// relay repeats what it got no answer for.
func (a *API) send(channel string, m message) (position, error) {
	options := []centrifuge.PublishOption{centrifuge.WithTags(m.Tags)}
	if !m.SkipHistory {
		options = append(options, centrifuge.WithHistory(channels.HistorySize, channels.HistoryTTL))
	}
	if m.IdempotencyKey != "" {
		options = append(options,
			centrifuge.WithIdempotencyKey(m.IdempotencyKey),
			centrifuge.WithIdempotentResultTTL(channels.HistoryTTL))
	}
	result, err := a.hub.Node().Publish(channel, m.Data, options...)
	return position{Offset: result.Offset, Epoch: result.Epoch}, err
}
