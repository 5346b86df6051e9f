package server

import (
	"context"
	"sync"
	"time"
)

// lingering is how long open HTTP requests may finish after the browsers were
// told to come back; streams that do not end by then are cut.
const lingering = 2 * time.Second

// Stop closes the door and tells the browsers at the same time: with the door
// open they would come back to a server that is leaving.
func (s *Server) Stop(ctx context.Context) {
	s.stopping.Store(true)
	s.cancel()
	var both sync.WaitGroup
	both.Go(func() {
		brief, cancel := context.WithTimeout(ctx, lingering)
		defer cancel()
		if err := s.http.Shutdown(brief); err != nil {
			_ = s.http.Close()
		}
	})
	both.Go(func() {
		if err := s.hub.Stop(ctx); err != nil {
			s.log.Warn("not every connection was told to come back", "error", err.Error())
		}
	})
	both.Wait()
	s.background.Wait()
}
