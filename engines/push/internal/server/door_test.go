package server

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

func TestOtherOriginsAreRefusedOnEveryTransport(t *testing.T) {
	e := start(t, "")
	token := person(1).token()
	for _, origin := range []string{"", "null", "https://evil.example", "http://exam.example.org", pageOrigin + ".evil.example"} {
		if _, response, err := e.dial(origin); err == nil || response == nil || response.StatusCode != http.StatusForbidden {
			t.Errorf("websocket from %q: %v", origin, err)
		}
		for _, path := range []string{"/connection/http_stream", "/connection/emulation", "/connection/websocket"} {
			for _, verb := range []string{"POST", "GET", "OPTIONS"} {
				request, _ := http.NewRequest(verb, e.url(path), strings.NewReader(`{"id":1,"connect":{"token":"`+token+`"}}`))
				if origin != "" {
					request.Header.Set("Origin", origin)
				}
				response, err := http.DefaultClient.Do(request)
				if err != nil {
					t.Fatal(err)
				}
				_ = response.Body.Close()
				if response.StatusCode != http.StatusForbidden {
					t.Errorf("%s %s from %q: %d", verb, path, origin, response.StatusCode)
				}
			}
		}
	}
}

func TestThereIsNoSSEAndNoOtherWayIn(t *testing.T) {
	e := start(t, "")
	for _, path := range []string{
		"/connection/sse", "/connection/uni_websocket", "/connection/uni_sse", "/connection/uni_http_stream",
		"/connection/webtransport", "/connection/", "/", "/admin", "/debug/pprof/", "/api",
	} {
		request, _ := http.NewRequest("GET", e.url(path), nil)
		request.Header.Set("Origin", pageOrigin)
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if path != "/api" && response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
		if response.StatusCode == http.StatusOK {
			t.Errorf("%s is open", path)
		}
	}
}

func TestBadTokensAreTurnedAwayForGood(t *testing.T) {
	e := start(t, "")
	other, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": "person-1", "ls": "login-1", "gen": 1, "channels": []string{}, "exp": time.Now().Add(time.Minute).Unix(),
	}).SignedString([]byte("another secret of 32 characters or so"))
	for name, token := range map[string]string{
		"none": "", "noise": "noise", "other key": other,
		"lives too long": who{sub: "a", ls: "b", gen: 1, life: time.Hour}.token(),
		"no session":     who{sub: "a", gen: 1}.token(),
	} {
		r, code := e.open().hello(map[string]any{"token": token})
		if r.Connect != nil || code != 3500 {
			t.Errorf("%s: let in %v, close code %d", name, r.Connect != nil, code)
		}
	}
}

func TestAnExpiredTokenIsToldToRefresh(t *testing.T) {
	e := start(t, "")
	r, _ := e.open().hello(map[string]any{"token": who{sub: "a", ls: "b", gen: 1, life: -time.Minute}.token()})
	if r.Error == nil || r.Error.Code != 109 {
		t.Errorf("%+v", r)
	}
}

func TestNobodyIsLetInBeforeTheRevocationsAreKnown(t *testing.T) {
	c := &control{down: true}
	e := startWith(t, "", c)
	if code, now := e.health(); code != http.StatusServiceUnavailable || now.Revocations {
		t.Errorf("%d %+v", code, now)
	}
	r, code := e.open().hello(map[string]any{"token": person(1).token()})
	if r.Connect != nil || code != 4000 {
		t.Errorf("let in %v, close code %d", r.Connect != nil, code)
	}
	c.set(false, map[string]any{"login_session": "login-1", "generation": 2})
	e.waitReady()
	if r, code := e.open().hello(map[string]any{"token": person(1).token()}); r.Connect != nil || code != 4503 {
		t.Errorf("revoked before the start: let in %v, close code %d", r.Connect != nil, code)
	}
	e.join(person(2))
}

func TestABrowserOnlyListens(t *testing.T) {
	e := start(t, "")
	witness := e.join(person(2))
	channel := "person:candidate:2"
	own := "person:candidate:1"
	for name, body := range map[string]any{
		"publish":        map[string]any{"channel": channel, "data": map[string]any{"n": 1}},
		"subscribe":      map[string]any{"channel": channel},
		"unsubscribe":    map[string]any{"channel": own},
		"presence":       map[string]any{"channel": "presence:1"},
		"presence_stats": map[string]any{"channel": "presence:1"},
		"history":        map[string]any{"channel": own, "limit": 10},
		"rpc":            map[string]any{"method": "anything", "data": map[string]any{}},
		"sub_refresh":    map[string]any{"channel": own, "token": "x"},
	} {
		p := e.join(person(1, "presence:1"))
		p.send(map[string]any{name: body})
		if r, code := p.first(); code != 0 || r.Error == nil || r.Error.Code != 103 {
			t.Errorf("%s: %+v, close code %d", name, r, code)
		}
		// hidden beside a permitted command
		p = e.join(person(1, "presence:1"))
		p.send(map[string]any{"refresh": map[string]any{"token": person(1).token()}, name: body})
		if r, _ := p.first(); r.Error == nil || r.Error.Code != 103 {
			t.Errorf("%s beside refresh: %+v", name, r)
		}
	}
	p := e.join(person(1))
	p.send(map[string]any{"id": 0, "send": map[string]any{"data": map[string]any{}}})
	if code := p.closeCode(); code != 3501 {
		t.Errorf("send: %d", code)
	}
	witness.silence(200 * time.Millisecond)
}

func TestAskingForOtherChannelsAtConnectGivesNone(t *testing.T) {
	e := start(t, "")
	e.publish("person:candidate:2", 1)
	p, r := e.joinAs(person(1), map[string]any{
		"person:candidate:2": map[string]any{"recover": true, "offset": 0, "epoch": ""},
	})
	if len(r.Connect.Subs) != 1 || r.Connect.Subs["person:candidate:2"].Publications != nil {
		t.Errorf("%+v", r.Connect.Subs)
	}
	e.publish("person:candidate:2", 2)
	p.silence(200 * time.Millisecond)
}

func TestASocketThatSaysNothingOrTooMuchIsCut(t *testing.T) {
	e := start(t, "")
	p := e.open()
	// Cut while it still speaks, its writing may fail.
	_ = p.write(map[string]any{"id": 1, "connect": map[string]any{"token": strings.Repeat("a", 40<<10)}})
	if code := p.closeCode(); code == 0 {
		t.Error("still open")
	}
	if code := e.open().closeCode(); code == 0 { // stale after five seconds
		t.Error("still open")
	}
}

func TestALostConnectionIsKnownWithinEightSeconds(t *testing.T) {
	testLost(t, start(t, ""), person(1), 5, 9*time.Second)
}

func TestALostPhoneIsKnownWithinFourSecondsAndTold(t *testing.T) {
	e := start(t, "")
	ask := map[string]any{"known": map[string]string{"presence:1": ""}}
	_ = e.join(person(2, "presence:1")).socket.Close()
	testLost(t, e, person(1, "phone:1", "presence:1"), 2, 4*time.Second)
	eventually(t, "who fell silent, and only that", func() bool {
		told := e.do("presence_changes", ask)
		silent := told["silent"].([]any)
		there := told["changed"].(map[string]any)["presence:1"].(map[string]any)["presence"].(map[string]any)
		return len(silent) == 1 && silent[0].(map[string]any)["device"] == "laptop" && len(there) == 0
	})
}

func testLost(t *testing.T, e *engine, one who, ping int, limit time.Duration) {
	t.Helper()
	p := e.open()
	p.deaf = true
	p.socket.SetCloseHandler(func(int, string) error { return nil }) // no goodbye either
	if r, _ := p.hello(map[string]any{"token": one.token()}); r.Connect == nil || int(r.Connect.Ping) != ping {
		t.Fatalf("%+v", r)
	}
	began := time.Now()
	select {
	case code := <-p.closed:
		if took := time.Since(began); code != 3012 || took > limit {
			t.Errorf("code %d after %s", code, took)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still open")
	}
}
