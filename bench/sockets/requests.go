package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"time"
)

// How the page sends a read (web/src/api/transport.ts).
const readLimit = 10 * time.Second

var retryDelays = []time.Duration{300 * time.Millisecond, 900 * time.Millisecond, 2 * time.Second}

// read tries again while the server is away or says "not now"; status 0: no answer came.
func (p *page) read(ctx context.Context, address string) (int, []byte) {
	for _, delay := range retryDelays {
		status, body := p.readOnce(ctx, address)
		if !isPassing(status) || !sleep(ctx, delay*7/10+rand.N(delay*6/10)) {
			return status, body
		}
	}
	return p.readOnce(ctx, address)
}

func isPassing(status int) bool { return status == 0 || status >= 500 }

func (p *page) readOnce(ctx context.Context, address string) (int, []byte) {
	ctx, stop := context.WithTimeout(ctx, readLimit)
	defer stop()
	return get(ctx, address, p.person.Cookie)
}

type tokenAnswer struct {
	Token       string `json:"token"`
	GapSpreadMS int64  `json:"gap_spread_ms"`
}

func (p *page) askToken(ctx context.Context) (tokenAnswer, error) {
	status, body := p.read(ctx, p.wanted.Base+p.person.Token)
	var answer tokenAnswer
	if status != http.StatusOK || json.Unmarshal(body, &answer) != nil {
		return answer, errors.New("no token")
	}
	return answer, nil
}

func (p *page) take(answer tokenAnswer) {
	p.token = answer.Token
	p.gapSpread = time.Duration(answer.GapSpreadMS) * time.Millisecond
}

// renew fetches the next token while the socket goes on; it is sent with the next ping at the latest.
func (p *page) renew(ctx context.Context) {
	if answer, err := p.askToken(ctx); err == nil {
		p.fresh <- answer
	}
}

// get returns status 0 when no answer came.
func get(ctx context.Context, url, cookie string) (int, []byte) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, nil
	}
	request.Header.Set("Cookie", cookie)
	answer, err := client.Do(request)
	if err != nil {
		return 0, nil
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, nil
	}
	return answer.StatusCode, body
}
