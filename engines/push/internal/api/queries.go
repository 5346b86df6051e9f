package api

import (
	"context"
	"encoding/json"

	"github.com/centrifugal/centrifuge"

	"kaochang/push/internal/channels"
)

func (a *API) history(_ context.Context, body []byte) (any, error) {
	request, err := decode[struct {
		Channel string    `json:"channel"`
		Limit   int       `json:"limit"`
		Reverse bool      `json:"reverse"`
		Since   *position `json:"since"`
	}](body)
	if err != nil || !channels.Valid(request.Channel) || request.Limit < -1 {
		return nil, errBadRequest
	}
	if channels.IsPresence(request.Channel) {
		return nil, errNotAvailable
	}
	options := []centrifuge.HistoryOption{centrifuge.WithLimit(request.Limit), centrifuge.WithReverse(request.Reverse)}
	if s := request.Since; s != nil {
		options = append(options, centrifuge.WithSince(&centrifuge.StreamPosition{Offset: s.Offset, Epoch: s.Epoch}))
	}
	found, err := a.hub.Node().History(request.Channel, options...)
	if err != nil {
		return nil, err
	}
	publications := make([]publication, len(found.Publications))
	for i, p := range found.Publications {
		publications[i] = publication{Offset: p.Offset, Data: p.Data, Tags: p.Tags}
	}
	return map[string]any{"publications": publications, "offset": found.Offset, "epoch": found.Epoch}, nil
}

type publication struct {
	Offset uint64            `json:"offset"`
	Data   json.RawMessage   `json:"data"`
	Tags   map[string]string `json:"tags,omitempty"`
}

type node struct {
	UID         string `json:"uid"`
	Name        string `json:"name"`
	Version     string `json:"version"`
	NumClients  uint32 `json:"num_clients"`
	NumUsers    uint32 `json:"num_users"`
	NumSubs     uint32 `json:"num_subs"`
	NumChannels uint32 `json:"num_channels"`
	Uptime      uint32 `json:"uptime"`
}

func (a *API) info(context.Context, []byte) (any, error) {
	found, err := a.hub.Node().Info()
	nodes := make([]node, len(found.Nodes))
	for i, n := range found.Nodes {
		nodes[i] = node{n.UID, n.Name, n.Version, n.NumClients, n.NumUsers, n.NumSubs, n.NumChannels, n.Uptime}
	}
	return map[string]any{"nodes": nodes}, err
}
