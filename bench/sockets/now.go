package main

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"
)

// When the page reads `now`, and what it counts as read (web/src/areas/candidate/: now.ts, effects.ts,
// useEntryEvents.ts).
const (
	spreadLeast = 100 * time.Millisecond
	roomSpread  = 1500 * time.Millisecond
	askEvery    = 2 * time.Minute
	wholeEvery  = 10              // of those
	tryAgain    = 5 * time.Second // at first, each time twice as long
	tryAgainMax = 30 * time.Second
	mostHeard   = 40
)

// shown is the last answer, and the events that it was brought up to date with since.
type shown struct {
	sync.Mutex
	asOf    string
	heard   []string
	reading int
	waiting bool // to ask again what was missed
}

func (p *page) deliver(ctx context.Context, told publication) {
	at := time.Now().UnixNano()
	var what event
	if json.Unmarshal(told.Data, &what) != nil {
		return
	}
	if slices.Contains(p.wanted.Watch, what.Type) {
		say(map[string]any{"kind": "event", "i": p.number, "at": at, "type": what.Type, "subject": what.Subject})
	}
	switch {
	case slices.Contains(p.wanted.ReadNow, what.Type):
		go p.readNow(ctx, "event")
	case slices.Contains(p.wanted.ReadSoon, what.Type):
		time.AfterFunc(spread(roomSpread), func() { p.readNow(ctx, "event") })
	case slices.Contains(p.wanted.Patches, what.Type):
		if !p.hear(what.ID) {
			go p.readNow(ctx, "event")
		}
	case slices.Contains(p.wanted.Ignores, what.Type):
		p.hear(what.ID)
	}
}

// hear says whether the event could be shown at once: a read under way may be older.
func (p *page) hear(id int64) bool {
	p.Lock()
	defer p.Unlock()
	if p.reading > 0 || p.asOf == "" {
		return false
	}
	p.heard = append(p.heard, strconv.FormatInt(id, 10))
	p.heard = p.heard[max(0, len(p.heard)-mostHeard):]
	return true
}

// tellGap is the page's: one question for however many channels could not be recovered.
func (p *page) tellGap(ctx context.Context) {
	if p.gap != nil {
		p.gap.Stop()
	}
	p.gap = time.AfterFunc(spread(p.gapSpread), func() { p.askWhatWasMissed(ctx, "gap") })
}

func spread(most time.Duration) time.Duration { return spreadLeast + rand.N(most) }

func (p *page) askNowAndThen(ctx context.Context) {
	if !sleep(ctx, rand.N(askEvery)) {
		return
	}
	for turn := rand.N(wholeEvery); ; turn++ {
		if turn%wholeEvery == 0 {
			p.readNow(ctx, "again")
		} else {
			p.askWhatWasMissed(ctx, "clock")
		}
		if !sleep(ctx, askEvery) {
			return
		}
	}
}

func (p *page) askWhatWasMissed(ctx context.Context, why string) {
	for pause := tryAgain; ; pause = min(2*pause, tryAgainMax) {
		p.Lock()
		query := url.Values{"since": {p.asOf}, "heard": p.heard}
		known := p.asOf != "" && p.reading == 0
		p.Unlock()
		if !known {
			p.readNow(ctx, why)
			return
		}
		if !isPassing(p.ask(ctx, why, "?"+query.Encode())) {
			return
		}
		p.Lock()
		alone := !p.waiting
		p.waiting = true
		p.Unlock()
		if !alone {
			return
		}
		goesOn := sleep(ctx, spread(pause))
		p.Lock()
		p.waiting = false
		p.Unlock()
		if !goesOn {
			return
		}
	}
}

func (p *page) readNow(ctx context.Context, why string) {
	p.Lock()
	p.reading++
	p.Unlock()
	p.ask(ctx, why, "")
	p.Lock()
	p.reading--
	p.Unlock()
}

func (p *page) ask(ctx context.Context, why, query string) int {
	begin := time.Now()
	read := p.read
	if query != "" { // has a pace of its own
		read = p.readOnce
	}
	status, body := read(ctx, p.wanted.Base+p.person.Now+query)
	var answer struct {
		AsOf string `json:"as_of"`
	}
	if status == http.StatusOK && json.Unmarshal(body, &answer) == nil {
		p.Lock()
		p.asOf, p.heard = answer.AsOf, nil
		p.Unlock()
	}
	if ctx.Err() == nil {
		say(map[string]any{
			"kind": "now", "i": p.number, "begin": begin.UnixNano(), "at": time.Now().UnixNano(), "status": status,
			"why": why,
		})
	}
	return status
}
