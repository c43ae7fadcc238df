#!/usr/bin/python3
"""Judges whole sessions: watch_test.py CONFORMANCE NODE

Each bot of bots.py is found and named for its one mistake and for nothing else, right ones for nothing; the
journal as NDJSON and as HAR says the same afterwards.
"""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

PROGRAM, NODE = sys.argv.pop(1), sys.argv.pop(1)
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "command_line" / "test"))
from other_processes import is_running, wait_for  # noqa: E402

ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("EVERSTRIKE_", "GITHUB_"))}


def rule(fault, phase="before_effect", **when):
    return json.dumps({"schema": "scenario_v1", "name": "strike", "rules": [
        {"id": "strike", "when": {"first": 1, **when}, "phase": phase, "fault": fault}]})


UNCLEAR = ["--fail-first", "1"]
UNCLEAR_ORDER = rule({"type": "answer_status", "status": 503}, "after_effect", endpoint="POST /auth/order")
# Mode, options, scenario, and what is found: rule, level, mistake.
BOTS = [
    ("hex_signature", [], "", "sign/signature must hex_instead_of_base64"),
    ("ccxt_style_loop", UNCLEAR, "", "retry/without_wait should retried_without_wait"),
    ("hammers", ["--fail-first", "9"], "", "retry/hammering must hammering"),
    ("urllib3_retry_of_a_cancel", ["--fail-first", "3"], "", "retry/hammering must hammering"),
    ("urllib3_retry_of_an_order", [], UNCLEAR_ORDER, "outcome/placed_twice must order_placed_twice"),
    ("follows_redirects", [], rule({"type": "redirect", "status": 307, "location": "/auth/cancel"}, "before_auth"),
     "http/redirect must credentials_to_another_host"),
    ("ignores_retry_after", [], rule({"type": "answer_status", "status": 503, "retry_after_s": 1}),
     "retry/after should retry_after_ignored"),
    ("retries_refusals", ["--reject-status", "unknown_order=404"], "", "retry/refused should refusal_retried"),
    ("turns_to_bulk", UNCLEAR, "", "outcome/bulk must cancelled_in_bulk"),
    ("sends_the_secret", [], "", "hygiene/secret must secret_on_the_wire"),
    ("key_in_the_url", [], "", "hygiene/url must api_key_in_url"),
    ("forgets_an_unclear_cancel", UNCLEAR, "", "outcome/unclear should unclear_cancel_left"),
    ("places_again", [], UNCLEAR_ORDER, "outcome/placed_twice must order_placed_twice"),
    ("leaves_orders_open", [], "", "outcome/left_open should order_left_open"),
    ("stale_timestamp", [], "", "sign/stale_timestamp must stale_timestamp"),
    ("replays_the_timestamp", UNCLEAR, "", "sign/replayed_timestamp should timestamp_replayed"),
    ("asks_without_end", ["--fail-first", "21"], "", "retry/bounded must too_many_attempts"),
    ("right", ["--fail-first", "2"], UNCLEAR_ORDER, ""),
]


def run(*command, **options):
    return subprocess.run([PROGRAM, *map(str, command)], env={**ENVIRONMENT, **options.pop("env", {})}, timeout=60,
                          capture_output=True, text=True, check=False, **options)


def findings(result):
    return sorted(f"{one['id']}: {one['level']} {one['mistake']}" for one in result["cases"]
                  if one["verdict"] in ("fail", "known_failing"))


class Sessions(unittest.TestCase):
    def folder(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        return pathlib.Path(folder.name)


class WrongBots(Sessions):
    def watch(self, bot):
        """On a busy machine a bot that doesn't wait may look as if it had: then it gets a second look."""
        for look in range(3):
            try:
                return self.look_at(bot)
            except AssertionError:
                if look == 2 or not bot[3].startswith(("retry/without_wait", "retry/hammering")):
                    raise
        return None

    def look_at(self, bot):
        mode, options, scenario, expected = bot
        path = self.folder()
        if scenario:
            (path / "scenario.json").write_text(scenario)
            options = [*options, "--scenario", path / "scenario.json"]
        ended = run("watch", *options, "--journal-file", path / "ndjson", "--report", f"json={path / 'live'}", "--",
                    sys.executable, "-B", HERE / "bots.py", mode, path / "har")
        found = findings(json.loads((path / "live").read_text())) if (path / "live").exists() else ended.stderr
        rule_id, _, rest = expected.partition(" ")
        self.assertEqual(found, [f"{rule_id} demo-key: {rest}"] if expected else [], mode + ended.stderr)
        self.assertEqual(ended.returncode, 1 if " must " in expected else 0, mode)
        live = json.loads((path / "live").read_text())
        (path / "none").touch()  # several are merged; the summary tells of them all
        for kind, more, name in (("ndjson", [], "ndjson:"), ("har", [path / "none"], "har and 1 more:")):
            again = run("journal", path / kind, *more, "--report", f"json={path / 'again'}")
            later = json.loads((path / "again").read_text())
            told = [[(one[member]) for member in ("id", "level", "verdict", "mistake", "reason", "remedy")]
                    for one in later["cases"]]
            self.assertEqual(told, [[(one[member]) for member in ("id", "level", "verdict", "mistake", "reason",
                                                                  "remedy")] for one in live["cases"]], kind + mode)
            self.assertEqual(again.returncode, ended.returncode, mode)
            self.assertIn(f"\n{name} ", again.stdout + again.stderr)

    def test_each_is_named_and_nothing_else(self):
        with concurrent.futures.ThreadPoolExecutor(6) as pool:
            wrong = [one.exception() for one in [pool.submit(self.watch, bot) for bot in BOTS]]
        self.assertEqual([str(one) for one in wrong if one], [])


class Page(Sessions):
    def test_has_every_rule(self):
        result = self.folder() / "json"
        run("watch", "--report", f"json={result}", "--", sys.executable, "-B", HERE / "bots.py", "right")
        rules = [(one["id"], one["level"]) for one in json.loads(result.read_text())["cases"]]
        page = (ROOT / "docs" / "judge.md").read_text(encoding="utf-8")
        self.assertEqual(re.findall(r"^\| `([a-z]+/[a-z_]+)` \| (must|should) \|", page, re.MULTILINE), rules)


class RightSessions(Sessions):
    def test_a_bot_on_a_ccxt_style_class(self):
        place = self.folder()
        (place / "scenario.json").write_text(json.dumps({"schema": "scenario_v1", "name": "now_and_then", "seed": 3, "rules": [
            {"id": "order", "when": {"every": 61, "endpoint": "POST /auth/order"}, "phase": "after_effect",
             "fault": {"type": "answer_status", "status": 503}},
            {"id": "reset", "when": {"every": 97, "endpoint": "POST /auth/cancel"}, "phase": "after_effect",
             "fault": {"type": "reset_peer"}},
            {"id": "cancel", "when": {"every": 50, "endpoint": "POST /auth/cancel"}, "phase": "before_effect",
             "fault": {"type": "answer_status", "status": 503}}]}))
        ended = run("watch", "--scenario", place / "scenario.json", "--journal-entries", "10", "--report",
                    f"json={place / 'json'}", "--", NODE, HERE / "right_bot.mjs", "120")
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertEqual(findings(json.loads((place / "json").read_text())), [], ended.stdout)

    def test_a_pytest_suite(self):
        place = self.folder()
        ended = run("watch", "--report", f"json={place / 'json'}", "--", sys.executable, "-B", "-m", "pytest", "-q",
                    "-p", "no:cacheprovider", "-p", "everstrike_mock.pytest_plugin", HERE / "suite_of_a_right_client.py",
                    env={"PYTHONPATH": str(ROOT / "packages" / "python")})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertIn("5 passed", ended.stdout)
        self.assertEqual(findings(json.loads((place / "json").read_text())), [], ended.stdout)


class Command(Sessions):
    def test_how_it_ends(self):
        bot = [sys.executable, "-B", HERE / "bots.py", "leaves_orders_open"]
        nothing = run("watch", "--", "true")
        self.assertEqual(nothing.returncode, 5)
        self.assertIn("nothing was judged", nothing.stdout)
        for script, code, told in (("exit 7", 7, "7"), ("kill -TERM $$", -signal.SIGTERM, "signal 15")):
            ended = run("watch", "--", "sh", "-c", script)
            self.assertEqual(ended.returncode, code)
            self.assertIn(f"exit code 5 is the session's; the command's own is {told}, and this ends with that\n", ended.stderr)
        self.assertEqual(run("watch", "--", "/nowhere/to/be/found").returncode, 4)
        self.assertEqual(run("watch", "--strict", "--", *bot).returncode, 1)
        self.assertEqual(run("watch", "--exit-with-stdin", "--", "true").returncode, 2)
        self.assertEqual(run("watch", "--scenario", "/nowhere", "--", *bot).returncode, 3)
        self.assertEqual(run("watch", "--report", "json=/nowhere/json", "--", *bot).returncode, 3)

    def test_known_findings(self):
        place = self.folder()
        bot = ["--strict", "--", sys.executable, "-B", HERE / "bots.py", "leaves_orders_open"]
        list_file = place / "known"
        for text, code in (("outcome/left_open  # ours", 0), ("outcome/left_open demo-*  # ours", 0),
                           ("outcome/left_open other  # ours", 1), ("retry/bounded  # ours", 1),
                           ("no/rule  # ours", 1), ("outcome/left_open", 2)):
            list_file.write_text(text + "\n")
            ended = run("watch", "--known-failing", list_file, *bot)
            self.assertEqual(ended.returncode, code, text + ended.stdout + ended.stderr)

    def test_what_the_command_is_given(self):
        ended = run("watch", "--auto-accounts", "a-secret-of-ours", "--no-default-accounts", "--tls", "--", "sh", "-c",
                    'env | grep ^EVERSTRIKE_; curl -s --cacert "$EVERSTRIKE_CA_FILE" -H "x-api-key: $EVERSTRIKE_API_KEY" '
                    '"$EVERSTRIKE_BASE_URL/order?id=$EVERSTRIKE_ORDER_ID"; curl -s "$EVERSTRIKE_MOCKS/mock/health"',
                    env={"EVERSTRIKE_CONTROL_TOKEN": "", "EVERSTRIKE_SEED": "7"})
        self.assertEqual(ended.returncode, 0, ended.stdout + ended.stderr)
        self.assertIn("EVERSTRIKE_BASE_URL=https://127.0.0.1:", ended.stdout)
        self.assertIn("EVERSTRIKE_SECRET_KEY=a-secret-of-ours", ended.stdout)
        self.assertIn('"status":"ACTIVE"', ended.stdout)
        self.assertNotIn("EVERSTRIKE_SEED", ended.stdout)
        self.assertNotIn("EVERSTRIKE_CONTROL_TOKEN", ended.stdout)

    def test_alone_it_tells_findings_as_they_come(self):
        with subprocess.Popen([PROGRAM, "watch", "--listen", "127.0.0.1:0"], env=ENVIRONMENT, stdout=subprocess.PIPE,
                              text=True) as watch, ended_with(watch):
            url = watch.stdout.readline().split()[-1]
            with self.assertRaises(urllib.error.HTTPError):
                urllib.request.urlopen(urllib.request.Request(url + "/auth/cancel", b"id=a", {"x-api-key": "nobody",
                                                                                             "x-signature": "x"}))
            line = next(line for line in watch.stdout if line.startswith("finding: "))
            self.assertIn("sign/key (must) nobody: unknown_key: ", line)
            self.assertIn("[entry 1]", line)
            watch.send_signal(signal.SIGINT)
            self.assertIn("exit code 1", watch.stdout.read())
        self.assertEqual(watch.returncode, 1)

    def test_killed_it_leaves_nothing(self):
        place = self.folder()
        mark = str(place / "alive")
        # The command starts another one that breaks away, and both say who they are.
        script = f'setsid sh -c "echo \\$\\$ >{mark}.2; exec sleep 1000" & echo $$ >{mark}; exec sleep 1000'
        with subprocess.Popen([PROGRAM, "watch", "--tls", "--", "sh", "-c", script], env=ENVIRONMENT,
                              stderr=subprocess.DEVNULL) as watch, ended_with(watch):
            marks = [pathlib.Path(mark), pathlib.Path(mark + ".2")]
            self.assertTrue(wait_for(lambda: all(one.exists() and one.read_text() for one in marks)))
            pids = [int(one.read_text()) for one in marks]
            watch.send_signal(signal.SIGKILL)
        self.assertTrue(wait_for(lambda: not any(is_running(pid) for pid in pids)), pids)

    def test_hostile_journals(self):
        for text, place in (("{}", ":1:1"), ('{"number":1', ":1:"), ('{"log":{"entries":[{}]}}', ":1:"), ("\0", ":1:1")):
            ended = run("journal", "/dev/stdin", input=text)
            self.assertEqual(ended.returncode, 2, text)
            self.assertIn("/dev/stdin" + place, ended.stderr)
        self.assertEqual(run("journal", "/nowhere").returncode, 3)
        self.assertEqual(run("journal", "/dev/null").returncode, 5)
        self.assertEqual(run("journal").returncode, 2)


@contextlib.contextmanager
def ended_with(process):
    """An assertion that fails is not to wait for ever."""
    try:
        yield
    except BaseException:
        process.kill()
        raise


if __name__ == "__main__":
    unittest.main()
