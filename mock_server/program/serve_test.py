#!/usr/bin/python3
"""Runs everstrike-mock as a process, as its users do: serve_test.py PROGRAM

Signatures are made by Python's hmac, so nothing here trusts our own signer.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "command_line" / "test"), str(ROOT / "mock_server" / "test")]
from mock_process import MockProcess  # noqa: E402
from other_processes import wait_for  # noqa: E402

PROGRAM = sys.argv.pop(1)
SAMPLE_ID = "849cdea0395411e98f54b395ae9c7bb6"
PATIENCE_S = 60  # a hang's end, not a measure


def sign(secret, body):
    return base64.b64encode(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()).decode()


class Mock(MockProcess):
    """A mock on a free port; use as a context."""

    def __init__(self, *options, stderr=subprocess.DEVNULL):
        self.folder = tempfile.TemporaryDirectory()
        port_file = pathlib.Path(self.folder.name) / "port"
        super().__init__(PROGRAM, "--port-file", str(port_file), *options, stderr=stderr)
        wait_for(port_file.exists)
        self.port_in_file = int(port_file.read_text())

    def __exit__(self, *_):
        super().__exit__()
        self.folder.cleanup()

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def get(self, path):
        connection = self.connect()
        connection.request("GET", path)
        answer = connection.getresponse().read()
        connection.close()
        return json.loads(answer)

    def cancel(self, order_id=SAMPLE_ID, key="demo-key", secret="demo-secret", connection=None, body=None):
        body = body or "id=" + order_id
        owned = connection is None
        connection = connection or self.connect()
        connection.request("POST", "/auth/cancel", body, {
            "content-type": "application/x-www-form-urlencoded", "x-api-key": key, "x-signature": sign(secret, body)})
        response = connection.getresponse()
        text = response.read().decode()
        if owned:
            connection.close()
        return response.status, text, dict(response.getheaders())


def fails(*arguments, environment=None):
    ended = subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                           timeout=PATIENCE_S, env={**os.environ, **(environment or {})})
    return ended.returncode, ended.stderr


class BadInput(unittest.TestCase):
    def check(self, code, part, *arguments):
        returned, line = fails(*arguments)
        self.assertEqual(returned, code, line)
        self.assertIn(part, line)
        self.assertEqual(line.count("\n"), 1, line)

    def test_unknown_option(self):
        self.check(2, "unknown option", "serve", "--prot", "1")

    def test_wrong_values(self):
        self.check(2, "--listen", "serve", "--listen", "nowhere")
        self.check(2, "--fail-rate", "serve", "--fail-rate", "2/1")
        self.check(2, "--seed", "serve", "--seed", "x")
        self.check(2, "--log-level", "serve", "--log-level", "loud")
        self.check(2, "--reject-status", "serve", "--reject-status", "bad_signature=99")

    def test_unreadable_file(self):
        self.check(3, "/nonexistent/accounts.json", "serve", "--accounts", "/nonexistent/accounts.json")
        self.check(3, "--port-file", "serve", "--listen", "127.0.0.1:0", "--port-file", "/nonexistent/port")

    def test_says_that_it_listens_only_once_the_port_file_is_there(self):
        # Whoever has read the text may open the file: so without the file there is no text.
        ended = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--port-file", "/nonexistent/port"],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE_S)
        self.assertEqual(ended.stdout, b"")

    def test_a_pipe_gets_the_port_and_stays_a_pipe(self):
        # It was replaced by a file, and /dev/null would have been.
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "port")
            os.mkfifo(pipe)
            process = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--port-file", pipe],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                with open(pipe, encoding="utf-8") as waiting:  # waits until the mock writes
                    self.assertRegex(waiting.read(), r"^\d+\s*$")
                self.assertTrue(stat.S_ISFIFO(os.stat(pipe).st_mode))
            finally:
                process.kill()
                process.wait()

    def test_broken_accounts_name_file_line_column_and_path(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write('{"schema":"accounts_v1",\n "accounts":[{"api_key":"a",\n  "secert":"hush-hush"}]}')
            file.flush()
            code, line = fails("serve", "--accounts", file.name)
            self.assertEqual(code, 2)
            self.assertTrue(line.startswith(f"everstrike-mock: {file.name}:3:12: accounts[0].secert: unknown member; expected one of: "), line)
            self.assertNotIn("hush-hush", line)
            file.seek(0)
            file.write('{"schema":"accounts_v1",\n "accounts":[{"api_key":"a",\n "secret_file":"hush-hush"}]}')
            file.flush()
            code, line = fails("serve", "--accounts", file.name)
            self.assertIn("accounts[0].secret_file: the file of this name: cannot be opened: No such file", line)
            self.assertNotIn("hush-hush", line)
            file.seek(0)
            file.write('{"schema":"accounts_v1",,}                                                          ')
            file.flush()
            self.check(2, f"{file.name}:1:25: not JSON", "serve", "--accounts", file.name)

    def test_check_sees_what_a_configuration_gives(self):
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            file.write('no-default-accounts = true\nauto-accounts = "hush-hush"\n')
            file.flush()
            self.assertEqual(fails("check", file.name), (0, ""))

    def test_a_wrong_value_is_told_with_its_place(self):
        # Values that the options' types don't show to be wrong were told by the option's name alone.
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
            for command, line in (("serve", 'fail-rate = "2/1"'), ("serve", 'listen = "nowhere"'), ("serve", 'reject-status = "x=9"'),
                                  ("with-trust", 'way = "sideways"'), ("with-trust", 'rate-limit = ["1/1", "x"]'),
                                  # The way that is not the first choice is announced once all is right, not before an error.
                                  ("with-trust", 'rate-limit = "x"\nway = "env"'),
                                  ("plan", 'fail-rate = "1/0"')):
                with self.subTest(line):
                    file.seek(0)
                    file.truncate()
                    file.write(f"[{command}]\n\n{line}\n")
                    file.flush()
                    wrong = f"{file.name}:3:1: {line.split()[0]}: "
                    self.check(2, wrong, command, "--config", file.name, *(["--", "true"] if command == "with-trust" else []))
                    self.check(1, wrong, "check", file.name)
        self.assertRegex(fails("serve", environment={"EVERSTRIKE_FAIL_RATE": "2/1"})[1], "^everstrike-mock: EVERSTRIKE_FAIL_RATE: ")

    def test_port_in_use(self):
        with Mock() as mock:
            self.check(3, f"127.0.0.1:{mock.port}", "serve", "--listen", f"127.0.0.1:{mock.port}")

    def test_version_and_help_end_well(self):
        for flag in ("--version", "--help"):
            self.assertEqual(subprocess.run([PROGRAM, flag], stdout=subprocess.DEVNULL, check=False).returncode, 0)


class Serving(unittest.TestCase):
    def test_start_prints_a_command_that_works(self):
        with Mock() as mock:
            self.assertEqual(mock.port, mock.port_in_file)
            command = next(line for line in mock.process.stdout if line.lstrip().startswith("curl "))
            answer = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, check=True).stdout
            self.assertEqual(json.loads(answer)["code"], 200)

    def test_the_empty_pair_and_the_placeholders_sign(self):
        with Mock() as mock:
            for key, secret in (("", ""), ("<YOUR_API_KEY>", "<YOUR_SECRET_KEY>")):
                for order_id in ("392392320eoweqwie3", "32302131320dqe"):
                    self.assertEqual(mock.cancel(order_id, key, secret)[0], 200)

    def test_the_exchanges_own_style_of_body(self):
        with Mock() as mock:
            body = "timestamp=1795337084630&recv_window=60000000000&id=a%20b%2Bc~d*e'f(g)h!i%3Aj%40k%2F%C3%A9[l]%26m%3Dn%2520"
            self.assertEqual(mock.cancel(body=body)[0], 200)

    def test_fail_first_counts_for_each_key(self):
        with Mock("--fail-first", "2", "--auto-accounts", "shared") as mock:
            for key, secret in (("demo-key", "demo-secret"), ("another", "shared")):
                self.assertEqual([mock.cancel(key=key, secret=secret)[0] for _ in range(3)], [503, 503, 200])

    def fail_rate_row(self, seed, key):
        with Mock("--fail-rate", "1/2", "--seed", str(seed), "--auto-accounts", "shared") as mock:
            connection = mock.connect()
            # An order that is not there is refused too, but by another verdict.
            return [mock.cancel("none", key, "shared", connection)[2]["x-mock-verdict"] for _ in range(64)]

    def test_fail_rate_repeats_with_its_seed(self):
        row = self.fail_rate_row(7, "a")
        self.assertEqual(set(row), {"faulted", "unknown_order"})
        self.assertEqual(row, self.fail_rate_row(7, "a"))
        self.assertNotEqual(row, self.fail_rate_row(8, "a"))
        self.assertNotEqual(row, self.fail_rate_row(7, "b"))

    def test_after_effect_hides_a_cancel_that_happened(self):
        with Mock("--fail-first", "1", "--fail-phase", "after_effect") as mock:
            status, text, _ = mock.cancel()
            self.assertEqual((status, json.loads(text)), (503, {"code": 503, "msg": "Invalid request", "result": {}}))
            entry = mock.get("/mock/journal")["entries"][0]
            self.assertEqual(entry["effect"], {"kind": "cancelled", "orders": [SAMPLE_ID]})

    def test_every_answer_is_in_the_journal_at_once(self):
        with Mock() as mock:
            connection, reader = mock.connect(), mock.connect()
            for number in range(1, 501):
                seen = int(mock.cancel("none", connection=connection)[2]["x-mock-request"])
                reader.request("GET", f"/mock/journal?after={seen - 1}")
                page = json.loads(reader.getresponse().read())
                self.assertEqual([entry["number"] for entry in page["entries"]], [number])

    def test_an_unread_log_never_stops_the_mock(self):
        with Mock("--log-level", "trace", stderr=subprocess.PIPE) as mock:
            connection = mock.connect()
            for _ in range(3000):
                self.assertEqual(mock.cancel("none", connection=connection)[0], 503)

    def test_a_path_that_is_not_served_is_told_loudly(self):
        for log_format in ("text", "json"):
            with self.subTest(log_format), Mock("--log-level", "warn", "--log-format", log_format, stderr=subprocess.PIPE) as mock:
                for path in ("/order_books", "/order_books?x=1", "/orders", "/v2/time"):
                    mock.get(path)
                mock.process.terminate()
                log = mock.process.communicate()[1].replace('\\"', '"').splitlines()
                self.assertEqual(len(log), 4, log)
                for line, said in zip(log, (
                        'NOT SERVED: "GET /order_books" is no call that this mock knows, and got 503; the nearest that it serves is GET /orders',
                        'NOT SERVED: "GET /v2/time" is no call that this mock knows, and got 503; the nearest that it serves is GET /time',
                        'NOT SERVED in this run: "GET /order_books", asked for 2 times; the nearest that it serves is GET /orders',
                        'NOT SERVED in this run: "GET /v2/time", asked for once; the nearest that it serves is GET /time')):
                    self.assertIn(said, line)
                    self.assertIn("warn", line)

    def test_secrets_stay_out_of_the_log(self):
        with Mock("--log-level", "trace", "--auto-accounts", "s3cr3t-for-all", stderr=subprocess.PIPE) as mock:
            with open(f"/proc/{mock.process.pid}/cmdline", "rb") as arguments:
                self.assertNotIn(b"s3cr3t-for-all", arguments.read())
            for secret in ("demo-secret", "s3cr3t-for-all"):
                mock.cancel(f"x&{secret}", key=secret, secret=secret)
            journal = json.dumps(mock.get("/mock/journal"))
            mock.process.terminate()
            log = mock.process.communicate()[1]
            for secret in ("demo-secret", "s3cr3t-for-all"):
                for spelling in (secret, secret.encode().hex(), base64.b64encode(secret.encode()).decode()):
                    self.assertNotIn(spelling, log)
                    self.assertNotIn(spelling, journal)


class Ending(unittest.TestCase):
    def test_sigterm_under_load_loses_no_answer(self):
        with Mock() as mock:
            answered, broken, stop = [0] * 4, [], threading.Event()

            def client(index):
                connection = mock.connect()
                while not stop.is_set():
                    try:
                        status, text, _ = mock.cancel("none", connection=connection)
                        json.loads(text)
                        answered[index] += 1
                    except (ConnectionError, http.client.RemoteDisconnected):
                        return  # refused or closed before an answer began
                    except Exception as error:  # a cut answer is what must not happen
                        broken.append(repr(error))
                        return

            threads = [threading.Thread(target=client, args=(i,)) for i in range(4)]
            for thread in threads:
                thread.start()
            while min(answered) < 20 and not broken:
                time.sleep(0.005)
            mock.process.send_signal(signal.SIGTERM)
            self.assertEqual(mock.process.wait(timeout=PATIENCE_S), 0)
            stop.set()
            for thread in threads:
                thread.join()
            self.assertEqual(broken, [])

    def test_sigint_ends_too(self):
        with Mock() as mock:
            mock.process.send_signal(signal.SIGINT)
            self.assertEqual(mock.process.wait(timeout=PATIENCE_S), 0)


def ends(process):
    """The exit code, or None for a process that doesn't end; then it is killed."""
    try:
        return process.wait(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


class Life(unittest.TestCase):
    """From the first moment to the last, with whatever the world around it does."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.temporary.name)
        self.port_file = self.folder / "port"
        self.addCleanup(self.temporary.cleanup)

    def start(self, *options, **how):
        process = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", *options],
                                   **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **how})
        self.addCleanup(lambda: (process.kill(), process.wait()))
        return process

    def start_with_port(self, *options, **how):
        process = self.start("--port-file", str(self.port_file), *options, **how)
        self.assertTrue(wait_for(self.port_file.exists))
        return process, int(self.port_file.read_text())

    @unittest.skipIf(b"__tsan_init" in pathlib.Path(PROGRAM).read_bytes(),
                     "ThreadSanitizer flushes standard output when a process ends by _exit, and waits for it")
    def test_hears_signals_while_nobody_reads_its_text(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            readable, writable = os.pipe()
            os.set_blocking(writable, False)
            try:
                while True:
                    os.write(writable, b"x" * 4096)
            except BlockingIOError:
                os.set_blocking(writable, True)
            process, _ = self.start_with_port(stdout=writable)
            process.send_signal(number)
            self.assertEqual(ends(process), 0)
            os.close(readable)
            os.close(writable)

    def test_hears_signals_while_nobody_reads_its_port(self):
        os.mkfifo(self.port_file)
        journal = self.folder / "journal"
        process = self.start("--port-file", str(self.port_file), "--journal-file", str(journal))
        # It listens, and so has begun to write, once it has opened its journal and more than that.
        self.assertTrue(wait_for(lambda: sum(1 for name in pathlib.Path(f"/proc/{process.pid}/fd").iterdir()
                                             if os.path.realpath(name).startswith("/proc/")) >= 1))
        process.send_signal(signal.SIGTERM)
        self.assertIn(ends(process), (0, -signal.SIGTERM))  # the latter before it serves

    def test_a_closed_standard_stream_is_no_other_file(self):
        for closed in (0, 1, 2):
            journal = self.folder / f"journal{closed}"
            process, port = self.start_with_port("--journal-file", str(journal), preexec_fn=lambda c=closed: os.close(c))
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
            connection.request("GET", "/time")
            connection.getresponse().read()
            connection.close()
            process.terminate()
            self.assertEqual(ends(process), 0)
            lines = journal.read_text().splitlines()
            self.assertEqual(len(lines), 1, lines)
            json.loads(lines[0])

    def test_the_port_file_is_there_as_long_as_the_mock(self):
        self.port_file.write_text("1\n")
        code, _ = fails("serve", "--listen", "nowhere", "--port-file", str(self.port_file))
        self.assertEqual(code, 2)
        self.assertFalse(self.port_file.exists(), "what an earlier run left is believed")
        self.port_file.write_text("1\n")
        process = self.start("--port-file", str(self.port_file))
        self.assertTrue(wait_for(lambda: self.port_file.exists() and self.port_file.read_text() != "1\n"))
        process.terminate()
        self.assertEqual(ends(process), 0)
        self.assertFalse(self.port_file.exists())

    def test_the_file_behind_a_link_is_emptied(self):
        target = self.port_file.with_name("target")
        self.port_file.symlink_to(target)
        target.write_text("1\n")
        fails("serve", "--listen", "nowhere", "--port-file", str(self.port_file))
        self.assertEqual((target.read_text(), self.port_file.is_symlink()), ("", True))
        process = self.start("--port-file", str(self.port_file))
        self.assertTrue(wait_for(lambda: target.read_text() != ""))
        process.terminate()
        self.assertEqual(ends(process), 0)
        self.assertEqual((target.read_text(), self.port_file.is_symlink()), ("", True))

    def test_a_port_file_that_is_no_longer_its_own_stays(self):
        process, _ = self.start_with_port()
        self.port_file.write_text("1\n")
        process.terminate()
        self.assertEqual(ends(process), 0)
        self.assertEqual(self.port_file.read_text(), "1\n")

    def test_ends_with_standard_input_if_asked_to(self):
        readable, writable = os.pipe()
        process, _ = self.start_with_port("--exit-with-stdin", stdin=readable)
        os.close(readable)
        os.write(writable, b"what is read is thrown away\n")
        self.assertIsNone(process.poll())
        os.close(writable)
        self.assertEqual(ends(process), 0)

    def ask(self, port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        connection.request("GET", "/time")
        connection.getresponse().read()
        connection.close()

    def test_a_moved_journal_is_begun_anew_on_hangup(self):
        journal = self.folder / "journal"
        process, port = self.start_with_port("--journal-file", str(journal))
        self.ask(port)
        journal.rename(self.folder / "journal.old")
        process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_for(journal.exists))
        self.ask(port)
        self.assertEqual([json.loads(line)["number"] for line in journal.read_text().splitlines()], [2])
        self.assertEqual(len((self.folder / "journal.old").read_text().splitlines()), 1)
        journal.unlink()
        process.send_signal(signal.SIGHUP)
        self.assertTrue(wait_for(journal.exists))

    def test_a_deleted_journal_is_begun_anew_by_itself(self):
        journal = self.folder / "journal"
        _, port = self.start_with_port("--journal-file", str(journal))
        self.ask(port)
        journal.unlink()
        self.assertTrue(wait_for(lambda: self.ask(port) or journal.exists()))

    def test_a_hangup_without_a_journal_is_nothing(self):
        process, port = self.start_with_port()
        process.send_signal(signal.SIGHUP)
        self.ask(port)
        process.terminate()
        self.assertEqual(ends(process), 0)

    def test_a_full_disk_is_called_so(self):
        process, port = self.start_with_port("--journal-file", "/dev/full", stderr=subprocess.PIPE, text=True)
        self.ask(port)
        process.terminate()
        _, log = process.communicate(timeout=PATIENCE_S)
        self.assertIn("No space left on device", log)

    def test_a_journal_that_may_not_grow_stops_no_answer(self):
        process, port = self.start_with_port("--journal-file", str(self.folder / "journal"), stderr=subprocess.PIPE, text=True,
                                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
        self.ask(port)
        process.terminate()
        _, log = process.communicate(timeout=PATIENCE_S)
        self.assertIn("File too large", log)
        self.assertEqual(process.returncode, 0)

    def test_health_is_an_exit_code(self):
        _, port = self.start_with_port()
        for url, code in ((f"http://127.0.0.1:{port}", 0), (f"http://127.0.0.1:{port}/", 0), ("http://127.0.0.1:1", 1),
                          ("127.0.0.1", 2), ("https://127.0.0.1:1", 2)):
            self.assertEqual(fails("health", "--url", url)[0], code, url)

    def test_health_and_certificate_need_no_token_and_the_printed_command_works(self):
        process, port = self.start_with_port("--tls", "--control-token", "hush-hush", stdout=subprocess.PIPE, text=True)
        self.assertEqual(fails("health", "--url", f"http://127.0.0.1:{port}")[0], 0)
        text = ""
        while "Journal:" not in text:
            text += process.stdout.readline()
        process.stdout.close()
        command = next(line for line in text.splitlines() if line.startswith("  curl"))
        answer = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=PATIENCE_S)
        self.assertIn('"code":200', answer.stdout, command + answer.stderr)

    def test_does_not_print_a_secret_that_an_accounts_file_replaced(self):
        accounts = self.folder / "accounts.json"
        accounts.write_text('{"schema":"accounts_v1","accounts":[{"api_key":"demo-key","secret":"another-one"}]}')
        process, _ = self.start_with_port("--accounts", str(accounts), stdout=subprocess.PIPE, text=True)
        process.terminate()
        text, _ = process.communicate(timeout=PATIENCE_S)
        self.assertNotIn("demo-secret", text)
        self.assertNotIn("another-one", text)

    @unittest.skipUnless(os.geteuid() == 0, "needs to be root, to be somebody else")
    def test_leaves_no_core(self):
        # What may not be dumped has a /proc entry that belongs to root (proc(5)).
        with open(PROGRAM, "rb") as program:
            for variable, owner in (("0", 0), ("1", 65534)):
                process = subprocess.Popen(
                    ["/proc/self/fd/%d" % program.fileno(), "serve", "--listen", "127.0.0.1:0"],
                    pass_fds=[program.fileno()], user=65534, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                    env={**os.environ, "EVERSTRIKE_ALLOW_CORE": variable})
                self.addCleanup(process.kill)
                process.stdout.readline()
                if b"__asan" not in pathlib.Path(PROGRAM).read_bytes():
                    self.assertEqual(os.stat(f"/proc/{process.pid}/environ").st_uid, owner)
                process.kill()
                process.communicate()


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
