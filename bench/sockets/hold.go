package main

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// What the page's library is set to (web/src/live/socket.ts).
const (
	leastDelay  = 300 * time.Millisecond
	mostDelay   = 4 * time.Second
	connectTime = 5 * time.Second
	pingGrace   = 3 * time.Second
	tokenLife   = 10 * time.Minute
)

type page struct {
	number    int
	person    Person
	wanted    *config
	token     string
	gapSpread time.Duration
	positions map[string]position
	fresh     chan tokenAnswer // a renewed one, fetched beside the reading
	gap       *time.Timer
	dialer    *websocket.Dialer

	shown
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
			positions: map[string]position{}, fresh: make(chan tokenAnswer, 1),
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
		answer, err := p.askToken(ctx)
		if err != nil {
			return false, err
		}
		p.take(answer)
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
	renew := time.AfterFunc(time.Duration(answer.TTL)*time.Second, func() { p.renew(ctx) })
	defer renew.Stop()
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
		select {
		case answer := <-p.fresh:
			p.take(answer)
			if err := socket.WriteJSON(map[string]any{"id": 2, "refresh": map[string]any{"token": p.token}}); err != nil {
				return err
			}
			renew.Reset(tokenLife)
		default:
		}
	}
}
