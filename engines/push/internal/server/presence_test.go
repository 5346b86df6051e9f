package server

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"
)

// knowing asks for the rooms of `known`, keeps what it learns there, and
// returns who is in each room that was answered.
func (e *engine) knowing(known map[string]string) map[string]int {
	e.t.Helper()
	found := map[string]int{}
	for channel, one := range e.do("presence_changes", map[string]any{"known": known})["changed"].(map[string]any) {
		change := one.(map[string]any)
		known[channel] = change["digest"].(string)
		found[channel] = len(change["presence"].(map[string]any))
	}
	return found
}

func testPresenceChanges(t *testing.T, one, two *engine) {
	t.Helper()
	known := map[string]string{"presence:1": "", "presence:2": "", "presence:3": ""}
	one.join(person(1, "presence:1"))
	two.join(person(2, "presence:1", "presence:2"))
	wants := func(what string, wanted map[string]int) {
		t.Helper()
		eventually(t, what, func() bool { return maps.Equal(one.knowing(known), wanted) })
	}
	wants("everything to who knows nothing", map[string]int{"presence:1": 2, "presence:2": 1, "presence:3": 0})
	same := maps.Clone(known)
	if found := two.knowing(same); len(found) != 0 {
		t.Errorf("told again, by the other node: %v", found)
	}
	gone := one.join(person(3, "presence:2"))
	wants("only the room that somebody joined", map[string]int{"presence:2": 2})
	_ = gone.socket.Close()
	wants("only the room that somebody left", map[string]int{"presence:2": 1})
	if known["presence:2"] != same["presence:2"] {
		t.Errorf("the same people, another digest: %v, %v", known, same)
	}
	// As many as before, but somebody else.
	before := maps.Clone(known)
	e := one.join(person(4, "presence:3"))
	wants("the one who came", map[string]int{"presence:3": 1})
	_ = e.socket.Close()
	wants("the one who left", map[string]int{"presence:3": 0})
	first := one.join(person(5, "presence:3"))
	wants("another one", map[string]int{"presence:3": 1})
	then := known["presence:3"]
	_ = first.socket.Close()
	one.join(person(6, "presence:3"))
	eventually(t, "another member, another digest", func() bool {
		one.knowing(known)
		return known["presence:3"] != then && known["presence:3"] != before["presence:3"]
	})
}

func TestOnlyChangedPresenceIsTold(t *testing.T) {
	e := start(t, "")
	testPresenceChanges(t, e, e)
}

func TestOnlyChangedPresenceIsToldByEachNode(t *testing.T) {
	r := startRedis(t)
	c := &control{}
	one, two := startWith(t, r.url(), c), startWith(t, r.url(), c)
	one.waitReady()
	two.waitReady()
	testPresenceChanges(t, one, two)
	r.kill()
	if status, result, _ := one.post("presence_changes", map[string]any{"known": map[string]string{"presence:1": ""}}); status < http.StatusInternalServerError || result != nil {
		t.Errorf("an answer without Redis: %d %v", status, result)
	}
}

func TestPresenceOfAWholeSchoolInOneCall(t *testing.T) {
	e := start(t, "")
	known := map[string]string{}
	for n := range 1000 {
		known[fmt.Sprintf("presence:%036d", n)] = ""
	}
	last := slices.Max(slices.Collect(maps.Keys(known)))
	e.join(person(1, last))
	if found := e.knowing(known); len(found) != 1000 || found[last] != 1 {
		t.Errorf("%d rooms, %d people in the last", len(found), found[last])
	}
	if found := e.knowing(known); len(found) != 0 {
		t.Errorf("%d rooms told again", len(found))
	}
}

// Each question to a Redis that hangs waits four seconds; one after the other
// they would take minutes, while the caller has long asked again.
func TestPresenceIsGivenUpWithRedis(t *testing.T) {
	r := startRedis(t)
	e := start(t, r.url())
	known := map[string]string{}
	for n := range 1000 {
		known[fmt.Sprintf("presence:%036d", n)] = ""
	}
	e.knowing(known)
	_ = r.cmd.Process.Signal(syscall.SIGSTOP)
	began := time.Now()
	status, result, _ := e.post("presence_changes", map[string]any{"known": known})
	if status < http.StatusInternalServerError || result != nil {
		t.Errorf("an answer while Redis hangs: %d %v", status, result)
	}
	if passed := time.Since(began); passed > 30*time.Second {
		t.Errorf("given up after %s", passed)
	}
}
