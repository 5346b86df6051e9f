// Package config reads every setting of the push engine once, at start.
package config

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"kaochang/push/internal/origin"
)

// minSecret is the length under which a key for HMAC-SHA256 is refused: a
// shorter one could be guessed offline from any one token.
const minSecret = 32

// Config is the whole configuration. Its zero value is not usable.
type Config struct {
	Listen         string
	Port           int
	TokenSecret    []byte
	APIKey         string
	Origins        origin.Set
	RedisURL       string
	RevocationsURL string
	InternalKey    string
}

// Engine names the store behind history and presence.
func (c Config) Engine() string {
	if c.RedisURL == "" {
		return "memory"
	}
	return "redis"
}

// FromEnvironment refuses to start on a missing or weak setting, and names all
// of them at once, never a value: values are secrets.
func FromEnvironment(getenv func(string) string) (Config, error) {
	var faults []error
	fault := func(name, what string) { faults = append(faults, fmt.Errorf("%s %s", name, what)) }

	c := Config{
		Listen:         getenv("PUSH_LISTEN"),
		TokenSecret:    []byte(getenv("PUSH_TOKEN_SECRET")),
		APIKey:         getenv("PUSH_API_KEY"),
		RedisURL:       getenv("REDIS_URL"),
		RevocationsURL: getenv("PUSH_REVOCATIONS_URL"),
		InternalKey:    getenv("INTERNAL_KEY"),
	}
	if c.Listen == "" {
		c.Listen = "127.0.0.1"
	}
	port, err := strconv.Atoi(getenv("PUSH_PORT"))
	if err != nil || port < 1 || port > 65535 {
		fault("PUSH_PORT", "must be a port number")
	}
	c.Port = port
	if len(c.TokenSecret) < minSecret {
		fault("PUSH_TOKEN_SECRET", fmt.Sprintf("must have at least %d characters", minSecret))
	}
	if len(c.APIKey) < minSecret {
		fault("PUSH_API_KEY", fmt.Sprintf("must have at least %d characters", minSecret))
	}
	c.Origins, err = origin.Parse(getenv("PUBLIC_ORIGIN"))
	if err != nil {
		fault("PUBLIC_ORIGIN", err.Error())
	}
	if !isHTTP(c.RevocationsURL) {
		fault("PUSH_REVOCATIONS_URL", "must be an http address")
	}
	if c.InternalKey == "" {
		fault("INTERNAL_KEY", "must be set")
	}
	if c.RedisURL != "" && !isRedis(c.RedisURL) {
		fault("REDIS_URL", "must begin with redis://, rediss:// or unix://")
	}
	return c, errors.Join(faults...)
}

func isHTTP(raw string) bool {
	u, err := url.Parse(raw)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func isRedis(raw string) bool {
	for _, scheme := range []string{"redis://", "rediss://", "unix://"} {
		if strings.HasPrefix(raw, scheme) {
			return true
		}
	}
	return false
}
