package origin

import (
	"net/http/httptest"
	"testing"
)

func TestOnlyOurPagesPass(t *testing.T) {
	set, err := Parse("https://exam.example.org,http://localhost:8080")
	if err != nil {
		t.Fatal(err)
	}
	for _, refused := range [][]string{
		nil, {""}, {"null"}, {"*"}, {"https://exam.example.org.evil.com"}, {"https://evil.com"},
		{"http://exam.example.org"}, {"https://exam.example.org:8443"}, {"http://localhost"},
		{"http://localhost:80801"}, {"https://exam.example.org@evil.com"}, {"https://u@exam.example.org"},
		{"https://exam.example.org/"}, {"https://exam.example.org?x"}, {"ws://localhost:8080"},
		{"https://exam.example.org", "https://evil.com"}, {"https://exam.example.org https://evil.com"},
	} {
		r := httptest.NewRequest("POST", "/", nil)
		for _, value := range refused {
			r.Header.Add("Origin", value)
		}
		if set.Allows(r) {
			t.Errorf("%q passed", refused)
		}
	}
	for _, allowed := range []string{
		"https://exam.example.org", "https://exam.example.org:443", "https://EXAM.example.org", "http://localhost:8080",
	} {
		r := httptest.NewRequest("POST", "/", nil)
		r.Header.Set("Origin", allowed)
		if !set.Allows(r) {
			t.Errorf("%q refused", allowed)
		}
	}
}

func TestParseRefusesWhatIsNoOrigin(t *testing.T) {
	for _, bad := range []string{"", ",", "example.org", "https://example.org/path", "*", "file:///x"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q accepted", bad)
		}
	}
}
