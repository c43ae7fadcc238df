#!/usr/bin/python3
"""The mock's answers against the description of the exchange: exchange_openapi_test.py PROGRAM

fixtures/openapi/exchange_v1.json is written from what is known of the exchange and not from what the
mock answers. Every call of it is made, requests and answers are validated by Debian's jsonschema,
signatures are made by Python's hmac, and the calls are compared with those of the program.
"""
import base64
import hashlib
import hmac
import http.client
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

import jsonschema

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "test"))
from mock_process import MockProcess  # noqa: E402

PROGRAM = sys.argv.pop(1)
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DOCUMENT = json.loads((ROOT / "fixtures" / "openapi" / "exchange_v1.json").read_text(encoding="utf-8"))
STATIC = sorted((ROOT / "mock_server" / "exchange" / "static_answers").glob("*.json"))
STATIC_SCHEMA = json.loads((ROOT / "fixtures" / "schemas" / "static_answer_v1.schema.json").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
PATIENCE_S = 60
WORDS = {"documented", "observed", "assumed"}
OPERATIONS = {f"{method.upper()} {path}": operation
              for path, methods in DOCUMENT["paths"].items() for method, operation in methods.items()}


def complaints(schema, value):
    """What an independent validator says about a value."""
    schema = {**schema, "components": DOCUMENT["components"]}
    return [f"{error.json_path}: {error.message}" for error in jsonschema.Draft202012Validator(schema).iter_errors(value)]


def json_schema(described):
    if "$ref" in described:
        described = DOCUMENT["components"]["responses"][described["$ref"].rsplit("/", 1)[1]]
    return described["content"]["application/json"]["schema"]


def typed(pairs, schema):
    """A form's fields as the values that its schema means."""
    value = {}
    for name, text in pairs:
        steps = [step for step in re.split(r"[\[\]]+", name) if step]
        here, place = value, schema
        for step, following in zip(steps, steps[1:] + [None]):
            place = place["items"] if "items" in place else place["properties"].get(step, {})
            if following is None:
                here[step] = float(text) if place.get("type") in ("number", "integer") else {"true": True, "false": False}.get(text, text)
            else:
                here = here.setdefault(step, {})
    def lists(part, place):
        if not isinstance(part, dict):
            return part
        if "items" in place:
            return [lists(part[key], place["items"]) for key in sorted(part, key=int)]
        return {key: lists(one, place["properties"].get(key, {})) for key, one in part.items()}
    return lists(value, schema)


class Mock(MockProcess):
    def __init__(self, *options):
        super().__init__(PROGRAM, "--log-level", "off", *options)

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer.status, json.loads(text)

    def control(self, path, **members):
        return self.ask("POST", path, json.dumps({"api_key": "demo-key", **members}), {"Content-Type": "application/json"})


class Description(unittest.TestCase):
    def test_it_is_openapi_3_1_with_sound_schemas(self):
        self.assertEqual(DOCUMENT["openapi"], "3.1.0")
        ids = [operation["operationId"] for operation in OPERATIONS.values()]
        self.assertEqual(len(ids), len(set(ids)))
        tags = {tag["name"] for tag in DOCUMENT["tags"]}

        def walk(part):
            if isinstance(part, dict):
                if "$ref" in part:
                    found = DOCUMENT
                    for step in part["$ref"].removeprefix("#/").split("/"):
                        found = found[step]
                for key, one in part.items():
                    if key == "schema":
                        jsonschema.Draft202012Validator.check_schema(one)
                    walk(one)
            elif isinstance(part, list):
                for one in part:
                    walk(one)
        walk(DOCUMENT)
        for schema in DOCUMENT["components"]["schemas"].values():
            jsonschema.Draft202012Validator.check_schema(schema)
        for operation in OPERATIONS.values():
            self.assertLessEqual(set(operation["tags"]), tags)
            self.assertTrue(operation["summary"] and operation["description"])
            self.assertEqual({"200", "503"} - set(operation["responses"]), set())

    def test_every_call_and_field_says_where_it_comes_from(self):
        missing = []

        def walk(part, place):
            if isinstance(part, list):
                for number, one in enumerate(part):
                    walk(one, f"{place}/{number}")
            if not isinstance(part, dict):
                return
            fields = {**part.get("properties", {}), **part.get("patternProperties", {})} if "type" in part or "properties" in part else {}
            for name, schema in fields.items():
                if schema.get("x-provenance") not in WORDS:
                    missing.append(f"{place}/{name}")
            for key, one in part.items():
                walk(one, f"{place}/{key}")
        walk({"paths": DOCUMENT["paths"], "components": DOCUMENT["components"]}, "")
        for name, operation in OPERATIONS.items():
            for what in (operation, *operation.get("parameters", [])):
                if what.get("x-provenance") not in WORDS:
                    missing.append(f"{name} {what.get('name', '')}")
        self.assertEqual(missing, [])
        self.assertGreater(json.dumps(DOCUMENT).count("x-provenance"), 300)

    def test_the_calls_are_those_of_the_program(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            rule = {"id": "r", "phase": "after_effect", "when": {"endpoint": "none"}, "fault": {"type": "hang"}}
            json.dump({"schema": "scenario_v1", "name": "n", "rules": [rule]}, file)
            file.flush()
            line = subprocess.run([PROGRAM, "check", file.name], capture_output=True, text=True, timeout=PATIENCE_S).stderr
        served = line.rstrip("\n").split("fits one of: ")[1].split(", ")
        self.assertEqual(sorted(served), sorted(OPERATIONS))

    def test_the_page_says_the_same_of_each_call(self):
        rows = {}
        for cells in re.findall(r"^\| ((?:`[A-Z]+ /[^`]*`,? ?)+)\| ([^|]+) \| (?:[^|]+) \| (\w+)", PAGE, re.MULTILINE):
            for method, path in re.findall(r"`([A-Z]+) ([^`?]+)[^`]*`", cells[0]):
                rows[f"{method} {path}"] = (cells[1], cells[2])
        auth = {"[{}]": "nothing", '[{"key": []}]': "key", '[{"key": [], "signature": []}]': "key, signature"}
        self.assertEqual(rows, {name: (auth[json.dumps(operation["security"])], operation["x-provenance"])
                                for name, operation in OPERATIONS.items()})

    def test_the_answers_from_files_say_where_they_come_from(self):
        self.assertGreater(len(STATIC), 14)
        for path in STATIC:
            with self.subTest(path.name):
                file = json.loads(path.read_text(encoding="utf-8"))
                jsonschema.Draft202012Validator(STATIC_SCHEMA).validate(file)
                self.assertEqual(file["endpoint"].split("/")[-1], path.stem)
                operation = OPERATIONS[file["endpoint"]]
                result = json_schema(operation["responses"]["200"])["properties"]["result"]
                self.assertEqual(file["provenance"], result["x-provenance"])
                self.assertEqual(complaints(result, file["result"]), [])

    def test_the_mock_gives_it_away(self):
        with Mock() as mock:
            self.assertEqual(mock.ask("GET", "/mock/exchange-openapi.json"), (200, DOCUMENT))


class Answers(unittest.TestCase):
    """One long session in which every call is made at least once."""

    def call(self, name, pairs=(), expected=200):
        method, path = name.split(" ")
        operation = OPERATIONS[name]
        self.called.add(name)
        text = urllib.parse.urlencode(list(pairs))
        headers = {} if operation["security"] == [{}] else {"x-api-key": "demo-key"}
        body = None
        if "requestBody" in operation:
            schema = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
            if expected == 200:
                self.assertEqual(complaints(schema, typed(pairs, schema)), [], f"{name} {text}")
                self.assertLessEqual({re.split(r"\[", field)[0] for field, _ in pairs}, set(schema["properties"]))
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            mac = hmac.new(b"demo-secret", text.encode(), hashlib.sha256).digest()
            if "signature" in operation["security"][0]:
                headers["x-signature"] = base64.b64encode(mac).decode()
            body = text
        else:
            known = {parameter["name"] for parameter in operation.get("parameters", [])}
            self.assertLessEqual({field for field, _ in pairs}, known)
            path += f"?{text}" if text else ""
        status, answer = self.mock.ask(method, path, body, headers)
        self.assertEqual(status, expected, f"{name} {text}: {answer}")
        self.assertEqual(complaints(json_schema(operation["responses"][str(status)]), answer), [], f"{name} {text}")
        return answer["result"]

    def place(self, **fields):
        fields = {"pair": "USD_BTC_PERP", "qty": "0.5", "side": "BUY", "price": "50000", **fields}
        return self.call("POST /auth/order", fields.items())["order"]["id"]

    def test_are_as_described(self):
        self.called = set()
        with Mock() as self.mock:
            open_id, half_id, whole_id = self.place(timestamp="1700000000000.25"), self.place(), self.place(side="SELL")
            trigger_id, refused_id = self.place(trigger_price="49000"), self.place(trigger_price="49000", trigger_event="LAST_PRICE")
            waiting_id = self.place(trigger_price="48000")
            bulk = [(f"orders[{i}][{name}]", value) for i in range(3)
                    for name, value in (("pair", "USD_BTC_PERP"), ("qty", "1"), ("side", "SELL"), ("price", str(50001 + i)), ("post_only", "true"))]
            bulk_ids = [order["id"] for order in self.call("POST /auth/order/bulk", bulk)["orders"]]
            for body in ({"order_id": half_id, "qty": 0.2}, {"order_id": whole_id}):
                self.assertEqual(self.mock.control("/mock/fill", **body)[0], 200)
            self.assertEqual(self.mock.control("/mock/trigger", order_id=trigger_id)[0], 200)
            self.assertEqual(self.mock.control("/mock/trigger", order_id=refused_id, refuse=True)[0], 200)
            for name in ("GET /orders", "GET /active_orders", "GET /cancelled_orders", "GET /completed_orders", "GET /filled_orders",
                         "GET /triggers", "GET /fills", "GET /active_positions", "GET /account"):
                self.call(name)
            triggers = {one["id"]: one for one in self.call("GET /triggers", [("pair", "USD_BTC_PERP"), ("limit", "10")])}
            self.assertEqual({key: one["status"] for key, one in triggers.items()}, {refused_id: "CANCELLED", waiting_id: "UNTRIGGERED"})
            for order_id in (open_id, half_id, whole_id, waiting_id, refused_id, "392392320eoweqwie3"):
                self.call("GET /order", [("id", order_id)])
            self.call("POST /auth/cancel", [("timestamp", "1700000000000"), ("recv_window", "1e15"), ("id", open_id)])
            self.call("POST /auth/cancel/bulk", [("ids[0]", bulk_ids[0]), ("ids[1]", half_id), ("ids[2]", whole_id)])
            self.call("POST /auth/cancel/bulk", [("ids[0]", waiting_id), ("ids[1]", open_id)])
            self.call("GET /position", [("pair", "USD_BTC_PERP")])
            self.call("GET /position", [("pair", "DOGE_USD")])
            self.call("POST /auth/close", [("pair", "USD_BTC_PERP"), ("qty", "0.1"), ("price", "49990")])
            self.call("POST /auth/close", [("pair", "USD_BTC_PERP")])
            self.assertIsNone(self.call("POST /auth/close", [("pair", "DOGE_USD")])["order"])
            self.assertEqual(len(self.call("GET /completed_positions")), 2)
            self.assertEqual(self.call("GET /active_positions"), {})
            self.call("POST /auth/withdraw", [("asset", "ETH"), ("qty", "5"), ("address", "0xa1")])
            for name, field in (("leverage", "leverage"), ("fund", "qty"), ("draw", "qty")):
                self.call(f"POST /{name}", [("pair", "USD_ETH_PERP"), (field, "2.5")])
            for name in ("balances", "personal", "deposits", "withdrawals", "pairs", "ticker", "time", "ping", "assets", "vault"):
                self.call(f"GET /{name}")
            for name in ("ticker", "depth", "ohlcv", "trades"):
                self.call(f"GET /{name}", [("pair", "USD_ETH_PERP")])
            self.call("GET /depth", [("pair", "USD_ETH_PERP"), ("limit", "1")])
            self.call("POST /auth/cancel/bulk")
            self.assertEqual(self.call("GET /active_orders"), [])
        self.assertEqual(self.called, set(OPERATIONS))

    def test_refusals_are_as_described(self):
        self.called = set()
        with Mock("--rate-limit", "1000/60", "--rate-limit", "orders=1/60") as self.mock:
            for name, operation in OPERATIONS.items():
                required = (any(each.get("required") for each in operation.get("parameters", []))
                            or operation.get("requestBody") and name != "POST /auth/cancel/bulk")
                if required and not name.startswith("POST /auth/order"):
                    self.call(name, expected=503)
            order = [("pair", "BTC_USD"), ("qty", "1"), ("side", "BUY")]
            self.call("POST /auth/order", [*order, ("timestamp", "1"), ("recv_window", "1")], 408)
            self.call("POST /auth/order", order, 429)


if __name__ == "__main__":
    unittest.main()
