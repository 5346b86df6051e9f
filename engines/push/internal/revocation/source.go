package revocation

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

const (
	maxListBytes = 16 << 20
	askTimeout   = 5 * time.Second
)

// Revocation is one line of the control plane's list.
type Revocation struct {
	LoginSession string `json:"login_session"`
	Generation   int64  `json:"generation"`
}

// Source reads the list from the control plane.
type Source struct {
	url    string
	key    string
	client *http.Client
}

// NewSource never follows a redirect: the internal key goes to the configured
// address and nowhere else.
func NewSource(url, key string) *Source {
	return &Source{url: url, key: key, client: &http.Client{
		Timeout:       askTimeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// Fetch asks once. A list that is cut short or has a nameless line is refused
// as a whole: half a list would let somebody in.
func (s *Source) Fetch(ctx context.Context) ([]Revocation, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url, nil)
	if err != nil {
		return nil, errors.New("bad address")
	}
	request.Header.Set("X-Internal-Key", s.key)
	response, err := s.client.Do(request)
	if err != nil {
		return nil, errors.New("control plane does not answer")
	}
	defer func() { _ = response.Body.Close() }()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("control plane answered %d", response.StatusCode)
	}
	var body struct {
		Revocations *[]Revocation `json:"revocations"`
	}
	if err := json.NewDecoder(io.LimitReader(response.Body, maxListBytes)).Decode(&body); err != nil {
		return nil, errors.New("control plane sent no valid list")
	}
	if body.Revocations == nil {
		return nil, errors.New("control plane sent no list")
	}
	for _, line := range *body.Revocations {
		if line.LoginSession == "" {
			return nil, errors.New("a revocation names no login session")
		}
	}
	return *body.Revocations, nil
}
