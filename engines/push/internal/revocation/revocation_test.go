package revocation

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestGenerationsOnlyRise(t *testing.T) {
	s := NewStore()
	if s.Refuses("a", 0) {
		t.Error("an unknown session is refused")
	}
	s.Revoke("a", 5)
	s.Revoke("a", 3) // late
	for generation, refused := range map[int64]bool{0: true, 4: true, 5: false, 6: false} {
		if s.Refuses("a", generation) != refused {
			t.Errorf("generation %d", generation)
		}
	}
	if s.Refuses("b", 0) {
		t.Error("another session is refused")
	}
}

func TestPruneForgetsOnlyWhatNoTokenCanMeet(t *testing.T) {
	s := NewStore()
	start := time.Now()
	s.now = func() time.Time { return start }
	s.Revoke("old", 1)
	s.now = func() time.Time { return start.Add(keepFor - time.Minute) }
	s.Revoke("new", 1)
	s.Prune()
	if s.Size() != 2 {
		t.Error("forgot too early")
	}
	s.now = func() time.Time { return start.Add(keepFor + time.Minute) }
	s.Prune()
	if s.Size() != 1 || !s.Refuses("new", 0) {
		t.Error("forgot the wrong one")
	}
}

func TestABadListIsNoList(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"error":    func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) },
		"redirect": func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/elsewhere", 302) },
		"html":     func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) },
		"empty":    func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) },
		"cut":      func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(`{"revocations":[{"login_`)) },
		"nameless": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte(`{"revocations":[{"generation":1}]}`))
		},
	} {
		control := httptest.NewServer(answer)
		if list, err := NewSource(control.URL, "key").Fetch(context.Background()); err == nil {
			t.Errorf("%s: %v", name, list)
		} else if strings.Contains(err.Error(), "key") {
			t.Errorf("%s: the error quotes the key", name)
		}
		control.Close()
	}
}

func TestLoaderTriesUntilItSucceeds(t *testing.T) {
	var asked, cut atomic.Int32
	control := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("X-Internal-Key") != "key" {
			w.WriteHeader(403)
			return
		}
		if asked.Add(1) < 3 {
			w.WriteHeader(503)
			return
		}
		_, _ = w.Write([]byte(`{"revocations":[{"login_session":"a","generation":2}]}`))
	}))
	defer control.Close()
	store := NewStore()
	loader := NewLoader(store, NewSource(control.URL, "key"), func() { cut.Add(1) }, slog.New(slog.DiscardHandler))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if loader.Loaded() || loader.Current() {
		t.Error("loaded before it began")
	}
	go loader.Run(ctx)
	for deadline := time.Now().Add(5 * time.Second); !loader.Current(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never loaded")
		}
	}
	if !store.Refuses("a", 1) || !loader.Loaded() {
		t.Error("the list was not taken over")
	}
	for deadline := time.Now().Add(time.Second); cut.Load() != 1; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("cut ran %d times", cut.Load())
		}
	}
	loader.Request()
	for deadline := time.Now().Add(5 * time.Second); !loader.Current(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("never loaded again")
		}
	}
}
