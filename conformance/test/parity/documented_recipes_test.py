#!/usr/bin/python3
"""Runs fixtures/documented/cancel.js and cancel.py as real processes against a real mock: their
ids are cancelled with both pairs of the exchange's page, and one changed byte is refused.

    documented_recipes_test.py PATH_OF_EVERSTRIKE_MOCK
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import unittest
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[3]
NPM = ROOT / "fixtures/npm/node_modules"
RECIPES = {
    "js": ["node", str(ROOT / "fixtures/documented/cancel.js")],
    "py": ["/usr/bin/python3", str(ROOT / "fixtures/documented/cancel.py")],
}
PAIRS = [("", ""), ("<YOUR_API_KEY>", "<YOUR_SECRET_KEY>")]
IDS = ["392392320eoweqwie3", "32302131320dqe", "849cdea0395411e98f54b395ae9c7bb6"]
MOCK = None


class Mock:
    """A mock with the default accounts, its start awaited by its first line."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [MOCK, "serve", "--listen", "127.0.0.1:0", "--log-level", "off", *options],
            stdout=subprocess.PIPE, text=True, env=environment())
        first = self.process.stdout.readline()
        assert "listens on" in first, f"the mock did not start: {first!r}"
        self.base_url = first.split()[-1]

    def verdicts(self):
        with urllib.request.urlopen(self.base_url + "/mock/journal?after=0") as answer:
            return [entry["verdict"] for entry in json.load(answer)["entries"]]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate()
        return self.process.returncode


def environment(**more):
    """Ours without what would reach the recipes or the mock by accident."""
    ours = {name: value for name, value in os.environ.items()
            if not name.startswith("EVERSTRIKE_") and not name.lower().endswith("_proxy")}
    return {**ours, "NODE_PATH": str(NPM), **more}


class DocumentedRecipes(unittest.TestCase):
    maxDiff = None

    def mock(self, *options):
        mock = Mock(*options)
        self.addCleanup(lambda: self.assertEqual(mock.stop(), 0, "the mock drains and exits with 0"))
        return mock

    def run_recipe(self, recipe, mock, pair, order_id, alter=None):
        """(exit status, HTTP status, answer)"""
        more = {"EVERSTRIKE_ALTER": alter} if alter else {}
        done = subprocess.run(
            [*RECIPES[recipe], order_id], capture_output=True, text=True, timeout=60,
            env=environment(EVERSTRIKE_BASE_URL=mock.base_url, EVERSTRIKE_API_KEY=pair[0],
                            EVERSTRIKE_SECRET_KEY=pair[1], **more))
        self.assertIn(" ", done.stdout, f"{recipe} printed no answer: {done.stderr}")
        status, _, body = done.stdout.partition(" ")
        return done.returncode, int(status), json.loads(body)

    def test_npm_packages_are_installed(self):
        self.assertTrue((NPM / "form-urlencoded").is_dir(),
                        "the npm packages of the documented example are missing: run script/bootstrap")

    def test_documented_ids_are_cancelled_with_both_pairs(self):
        for recipe in RECIPES:
            mock = self.mock()
            for pair in PAIRS:
                for order_id in IDS:
                    with self.subTest(recipe=recipe, api_key=pair[0], order_id=order_id):
                        exit_status, status, answer = self.run_recipe(recipe, mock, pair, order_id)
                        self.assertEqual((exit_status, status, answer["code"]), (0, 200, 200))
                        self.assertEqual(answer["result"]["id"], order_id)
                        self.assertEqual(answer["result"]["status"], "CANCELLED")
            self.assertEqual(mock.verdicts(), ["accepted"] * len(PAIRS) * len(IDS))

    # Each altered part, and the verdicts that may follow. An altered API key is nobody's.
    ALTERED = [("body:0", "bad_signature"), ("body:-1", "bad_signature"), ("secret_key:0", "bad_signature"),
               ("api_key:0", "unknown_key"), ("signature:0", "bad_signature"),
               ("signature:21", "bad_signature"), ("signature:42", "bad_signature"),
               ("signature:43", "bad_signature")]

    def test_one_changed_byte_is_refused_with_the_documented_envelope(self):
        for recipe in RECIPES:
            for pair in PAIRS:
                mock = self.mock("--faithful")
                for alter, verdict in self.ALTERED:
                    with self.subTest(recipe=recipe, api_key=pair[0], alter=alter):
                        exit_status, status, answer = self.run_recipe(recipe, mock, pair, IDS[0], alter)
                        self.assertEqual((exit_status, status), (6, 503))
                        self.assertEqual(answer, {"code": 503, "msg": "Invalid request", "result": {}})
                        self.assertEqual(mock.verdicts()[-1], verdict)
                with self.subTest(recipe=recipe, api_key=pair[0], then="unaltered"):
                    self.assertEqual(self.run_recipe(recipe, mock, pair, IDS[0])[:2], (0, 200))

    def test_the_refusal_says_why_unless_asked_not_to(self):
        mock = self.mock()
        for recipe in RECIPES:
            with self.subTest(recipe=recipe):
                _, status, answer = self.run_recipe(recipe, mock, PAIRS[0], IDS[0], "signature:0")
                self.assertEqual((status, answer["code"], answer["result"]), (503, 503, {}))
                self.assertRegex(answer["msg"], r"^Invalid request.+signature")


if __name__ == "__main__":
    MOCK = sys.argv.pop(1)
    unittest.main()
