#!/usr/bin/python3
"""Metrics, HAR, OpenAPI, provenance, each held against its own specification: exports_test.py PROGRAM"""
import base64
import json
import pathlib
import socket
import unittest
import urllib.parse

import jsonschema

from running_mock import SAMPLE_ID, SCENARIO, Line, Mock, metrics

ROOT = pathlib.Path(__file__).resolve().parents[3]


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
            check("GET", "/mock/fail-next?" + key)
            check("DELETE", "/mock/fail-next")
            check("PUT", "/mock/scenario?" + key, body=SCENARIO)
            check("DELETE", "/mock/scenario?" + key)
            check("DELETE", "/mock/journal?" + key)
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


if __name__ == "__main__":
    unittest.main()
