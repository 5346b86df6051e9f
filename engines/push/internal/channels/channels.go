// Package channels says what a channel is, by its name alone.
package channels

import (
	"regexp"
	"strings"
	"time"

	"github.com/centrifugal/centrifuge"
)

// A page that was away for less than HistoryTTL and missed no more than
// HistorySize events gets them; otherwise it is told so and asks for its state.
const (
	HistorySize = 100
	HistoryTTL  = 10 * time.Minute

	maxLength      = 200
	presencePrefix = "presence:"
	phonePrefix    = "phone:"
)

// "kind:id" or "kind:area:id": no wildcard, no blank, nothing that a log line
// or a Redis key would have to quote.
var shape = regexp.MustCompile(`^[a-z][a-z-]*(:[A-Za-z0-9_-]+)+$`)

// Valid reports whether a name can be a channel.
func Valid(name string) bool {
	return len(name) <= maxLength && shape.MatchString(name)
}

// IsPresence reports whether a channel only counts who is there.
func IsPresence(name string) bool {
	return strings.HasPrefix(name, presencePrefix)
}

// IsPhone reports whether a channel is a phone's own.
func IsPhone(name string) bool {
	return strings.HasPrefix(name, phonePrefix)
}

// Options of a subscription. A presence channel is silent: its members are read
// by the control plane and never told to each other, so it emits no join or
// leave and carries no publications. All others keep history and recover.
func Options(name string) centrifuge.SubscribeOptions {
	if IsPresence(name) {
		return centrifuge.SubscribeOptions{EmitPresence: true}
	}
	return centrifuge.SubscribeOptions{EnablePositioning: true, EnableRecovery: true}
}

// Namespace is the part of a name that may label a metric: never the id.
func Namespace(name string) string {
	kind, _, _ := strings.Cut(name, ":")
	return kind
}
