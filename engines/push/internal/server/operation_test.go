package server

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestStoppingTellsBrowsersToComeBackAndIsQuick(t *testing.T) {
	e := start(t, "")
	pages := []*page{}
	for n := range 50 {
		pages = append(pages, e.join(person(n)))
	}
	_, replies := e.stream(person(60).token())
	<-replies
	began := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Second)
	defer cancel()
	e.Stop(ctx)
	if took := time.Since(began); took > 4*time.Second {
		t.Errorf("took %s", took)
	}
	for _, p := range pages {
		if code := p.closeCode(); code != 3001 { // below 3500: the browser comes back by itself
			t.Errorf("close code %d", code)
		}
	}
	for range replies { // the stream has ended too
	}
	if _, err := http.Get(e.url("/health")); err == nil {
		t.Error("still listening")
	}
}

func TestLogsHoldNoTokenNoKeyNoQueryNoPayload(t *testing.T) {
	e := start(t, "")
	good := person(1).token()
	forged := good[:len(good)-4] + "AAAA"
	p := e.join(person(1))
	e.open().hello(map[string]any{"token": forged})
	p.send(map[string]any{"refresh": map[string]any{"token": forged}})
	p.closeCode()
	_ = e.fromPage("/connection/http_stream?cf_connect="+good, `{"id":1,"connect":{"token":"`+forged+`"`).Body.Close()
	_ = e.fromPage("/connection/emulation?secret-query=1", `{"session":"s","node":"n","data":"`+good+`"}`).Body.Close()
	_ = e.fromPage("/connection/emulation", `{"session":`+good).Body.Close()
	e.do("publish", map[string]any{"channel": "person:candidate:1", "data": "a private sentence"})
	e.raw("POST", "/api/publish", "a wrong key", strings.NewReader(`{"data":"a private sentence"}`))
	e.revoke("login-1", 2, 4501)
	e.stop()
	logs := e.logs.String()
	if word := quiet(logs, good, good[:30], forged[len(forged)-30:], secret, apiKey, "a wrong key", "internal\"",
		"secret-query", "cf_connect", "private sentence", "eyJ"); word != "" {
		t.Errorf("the log holds %q:\n%s", word, logs)
	}
	if !strings.Contains(logs, "revocations loaded") {
		t.Error("the log says nothing at all")
	}
}

func TestMetricsAndHealth(t *testing.T) {
	e := start(t, "")
	e.join(person(1))
	e.open().hello(map[string]any{"token": "noise"})
	e.publish("person:candidate:1", 1)
	e.revoke("login-9", 2, 4501)
	response, err := http.Get(e.url("/metrics"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	data, _ := io.ReadAll(response.Body)
	text := string(data)
	for _, line := range []string{
		"kaochang_push_ready 1", "kaochang_push_revocations 1", `kaochang_push_refusals_total{reason="token"} 1`,
		`kaochang_push_api_seconds_count{method="publish",outcome="ok"} 1`, "centrifuge_node_num_clients",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s", line)
		}
	}
	if word := quiet(text, "person:candidate", "person-1", "login-1", "login-9"); word != "" {
		t.Errorf("metrics hold %q", word)
	}
	if code, now := e.health(); code != 200 || !now.Ready || now.Engine != "memory" {
		t.Errorf("%d %+v", code, now)
	}
	if response, err := http.Post(e.url("/health"), "", nil); err != nil || response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("%v", err)
	}
}
