#!/usr/bin/python3
"""Several mocks for a team, through the fixtures: team_test.py MOCK [--all]

Three mocks, 30 keys, many requests from several processes: each journal holds exactly the requests of
its own keys. When a mock is killed its keys' tests fail with one line, the others go on. The systemd
unit and the compose file start a mock as they say.
"""
import base64
import collections
import hashlib
import hmac
import http.client
import json
import multiprocessing
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGE = SOURCE / "packages" / "python"
MOCK = pathlib.Path(sys.argv.pop(1)).resolve()
PROCESSES, REQUESTS = (16, 10_000) if "--all" in sys.argv else (4, 600)
sys.argv = [argument for argument in sys.argv if argument != "--all"]
KEYS = 30
TOKEN = "a-token-that-only-this-test-has"
sys.path.insert(0, str(PACKAGE))
from everstrike_mock.account import Account  # noqa: E402
from everstrike_mock.control import Control  # noqa: E402
from everstrike_mock.rendezvous import node_of  # noqa: E402


class Team:
    """Mocks with a control token, each on a port that was free."""

    def __init__(self, number, command=None):
        self.folder = tempfile.TemporaryDirectory()
        self.processes, self.urls = [], []
        for n in range(number):
            port_file = pathlib.Path(self.folder.name) / f"port-{n}"
            arguments = command or ["serve", "--listen", "127.0.0.1:0", "--log-level", "error"]
            self.processes.append(subprocess.Popen(
                [MOCK, *arguments, "--exit-with-stdin", "--port-file", port_file], stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL, env={**os.environ, "EVERSTRIKE_CONTROL_TOKEN": TOKEN}))
            deadline = time.monotonic() + 20
            while not port_file.exists() and time.monotonic() < deadline and self.processes[-1].poll() is None:
                time.sleep(0.01)
            self.urls.append(f"http://127.0.0.1:{port_file.read_text().strip()}")
        os.environ["EVERSTRIKE_MOCKS"] = ", ".join(url + "/" for url in self.urls)
        os.environ["EVERSTRIKE_CONTROL_TOKEN"] = TOKEN

    def stop(self):
        for process in self.processes:
            process.stdin.close()
            process.wait()
        self.folder.cleanup()


def signed(mock, body):
    mac = hmac.new(mock.secret.encode(), body.encode(), hashlib.sha256).digest()
    return {"x-api-key": mock.api_key, "x-signature": base64.b64encode(mac).decode(),
            "content-type": "application/x-www-form-urlencoded"}


def work(keys, requests, done):
    """One process: its keys' requests in turn, one connection to each of their mocks."""
    mocks = [Account(key) for key in keys]
    connections = {mock.base_url: http.client.HTTPConnection(mock.base_url.split("//")[1]) for mock in mocks}
    for n in range(requests):
        mock = mocks[n % len(mocks)]
        body = f"id={mock.order_id}"
        connections[mock.base_url].request("POST", "/auth/cancel", body, signed(mock, body))
        connections[mock.base_url].getresponse().read()
    for mock in mocks:
        mock.verify(effect="cancelled", exactly=1)
        connections[mock.base_url].close()
        done.put((mock.api_key, mock.base_url, len(mock.journal())))


class TeamOfMocks(unittest.TestCase):
    def team(self, number, command=None):
        before = dict(os.environ)
        team = Team(number, command)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        self.addCleanup(team.stop)
        return team

    def test_each_journal_holds_its_keys_requests(self):
        team = self.team(3)
        keys = [f"key {n} ключ".encode().hex() if n % 2 else f"key-{n}" for n in range(KEYS)]
        done = multiprocessing.Queue()
        shares = [keys[n::PROCESSES] for n in range(PROCESSES)]
        workers = [multiprocessing.Process(target=work, args=(share, REQUESTS // PROCESSES, done)) for share in shares]
        for worker in workers:
            worker.start()
        told = {key: (url, requests) for key, url, requests in (done.get(timeout=300) for _ in keys)}
        for worker in workers:
            worker.join()
            self.assertEqual(worker.exitcode, 0)
        self.assertEqual(sum(requests for _, requests in told.values()), REQUESTS // PROCESSES * PROCESSES)
        self.assertEqual({url for url, _ in told.values()}, set(team.urls), "a mock had no key")
        for url in team.urls:
            entries = Control(url).ask("GET", "/mock/journal?limit=100000")[1]
            self.assertEqual(entries["dropped"], 0)
            counted = collections.Counter(entry["api_key"] for entry in entries["entries"])
            self.assertEqual(counted, {key: requests for key, (at, requests) in told.items() if at == url})
            self.assertTrue(all(node_of(team.urls, key) == url for key in counted))

    def test_a_mock_that_is_killed_fails_its_keys_tests_with_one_line(self):
        team = self.team(3)
        team.processes[1].send_signal(signal.SIGKILL)
        team.processes[1].wait()
        folder = pathlib.Path(team.folder.name)
        (folder / "test_it.py").write_text("import pytest\n@pytest.mark.parametrize('n', range(60))\n"
                                           "def test_it(everstrike_mock, n):\n"
                                           "    everstrike_mock.verify(exactly=0)\n")
        run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "everstrike_mock.pytest_plugin", "-p",
                              "no:cacheprovider", "--tb=line", "-r", "N"], cwd=folder, capture_output=True, text=True,
                             env={**os.environ, "PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1"})
        passed, failed = (int(re.search(rf"(\d+) {word}", run.stdout)[1]) for word in ("passed", "errors?"))
        self.assertEqual(passed + failed, 60, run.stdout)
        lines = [line for line in run.stdout.splitlines() if "does not answer" in line]
        self.assertEqual(len(lines), failed, run.stdout)
        for line in lines:
            self.assertRegex(line, rf"the mock at {team.urls[1]} does not answer \(.*\); EVERSTRIKE_MOCKS gives it the key test-")

    def start_as(self, arguments, replaced):
        """Starts a mock as a file says, with its folders replaced by one of ours and a free port."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        arguments = [one.replace("0.0.0.0:8080", "0.0.0.0:0").replace(replaced, folder.name) for one in arguments]
        team = self.team(1, arguments)
        with Account() as mock:
            mock.verify(exactly=0)
            self.assertIn("BEGIN CERTIFICATE", pathlib.Path(mock.ca_file).read_text())
        self.assertTrue((pathlib.Path(folder.name) / "journal.ndjson").exists())
        self.assertEqual(team.processes[0].poll(), None)

    def test_the_unit_starts_a_mock(self):
        unit = SOURCE / "docs" / "team" / "everstrike-mock.service"
        command = shlex.split(re.search(r"^ExecStart=(.*)$", unit.read_text(), re.MULTILINE)[1])
        self.assertEqual(command[0], "/usr/bin/everstrike-mock")
        self.start_as(command[1:], "/var/lib/everstrike-mock")

    @unittest.skipUnless(shutil.which("systemd-analyze"), "there is no systemd-analyze")
    def test_systemd_understands_the_unit(self):
        with tempfile.TemporaryDirectory() as folder:
            unit = (SOURCE / "docs" / "team" / "everstrike-mock.service").read_text()
            unit = unit.replace("/usr/bin/everstrike-mock", str(MOCK)).replace("Documentation=man:everstrike-mock(1)\n", "")
            path = pathlib.Path(folder) / "everstrike-mock.service"
            path.write_text(unit)
            run = subprocess.run(["systemd-analyze", "verify", path], capture_output=True, text=True)
            about_it = [line for line in run.stderr.splitlines() if "everstrike-mock.service" in line]
            self.assertEqual(about_it, [])

    def test_the_compose_file_starts_a_mock(self):
        text = (SOURCE / "docs" / "team" / "compose.yaml").read_text()
        image = (SOURCE / "packages" / "container" / "Dockerfile").read_text()
        entry = json.loads(re.search(r"^ENTRYPOINT (\[.*\])$", image, re.MULTILINE)[1])
        command = json.loads(re.search(r"^    command: (\[.*\])$", text, re.MULTILINE)[1])
        self.assertIn("data:/data", text)
        self.assertRegex(image, "install --directory --owner everstrike /data\n")
        self.start_as(entry[1:] + command, "/data")
        version = re.search(r"VERSION (\d+\.\d+\.\d+)", (SOURCE / "CMakeLists.txt").read_text())[1]
        self.assertIn(f"image: everstrike-mock:{version}\n", text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
