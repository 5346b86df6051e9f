package config

import (
	"maps"
	"strings"
	"testing"
)

var good = map[string]string{
	"PUSH_PORT":            "9000",
	"PUSH_TOKEN_SECRET":    strings.Repeat("s", 32),
	"PUSH_API_KEY":         strings.Repeat("k", 32),
	"PUBLIC_ORIGIN":        "https://exam.example.org, http://localhost:8080",
	"PUSH_REVOCATIONS_URL": "http://127.0.0.1:8000/internal/push-revocations",
	"INTERNAL_KEY":         "internal",
}

func read(changes map[string]string) (Config, error) {
	all := maps.Clone(good)
	maps.Copy(all, changes)
	return FromEnvironment(func(name string) string { return all[name] })
}

func TestWeakOrMissingSettingsAreNamedButNeverQuoted(t *testing.T) {
	for name, bad := range map[string]string{
		"PUSH_PORT":            "70000",
		"PUSH_TOKEN_SECRET":    "short-secret",
		"PUSH_API_KEY":         "short-key",
		"PUBLIC_ORIGIN":        "exam.example.org",
		"PUSH_REVOCATIONS_URL": "ftp://somewhere",
		"REDIS_URL":            "localhost",
	} {
		_, err := read(map[string]string{name: bad})
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s=%q: %v", name, bad, err)
			continue
		}
		if strings.Contains(err.Error(), bad) {
			t.Errorf("%s: the message quotes the value", name)
		}
	}
	for name := range good {
		if _, err := read(map[string]string{name: ""}); err == nil {
			t.Errorf("started without %s", name)
		}
	}
}

func TestDefaults(t *testing.T) {
	c, err := read(nil)
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1" || c.Engine() != "memory" || len(c.Origins) != 2 {
		t.Errorf("%+v", c)
	}
	c, err = read(map[string]string{"REDIS_URL": "redis://127.0.0.1:6379/0"})
	if err != nil || c.Engine() != "redis" {
		t.Errorf("%v %v", c.Engine(), err)
	}
}
