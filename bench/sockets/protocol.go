package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/gorilla/websocket"
)

// The push server's own JSON protocol, as far as a listening page speaks it.

type reply struct {
	ID    uint32 `json:"id"`
	Error *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
	Connect *connected `json:"connect"`
	Push    *push      `json:"push"`
}

type connected struct {
	TTL  int                     `json:"ttl"`
	Ping int                     `json:"ping"`
	Subs map[string]subscription `json:"subs"`
}

type subscription struct {
	Recoverable  bool          `json:"recoverable"`
	Epoch        string        `json:"epoch"`
	Offset       uint64        `json:"offset"`
	Recovered    bool          `json:"recovered"`
	WasRecover   bool          `json:"was_recovering"`
	Publications []publication `json:"publications"`
}

type push struct {
	Channel string       `json:"channel"`
	Pub     *publication `json:"pub"`
}

type publication struct {
	Offset uint64          `json:"offset"`
	Data   json.RawMessage `json:"data"`
}

type event struct {
	ID      int64  `json:"id"`
	Type    string `json:"type"`
	Subject string `json:"subject"`
}

type position struct {
	Recover bool   `json:"recover"`
	Epoch   string `json:"epoch"`
	Offset  uint64 `json:"offset"`
}

var errTokenExpired = errors.New("token expired")

func sendConnect(socket *websocket.Conn, token string, positions map[string]position) error {
	connect := map[string]any{"token": token, "name": "bench"}
	if len(positions) > 0 {
		connect["subs"] = positions
	}
	return socket.WriteJSON(map[string]any{"id": 1, "connect": connect})
}

// read returns the replies of one frame; a ping is answered here.
func read(socket *websocket.Conn, patience time.Duration) ([]reply, error) {
	_ = socket.SetReadDeadline(time.Now().Add(patience))
	_, frame, err := socket.ReadMessage()
	if err != nil {
		return nil, err
	}
	var found []reply
	for part := range bytes.SplitSeq(frame, []byte("\n")) {
		if len(bytes.TrimSpace(part)) == 0 {
			continue
		}
		if bytes.Equal(part, []byte("{}")) {
			if err := socket.WriteMessage(websocket.TextMessage, []byte("{}")); err != nil {
				return nil, err
			}
			continue
		}
		var one reply
		if err := json.Unmarshal(part, &one); err != nil {
			return nil, fmt.Errorf("not the protocol: %w", err)
		}
		found = append(found, one)
	}
	return found, nil
}
