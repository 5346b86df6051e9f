// Package token verifies the connection token that the control plane signs.
package token

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"kaochang/push/internal/channels"
)

const (
	// MaxLife bounds how long one token can be good for. The control plane
	// signs for ten minutes; a token that claims more was not made by it.
	MaxLife = 15 * time.Minute

	// leeway covers clocks of two machines, not a late refresh.
	leeway = 2 * time.Second

	maxBytes    = 16 << 10
	maxID       = 128
	maxInfo     = 4 << 10
	maxChannels = 128
)

// ErrExpired is kept apart from every other refusal: only here should the page
// fetch a fresh token and try again by itself.
var ErrExpired = errors.New("token expired")

// Claims is what a verified token says.
type Claims struct {
	Subject      string
	LoginSession string
	Generation   int64
	ExpiresAt    time.Time
	Info         []byte
	Channels     []string
}

type wire struct {
	jwt.RegisteredClaims
	LoginSession string          `json:"ls"`
	Generation   *int64          `json:"gen"`
	Info         json.RawMessage `json:"info"`
	Channels     *[]string       `json:"channels"`
}

// Verifier holds the one key and the one algorithm.
type Verifier struct {
	secret []byte
	parser *jwt.Parser
	now    func() time.Time
}

// NewVerifier pins HS256: the algorithm named inside a token is a claim of its
// sender, not a choice.
func NewVerifier(secret []byte) *Verifier {
	v := &Verifier{secret: secret, now: time.Now}
	v.parser = jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithLeeway(leeway),
		jwt.WithStrictDecoding(),
		jwt.WithTimeFunc(func() time.Time { return v.now() }),
	)
	return v
}

// Verify returns the claims, ErrExpired, or why the token is no good. Its
// errors never repeat the token.
func (v *Verifier) Verify(raw string) (Claims, error) {
	if raw == "" {
		return Claims{}, errors.New("no token")
	}
	if len(raw) > maxBytes {
		return Claims{}, errors.New("token too long")
	}
	var w wire
	parsed, err := v.parser.ParseWithClaims(raw, &w, func(*jwt.Token) (any, error) { return v.secret, nil })
	switch {
	case errors.Is(err, jwt.ErrTokenExpired):
		return Claims{}, ErrExpired
	case err != nil:
		return Claims{}, reason(err)
	}
	if _, critical := parsed.Header["crit"]; critical {
		return Claims{}, errors.New("unknown critical header")
	}
	return v.claims(w)
}

func (v *Verifier) claims(w wire) (Claims, error) {
	switch {
	case w.ExpiresAt.After(v.now().Add(MaxLife)):
		return Claims{}, errors.New("token lives too long")
	case w.Subject == "" || len(w.Subject) > maxID:
		return Claims{}, errors.New("no subject")
	case w.LoginSession == "" || len(w.LoginSession) > maxID:
		return Claims{}, errors.New("no login session")
	case w.Generation == nil || *w.Generation < 0:
		return Claims{}, errors.New("no generation")
	case w.Channels == nil || len(*w.Channels) > maxChannels:
		return Claims{}, errors.New("no list of channels")
	case len(w.Info) > maxInfo:
		return Claims{}, errors.New("info too long")
	}
	for _, name := range *w.Channels {
		if !channels.Valid(name) {
			return Claims{}, errors.New("bad channel name")
		}
	}
	return Claims{
		Subject:      w.Subject,
		LoginSession: w.LoginSession,
		Generation:   *w.Generation,
		ExpiresAt:    w.ExpiresAt.Time,
		Info:         w.Info,
		Channels:     *w.Channels,
	}, nil
}

// reason reduces the library's error to its kind: the full text can quote what
// the token contains.
func reason(err error) error {
	for _, kind := range []error{
		jwt.ErrTokenSignatureInvalid, jwt.ErrTokenNotValidYet, jwt.ErrTokenUsedBeforeIssued,
		jwt.ErrTokenRequiredClaimMissing, jwt.ErrTokenMalformed, jwt.ErrTokenUnverifiable,
	} {
		if errors.Is(err, kind) {
			return fmt.Errorf("bad token: %w", kind)
		}
	}
	return errors.New("bad token")
}
