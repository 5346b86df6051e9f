package hub

import (
	"maps"
	"slices"
	"sync"

	"github.com/centrifugal/centrifuge"
)

// sessions finds the connections of a login session: the node itself knows them
// by person only, and a person has several log-ins.
type sessions struct {
	mu      sync.Mutex
	clients map[string]map[*centrifuge.Client]int64 // session → connection → generation
}

func newSessions() *sessions {
	return &sessions{clients: map[string]map[*centrifuge.Client]int64{}}
}

func (s *sessions) add(session string, generation int64, client *centrifuge.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.clients[session] == nil {
		s.clients[session] = map[*centrifuge.Client]int64{}
	}
	s.clients[session][client] = generation
}

// renew never brings a connection back that has ended meanwhile.
func (s *sessions) renew(session string, generation int64, client *centrifuge.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, alive := s.clients[session][client]; alive {
		s.clients[session][client] = generation
	}
}

func (s *sessions) remove(session string, client *centrifuge.Client) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.clients[session], client)
	if len(s.clients[session]) == 0 {
		delete(s.clients, session)
	}
}

// under lists the connections of a session older than a generation.
func (s *sessions) under(session string, generation int64) []*centrifuge.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []*centrifuge.Client{}
	for client, own := range s.clients[session] {
		if own < generation {
			found = append(found, client)
		}
	}
	return found
}

func (s *sessions) all() []*centrifuge.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []*centrifuge.Client{}
	for _, clients := range s.clients {
		found = slices.AppendSeq(found, maps.Keys(clients))
	}
	return found
}

// refused lists all connections that the predicate refuses.
func (s *sessions) refused(refuses func(string, int64) bool) []*centrifuge.Client {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := []*centrifuge.Client{}
	for session, clients := range s.clients {
		for client, own := range clients {
			if refuses(session, own) {
				found = append(found, client)
			}
		}
	}
	return found
}
