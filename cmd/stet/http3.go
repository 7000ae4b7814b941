package main

import (
	"context"
	"net"
	"net/http"
	"time"

	"github.com/quic-go/quic-go"
	"github.com/quic-go/quic-go/http3"
)

// openHTTP3 listens for readers who come over UDP.
func (d *door) openHTTP3(ctx context.Context, h *house, handler http.Handler) (err error) {
	if !h.HTTP3 {
		return nil
	}
	address := d.listener.Addr().String()
	if d.packets, err = (&net.ListenConfig{}).ListenPacket(ctx, "udp", address); err != nil {
		return invalid("--http3: %s cannot be listened on over UDP: %v.", address, err)
	}
	h.closers = append(h.closers, quiet{d.packets})
	d.quic = &http3.Server{
		Handler: overUDP(handler), TLSConfig: http3.ConfigureTLSConfig(d.door.Config.Clone()), MaxHeaderBytes: 16 << 10, IdleTimeout: time.Minute,
		QUICConfig: &quic.Config{MaxIncomingStreams: 100, HandshakeIdleTimeout: 5 * time.Second, MaxIdleTimeout: time.Minute},
	}
	return nil
}

// overUDP hands requests on as net/http would: one for a page has no body unless it says so,
// and no answer speaks of the connection, which HTTP/3 does not allow.
func overUDP(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength < 0 && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
			r.ContentLength = 0
		}
		next.ServeHTTP(silent{w}, r)
	})
}

// silent says nothing of the connection.
type silent struct{ http.ResponseWriter }

func (s silent) WriteHeader(status int) {
	s.Header().Del("Connection")
	s.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (s silent) Unwrap() http.ResponseWriter { return s.ResponseWriter }
