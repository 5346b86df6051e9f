package api

import (
	"context"
	"encoding/json"
	"hash/fnv"
	"strconv"
	"sync"

	"github.com/centrifugal/centrifuge"

	"kaochang/push/internal/channels"
)

const (
	maxPresence      = 10_000
	presenceParallel = 16
)

type member struct {
	User     string          `json:"user"`
	Client   string          `json:"client"`
	ConnInfo json.RawMessage `json:"conn_info,omitempty"`
}

func presenceChannel(body []byte) (string, error) {
	request, err := decode[target](body)
	if err != nil {
		return "", errBadRequest
	}
	return request.Channel, checkPresence(request.Channel)
}

func checkPresence(channel string) error {
	switch {
	case !channels.Valid(channel):
		return errBadRequest
	case !channels.IsPresence(channel): // an empty answer would look like "nobody is there"
		return errNotAvailable
	}
	return nil
}

func (a *API) presence(_ context.Context, body []byte) (any, error) {
	channel, err := presenceChannel(body)
	if err != nil {
		return nil, err
	}
	found, err := a.hub.Node().Presence(channel)
	if err != nil {
		return nil, err
	}
	return map[string]any{"presence": members(found)}, nil
}

// presenceChanges answers for many channels at once, and only for those that
// are not as the caller knows them. The digest of a channel depends on who is
// there alone: it is the same on every node and after a restart. "silent" are
// connections, of any channel, that ended on this node and answer nothing: they
// are not there, although presence still lists them.
func (a *API) presenceChanges(ctx context.Context, body []byte) (any, error) {
	request, err := decode[struct {
		Known map[string]string `json:"known"`
	}](body)
	if err != nil || len(request.Known) == 0 || len(request.Known) > maxPresence {
		return nil, errBadRequest
	}
	for channel := range request.Known {
		if err := checkPresence(channel); err != nil {
			return nil, err
		}
	}
	silent := a.hub.Silent()
	changed := map[string]map[string]any{}
	var (
		lock  sync.Mutex
		all   sync.WaitGroup
		slots = make(chan struct{}, presenceParallel)
	)
	// After the first failure, or when the caller has gone, the rest is not
	// asked: each would wait for the same time-out, and the caller asks again.
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	for channel, known := range request.Known {
		slots <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		all.Go(func() {
			defer func() { <-slots }()
			found, err := a.hub.Node().Presence(channel)
			for id := range silent {
				delete(found.Presence, id)
			}
			now := digest(found)
			lock.Lock()
			defer lock.Unlock()
			if err != nil {
				fail(err)
			} else if now != known {
				changed[channel] = map[string]any{"digest": now, "presence": members(found)}
			}
		})
	}
	all.Wait()
	if ctx.Err() != nil { // half an answer would look like "nothing changed there"
		return nil, context.Cause(ctx)
	}
	infos := make([]json.RawMessage, 0, len(silent))
	for _, client := range silent {
		infos = append(infos, client.Info())
	}
	return map[string]any{"changed": changed, "silent": infos}, nil
}

func members(found centrifuge.PresenceResult) map[string]member {
	listed := make(map[string]member, len(found.Presence))
	for id, info := range found.Presence {
		listed[id] = member{User: info.UserID, Client: info.ClientID, ConnInfo: info.ConnInfo}
	}
	return listed
}

// digest sums a hash of each member, so that their order does not matter. An
// empty channel has one too: "" is a caller that knows nothing.
func digest(found centrifuge.PresenceResult) string {
	var sum uint64
	for _, info := range found.Presence {
		hash := fnv.New64a()
		_, _ = hash.Write([]byte(info.ClientID))
		_, _ = hash.Write([]byte{0})
		_, _ = hash.Write([]byte(info.UserID))
		_, _ = hash.Write([]byte{0})
		_, _ = hash.Write(info.ConnInfo)
		sum += hash.Sum64()
	}
	return strconv.FormatUint(sum, 16)
}

func (a *API) presenceStats(_ context.Context, body []byte) (any, error) {
	channel, err := presenceChannel(body)
	if err != nil {
		return nil, err
	}
	stats, err := a.hub.Node().PresenceStats(channel)
	return map[string]int{"num_clients": stats.NumClients, "num_users": stats.NumUsers}, err
}
