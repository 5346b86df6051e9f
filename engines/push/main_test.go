package main

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The process itself: it starts from its environment, and SIGTERM ends it in
// time with a clean status even while a caller is holding a request open.
func TestProcessStartsAndStops(t *testing.T) {
	binary := filepath.Join(t.TempDir(), "push")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if out, err := exec.Command(binary).CombinedOutput(); err == nil || !strings.Contains(string(out), "PUSH_TOKEN_SECRET") {
		t.Errorf("started without settings: %s", out)
	}
	control := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte(`{"revocations":[]}`))
	}))
	defer control.Close()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	_ = free.Close()
	_, port, _ := net.SplitHostPort(address)

	var log bytes.Buffer
	command := exec.Command(binary)
	command.Stderr = &log
	command.Env = []string{
		"PUSH_PORT=" + port, "PUSH_TOKEN_SECRET=" + strings.Repeat("s", 32), "PUSH_API_KEY=" + strings.Repeat("k", 32),
		"PUBLIC_ORIGIN=http://localhost:8080", "PUSH_REVOCATIONS_URL=" + control.URL, "INTERNAL_KEY=internal",
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Process.Kill() }()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		response, err := http.Get("http://" + address + "/health")
		if err == nil && response.StatusCode == http.StatusOK {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("never ready")
		}
	}
	hanging, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = hanging.Close() }()
	_, _ = fmt.Fprintf(hanging, "POST /api/publish HTTP/1.1\r\nHost: x\r\nX-API-Key: %s\r\nContent-Length: 10\r\n\r\n{", strings.Repeat("k", 32))
	time.Sleep(50 * time.Millisecond)

	began := time.Now()
	if err := command.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := command.Wait(); err != nil {
		t.Errorf("%v: %s", err, log.String())
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("took %s", took)
	}
	if !strings.Contains(log.String(), `"msg":"stopped"`) || strings.Contains(log.String(), "ssssssss") {
		t.Error(log.String())
	}
}
