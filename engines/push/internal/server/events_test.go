package server

import (
	"strings"
	"sync"
	"testing"
	"time"
)

func TestEventsReachOnlyTheirChannel(t *testing.T) {
	e := start(t, "")
	one, two := e.join(person(1, "room-candidates:1")), e.join(person(2))
	e.publish("person:candidate:1", 1)
	if channel, event := one.event(); channel != "person:candidate:1" || event.Data.N != 1 || event.Info != nil {
		t.Errorf("%s %+v", channel, event)
	}
	e.do("broadcast", map[string]any{"channels": []string{"person:candidate:1", "room-candidates:1"}, "data": map[string]int{"n": 2}})
	one.event()
	one.event()
	two.silence(200 * time.Millisecond)
}

func TestAGapIsFilledInOrder(t *testing.T) {
	e := start(t, "")
	p, r := e.joinAs(person(1), nil)
	at := r.Connect.Subs["person:candidate:1"]
	_ = p.socket.Close()
	for n := range 50 {
		e.publish("person:candidate:1", n)
	}
	_, r = e.joinAs(person(1), recover(at))
	got := r.Connect.Subs["person:candidate:1"]
	if !got.Recovered || len(got.Publications) != 50 {
		t.Fatalf("recovered %v with %d", got.Recovered, len(got.Publications))
	}
	for n, event := range got.Publications {
		if event.Data.N != n {
			t.Errorf("place %d holds %d", n, event.Data.N)
		}
	}
}

func TestAGapLargerThanTheHistoryIsAdmitted(t *testing.T) {
	e := start(t, "")
	p, r := e.joinAs(person(1), nil)
	at := r.Connect.Subs["person:candidate:1"]
	_ = p.socket.Close()
	for n := range 101 {
		e.publish("person:candidate:1", n)
	}
	if _, r = e.joinAs(person(1), recover(at)); r.Connect.Subs["person:candidate:1"].Recovered {
		t.Error("a lost event was called recovered")
	}
}

func TestAfterARestartTheLossIsAdmitted(t *testing.T) {
	first := start(t, "")
	_, r := first.joinAs(person(1), nil)
	first.publish("person:candidate:1", 1)
	at := r.Connect.Subs["person:candidate:1"]
	first.stop()
	second := start(t, "")
	second.publish("person:candidate:1", 2)
	_, r = second.joinAs(person(1), recover(at))
	if got := r.Connect.Subs["person:candidate:1"]; got.Recovered || got.Epoch == at.Epoch {
		t.Errorf("%+v after %+v", got, at)
	}
}

func recover(at sub) map[string]any {
	return map[string]any{"person:candidate:1": map[string]any{"recover": true, "offset": at.Offset, "epoch": at.Epoch}}
}

func TestPublishingIsIdempotent(t *testing.T) {
	e := start(t, "")
	testIdempotency(t, e)
}

func testIdempotency(t *testing.T, e *engine) {
	t.Helper()
	p := e.join(person(1, "room-candidates:1"))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			e.do("publish", map[string]any{"channel": "person:candidate:1", "data": map[string]int{"n": 1}, "idempotency_key": "row-1"})
		})
	}
	all.Wait()
	result := e.do("publish", map[string]any{"channel": "person:candidate:1", "data": map[string]int{"n": 9}, "idempotency_key": "row-1"})
	if result["offset"] != 1.0 {
		t.Errorf("%v", result)
	}
	if _, event := p.event(); event.Data.N != 1 {
		t.Errorf("%+v", event)
	}
	p.silence(200 * time.Millisecond)
	// A key belongs to its channel, and another key is another event.
	for _, body := range []map[string]any{
		{"channel": "room-candidates:1", "data": map[string]int{"n": 2}, "idempotency_key": "row-1"},
		{"channel": "person:candidate:1", "data": map[string]int{"n": 2}, "idempotency_key": "row-2"},
	} {
		e.do("publish", body)
		if _, event := p.event(); event.Data.N != 2 {
			t.Errorf("%+v", event)
		}
	}
}

func TestPresenceIsSilent(t *testing.T) {
	e := start(t, "")
	one := e.join(person(1, "presence:1"))
	two := e.join(person(2, "presence:1"))
	read := func() map[string]any {
		return e.do("presence", map[string]any{"channel": "presence:1"})["presence"].(map[string]any)
	}
	if members := read(); len(members) != 2 {
		t.Errorf("%v", members)
	} else {
		for _, m := range members {
			member := m.(map[string]any)
			if !strings.HasPrefix(member["user"].(string), "person-") || member["conn_info"] == nil || member["client"] == "" {
				t.Errorf("%v", member)
			}
		}
	}
	if stats := e.do("presence_stats", map[string]any{"channel": "presence:1"}); stats["num_clients"] != 2.0 || stats["num_users"] != 2.0 {
		t.Errorf("%v", stats)
	}
	_ = two.socket.Close()
	eventually(t, "gone", func() bool { return len(read()) == 1 })
	one.silence(300 * time.Millisecond) // heard neither the arrival nor the leaving
}

func TestChannelsGivenAndTakenByTheControlPlane(t *testing.T) {
	e := start(t, "")
	one, two := e.join(person(1)), e.join(person(2))
	e.do("subscribe", map[string]any{"user": "person-1", "channel": "room-candidates:7"})
	e.publish("room-candidates:7", 1)
	if channel, _ := one.event(); channel != "room-candidates:7" {
		t.Error(channel)
	}
	e.do("unsubscribe", map[string]any{"user": "person-1", "channel": "room-candidates:7"})
	e.publish("room-candidates:7", 2)
	e.publish("person:candidate:1", 3)
	if _, event := one.event(); event.Data.N != 3 {
		t.Errorf("%+v", event)
	}
	two.silence(100 * time.Millisecond)
	e.do("disconnect", map[string]any{"user": "person-1", "disconnect": map[string]any{"code": 4502, "reason": "logged out"}})
	if code := one.closeCode(); code != 4502 {
		t.Errorf("%d", code)
	}
	two.silence(100 * time.Millisecond)
}
