#!/usr/bin/python3
"""`server` mode against right and wrong servers: server_test.py CONFORMANCE_PROGRAM MOCK_PROGRAM

wrong_mock.py is a server that shares no code with ours: right without a switch, wrong in one way
with one. expected.json says which cases each way fails; nothing else may fail.
"""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import signal
import select
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM, MOCK = sys.argv.pop(1), sys.argv.pop(1)
HERE = pathlib.Path(__file__).resolve().parent
EXPECTED = json.loads((HERE / "expected.json").read_text())
SWITCHES = set(re.findall(r'wrong\("(\w+)"\)', (HERE / "wrong_mock.py").read_text()))
SECRET = "a secret of ci"
ORDERS = [f"order-{i}" for i in range(60)]
PATIENCE_S = 120
# Sanitizers have memory of their own.
IS_PLAIN = not any(mark in pathlib.Path(PROGRAM).read_bytes() for mark in (b"__asan_init", b"__tsan_init"))


class WrongMock:
    def __init__(self, switch=""):
        self.process = subprocess.Popen([sys.executable, HERE / "wrong_mock.py", *([switch] if switch else [])],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = "http://127.0.0.1:" + self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


def command(url, *arguments, orders=ORDERS):
    ids = [argument for order in orders for argument in ("--order-id", order)]
    return [PROGRAM, "server", *arguments, "--base-url", url, "--api-key", "ci", "--timeout-ms", "1000", *ids]


def environment():
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("EVERSTRIKE_", "GITHUB_"))}
    return {**kept, "EVERSTRIKE_SECRET_KEY": SECRET}


def judge(url, *arguments, orders=ORDERS):
    """Exit code, verdicts by case id, and everything that was printed."""
    ended = subprocess.run(command(url, "--report", "json=-", *arguments, orders=orders), capture_output=True, text=True,
                           timeout=PATIENCE_S, env=environment())
    result = json.loads(ended.stdout) if ended.stdout else {"cases": [], "problem": None}
    return ended.returncode, result, ended.stdout + ended.stderr


def others(result):
    """The cases that did not pass, by verdict."""
    found = {}
    for case in result["cases"]:
        if case["verdict"] != "pass":
            found.setdefault(case["verdict"], []).append(case["id"])
    return found


class Servers(unittest.TestCase):
    def test_a_right_server_that_is_not_ours_passes_everything(self):
        with WrongMock() as mock:
            code, result, printed = judge(mock.url)
        self.assertEqual((code, others(result)), (0, {}))
        self.assertGreaterEqual(len(result["cases"]), 40)
        self.assertNotIn(SECRET, printed)

    def test_each_wrong_server_fails_its_own_cases_and_no_others(self):
        self.assertEqual(set(EXPECTED), SWITCHES)

        def try_one(switch):
            with WrongMock(switch) as mock:
                return switch, judge(mock.url)

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for switch, (code, result, printed) in pool.map(try_one, sorted(SWITCHES)):
                expected = dict(EXPECTED[switch])
                allowed = set(expected.pop("may_fail", []))
                seen = {verdict: [i for i in ids if i not in allowed] for verdict, ids in others(result).items()}
                with self.subTest(switch=switch):
                    self.assertEqual(seen, expected)
                    failed_must = any(c["verdict"] == "fail" and c["level"] == "must" for c in result["cases"])
                    self.assertEqual(code, 1 if failed_must else 0)
                    self.assertNotIn(SECRET, printed)

    def check_own_mock(self, *options):
        with tempfile.TemporaryDirectory() as folder:
            accounts = {"schema": "accounts_v1", "accounts": [{"api_key": "ci", "secret": SECRET, "orders": ORDERS}]}
            pathlib.Path(folder, "accounts.json").write_text(json.dumps(accounts))
            mock = subprocess.Popen([MOCK, "serve", "--listen", "127.0.0.1:0", "--port-file", f"{folder}/port", "--accounts",
                                     f"{folder}/accounts.json", "--log-level", "off", *options], stdout=subprocess.DEVNULL)
            try:
                while not os.path.exists(f"{folder}/port"):
                    time.sleep(0.01)
                url = "http://127.0.0.1:" + pathlib.Path(folder, "port").read_text().strip()
                code, result, _ = judge(url, "--strict")
            finally:
                mock.terminate()
                mock.wait()
        # Ours takes a request without Host on purpose: people write such requests by hand.
        self.assertEqual((code, others(result)), (0, {"lenient": ["wire/08"]}))

    def test_our_own_mock_passes(self):
        self.check_own_mock()

    def test_our_own_mock_passes_without_explanations(self):
        self.check_own_mock("--faithful")


class Ends(unittest.TestCase):
    def test_without_authorities_nothing_is_asked(self):
        ended = subprocess.run(command("https://127.0.0.1:1"), capture_output=True, text=True, timeout=PATIENCE_S,
                               env={**environment(), "SSL_CERT_DIR": "/does/not/exist"})
        self.assertEqual(ended.returncode, 3, ended)
        self.assertIn("SSL_CERT_DIR: /does/not/exist: ", ended.stderr)
        self.assertIn("--ca FILE", ended.stderr)
        for ca, code in (("/does/not/exist.pem", 3), (__file__, 2)):
            ended = subprocess.run(command("https://127.0.0.1:1", "--ca", ca), capture_output=True, text=True, timeout=PATIENCE_S,
                                   env=environment())
            self.assertEqual(ended.returncode, code, ended)
            self.assertIn(ca + ": ", ended.stderr)

    def test_nothing_listens(self):
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        code, result, printed = judge(f"http://127.0.0.1:{port}")
        self.assertEqual((code, result["problem"], result["cases"]), (4, "never_connected", []))
        self.assertIn("refused", printed)

    def test_one_order_is_enough_to_learn_something_and_none_too(self):
        with WrongMock() as mock:
            code, result, _ = judge(mock.url, orders=["order-1"])
            self.assertEqual(code, 0)
            self.assertEqual(others(result), {"skipped": [f"accept/{i:02}" for i in range(2, 16)]})
            code, result, _ = judge(mock.url, orders=[])
            self.assertEqual(code, 0)
            self.assertIn("unknown/id/01", [c["id"] for c in result["cases"] if c["verdict"] == "pass"])
            code, result, _ = judge(mock.url, "accept", orders=[])
            self.assertEqual((code, result["problem"]), (5, "nothing_selected"))

    def test_wrong_options(self):
        for arguments, part in ((["nothing/like/it"], "nothing/like/it"), (["--rate", "0"], "--rate"),
                                (["--report", "junit"], "FORMAT=FILE"), (["--known-failing", "/nonexistent"], "/nonexistent")):
            ended = subprocess.run(command("http://127.0.0.1:1", *arguments), capture_output=True, text=True, env=environment(),
                                   timeout=PATIENCE_S)
            self.assertEqual(ended.returncode, 3 if "/nonexistent" in arguments else 2)
            self.assertIn(part, ended.stderr)
        for url in ("127.0.0.1:1", "ftp://x", "http://", "http://user:pass@x/", "http://x:0", "http://x:99999", "http://x/?a=b"):
            ended = subprocess.run(command(url), capture_output=True, text=True, env=environment(), timeout=PATIENCE_S)
            self.assertEqual((ended.returncode, ended.stderr.count("\n")), (2, 1), ended.stderr)
            self.assertNotIn("user:pass", ended.stderr)
        without = {n: v for n, v in environment().items() if n != "EVERSTRIKE_SECRET_KEY"}
        ended = subprocess.run(command("http://127.0.0.1:1"), capture_output=True, text=True, env=without, timeout=PATIENCE_S)
        self.assertEqual(ended.returncode, 2)

    def test_known_failures(self):
        with tempfile.NamedTemporaryFile("w") as known, WrongMock("takes_hex") as mock:
            known.write("refuse/sign/03  # until the gateway is replaced\n")
            known.flush()
            code, result, _ = judge(mock.url, "--known-failing", known.name)
            self.assertEqual((code, others(result)), (0, {"known_failing": ["refuse/sign/03"]}))
        with tempfile.NamedTemporaryFile("w") as known, WrongMock() as mock:
            known.write("refuse/sign/03  # until the gateway is replaced\n")
            known.flush()
            self.assertEqual(judge(mock.url, "--known-failing", known.name)[0], 1)

    def test_a_certificate_that_is_not_trusted(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                            f"{folder}/key.pem", "-out", f"{folder}/cert.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
                            "subjectAltName=DNS:localhost"], check=True, capture_output=True)
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(f"{folder}/cert.pem", f"{folder}/key.pem")
            with WrongMock() as mock, socket.create_server(("127.0.0.1", 0)) as listener:
                behind = int(mock.url.rsplit(":", 1)[1])
                threading.Thread(target=tunnel, args=(listener, context, behind), daemon=True).start()
                port = listener.getsockname()[1]
                self.assertEqual(judge(f"https://localhost:{port}")[0], 4)
                self.assertEqual(judge(f"https://127.0.0.1:{port}", "--ca", f"{folder}/cert.pem")[0], 4)
                code, result, _ = judge(f"https://localhost:{port}", "--ca", f"{folder}/cert.pem")
                self.assertEqual((code, others(result)), (0, {}))


def linger(secure):
    """Closes a connection without a reset, which would take with it what the other side has yet to read."""
    try:
        socket.socket.shutdown(secure, socket.SHUT_WR)
        while socket.socket.recv(secure, 65536):
            pass
    except OSError:
        pass
    secure.close()


def tunnel(listener, context, port):
    """Takes TLS off each connection and passes the bytes on, both ways."""

    def pass_on(secure):
        try:
            outer = context.wrap_socket(secure, server_side=True)
        except OSError:
            return
        inner = socket.create_connection(("127.0.0.1", port))
        # In one thread: Python's TLS sockets break when two use one at the same time.
        try:
            while True:
                readable = [outer] if outer.pending() else select.select([outer, inner], [], [])[0]
                if outer in readable:
                    piece = outer.recv(65536)
                    if not piece:
                        inner.shutdown(socket.SHUT_WR)
                        while piece := inner.recv(65536):
                            outer.sendall(piece)
                        return
                    inner.sendall(piece)
                elif piece := inner.recv(65536):
                    outer.sendall(piece)
                else:
                    outer.unwrap()
                    return
        except OSError:
            pass
        finally:
            inner.close()
            linger(outer)

    while True:
        try:
            secure, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=pass_on, args=(secure,), daemon=True).start()


CHUNKED = b"HTTP/1.1 503 x\r\nTransfer-Encoding: chunked\r\n\r\n"
# What a server begins with, what it goes on with for ever, and the seconds between two of those.
ENDLESS = {
    "trailers": (CHUNKED + b"0\r\n", b"a: b\r\n" * 500, 0),
    "dribbled trailers": (CHUNKED + b"0\r\n", b"a: b\r\n", 0.02),
    "a trailer": (CHUNKED + b"0\r\na: ", b"x" * 4000, 0),
    "a dribbled extension": (CHUNKED + b"1;", b"x", 0.02),
    "an extension": (CHUNKED + b"1;", b"x" * 4000, 0),
    "chunks": (CHUNKED, b"1;x\r\ny\r\n" * 500, 0),
    "dribbled headers": (b"HTTP/1.1 503 x\r\n", b"a: b\r\n", 0.02),
    "dribbled interim answers": (b"", b"HTTP/1.1 103 x\r\n\r\n", 0.05),
}


def never_end(listener, begin, piece, pause_s):
    def answer(line):
        with line, contextlib.suppress(OSError):
            line.recv(65536)
            line.sendall(begin)
            while True:
                line.sendall(piece)
                time.sleep(pause_s)

    with contextlib.suppress(OSError):
        while True:
            threading.Thread(target=answer, args=(listener.accept()[0],), daemon=True).start()


class Bounds(unittest.TestCase):
    def test_an_answer_without_an_end_ends_in_time_and_memory(self):
        judges = []
        for name, kind in ENDLESS.items():
            listener = socket.create_server(("127.0.0.1", 0))
            self.addCleanup(listener.close)
            threading.Thread(target=never_end, args=(listener, *kind), daemon=True).start()
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            judges.append((name, subprocess.Popen(command(url, "accept/01"), env=environment(),
                                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)))
        for name, judge_process in judges:
            with self.subTest(name):
                killer = threading.Timer(60, judge_process.kill)  # only so that a broken test ends
                killer.start()
                _, status, usage = os.wait4(judge_process.pid, 0)
                judge_process.returncode = os.waitstatus_to_exitcode(status)
                killer.cancel()
                self.assertEqual(judge_process.returncode, 1)
                self.assertLess(usage.ru_maxrss, 128 * 1024 * (1 if IS_PLAIN else 8))


class Safety(unittest.TestCase):
    """What goes to a server that is not on this machine: 0.0.0.0 is not known as one of its names."""

    def run_at_a_recorder(self, *arguments):
        received = []
        with WrongMock() as mock, socket.create_server(("127.0.0.1", 0)) as listener:
            behind = int(mock.url.rsplit(":", 1)[1])

            def pass_on(outer):
                inner = socket.create_connection(("127.0.0.1", behind))
                log = [time.monotonic(), b""]
                received.append(log)

                def requests():
                    while piece := outer.recv(65536):
                        log[1] += piece
                        inner.sendall(piece)
                    inner.shutdown(socket.SHUT_WR)

                threading.Thread(target=requests, daemon=True).start()
                while piece := inner.recv(65536):
                    outer.sendall(piece)
                outer.shutdown(socket.SHUT_RDWR)
                outer.close()

            def accept():
                while True:
                    try:
                        outer, _ = listener.accept()
                    except OSError:
                        return
                    threading.Thread(target=pass_on, args=(outer,), daemon=True).start()

            threading.Thread(target=accept, daemon=True).start()
            code, result, printed = judge(f"http://0.0.0.0:{listener.getsockname()[1]}", *arguments, orders=ORDERS[:3])
        return code, result, printed, received

    def test_only_what_was_announced_is_sent(self):
        code, result, printed, received = self.run_at_a_recorder("--rate", "50")
        self.assertEqual((code, others(result).get("fail")), (0, None))
        self.assertIn("at most 198 requests", printed)
        self.assertIn("order-0 order-1 order-2\n", printed)
        self.assertIn("no malformed requests", printed)
        sent = b"\n".join(log[1] for log in received)
        paths = set(re.findall(rb"(?m)^[A-Z]+ (/[^ ?]*)", sent))
        self.assertEqual(paths, {b"/auth/cancel", b"/auth/cancel/no-such-path", b"/order"})
        ids = {i.split(b"&")[0] for i in re.findall(rb"(?<![a-z_])id=([^ &\n]*)", sent)}
        strange = {i for i in ids if not i.startswith(b"no-such-order") and i not in (b"order-0", b"order-1", b"order-2", b"x")
                   and not i.startswith(b"%6F%72")}
        self.assertEqual(strange, set())
        self.assertNotIn(SECRET.encode(), sent)
        skipped = others(result)["skipped"]
        self.assertIn("wire/12", skipped)
        self.assertIn("unknown/body/01", skipped)
        starts = sorted(log[0] for log in received)[1:]
        self.assertGreater(starts[-1] - starts[0], (len(starts) - 2) * 0.02)

    def test_a_dry_run_sends_nothing(self):
        ended = subprocess.run(command("http://127.0.0.1:1", "--dry-run", "refuse"), capture_output=True, text=True,
                               timeout=PATIENCE_S, env=environment())
        self.assertEqual(ended.returncode, 0)
        self.assertIn("refuse/sign/01", ended.stdout)
        self.assertNotIn("accept/01", ended.stdout)

    def interrupt(self, how, folder):
        with WrongMock() as mock:
            url = mock.url.replace("127.0.0.1", "0.0.0.0")
            run = subprocess.Popen(command(url, "--rate", "2", "--report", f"json={folder}/run.json", "--report",
                                           f"junit={folder}/run.xml"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env=environment())
            run.stderr.readline()
            time.sleep(0.5)
            run.send_signal(how)
            run.communicate(timeout=PATIENCE_S)
            return run.returncode

    def test_interrupted_it_tells_what_it_has(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.interrupt(signal.SIGINT, folder), 130)
            result = json.loads(pathlib.Path(folder, "run.json").read_text())
            self.assertEqual((result["problem"], len(result["cases"])), ("interrupted", 99))

    def test_killed_it_leaves_no_report_not_even_an_old_one(self):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "run.xml").write_text("<testsuites/>")
            self.assertEqual(self.interrupt(signal.SIGKILL, folder), -signal.SIGKILL)
            self.assertEqual(os.listdir(folder), [])


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
