#!/usr/bin/python3
"""Scenario files against their schema and against the running mock: scenario_files_test.py PROGRAM

The schema is checked by Debian's jsonschema, signatures are made by Python's hmac, and what
strikes is read from the journal, so that none of our own code judges itself.
"""
import base64
import copy
import gzip
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

import jsonschema

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "test"))
from mock_process import MockProcess  # noqa: E402

PROGRAM = sys.argv.pop(1)
FIXTURES = pathlib.Path(__file__).resolve().parent.parent.parent / "fixtures"
SCENARIOS = sorted((FIXTURES / "scenarios").glob("*.json"))
SCHEMA = json.loads((FIXTURES / "schemas" / "scenario_v1.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
REQUESTS = 12
PATIENCE_S = 60


def run(*arguments, stdin=None):
    return subprocess.run([PROGRAM, *arguments], input=stdin, capture_output=True, text=True, timeout=PATIENCE_S)


def accepted_by_program(document):
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        file.write(document if isinstance(document, str) else json.dumps(document))
        file.flush()
        result = run("check", file.name)
    if result.returncode not in (0, 1) or (result.returncode == 1) != (result.stderr.count("\n") == 1):
        raise AssertionError(f"check ended with {result.returncode}: {result.stderr}")
    return result.returncode == 0


def scenario(**changes):
    rule = {"id": "r", "phase": "after_effect", "fault": {"type": "hang"}}
    rule.update(changes)
    return {"schema": "scenario_v1", "name": "n", "rules": [{k: v for k, v in rule.items() if v is not None}]}


def with_fault(**members):
    return scenario(fault=members)


class Kinds(unittest.TestCase):
    """Each fault is a file of kinds/, and the page and the schema list the same faults."""
    FOLDER = pathlib.Path(__file__).resolve().parent / "kinds"
    PAGE = FIXTURES.parent / "docs" / "scenario-format.md"

    def rows(self):
        row = re.compile(r'FaultRow kRow = \{\s*"(\w+)",\s*"([^"]+)"\};')
        found = [row.findall(path.read_text()) for path in sorted(self.FOLDER.glob("*.hpp"))]
        return dict(pair for pairs in found for pair in pairs)

    def test_files_are_called_like_the_faults(self):
        types = set(self.rows())
        files = {path.stem.removesuffix("_test") for path in self.FOLDER.glob("*.?pp")} - {"kind", "answer_status_body"}
        self.assertEqual(files, types)

    def test_page_schema_and_rows_agree(self):
        _, table = self.PAGE.read_text().split("## Faults")[1].split("| --- | --- | --- |\n")
        table = re.findall(r"^\| `(\w+)` \|.*\| ([^|]+) \|$", table.split("\n\n")[0], re.MULTILINE)
        self.assertEqual(dict(table), self.rows())
        self.assertEqual([type for type, _ in table],
                         [each["$ref"].split("/")[-1] for each in SCHEMA["$defs"]["fault"]["oneOf"]])


class Schema(unittest.TestCase):
    def test_it_is_a_schema(self):
        jsonschema.Draft202012Validator.check_schema(SCHEMA)

    def test_both_accept(self):
        for document in (
                scenario(), scenario(about="x"), scenario(when={}), scenario(chance={"in": 0, "of": 1}),
                scenario(when={"endpoint": "POST /auth/*", "api_key": "*", "order_id": "?", "first": 1, "every": 2}),
                scenario(when={"ordinal": [1, 1]}),
                with_fault(type="answer_status", status=999, retry_after_s=0),
                with_fault(type="answer_status", status=503, retry_after_s=86400, retry_after_as="date"),
                with_fault(type="answer_status", status=503, retry_after_s=1, retry_after_as="seconds"),
                with_fault(type="delay_reply", ms=0), with_fault(type="delay_reply", uniform_ms=[0, 600000]),
                with_fault(type="delay_reply", lognormal={"median_ms": 1.5, "sigma": 0}),
                with_fault(type="truncate_body", keep=0), with_fault(type="cut_headers", keep=1),
                with_fault(type="garbage"), with_fault(type="garbage", text="x"), with_fault(type="stub"),
                with_fault(type="answer_status", status=429, body="rate_limited"),
                with_fault(type="stub", body_base64=""), with_fault(type="stub", body_base64="AP8="),
                with_fault(type="interim_answers"), with_fault(type="interim_answers", statuses=[100, 101, 199]),
                with_fault(type="interim_answers", statuses=[103] * 100, headers=[["Link", "</a>"]]),
                with_fault(type="compress_body"), with_fault(type="compress_body", coding="gzip", only_if_asked=False),
                with_fault(type="stub", headers=[["a", ""]]), with_fault(type="redirect", location="/"),
                with_fault(type="duplicate_headers"), with_fault(type="wrong_content_length", less=1),
                with_fault(type="bad_chunks"), scenario(phase="before_effect", fault={"type": "fill_first"}),
                scenario(phase="before_effect", fault={"type": "fill_first", "qty": 0.5}), 
                scenario(phase="at_accept", fault={"type": "reset_peer"}),
                scenario(phase="on_message", fault={"type": "gap"}, when={"feed": "*:index", "api_key": "k", "first": 2}),
                scenario(phase="on_message", fault={"type": "duplicate"}),
                scenario(phase="on_message", fault={"type": "drop_connection", "close_code": 1001}),
                scenario(phase="at_accept", fault={"type": "reset_peer", "after_bytes": 0}, when={"every": 2}), {**scenario(), "seed": 2**64 - 1}, {**scenario(), "rules": []}):
            with self.subTest(document=document):
                VALIDATOR.validate(document)
                self.assertTrue(accepted_by_program(document))

    def test_both_refuse(self):
        for document in (
                {}, [], {**scenario(), "schema": "scenario_v2"}, {**scenario(), "name": 1},
                {**scenario(), "seed": -1}, {**scenario(), "seed": 1.5}, {**scenario(), "extra": 1},
                {"schema": "scenario_v1", "rules": []}, {"schema": "scenario_v1", "name": "n"},
                scenario(id=None), scenario(phase=None), scenario(fault=None), scenario(id="a b"), scenario(id=""),
                scenario(phase="during"), scenario(chance={"in": 1}), scenario(chance={"in": 1, "of": 0}),
                scenario(when={"ordinal": [0, 1]}), scenario(when={"ordinal": [1]}), scenario(when={"every": 0}),
                scenario(when={"ordinal": [1, 2], "first": 1}), scenario(when={"api-key": "x"}),
                with_fault(), with_fault(type="explode"), with_fault(type="hang", ms=1),
                with_fault(type="answer_status"), with_fault(type="answer_status", status=99),
                with_fault(type="answer_status", status=503, body="nice"), with_fault(type="answer_status", status="503"),
                with_fault(type="answer_status", status=503, retry_after_as="date"),
                with_fault(type="answer_status", status=503, retry_after_s=1, retry_after_as="year"),
                with_fault(type="delay_reply"), with_fault(type="delay_reply", ms=1, uniform_ms=[1, 2]),
                with_fault(type="delay_reply", ms=600001), with_fault(type="delay_reply", uniform_ms=[1]),
                with_fault(type="delay_reply", lognormal={"median_ms": 1}),
                with_fault(type="truncate_body"), with_fault(type="truncate_body", keep=1, content_length="half"),
                with_fault(type="cut_headers", keep=0), with_fault(type="reset_peer", after_bytes=-1),
                with_fault(type="close_silently", after_bytes=1), with_fault(type="dribble"),
                with_fault(type="dribble", bytes_per_second=0), with_fault(type="garbage", bytes=1, text="x"),
                with_fault(type="garbage", text=""), with_fault(type="redirect"),
                with_fault(type="redirect", location="/", status=304), with_fault(type="redirect", location="a\r\nb"),
                with_fault(type="stub", headers=[["a b", "c"]]), with_fault(type="stub", headers={"a": "b"}),
                with_fault(type="stub", content_type="a\nb"), with_fault(type="duplicate_headers", names=[]),
                with_fault(type="duplicate_headers", names=["Date"]), with_fault(type="wrong_content_length"),
                with_fault(type="wrong_content_length", more=1, less=1), with_fault(type="double_content_length", more=0),
                scenario(phase="at_accept"), scenario(phase="at_accept", fault={"type": "reset_peer", "after_bytes": 1}),
                scenario(phase="at_accept", fault={"type": "reset_peer"}, when={"api_key": "k"}),
                with_fault(type="stub", body="", body_base64=""), with_fault(type="stub", body_base64="AP8"),
                with_fault(type="stub", body_base64="AP_="), with_fault(type="interim_answers", statuses=[]),
                with_fault(type="interim_answers", statuses=[200]), with_fault(type="interim_answers", statuses=[99]),
                with_fault(type="interim_answers", statuses=[103] * 101), with_fault(type="interim_answers", statuses=103),
                with_fault(type="interim_answers", statuses=["103"]), with_fault(type="interim_answers", headers=[["a b", ""]]),
                with_fault(type="compress_body", coding="br"), with_fault(type="compress_body", only_if_asked=1),
                with_fault(type="fill_first"), scenario(phase="before_auth", fault={"type": "fill_first"}),
                scenario(phase="before_effect", fault={"type": "fill_first", "qty": 0}),
                scenario(phase="before_effect", fault={"type": "fill_first", "qty": "1"}),
                with_fault(type="gap"), scenario(phase="on_message"), scenario(when={"feed": "*"}),
                scenario(phase="on_message", fault={"type": "gap"}, when={"endpoint": "*"}),
                scenario(phase="on_message", fault={"type": "drop_connection", "close_code": 999}),
                with_fault(type="bad_chunks", kind="odd")):
            with self.subTest(document=document):
                self.assertFalse(VALIDATOR.is_valid(document))
                self.assertFalse(accepted_by_program(document))

    def test_only_the_program_knows_more(self):
        # What a schema can't say: which endpoints there are, that ids differ, and that bounds are in order.
        twice = scenario()
        twice["rules"].append(copy.deepcopy(twice["rules"][0]))
        for document in (twice, scenario(when={"endpoint": "POST /auth/cancle"}), scenario(when={"ordinal": [2, 1]}),
                         scenario(chance={"in": 2, "of": 1}), with_fault(type="delay_reply", uniform_ms=[2, 1])):
            with self.subTest(document=document):
                VALIDATOR.validate(document)
                self.assertFalse(accepted_by_program(document))
        self.assertFalse(accepted_by_program('{"schema": "scenario_v1", "name": "n", "name": "m", "rules": []}'))

    def test_the_types_are_those_of_the_program(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(with_fault(type="?"), file)
            file.flush()
            line = run("check", file.name).stderr
        known = re.search(r"expected one of: (.*)", line).group(1).split(", ")
        listed = [each["$ref"].rsplit("/", 1)[1] for each in SCHEMA["$defs"]["fault"]["oneOf"]]
        self.assertEqual(known, listed)


class Mock(MockProcess):
    def __init__(self, *options):
        super().__init__(PROGRAM, "--log-level", "off", *options)

    def journal(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("GET", "/mock/journal?limit=1000")
        entries = json.loads(connection.getresponse().read())["entries"]
        connection.close()
        return entries

    def send_cancel(self, order):
        """Sends a signed cancel, waits until it was decided, and leaves whatever comes."""
        body = f"id={order}"
        signature = base64.b64encode(hmac.new(b"demo-secret", body.encode(), hashlib.sha256).digest()).decode()
        before = len(self.journal())
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S) as connection:
            connection.sendall(
                f"POST /auth/cancel HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                f"x-api-key: demo-key\r\nx-signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode())
            deadline = time.monotonic() + PATIENCE_S
            while len(self.journal()) == before and time.monotonic() < deadline:
                pass


class Scenarios(unittest.TestCase):
    def test_there_are_some(self):
        self.assertGreater(len(SCENARIOS), 15)

    def test_each_is_right_and_says_what_it_teaches(self):
        result = run("check", *map(str, SCENARIOS))
        self.assertEqual((result.returncode, result.stderr), (0, ""))
        for path in SCENARIOS:
            with self.subTest(path.name):
                document = json.loads(path.read_text())
                VALIDATOR.validate(document)
                self.assertEqual(document["name"], path.stem)
                self.assertRegex(document["about"], r"^[A-Z].{30,}\.$")

    def test_each_strikes_as_its_plan_says(self):
        for path in SCENARIOS:
            with self.subTest(path.name):
                order = "bad-1" if path.stem == "one_bad_order" else "849cdea0395411e98f54b395ae9c7bb6"
                planned = json.loads(run("plan", "--scenario", str(path), "--order-id", order,
                                         "--requests", str(REQUESTS), "--json").stdout)
                rules = {rule["id"] for rule in json.loads(path.read_text())["rules"]}
                self.assertEqual({strike["rule"] for strike in planned["strikes"]}, rules)
                with Mock("--scenario", str(path)) as mock:
                    for _ in range(REQUESTS):
                        mock.send_cancel(order)
                    entries = mock.journal()
                seen = [(n, entry["phase"], entry["fault"]) for n, entry in enumerate(entries, 1) if entry["fault"]]
                # To fill orders first is no strike; the journal tells it as a fill.
                is_fill = [strike["fault"]["type"] == "fill_first" for strike in planned["strikes"]]
                expected = [(strike["request"], strike["phase"],
                             f"{strike['rule']};seed={planned['seed']};n={strike['ordinal']}")
                            for strike, fills in zip(planned["strikes"], is_fill) if not fills]
                self.assertEqual(seen, expected)
                self.assertEqual([n for n, entry in enumerate(entries, 1) if "fills" in entry["effect"]],
                                 [strike["request"] for strike, fills in zip(planned["strikes"], is_fill) if fills])


class Compressed(unittest.TestCase):
    """What zlib wrote is read by Python's own gzip and zlib, and by nobody who can't."""

    def answer(self, mock, asked):
        connection = http.client.HTTPConnection("127.0.0.1", mock.port, timeout=PATIENCE_S)
        connection.putrequest("GET", "/time", skip_accept_encoding=True)
        for value in asked:
            connection.putheader("Accept-Encoding", value)
        connection.endheaders()
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.getheader("Content-Encoding"), body

    def play(self, asked, **members):
        rule = {"when": {"endpoint": "GET /time"}, "fault": {"type": "compress_body", **members}}
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(scenario(**rule), file)
            file.flush()
            with Mock("--scenario", file.name) as mock:
                return [self.answer(mock, each) for each in asked]

    def test_both_codings_asked_for_or_not(self):
        for coding, read in (("gzip", gzip.decompress), ("deflate", zlib.decompress)):
            for said, body in self.play(([], ["identity"], [coding]), coding=coding):
                self.assertEqual(said, coding)
                self.assertEqual(json.loads(read(body))["code"], 200)

    def test_only_where_it_is_asked_for(self):
        asked = (["gzip"], ["deflate, GZIP;q=0.5"], ["*"], ["br, *;q=0.1"])
        self.assertEqual([said for said, _ in self.play(asked, only_if_asked=True)], ["gzip"] * len(asked))
        not_asked = ([], ["identity"], ["gzip;q=0"], ["gzip; q=0.000, *"], ["deflate"], ["xgzip"], ["*;q=0"], [",;,"])
        for said, body in self.play(not_asked, only_if_asked=True):
            self.assertEqual((said, json.loads(body)["code"]), (None, 200))


class Commands(unittest.TestCase):
    def test_a_seed_on_the_command_line_goes_before_the_files(self):
        path = str(FIXTURES / "scenarios" / "flaky_503.json")
        rows = {seed: run("plan", "--scenario", path, "--json", "--seed", str(seed)).stdout for seed in (1, 2, 7)}
        self.assertEqual(len(set(rows.values())), 3)
        self.assertEqual(run("plan", "--scenario", path, "--json").stdout, rows[7])

    def test_plan_prints_a_table(self):
        result = run("plan", "--scenario", str(FIXTURES / "scenarios" / "lost_reply.json"), "--requests", "3")
        self.assertEqual(result.stdout.splitlines()[1:], [
            '1 of the first 3 requests "POST /auth/cancel" of API key "demo-key" are struck, seed 7',
            "request  phase          rule           ordinal  fault",
            "      2  after_effect   second_cancel        2  reset_peer"])

    def test_plan_takes_the_requests_of_a_journal(self):
        with tempfile.TemporaryDirectory() as folder:
            scenario, journal = pathlib.Path(folder) / "s.json", pathlib.Path(folder) / "journal.ndjson"
            scenario.write_text(json.dumps({"schema": "scenario_v1", "name": "n", "about": "", "rules": [
                {"id": "r", "when": {"order_id": "x*", "first": 2}, "phase": "after_effect", "fault": {"type": "reset_peer"}}]}))
            with Mock("--journal-file", str(journal), "--scenario", str(scenario)) as mock:
                for order in ("x1", "other", "x2", "x3"):
                    mock.send_cancel(order)
                mock.process.terminate()
                mock.process.wait()
            struck = [(number, entry["key_number"]) for number, entry in
                      enumerate(map(json.loads, journal.read_text().splitlines()), 1) if entry.get("fault")]
            planned = run("plan", "--scenario", str(scenario), "--journal", str(journal), "--json")
            plan = json.loads(planned.stdout)
            self.assertEqual([(s["request"], s["request"]) for s in plan["strikes"]], struck)
            self.assertEqual((plan["requests"], plan["notes"], len(struck)), (4, [], 2))
            for line, wrong in (('{"a":1}', ":1: expected a journal entry"), ("", "holds no request")):
                journal.write_text(line)
                ended = run("plan", "--scenario", str(scenario), "--journal", str(journal))
                self.assertEqual((ended.returncode, ended.stderr.count("\n")), (2, 1), ended.stderr)
                self.assertIn(wrong, ended.stderr)
            ended = run("plan", "--scenario", str(scenario), "--journal", str(journal), "--order-id", "x")
            self.assertIn("leave out --order-id", ended.stderr)

    def test_regular_expressions_are_doubted_by_check_and_serve(self):
        for field, doubted in (("order_id", "x.*"), ("api_key", "^team-1$"), ("order_id", "[0-9]+"), ("order_id", "x*")):
            with self.subTest(doubted), tempfile.TemporaryDirectory() as folder:
                scenario = pathlib.Path(folder) / "s.json"
                scenario.write_text(json.dumps({"schema": "scenario_v1", "name": "n", "about": "", "rules": [
                    {"id": "r", "when": {field: doubted}, "phase": "after_effect", "fault": {"type": "reset_peer"}}]}))
                warning = [] if doubted == "x*" else [
                    f'{scenario}: rule r: {field}: "{doubted}" looks like a regular expression, but in patterns "*" '
                    'stands for any text, "?" for one character, and all else for itself']
                checked = run("check", str(scenario))
                self.assertEqual(checked.returncode, 0)
                self.assertEqual(checked.stderr.splitlines(), [f"everstrike-mock: warning: {line}" for line in warning])
                with subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--scenario", str(scenario)],
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as mock:
                    mock.stdout.readline()
                    mock.terminate()
                    log = mock.communicate()[1].splitlines()
                self.assertEqual([line.split(" warning ")[1] for line in log if " warning " in line], warning)

    def test_errors_are_one_line(self):
        for arguments, code, line in (
                (("plan", "--scenario", "/nowhere.json"), 3, "/nowhere.json: cannot be opened: No such file or directory"),
                (("serve", "--scenario", "/nowhere.json"), 3, "/nowhere.json: cannot be opened: No such file or directory"),
                (("serve", "--latency-ms", "9..1"), 2,
                 '--latency-ms: expected milliseconds, N or A..B, up to 600000')):
            with self.subTest(arguments):
                result = run(*arguments)
                self.assertEqual((result.returncode, result.stderr), (code, f"everstrike-mock: {line}\n"))

    def test_check_tells_accounts_scenarios_and_configurations_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            (folder / "a.json").write_text('{"schema": "accounts_v1", "accounts": [{"api_key": "k", "secret": "s"}]}')
            (folder / "b.json").write_text('{"schema": "other_v1"}')
            (folder / "c.toml").write_text('[serve]\nlatency-ms = "1..2"\n')
            (folder / "d.toml").write_text('[serve]\nlatencyms = "1..2"\n')
            (folder / "e.toml").write_text('[cancel]\nattempts = "x"\n[client]\njobs = 2\n[serve]\nseed = 2\n')
            (folder / "f.toml").write_text('[cancel]\natempts = 1\n')
            (folder / "g.toml").write_text('[cancle]\nattempts = 1\n')
            files = [str(folder / name) for name in ("a.json", "b.json", "c.toml", "d.toml", "e.toml", "f.toml", "g.toml")]
            result = run("check", *files)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout.splitlines(), [f"{files[0]}: ok, accounts_v1, 1 account",
                                                          f"{files[2]}: ok, configuration",
                                                          f"{files[4]}: ok, configuration; of [cancel] (everstrike), "
                                                          "[client] (everstrike-conformance) only the names were checked"])
            self.assertEqual(result.stderr.splitlines(), [
                f'everstrike-mock: {files[1]}:1:12: schema: expected a member "schema" that is "accounts_v1" or "scenario_v1"',
                f'everstrike-mock: {files[3]}:2:1: unknown key "latencyms" in [serve]; did you mean "latency-ms"?',
                f'everstrike-mock: {files[5]}:2:1: unknown key "atempts" in [cancel]; did you mean "attempts"?',
                f'everstrike-mock: {files[6]}:1:2: unknown table [cancle]; did you mean "cancel"?'])
            self.assertEqual(run("check", str(folder / "no.json")).returncode, 3)


if __name__ == "__main__":
    unittest.main()
