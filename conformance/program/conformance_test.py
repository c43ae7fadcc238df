#!/usr/bin/python3
"""Runs everstrike-conformance as a program: conformance_test.py PROGRAM SUBJECT_CLIENT"""
import base64
import fcntl
import hashlib
import hmac
import json
import os
import pathlib
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "command_line" / "test"))
from other_processes import is_running, wait_for  # noqa: E402

PROGRAM, CLIENT = sys.argv.pop(1), sys.argv.pop(1)
SUBJECTS = pathlib.Path(__file__).resolve().parents[1] / "test" / "subjects"


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=False)


class ExitCodes(unittest.TestCase):
    def code(self, expected, *arguments):
        ended = run(*arguments)
        self.assertEqual(ended.returncode, expected, ended.stdout + ended.stderr)
        return ended.stdout + ended.stderr

    def test_pass_and_fail(self):
        self.code(0, "client", "sign/basic", "--", CLIENT, "right")
        self.code(1, "client", "sign/id", "--", CLIENT, "id_as_number")

    def test_usage(self):
        self.assertIn("did you mean", self.code(2, "client", "sign/basic/99", "--", CLIENT, "right"))
        self.code(2, "client", "sign/basic")
        self.code(2, "client", "--suite-revision", "99", "--", CLIENT, "right")
        self.code(2, "client", "--attach", "--", CLIENT, "right")
        for wrong in ("-1", "1.5", "18446744073709551616", ""):  # once taken for the largest seed, or for 0
            for option in ("--seed", "--suite-revision"):
                with self.subTest(option=option, wrong=wrong):
                    self.assertIn("expected a whole number", self.code(2, "client", option, wrong, "--", CLIENT, "right"))

    def test_runtimes_are_told_of_certificates_only_where_there_are_some(self):
        os.environ["NODE_EXTRA_CA_CERTS"] = os.environ["SSL_CERT_FILE"] = "/of/the/machine.pem"
        self.addCleanup(lambda: [os.environ.pop(name) for name in ("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE")])
        for case, told in (("sign/basic/01", "- /of/the/machine.pem"), ("tls/trust/01", "$EVERSTRIKE_CA_FILE $EVERSTRIKE_CA_FILE")):
            with self.subTest(case):
                script = f'test "${{NODE_EXTRA_CA_CERTS:--}} $SSL_CERT_FILE" = "{told}" && exec "$@"'
                self.code(0, "client", case, "--", "sh", "-c", script, "sh", CLIENT, "right")

    def test_never_started(self):
        self.code(4, "client", "sign/basic", "--", "/no/such/client")
        self.code(4, "client", "sign/basic", "--", "/etc/passwd")

    def test_never_connected(self):
        self.assertIn("never sent a request", self.code(4, "client", "sign/basic", "--", "true"))

    def test_nothing_ran(self):
        self.code(5, "client", "sign/basic", "--level", "must", "--skip", "sign/basic", "--", CLIENT, "right")
        self.code(5, "client", "sign/basic", "--", "sh", "-c", "exit 89")

    def test_known_failing(self):
        with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
            listed.write("sign/id/01  # reads ids as numbers\n")
            listed.flush()
            self.code(0, "client", "sign/id/01", "--known-failing", listed.name, "--", CLIENT, "id_as_number")
            self.assertIn("stale", self.code(1, "client", "sign/id/01", "--known-failing", listed.name,
                                             "--", CLIENT, "right"))

    def test_from_day_to_day(self):
        with tempfile.TemporaryDirectory() as folder:
            old, new, listed = (f"{folder}/{name}" for name in ("old.json", "new.json", "listed.txt"))
            self.code(0, "client", "sign/id", "--report", f"json={old}", "--", CLIENT, "right")
            self.code(1, "client", "sign/id", "--jobs", "1", "--stop-first", "--report", f"json={new}",
                      "--write-known-failing", listed, "--", CLIENT, "id_as_number")
            verdicts = [case["verdict"] for case in json.loads(pathlib.Path(new).read_text())["cases"]]
            self.assertEqual(verdicts.count("fail"), 1)
            self.assertIn("skipped", verdicts)
            self.assertIn("1 passed in", self.code(0, "client", "--last-failed", new, "--", CLIENT, "right"))
            self.code(2, "vectors", "--last-failed", new, "--", "true")
            self.code(5, "client", "--last-failed", old, "--", CLIENT, "right")
            self.code(0, "client", "sign/id", "--last-failed", new, "--known-failing", listed, "--", CLIENT, "id_as_number")
            self.assertIn("1 regression", self.code(1, "report", "--compare", old, new).splitlines()[0])
            self.assertIn("no regression", self.code(0, "report", "--compare", new, old).splitlines()[0])
            self.code(2, "report", "--compare", old)

    def test_a_client_that_sends_nothing_is_said_once(self):
        said = self.code(4, "client", "--", "/usr/bin/python3", "/no/such/file.py")
        self.assertEqual(said.count("FAIL"), 1)
        self.assertIn("No such file or directory", " ".join(said.split("exit code 4")[0].split()))

    def test_list(self):
        cases = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
        self.assertGreaterEqual(len(cases), 80)
        self.assertEqual(len({case["id"] for case in cases}), len(cases))
        for case in cases:
            self.assertTrue(case["does"] and case["expects"] and case["reference"] and case["no_needs"], case)

    def test_a_published_revision_asks_what_it_asked(self):
        listed = map(json.loads, run("list", "--json", "--suite-revision", "1").stdout.splitlines())
        asked = [{name: case[name] for name in ("id", "level", "does", "expects")} for case in listed]
        recorded = [json.loads(line) for line in (SUBJECTS / "revision_1.jsonl").read_text().splitlines()]
        self.assertEqual(asked, recorded)

    def test_three_claims(self):
        # 503 for ever: "no" is a lie, "unknown" is not, and without the option neither is judged.
        liar = ("--", CLIENT, "denies_without_proof")
        self.assertIn("denied_without_proof", self.code(1, "client", "outcome/503/03", "--claims", "three", *liar))
        self.assertIn("not judged: ", self.code(0, "client", "outcome/503/03", *liar))
        told = self.code(0, "client", "outcome/503/03", "--claims", "three", "--", CLIENT, "right")
        self.assertNotIn("not judged", told)
        self.code(2, "client", "outcome/503/03", "--claims", "four", *liar)

    def test_a_false_no_counts_whatever_the_level_of_its_case(self):
        liar = ("--", CLIENT, "not_found_after_unclear_denies")
        self.assertIn("(must)", self.code(1, "client", "outcome/gone/02", "--claims", "three", *liar))

    def test_the_line_that_repeats_a_case_says_what_was_asked(self):
        told = self.code(1, "client", "outcome/503/03", "--claims", "three", "--suite-revision", "1", "--", CLIENT,
                         "denies_without_proof")
        self.assertIn("--claims three --suite-revision 1 outcome/503/03", told)


class Reproducers(unittest.TestCase):
    def test_they_pass_the_case_they_are_for(self):
        with tempfile.TemporaryDirectory() as folder:
            report = pathlib.Path(folder) / "report.json"
            run("client", "sign/enc/36", "--seed", "7", "--report", f"json={report}", "--", CLIENT,
                "id_encoded_twice")
            case = json.loads(report.read_text())["cases"][0]
            self.assertEqual(case["mistake"], "encoded_twice")
            starters = {"curl": "sh", "python": "/usr/bin/python3", "javascript": "node"}
            self.assertEqual({one["language"] for one in case["reproducers"]}, set(starters))
            for one in case["reproducers"]:
                script = pathlib.Path(folder) / one["language"]
                script.write_text(one["text"])
                ended = run("client", "sign/enc/36", "--seed", "7", "--", starters[one["language"]], str(script))
                self.assertEqual(ended.returncode, 0, one["language"] + ended.stdout)


class Interruption(unittest.TestCase):
    """Clients that would stay for ever, each with a grandchild that broke away."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.pids = pathlib.Path(self.folder.name)
        self.report = self.pids / "report.json"
        script = f"setsid sleep 1000 & echo $! > {self.pids}/$$.pid; echo $$ >> {self.pids}/$$.pid; exec sleep 1000"
        self.runner = subprocess.Popen(
            [PROGRAM, "client", "sign", "--jobs", "4", "--report", f"json={self.report}", "--", "sh", "-c", script],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(self.runner.wait)
        self.addCleanup(self.runner.kill)
        # All the jobs there are: with one client still to be born, its pids would be unknown.
        self.assertTrue(wait_for(lambda: len(self.started()) >= 3 * 2))

    def started(self):
        return [int(pid) for file in self.pids.glob("*.pid") for pid in file.read_text().split()]

    def check_nothing_is_left(self):
        self.assertTrue(wait_for(lambda: not any(is_running(pid) for pid in self.started())), self.started())

    def test_ctrl_c_ends_with_130_and_a_whole_report(self):
        self.runner.send_signal(signal.SIGINT)
        self.assertEqual(self.runner.wait(30), 130)
        self.check_nothing_is_left()
        self.assertEqual(json.loads(self.report.read_text())["problem"], "interrupted")

    def test_killed_in_the_middle_it_leaves_no_process_and_no_report(self):
        self.runner.kill()
        self.runner.wait(30)
        self.check_nothing_is_left()
        self.assertEqual([file.name for file in self.pids.iterdir() if file.suffix != ".pid"], [])


# Takes hold of its keeper in the way that it is told, starts what breaks away, and stays.
HOLDING = """
import ctypes, os, signal, subprocess, sys
way, notes = sys.argv[1:3]
keeper = os.getppid()
if way == "trace":
    ctypes.CDLL(None).ptrace(16, keeper, None, None)
else:
    os.kill(keeper, signal.SIGSTOP)
away = subprocess.Popen(["setsid", "sleep", "1000"], stdin=subprocess.DEVNULL)
with open(notes + ".part", "w") as file:
    print(keeper, os.getpid(), away.pid, file=file)
os.rename(notes + ".part", notes)
signal.pause()
"""


class HeldKeeper(unittest.TestCase):
    """A client that stops the process that minds it, or traces it, gains nothing by that."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.runners = {}
        for way in ("stop", "trace"):
            notes = pathlib.Path(self.folder.name) / way
            runner = subprocess.Popen(
                [PROGRAM, "client", "sign/basic/01", "--timeout-ms", "2500", "--", sys.executable, "-S", "-c", HOLDING,
                 way, notes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.addCleanup(runner.wait)
            self.addCleanup(runner.kill)
            self.runners[notes] = runner

    def check_nothing_is_left(self, notes):
        pids = [int(pid) for pid in notes.read_text().split()]
        self.assertEqual(len(pids), 3)
        self.assertTrue(wait_for(lambda: not any(is_running(pid) for pid in pids)), (notes.name, pids))

    def test_the_run_ends_all_the_same(self):
        for notes, runner in self.runners.items():
            self.assertIn(runner.wait(60), (1, 4), notes.name)
            self.check_nothing_is_left(notes)

    def test_the_judge_killed_meanwhile_leaves_nothing(self):
        for notes, runner in self.runners.items():
            self.assertTrue(wait_for(notes.exists), notes.name)
            runner.kill()
        for notes in self.runners:
            self.check_nothing_is_left(notes)


class Attach(unittest.TestCase):
    """A person at a terminal, who has the client do what stands there and says what it claimed."""

    def start(self, *arguments):
        ours, theirs = pty.openpty()
        self.addCleanup(os.close, ours)
        # Wide, so that no line is broken, and without an echo of what is typed.
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 500, 0, 0))
        modes = termios.tcgetattr(theirs)
        modes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, modes)
        self.runner = subprocess.Popen([PROGRAM, "client", "--attach", *arguments], stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        self.addCleanup(self.runner.wait)
        self.addCleanup(self.runner.kill)
        self.terminal, self.told = ours, ""
        shown = self.read_until(r"EVERSTRIKE_BASE_URL=(?s:.*)_SECRET_KEY=\S+\r\n")[0]
        self.settings = dict(re.findall(r"(EVERSTRIKE_\w+)=(\S+)", shown))

    def read_until(self, pattern):
        until = time.monotonic() + 30
        while not (found := re.search(pattern, self.told)):
            self.assertGreater(until, time.monotonic(), self.told)
            if select.select([self.terminal], [], [], 1)[0]:
                try:
                    self.told += os.read(self.terminal, 65536).decode()
                except OSError:  # the program has ended
                    self.assertRegex(self.told, pattern)
        self.told = self.told[found.end():]
        return found

    def type(self, text):
        os.write(self.terminal, text.encode())

    def asked_order(self):
        return json.loads(self.read_until(r'cancel the order ("[^\n]*")\r\n')[1])

    def cancel(self, order_id, hexadecimal=False):
        body = urllib.parse.urlencode({"id": order_id}).encode()
        mac = hmac.new(self.settings["EVERSTRIKE_SECRET_KEY"].encode(), body, hashlib.sha256)
        signature = mac.hexdigest() if hexadecimal else base64.b64encode(mac.digest()).decode()
        request = urllib.request.Request(self.settings["EVERSTRIKE_BASE_URL"] + "/auth/cancel", body, {
            "x-api-key": self.settings["EVERSTRIKE_API_KEY"], "x-signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def test_goes_from_case_to_case(self):
        self.start("sign/basic/02", "http/request/01", "answer/200/01", "outcome/503/01", "outcome/503/02", "outcome/lost/01")
        self.assertEqual(self.cancel(self.asked_order()), 200)
        self.read_until(r"\r\n  pass\r\n")
        order = self.asked_order()
        self.type("c\n")
        self.read_until("Nothing has arrived yet")
        self.assertEqual(self.cancel(order), 200)
        self.type("c\n")
        self.read_until(r"\r\n  pass\r\n")
        self.assertEqual(self.cancel(self.asked_order()), 200)
        self.type("u\n")
        self.read_until(r"\r\n  pass\r\n")
        # 503 before the cancel: a second attempt confirms it.
        order = self.asked_order()
        self.assertEqual([self.cancel(order), self.cancel(order)], [503, 200])
        self.type("what?\n")
        self.read_until("c cancelled, n not")
        self.type("c\n")
        self.read_until(r"\r\n  pass\r\n")
        # 503 after it: nothing is known, and "no" is a lie.
        self.assertEqual(self.cancel(self.asked_order()), 503)
        self.type("n\n")
        self.read_until(r"\r\n  fail: .*no answer proves it")
        self.asked_order()
        self.type("s\n")
        self.read_until("skipped by hand")
        self.read_until("attached client: 4 passed, 1 failed, 1 skipped")
        self.assertEqual(self.runner.wait(30), 1)

    def test_names_the_mistake_and_asks_nothing(self):
        self.start("--listen", "[::1]:0", "sign/basic/02", "sign/basic/03")
        self.assertTrue(self.settings["EVERSTRIKE_BASE_URL"].startswith("http://[::1]:"), self.settings)
        self.assertEqual(self.cancel(self.asked_order(), hexadecimal=True), 503)
        self.read_until("hex, not base64")
        self.asked_order()
        self.type("\x04")  # the end of what is typed
        self.assertEqual(self.runner.wait(30), 1)

    def test_nothing_done_is_no_pass(self):
        self.start("sign/basic")
        self.asked_order()
        self.runner.send_signal(signal.SIGINT)
        self.assertEqual(self.runner.wait(30), 5)


# A client that stays and says "unknown" of every case that it doesn't cancel; what it does wrong is its argument.
STAYING = r"""
import base64, hashlib, hmac, json, os, subprocess, sys, time, urllib.parse, urllib.request
manner, notes = sys.argv[1:3]
def cancel(case):
    body = urllib.parse.urlencode({"id": case["order_id"]}).encode()
    mac = hmac.new(case["secret_key"].encode(), body, hashlib.sha256)
    request = urllib.request.Request(case["base_url"] + "/auth/cancel", body, {
        "x-api-key": case["api_key"], "x-signature": base64.b64encode(mac.digest()).decode()})
    return json.load(urllib.request.urlopen(request, timeout=10))["result"]["id"] == case["order_id"]
def note(*pids):
    with open(f"{notes}/{os.getpid()}.pid", "a") as file:
        print(*pids, file=file)
note(os.getpid())
for number, line in enumerate(sys.stdin):
    case = json.loads(line)
    assert set(case) == {"case", "base_url", "api_key", "secret_key", "order_id", "ca_file"}, case
    chosen = case["case"] == "sign/basic/02"
    outcome = "confirmed" if case["ca_file"] is None and cancel(case) else "unknown"
    if manner == "leaves" and number == 0:
        note(subprocess.Popen(["setsid", "sleep", "1000"], stdin=subprocess.DEVNULL).pid)
    if manner == "stays" or manner == "hangs" and chosen:
        time.sleep(1000)
    if manner == "dies" and chosen:
        os._exit(0)
    if manner == "prints":
        print("cancelled with", case["secret_key"])
    if manner == "other" and chosen:
        case["case"] = "sign/basic/01"
    if manner == "word" and chosen:
        outcome = "done"
    print('{"log": "', case["case"], '"}', sep="")
    if manner != "silent":
        print(json.dumps({"case": case["case"], "outcome": outcome}), flush=True)
if manner == "late":
    print("the last secret was", case["secret_key"])
if manner == "endless":
    time.sleep(1000)
"""


class Resident(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.notes = pathlib.Path(self.folder.name)

    def command(self, manner, *cases):
        return [PROGRAM, "client", "--resident", *(cases or ["sign/basic"]), "--report", f"json={self.notes}/report.json",
                "--", "/usr/bin/python3", "-c", STAYING, manner, str(self.notes)]

    def started(self):
        return [int(pid) for file in self.notes.glob("*.pid") for pid in file.read_text().split()]

    def fails(self, manner, *cases):
        """{id: mistake} of the failures, and how often it was started."""
        ended = subprocess.run(self.command(manner, *cases), capture_output=True, text=True, timeout=60, check=False)
        report = json.loads((self.notes / "report.json").read_text())
        self.assertFalse([pid for pid in self.started() if is_running(pid)])
        self.exit_code, self.told, self.problem = ended.returncode, ended.stdout, report["problem"]
        starts = len(list(self.notes.glob("*.pid")))
        for file in self.notes.iterdir():
            file.unlink()
        return {case["id"]: case["mistake"] for case in report["cases"] if case["verdict"] == "fail"}, starts

    def test_one_process_for_many_cases(self):
        self.assertEqual(self.fails("right", "--jobs", "1", "sign/basic", "harness", "retry/stop"), ({}, 1))
        self.assertEqual(self.exit_code, 0)
        self.assertIn("6 passed, 4 skipped (4 need a process of their own)", " ".join(self.told.split()))
        self.assertNotIn("not judged", self.told)
        self.assertEqual(self.fails("right", "--jobs", "3", "sign/enc")[0], {})

    def test_what_it_does_wrong_is_the_failure_of_one_case_and_the_rest_goes_on(self):
        once, again = ("--jobs", "1", "sign/basic"), 2
        self.assertEqual(self.fails("dies", *once), ({"sign/basic/02": "crashed"}, again))
        self.assertEqual(self.fails("other", *once), ({"sign/basic/02": "answered_amiss"}, again))
        self.assertEqual(self.fails("word", *once), ({"sign/basic/02": "answered_amiss"}, 1))
        self.assertEqual(self.fails("hangs", "--timeout-ms", "1500", *once),
                         ({"sign/basic/02": "does_not_end"}, again))
        self.assertEqual(self.exit_code, 1)

    def test_what_belongs_to_the_process_is_judged_once(self):
        self.assertEqual(self.fails("endless")[0], {"resident/ends/01": "does_not_end"})
        self.assertEqual(self.exit_code, 1)
        self.assertEqual(self.fails("leaves")[0], {"resident/ends/02": "leaves_processes_behind"})
        self.assertEqual(self.exit_code, 0)
        self.assertEqual(self.fails("late")[0], {"resident/output/01": "secret_in_output"})
        self.assertEqual(self.fails("prints", "sign/basic", "hygiene/output/01")[0], {"hygiene/output/01": "secret_in_output"})

    def test_one_that_never_answers_is_said_once(self):
        self.assertEqual(len(self.fails("silent", "--timeout-ms", "1500", "sign")[0]), 1)
        self.assertEqual(self.exit_code, 4)
        self.assertIn("written out at once", " ".join(self.told.split()))
        self.fails("no such manner", "sign/basic/01")
        self.assertEqual(self.exit_code, 0)

    def test_killed_in_the_middle_it_leaves_nothing(self):
        environment = {**os.environ, "TMPDIR": str(self.notes)}
        runner = subprocess.Popen(self.command("stays", "--jobs", "3", "sign", "tls"), env=environment,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(runner.wait)
        self.addCleanup(runner.kill)
        self.assertTrue(wait_for(lambda: len(self.started()) >= 3))
        self.assertEqual(len(list(self.notes.glob("everstrike-ca-*.pem"))), 1)
        runner.kill()
        runner.wait(30)
        self.assertTrue(wait_for(lambda: not any(is_running(pid) for pid in self.started())), self.started())
        self.assertTrue(wait_for(lambda: all(file.suffix == ".pid" for file in self.notes.iterdir())), list(self.notes.iterdir()))

    def test_usage(self):
        self.assertEqual(run("client", "--resident", "--attach").returncode, 2)
        self.assertEqual(run("client", "--resident", "--", "/no/such/client").returncode, 4)


if __name__ == "__main__":
    os.environ.pop("GITHUB_ACTIONS", None)
    unittest.main()
