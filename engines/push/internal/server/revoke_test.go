package server

import (
	"net/http"
	"sync"
	"testing"
	"time"
)

func (e *engine) revoke(session string, generation int, code int) map[string]any {
	e.t.Helper()
	return e.do("revoke", map[string]any{"login_session": session, "generation": generation, "code": code, "reason": "taken over"})
}

func TestARevokedSessionIsCutAtOnceAndStaysOut(t *testing.T) {
	e := start(t, "")
	old, neighbour := e.join(person(1)), e.join(person(2))
	second := e.join(person(1)) // the same log-in in another tab
	began := time.Now()
	if result := e.revoke("login-1", 2, 4501); result["disconnected"] != 2.0 {
		t.Errorf("%v", result)
	}
	for _, p := range []*page{old, second} {
		if code := p.closeCode(); code != 4501 {
			t.Errorf("close code %d", code)
		}
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("cut after %s", took)
	}
	for range 3 {
		if r, code := e.open().hello(map[string]any{"token": person(1).token()}); r.Connect != nil || code != 4503 {
			t.Errorf("the old token: let in %v, close code %d", r.Connect != nil, code)
		}
	}
	fresh := person(1)
	fresh.gen = 2
	e.join(fresh)
	e.publish("person:candidate:2", 1)
	if _, p := neighbour.event(); p.Data.N != 1 {
		t.Error("the neighbour lost its connection")
	}
}

func TestALateRevocationCutsNoNewerConnection(t *testing.T) {
	e := start(t, "")
	fresh := person(1)
	fresh.gen = 3
	p := e.join(fresh)
	e.revoke("login-1", 3, 4503)
	if result := e.revoke("login-1", 2, 4503); result["disconnected"] != 0.0 {
		t.Errorf("%v", result)
	}
	p.silence(200 * time.Millisecond)
	older := person(1)
	older.gen = 2
	if r, code := e.open().hello(map[string]any{"token": older.token()}); r.Connect != nil || code != 4503 {
		t.Errorf("let in %v, close code %d", r.Connect != nil, code)
	}
}

func TestARevokedTokenCannotBeRefreshedNorSwapped(t *testing.T) {
	e := start(t, "")
	for name, try := range map[string]struct {
		token string
		code  int
	}{
		"another person":  {who{sub: "person-2", ls: "login-1", gen: 1}.token(), 3500},
		"another session": {who{sub: "person-1", ls: "login-2", gen: 1}.token(), 3500},
		"forged":          {person(1).token() + "x", 3500},
	} {
		p := e.join(person(1))
		p.send(map[string]any{"refresh": map[string]any{"token": try.token}})
		if code := p.closeCode(); code != try.code {
			t.Errorf("%s: close code %d", name, code)
		}
	}
	newer := person(1)
	newer.gen = 5
	p := e.join(newer)
	e.revoke("login-1", 5, 4503)
	p.send(map[string]any{"refresh": map[string]any{"token": person(1).token()}})
	if code := p.closeCode(); code != 4503 {
		t.Errorf("an older generation: close code %d", code)
	}
}

func TestRefreshKeepsTheConnectionAndFollowsTheChannels(t *testing.T) {
	e := start(t, "")
	p := e.join(person(1, "room-candidates:1", "presence:1"))
	next := person(1, "room-candidates:2", "presence:2")
	next.gen = 2
	p.send(map[string]any{"refresh": map[string]any{"token": next.token()}})
	eventually(t, "the new room", func() bool {
		return len(e.do("presence", map[string]any{"channel": "presence:2"})["presence"].(map[string]any)) == 1
	})
	if found := e.do("presence", map[string]any{"channel": "presence:1"})["presence"].(map[string]any); len(found) != 0 {
		t.Errorf("still present: %v", found)
	}
	e.publish("room-candidates:1", 1)
	e.publish("room-candidates:2", 2)
	if channel, event := p.event(); channel != "room-candidates:2" || event.Data.N != 2 {
		t.Errorf("%s %+v", channel, event)
	}
	e.revoke("login-1", 2, 4503) // the connection is now of generation 2
	e.publish("person:candidate:1", 3)
	if _, event := p.event(); event.Data.N != 3 {
		t.Error("cut though refreshed")
	}
}

func TestAConnectionEndsWithItsToken(t *testing.T) {
	e := start(t, "")
	brief := person(1)
	brief.life = time.Second
	p := e.join(brief)
	for began := time.Now(); ; {
		select {
		case <-p.replies:
			continue
		case code := <-p.closed:
			if code != 3005 {
				t.Errorf("close code %d", code)
			}
			if time.Since(began) > 14*time.Second {
				t.Error("too late")
			}
		case <-time.After(15 * time.Second):
			t.Error("still open")
		}
		return
	}
}

// Connections and revocations race; whoever is still in afterwards must be of
// the good generation.
func TestNobodySlipsInBesideARevocation(t *testing.T) {
	e := start(t, "")
	for round := range 20 {
		w := person(100 + round)
		var all sync.WaitGroup
		pages := make([]*page, 8)
		for i := range pages {
			pages[i] = e.open()
			all.Go(func() {
				_ = pages[i].write(map[string]any{"id": 1, "connect": map[string]any{"token": w.token()}})
			})
		}
		all.Go(func() { e.revoke(w.ls, 2, 4502) })
		all.Wait()
		for _, p := range pages {
			if code := p.closeCode(); code != 4502 && code != 4503 {
				t.Fatalf("round %d: close code %d", round, code)
			}
		}
	}
}

func TestBadRevocationsChangeNothing(t *testing.T) {
	e := start(t, "")
	p := e.join(person(1))
	for name, body := range map[string]map[string]any{
		"no session":         {"generation": 2},
		"no generation":      {"login_session": "login-1"},
		"negative":           {"login_session": "login-1", "generation": -1},
		"not terminal":       {"login_session": "login-1", "generation": 2, "code": 4000},
		"reserved code":      {"login_session": "login-1", "generation": 2, "code": 3500},
		"code too large":     {"login_session": "login-1", "generation": 2, "code": 5000},
		"reason too long":    {"login_session": "login-1", "generation": 2, "reason": string(make([]byte, 200))},
		"session not a text": {"login_session": 1, "generation": 2},
	} {
		if status, _, code := e.post("revoke", body); status != http.StatusBadRequest || code != 107 {
			t.Errorf("%s: %d %v", name, status, code)
		}
	}
	p.silence(100 * time.Millisecond)
	e.join(person(1))
}
