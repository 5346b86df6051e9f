// Command push carries events from the control plane to browsers.
//
// It decides nothing: who may connect and what they hear stands in the signed
// token, what is said comes over the HTTP API. Browsers only listen.
package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"kaochang/push/internal/config"
	"kaochang/push/internal/server"
)

// stopWithin is what a supervisor waits for: after it the process leaves even
// with connections that will not close.
const stopWithin = 5 * time.Second

func main() {
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	if err := run(log); err != nil {
		log.Error("push ended", "error", err.Error())
		os.Exit(1)
	}
}

func run(log *slog.Logger) error {
	signals, forget := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer forget()

	cfg, err := config.FromEnvironment(os.Getenv)
	if err != nil {
		return err
	}
	srv, err := server.New(cfg, log)
	if err != nil {
		return err
	}
	if err := srv.Start(); err != nil {
		return err
	}
	log.Info("listening", "address", srv.Address(), "engine", cfg.Engine())

	select {
	case <-signals.Done():
	case err := <-srv.Failed():
		return err
	}
	log.Info("stopping")
	last := time.AfterFunc(stopWithin, func() {
		log.Error("connections did not close in time")
		os.Exit(1)
	})
	defer last.Stop()
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin-time.Second)
	defer cancel()
	srv.Stop(ctx)
	log.Info("stopped")
	return nil
}
