package server

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// reply is what the server sends in the JSON form of the client protocol.
type reply struct {
	ID    int `json:"id"`
	Error *struct {
		Code int `json:"code"`
	} `json:"error"`
	Connect *struct {
		Client  string         `json:"client"`
		Node    string         `json:"node"`
		Session string         `json:"session"`
		Ping    int            `json:"ping"`
		Subs    map[string]sub `json:"subs"`
	} `json:"connect"`
	Refresh *struct {
		Expires bool `json:"expires"`
		TTL     int  `json:"ttl"`
	} `json:"refresh"`
	Push *struct {
		Channel   string          `json:"channel"`
		Pub       *pub            `json:"pub"`
		Join      json.RawMessage `json:"join"`
		Leave     json.RawMessage `json:"leave"`
		Subscribe json.RawMessage `json:"subscribe"`
		Unsub     json.RawMessage `json:"unsubscribe"`
	} `json:"push"`
}

type pub struct {
	Data struct {
		N int `json:"n"`
	} `json:"data"`
	Info   json.RawMessage `json:"info"`
	Offset uint64          `json:"offset"`
}

type sub struct {
	Offset       uint64 `json:"offset"`
	Epoch        string `json:"epoch"`
	Recovered    bool   `json:"recovered"`
	Publications []pub  `json:"publications"`
}

// page is a small browser: it reads replies and answers pings by itself.
type page struct {
	t       *testing.T
	socket  *websocket.Conn
	replies chan reply
	closed  chan int // the close code
	next    int
	deaf    bool       // no pongs
	writing sync.Mutex // commands and pongs come from two goroutines
}

func (e *engine) dial(origin string) (*websocket.Conn, *http.Response, error) {
	header := http.Header{}
	if origin != "" {
		header.Set("Origin", origin)
	}
	return websocket.DefaultDialer.Dial("ws://"+e.Address()+"/connection/websocket", header)
}

func (e *engine) open() *page {
	e.t.Helper()
	socket, _, err := e.dial(pageOrigin)
	if err != nil {
		e.t.Fatal(err)
	}
	p := &page{t: e.t, socket: socket, replies: make(chan reply, 1000), closed: make(chan int, 1)}
	e.t.Cleanup(func() { _ = socket.Close() })
	go p.listen()
	return p
}

func (p *page) listen() {
	for {
		_, data, err := p.socket.ReadMessage()
		if err != nil {
			var closing *websocket.CloseError
			code := -1
			if errors.As(err, &closing) {
				code = closing.Code
			}
			p.closed <- code
			return
		}
		decoder := json.NewDecoder(strings.NewReader(string(data)))
		for {
			var r reply
			if err := decoder.Decode(&r); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				panic(err)
			}
			if r.ID == 0 && r.Push == nil && r.Error == nil {
				if !p.deaf {
					_ = p.write(map[string]any{}) // a pong
				}
				continue
			}
			p.replies <- r
		}
	}
}

func (p *page) send(command map[string]any) {
	p.t.Helper()
	p.next++
	if _, chosen := command["id"]; !chosen {
		command["id"] = p.next
	}
	if err := p.write(command); err != nil {
		p.t.Fatal(err)
	}
}

func (p *page) write(command map[string]any) error {
	p.writing.Lock()
	defer p.writing.Unlock()
	return p.socket.WriteJSON(command)
}

// hello connects and returns whatever comes first: a reply or a close code.
func (p *page) hello(connect map[string]any) (reply, int) {
	p.t.Helper()
	p.send(map[string]any{"connect": connect})
	return p.first()
}

func (p *page) first() (reply, int) {
	p.t.Helper()
	select {
	case r := <-p.replies:
		return r, 0
	case code := <-p.closed:
		return reply{}, code
	case <-time.After(soon):
		p.t.Fatal("no answer")
		return reply{}, 0
	}
}

func (e *engine) join(w who) *page {
	e.t.Helper()
	p, _ := e.joinAs(w, nil)
	return p
}

func (e *engine) joinAs(w who, since map[string]any) (*page, reply) {
	e.t.Helper()
	p := e.open()
	r, code := p.hello(map[string]any{"token": w.token(), "subs": since})
	if r.Connect == nil {
		e.t.Fatalf("%s not let in: close %d, error %+v", w.sub, code, r.Error)
	}
	return p, r
}

// event waits for the next publication.
func (p *page) event() (string, pub) {
	p.t.Helper()
	for {
		r, code := p.first()
		if code != 0 {
			p.t.Fatalf("closed with %d", code)
		}
		if r.Push != nil && r.Push.Pub != nil {
			return r.Push.Channel, *r.Push.Pub
		}
	}
}

// silence fails when anything at all arrives.
func (p *page) silence(for_ time.Duration) {
	p.t.Helper()
	select {
	case r := <-p.replies:
		text, _ := json.Marshal(r)
		p.t.Errorf("heard %s", text)
	case code := <-p.closed:
		p.t.Errorf("closed with %d", code)
	case <-time.After(for_):
	}
}

func (p *page) closeCode() int {
	p.t.Helper()
	for deadline := time.After(2 * soon); ; {
		select {
		case <-p.replies:
		case code := <-p.closed:
			return code
		case <-deadline:
			p.t.Fatal("still open")
		}
	}
}
