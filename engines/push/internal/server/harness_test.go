package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"kaochang/push/internal/config"
	"kaochang/push/internal/origin"
)

const (
	pageOrigin = "https://exam.example.org"
	apiKey     = "an api key of at least 32 characters"
	secret     = "a token secret of 32 characters or more"
	soon       = 3 * time.Second
)

// engine is a running server with a control plane beside it.
type engine struct {
	*Server
	t       *testing.T
	logs    *safeBuffer
	control *control
}

// control answers the one question that push asks of the control plane.
type control struct {
	mu    sync.Mutex
	down  bool
	lines []map[string]any
	asked int
}

func (c *control) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked++
	if c.down {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"revocations": append([]map[string]any{}, c.lines...)})
}

func (c *control) set(down bool, lines ...map[string]any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down, c.lines = down, lines
}

func (c *control) times() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.asked
}

type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func start(t *testing.T, redisURL string) *engine {
	t.Helper()
	e := startWith(t, redisURL, &control{})
	e.waitReady()
	return e
}

func startWith(t *testing.T, redisURL string, c *control) *engine {
	t.Helper()
	plane := httptest.NewServer(c)
	t.Cleanup(plane.Close)
	origins, err := origin.Parse(pageOrigin)
	if err != nil {
		t.Fatal(err)
	}
	logs := &safeBuffer{}
	server, err := New(config.Config{
		Listen: "127.0.0.1", TokenSecret: []byte(secret), APIKey: apiKey, Origins: origins,
		RedisURL: redisURL, RevocationsURL: plane.URL, InternalKey: "internal",
	}, slog.New(slog.NewJSONHandler(logs, &slog.HandlerOptions{Level: slog.LevelDebug})))
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	e := &engine{Server: server, t: t, logs: logs, control: c}
	t.Cleanup(e.stop)
	return e
}

func (e *engine) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	e.Stop(ctx)
}

func (e *engine) url(path string) string { return "http://" + e.Address() + path }

func (e *engine) health() (int, state) {
	e.t.Helper()
	response, err := http.Get(e.url("/health"))
	if err != nil {
		e.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var now state
	if err := json.NewDecoder(response.Body).Decode(&now); err != nil {
		e.t.Fatal(err)
	}
	return response.StatusCode, now
}

func (e *engine) waitReady() {
	e.t.Helper()
	eventually(e.t, "ready", func() bool { code, _ := e.health(); return code == http.StatusOK })
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("never: %s", what)
		}
	}
}

// post calls the API and returns status, result and error code.
func (e *engine) post(method string, body any) (int, map[string]any, float64) {
	e.t.Helper()
	data, err := json.Marshal(body)
	if err != nil {
		e.t.Fatal(err)
	}
	return e.raw("POST", "/api/"+method, apiKey, bytes.NewReader(data))
}

func (e *engine) raw(verb, path, key string, body io.Reader) (int, map[string]any, float64) {
	e.t.Helper()
	request, err := http.NewRequest(verb, e.url(path), body)
	if err != nil {
		e.t.Fatal(err)
	}
	request.Header.Set("X-API-Key", key)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		e.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var answer struct {
		Result map[string]any `json:"result"`
		Error  struct {
			Code float64 `json:"code"`
		} `json:"error"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		e.t.Fatalf("%s %s answered %d without JSON: %v", verb, path, response.StatusCode, err)
	}
	return response.StatusCode, answer.Result, answer.Error.Code
}

// do is post for calls that must succeed.
func (e *engine) do(method string, body any) map[string]any {
	e.t.Helper()
	status, result, code := e.post(method, body)
	if status != http.StatusOK {
		e.t.Fatalf("%s: status %d, code %v", method, status, code)
	}
	return result
}

func (e *engine) publish(channel string, n int) map[string]any {
	e.t.Helper()
	return e.do("publish", map[string]any{"channel": channel, "data": map[string]int{"n": n}})
}

type who struct {
	sub, ls  string
	gen      int
	channels []string
	life     time.Duration
}

func (p who) token() string {
	if p.life == 0 {
		p.life = 10 * time.Minute
	}
	if p.channels == nil {
		p.channels = []string{}
	}
	text, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{
		"sub": p.sub, "ls": p.ls, "gen": p.gen, "channels": p.channels, "exp": time.Now().Add(p.life).Unix(),
		"info": map[string]string{"device": "laptop"},
	}).SignedString([]byte(secret))
	if err != nil {
		panic(err)
	}
	return text
}

func person(n int, extra ...string) who {
	return who{
		sub: fmt.Sprintf("person-%d", n), ls: fmt.Sprintf("login-%d", n), gen: 1,
		channels: append([]string{fmt.Sprintf("person:candidate:%d", n)}, extra...),
	}
}

func quiet(text string, words ...string) string {
	for _, word := range words {
		if word != "" && strings.Contains(text, word) {
			return word
		}
	}
	return ""
}
