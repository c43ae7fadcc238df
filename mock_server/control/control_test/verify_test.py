#!/usr/bin/python3
"""Assertions on the journal: verify_test.py PROGRAM"""
import unittest

from running_mock import SAMPLE_ID, Mock


class Verify(unittest.TestCase):
    def test_counts(self):
        with Mock() as mock:
            mock.cancel()
            mock.cancel()
            accepted = {"verdict": "accepted", "effect": "cancelled", "order_id": SAMPLE_ID}
            self.assertEqual(mock.verify(match=accepted, exactly=1)[0], 200)
            self.assertEqual(mock.verify(match=accepted)[0], 200)
            self.assertEqual(mock.verify(match={"body": {"id": SAMPLE_ID}}, exactly=2)[1]["entries"], [1, 2])
            self.assertEqual(mock.verify(match={"path": "/auth/cancel"}, at_most=1)[0], 409)
            self.assertEqual(mock.verify(match={}, at_least=1, at_most=2)[0], 200)
            self.assertEqual(mock.verify(match={"body": {"timestamp": None}}, exactly=2)[0], 200)
            self.assertEqual(mock.verify(match={"status": 200, "headers": {"X-API-KEY": "demo-key"}}, exactly=1)[0], 200)
            self.assertEqual(mock.verify(match=accepted, exactly=0, after=1)[0], 200)

    def test_near_misses_say_what_differs(self):
        with Mock() as mock:
            mock.cancel("other")
            mock.cancel(secret="wrong")
            status, findings = mock.verify(match={"api_key": "demo-key", "verdict": "accepted",
                                                  "body": {"id": SAMPLE_ID}}, exactly=1)
            self.assertEqual((status, findings["holds"], findings["matched"]), (409, False, 0))
            nearest = findings["near_misses"][0]
            self.assertEqual(nearest["number"], 2)
            self.assertEqual(nearest["differs"],
                             [{"field": "verdict", "expected": "accepted", "found": "bad_signature"}])
            self.assertEqual([d["field"] for d in findings["near_misses"][1]["differs"]], ["verdict", "body.id"])
            self.assertEqual(findings["message"].splitlines()[:3], [
                f'expected exactly 1 with {{"api_key":"demo-key","verdict":"accepted","body":{{"id":"{SAMPLE_ID}"}}}}, found 0',
                "  near miss, entry 2: POST /auth/cancel -> 503 bad_signature, effect none",
                "    verdict: expected accepted, found bad_signature"])

    def test_near_misses_of_one_key_are_its_own(self):
        with Mock() as mock:
            mock.cancel(secret="wrong")
            status, findings = mock.verify(match={"verdict": "accepted"}, api_key="another")
            self.assertEqual((status, findings["near_misses"]), (409, []))
            self.assertIn("there is no entry at all", findings["message"])
            self.assertEqual(mock.verify(match={"verdict": "bad_signature"}, api_key="another", exactly=0)[0], 200)
            self.assertEqual(mock.verify(match={"verdict": "bad_signature"}, api_key="demo-key", exactly=1)[0], 200)

    def test_sequences(self):
        with Mock("--fail-first", "1") as mock:
            mock.cancel()
            mock.cancel("between")
            mock.cancel()
            struck, done = {"verdict": "faulted", "fault": "fail-first"}, {"verdict": "accepted"}
            self.assertEqual(mock.verify(sequence=[struck, done])[1]["entries"], [1, 3])
            status, findings = mock.verify(sequence=[done, struck])
            self.assertEqual((status, findings["matched"]), (409, 1))
            self.assertIn("expected step 2 of 2, {", findings["message"])
            self.assertIn("it did not come after entry 3", findings["message"])

    def test_questions_are_closed(self):
        with Mock() as mock:
            for question, part in (({}, "exactly one of match, sequence"),
                                   ({"match": {"verdikt": "x"}}, "match.verdikt"),
                                   ({"match": {"verdict": "nice"}}, "match.verdict"),
                                   ({"match": {"body": {"id": [1]}}}, "match.body.id"),
                                   ({"match": {}, "exactly": -1}, "exactly"),
                                   ({"match": {}, "exactly": 1, "at_most": 2}, "exactly"),
                                   ({"match": {}, "at_least": 2, "at_most": 1}, "at_most"), ({"mtach": {}}, "mtach: unknown"),
                                   ({"sequence": []}, "sequence"), ({"sequence": [{}], "exactly": 1}, "sequence"),
                                   ({"match": {}, "more": 1}, "more")):
                status, answer = mock.verify(**question)
                self.assertEqual(status, 400, question)
                self.assertIn(part, answer["error"])
            self.assertEqual(mock.raw("POST", "/mock/verify", "{")[0], 400)

    def test_values_that_no_entry_can_have_are_refused(self):
        """With "exactly 0" they would hold whatever happened."""
        with Mock() as mock:
            mock.cancel()
            for field, value in (("effect", "canceled"), ("effect", "CANCELLED"), ("phase", "after"), ("kind", "fill"),
                                 ("end", "closed"), ("status", "503 "), ("status", "5xx"), ("tls", "yes"), ("tls", 1),
                                 ("chunked", "no"), ("secret_on_wire", "True"), ("connection", "first"),
                                 ("key_number", -1), ("key_number", "01"), ("status", 99999), ("status", "0200"), ("diagnosis", "hex"), ("diagnosis", "json_sent+hex"),
                                 ("path", "auth/cancel"), ("path", "/order?id=x"), ("fault", "r;seed=1;n=1"),
                                 ("verdict", "Accepted")):
                status, answer = mock.verify(match={field: value}, exactly=0)
                self.assertEqual(status, 400, (field, value))
                self.assertIn("match." + field, answer["error"])
            for field, value in (("effect", "triggered"), ("phase", "at_accept"), ("end", "hang"), ("status", "503"),
                                 ("tls", True), ("key_number", 9), ("diagnosis", "json_sent+line_end_signed"),
                                 ("diagnosis", "unexplained"), ("path", "http://a/order"), ("path", "*"),
                                 ("fault", "any rule")):
                self.assertEqual(mock.verify(match={field: value}, exactly=0)[0], 200, (field, value))

    def test_nothing_is_claimed_over_dropped_entries(self):
        with Mock("--journal-entries", "2") as mock:
            for _ in range(4):
                mock.cancel()
            self.assertIn("drop", mock.verify(match={"verdict": "accepted"}, exactly=0)[1]["error"])
            self.assertEqual(mock.verify(match={"verdict": "already_cancelled"}, at_least=2)[0], 200)
            self.assertEqual(mock.verify(match={"verdict": "accepted"}, exactly=0, after=2)[0], 200)


if __name__ == "__main__":
    unittest.main()
