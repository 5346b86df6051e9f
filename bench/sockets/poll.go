package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"sync"
	"time"
)

// poll is the lobby as others do it: each page asks every second, and never twice at once.
func poll(ctx context.Context, wanted config) {
	var pages sync.WaitGroup
	var tally tally
	for number, person := range wanted.People {
		pages.Go(func() {
			seen := ""
			if !sleep(ctx, rand.N(time.Second)) {
				return
			}
			for ctx.Err() == nil {
				begin := time.Now()
				status, body := get(ctx, wanted.Base+person.Now, person.Cookie)
				if ctx.Err() != nil {
					return
				}
				tally.add(time.Since(begin), status)
				var answer struct {
					Invitation *struct {
						ID string `json:"id"`
					} `json:"invitation"`
				}
				if json.Unmarshal(body, &answer) == nil && answer.Invitation != nil && answer.Invitation.ID != seen {
					seen = answer.Invitation.ID
					say(map[string]any{"kind": "seen", "i": number, "at": time.Now().UnixNano(), "id": seen})
				}
				if !sleep(ctx, max(0, time.Second-time.Since(begin))) {
					return
				}
			}
		})
	}
	begin := time.Now()
	pages.Wait()
	tally.say(time.Since(begin))
}
