// A cancel by Go's net/http; the signature is the first argument.
package main

import (
	"io"
	"log"
	"net/http"
	"os"
	"strings"
)

func main() {
	body := strings.NewReader("id=849cdea0395411e98f54b395ae9c7bb6")
	request, err := http.NewRequest("POST", "https://api.testnet.everstrike.io/auth/cancel", body)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("content-type", "application/x-www-form-urlencoded")
	request.Header.Set("x-api-key", "demo-key")
	request.Header.Set("x-signature", os.Args[1])
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	io.Copy(os.Stdout, response.Body)
}
