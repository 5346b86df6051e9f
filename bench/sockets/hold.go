package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// What the page's library is set to (web/src/live/socket.ts), and how often the page asks by itself
// (web/src/areas/candidate/now.ts).
const (
	leastDelay  = 300 * time.Millisecond
	mostDelay   = 4 * time.Second
	connectTime = 5 * time.Second
	pingGrace   = 3 * time.Second
	gapLeast    = 100 * time.Millisecond
	askEvery    = 60 * time.Second
	wholeEvery  = 5 // of those
)

type page struct {
	number    int
	person    Person
	wanted    *config
	token     string
	gapSpread time.Duration
	positions map[string]position
	gap       *time.Timer
	asOf      atomic.Value
	dialer    *websocket.Dialer
}

func hold(ctx context.Context, wanted config) {
	dialer := &websocket.Dialer{
		NetDialContext: dialLoopback, HandshakeTimeout: connectTime,
		ReadBufferSize: 1024, WriteBufferSize: 512, WriteBufferPool: &sync.Pool{},
	}
	turn := make(chan struct{}, wanted.Parallel)
	var pages sync.WaitGroup
	for number, person := range wanted.People {
		one := &page{
			number: number, person: person, wanted: &wanted, dialer: dialer,
			positions: map[string]position{},
		}
		pages.Go(func() { one.live(ctx, turn) })
	}
	pages.Wait()
}

func (p *page) live(ctx context.Context, turn chan struct{}) {
	turn <- struct{}{} // people do not all arrive in the same second; only the first connect waits its turn
	p.readNow(ctx, "open")
	go p.askNowAndThen(ctx)
	first := true
	release := func() {
		if first {
			first = false
			<-turn
		}
	}
	defer release()
	for attempts := 0; ctx.Err() == nil; attempts++ {
		up, err := p.once(ctx, attempts, release)
		if ctx.Err() != nil {
			return
		}
		if up {
			attempts = 0
		}
		if errors.Is(err, errTokenExpired) {
			p.token = ""
		}
		if !sleep(ctx, delayOf(attempts)) {
			return
		}
	}
}

// delayOf is the library's full jitter.
func delayOf(attempts int) time.Duration {
	most := min(mostDelay, leastDelay<<min(attempts, 20))
	return min(mostDelay, leastDelay+rand.N(most+1))
}

func (p *page) once(ctx context.Context, attempts int, release func()) (bool, error) {
	if p.token == "" {
		if err := p.fetchToken(ctx); err != nil {
			return false, err
		}
	}
	url := "ws" + p.wanted.Base[len("http"):] + "/push/connection/websocket"
	socket, _, err := p.dialer.DialContext(ctx, url, http.Header{"Origin": {p.wanted.Origin}})
	if err != nil {
		return false, err
	}
	defer socket.Close()
	stopped := context.AfterFunc(ctx, func() { socket.Close() })
	defer stopped()
	if err := sendConnect(socket, p.token, p.positions); err != nil {
		return false, err
	}
	answer, err := p.awaitConnect(socket)
	if err != nil {
		return false, err
	}
	say(map[string]any{"kind": "up", "i": p.number, "at": time.Now().UnixNano(), "attempts": attempts})
	release()
	err = p.listen(ctx, socket, answer)
	code := 0
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		code = closed.Code
	}
	if ctx.Err() == nil {
		say(map[string]any{"kind": "down", "i": p.number, "at": time.Now().UnixNano(), "code": code})
	}
	return true, err
}

func (p *page) awaitConnect(socket *websocket.Conn) (*connected, error) {
	for {
		replies, err := read(socket, connectTime)
		if err != nil {
			return nil, err
		}
		for _, one := range replies {
			if one.Error != nil {
				return nil, errTokenExpired // a refused token is answered with a fresh one
			}
			if one.Connect != nil {
				return one.Connect, nil
			}
		}
	}
}

func (p *page) listen(ctx context.Context, socket *websocket.Conn, answer *connected) error {
	gap := false
	for channel, sub := range answer.Subs {
		for _, missed := range sub.Publications {
			p.deliver(ctx, missed)
		}
		gap = gap || sub.WasRecover && !sub.Recovered
		if sub.Recoverable {
			p.positions[channel] = position{true, sub.Epoch, sub.Offset}
		}
	}
	if gap {
		p.tellGap(ctx)
	}
	patience := time.Duration(answer.Ping)*time.Second + pingGrace
	renewAt := time.Now().Add(time.Duration(answer.TTL) * time.Second)
	for {
		replies, err := read(socket, patience)
		if err != nil {
			return err
		}
		for _, one := range replies {
			if one.Push == nil || one.Push.Pub == nil {
				continue
			}
			if place, known := p.positions[one.Push.Channel]; known {
				place.Offset = one.Push.Pub.Offset
				p.positions[one.Push.Channel] = place
			}
			p.deliver(ctx, *one.Push.Pub)
		}
		if answer.TTL > 0 && time.Now().After(renewAt) {
			if err := p.fetchToken(ctx); err != nil {
				return err
			}
			renewAt = time.Now().Add(9 * time.Minute)
			refresh := map[string]any{"id": 2, "refresh": map[string]any{"token": p.token}}
			if err := socket.WriteJSON(refresh); err != nil {
				return err
			}
		}
	}
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
	if slices.Contains(p.wanted.ReadNow, what.Type) {
		go p.readNow(ctx, "event")
	}
}

// tellGap is the page's: one read for however many channels could not be recovered.
func (p *page) tellGap(ctx context.Context) {
	if p.gap != nil {
		p.gap.Stop()
	}
	p.gap = time.AfterFunc(gapLeast+rand.N(p.gapSpread), func() { p.readNow(ctx, "gap") })
}

func (p *page) askNowAndThen(ctx context.Context) {
	if !sleep(ctx, rand.N(askEvery)) {
		return
	}
	for turn := rand.N(wholeEvery); ; turn++ {
		if turn%wholeEvery == 0 {
			p.readNow(ctx, "again")
		} else {
			p.readNow(ctx, "clock")
		}
		if !sleep(ctx, askEvery) {
			return
		}
	}
}

// readNow asks after a gap, and by the clock, only whether anything was told since the last answer.
func (p *page) readNow(ctx context.Context, why string) {
	begin := time.Now()
	address := p.wanted.Base + p.person.Now
	if asOf, known := p.asOf.Load().(string); known && (why == "gap" || why == "clock") {
		address += "?since=" + asOf
	}
	status, body := get(ctx, address, p.person.Cookie)
	var answer struct {
		AsOf string `json:"as_of"`
	}
	if status == http.StatusOK && json.Unmarshal(body, &answer) == nil {
		p.asOf.Store(answer.AsOf)
	}
	if ctx.Err() == nil {
		say(map[string]any{
			"kind": "now", "i": p.number, "begin": begin.UnixNano(), "at": time.Now().UnixNano(), "status": status,
			"why": why,
		})
	}
}

func (p *page) fetchToken(ctx context.Context) error {
	status, body := get(ctx, p.wanted.Base+p.person.Token, p.person.Cookie)
	var answer struct {
		Token       string `json:"token"`
		GapSpreadMS int64  `json:"gap_spread_ms"`
	}
	if status != http.StatusOK || json.Unmarshal(body, &answer) != nil {
		return errors.New("no token")
	}
	p.token = answer.Token
	p.gapSpread = time.Duration(answer.GapSpreadMS) * time.Millisecond
	return nil
}

// get returns status 0 when no answer came.
func get(ctx context.Context, url, cookie string) (int, []byte) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil
	}
	request.Header.Set("Cookie", cookie)
	answer, err := client.Do(request)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil
	}
	return answer.StatusCode, body
}
