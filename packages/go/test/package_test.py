#!/usr/bin/python3
"""The Go package as its users have it: package_test.py MOCK [--all]

Its README's files are run as they stand in an empty module; the message of an assertion that fails,
and each line about a program that doesn't fit, is compared; parallel tests of several processes that
share a mock see nothing of each other; nothing is left of a runner that is killed. Skipped (77)
where there is no Go.
"""
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
PACKAGE = pathlib.Path(__file__).resolve().parent.parent
SOURCE = PACKAGE.parent.parent
MOCK = pathlib.Path(sys.argv.pop(1)).resolve()
WORKERS, TESTS = (8, 100) if "--all" in sys.argv else (3, 10)
sys.argv = [argument for argument in sys.argv if argument != "--all"]
if not shutil.which("go"):
    sys.exit(77)
sys.path[:0] = [str(SOURCE / "packages" / "test"), str(SOURCE / "command_line" / "test")]
from one_line_errors import one_line_errors  # noqa: E402
from other_processes import wait_for  # noqa: E402

README = (PACKAGE / "README.md").read_text()
VERSION = re.search(r'Version = "(.*)"', (PACKAGE / "version.go").read_text())[1]

FURTHER = """package cancel

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"testing"
	"time"

	everstrikemock "everstrike.test/mock"
)

func TestNodes(t *testing.T) {
	text, _ := os.ReadFile(os.Getenv("CASES"))
	var file struct {
		Cases []struct {
			Key, Node string
			URLs      []string
		}
	}
	if err := json.Unmarshal(text, &file); err != nil || len(file.Cases) != 50 {
		t.Fatal(err, len(file.Cases))
	}
	for _, one := range file.Cases {
		if got := everstrikemock.NodeOf(one.URLs, one.Key); got != one.Node {
			t.Errorf("%q: %s, not %s", one.Key, got, one.Node)
		}
	}
}

func TestTLS(t *testing.T) {
	mock := everstrikemock.New(t)
	pem, err := os.ReadFile(mock.CAFile())
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}}
	answer, err := client.Get(mock.HTTPSURL + "/mock/health")
	if err != nil || answer.StatusCode != 200 {
		t.Fatal(err)
	}
}

func TestAnyFault(t *testing.T) {
	mock, other := everstrikemock.New(t), everstrikemock.New(t)
	answer, err := http.Get(mock.BaseURL + "/mock/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	var api struct {
		Components struct {
			Schemas struct{ FailNext struct{ Properties map[string]any } }
		}
	}
	if err := json.NewDecoder(answer.Body).Decode(&api); err != nil {
		t.Fatal(err)
	}
	if api.Components.Schemas.FailNext.Properties["fault"] == nil {
		t.Skip("this mock has none")
	}
	mock.FailNext(everstrikemock.Failure{Fault: everstrikemock.Fault{"type": "reset_peer"}, Phase: "after_effect"})
	if a, b := cancelIn(other), cancelIn(mock); a != "cancelled" || b != "cancelled" {
		t.Error(a, b)
	}
	other.Verify(nil, everstrikemock.Exactly(1))
	mock.VerifySequence(everstrikemock.Match{"effect": "cancelled", "end": "reset"},
		everstrikemock.Match{"verdict": "already_cancelled"})
}

func TestWrong(t *testing.T) {
	mock := everstrikemock.New(t)
	Cancel(mock.BaseURL, mock.APIKey, "wrong-secret", mock.OrderID)
	mock.Verify(everstrikemock.Match{"effect": "cancelled"}, everstrikemock.Exactly(1))
}

func TestApart(t *testing.T) {
	client.Timeout = time.Minute // a busy machine is not to be taken for a lost answer
	for n := 0; n < TESTS; n++ {
		n := n
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			t.Parallel()
			mock := everstrikemock.New(t)
			times := 1
			if n%3 == 0 {
				mock.FailNext(everstrikemock.Failure{Phase: "after_effect"})
				times = 2
			}
			if orders := mock.Orders(); len(orders) != 1 || orders[0].ID != mock.OrderID {
				t.Error(orders)
			}
			if before := mock.Journal(); len(before) != 0 {
				t.Error(before)
			}
			if got := cancelIn(mock); got != "cancelled" {
				t.Error(got)
			}
			mock.Verify(everstrikemock.Match{"effect": "cancelled"}, everstrikemock.Exactly(1))
			journal := mock.Journal()
			for _, entry := range journal {
				if entry.APIKey != mock.APIKey {
					t.Error(entry)
				}
			}
			if len(journal) != times {
				t.Error(journal)
			}
		})
	}
}

func TestSleeps(t *testing.T) {
	everstrikemock.New(t)
	_ = os.WriteFile("ready", nil, 0o600)
	time.Sleep(10 * time.Minute)
}
""".replace("TESTS;", f"{TESTS};")


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVERSTRIKE_")}
    return {**kept, "EVERSTRIKE_MOCK": str(MOCK), "CASES": str(SOURCE / "fixtures" / "rendezvous_v1.json"), **more}


class Package(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        module = re.search(r"```text\n(module .*?)```", README, re.DOTALL)[1]
        (cls.folder / "go.mod").write_text(module.replace("../everstrike-mock/packages/go", str(PACKAGE)))
        client, tests = re.findall(r"```go\n(.*?)```", README, re.DOTALL)
        (cls.folder / "cancel.go").write_text(client)
        (cls.folder / "cancel_test.go").write_text(tests)
        (cls.folder / "further_test.go").write_text(FURTHER)
        cls.program = cls.folder / "cancel.test"
        subprocess.run(["go", "test", "-c", "-o", cls.program], cwd=cls.folder, check=True,
                       env=environment(GOFLAGS="-mod=mod", GOPROXY="off"))

    def run_tests(self, pattern, **more):
        return subprocess.run([self.program, "-test.v", "-test.run", pattern], cwd=self.folder,
                              env=environment(**more), capture_output=True, text=True)

    def test_the_readme_s_tests_and_further_ones_pass(self):
        run = self.run_tests("Once|Hides|Filled|GivesUp|Nodes|TLS|AnyFault")
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertEqual(len(re.findall("^--- (?:PASS|SKIP)", run.stdout, re.MULTILINE)), 7, run.stdout)

    def test_is_formatted(self):
        for place in (PACKAGE, self.folder / "cancel.go", self.folder / "cancel_test.go"):
            run = subprocess.run(["gofmt", "-l", place], capture_output=True, text=True, check=True)
            self.assertEqual(run.stdout, "")

    def test_a_failed_assertion_tells_the_near_miss(self):
        run = self.run_tests("TestWrong")
        self.assertEqual(run.returncode, 1)
        told = [line.strip() for line in run.stdout.split("further_test.go:")[1].splitlines()[:4]]
        told = [re.sub(r"entry \d+", "entry N", re.sub(r"^\d+: ", "", line)) for line in told]
        self.assertEqual(told[0], 'expected exactly 1 with {"effect":"cancelled"}, found 0')
        self.assertEqual(told[1:3], ["near miss, entry N: POST /auth/cancel -> 503 bad_signature, effect none",
                                     "effect: expected cancelled, found none"])

    def test_a_program_that_does_not_fit_is_one_line(self):
        for more, expected in one_line_errors(self.folder, MOCK, VERSION):
            run = self.run_tests("Once", **more)
            self.assertEqual(run.returncode, 1, run.stdout)
            told = re.findall(r"cancel_test\.go:\d+: (.*)", run.stdout)
            self.assertEqual(len(told), 1, run.stdout)
            self.assertTrue(told[0].startswith(expected), run.stdout)

    def test_the_version_is_the_program_s(self):
        said = subprocess.run([MOCK, "--version"], capture_output=True, text=True, check=True).stdout
        self.assertEqual(said.split()[1], VERSION)

    def test_parallel_tests_see_nothing_of_each_other(self):
        port_file = self.folder / "port"
        shared = subprocess.Popen([MOCK, "serve", "--exit-with-stdin", "--listen", "127.0.0.1:0", "--port-file", port_file],
                                  stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.assertTrue(wait_for(lambda: port_file.exists() and port_file.read_text().strip()))
        mocks = f"http://127.0.0.1:{port_file.read_text().strip()}"
        runs = [subprocess.Popen([self.program, "-test.run", "TestApart"], cwd=self.folder,
                                 env=environment(EVERSTRIKE_MOCKS=mocks), stdout=subprocess.PIPE, text=True)
                for _ in range(WORKERS)]
        for run in runs:
            said = run.communicate()[0]
            self.assertEqual(run.returncode, 0, said)
        shared.stdin.close()
        self.assertEqual(shared.wait(), 0)

    def test_nothing_is_left_of_a_runner_that_is_killed(self):
        temporary = self.folder / "tmp"
        temporary.mkdir()
        runner = subprocess.Popen([self.program, "-test.run", "TestSleeps"], cwd=self.folder,
                                  env=environment(TMPDIR=str(temporary)), stdout=subprocess.DEVNULL)
        self.assertTrue(wait_for((self.folder / "ready").exists))
        children = subprocess.run(["pgrep", "-P", str(runner.pid)], capture_output=True, text=True).stdout.split()
        self.assertEqual(len(children), 1)
        self.assertEqual(len(list(temporary.iterdir())), 2)
        runner.send_signal(signal.SIGKILL)
        runner.wait()
        self.assertTrue(wait_for(lambda: not pathlib.Path(f"/proc/{children[0]}/exe").exists()
                                 and not list(temporary.iterdir())), list(temporary.iterdir()))


if __name__ == "__main__":
    unittest.main(verbosity=2)
