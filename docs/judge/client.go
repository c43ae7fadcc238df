// Cancels one order: go run client.go ID. One attempt, and no claim that the answer doesn't support.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

func httpClient() *http.Client {
	client := &http.Client{
		Timeout: 10 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // credentials go to no other place
		},
	}
	if file := os.Getenv("EVERSTRIKE_CA_FILE"); file != "" {
		if pem, err := os.ReadFile(file); err == nil {
			trusted := x509.NewCertPool()
			trusted.AppendCertsFromPEM(pem)
			client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}
		}
	}
	return client
}

func cancel(id string) (bool, error) {
	body := url.Values{"id": {id}}.Encode() // signed and sent: the same text
	mac := hmac.New(sha256.New, []byte(os.Getenv("EVERSTRIKE_SECRET_KEY")))
	mac.Write([]byte(body))
	request, err := http.NewRequest("POST", os.Getenv("EVERSTRIKE_BASE_URL")+"/auth/cancel", strings.NewReader(body))
	if err != nil {
		return false, err
	}
	request.Header.Set("content-type", "application/x-www-form-urlencoded")
	request.Header.Set("x-api-key", os.Getenv("EVERSTRIKE_API_KEY"))
	request.Header.Set("x-signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	response, err := httpClient().Do(request)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	var answer struct {
		Code   int
		Result struct{ ID string }
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return false, err
	}
	return response.StatusCode == 200 && answer.Code == 200 && answer.Result.ID == id, nil
}

func main() {
	confirmed, err := cancel(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "unknown:", err) // no answer, or none that can be read
	}
	if !confirmed {
		os.Exit(1)
	}
}
