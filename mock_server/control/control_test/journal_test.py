#!/usr/bin/python3
"""The journal and its file: journal_test.py PROGRAM REQUESTS"""
import json
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from running_mock import PATIENCE_S, PROGRAM, REQUESTS, Line, Mock, metrics


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


if __name__ == "__main__":
    unittest.main()
