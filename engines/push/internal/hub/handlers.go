package hub

import (
	"net/http"
	"time"

	"github.com/centrifugal/centrifuge"
)

// A browser sends a token and pongs, nothing larger.
const maxClientBody = 32 << 10

var (
	// pingPong lets a lost connection be known within eight seconds on both sides.
	pingPong = centrifuge.PingPongConfig{PingInterval: 5 * time.Second, PongTimeout: 3 * time.Second}

	// A phone that is lost has to show within five seconds, also when nobody
	// looks at its picture; there are few of them beside the pages that wait.
	phonePingPong = centrifuge.PingPongConfig{PingInterval: 2 * time.Second, PongTimeout: 1500 * time.Millisecond}
)

// Transports are the ways in. The SSE transport is left out on purpose: it puts
// the token into the URL, and URLs are written into logs.
func (h *Hub) Transports() map[string]http.Handler {
	return map[string]http.Handler{
		"/connection/websocket": centrifuge.NewWebsocketHandler(h.node, centrifuge.WebsocketConfig{
			CheckOrigin:        func(*http.Request) bool { return true }, // the guard in front has checked
			MessageSizeLimit:   maxClientBody,
			UseWriteBufferPool: true,
			PingPongConfig:     pingPong,
		}),
		"/connection/http_stream": centrifuge.NewHTTPStreamHandler(h.node, centrifuge.HTTPStreamConfig{
			MaxRequestBodySize: maxClientBody,
			PingPongConfig:     pingPong,
		}),
		"/connection/emulation": centrifuge.NewEmulationHandler(h.node, centrifuge.EmulationConfig{
			MaxRequestBodySize: maxClientBody,
		}),
	}
}
