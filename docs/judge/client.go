// Cancels one order: go run client.go ID. One attempt, and no claim that the answer doesn't support: ends
// with 0 for "cancelled", 1 for "not cancelled by this call", 6 for "unknown".
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

type answer struct {
	Code   int
	Msg    *string
	Result struct {
		ID     string
		Status *string
	}
}

func claim(status int, a answer, id string) int {
	if status != 200 {
		refused := (status == 401 || status == 403 || status == 404 || status == 410) && a.Code == status
		for _, text := range []string{"already cancelled", "already completed", "order was not found"} {
			refused = refused || a.Code != 0 && a.Msg != nil && strings.Contains(strings.ToLower(*a.Msg), text)
		}
		if refused {
			return 1
		}
		return 6
	}
	if a.Code != 200 || a.Result.ID != id {
		return 6
	}
	if a.Result.Status == nil {
		return 0
	}
	switch strings.ToUpper(*a.Result.Status) {
	case "CANCELLED", "CANCELED", "ACTIVE": // the page's own sample shows ACTIVE
		return 0
	case "COMPLETED", "FILLED", "REJECTED", "EXPIRED":
		return 1
	}
	return 6
}

func cancel(id string) (int, error) {
	body := url.Values{"id": {id}}.Encode() // signed and sent: the same text
	mac := hmac.New(sha256.New, []byte(os.Getenv("EVERSTRIKE_SECRET_KEY")))
	mac.Write([]byte(body))
	request, err := http.NewRequest("POST", os.Getenv("EVERSTRIKE_BASE_URL")+"/auth/cancel", strings.NewReader(body))
	if err != nil {
		return 6, err
	}
	request.Header.Set("content-type", "application/x-www-form-urlencoded")
	request.Header.Set("x-api-key", os.Getenv("EVERSTRIKE_API_KEY"))
	request.Header.Set("x-signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	response, err := httpClient().Do(request)
	if err != nil {
		return 6, err
	}
	defer response.Body.Close()
	var a answer
	if err := json.NewDecoder(response.Body).Decode(&a); err != nil {
		return 6, err
	}
	return claim(response.StatusCode, a, id), nil
}

func main() {
	ending, err := cancel(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, "unknown:", err) // no answer, or none that can be read
	}
	os.Exit(ending)
}
