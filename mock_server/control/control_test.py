#!/usr/bin/python3
"""The control side as its users see it: control_test.py PROGRAM REQUESTS

REQUESTS is how many requests the longer tests send. Signatures are made by Python's hmac, the
metrics are read by Prometheus's own parser, and answers are held against the OpenAPI document.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.parse

import jsonschema
import prometheus_client.parser

REQUESTS = int(sys.argv.pop(2))
PROGRAM = sys.argv.pop(1)
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE_ID = "849cdea0395411e98f54b395ae9c7bb6"
PATIENCE_S = 60  # a hang's end, not a measure
FORM = {"content-type": "application/x-www-form-urlencoded"}


def sign(secret, body):
    return base64.b64encode(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()).decode()


class Mock:
    """A mock on a free port; use as a context."""

    def __init__(self, *options, listen="127.0.0.1:0", environment=None):
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([PROGRAM, "serve", "--listen", listen, *options],
                                        stdout=subprocess.PIPE, stderr=self.log, text=True,
                                        env={**os.environ, **(environment or {})})
        self.start_line = self.process.stdout.readline()
        self.port = int(self.start_line.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.log.close()

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def raw(self, method, path, body=None, headers=None):
        """(status, text, headers); gives a JSON content type to bodies."""
        connection = self.connect()
        try:
            given = dict(headers or {})
            if body is not None and not {"content-type", "Content-Type"} & set(given):
                given["Content-Type"] = "application/json"
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8"), dict(answer.getheaders())
        finally:
            connection.close()

    def ask(self, method, path, body=None, **more):
        """(status, JSON)"""
        text = None if body is None else json.dumps(body)
        status, answer, _ = self.raw(method, path, text, **more)
        return status, json.loads(answer) if answer else None

    def journal(self, query=""):
        return self.ask("GET", "/mock/journal" + query)[1]

    def cancel(self, order_id=SAMPLE_ID, key="demo-key", secret="demo-secret", body=None, path="/auth/cancel"):
        body = body or "id=" + urllib.parse.quote_plus(order_id)
        return self.raw("POST", path, body, {**FORM, "x-api-key": key, "x-signature": sign(secret, body)})

    def verify(self, **question):
        return self.ask("POST", "/mock/verify", question)


class Line:
    """One kept connection, spoken raw, since Python's own client is slow."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def __del__(self):
        self.socket.close()

    def send(self, method, path, headers="", body=""):
        self.socket.sendall((f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
                             f"Content-Length: {len(body)}\r\n\r\n{body}").encode())

    def read(self):
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        length = int(re.search(rb"(?i)\ncontent-length: (\d+)", head).group(1))
        while len(self.rest) < length:
            self.more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return head.decode(), body

    def more(self):
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the mock closed the connection")
        self.rest += part

    def cancel(self, key, secret, body):
        self.send("POST", "/auth/cancel",
                  f"Content-Type: application/x-www-form-urlencoded\r\nx-api-key: {key}\r\n"
                  f"x-signature: {sign(secret, body)}\r\n", body)
        head, _ = self.read()
        return int(re.search(r"x-mock-request: (\d+)", head).group(1))


class Journal(unittest.TestCase):
    def test_every_answer_is_there_at_once_and_tenants_never_meet(self):
        threads_count = 4
        wrong = []

        def run(port, name):
            line = Line(port)
            for i in range(1, REQUESTS // threads_count + 1):
                number = line.cancel(name, "shared-secret", f"id={name}-{i}")
                line.send("GET", f"/mock/journal?after={number - 1}&limit=1&api_key={name}")
                entries = json.loads(line.read()[1])["entries"]
                if [(e["number"], e["key_number"], e["body"]) for e in entries] != [(number, i, f"id={name}-{i}")]:
                    wrong.append((number, i, entries))

        with Mock("--auto-accounts", "shared-secret", "--journal-entries", str(REQUESTS), "--log-level", "off") as mock:
            threads = [threading.Thread(target=run, args=(mock.port, f"tenant-{i}")) for i in range(threads_count)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            self.assertEqual(wrong[:3], [])
            page = mock.journal(f"?limit={REQUESTS + 1}")
            self.assertEqual([e["number"] for e in page["entries"]], list(range(1, REQUESTS // 4 * 4 + 1)))

    def test_a_long_poll_wakes_for_the_entry_that_fits(self):
        with Mock() as mock:
            poll = Line(mock.port)
            poll.send("GET", "/mock/journal?wait_ms=60000&verdict=accepted")
            mock.cancel("unknown")
            mock.cancel()
            entries = json.loads(poll.read()[1])["entries"]
            self.assertEqual([e["verdict"] for e in entries], ["accepted"])

    def test_a_long_poll_ends_empty(self):
        with Mock() as mock:
            status, page = mock.ask("GET", "/mock/journal?wait_ms=20&api_key=nobody")
            self.assertEqual((status, page["entries"]), (200, []))
            self.assertEqual(mock.ask("GET", "/mock/journal?wait_ms=60001")[0], 400)

    def test_a_stop_does_not_wait_for_long_polls(self):
        with Mock("--drain-ms", "60000") as mock:
            poll = Line(mock.port)
            poll.send("GET", "/mock/journal?wait_ms=60000")
            mock.ask("GET", "/mock/health")
            began = time.monotonic()
            mock.process.send_signal(signal.SIGTERM)
            self.assertEqual(mock.process.wait(PATIENCE_S), 0)
            self.assertLess(time.monotonic() - began, 30)

    def test_it_can_be_cleared(self):
        with Mock() as mock:
            mock.cancel()
            mock.cancel()
            self.assertEqual(mock.ask("DELETE", "/mock/journal"), (200, {"cleared": 2}))
            self.assertEqual(mock.journal()["entries"], [])
            mock.cancel()
            self.assertEqual([e["number"] for e in mock.journal("?after=2")["entries"]], [3])

    def test_both_sides_are_kept_byte_for_byte(self):
        with Mock() as mock:
            line = Line(mock.port)
            body = "id=a%20b&x=\u00e9"
            head = (f"POST /auth/cancel?q=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-key:  demo-key \r\nx-EMPTY:\r\n"
                    f"Content-Length: {len(body.encode())}\r\n\r\n")
            line.socket.sendall((head + body).encode())
            answer_head, answer_body = line.read()
            entry = mock.journal()["entries"][0]
            self.assertEqual((entry["head"], entry["body"]), (head, body))
            self.assertEqual(entry["headers"][1:3], [["X-API-key", "demo-key"], ["x-EMPTY", ""]])
            self.assertEqual(entry["answer"]["body"], answer_body.decode())
            har = json.loads(mock.raw("GET", "/mock/journal.har")[1])
            response = har["log"]["entries"][0]["response"]
            self.assertEqual("HTTP/1.1 503 " + response["statusText"] + "".join(
                "\r\n%s: %s" % (h["name"], h["value"]) for h in response["headers"]), answer_head)


class AllAtOnce(unittest.TestCase):
    def test_steering_while_answering_loses_nothing(self):
        """Mostly for ThreadSanitizer: every hand of the control side moves while keys are answered."""
        rounds, wrong = max(REQUESTS // 100, 10), []
        done = threading.Event()

        def cancel(port, name):
            line = Line(port)
            for _ in range(rounds * 4):
                line.cancel(name, "shared-secret", f"id={SAMPLE_ID}")

        def steer(mock, what):
            while not done.is_set():
                for method, path, body, expected in what:
                    status = mock.raw(method, path, None if body is None else json.dumps(body))[0]
                    if status not in expected:
                        wrong.append((method, path, status))

        account = ("PUT", "/mock/accounts/k", {"secret": "shared-secret", "orders": [SAMPLE_ID]}, (200, 201))
        hands = [
            [account, ("POST", "/mock/orders?api_key=t0", {"orders": ["new"]}, (201,)),
             ("DELETE", "/mock/accounts/k", None, (204,)), ("GET", "/mock/accounts", None, (200,))],
            [("PUT", "/mock/scenario", SCENARIO, (200,)), ("GET", "/mock/plan?api_key=t0", None, (200,)),
             ("DELETE", "/mock/scenario", None, (204,)), ("PUT", "/mock/clock", {"offset_ms": 5}, (200,))],
            [("POST", "/mock/reset", None, (200,)), ("GET", "/mock/orders?api_key=t1", None, (200,)),
             ("POST", "/mock/fill", {"api_key": "t1", "order_id": SAMPLE_ID, "qty": 0.01}, (200, 400, 409)),
             ("POST", "/mock/fail-next", {"api_key": "t1", "phase": "after_effect"}, (200,))],
            [("GET", "/mock/journal.har?limit=20", None, (200,)), ("GET", "/mock/metrics", None, (200,)),
             ("POST", "/mock/verify", {"match": {"api_key": "t0"}}, (200, 409)),
             ("GET", "/mock/journal?after=1000000&wait_ms=5", None, (200,))]]
        with Mock("--auto-accounts", "shared-secret", "--journal-entries", "100000", "--log-level", "off") as mock:
            clients = [threading.Thread(target=cancel, args=(mock.port, f"t{i}")) for i in range(3)]
            steerers = [threading.Thread(target=steer, args=(mock, hand)) for hand in hands]
            for thread in clients + steerers:
                thread.start()
            for thread in clients:
                thread.join()
            done.set()
            for thread in steerers:
                thread.join()
            self.assertEqual(wrong[:3], [])
            entries = mock.journal("?limit=100000")["entries"]
            self.assertEqual([entry["number"] for entry in entries], list(range(1, len(entries) + 1)))
            self.assertEqual(sum("kind" not in entry for entry in entries), 3 * 4 * rounds)
            mock.process.send_signal(signal.SIGTERM)
            self.assertEqual(mock.process.wait(PATIENCE_S), 0, mock.log_text())


class JournalFile(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name) / "journal.ndjson"

    def tearDown(self):
        self.folder.cleanup()

    def lines(self, path=None):
        whole, _, _ = (path or self.path).read_bytes().rpartition(b"\n")
        return [json.loads(line) for line in whole.split(b"\n")] if whole else []

    def test_a_killed_mock_loses_nothing_that_was_answered(self):
        answered = []
        with Mock("--auto-accounts", "shared-secret", "--journal-file", str(self.path), "--log-level", "off") as mock:
            def run(name):
                line = Line(mock.port)
                try:
                    while True:
                        answered.append(line.cancel(name, "shared-secret", "id=1"))
                except OSError:
                    pass

            threads = [threading.Thread(target=run, args=(f"t{i}",)) for i in range(4)]
            for thread in threads:
                thread.start()
            while len(answered) < REQUESTS // 10:
                time.sleep(0.001)
            mock.process.kill()
            for thread in threads:
                thread.join()
        numbers = [entry["number"] for entry in self.lines()]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertEqual(set(answered) - set(numbers), set())

    def test_lines_are_what_the_journal_says(self):
        with Mock("--journal-file", str(self.path)) as mock:
            mock.cancel()
            mock.cancel(secret="wrong")
            self.assertEqual(self.lines(), mock.journal()["entries"])

    def test_it_goes_on_after_an_unfinished_line(self):
        self.path.write_bytes(b'{"number":1}\n{"num')
        with Mock("--journal-file", str(self.path)) as mock:
            mock.cancel()
        lines = self.path.read_bytes().split(b"\n")
        self.assertEqual(lines[:2], [b'{"number":1}', b'{"num'])
        self.assertEqual(json.loads(lines[2])["number"], 1)

    def test_it_is_rotated_by_size(self):
        with Mock("--journal-file", str(self.path), "--journal-file-bytes", "4000") as mock:
            for _ in range(20):
                mock.cancel()
        older = self.lines(self.path.with_name("journal.ndjson.1"))
        newer = self.lines()
        self.assertLessEqual(self.path.stat().st_size, 4000)
        self.assertEqual([e["number"] for e in older + newer],
                         list(range(older[0]["number"], 21)))

    def test_a_file_that_cannot_be_written_is_told_at_start(self):
        for path in ("/nonexistent/journal", self.folder.name):
            ended = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--journal-file", path],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
            self.assertEqual((ended.returncode, ended.stderr.count("\n")), (3, 1), ended.stderr)
            self.assertIn("--journal-file", ended.stderr)

    def test_two_mocks_do_not_share_one(self):
        with Mock("--journal-file", str(self.path)):
            ended = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--journal-file", str(self.path)],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
            self.assertEqual(ended.returncode, 3)
            self.assertIn("another process", ended.stderr)

    def test_a_full_disk_is_told_once_and_counted_and_answers_go_on(self):
        with Mock("--journal-file", "/dev/full") as mock:
            for _ in range(3):
                mock.cancel()
            self.assertEqual(len(mock.journal()["entries"]), 3)
            self.assertEqual(metrics(mock)[("journal_file_errors_total", "")], 3)
            self.assertEqual(mock.log_text().count("No space left"), 1, mock.log_text())


class Verify(unittest.TestCase):
    def test_counts(self):
        with Mock() as mock:
            mock.cancel()
            mock.cancel()
            accepted = {"verdict": "accepted", "effect": "cancelled", "order_id": SAMPLE_ID}
            self.assertEqual(mock.verify(match=accepted, exactly=1)[0], 200)
            self.assertEqual(mock.verify(match=accepted)[0], 200)
            self.assertEqual(mock.verify(match={"body": {"id": SAMPLE_ID}}, exactly=2)[1]["entries"], [1, 2])
            self.assertEqual(mock.verify(match={"path": "/auth/cancel"}, at_most=1)[0], 409)
            self.assertEqual(mock.verify(match={}, at_least=1, at_most=2)[0], 200)
            self.assertEqual(mock.verify(match={"body": {"timestamp": None}}, exactly=2)[0], 200)
            self.assertEqual(mock.verify(match={"status": 200, "headers": {"X-API-KEY": "demo-key"}}, exactly=1)[0], 200)
            self.assertEqual(mock.verify(match=accepted, exactly=0, after=1)[0], 200)

    def test_near_misses_say_what_differs(self):
        with Mock() as mock:
            mock.cancel("other")
            mock.cancel(secret="wrong")
            status, findings = mock.verify(match={"api_key": "demo-key", "verdict": "accepted",
                                                  "body": {"id": SAMPLE_ID}}, exactly=1)
            self.assertEqual((status, findings["holds"], findings["matched"]), (409, False, 0))
            nearest = findings["near_misses"][0]
            self.assertEqual(nearest["number"], 2)
            self.assertEqual(nearest["differs"],
                             [{"field": "verdict", "expected": "accepted", "found": "bad_signature"}])
            self.assertEqual([d["field"] for d in findings["near_misses"][1]["differs"]], ["verdict", "body.id"])

    def test_sequences(self):
        with Mock("--fail-first", "1") as mock:
            mock.cancel()
            mock.cancel("between")
            mock.cancel()
            struck, done = {"verdict": "faulted", "fault": "fail-first"}, {"verdict": "accepted"}
            self.assertEqual(mock.verify(sequence=[struck, done])[1]["entries"], [1, 3])
            status, findings = mock.verify(sequence=[done, struck])
            self.assertEqual((status, findings["matched"]), (409, 1))

    def test_questions_are_closed(self):
        with Mock() as mock:
            for question, part in (({}, "exactly one of match, sequence"),
                                   ({"match": {"verdikt": "x"}}, "match.verdikt"),
                                   ({"match": {"verdict": "nice"}}, "match.verdict"),
                                   ({"match": {"body": {"id": [1]}}}, "match.body.id"),
                                   ({"match": {}, "exactly": -1}, "exactly"),
                                   ({"match": {}, "exactly": 1, "at_most": 2}, "exactly"),
                                   ({"sequence": []}, "sequence"), ({"sequence": [{}], "exactly": 1}, "sequence"),
                                   ({"match": {}, "more": 1}, "more")):
                status, answer = mock.verify(**question)
                self.assertEqual(status, 400, question)
                self.assertIn(part, answer["error"])
            self.assertEqual(mock.raw("POST", "/mock/verify", "{")[0], 400)

    def test_nothing_is_claimed_over_dropped_entries(self):
        with Mock("--journal-entries", "2") as mock:
            for _ in range(4):
                mock.cancel()
            self.assertIn("drop", mock.verify(match={"verdict": "accepted"}, exactly=0)[1]["error"])
            self.assertEqual(mock.verify(match={"verdict": "already_cancelled"}, at_least=2)[0], 200)
            self.assertEqual(mock.verify(match={"verdict": "accepted"}, exactly=0, after=2)[0], 200)


class Worlds(unittest.TestCase):
    def test_accounts_come_and_go(self):
        with Mock() as mock:
            key = "a/b c%\u00e9"
            path = "/mock/accounts/" + urllib.parse.quote(key, safe="")
            self.assertEqual(mock.ask("GET", path)[0], 404)
            status, account = mock.ask("PUT", path, {"secret": "hush-hush-1", "orders": ["x", {"id": "y", "side": "SELL"}]})
            self.assertEqual((status, account), (201, {"api_key": key, "demo": False, "requests": 0, "orders": 2,
                                                       "active_orders": 2}))
            shown = mock.ask("GET", path)[1]
            self.assertEqual((shown["secret_bytes"], shown["secret_sha256_begins"]),
                             (11, hashlib.sha256(b"hush-hush-1").hexdigest()[:6]))
            header_key = key.encode().decode("latin-1")
            self.assertEqual(mock.cancel("x", header_key, "hush-hush-1")[0], 200)
            self.assertEqual(mock.ask("GET", path)[1]["active_orders"], 1)
            self.assertEqual(mock.ask("PUT", path, {"secret": "hush-hush-2"})[0], 200)
            self.assertEqual(mock.cancel("y", header_key, "hush-hush-1")[2]["x-mock-verdict"], "bad_signature")
            self.assertEqual(mock.cancel("y", header_key, "hush-hush-2")[2]["x-mock-verdict"], "unknown_order")
            self.assertEqual(mock.raw("DELETE", path)[0], 204)
            self.assertEqual(mock.raw("DELETE", path)[0], 404)
            self.assertEqual(mock.cancel("y", header_key, "hush-hush-2")[2]["x-mock-verdict"], "unknown_key")
            # The empty key is a key.
            self.assertEqual(mock.ask("GET", "/mock/accounts/")[1]["api_key"], "")

    def test_wrong_accounts_name_the_place(self):
        with Mock() as mock:
            for body, part in (({}, "secret"), ({"secret": 1}, "secret"), ({"secret": "a", "orders": [{}]}, "orders[0]"),
                               ({"secret": "a", "secret_file": "/etc/hostname"}, "secret_file")):
                status, answer = mock.ask("PUT", "/mock/accounts/k", body)
                self.assertEqual(status, 400)
                self.assertIn(part, answer["error"])
            # Once a 500: a number that JSON may hold and a double may not.
            status, answer, _ = mock.raw("PUT", "/mock/accounts/k", '{"secret":"a","orders":[{"id":"a","price":1e400}]}')
            self.assertEqual((status, answer), (400, '{"error":"body:1:43: a number is too large"}'))

    def test_orders_are_shown_and_added(self):
        with Mock() as mock:
            status, added = mock.ask("POST", "/mock/orders?api_key=demo-key", {"orders": ["new-1"]})
            self.assertEqual((status, added["orders"][0]["id"], added["orders"][0]["status"]), (201, "new-1", "ACTIVE"))
            self.assertEqual(mock.cancel("new-1")[0], 200)
            orders = {o["id"]: o["status"] for o in mock.ask("GET", "/mock/orders?api_key=demo-key")[1]["orders"]}
            self.assertEqual((orders["new-1"], orders[SAMPLE_ID]), ("CANCELLED", "ACTIVE"))
            self.assertEqual(mock.ask("GET", "/mock/orders")[0], 400)
            self.assertEqual(mock.ask("GET", "/mock/orders?api_key=nobody")[0], 404)

    def test_a_clock_stands_still_in_one_world(self):
        with Mock() as mock:
            self.assertEqual(mock.ask("PUT", "/mock/clock", {"api_key": "demo-key", "fixed_ms": 1234567})[1]["now_ms"],
                             1234567)
            self.assertEqual(json.loads(mock.cancel()[1])["result"]["time"], 1234567)
            other = json.loads(mock.cancel("392392320eoweqwie3", "", "")[1])["result"]["time"]
            self.assertGreater(other, 1700000000000)
            now = time.time() * 1000
            mock.ask("PUT", "/mock/clock", {"offset_ms": -3600000})
            moved = mock.ask("GET", "/mock/clock?api_key=demo-key")[1]["now_ms"]
            self.assertAlmostEqual(moved, now - 3600000, delta=60000)
            self.assertEqual(mock.ask("PUT", "/mock/clock", {"fixed_ms": 1, "offset_ms": 1})[0], 400)
            self.assertEqual(mock.ask("PUT", "/mock/clock", {"offset_ms": 0.5})[0], 400)

    def test_reset_goes_back_to_the_start(self):
        with Mock("--fail-first", "1") as mock:
            def run():
                return [mock.cancel()[2]["x-mock-verdict"] for _ in range(3)]
            first = run()
            self.assertEqual(first, ["faulted", "accepted", "already_cancelled"])
            self.assertEqual(mock.ask("POST", "/mock/reset?api_key=demo-key"), (200, {"worlds": 1}))
            self.assertEqual(run(), first)
            self.assertEqual(mock.journal()["entries"][-1]["key_number"], 3)
            mock.ask("POST", "/mock/reset")
            self.assertEqual(run(), first)

    def test_the_next_cancel_fails_on_either_side_of_its_effect(self):
        with Mock() as mock:
            for phase, effect in (("before_effect", "none"), ("after_effect", "cancelled")):
                mock.ask("POST", "/mock/fail-next", {"api_key": "demo-key", "phase": phase})
                self.assertEqual(mock.cancel()[:2], (503, '{"code":503,"msg":"Invalid request","result":{}}'))
                entry = mock.journal()["entries"][-1]
                self.assertEqual((entry["effect"]["kind"], entry["phase"]), (effect, phase))
            self.assertEqual(mock.cancel()[2]["x-mock-verdict"], "already_cancelled")


class Fills(unittest.TestCase):
    def fill(self, mock, **members):
        return mock.ask("POST", "/mock/fill", {"api_key": "demo-key", "order_id": SAMPLE_ID, **members})

    def test_an_order_is_filled_in_parts(self):
        with Mock() as mock:
            status, answer = self.fill(mock, qty=0.01)
            self.assertEqual((status, list(answer)), (200, ["order"]))
            self.assertEqual([answer["order"][name] for name in ("status", "qty_filled", "qty_remaining", "price")],
                             ["ACTIVE", 0.01, 0.01225, 200])
            self.assertEqual(self.fill(mock)[1]["order"]["status"], "COMPLETED")
            fills = json.loads(mock.raw("GET", "/fills", headers={"x-api-key": "demo-key"})[1])["result"]
            self.assertEqual([fill["qty"] for fill in fills], [0.01225, 0.01])
            self.assertEqual(json.loads(mock.cancel()[1])["msg"],
                             "Invalid request: The order is already completed: it was filled")
            mock.ask("POST", "/mock/reset?api_key=demo-key")
            self.assertEqual(mock.cancel()[0], 200)

    def test_what_can_not_be_filled(self):
        with Mock() as mock:
            for members, expected in (({"qty": 0}, (400, "body:1:80: qty: expected a number above 0")),
                                      ({"qty": -1}, (400, "body:1:80: qty: expected a number above 0")),
                                      ({"qty": "1"}, (400, "body:1:80: qty: expected a number, found string")),
                                      ({"qty": 0.03}, (400, "body:1:80: qty: expected at most what remains, 0.02225")),
                                      ({"order_id": "x"}, (404, "this key has no order of this id")),
                                      ({"api_key": "x"}, (404, "there is no account with this API key"))):
                status, answer = self.fill(mock, **members)
                self.assertEqual((status, answer["error"]), expected)
            self.assertEqual(mock.journal()["entries"], [])
            mock.cancel()
            self.assertEqual(self.fill(mock), (409, {"error": "the order is not active, its status is CANCELLED"}))
            self.assertEqual(self.fill(mock, qty=1)[0], 409)

    def test_the_journal_tells_who_did_it(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "journal.ndjson"
            with Mock("--journal-file", str(path), "--log-level", "debug") as mock:
                poll = Line(mock.port)
                poll.send("GET", "/mock/journal?wait_ms=60000")
                self.fill(mock, qty=0.02)
                entry = json.loads(poll.read()[1])["entries"][0]
                self.assertGreater(entry.pop("time_ms"), 1700000000000)
                effect = {"kind": "filled", "orders": [SAMPLE_ID],
                          "fills": [{"order": SAMPLE_ID, "qty": 0.02, "remaining": 0.00225}]}
                self.assertEqual(entry, {"number": 1, "kind": "control", "api_key": "demo-key", "effect": effect})
                mock.cancel()
                self.assertEqual(json.loads(path.read_text().splitlines()[0])["effect"], effect)
                self.assertEqual([e["number"] for e in mock.journal("?verdict=accepted")["entries"]], [2])
                for match in ({"kind": "control", "effect": "filled", "order_id": SAMPLE_ID, "verdict": None},
                              {"kind": "request", "effect": "cancelled"}):
                    self.assertEqual(mock.verify(match=match, exactly=1)[0], 200, match)
                har = json.loads(mock.raw("GET", "/mock/journal.har")[1])["log"]
                self.assertEqual((len(har["entries"]), har["comment"]),
                                 (1, "1 entries were no HTTP requests; see the journal"))
                seen = metrics(mock)
                self.assertEqual([seen[name] for name in (("effects_total", "filled"), ("effects_total", "cancelled"),
                                                          ("requests_total", "accepted"), ("fills_total", ""))],
                                 [1, 1, 1, 1])
                self.assertIn('#1 (control side) key "demo-key" effect filled', mock.log_text())


SCENARIO = {"schema": "scenario_v1", "name": "second", "about": "The second cancel is lost on its way back.", "seed": 7,
            "rules": [{"id": "second_cancel", "when": {"ordinal": [2, 2]}, "phase": "after_effect",
                       "fault": {"type": "answer_status", "status": 502}}]}


class Scenarios(unittest.TestCase):
    def test_they_are_put_shown_and_removed_while_serving(self):
        with Mock("--fail-first", "1") as mock:
            self.assertEqual(mock.cancel()[0], 503)
            self.assertEqual(mock.ask("PUT", "/mock/scenario", SCENARIO)[0], 200)
            shown = mock.ask("GET", "/mock/scenario")[1]
            self.assertEqual((shown["name"], shown["seed"], [rule["id"] for rule in shown["rules"]]),
                             ("second", 7, ["second_cancel"]))
            # What is shown can be put again.
            self.assertEqual(mock.ask("PUT", "/mock/scenario", shown), (200, shown))
            plan = mock.ask("GET", "/mock/plan?api_key=demo-key&requests=5")[1]
            self.assertEqual([(strike["request"], strike["rule"]) for strike in plan["strikes"]], [(2, "second_cancel")])
            self.assertEqual([mock.cancel(order)[0] for order in ("392392320eoweqwie3", "32302131320dqe")], [200, 502])
            entry = mock.journal()["entries"][-1]
            self.assertEqual((entry["effect"]["kind"], entry["fault"]), ("cancelled", "second_cancel;seed=7;n=2"))
            self.assertEqual(mock.raw("DELETE", "/mock/scenario")[0], 204)
            self.assertEqual(mock.ask("GET", "/mock/plan?api_key=demo-key")[1]["strikes"], [])
            self.assertEqual(mock.ask("PUT", "/mock/scenario", {**SCENARIO, "rulez": 1})[0], 400)
            self.assertEqual(mock.ask("GET", "/mock/plan")[0], 400)


class Access(unittest.TestCase):
    def test_pages_of_other_sites_are_refused(self):
        with Mock() as mock:
            own = f"127.0.0.1:{mock.port}"
            for headers, status in (({}, 200), ({"Origin": "http://" + own}, 200), ({"Origin": "null"}, 403),
                                    ({"Origin": "http://evil.example"}, 403), ({"Origin": f"http://{own}.evil.example"}, 403),
                                    ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
                                    ({"Sec-Fetch-Site": "same-origin"}, 200), ({"Sec-Fetch-Site": "none"}, 200),
                                    ({"Host": "evil.example"}, 403), ({"Host": "127.evil.example:80"}, 403),
                                    ({"Host": "localhost:1"}, 200), ({"Host": "[::1]:1"}, 200)):
                for method, path in (("GET", "/mock/journal"), ("POST", "/mock/reset")):
                    answered, _, answer_headers = mock.raw(method, path, headers=headers)
                    self.assertEqual(answered, status, (headers, path))
                    self.assertFalse([name for name in answer_headers if name.lower().startswith("access-control")])
            link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
            self.assertEqual(mock.raw("GET", "/mock/", headers=link)[0], 200)
            self.assertEqual(mock.raw("POST", "/mock/reset", headers=link)[0], 403)
            self.assertEqual(mock.raw("OPTIONS", "/mock/journal", headers={"Origin": "http://evil.example"})[0], 403)

    def test_a_token_opens_other_addresses(self):
        ended = subprocess.run([PROGRAM, "serve", "--listen", "0.0.0.0:0"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
        self.assertEqual(ended.returncode, 2)
        self.assertIn("--control-token", ended.stderr)
        with Mock("--control-token", "open-sesame-1", listen="0.0.0.0:0") as mock:
            self.assertEqual(mock.raw("GET", "/mock/journal")[0], 401)
            self.assertEqual(mock.raw("GET", "/mock/journal")[2]["WWW-Authenticate"], "Bearer")
            for headers, status in (({"Authorization": "Bearer open-sesame-1"}, 200), ({"x-mock-token": "open-sesame-1"}, 200),
                                    ({"Authorization": "bearer open-sesame-1", "Host": "mock.example"}, 200),
                                    ({"x-mock-token": "open-sesame-2"}, 401), ({"x-mock-token": ""}, 401),
                                    ({"Authorization": "Basic open-sesame-1"}, 401),
                                    ({"x-mock-token": "open-sesame-1", "Origin": "http://evil.example"}, 403)):
                self.assertEqual(mock.raw("GET", "/mock/journal", headers=headers)[0], status, headers)
            self.assertEqual(mock.raw("GET", "/mock/")[0], 200)
            mock.cancel(body="id=open-sesame-1")
            page = mock.ask("GET", "/mock/journal", headers={"x-mock-token": "open-sesame-1"})[1]
            self.assertTrue(page["entries"][0]["secret_on_wire"])

    def test_without_control_there_is_nothing(self):
        with Mock("--no-control") as mock:
            self.assertEqual(mock.raw("GET", "/mock/journal")[2]["x-mock-verdict"], "unknown_path")

    def test_methods_bodies_and_paths(self):
        with Mock("--max-body-bytes", "1000") as mock:
            self.assertEqual(mock.raw("GET", "/mock/nothing")[0], 404)
            status, _, headers = mock.raw("PATCH", "/mock/journal")
            self.assertEqual((status, headers["Allow"]), (405, "GET, DELETE"))
            self.assertEqual(mock.raw("POST", "/mock/verify", "{}", {"Content-Type": "text/plain"})[0], 415)
            self.assertEqual(mock.raw("POST", "/mock/verify", "x" * 1001)[0], 413)
            self.assertEqual(mock.raw("PUT", "/mock/accounts/%zz", '{"secret":"x"}')[0], 400)
            self.assertEqual(mock.raw("GET", "/mock/journal?afer=1")[0], 400)
            self.assertEqual(mock.raw("GET", "/mock/journal?verdict=nice")[0], 400)
            self.assertEqual(mock.raw("HEAD", "/mock/health")[:2], (200, ""))
            self.assertEqual(mock.journal()["entries"], [])


def metrics(mock):
    status, text, headers = mock.raw("GET", "/mock/metrics")
    assert status == 200 and headers["Content-Type"].startswith("text/plain; version=0.0.4")
    values = {}
    for family in prometheus_client.parser.text_string_to_metric_families(text):
        assert family.documentation and family.type != "unknown", family
        for sample in family.samples:
            name = sample.name[len("everstrike_mock_"):]
            values[(name, "".join(sample.labels.values()))] = sample.value
    return values


class Exports(unittest.TestCase):
    def test_metrics_count_what_happened(self):
        with Mock("--fail-first", "1", "--fail-phase", "after_effect") as mock:
            for _ in range(3):
                mock.cancel()
            mock.ask("DELETE", "/mock/journal")
            seen = metrics(mock)
            expected = {("requests_total", "faulted"): 1, ("requests_total", "already_cancelled"): 2,
                        ("effects_total", "cancelled"): 1, ("effects_total", "none"): 2,
                        ("faults_total", "fail-first"): 1, ("answers_total", "503"): 3, ("journal_entries", ""): 0,
                        ("decision_seconds_count", ""): 3, ("decision_seconds_bucket", "+Inf"): 3, ("worlds", ""): 1}
            self.assertEqual({name: seen.get(name) for name in expected}, expected)
            buckets = [value for (name, _), value in seen.items() if name == "decision_seconds_bucket"]
            self.assertEqual(buckets, sorted(buckets))

    def test_signatures_are_counted_by_the_back_end_that_checked_them(self):
        for chosen in ("portable", ""):
            with self.subTest(chosen), Mock(environment={"EVERSTRIKE_SIGNING_BACKEND": chosen}) as mock:
                backend = mock.ask("GET", "/mock/health")[1]["signing"]
                self.assertIn(chosen, backend)
                mock.cancel()
                mock.cancel(secret="wrong")
                mock.cancel(key="stranger")  # nothing to check it with
                seen = metrics(mock)
                counts = {name[1]: value for name, value in seen.items() if name[0] == "signatures_verified_total"}
                self.assertEqual(counts, {backend: 2})

    def test_the_har_is_what_har_1_2_asks_for(self):
        with Mock("--fail-first", "1") as mock:
            mock.cancel()
            mock.cancel("a b", path="/auth/cancel?x=1&y=%20")
            with socket.create_connection(("127.0.0.1", mock.port)) as raw:
                raw.sendall(b"GET / HTTP/1.1\r\nbad header\r\n\r\n")
                raw.recv(4096)
            line = Line(mock.port)
            line.socket.sendall(b"POST /auth/cancel HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n\xff\xfe")
            line.read()
            status, text, headers = mock.raw("GET", "/mock/journal.har")
            self.assertIn("attachment", headers["Content-Disposition"])
            har = json.loads(text)
            check_har(self, har)
            self.assertEqual(len(har["log"]["entries"]), 3)
            self.assertIn("1 ", har["log"]["comment"])
            second = har["log"]["entries"][1]["request"]
            self.assertEqual(second["queryString"], [{"name": "x", "value": "1"}, {"name": "y", "value": " "}])
            self.assertEqual(second["url"], f"http://127.0.0.1:{mock.port}/auth/cancel?x=1&y=%20")

    def test_answers_are_as_the_openapi_document_says(self):
        with Mock("--fail-first", "1") as mock:
            document = json.loads(mock.raw("GET", "/mock/openapi.json")[1])
            mock.cancel()
            mock.cancel()
            asked = set()

            def check(method, path, template=None, body=None):
                status, text, headers = mock.raw(method, path, None if body is None else json.dumps(body))
                operation = document["paths"][template or path.split("?")[0]][method.lower()]
                asked.add((method.lower(), template or path.split("?")[0]))
                described = operation["responses"][str(status)]
                content = described.get("content")
                if content is None:
                    self.assertEqual(text, "")
                    return
                kind = headers["Content-Type"].split(";")[0]
                schema = {**content[kind]["schema"], "components": document["components"]}
                value = json.loads(text) if kind == "application/json" else text
                jsonschema.Draft202012Validator(schema).validate(value)

            key, account = "api_key=demo-key", "/mock/accounts/{api_key}"
            check("GET", "/mock/health")
            check("GET", "/mock/")
            check("GET", "/mock/journal?after=0")
            check("GET", "/mock/journal?after=x")
            check("GET", "/mock/journal.har")
            check("POST", "/mock/verify", body={"match": {"verdict": "accepted"}})
            check("POST", "/mock/verify", body={"match": {"verdict": "accepted"}, "exactly": 7})
            check("POST", "/mock/verify", body={"match": 1})
            check("PUT", "/mock/accounts/new", account, {"secret": "hush-hush", "orders": []})
            check("GET", "/mock/accounts/new", account)
            check("DELETE", "/mock/accounts/new", account)
            check("GET", "/mock/accounts/new", account)
            check("GET", "/mock/accounts")
            check("GET", "/mock/orders?" + key)
            check("POST", "/mock/orders?" + key, body={"orders": ["n"]})
            check("PUT", "/mock/clock", body={"offset_ms": -5})
            check("GET", "/mock/clock?" + key)
            check("POST", "/mock/fill", body={"api_key": "demo-key", "order_id": "n", "qty": 0.01})
            check("POST", "/mock/fill", body={"api_key": "demo-key", "order_id": "n", "qty": 1})
            check("POST", "/mock/fill", body={"api_key": "demo-key", "order_id": "nobody"})
            check("POST", "/mock/fill", body={"api_key": "demo-key", "order_id": SAMPLE_ID})
            check("POST", "/mock/orders?" + key, body={"orders": [{"id": "t", "trigger_price": 9}]})
            check("POST", "/mock/trigger", body={"api_key": "demo-key", "order_id": "t", "refuse": "No."})
            check("POST", "/mock/trigger", body={"api_key": "demo-key", "order_id": "t"})
            check("POST", "/mock/trigger", body={"api_key": "demo-key", "order_id": "nobody"})
            check("POST", "/mock/trigger", body={"api_key": "demo-key"})
            check("GET", "/mock/journal")
            check("POST", "/mock/price", body={"pair": "USD_BTC_PERP", "price": 51000.5})
            check("POST", "/mock/price", body={"pair": "USD_BTC_PERP", "price": None})
            check("GET", "/mock/journal?kind=feed")
            check("POST", "/mock/fail-next", body={"api_key": "demo-key", "phase": "after_effect"})
            check("GET", "/mock/provenance")
            check("GET", "/mock/metrics")
            check("GET", "/mock/openapi.json")
            check("GET", "/mock/exchange-openapi.json")
            check("GET", "/mock/ca.pem")
            check("GET", "/mock/scenario")
            check("PUT", "/mock/scenario", body={"schema": "scenario_v1"})
            check("PUT", "/mock/scenario", body=SCENARIO)
            check("DELETE", "/mock/scenario")
            check("GET", "/mock/plan?" + key)
            check("POST", "/mock/explain", body={"request": "POST /auth/cancel"})
            check("POST", "/mock/explain", body={})
            check("POST", "/mock/reset")
            check("DELETE", "/mock/journal")
            described = {(method, path) for path, item in document["paths"].items() for method in item
                         if method != "parameters"}
            self.assertEqual(described, asked)

    def test_provenance_is_the_table_of_the_docs(self):
        with Mock() as mock:
            behaviours = mock.ask("GET", "/mock/provenance")[1]["behaviours"]
        for row in behaviours:
            self.assertIn(row["provenance"], ("documented", "observed", "assumed"), row)
        expected, in_table = [], False
        for line in (ROOT / "docs/exchange.md").read_text("utf-8").split("\n"):
            in_table = line.startswith("|") and (in_table or line == "| behaviour | provenance |")
            if in_table and not line.startswith(("| ---", "| behaviour |")):
                expected.append(line[2:].split(" | ")[0])
        self.assertGreater(len(expected), 10)
        self.assertEqual([row["behaviour"] for row in behaviours], expected)


# HAR 1.2, as its specification lists the members: name -> (type, required).
HAR = {
    "log": {"version": (str, 1), "creator": ("named", 1), "browser": ("named", 0), "pages": (list, 0),
            "entries": (list, 1), "comment": (str, 0)},
    "named": {"name": (str, 1), "version": (str, 1), "comment": (str, 0)},
    "entry": {"pageref": (str, 0), "startedDateTime": (str, 1), "time": (float, 1), "request": ("request", 1),
              "response": ("response", 1), "cache": ("cache", 1), "timings": ("timings", 1),
              "serverIPAddress": (str, 0), "connection": (str, 0), "comment": (str, 0)},
    "request": {"method": (str, 1), "url": (str, 1), "httpVersion": (str, 1), "cookies": (list, 1),
                "headers": (list, 1), "queryString": (list, 1), "postData": ("postData", 0),
                "headersSize": (int, 1), "bodySize": (int, 1), "comment": (str, 0)},
    "response": {"status": (int, 1), "statusText": (str, 1), "httpVersion": (str, 1), "cookies": (list, 1),
                 "headers": (list, 1), "content": ("content", 1), "redirectURL": (str, 1), "headersSize": (int, 1),
                 "bodySize": (int, 1), "comment": (str, 0)},
    "postData": {"mimeType": (str, 1), "params": (list, 0), "text": (str, 1), "comment": (str, 0)},
    "content": {"size": (int, 1), "compression": (int, 0), "mimeType": (str, 1), "text": (str, 0),
                "encoding": (str, 0), "comment": (str, 0)},
    "cache": {"beforeRequest": (dict, 0), "afterRequest": (dict, 0), "comment": (str, 0)},
    "timings": {"blocked": (float, 0), "dns": (float, 0), "connect": (float, 0), "send": (float, 1),
                "wait": (float, 1), "receive": (float, 1), "ssl": (float, 0), "comment": (str, 0)},
    "pair": {"name": (str, 1), "value": (str, 1), "comment": (str, 0)},
}


def check_har(test, har):
    def check(kind, value):
        members = HAR[kind]
        for name, (_, required) in members.items():
            if required:
                test.assertIn(name, value, kind)
        for name, member in value.items():
            if name.startswith("_"):
                continue  # the specification keeps these for applications
            test.assertIn(name, members, kind)
            expected = members[name][0]
            if isinstance(expected, str):
                check(expected, member)
            else:
                test.assertIsInstance(member, (int, float) if expected is float else expected, f"{kind}.{name}")
                test.assertNotIsInstance(member, bool)

    test.assertEqual(list(har), ["log"])
    log = har["log"]
    check("log", log)
    test.assertEqual(log["version"], "1.2")
    for entry in log["entries"]:
        check("entry", entry)
        test.assertRegex(entry["startedDateTime"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        test.assertTrue(urllib.parse.urlparse(entry["request"]["url"]).scheme)
        parts = [entry["timings"][name] for name in ("send", "wait", "receive")]
        test.assertAlmostEqual(sum(parts), entry["time"])
        for pair in (entry["request"]["headers"] + entry["response"]["headers"] + entry["request"]["queryString"]):
            check("pair", pair)
        content = entry["response"]["content"]
        test.assertIn(content.get("encoding"), (None, "base64"))
        if content.get("encoding") == "base64":
            base64.b64decode(content["text"], validate=True)


def spellings(secret):
    raw = secret.encode()
    standard = base64.b64encode(raw).decode().rstrip("=")
    # Of "k:secret" those characters that are the secret's alone.
    inside = base64.b64encode(b"k:" + raw).decode().rstrip("=")[3:-1 if (2 + len(raw)) % 3 else None]
    quoted = urllib.parse.quote(secret, safe="")
    return {secret, json.dumps(secret, ensure_ascii=False)[1:-1], standard, base64.urlsafe_b64encode(raw).decode().rstrip("="),
            inside, raw.hex(), raw.hex().upper(), quoted, quoted.replace("%20", "+"), urllib.parse.quote_plus(secret),
            re.sub("%..", lambda m: m.group().lower(), quoted)}


class Secrets(unittest.TestCase):
    def test_no_secret_comes_out_anywhere(self):
        of_file, of_auto, of_put, token = 'f1le+/~ "s\u00e9cret', "aut0-secret~?", "put/secret+2>>", "t0ken-of-control"
        secrets = (of_file, of_auto, of_put, token)
        with tempfile.TemporaryDirectory() as folder:
            accounts, journal = pathlib.Path(folder) / "accounts.json", pathlib.Path(folder) / "journal"
            accounts.write_text(json.dumps({"schema": "accounts_v1", "accounts": [
                {"api_key": "filed", "secret": of_file, "orders": [of_file, SAMPLE_ID]}]}))
            with Mock("--no-default-accounts", "--accounts", str(accounts), "--auto-accounts", of_auto,
                      "--control-token", token, "--journal-file", str(journal), "--log-level", "trace") as mock:
                allowed = {"x-mock-token": token}
                mock.raw("PUT", "/mock/accounts/put", json.dumps({"secret": of_put, "orders": []}), allowed)
                # Wrong bodies are answered with their place, not with what stands there.
                shown = [mock.raw("PUT", "/mock/accounts/p2", json.dumps({"secret": of_put, "x": of_put}), allowed)[1],
                         mock.raw("PUT", "/mock/accounts/p2", '{"secret":"%s",}' % "zz", allowed)[1]]
                line = Line(mock.port)
                for secret in secrets:
                    for spelling in spellings(secret):
                        body = "id=" + spelling + "&x=" + urllib.parse.quote_plus(spelling)
                        data = body.encode()
                        for path, header in (("/auth/cancel", spelling), ("/auth/cancel?s=" + urllib.parse.quote(spelling, safe="+/~?>=%"), "x")):
                            head = (f"POST {path} HTTP/1.1\r\nHost: h\r\nx-api-key: filed\r\nx-other: {header}\r\n"
                                    "Content-Type: application/x-www-form-urlencoded\r\n"
                                    f"x-signature: {sign(of_file, body)}\r\nContent-Length: {len(data)}\r\n\r\n")
                            line.socket.sendall(head.encode() + data)
                            line.read()
                mock.raw("POST", "/auth/cancel", "id=" + of_file, {"x-api-key": "anyone".encode(), "x-signature": of_auto.encode()})
                # Key and secret mixed up: a world under the secret's name.
                mock.raw("POST", "/auth/cancel", "id=1", {**FORM, "x-api-key": of_auto, "x-signature": sign(of_auto, "id=1")})
                entries = json.loads(mock.raw("GET", "/mock/journal?limit=100000", headers=allowed)[1])["entries"]
                self.assertEqual([e["body"] for e in entries if not e["secret_on_wire"]], [])
                self.assertIn("cancelled", [e["effect"]["kind"] for e in entries])
                for path in ("/mock/journal?limit=100000", "/mock/journal.har", "/mock/metrics", "/mock/accounts",
                             "/mock/accounts/put", "/mock/", "/mock/health", "/mock/openapi.json", "/mock/provenance"):
                    shown.append(mock.raw("GET", path, headers=allowed)[1])
                shown.append(mock.raw("POST", "/mock/verify", '{"match":{"verdict":"stale_timestamp"}}', allowed)[1])
                mock.process.send_signal(signal.SIGTERM)
                shown.append(mock.process.stdout.read())
                shown += [mock.start_line, mock.log_text(), journal.read_text("utf-8")]
        for text in shown:
            for secret in secrets:
                for spelling in spellings(secret):
                    for written in (spelling, json.dumps(spelling, ensure_ascii=False)[1:-1]):
                        at = text.find(written)
                        self.assertEqual(at, -1, f"{written!r} in …{text[max(0, at - 200):at + 60]!r}")


if __name__ == "__main__":
    unittest.main()
