package everstrikemock

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	programName    = "everstrike-mock"
	patience       = 20 * time.Second
	saidLettersMax = 80
	where          = "get everstrike-mock-" + Version + "-linux-x86_64.tar.gz from the project's releases, or build it " +
		"with script/server, and set EVERSTRIKE_MOCK to the program's path"
)

// A program that was started once for this process. It ends when its standard input does: this
// process holds the other end, so that it goes when we go, however that is (kill -9 too), and takes
// its files along.
type program struct {
	url, httpsURL, caFile string
	stdin                 io.Closer
}

var own struct {
	sync.Mutex
	running *program
}

// ownMock gives the mock of this process. A start that failed is tried again by the next test.
func ownMock() (*program, error) {
	own.Lock()
	defer own.Unlock()
	if own.running == nil {
		started, err := start()
		if err != nil {
			return nil, err
		}
		own.running = started
	}
	return own.running, nil
}

func findProgram() (string, error) {
	if named := os.Getenv("EVERSTRIKE_MOCK"); named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", fmt.Errorf("EVERSTRIKE_MOCK names %s, which is no program; %s", named, where)
		}
		return path, nil
	}
	path, err := exec.LookPath(programName)
	if err != nil {
		return "", fmt.Errorf("%s is not there: EVERSTRIKE_MOCK is not set, and PATH has none; %s", programName, where)
	}
	return path, nil
}

func checkVersion(found, whose string) error {
	if found == Version {
		return nil
	}
	return fmt.Errorf("%s is version %s, this package goes with %s; take both of one release", whose, found, Version)
}

func versionOf(path string) (string, error) {
	patient, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	said, err := exec.CommandContext(patient, path, "--version").Output()
	if err != nil {
		return "", fmt.Errorf("%s --version doesn't say its version (%v)", path, err)
	}
	words := strings.Fields(string(said))
	if len(words) < 2 || words[0] != programName {
		line, _, _ := strings.Cut(strings.TrimSpace(string(said)), "\n")
		return "", fmt.Errorf("%s is no %s, its --version says \"%.*s\"; %s", path, programName, saidLettersMax, line, where)
	}
	return words[1], nil
}

// randomHex gives 2n hex digits that nobody else has.
func randomHex(n int) string {
	random := make([]byte, n)
	if _, err := rand.Read(random); err != nil {
		panic(err) // a system without randomness runs no tests
	}
	return hex.EncodeToString(random)
}

func start() (*program, error) {
	path, err := findProgram()
	if err != nil {
		return nil, err
	}
	version, err := versionOf(path)
	if err != nil {
		return nil, err
	}
	if err := checkVersion(version, path); err != nil {
		return nil, err
	}
	stem := filepath.Join(os.TempDir(), "everstrike-mock-"+randomHex(16))
	portFile, caFile := stem+".port", stem+".pem"
	command := exec.Command(path, "serve", "--exit-with-stdin", "--listen", "127.0.0.1:0", "--port-file", portFile,
		"--tls", "--tls-ca-file", caFile, "--log-level", "error")
	var said bytes.Buffer
	command.Stderr = &said
	stdin, err := command.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if text, err := os.ReadFile(portFile); err == nil {
			if port, err := strconv.Atoi(strings.TrimSpace(string(text))); err == nil {
				return &program{
					url:      fmt.Sprintf("http://127.0.0.1:%d", port),
					httpsURL: fmt.Sprintf("https://127.0.0.1:%d", port),
					caFile:   caFile,
					stdin:    stdin,
				}, nil
			}
		}
		select {
		case <-ended:
			lines := strings.Split(strings.TrimSpace(said.String()), "\n")
			return nil, fmt.Errorf("%s ended at once with %d: %s", path, command.ProcessState.ExitCode(), lines[len(lines)-1])
		case <-time.After(2 * time.Millisecond):
		}
	}
	_ = command.Process.Kill()
	return nil, fmt.Errorf("%s was not ready within %v", path, patience)
}
