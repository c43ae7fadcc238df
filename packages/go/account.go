// Package everstrikemock gives every test a mock of Everstrike's signed REST API:
//
//	mock := everstrikemock.New(t)
//
// makes an account of the test's own, with a key, a secret and an open order, and forgets it when
// the test ends. The program everstrike-mock does the work: it is started once per process, or, with
// EVERSTRIKE_MOCKS=url,url,…, runs elsewhere already.
package everstrikemock

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const page = 1000 // entries of the journal that are read at once

// Mock is one test's account, and the verbs that act on it alone. A verb that can't be done ends the
// test with one line.
type Mock struct {
	// BaseURL, APIKey, Secret and OrderID (an open order) are what the client under test needs.
	BaseURL, APIKey, Secret, OrderID string
	// HTTPSURL is the same mock over TLS; CAFile gives the authority to trust there.
	HTTPSURL string

	test    testing.TB
	own     *program
	control *control
	after   uint64
}

// Match says what an entry of the journal should look like (docs/control.md); nil expects absence.
type Match map[string]any

// Fault is a fault as scenarios have it, {"type": "reset_peer"} (docs/scenario-format.md).
type Fault map[string]any

// Failure says how the next cancels of a key go wrong.
type Failure struct {
	Fault    Fault  // the documented 503, unless given
	Phase    string // "before_effect", unless given; "after_effect": the order is cancelled all the same
	Times    int    // 1, unless given
	Endpoint string // pattern of "METHOD /path"; cancels, unless given
}

// Order is an order as the exchange answers it.
type Order struct {
	ID           string  `json:"id"`
	Status       string  `json:"status"`
	QtyFilled    float64 `json:"qty_filled"`
	QtyRemaining float64 `json:"qty_remaining"`
}

// Entry is one of the journal (docs/journal-format.md), with what tests look at most.
type Entry struct {
	Number  uint64 `json:"number"`
	Kind    string `json:"kind"`
	APIKey  string `json:"api_key"`
	Method  string `json:"method"`
	Path    string `json:"path"`
	Body    string `json:"body"`
	Verdict string `json:"verdict"`
	Fault   string `json:"fault"`
	Effect  struct {
		Kind   string   `json:"kind"`
		Orders []string `json:"orders"`
	} `json:"effect"`
	Answer struct {
		Status int    `json:"status"`
		Body   string `json:"body"`
		End    string `json:"end"`
	} `json:"answer"`
}

// Count says how many entries are to match.
type Count struct{ exactly, atLeast, atMost *int }

// Exactly so many.
func Exactly(n int) Count { return Count{exactly: &n} }

// AtLeast so many.
func AtLeast(n int) Count { return Count{atLeast: &n} }

// AtMost so many.
func AtMost(n int) Count { return Count{atMost: &n} }

// New makes an account for this test, which is forgotten when the test ends.
func New(test testing.TB) *Mock {
	test.Helper()
	mock, err := open(test)
	if err != nil {
		test.Fatal(err)
	}
	test.Cleanup(func() {
		// A mock that is gone has been told by the test, or will be by the next one.
		_, _ = mock.control.ask("DELETE", mock.accountPath(), nil, nil, 404)
	})
	return mock
}

var mockAddress = regexp.MustCompile("^https?://[^/]")

func listedMocks() ([]string, error) {
	var urls []string
	for _, listed := range strings.Split(os.Getenv("EVERSTRIKE_MOCKS"), ",") {
		if listed = strings.TrimSpace(listed); strings.Trim(listed, "/") == "" {
			continue
		}
		if !mockAddress.MatchString(listed) {
			return nil, fmt.Errorf(
				"EVERSTRIKE_MOCKS lists %s, which is no address of a mock, such as http://mock-1.example:8080", listed)
		}
		urls = append(urls, listed)
	}
	return urls, nil
}

func open(test testing.TB) (*Mock, error) {
	mock := &Mock{APIKey: "test-" + randomHex(12), Secret: randomHex(16), OrderID: randomHex(16), test: test}
	urls, err := listedMocks()
	if err != nil {
		return nil, err
	}
	if len(urls) > 0 {
		mock.BaseURL = NodeOf(urls, mock.APIKey)
		mock.HTTPSURL = "https:" + strings.TrimPrefix(strings.TrimPrefix(mock.BaseURL, "http:"), "https:")
		mock.control = newControl(mock.BaseURL, "; EVERSTRIKE_MOCKS gives it the key "+mock.APIKey)
		var health struct{ Version string }
		if _, err := mock.control.ask("GET", "/mock/health", nil, &health); err != nil {
			return nil, err
		}
		if err := checkVersion(health.Version, "the mock at "+mock.BaseURL); err != nil {
			return nil, err
		}
	} else {
		started, err := ownMock()
		if err != nil {
			return nil, err
		}
		mock.own, mock.BaseURL, mock.HTTPSURL = started, started.url, started.httpsURL
		mock.control = newControl(mock.BaseURL, "")
	}
	account := map[string]any{"secret": mock.Secret, "orders": []any{map[string]any{"id": mock.OrderID}}}
	if _, err := mock.control.ask("PUT", mock.accountPath(), account, nil); err != nil {
		return nil, err
	}
	var journal struct{ Last uint64 }
	if _, err := mock.control.ask("GET", "/mock/journal?limit=0", nil, &journal); err != nil {
		return nil, err
	}
	mock.after = journal.Last
	return mock, nil
}

func (m *Mock) accountPath() string { return "/mock/accounts/" + url.PathEscape(m.APIKey) }

func (m *Mock) ask(method, path string, body, into any) {
	m.test.Helper()
	if _, err := m.control.ask(method, path, body, into); err != nil {
		m.test.Fatal(err)
	}
}

// CAFile gives the path of the authority (PEM) to trust at HTTPSURL.
func (m *Mock) CAFile() string {
	m.test.Helper()
	if m.own != nil {
		return m.own.caFile
	}
	pem, err := m.control.plainCAPem()
	if err != nil {
		m.test.Fatal(err)
	}
	file := filepath.Join(m.test.TempDir(), "ca.pem")
	if err := os.WriteFile(file, pem, 0o600); err != nil {
		m.test.Fatal(err)
	}
	return file
}

// FailNext lets the next cancels of this key go wrong; other keys never notice.
func (m *Mock) FailNext(failure Failure) {
	m.test.Helper()
	body := map[string]any{"api_key": m.APIKey, "phase": "before_effect", "times": 1}
	if failure.Phase != "" {
		body["phase"] = failure.Phase
	}
	if failure.Times != 0 {
		body["times"] = failure.Times
	}
	if failure.Fault != nil {
		body["fault"] = failure.Fault
	}
	if failure.Endpoint != "" {
		body["endpoint"] = failure.Endpoint
	}
	m.ask("POST", "/mock/fail-next", body, nil)
}

// Fill fills all that remains of an active order and gives it as it stands then.
func (m *Mock) Fill(orderID string) Order {
	m.test.Helper()
	return m.fill(map[string]any{"api_key": m.APIKey, "order_id": orderID})
}

// FillPart fills so much of it.
func (m *Mock) FillPart(orderID string, qty float64) Order {
	m.test.Helper()
	return m.fill(map[string]any{"api_key": m.APIKey, "order_id": orderID, "qty": qty})
}

func (m *Mock) fill(body any) Order {
	m.test.Helper()
	var answer struct{ Order Order }
	m.ask("POST", "/mock/fill", body, &answer)
	return answer.Order
}

// AddOrder adds an open order and gives its id; members are those that an accounts file may have,
// or nil.
func (m *Mock) AddOrder(members map[string]any) string {
	m.test.Helper()
	id := randomHex(16)
	order := map[string]any{"id": id}
	for name, value := range members {
		order[name] = value
	}
	if given, ok := order["id"].(string); ok {
		id = given
	}
	m.ask("POST", "/mock/orders?api_key="+url.QueryEscape(m.APIKey), map[string]any{"orders": []any{order}}, nil)
	return id
}

// Orders gives all orders of this key as they stand now.
func (m *Mock) Orders() []Order {
	m.test.Helper()
	var answer struct{ Orders []Order }
	m.ask("GET", "/mock/orders?api_key="+url.QueryEscape(m.APIKey), nil, &answer)
	return answer.Orders
}

// Journal gives what this key did and what really happened, oldest first.
func (m *Mock) Journal() []Entry {
	m.test.Helper()
	var entries []Entry
	for after := m.after; ; after = entries[len(entries)-1].Number {
		var answer struct{ Entries []Entry }
		m.ask("GET", fmt.Sprintf("/mock/journal?api_key=%s&after=%d&limit=%d", url.QueryEscape(m.APIKey), after, page), nil,
			&answer)
		entries = append(entries, answer.Entries...)
		if len(answer.Entries) < page {
			return entries
		}
	}
}

// Verify fails the test, and lets it go on, unless the journal holds so many entries of this key that
// match (without a count: at least one); the message names the near misses. AtLeast and
// AtMost go together.
func (m *Mock) Verify(match Match, counts ...Count) {
	m.test.Helper()
	if match == nil {
		match = Match{}
	}
	question := map[string]any{"match": match}
	for _, count := range counts {
		for name, n := range map[string]*int{"exactly": count.exactly, "at_least": count.atLeast, "at_most": count.atMost} {
			if n != nil {
				question[name] = *n
			}
		}
	}
	m.verify(question)
}

// VerifySequence does so unless it holds entries like these in this order; others may stand between.
func (m *Mock) VerifySequence(steps ...Match) {
	m.test.Helper()
	m.verify(map[string]any{"sequence": steps})
}

func (m *Mock) verify(question map[string]any) {
	m.test.Helper()
	question["api_key"], question["after"] = m.APIKey, m.after
	var answer struct{ Message, Error string }
	status, err := m.control.ask("POST", "/mock/verify", question, &answer, 409)
	if err != nil {
		m.test.Fatal(err)
	}
	if status == 409 {
		m.test.Error(answer.Message + answer.Error)
	}
}

// Reset puts the key's orders, faults that are due, counts and clock back to the start; the journal
// stays.
func (m *Mock) Reset() {
	m.test.Helper()
	m.ask("POST", "/mock/reset?api_key="+url.QueryEscape(m.APIKey), nil, nil)
}
