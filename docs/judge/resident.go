// Cancels orders for "client --resident": a JSON line in, a JSON line out. SSL_CERT_FILE names the ca_file to Go.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"time"
)

type task struct{ Case, Base_url, Api_key, Secret_key, Order_id string }
type answer struct {
	Code   int
	Msg    string
	Result struct{ ID, Status string }
}

var client = &http.Client{Timeout: 4 * time.Second, Transport: &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }} // credentials go nowhere else
var gone = regexp.MustCompile("(?i)already cancelled|already completed|order was not found")

func cancel(t task) string {
	body := url.Values{"id": {t.Order_id}}.Encode() // signed and sent: the same text
	mac := hmac.New(sha256.New, []byte(t.Secret_key))
	mac.Write([]byte(body))
	request, _ := http.NewRequest("POST", t.Base_url+"/auth/cancel", strings.NewReader(body))
	request.Header = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "X-Api-Key": {t.Api_key},
		"X-Signature": {base64.StdEncoding.EncodeToString(mac.Sum(nil))}}
	response, err := client.Do(request)
	var a answer
	if err != nil || json.NewDecoder(response.Body).Decode(&a) != nil { // nobody knows what happened
		return "unknown"
	}
	switch status, state := response.StatusCode, strings.ToUpper(a.Result.Status); {
	case status != 200 && (a.Code != 0 && gone.MatchString(a.Msg) || a.Code == status && strings.Contains("401 403 404 410", response.Status[:3])):
		return "rejected"
	case status != 200 || a.Code != 200 || a.Result.ID != t.Order_id:
		return "unknown"
	case state == "" || strings.Contains(" CANCELLED CANCELED ACTIVE ", " "+state+" "): // the page's own sample shows ACTIVE
		return "confirmed"
	case strings.Contains(" COMPLETED FILLED REJECTED EXPIRED ", " "+state+" "):
		return "rejected"
	}
	return "unknown"
}
func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var t task
		json.Unmarshal(lines.Bytes(), &t)
		json.NewEncoder(os.Stdout).Encode(map[string]string{"case": t.Case, "outcome": cancel(t)})
	}
}
