#!/usr/bin/python3
"""Every hand of the control side moves at once: steering_test.py PROGRAM REQUESTS"""
import json
import signal
import threading
import unittest

from running_mock import PATIENCE_S, REQUESTS, SAMPLE_ID, SCENARIO, Line, Mock, metrics


class AllAtOnce(unittest.TestCase):
    def test_steering_while_answering_loses_nothing(self):
        """Mostly for ThreadSanitizer: every hand of the control side moves while keys are answered."""
        rounds, wrong = max(REQUESTS // 100, 10), []
        done = threading.Event()

        def cancel(port, name):
            line = Line(port)
            for _ in range(rounds * 4):
                line.cancel(name, "shared-secret", f"id={SAMPLE_ID}")

        def steer(mock, what):
            while not done.is_set():
                for method, path, body, expected in what:
                    status = mock.raw(method, path, None if body is None else json.dumps(body))[0]
                    if status not in expected:
                        wrong.append((method, path, status))

        account = ("PUT", "/mock/accounts/k", {"secret": "shared-secret", "orders": [SAMPLE_ID]}, (200, 201))
        hands = [
            [account, ("POST", "/mock/orders?api_key=t0", {"orders": ["new"]}, (201,)),
             ("DELETE", "/mock/accounts/k", None, (204,)), ("GET", "/mock/accounts", None, (200,))],
            [("PUT", "/mock/scenario", SCENARIO, (200,)), ("GET", "/mock/plan?api_key=t0", None, (200,)),
             ("DELETE", "/mock/scenario", None, (204,)), ("PUT", "/mock/clock", {"offset_ms": 5}, (200,))],
            [("POST", "/mock/reset", None, (200,)), ("GET", "/mock/orders?api_key=t1", None, (200,)),
             ("POST", "/mock/fill", {"api_key": "t1", "order_id": SAMPLE_ID, "qty": 0.01}, (200, 400, 409)),
             ("POST", "/mock/fail-next", {"api_key": "t1", "phase": "after_effect"}, (200,))],
            [("GET", "/mock/journal.har?limit=20", None, (200,)), ("GET", "/mock/metrics", None, (200,)),
             ("POST", "/mock/verify", {"match": {"api_key": "t0"}}, (200, 409)),
             ("GET", "/mock/journal?after=1000000&wait_ms=5", None, (200,))]]
        with Mock("--auto-accounts", "shared-secret", "--journal-entries", "100000", "--log-level", "off") as mock:
            clients = [threading.Thread(target=cancel, args=(mock.port, f"t{i}")) for i in range(3)]
            steerers = [threading.Thread(target=steer, args=(mock, hand)) for hand in hands]
            for thread in clients + steerers:
                thread.start()
            for thread in clients:
                thread.join()
            done.set()
            for thread in steerers:
                thread.join()
            self.assertEqual(wrong[:3], [])
            entries = mock.journal("?limit=100000")["entries"]
            self.assertEqual([entry["number"] for entry in entries], list(range(1, len(entries) + 1)))
            self.assertEqual(sum("kind" not in entry for entry in entries), 3 * 4 * rounds)
            mock.process.send_signal(signal.SIGTERM)
            self.assertEqual(mock.process.wait(PATIENCE_S), 0, mock.log_text())


if __name__ == "__main__":
    unittest.main()
