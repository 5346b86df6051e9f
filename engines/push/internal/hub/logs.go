package hub

import (
	"context"
	"log/slog"

	"github.com/centrifugal/centrifuge"
)

// loggable names the fields of the library's log entries that hold no secret
// and no payload. The others are dropped: among them are whole requests, which
// carry tokens.
var loggable = map[string]bool{
	"client": true, "user": true, "channel": true, "code": true, "transport": true, "node": true, "op": true,
}

func forwardLogs(log *slog.Logger) centrifuge.LogHandler {
	return func(entry centrifuge.LogEntry) {
		level := slog.LevelWarn
		if entry.Level == centrifuge.LogLevelError {
			level = slog.LevelError
		}
		attributes := []slog.Attr{}
		for name, value := range entry.Fields {
			if loggable[name] {
				attributes = append(attributes, slog.Any(name, value))
			}
		}
		if err, ok := entry.Fields["error"].(string); ok {
			attributes = append(attributes, slog.String("error", shorten(err)))
		}
		log.LogAttrs(context.Background(), level, "centrifuge: "+entry.Message, attributes...)
	}
}

// shorten keeps an error's beginning, which says its kind; a parser's error can
// quote its whole input at the end.
func shorten(text string) string {
	const limit = 120
	if len(text) > limit {
		return text[:limit] + "…"
	}
	return text
}
