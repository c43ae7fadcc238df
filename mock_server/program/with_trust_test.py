#!/usr/bin/python3
"""with-trust as a process among processes: with_trust_test.py PROGRAM

What runs under it behaves as if started directly, and nothing of it remains, whoever is killed.
"""
import glob
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "command_line" / "test"))
from other_processes import is_running, wait_for  # noqa: E402

PROGRAM = os.path.abspath(sys.argv.pop(1))
HOST = "api.testnet.everstrike.io"
PATIENCE_S = 60
# A place of our own, so that other mocks on this machine don't count.
RUNTIME = tempfile.TemporaryDirectory()
os.environ["XDG_RUNTIME_DIR"] = RUNTIME.name


def folders():
    return set(glob.glob(f"{RUNTIME.name}/everstrike-mock-*"))


def can_have_a_network():
    return subprocess.run([PROGRAM, "with-trust", "--way", "namespace", "--", "true"], stderr=subprocess.DEVNULL).returncode == 0


WAYS = ["env", "namespace"] if can_have_a_network() else ["env"]


def run(way, *command, **more):
    more.setdefault("stdin", subprocess.DEVNULL)
    return subprocess.run([PROGRAM, "with-trust", "--way", way, "--", *command], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S, **more)


def start(way, *command):
    """A command that is running: it has printed its first line."""
    process = subprocess.Popen([PROGRAM, "with-trust", "--way", way, "--", *command], stdin=subprocess.PIPE,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return process, process.stdout.readline().strip()


def parent_of(pid):
    return int(pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[1])


class WithTrust(unittest.TestCase):
    def setUp(self):
        self.before = folders()

    def wait_until(self, condition, message):
        self.assertTrue(wait_for(condition, PATIENCE_S), message)

    def assert_nothing_remains(self, *pids):
        for pid in pids:
            self.wait_until(lambda: not is_running(pid), f"process {pid} still runs")
        self.wait_until(lambda: folders() <= self.before, "a folder remains")

    def test_exit_codes_and_streams(self):
        for way in WAYS:
            with self.subTest(way):
                ended = subprocess.run([PROGRAM, "with-trust", "--way", way, "--", "sh", "-c", "cat; echo err >&2; exit 7"],
                                       input=b"\x00in\xff", stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE_S)
                self.assertEqual((ended.returncode, ended.stdout), (7, b"\x00in\xff"))
                self.assertIn(b"err\n", ended.stderr)
                self.assertIn(b"way " + way.encode(), ended.stderr)
                self.assertEqual(run(way, "true").returncode, 0)
                self.assertEqual(run(way, "sh", "-c", "kill -SEGV $$").returncode, -signal.SIGSEGV)
                self.assertEqual(run(way, "sh", "-c", "kill -KILL $$").returncode, -signal.SIGKILL)
                self.assert_nothing_remains()

    def test_the_command_gets_its_signals_and_ends_as_it_likes(self):
        for way in WAYS:
            with self.subTest(way):
                process, line = start(way, "sh", "-c", "trap 'echo got; exit 5' USR1; echo ready; while :; do sleep 0.01; done")
                self.assertEqual(line, "ready")
                process.send_signal(signal.SIGUSR1)
                self.assertEqual(process.communicate(timeout=PATIENCE_S)[0], "got\n")
                self.assertEqual(process.returncode, 5)
                process, line = start(way, "sh", "-c", "echo $$; exec sleep 1000")
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=PATIENCE_S)
                self.assertEqual(process.returncode, -signal.SIGTERM)
                self.assert_nothing_remains(int(line))

    def test_a_pipe_that_nobody_reads_keeps_neither_command_nor_signal_waiting(self):
        with tempfile.TemporaryDirectory() as folder:
            os.mkfifo(f"{folder}/pipe")
            process = subprocess.Popen([PROGRAM, "with-trust", "--way", "env", "--port-file", f"{folder}/pipe", "--", "sh", "-c",
                                        "echo ready; exec sleep 1000"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            self.assertEqual(process.stdout.readline(), "ready\n")
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_S)
            self.assertEqual(process.returncode, -signal.SIGTERM)

    def test_the_command_finds_signals_and_descriptors_as_they_were(self):
        show = ("import os, signal; print([s.name for s in signal.pthread_sigmask(signal.SIG_BLOCK, [])], "
                "open('/proc/self/status').read().split('SigIgn:')[1].split()[0], sorted(os.listdir('/proc/self/fd')), "
                "os.getpgrp() == int(os.environ['GROUP']))")
        command = ["/usr/bin/python3", "-c", show]
        environment = {**os.environ, "GROUP": str(os.getpgrp())}
        direct = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
                                env=environment)
        for way in WAYS:
            self.assertEqual(run(way, *command, env=environment).stdout, direct.stdout, way)

    def test_what_the_command_leaves_running_is_ended(self):
        for way in WAYS:
            with self.subTest(way):
                ended = run(way, "sh", "-c", "setsid sh -c 'echo $$; exec sleep 1000' & sleep 0.2; exit 3")
                self.assertEqual(ended.returncode, 3)
                self.assert_nothing_remains(int(ended.stdout))

    def test_nothing_remains_when_the_mock_is_killed(self):
        self.check_killing(lambda process, command: process.kill())

    def test_nothing_remains_when_its_whole_group_is_killed(self):
        for way in WAYS:
            with self.subTest(way):
                process = subprocess.Popen([PROGRAM, "with-trust", "--way", way, "--", "sh", "-c", "setsid sleep 1000 & echo $!; wait"],
                                           stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True)
                pid = int(process.stdout.readline())
                os.killpg(process.pid, signal.SIGKILL)
                process.communicate(timeout=PATIENCE_S)
                self.assert_nothing_remains(pid)

    def test_nothing_remains_when_the_command_is_killed(self):
        codes = self.check_killing(lambda process, command: os.kill(command, signal.SIGKILL))
        self.assertEqual(set(codes), {-signal.SIGKILL})

    def test_nothing_remains_when_the_keeper_is_killed(self):
        codes = self.check_killing(lambda process, command: os.kill(parent_of(command), signal.SIGKILL))
        self.assertEqual(set(codes), {-signal.SIGKILL})

    def check_killing(self, kill):
        codes = []
        for way in WAYS:
            with self.subTest(way):
                process, line = start(way, "sh", "-c", "setsid sleep 1000 & echo $$ $!; wait")
                command, grandchild = map(int, line.split())
                self.assertTrue(is_running(grandchild))
                self.assertGreater(folders(), self.before)
                keeper = parent_of(command)
                kill(process, command)
                process.communicate(timeout=PATIENCE_S)
                codes.append(process.returncode)
                self.assert_nothing_remains(process.pid, keeper, command, grandchild)
        return codes

    def test_other_hosts_are_out_of_reach(self):
        ask = "curl --silent --show-error --max-time 20 --noproxy '*' https://192.0.2.1/"
        for way in WAYS:
            with self.subTest(way):
                ended = run(way, "sh", "-c", ask)
                self.assertEqual(ended.returncode, 7, ended.stderr)
                if way == "env":
                    self.assertIn("kept from connecting to 192.0.2.1 port 443", ended.stderr)
        proxied = run("env", "curl", "--silent", "--show-error", "https://example.com/")
        self.assertIn("403", proxied.stderr)
        self.assertIn("a way to another host was asked for: example.com:443", proxied.stderr)

    def test_this_machine_stays_in_reach_in_the_way_env(self):
        serve = ("import http.server, threading, urllib.request; "
                 "s = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler); "
                 "threading.Thread(target=s.serve_forever, daemon=True).start(); "
                 "print(urllib.request.urlopen(f'http://localhost:{s.server_port}/').status)")
        for way in WAYS:
            self.assertEqual(run(way, "/usr/bin/python3", "-c", serve).stdout, "200\n", way)

    def test_the_mock_is_asked_by_its_own_url(self):
        for way in WAYS:
            ended = run(way, "sh", "-c", 'curl --silent --fail "$EVERSTRIKE_MOCK_URL/mock/health"')
            self.assertIn('"status":"ok"', ended.stdout, way)

    def test_the_system_outside_is_as_it_was(self):
        watched = ["/etc/hosts", "/etc/nsswitch.conf", "/etc/ssl/certs/ca-certificates.crt"]
        before = [pathlib.Path(path).read_bytes() if os.path.exists(path) else None for path in watched]
        mounts = pathlib.Path("/proc/self/mountinfo").read_text()
        for way in WAYS:
            process, _ = start(way, "sh", "-c", f"getent hosts {HOST}; cat")
            during = [pathlib.Path(path).read_bytes() if os.path.exists(path) else None for path in watched]
            self.assertEqual((during, pathlib.Path("/proc/self/mountinfo").read_text()), (before, mounts))
            process.communicate(timeout=PATIENCE_S)

    def test_no_file_holds_a_key(self):
        for way in WAYS:
            process, _ = start(way, "sh", "-c", "echo ready; cat")
            new = folders() - self.before
            self.assertEqual(len(new), 1)
            (folder,) = new
            self.assertEqual(os.stat(folder).st_mode & 0o777, 0o700)
            self.assertEqual(sorted(os.listdir(folder)), ["ca.jks", "ca.pem", "redirect.cjs", "trust_shim.so"])
            for name in os.listdir(folder):
                self.assertNotIn(b"PRIVATE KEY", pathlib.Path(folder, name).read_bytes())
            process.communicate(timeout=PATIENCE_S)
            self.assert_nothing_remains()

    def test_what_cannot_be_started(self):
        for way in WAYS:
            ended = run(way, "/nonexistent/program")
            self.assertEqual(ended.returncode, 4)
            self.assertIn("cannot run /nonexistent/program: No such file or directory", ended.stderr)
            self.assert_nothing_remains()

    def test_wrong_options(self):
        behind = 'the command to run stands behind --, after the options: everstrike-mock with-trust [options] -- '
        for options, words in ((["with-trust"], behind.replace("the command to run stands", "expected a command to run") + "CMD…"),
                               (["with-trust", "node", "x.js"], f'unexpected argument "node"; {behind}node …'),
                               (["with-trust", "--seed", "3", "node"], f'unexpected argument "node"; {behind}node …'),
                               (["with-trust", "--way", "x", "--", "true"], "--way"),
                               (["with-trust", "--print-env"], "--tls-dir"),
                               (["with-trust", "--tls-cert", "a", "--tls-key", "b", "--", "true"], "--tls-cert"),
                               (["with-trust", "--tls-fault", "x", "--way", "env", "--", "true"], "--tls-fault")):
            ended = subprocess.run([PROGRAM, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
            self.assertEqual(ended.returncode, 2, options)
            self.assertIn(words, ended.stderr)

    def test_without_namespaces_it_says_why_and_goes_the_other_way(self):
        if subprocess.run(["unshare", "-Ur", "true"], stderr=subprocess.DEVNULL).returncode != 0:
            self.skipTest("no user namespace to forbid them in")
        forbid = ("echo 0 >/proc/sys/user/max_user_namespaces && exec setpriv --bounding-set=-all --inh-caps=-all "
                  + shlex.quote(PROGRAM) + " with-trust")
        ended = subprocess.run(["unshare", "-Ur", "sh", "-c", forbid + " -- sh -c 'echo ran'"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
        self.assertEqual((ended.returncode, ended.stdout), (0, "ran\n"), ended.stderr)
        self.assertRegex(ended.stderr, r"way env: .* since the system gives no namespaces \(unshare\): ")
        ended = subprocess.run(["unshare", "-Ur", "sh", "-c", forbid + " --way namespace -- true"], stderr=subprocess.PIPE,
                               text=True, timeout=PATIENCE_S)
        self.assertEqual(ended.returncode, 3)
        self.assertIn("--way env needs none", ended.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "needs root to become somebody else")
    def test_an_ordinary_user_needs_no_rights(self):
        with tempfile.TemporaryDirectory() as folder:
            os.chmod(folder, 0o755)
            program = f"{folder}/everstrike-mock"
            pathlib.Path(program).write_bytes(pathlib.Path(PROGRAM).read_bytes())
            os.chmod(program, 0o755)
            for way in WAYS:
                ended = subprocess.run(
                    ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "with-trust", "--way", way, "--",
                     "sh", "-c", f"id -u; curl --silent --show-error --fail https://{HOST}/pairs >/dev/null && echo reached"],
                    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S, cwd="/")
                if way == "namespace" and ended.returncode == 3:
                    self.skipTest("ordinary users may not make namespaces here: " + ended.stderr)
                self.assertEqual(ended.stdout, "65534\nreached\n", ended.stderr)

    def test_print_env_for_a_mock_that_runs_already(self):
        with tempfile.TemporaryDirectory() as folder:
            serve = subprocess.Popen([PROGRAM, "serve", "--tls", "--tls-dir", f"{folder}/tls", "--listen", "127.0.0.1:0",
                                      "--port-file", f"{folder}/port"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                self.wait_until(lambda: os.path.exists(f"{folder}/port"), "no mock")
                port = pathlib.Path(f"{folder}/port").read_text().strip()
                printed = subprocess.run([PROGRAM, "with-trust", "--print-env", "--tls-dir", f"{folder}/tls", "--listen",
                                          f"127.0.0.1:{port}"], stdout=subprocess.PIPE, text=True, timeout=PATIENCE_S)
                self.assertEqual(printed.returncode, 0)
                used = subprocess.run(["sh", "-c", 'eval "$0"; eval "$0"; echo "$NODE_OPTIONS"; curl --silent --fail https://'
                                       + HOST + "/pairs; /usr/bin/python3 -c 'import urllib.request as u; "
                                       "print(u.urlopen(\"https://" + HOST + "/pairs\").status)'", printed.stdout],
                                      stdout=subprocess.PIPE, text=True, timeout=PATIENCE_S, env={**os.environ, "NODE_OPTIONS": "--no-warnings"})
                self.assertTrue(used.stdout.startswith("--no-warnings --require="), used.stdout)
                self.assertIn('"code":200', used.stdout)
                self.assertTrue(used.stdout.endswith("200\n"))
            finally:
                serve.terminate()
                serve.wait()

    def test_lines_to_copy(self):
        ended = subprocess.run([PROGRAM, "trust", "--ca", "my.pem", "--listen", "127.0.0.1:9"], stdout=subprocess.PIPE, text=True)
        for words in ("REQUESTS_CA_BUNDLE=my.pem", "NODE_EXTRA_CA_CERTS=my.pem", "https.proxyPort=9", "curl --cacert my.pem"):
            self.assertIn(words, ended.stdout)
        self.assertIsNone(re.search("@[A-Z]+@", ended.stdout))


if __name__ == "__main__":
    unittest.main()
