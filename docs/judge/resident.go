// Cancels orders for "client --resident": a JSON line in for each case, a JSON line out.
package main

import (
	"bufio"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

type task struct{ Case, Base_url, Api_key, Secret_key, Order_id string } // SSL_CERT_FILE names the ca_file of all cases

type answer struct {
	Code   int
	Msg    string
	Result struct{ ID, Status string }
}

var client = &http.Client{Timeout: 4 * time.Second, Transport: &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }} // credentials go nowhere else

func cancel(t task) string {
	body := url.Values{"id": {t.Order_id}}.Encode() // signed and sent: the same text
	mac := hmac.New(sha256.New, []byte(t.Secret_key))
	mac.Write([]byte(body))
	request, _ := http.NewRequest("POST", t.Base_url+"/auth/cancel", strings.NewReader(body))
	request.Header.Set("content-type", "application/x-www-form-urlencoded")
	request.Header.Set("x-api-key", t.Api_key)
	request.Header.Set("x-signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	response, err := client.Do(request)
	if err != nil {
		return "unknown"
	}
	defer response.Body.Close()
	var a answer
	if json.NewDecoder(response.Body).Decode(&a) != nil { // no answer that can be read: nobody knows what happened
		return "unknown"
	}
	gone := slices.ContainsFunc([]string{"already cancelled", "already completed", "order was not found"},
		func(text string) bool { return a.Code != 0 && strings.Contains(strings.ToLower(a.Msg), text) })
	state := strings.ToUpper(a.Result.Status)
	switch ok := response.StatusCode == 200 && a.Code == 200 && a.Result.ID == t.Order_id; {
	case ok && slices.Contains([]string{"", "CANCELLED", "CANCELED", "ACTIVE"}, state): // the page's own sample shows ACTIVE
		return "confirmed"
	case ok && slices.Contains([]string{"COMPLETED", "FILLED", "REJECTED", "EXPIRED"}, state),
		response.StatusCode != 200 && (gone || a.Code == response.StatusCode && slices.Contains([]int{401, 403, 404, 410}, a.Code)):
		return "rejected"
	}
	return "unknown"
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var t task
		json.Unmarshal(lines.Bytes(), &t)
		line, _ := json.Marshal(map[string]string{"case": t.Case, "outcome": cancel(t)})
		fmt.Println(string(line))
	}
}
