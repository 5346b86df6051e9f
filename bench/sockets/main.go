// Command sockets plays the browsers of a measurement: `hold` waits on the push socket as the page does,
// `poll` asks each second instead, `load` sends requests as fast as they are answered.
//
// The configuration is JSON in the file named last; findings are JSON lines on stdout; `quit` on stdin ends it.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// Person is one browser: its cookie and the addresses that its page asks.
type Person struct {
	Cookie string `json:"cookie"`
	Token  string `json:"token"`
	Now    string `json:"now"`
}

// Request is one prepared call of `load`.
type Request struct {
	Method string `json:"method"`
	Path   string `json:"path"`
	Cookie string `json:"cookie"`
	Body   string `json:"body"`
}

type config struct {
	Origin   string    `json:"origin"`
	Base     string    `json:"base"`
	People   []Person  `json:"people"`
	Watch    []string  `json:"watch"`
	ReadNow  []string  `json:"read_now"`
	ReadSoon []string  `json:"read_soon"`
	Patches  []string  `json:"patches"`
	Ignores  []string  `json:"ignores"`
	Parallel int       `json:"parallel"`
	Seconds  float64   `json:"seconds"`
	Requests []Request `json:"requests"`
}

var (
	lines  = make(chan map[string]any, 65536)
	client *http.Client
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "sockets hold|poll|load CONFIG.json")
		os.Exit(2)
	}
	text, err := os.ReadFile(os.Args[2])
	if err != nil {
		panic(err)
	}
	var wanted config
	if err := json.Unmarshal(text, &wanted); err != nil {
		panic(err)
	}
	client = &http.Client{
		Timeout: 60 * time.Second,
		Transport: &http.Transport{
			DialContext:         dialLoopback,
			MaxIdleConnsPerHost: 10_000,
			IdleConnTimeout:     90 * time.Second,
			DisableCompression:  true,
		},
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	go func() { // the parent says quit, or is gone
		for input := bufio.NewScanner(os.Stdin); input.Scan(); {
			if input.Text() == "quit" {
				break
			}
		}
		stop()
	}()
	var writing sync.WaitGroup
	writing.Go(writeLines)
	switch os.Args[1] {
	case "hold":
		hold(ctx, wanted)
	case "poll":
		poll(ctx, wanted)
	case "load":
		load(ctx, wanted)
	}
	lines <- nil
	writing.Wait()
}

func writeLines() {
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	encoder := json.NewEncoder(out)
	for line := range lines {
		if line == nil {
			break
		}
		_ = encoder.Encode(line)
		if len(lines) == 0 {
			_ = out.Flush()
		}
	}
	_ = out.Flush()
}

func say(line map[string]any) { lines <- line }

// Everything stays on loop-back, whatever a name might resolve to.
func dialLoopback(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	dialer := net.Dialer{Timeout: 30 * time.Second}
	return dialer.DialContext(ctx, "tcp4", "127.0.0.1:"+port)
}

func sleep(ctx context.Context, span time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(span):
		return true
	}
}
