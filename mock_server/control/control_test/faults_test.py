#!/usr/bin/python3
"""Scenarios and faults for one test: faults_test.py PROGRAM"""
import unittest

from running_mock import SCENARIO, Mock


class FailNext(unittest.TestCase):
    """One-offs: any fault, in order, counted down only by what they struck themselves."""

    def arm(self, mock, expected=200, **members):
        status, answer = mock.ask("POST", "/mock/fail-next", {"api_key": "demo-key", "phase": "before_effect", **members})
        self.assertEqual(status, expected, answer)
        return answer

    def pending(self, mock, key="demo-key"):
        return mock.ask("GET", f"/mock/fail-next?api_key={key}")[1]

    def test_any_fault_of_a_scenario_is_taken_and_shown(self):
        with Mock() as mock:
            teapot = {"type": "answer_status", "status": 418, "body": "html"}
            answer = self.arm(mock, fault=teapot, times=2)
            self.assertEqual((answer["left"], answer["struck"]), (2, 0))
            shown = answer["pending"][0]
            self.assertEqual((shown["api_key"], shown["phase"], shown["left"]), ("demo-key", "before_effect", 2))
            self.assertEqual((shown["fault"]["type"], shown["fault"]["status"]), ("answer_status", 418))
            self.arm(mock, phase="after_effect", fault={"type": "answer_status", "status": 500})
            self.assertEqual(self.pending(mock)["left"], 3)
            self.assertEqual(mock.ask("GET", "/mock/fail-next")[1]["left"], 3)
            _, plan = mock.ask("GET", "/mock/plan?api_key=demo-key&requests=5")
            self.assertEqual([(s["request"], s["rule"], s["fault"]["status"]) for s in plan["strikes"]],
                             [(1, "fail-next", 418), (2, "fail-next", 418), (3, "fail-next", 500)])
            self.assertEqual([mock.cancel()[0] for _ in range(3)], [418, 418, 500])
            self.assertEqual(self.pending(mock), {"left": 0, "struck": 3, "pending": []})
            self.assertEqual(mock.cancel()[2]["x-mock-verdict"], "already_cancelled")

    def test_it_is_counted_down_only_by_what_it_struck(self):
        with Mock("--fail-first", "2") as mock:
            self.arm(mock, phase="after_effect", fault={"type": "answer_status", "status": 500})
            for _ in range(2):  # --fail-first strikes before the effect, so there is nothing left to strike
                self.assertEqual(mock.cancel()[0], 503)
                self.assertEqual(self.pending(mock)["left"], 1)
            self.assertEqual(mock.cancel()[0], 500)
            self.assertEqual(self.pending(mock)["left"], 0)

    def test_before_auth_and_the_race_and_other_endpoints(self):
        with Mock() as mock:
            self.arm(mock, phase="before_auth", fault={"type": "answer_status", "status": 502})
            self.assertEqual(mock.cancel()[0], 502)
            self.arm(mock, fault={"type": "fill_first"})
            self.assertEqual(mock.cancel()[2]["x-mock-verdict"], "already_completed")
            self.arm(mock, endpoint="GET /time")
            self.assertEqual(mock.cancel()[2]["x-mock-verdict"], "already_completed")
            self.assertEqual(self.pending(mock)["left"], 1)

    def test_it_is_forgotten_and_bounded_and_closed(self):
        with Mock("--auto-accounts", "shared-secret") as mock:
            self.arm(mock, times=7)
            self.arm(mock, api_key="other", times=2)
            self.assertEqual(mock.ask("DELETE", "/mock/fail-next?api_key=other"), (200, {"cleared": 2}))
            self.assertEqual(self.arm(mock, times=0)["left"], 0)
            self.arm(mock, expected=400, fault={"type": "gap"})
            self.arm(mock, expected=400, fault={"type": "fill_first"}, phase="after_effect")
            self.arm(mock, expected=400, phase="at_accept")
            self.arm(mock, expected=400, fault={"type": "answer_status", "statis": 500})
            self.arm(mock, expected=400, endpoint="POST /nowhere")
            self.assertEqual(self.arm(mock)["left"], 1)
            self.assertEqual(mock.ask("POST", "/mock/fail-next", {"api_key": "demo-key"})[0], 400)
            self.assertEqual(mock.ask("POST", "/mock/fail-next", {"api_key": "demo-key", "times": 0})[1]["left"], 0)
            self.assertEqual(mock.ask("POST", "/mock/fail-next", {"api_kye": "demo-key", "phase": "before_auth"})[1]["error"],
                             "body:1:13: api_kye: unknown member; expected one of: api_key, endpoint, fault, phase, times")
            self.assertIn('"type" is missing', mock.ask("POST", "/mock/fail-next", {
                "api_key": "demo-key", "phase": "before_auth", "fault": {"tpye": "reset_peer", "after_bytes": 1}})[1]["error"])
            for _ in range(100):
                self.arm(mock)
            self.arm(mock, expected=409)
            self.assertEqual(mock.ask("POST", "/mock/reset?api_key=demo-key")[0], 200)
            self.assertEqual(self.pending(mock)["left"], 0)


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
            status, answer = mock.ask("GET", "/mock/plan?api_key=demo-key&endpoint=POST%20/auth/cancle")
            self.assertEqual((status, answer["error"].split(",")[0]), (400, "query: endpoint: expected one of: POST /auth/cancel"))


if __name__ == "__main__":
    unittest.main()
