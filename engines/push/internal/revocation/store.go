// Package revocation remembers which tokens are dead though their signature and
// their time are still good: a log-in that was taken over, logged out, or whose
// access changed.
package revocation

import (
	"sync"
	"time"
)

// keepFor is well past the longest life of a token: after that no token of an
// older generation can be alive, and the memory of it is of no use.
const keepFor = time.Hour

// Store maps a login session to the lowest generation that is still good.
type Store struct {
	mu      sync.RWMutex
	entries map[string]entry
	now     func() time.Time
}

type entry struct {
	generation int64
	heardAt    time.Time
}

// NewStore makes an empty store.
func NewStore() *Store {
	return &Store{entries: map[string]entry{}, now: time.Now}
}

// Revoke ends every generation under the given one. Generations only rise: a
// late or repeated message never brings a dead token back.
func (s *Store) Revoke(loginSession string, generation int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.entries[loginSession]; ok && known.generation > generation {
		generation = known.generation
	}
	s.entries[loginSession] = entry{generation: generation, heardAt: s.now()}
}

// Refuses reports whether a token of this generation is dead.
func (s *Store) Refuses(loginSession string, generation int64) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	known, ok := s.entries[loginSession]
	return ok && generation < known.generation
}

// Prune forgets what no living token can meet any more.
func (s *Store) Prune() {
	s.mu.Lock()
	defer s.mu.Unlock()
	limit := s.now().Add(-keepFor)
	for session, known := range s.entries {
		if known.heardAt.Before(limit) {
			delete(s.entries, session)
		}
	}
}

// Size is the number of sessions remembered.
func (s *Store) Size() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.entries)
}
