#!/usr/bin/python3
"""Accounts, orders, clocks and fills: worlds_test.py PROGRAM"""
import hashlib
import json
import pathlib
import tempfile
import time
import unittest
import urllib.parse

from running_mock import SAMPLE_ID, Line, Mock, metrics


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
            for key in ("a%0Ab", "a%00", "%7F", "%20a", "a%09"):  # no header has such a value
                status, answer = mock.ask("PUT", "/mock/accounts/" + key, {"secret": "hush-hush-1"})
                self.assertEqual(status, 400, key)
                self.assertIn("a header can carry", answer["error"])
            status, answer = mock.ask("GET", "/mock/elsewhere")
            self.assertEqual((status, answer["error"]), (404, 'there is no such control path ("/mock/elsewhere")'))
            for path, nearest in (("/mock/helth", "GET /mock/health"), ("/mock/health/", "GET /mock/health"),
                                  ("/mock//journal", "GET /mock/journal"),
                                  ("/mock/fail_next", "GET /mock/fail-next"),
                                  ("/mock/acounts/k", "GET /mock/accounts/")):
                self.assertIn("the nearest is " + nearest, mock.ask("GET", path)[1]["error"])
            for pair, price in (("NOPE", 5), ("usd_btc_perp", 5), ("USD_BTC_PERP", 1e300)):
                status, answer = mock.ask("POST", "/mock/price", {"pair": pair, "price": price})
                self.assertEqual(status, 400, pair)
                self.assertIn("such as USD_BTC_PERP" if price == 5 else "up to 1e12", answer["error"])
            # Once a 500: a number that JSON may hold and a double may not.
            status, answer, _ = mock.raw("PUT", "/mock/accounts/k", '{"secret":"a","orders":[{"id":"a","price":1e400}]}')
            self.assertEqual((status, answer), (400, '{"error":"body:1:43: a number is too large"}'))

    def test_a_body_that_nobody_reads_is_refused(self):
        # {"api_key":"k"} once reset all worlds.
        with Mock() as mock:
            self.assertEqual(mock.cancel(SAMPLE_ID)[0], 200)
            for method, path in (("POST", "/mock/reset"), ("DELETE", "/mock/journal"), ("DELETE", "/mock/scenario")):
                status, answer = mock.ask(method, path, {"api_key": "k"})
                self.assertEqual((status, "?api_key=KEY" in answer["error"]), (400, True), path)
            self.assertEqual(mock.cancel(SAMPLE_ID)[2]["x-mock-verdict"], "already_cancelled")
            self.assertEqual(mock.ask("POST", "/mock/reset", {})[0], 200)
            self.assertEqual(mock.cancel(SAMPLE_ID)[0], 200)

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


class OneKeyOnly(unittest.TestCase):
    """api_key in a query means this key, or is refused: never everybody."""

    def test_unknown_parameters_are_refused_everywhere(self):
        with Mock() as mock:
            _, document = mock.ask("GET", "/mock/openapi.json")
            for path, methods in document["paths"].items():
                for method in methods.keys() - {"parameters"}:
                    target = path.replace("{api_key}", "demo-key") + "?apikey=demo-key"
                    answer = mock.ask(method.upper(), target)
                    self.assertEqual(answer[0], 400, (method, path))
                    self.assertIn("apikey", answer[1]["error"])
            for method, path in (("POST", "verify"), ("POST", "price"), ("GET", "accounts"), ("POST", "fill")):
                self.assertEqual(mock.ask(method, f"/mock/{path}?api_key=demo-key")[0], 400)

    def test_a_journal_is_cleared_for_one_key(self):
        with Mock("--auto-accounts", "shared-secret") as mock:
            for key in ("a", "b", "a", "b"):
                mock.cancel(key=key, secret="shared-secret")
            self.assertEqual(mock.ask("DELETE", "/mock/journal?api_key=a"), (200, {"cleared": 2}))
            self.assertEqual([(e["number"], e["api_key"]) for e in mock.journal()["entries"]], [(2, "b"), (4, "b")])
            page = mock.ask("GET", "/mock/journal?after=2")[1]
            self.assertEqual([e["number"] for e in page["entries"]], [4])
            mock.cancel(key="a", secret="shared-secret")
            self.assertEqual(mock.ask("GET", "/mock/journal?api_key=a")[1]["entries"][0]["number"], 5)

    def test_a_clock_and_a_scenario_are_set_for_one_key(self):
        with Mock("--auto-accounts", "shared-secret") as mock:
            mock.ask("PUT", "/mock/clock?api_key=a", {"fixed_ms": 5})
            self.assertEqual(mock.ask("GET", "/mock/clock?api_key=a")[1]["now_ms"], 5)
            self.assertGreater(mock.ask("GET", "/mock/clock?api_key=b")[1]["now_ms"], 5)
            self.assertEqual(mock.ask("PUT", "/mock/clock?api_key=a", {"api_key": "b", "fixed_ms": 5})[0], 400)
            own = {"schema": "scenario_v1", "name": "own", "rules": [
                {"id": "r", "when": {"first": 1}, "phase": "before_effect", "fault": {"type": "answer_status", "status": 500}}]}
            self.assertEqual(mock.ask("PUT", "/mock/scenario?api_key=a", own)[1]["name"], "own")
            self.assertEqual(mock.ask("GET", "/mock/scenario")[1]["rules"], [])
            self.assertEqual(len(mock.ask("GET", "/mock/plan?api_key=a")[1]["strikes"]), 1)
            self.assertEqual(mock.ask("GET", "/mock/plan?api_key=b")[1]["strikes"], [])
            self.assertEqual([mock.cancel(key=k, secret="shared-secret")[0] == 500 for k in "ba"], [False, True])
            self.assertEqual(mock.ask("DELETE", "/mock/scenario?api_key=a")[0], 204)
            self.assertEqual(mock.ask("GET", "/mock/scenario?api_key=a")[1]["rules"], [])
            own["rules"][0].update(phase="at_accept", when={"first": 1}, fault={"type": "reset_peer"})
            self.assertEqual(mock.ask("PUT", "/mock/scenario?api_key=a", own)[0], 400)

    def test_near_misses_of_the_own_key_come_first_and_too_many_are_summed_up(self):
        with Mock("--auto-accounts", "shared-secret") as mock:
            mock.cancel(key="mine", secret="wrong-secret")
            for _ in range(3):
                mock.cancel(key="other", secret="shared-secret")
            question = {"match": {"api_key": "mine", "verdict": "accepted", "method": "POST", "status": 200}}
            _, answer = mock.ask("POST", "/mock/verify", question)
            self.assertEqual(answer["near_misses"][0]["number"], 1)
            _, answer = mock.ask("POST", "/mock/verify", {"match": {"api_key": "other"}, "exactly": 1})
            self.assertEqual([(k["times"], k["first"]) for k in answer["too_many"]], [(1, 2), (2, 3)] if len(answer["too_many"]) == 2 else [(3, 2)])
            self.assertIn("POST /auth/cancel", answer["too_many"][0]["entry"])
            status, answer = mock.ask("POST", "/mock/verify", {"match": {"verdict": "acepted"}})
            self.assertEqual(status, 400)
            self.assertIn("already_cancelled", answer["error"])
            self.assertIn("already_cancelled", mock.ask("GET", "/mock/journal?verdict=acepted")[1]["error"])


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


if __name__ == "__main__":
    unittest.main()
