package everstrikemock

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// control asks a mock's control side (/mock/…), past any proxy that the environment names.
type control struct {
	url, hint string
	client    *http.Client
}

func newControl(url, hint string) *control {
	c := &control{url: url, hint: hint, client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{}}}
	if strings.HasPrefix(url, "https:") {
		if pem, err := c.plainCAPem(); err == nil {
			roots, err := x509.SystemCertPool()
			if err != nil {
				roots = x509.NewCertPool()
			}
			roots.AppendCertsFromPEM(pem)
			c.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
		}
	}
	return c
}

// plainCAPem gives the mock's authority, asked for without TLS on the same port.
func (c *control) plainCAPem() ([]byte, error) {
	plain := c.url
	if strings.HasPrefix(plain, "https:") {
		plain = "http:" + strings.TrimPrefix(plain, "https:")
	}
	answer, err := c.client.Get(plain + "/mock/ca.pem")
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the mock at %s has no authority to trust; start it with --tls", c.url)
	}
	return io.ReadAll(answer.Body)
}

// ask reads the answer into `into`, unless that is nil; a refusal whose status is not `fine` is an
// error of one line.
func (c *control) ask(method, path string, body, into any, fine ...int) (int, error) {
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return 0, err
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, c.url+path, content)
	if err != nil {
		return 0, err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if token := os.Getenv("EVERSTRIKE_CONTROL_TOKEN"); token != "" {
		request.Header.Set("x-mock-token", token)
	}
	answer, err := c.client.Do(request)
	if err != nil {
		var wrapped *url.Error
		if errors.As(err, &wrapped) {
			err = wrapped.Err
		}
		return 0, fmt.Errorf("the mock at %s does not answer (%v)%s", c.url, err, c.hint)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return 0, fmt.Errorf("the mock at %s does not answer (%v)%s", c.url, err, c.hint)
	}
	isFine := answer.StatusCode/100 == 2
	for _, status := range fine {
		isFine = isFine || status == answer.StatusCode
	}
	if !isFine {
		var refusal struct{ Error string }
		if json.Unmarshal(text, &refusal) != nil || refusal.Error == "" {
			refusal.Error = string(text)
		}
		return 0, fmt.Errorf("the mock at %s refused %s %s: %s", c.url, method, path, refusal.Error)
	}
	if into != nil && len(text) > 0 {
		if err := json.Unmarshal(text, into); err != nil {
			return 0, fmt.Errorf("%s is no everstrike-mock: %s %s was answered %d without JSON", c.url, method, path,
				answer.StatusCode)
		}
	}
	return answer.StatusCode, nil
}
