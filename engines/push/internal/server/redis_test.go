package server

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/redis/rueidis"
)

// redisServer is a Redis of this test alone, that it may stop and empty.
type redisServer struct {
	t    *testing.T
	dir  string
	port string
	cmd  *exec.Cmd
}

// startRedis fails without a redis-server: the engine for several nodes is no
// less a promise than the other one, so its tests are not skipped.
func startRedis(t *testing.T) *redisServer {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is missing (Debian: apt-get install redis-server)")
	}
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(free.Addr().String())
	_ = free.Close()
	r := &redisServer{t: t, dir: t.TempDir(), port: port}
	r.run()
	t.Cleanup(r.kill)
	return r
}

func (r *redisServer) url() string { return "redis://127.0.0.1:" + r.port + "/0" }

func (r *redisServer) run() {
	r.t.Helper()
	r.cmd = exec.Command("redis-server", "--port", r.port, "--bind", "127.0.0.1",
		"--dir", r.dir, "--appendonly", "yes", "--appendfsync", "always", "--save", "")
	if err := r.cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	eventually(r.t, "redis", func() bool {
		conn, err := net.DialTimeout("tcp", "127.0.0.1:"+r.port, time.Second)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
}

func (r *redisServer) kill() {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait()
}

func (r *redisServer) forget() {
	r.t.Helper()
	if err := os.RemoveAll(filepath.Join(r.dir, "appendonlydir")); err != nil {
		r.t.Fatal(err)
	}
}

func (r *redisServer) flush() {
	r.t.Helper()
	client, err := rueidis.NewClient(rueidis.ClientOption{InitAddress: []string{"127.0.0.1:" + r.port}, DisableCache: true})
	if err != nil {
		r.t.Fatal(err)
	}
	defer client.Close()
	if err := client.Do(context.Background(), client.B().Flushall().Build()).Error(); err != nil {
		r.t.Fatal(err)
	}
}

func (e *engine) sees(nodes int) {
	e.t.Helper()
	eventually(e.t, fmt.Sprintf("%d nodes", nodes), func() bool {
		return len(e.do("info", map[string]any{})["nodes"].([]any)) == nodes
	})
}

func TestTwoNodesAreOne(t *testing.T) {
	r := startRedis(t)
	c := &control{}
	one, two := startWith(t, r.url(), c), startWith(t, r.url(), c)
	one.waitReady()
	two.waitReady()
	one.sees(2)
	two.sees(2)

	p := two.join(person(1, "presence:1"))
	one.publish("person:candidate:1", 1)
	if _, event := p.event(); event.Data.N != 1 {
		t.Errorf("%+v", event)
	}
	if members := one.do("presence", map[string]any{"channel": "presence:1"})["presence"].(map[string]any); len(members) != 1 {
		t.Errorf("%v", members)
	}
	if result := one.revoke("login-1", 2, 4501); result["disconnected"] != 1.0 {
		t.Errorf("%v", result)
	}
	if code := p.closeCode(); code != 4501 {
		t.Errorf("%d", code)
	}
	for _, e := range []*engine{one, two} {
		if r, code := e.open().hello(map[string]any{"token": person(1).token()}); r.Connect != nil || code != 4503 {
			t.Errorf("the old token: let in %v, close code %d", r.Connect != nil, code)
		}
	}
}

func TestHistoryInRedisOutlivesTheNode(t *testing.T) {
	r := startRedis(t)
	first := start(t, r.url())
	testIdempotency(t, first)
	_, hello := first.joinAs(person(2), nil)
	at := hello.Connect.Subs["person:candidate:2"]
	first.publish("person:candidate:2", 1)
	first.stop()
	second := start(t, r.url())
	second.publish("person:candidate:2", 2)
	_, hello = second.joinAs(person(2), map[string]any{
		"person:candidate:2": map[string]any{"recover": true, "offset": at.Offset, "epoch": at.Epoch},
	})
	if got := hello.Connect.Subs["person:candidate:2"]; !got.Recovered || len(got.Publications) != 2 {
		t.Errorf("%+v", got)
	}
}

func TestRedisDownIsKnownAndItsReturnReloadsAndResumes(t *testing.T) {
	r := startRedis(t)
	e := start(t, r.url())
	p, hello := e.joinAs(person(1), nil)
	at := hello.Connect.Subs["person:candidate:1"]
	if at.Epoch == "" {
		t.Fatalf("%+v", hello.Connect.Subs)
	}
	e.publish("person:candidate:1", 1)
	r.kill()
	eventually(t, "not ready", func() bool { code, now := e.health(); return code == 503 && !now.EngineUp })
	if status, _, _ := e.post("publish", map[string]any{"channel": "person:candidate:1", "data": 1}); status < http.StatusInternalServerError {
		t.Errorf("accepted while Redis was down: %d", status)
	}
	asked := e.control.times()
	// Revoked while the nodes could not tell each other.
	e.control.set(false, map[string]any{"login_session": "login-2", "generation": 2})
	r.run()
	e.waitReady()
	if e.control.times() <= asked {
		t.Error("the revocations were not read again")
	}
	if code := p.closeCode(); code != 3010 {
		t.Errorf("close code %d", code)
	}
	_, hello = e.joinAs(person(1), recover(at))
	if got := hello.Connect.Subs["person:candidate:1"]; !got.Recovered || len(got.Publications) != 1 {
		t.Errorf("%+v", got)
	}
	if again, code := e.open().hello(map[string]any{"token": person(2).token()}); again.Connect != nil || code != 4503 {
		t.Errorf("let in %v, close code %d", again.Connect != nil, code)
	}
}

func TestAnEmptiedRedisIsNoticed(t *testing.T) {
	for name, empty := range map[string]func(*redisServer){
		"restarted empty": func(r *redisServer) { r.kill(); r.forget(); r.run() },
		"flushed":         (*redisServer).flush,
	} {
		t.Run(name, func(t *testing.T) {
			r := startRedis(t)
			e := start(t, r.url())
			p, hello := e.joinAs(person(1), nil)
			at := hello.Connect.Subs["person:candidate:1"]
			asked := e.control.times()
			empty(r)
			if code := p.closeCode(); code != 3010 {
				t.Errorf("close code %d", code)
			}
			eventually(t, "a fresh list", func() bool { return e.control.times() > asked })
			e.waitReady()
			_, hello = e.joinAs(person(1), recover(at))
			if got := hello.Connect.Subs["person:candidate:1"]; got.Recovered {
				t.Errorf("%+v", got)
			}
		})
	}
}
