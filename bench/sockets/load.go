package main

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// tally keeps every latency: a measurement is some hundred thousand at most.
type tally struct {
	lock      sync.Mutex
	latencies []time.Duration
	statuses  map[int]int
}

func (t *tally) add(span time.Duration, status int) {
	t.lock.Lock()
	defer t.lock.Unlock()
	if t.statuses == nil {
		t.statuses = map[int]int{}
	}
	t.latencies = append(t.latencies, span)
	t.statuses[status]++
}

func (t *tally) say(lasted time.Duration) {
	slices.Sort(t.latencies)
	at := func(share float64) float64 {
		if len(t.latencies) == 0 {
			return 0
		}
		return float64(t.latencies[min(len(t.latencies)-1, int(share*float64(len(t.latencies))))].Microseconds()) / 1000
	}
	say(map[string]any{
		"kind": "tally", "requests": len(t.latencies), "seconds": lasted.Seconds(), "statuses": t.statuses,
		"p50": at(0.50), "p95": at(0.95), "p99": at(0.99), "most": at(1),
	})
}

// load keeps `parallel` requests in the air until the list or the time is used up. A list of one request
// is repeated; of a longer list each is sent once.
func load(ctx context.Context, wanted config) {
	ctx, stop := context.WithTimeout(ctx, time.Duration(wanted.Seconds*float64(time.Second)))
	defer stop()
	todo := make(chan Request)
	go func() {
		defer close(todo)
		for round := 0; round == 0 || len(wanted.Requests) == 1; round++ {
			for _, one := range wanted.Requests {
				select {
				case todo <- one:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	var tally tally
	var senders sync.WaitGroup
	begin := time.Now()
	for range wanted.Parallel {
		senders.Go(func() {
			for one := range todo {
				sent := time.Now()
				status := send(wanted, one)
				tally.add(time.Since(sent), status)
			}
		})
	}
	senders.Wait()
	tally.say(time.Since(begin))
}

func send(wanted config, one Request) int {
	request, err := http.NewRequest(one.Method, wanted.Base+one.Path, strings.NewReader(one.Body))
	if err != nil {
		return 0
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Kaochang", "1")
	request.Header.Set("Origin", wanted.Origin)
	if one.Cookie != "" {
		request.Header.Set("Cookie", one.Cookie)
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0
	}
	defer answer.Body.Close()
	_, _ = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode
}
