// Package origin decides which pages may open a connection.
//
// The library checks the Origin header for WebSocket only; HTTP-stream and its
// companion path need the same wall, so it stands in front of all of them.
package origin

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
)

// Set holds the allowed origins in their normal form.
type Set map[string]struct{}

// Parse reads a comma list of origins such as "https://exam.example.edu.cn".
func Parse(list string) (Set, error) {
	set := Set{}
	for _, part := range strings.Split(list, ",") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		normal, ok := normalize(part)
		if !ok {
			return nil, errors.New("must be a comma list of origins (scheme://host[:port])")
		}
		set[normal] = struct{}{}
	}
	if len(set) == 0 {
		return nil, errors.New("must name at least one origin")
	}
	return set, nil
}

// Allows is strict: a browser always names its origin on these requests, so a
// request without one, or with two, is not a page of ours.
func (s Set) Allows(r *http.Request) bool {
	values := r.Header.Values("Origin")
	if len(values) != 1 {
		return false
	}
	normal, ok := normalize(values[0])
	if !ok {
		return false
	}
	_, known := s[normal]
	return known
}

// Guard answers 403 before next sees a request from elsewhere.
func (s Set) Guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.Allows(r) {
			http.Error(w, "origin not allowed", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func normalize(raw string) (string, bool) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.User != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return "", false
	}
	defaults := map[string]string{"http": ":80", "https": ":443"}
	port, known := defaults[u.Scheme]
	if !known {
		return "", false
	}
	return u.Scheme + "://" + strings.TrimSuffix(strings.ToLower(u.Host), port), true
}
