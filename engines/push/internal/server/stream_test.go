package server

import (
	"bufio"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// stream opens the HTTP-stream transport: the way in where WebSocket is blocked.
func (e *engine) stream(token string) (*http.Response, <-chan reply) {
	e.t.Helper()
	response := e.fromPage("/connection/http_stream", `{"id":1,"connect":{"token":"`+token+`"}}`)
	e.t.Cleanup(func() { _ = response.Body.Close() })
	replies := make(chan reply, 100)
	go func() {
		defer close(replies)
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			var r reply
			if json.Unmarshal(lines.Bytes(), &r) == nil && (r.ID != 0 || r.Push != nil) {
				replies <- r
			}
		}
	}()
	return response, replies
}

func (e *engine) fromPage(path, body string) *http.Response {
	e.t.Helper()
	request, _ := http.NewRequest("POST", e.url(path), strings.NewReader(body))
	request.Header.Set("Origin", pageOrigin)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		e.t.Fatal(err)
	}
	return response
}

func TestHTTPStreamCarriesEventsAndObeysTheSameRules(t *testing.T) {
	e := start(t, "")
	_, replies := e.stream(person(1).token())
	hello := <-replies
	if hello.Connect == nil || hello.Connect.Session == "" {
		t.Fatalf("%+v", hello)
	}
	e.publish("person:candidate:1", 4)
	if event := <-replies; event.Push == nil || event.Push.Pub.Data.N != 4 {
		t.Errorf("%+v", event)
	}

	command, _ := json.Marshal(`{"id":2,"publish":{"channel":"person:candidate:1","data":{}}}`)
	emulated := e.fromPage("/connection/emulation",
		`{"session":"`+hello.Connect.Session+`","node":"`+hello.Connect.Node+`","data":`+string(command)+`}`)
	_ = emulated.Body.Close()
	if answer := <-replies; answer.Error == nil || answer.Error.Code != 103 {
		t.Errorf("%+v", answer)
	}

	e.revoke("login-1", 2, 4501)
	for range replies { // ends when the server closes the stream
	}
	if _, replies = e.stream(person(1).token()); (<-replies).Connect != nil {
		t.Error("let in again")
	}
}

func TestBodiesOfBrowsersAreBounded(t *testing.T) {
	e := start(t, "")
	for _, path := range []string{"/connection/http_stream", "/connection/emulation"} {
		response := e.fromPage(path, strings.Repeat("a", 100<<10))
		_ = response.Body.Close()
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
	response := e.fromPage("/connection/emulation", `{"session":"guess","node":"guess","data":"x"}`)
	_ = response.Body.Close()
	if response.StatusCode != http.StatusNotFound {
		t.Errorf("a guessed session: %d", response.StatusCode)
	}
}
