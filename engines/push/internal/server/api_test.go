package server

import (
	"net/http"
	"strings"
	"testing"
)

func TestNothingWithoutTheKey(t *testing.T) {
	e := start(t, "")
	p := e.join(person(1))
	body := `{"channel":"person:candidate:1","data":{"n":1}}`
	for _, key := range []string{"", "x", apiKey[:len(apiKey)-1], apiKey + "x", strings.ToUpper(apiKey), secret} {
		for _, method := range []string{"publish", "broadcast", "disconnect", "revoke", "presence", "info", "nothing"} {
			if status, result, _ := e.raw("POST", "/api/"+method, key, strings.NewReader(body)); status != http.StatusUnauthorized || result != nil {
				t.Errorf("%s with %q: %d", method, key, status)
			}
		}
	}
	p.silence(0)
	if status, _, _ := e.raw("POST", "/api/publish?api_key="+strings.ReplaceAll(apiKey, " ", "+"), "", strings.NewReader(body)); status != http.StatusUnauthorized {
		t.Errorf("the key was read from the URL: %d", status)
	}
}

func TestBadCallsAreRefusedAndNothingIsSent(t *testing.T) {
	e := start(t, "")
	p := e.join(person(1))
	channel := `"channel":"person:candidate:1"`
	for _, try := range []struct {
		path, body string
		status     int
	}{
		{"publish", ``, 400}, {"publish", `{`, 400}, {"publish", `[]`, 400}, {"publish", `"x"`, 400},
		{"publish", `{` + channel + `}`, 400},
		{"publish", `{` + channel + `,"data":null}`, 400},
		{"publish", `{` + channel + `,"data":{"n":1}} {}`, 400},
		{"publish", `{"channel":1,"data":{"n":1}}`, 400},
		{"publish", `{"channel":"","data":{"n":1}}`, 400},
		{"publish", `{"channel":"person:*","data":{"n":1}}`, 400},
		{"publish", `{"channel":"presence:1","data":{"n":1}}`, 409},
		{"publish", `{` + channel + `,"data":{"n":1},"idempotency_key":"` + strings.Repeat("k", 201) + `"}`, 400},
		{"publish", `{` + channel + `,"data":"` + strings.Repeat("x", 65<<10) + `"}`, 413},
		{"publish", `{` + channel + `,"data":"` + strings.Repeat("x", 2<<20) + `"}`, 413},
		{"broadcast", `{"data":{"n":1}}`, 400},
		{"broadcast", `{"channels":[],"data":{"n":1}}`, 400},
		{"broadcast", `{"channels":["person:candidate:1","person:*"],"data":{"n":1}}`, 400},
		{"broadcast", `{"channels":["person:candidate:1","presence:1"],"data":{"n":1}}`, 409},
		{"subscribe", `{"channel":"person:candidate:2"}`, 400},
		{"subscribe", `{"user":"person-1","channel":"*"}`, 400},
		{"unsubscribe", `{` + channel + `}`, 400},
		{"disconnect", `{}`, 400},
		{"disconnect", `{"user":"person-1","disconnect":{"code":1000}}`, 400},
		{"presence", `{` + channel + `}`, 409}, {"presence", `{}`, 400},
		{"presence_stats", `{` + channel + `}`, 409},
		{"presence_changes", `{}`, 400}, {"presence_changes", `{"known":{}}`, 400},
		{"presence_changes", `{"known":["presence:1"]}`, 400},
		{"presence_changes", `{"known":{"presence:1":"","presence:*":""}}`, 400},
		{"presence_changes", `{"known":{"presence:1":"","person:candidate:1":""}}`, 409},
		{"history", `{"channel":"presence:1"}`, 409}, {"history", `{` + channel + `,"limit":-2}`, 400},
		{"refresh", `{"user":"person-1"}`, 404}, {"channels", `{}`, 404}, {"rpc", `{}`, 404}, {"", `{}`, 404},
	} {
		status, result, code := e.raw("POST", "/api/"+try.path, apiKey, strings.NewReader(try.body))
		if status != try.status || result != nil || code == 0 {
			t.Errorf("%s %.60s: %d, code %v", try.path, try.body, status, code)
		}
	}
	for _, verb := range []string{"GET", "PUT", "DELETE"} {
		if status, _, _ := e.raw(verb, "/api/info", apiKey, nil); status != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", verb, status)
		}
	}
	e.publish("person:candidate:1", 7) // the first event that page hears
	if _, event := p.event(); event.Data.N != 7 || event.Offset != 1 {
		t.Errorf("%+v", event)
	}
}

func TestHistoryAndInfo(t *testing.T) {
	e := start(t, "")
	e.join(person(1))
	for n := range 3 {
		e.publish("person:candidate:1", n)
	}
	result := e.do("history", map[string]any{"channel": "person:candidate:1", "limit": 2, "reverse": true})
	publications := result["publications"].([]any)
	if len(publications) != 2 || publications[0].(map[string]any)["offset"] != 3.0 || result["offset"] != 3.0 || result["epoch"] == "" {
		t.Errorf("%v", result)
	}
	since := map[string]any{"offset": 1, "epoch": result["epoch"]}
	if found := e.do("history", map[string]any{"channel": "person:candidate:1", "limit": -1, "since": since}); len(found["publications"].([]any)) != 2 {
		t.Errorf("%v", found)
	}
	lost := map[string]any{"offset": 1, "epoch": "another"}
	if status, _, code := e.post("history", map[string]any{"channel": "person:candidate:1", "limit": -1, "since": lost}); status != http.StatusConflict || code != 112 {
		t.Errorf("%d %v", status, code)
	}
	nodes := e.do("info", map[string]any{})["nodes"].([]any)
	if len(nodes) != 1 || nodes[0].(map[string]any)["name"] != "push" {
		t.Errorf("%v", nodes)
	}
}
