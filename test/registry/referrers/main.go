// Command referrers serves go-containerregistry's registry, which keeps everything in memory and has the referrers API.
package main

import (
	"io"
	"log"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/registry"
)

func main() {
	address, certificate, key := os.Args[1], os.Args[2], os.Args[3]
	handler := registry.New(registry.WithReferrersSupport(true), registry.Logger(log.New(io.Discard, "", 0)))
	log.Fatal(http.ListenAndServeTLS(address, certificate, key, handler))
}
