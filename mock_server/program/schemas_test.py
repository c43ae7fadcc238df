#!/usr/bin/python3
"""The JSON Schemas of fixtures/schemas against the program: schemas_test.py PROGRAM

What Debian's jsonschema says of a file, `everstrike-mock check` says too: of good files and bad ones
by hand, and of each good one with every member of it taken away or replaced. The journal's schema is
held against what the mock writes.
"""
import copy
import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import tomllib
import unittest

import jsonschema

PROGRAM = os.path.abspath(sys.argv.pop(1))
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SCHEMAS = {path.name.removesuffix(".schema.json"): json.loads(path.read_text(encoding="utf-8"))
           for path in sorted((ROOT / "fixtures" / "schemas").glob("*.schema.json"))}
PATIENCE_S = 60
ACCOUNTS_MUTANTS_ONE_OF = 3
SCENARIO_MUTANTS_ONE_OF = 17
# What no schema can say: what contradicts what, and what is there on this machine.
BEYOND = re.compile(r"comes twice|is not set|cannot be opened|qty_orig|as all of it is filled|expected fills of|expected nothing to be filled"
                    r"|fits one of|counted from 1, both ends|expected at most as much as")
ODD_VALUES = (None, True, 0, -1, 1.5, 7, 1e300, "", "x", [], ["x"], {}, {"x": 1})


def complaint(name, document):
    errors = list(jsonschema.Draft202012Validator(SCHEMAS[name]).iter_errors(document))
    return "; ".join(f"{error.json_path}: {error.message}" for error in errors)[:400]


def checked(texts, ending):
    """What `check` says of each file: "" or its complaint."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number}{ending}" for number in range(len(texts))]
        for path, text in zip(paths, texts):
            pathlib.Path(path).write_text(text, encoding="utf-8")
        ended = subprocess.run([PROGRAM, "check", *paths], capture_output=True, text=True, timeout=PATIENCE_S,
                               env={**os.environ, "MOCK_SECRET": "s"}, cwd=folder)
        said = {}
        for line in ended.stderr.splitlines():
            found = re.match(r"everstrike-mock: (.*?/\d+" + re.escape(ending) + r"):? ?(.*)", line)
            said[found.group(1)] = found.group(2)
        assert ended.returncode in (0, 1, 3), ended
        assert len(said) + len(ended.stdout.splitlines()) == len(paths), ended
        return [said.get(path, "") for path in paths]


def places(document):
    """Every member and element, as (container, key)."""
    if isinstance(document, dict):
        keys = list(document)
    else:
        keys = range(len(document)) if isinstance(document, list) else ()
    for key in keys:
        yield document, key
        yield from places(document[key])


def mutants(document):
    """The document with each thing in it taken away, replaced, or joined by a stranger."""
    count = sum(1 for _ in places(document))
    for number in range(count):
        for change in ("take", "join", *ODD_VALUES):
            mutant = copy.deepcopy(document)
            container, key = list(places(mutant))[number]
            if change == "take":
                del container[key]
            elif change == "join":
                if not isinstance(container, dict):
                    continue
                container["stranger"] = 1
            else:
                container[key] = change
            yield mutant


def account(**members):
    account = {"api_key": "k", "secret": "s", **members}
    return {"schema": "accounts_v1", "accounts": [{name: value for name, value in account.items() if value is not None}]}


def order(**members):
    return account(orders=[{"id": "o", **members}])


GOOD_ACCOUNTS = (
    {"schema": "accounts_v1", "accounts": []}, {"$schema": "https://example.com/a.json", **account()},
    account(secret=""), account(api_key=""), account(secret=None, secret_env="MOCK_SECRET"), account(orders=[]),
    account(orders=["a", {"id": "b"}, "mock-503-before-1", ""]), order(pair="anything", side="SELL", type="MARKET"),
    order(qty_orig=2, qty_filled=0.5, price=1.25, price_orig=1, qty_orig_usd=-1, time=0), order(status="COMPLETED"),
    order(qty_orig=2, qty_filled=2.0, fills=[{"qty": 1.5, "price": 3, "time": 1.0, "id": "f"}, {"qty": 0.5}]),
    order(qty_orig=1, qty_remaining=1), order(trigger_price=9), order(trigger_price=9.5, trigger_event="LAST_PRICE", status="UNTRIGGERED"),
    order(trigger_price=9, status="ACTIVE"), order(trigger_price=9, qty_orig=2, qty_filled=1),
    order(time_in_force="IOC", leverage=0, post_only=True, reduce_only=False, hidden=True, close_on_trigger=True, customer_id=""),
    order(time=2**64 - 1), order(time=1e3), {"schema": "accounts_v1", "accounts": [{"api_key": "a", "secret": "1"}, {"api_key": "b", "secret": "2"}]})
BAD_ACCOUNTS = (
    {}, [], "x", 1, None, {"schema": "accounts_v1"}, {"schema": "accounts_v2", "accounts": []}, {"schema": "accounts_v1", "accounts": {}},
    {"$schema": 1, **account()}, {"schema": "accounts_v1", "accounts": [], "extra": 1}, account(secret=None), account(secret_env="MOCK_SECRET"),
    account(secret=None, secret_env="A", secret_file="B"), account(api_key=None), account(api_key=1), account(secret=1), account(orders={}),
    account(orders=[1]), account(orders=[{}]), order(id=1), order(side="buy"), order(type="STOP"), order(status="FILLED"), order(price="1"),
    order(qty_orig=0), order(qty_orig=-1), order(qty_filled=-1), order(fills=[{}]), order(fills=[{"qty": 0}]), order(fills=[{"qty": 1, "x": 1}]),
    order(fills={}), order(time=-1), order(time=1.5), order(time=2**64), order(time_in_force="DAY"), order(trigger_event="MARK_PRICE"),
    order(trigger_price=0), order(trigger_price=9, trigger_event="PRICE"), order(status="UNTRIGGERED"), order(post_only=1), order(colour="red"),
    order(**{"$schema": "x"}))
BEYOND_ACCOUNTS = (
    {"schema": "accounts_v1", "accounts": [{"api_key": "a", "secret": "1"}, {"api_key": "a", "secret": "2"}]}, account(orders=["a", "a"]),
    account(secret=None, secret_env="NO_SUCH_VARIABLE"), account(secret=None, secret_file="no/such/file"), order(qty_orig=1, qty_filled=2),
    order(status="COMPLETED", qty_filled=0), order(status="UNTRIGGERED", trigger_price=1, qty_filled=0.001))

GOOD_CONFIGS = (
    "", '"$schema" = "https://example.com/c.json"\n', "seed = 7\n", 'fail-first = "7"\n', '[serve]\nlisten = "127.0.0.1:0"\nseed = 18\n',
    '[serve]\nlatency-ms = "1..2"\nfail-rate = "1/3"\n', "latency-ms = 5\n", "faithful = true\n[with-trust]\nfaithful = false\n",
    'rate-limit = ["50/20", "orders=1200/60"]\n', 'rate-limit = "50/20"\n', "rate-limit = []\n", "workers = 0\n", '[with-trust]\nway = "env"\n',
    'tls = true\ntls-host = ["a.example", "b.example"]\ntls-fault = "expired"\n', 'log-level = "off"\nlog-format = "json"\ndiagnosis = "deep"\n',
    "[plan]\nrequests = 9\n", "[check]\n", 'fail-phase = "after_effect"\n', 'reject-status = "bad_signature=401"\n', "[health]\ntimeout-ms = 5\n")
BAD_CONFIGS = (
    '"$schema" = 1\n', "sed = 7\n", "[serv]\n", "seed = -1\n", 'seed = "7"\n', 'fail-first = "x"\n', "seed = 1.5\n", 'seed = "x"\n', "seed = true\n", "seed = [1]\n", "workers = 257\n",
    "faithful = 1\n", 'faithful = "yes"\n', '[serve]\nfaithful = [true]\n', 'log-level = "loud"\n', 'log-format = "xml"\n', 'diagnosis = "deeper"\n',
    'fail-phase = "during"\n', 'tls = true\ntls-fault = "nice"\n', 'rate-limit = ["50/20", 1]\n', "rate-limit = [true]\n", "max-body-bytes = 0\n",
    '[with-trust]\nway = "sideways"\n', '[with-trust]\nlog-level = "loud"\n', "[plan]\nrequests = -1\n", '[serve]\n"$schema" = "x"\n', "help = true\n",
    'config = "other.toml"\n', "[health]\ntimeout-ms = 0\n", "drain-ms = 86400001\n", "listen = 1.5\n", "[serve.deeper]\nseed = 1\n",
    "seed = 1979-05-27\n")


class Agreement(unittest.TestCase):
    def compare(self, name, documents, texts, ending):
        """Both say the same; gives how many both accept, both refuse, and only the program refuses."""
        accepted = refused = beyond = 0
        for document, text, said in zip(documents, texts, checked(texts, ending)):
            schemas = complaint(name, document)
            if said and not schemas and BEYOND.search(said):
                beyond += 1
                continue
            self.assertEqual(bool(said), bool(schemas), f"check: {said or 'ok'}; schema: {schemas or 'ok'}; {text}")
            accepted, refused = accepted + (not said), refused + bool(said)
        return accepted, refused, beyond

    def test_schemas_are_schemas(self):
        self.assertLessEqual({"accounts_v1", "config_v1", "conformance_result_v1", "journal_entry_v1", "scenario_v1", "static_answer_v1"}, set(SCHEMAS))
        for name, schema in SCHEMAS.items():
            jsonschema.Draft202012Validator.check_schema(schema)
            if "properties" in schema and schema.get("additionalProperties") is False:
                self.assertEqual(schema["properties"]["$schema"], {"type": "string"}, name)

    def test_accounts(self):
        for documents, counts in ((GOOD_ACCOUNTS, (len(GOOD_ACCOUNTS), 0, 0)), (BEYOND_ACCOUNTS, (0, 0, len(BEYOND_ACCOUNTS)))):
            self.assertEqual(self.compare("accounts_v1", documents, [json.dumps(one) for one in documents], ".json"), counts)
        # A file that isn't even told to be of accounts is refused for that.
        accepted, refused, _ = self.compare("accounts_v1", BAD_ACCOUNTS, [json.dumps(one) for one in BAD_ACCOUNTS], ".json")
        self.assertEqual((accepted, refused), (0, len(BAD_ACCOUNTS)))

    def test_accounts_changed_everywhere(self):
        documents = [mutant for good in GOOD_ACCOUNTS for mutant in mutants(good)][::ACCOUNTS_MUTANTS_ONE_OF]
        accepted, refused, beyond = self.compare("accounts_v1", documents, [json.dumps(one) for one in documents], ".json")
        self.assertGreater(min(accepted, refused), 100)
        self.assertGreater(beyond, 5)

    def test_scenarios_changed_everywhere(self):
        goods = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "fixtures" / "scenarios").glob("*.json"))]
        goods.append({"$schema": "x", **goods[0]})
        # Too many for each run: one of so many, others in each scenario.
        documents = goods + [mutant for good in goods for mutant in mutants(good)][::SCENARIO_MUTANTS_ONE_OF]
        accepted, refused, _ = self.compare("scenario_v1", documents, [json.dumps(one) for one in documents], ".json")
        self.assertGreater(min(accepted, refused), 30)

    def test_configurations(self):
        for texts, counts in ((GOOD_CONFIGS, (len(GOOD_CONFIGS), 0, 0)), (BAD_CONFIGS, (0, len(BAD_CONFIGS), 0))):
            self.assertEqual(self.compare("config_v1", [tomllib.loads(text) for text in texts], texts, ".toml"), counts)

    def test_every_setting_is_refused_what_its_schema_refuses(self):
        properties = SCHEMAS["config_v1"]["properties"]
        texts = []
        for name, schema in properties.items():
            if schema.get("type") == "object":
                continue
            for value in ("true", "-1", "1.5", '"no such word"', "[1.5]", "1979-05-27"):
                text = f'"{name}" = {value}\n'
                if complaint("config_v1", tomllib.loads(text)):
                    texts.append(text)
        self.assertGreater(len(texts), 100)
        self.assertEqual([text for text, said in zip(texts, checked(texts, ".toml")) if not said], [])

    def test_the_configurations_schema_is_the_programs(self):
        written = subprocess.run([PROGRAM, "--help-config"], capture_output=True, text=True, timeout=PATIENCE_S).stdout
        self.assertEqual(json.loads(written), SCHEMAS["config_v1"],
                         "an option has changed: everstrike-mock --help-config > fixtures/schemas/config_v1.schema.json")


class Journal(unittest.TestCase):
    def test_entries_are_as_the_schema_says(self):
        with tempfile.TemporaryDirectory() as folder:
            scenario = {"schema": "scenario_v1", "name": "n", "rules": [
                {"id": "cut", "when": {"endpoint": "GET /time", "first": 1}, "phase": "after_effect", "fault": {"type": "truncate_body", "keep": 3}},
                {"id": "slow", "when": {"endpoint": "GET /ping"}, "phase": "after_effect", "fault": {"type": "dribble", "bytes_per_second": 100000}},
                {"id": "rst", "when": {"endpoint": "GET /vault"}, "phase": "before_auth", "fault": {"type": "reset_peer"}},
                {"id": "raw", "when": {"endpoint": "GET /assets"}, "phase": "after_effect", "fault": {"type": "garbage", "bytes": 64}}]}
            pathlib.Path(folder, "s.json").write_text(json.dumps(scenario))
            mock = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--log-level", "off", "--journal-file", f"{folder}/j.ndjson",
                                     "--scenario", f"{folder}/s.json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            try:
                port = int(mock.stdout.readline().rsplit(":", 1)[1])

                def raw(data):
                    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as connection:
                        connection.sendall(data)
                        try:
                            connection.shutdown(socket.SHUT_WR)
                            while connection.recv(65536):
                                pass
                        except OSError:  # a reset was asked for
                            pass

                for path in ("/time", "/time", "/ping", "/vault", "/assets", "/nowhere", "/pairs"):
                    raw(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
                raw(b"GARBAGE\r\n\r\n")
                raw(b"POST /auth/cancel HTTP/1.1\r\nHost: x\r\nx-api-key: demo-key\r\nX-Odd: \xff\r\nx-signature: bad\r\nContent-Length: 4\r\n\r\nid=\xfe")
                raw(b"POST /auth/cancel HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nid=x\r\n0\r\n\r\n")
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
                connection.request("POST", "/mock/fill", json.dumps({"api_key": "demo-key", "order_id": "32302131320dqe"}),
                                   {"Content-Type": "application/json"})
                self.assertEqual(connection.getresponse().status, 200)
                connection.close()
            finally:
                mock.terminate()
                mock.communicate(timeout=PATIENCE_S)
            entries = [json.loads(line) for line in pathlib.Path(folder, "j.ndjson").read_text(encoding="utf-8").splitlines()]
        self.assertEqual(len(entries), 11)
        self.assertEqual([name for entry in entries for name in entry if name.endswith("_hex")], ["head_hex", "body_hex"])
        self.assertEqual(sum(entry.get("kind") == "control" for entry in entries), 1)
        self.assertEqual([complaint("journal_entry_v1", entry) for entry in entries], [""] * len(entries))
        for entry in entries:
            for name in entry:
                without = {key: value for key, value in entry.items() if key != name}
                self.assertNotEqual(complaint("journal_entry_v1", without), "", name)
            self.assertNotEqual(complaint("journal_entry_v1", {**entry, "stranger": 1}), "")

    def test_verdicts_are_those_of_the_program(self):
        line = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--reject-status", "nice=401"], capture_output=True, text=True,
                              timeout=PATIENCE_S).stderr
        known = set(line.rstrip("\n").split("one of:")[1].split())
        verdicts = set(SCHEMAS["journal_entry_v1"]["$defs"]["request"]["properties"]["verdict"]["enum"])
        self.assertGreater(len(known), 15)
        self.assertLessEqual(known, verdicts)


if __name__ == "__main__":
    unittest.main()
