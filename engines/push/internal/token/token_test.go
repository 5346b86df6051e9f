package token

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

var secret = []byte("an exam push secret of 32+ chars")

func goodClaims() map[string]any {
	return map[string]any{
		"sub": "person-1", "ls": "session-1", "gen": 3, "exp": time.Now().Add(10 * time.Minute).Unix(),
		"channels": []string{"person:candidate:1"},
	}
}

func with(changes map[string]any) map[string]any {
	all := goodClaims()
	for name, value := range changes {
		if value == nil {
			delete(all, name)
		} else {
			all[name] = value
		}
	}
	return all
}

func encode(v any) string {
	if text, ok := v.(string); ok {
		return base64.RawURLEncoding.EncodeToString([]byte(text))
	}
	data, _ := json.Marshal(v)
	return base64.RawURLEncoding.EncodeToString(data)
}

// seal signs whatever it is given, however malformed: a forger who had the key
// must still not get an odd token past the checks after the signature.
func seal(key []byte, header, claims any) string {
	input := encode(header) + "." + encode(claims)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(input))
	return input + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

var header = map[string]any{"alg": "HS256", "typ": "JWT"}

func signed(changes map[string]any) string { return seal(secret, header, with(changes)) }

func signedBy(method jwt.SigningMethod, key any) string {
	text, err := jwt.NewWithClaims(method, jwt.MapClaims(goodClaims())).SignedString(key)
	if err != nil {
		panic(err)
	}
	return text
}

func forgeries(t *testing.T) map[string]string {
	t.Helper()
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	good := signed(nil)
	parts := strings.Split(good, ".")
	flip := func(text string) string {
		if text[0] == 'A' {
			return "B" + text[1:]
		}
		return "A" + text[1:]
	}
	unix := func(d time.Duration) int64 { return time.Now().Add(d).Unix() }
	many := make([]string, maxChannels+1)
	for i := range many {
		many[i] = fmt.Sprintf("person:%d", i)
	}
	all := map[string]string{
		"empty":                   "",
		"noise":                   "noise",
		"dots only":               "..",
		"two parts":               parts[0] + "." + parts[1],
		"four parts":              good + "." + parts[2],
		"no signature":            parts[0] + "." + parts[1] + ".",
		"half a signature":        parts[0] + "." + parts[1] + "." + parts[2][:20],
		"changed signature":       parts[0] + "." + parts[1] + "." + flip(parts[2]),
		"signature of another":    parts[0] + "." + encode(with(map[string]any{"sub": "person-2"})) + "." + parts[2],
		"other header":            encode(map[string]any{"alg": "HS256"}) + "." + parts[1] + "." + parts[2],
		"blank before":            " " + good,
		"blank after":             good + " ",
		"Bearer before":           "Bearer " + good,
		"padded base64":           parts[0] + "." + parts[1] + "." + parts[2] + "=",
		"wrong key":               seal([]byte("another secret of 32+ characters"), header, goodClaims()),
		"empty key":               seal(nil, header, goodClaims()),
		"key cut short":           seal(secret[:16], header, goodClaims()),
		"alg none":                encode(map[string]any{"alg": "none"}) + "." + parts[1] + ".",
		"alg None with signature": seal(secret, map[string]any{"alg": "None"}, goodClaims()),
		"alg lower case":          seal(secret, map[string]any{"alg": "hs256"}, goodClaims()),
		"alg missing":             seal(secret, map[string]any{"typ": "JWT"}, goodClaims()),
		"alg a number":            seal(secret, map[string]any{"alg": 256}, goodClaims()),
		"alg a list":              seal(secret, map[string]any{"alg": []string{"HS256"}}, goodClaims()),
		"alg RS256 in name":       seal(secret, map[string]any{"alg": "RS256"}, goodClaims()),
		"HS384":                   signedBy(jwt.SigningMethodHS384, secret),
		"HS512":                   signedBy(jwt.SigningMethodHS512, secret),
		"RS256":                   signedBy(jwt.SigningMethodRS256, rsaKey),
		"PS256":                   signedBy(jwt.SigningMethodPS256, rsaKey),
		"EdDSA":                   signedBy(jwt.SigningMethodEdDSA, edKey),
		"unsigned by library":     signedBy(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType),
		"critical header":         seal(secret, map[string]any{"alg": "HS256", "crit": []string{"b64"}, "b64": false}, goodClaims()),
		"header not JSON":         seal(secret, "{", goodClaims()),
		"claims not JSON":         seal(secret, header, "{"),
		"claims a list":           seal(secret, header, "[]"),
		"claims a word":           seal(secret, header, `"person-1"`),
		"claims null":             seal(secret, header, "null"),
		"no claims":               seal(secret, header, "{}"),
		"no exp":                  signed(map[string]any{"exp": nil}),
		"exp zero":                signed(map[string]any{"exp": 0}),
		"exp negative":            signed(map[string]any{"exp": -1}),
		"exp a word":              signed(map[string]any{"exp": "tomorrow"}),
		"exp a day away":          signed(map[string]any{"exp": unix(24 * time.Hour)}),
		"exp huge":                signed(map[string]any{"exp": 1e300}),
		"expired":                 signed(map[string]any{"exp": unix(-time.Minute)}),
		"not before":              signed(map[string]any{"nbf": unix(time.Minute)}),
		"issued in the future":    signed(map[string]any{"iat": unix(time.Minute)}),
		"no sub":                  signed(map[string]any{"sub": nil}),
		"empty sub":               signed(map[string]any{"sub": ""}),
		"sub a number":            signed(map[string]any{"sub": 1}),
		"sub too long":            signed(map[string]any{"sub": strings.Repeat("a", 129)}),
		"no ls":                   signed(map[string]any{"ls": nil}),
		"empty ls":                signed(map[string]any{"ls": ""}),
		"ls a list":               signed(map[string]any{"ls": []string{"session-1"}}),
		"no gen":                  signed(map[string]any{"gen": nil}),
		"gen negative":            signed(map[string]any{"gen": -1}),
		"gen a word":              signed(map[string]any{"gen": "3"}),
		"gen a fraction":          signed(map[string]any{"gen": 3.5}),
		"gen overflowing":         signed(map[string]any{"gen": 1e30}),
		"no channels":             signed(map[string]any{"channels": nil}),
		"channels a word":         signed(map[string]any{"channels": "person:1"}),
		"channel empty":           signed(map[string]any{"channels": []string{""}}),
		"channel wildcard":        signed(map[string]any{"channels": []string{"person:*"}}),
		"too many channels":       signed(map[string]any{"channels": many}),
		"info too long":           signed(map[string]any{"info": strings.Repeat("a", maxInfo)}),
		"too long altogether":     signed(map[string]any{"pad": strings.Repeat("a", maxBytes)}),
	}
	return all
}

func TestForgeriesAreRefused(t *testing.T) {
	all := forgeries(t)
	if len(all) < 30 {
		t.Fatalf("only %d forgeries", len(all))
	}
	verifier := NewVerifier(secret)
	for name, raw := range all {
		claims, err := verifier.Verify(raw)
		if err == nil {
			t.Errorf("%s: accepted as %+v", name, claims)
			continue
		}
		if claims.Subject != "" || claims.LoginSession != "" || claims.Channels != nil {
			t.Errorf("%s: refused, but claims came along: %+v", name, claims)
		}
		if len(raw) > 20 && strings.Contains(err.Error(), raw[:20]) {
			t.Errorf("%s: the error quotes the token", name)
		}
	}
}

func TestEveryChangedByteIsNoticed(t *testing.T) {
	verifier := NewVerifier(secret)
	good := []byte(signed(nil))
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 1
		if _, err := verifier.Verify(string(bad)); err == nil {
			t.Errorf("byte %d", i)
		}
	}
}

func TestOnlyAnExpiredTokenSaysExpired(t *testing.T) {
	verifier := NewVerifier(secret)
	_, err := verifier.Verify(signed(map[string]any{"exp": time.Now().Add(-time.Minute).Unix()}))
	if !errors.Is(err, ErrExpired) {
		t.Errorf("expired: %v", err)
	}
	old := with(map[string]any{"exp": time.Now().Add(-time.Minute).Unix()})
	if _, err := verifier.Verify(seal([]byte("x"), header, old)); errors.Is(err, ErrExpired) {
		t.Error("a forged token was told to refresh")
	}
}

func TestGoodTokens(t *testing.T) {
	verifier := NewVerifier(secret)
	claims, err := verifier.Verify(signed(map[string]any{"info": map[string]any{"device": "laptop"}}))
	if err != nil {
		t.Fatal(err)
	}
	if claims.Subject != "person-1" || claims.LoginSession != "session-1" || claims.Generation != 3 ||
		len(claims.Channels) != 1 || string(claims.Info) != `{"device":"laptop"}` {
		t.Errorf("%+v", claims)
	}
	for name, changes := range map[string]map[string]any{
		"generation zero": {"gen": 0}, "no channels yet": {"channels": []string{}},
		"clock a second ahead": {"iat": time.Now().Add(time.Second).Unix()},
		"unknown claim":        {"jti": "1"},
	} {
		if _, err := verifier.Verify(signed(maps.Clone(changes))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
