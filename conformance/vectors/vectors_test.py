#!/usr/bin/python3
"""`vectors` mode with signers that are right, wrong, silent and rude:
vectors_test.py CONFORMANCE_PROGRAM CLIENT_PROGRAM
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM, CLIENT = sys.argv.pop(1), sys.argv.pop(1)
VECTORS = pathlib.Path(__file__).resolve().parent.parent.parent / "fixtures" / "vectors"
PATIENCE_S = 120

ONE = """
import base64, hashlib, hmac, os, sys
secret, body = os.environb[b"EVERSTRIKE_SECRET_KEY"], sys.stdin.buffer.read()
mac = hmac.new(secret, body, hashlib.sha256)
"""
LINES = """
import base64, hashlib, hmac, json, sys
for line in sys.stdin:
    question = json.loads(line)
    mac = hmac.new(bytes.fromhex(question["secret_hex"]), bytes.fromhex(question["body_hex"]), hashlib.sha256)
    answer = {"tcId": question["tcId"], "signature": base64.b64encode(mac.digest()).decode()}
"""


def vectors(*arguments, command, code):
    ended = subprocess.run([PROGRAM, "vectors", "--report", "json=-", *arguments, "--", *command], capture_output=True, text=True,
                           timeout=PATIENCE_S)
    if ended.returncode != code:
        raise AssertionError(f"ended with {ended.returncode}: {ended.stdout[-3000:]}{ended.stderr}")
    return json.loads(ended.stdout), ended.stderr


def verdicts(result):
    return {case["verdict"] for case in result["cases"]}


def python(program):
    return ["/usr/bin/python3", "-c", program]


class ByLines(unittest.TestCase):
    def test_a_right_signer_passes_all_and_all_vectors_are_in_the_program(self):
        result, _ = vectors("--jsonl", command=python(LINES + "    print(json.dumps(answer))"), code=0)
        self.assertEqual(verdicts(result), {"pass"})
        pairs = set()
        for name in ("sign_js", "sign_python", "encode_js", "encode_python", "typed_js", "typed_python"):
            for test in json.loads((VECTORS / f"{name}_v1.json").read_text())["tests"]:
                pairs.add((test["inputs"]["secret_hex"], test["stages"]["body_hex"]))
        self.assertEqual(len(result["cases"]), len(pairs))

    def test_our_own_client_signs_encodes_and_verifies(self):
        for verb, options in (("sign", []), ("verify", ["--ask", "verify"]), ("encode", ["--ask", "encode", "--dialect", "js"]),
                              ("encode", ["--ask", "encode", "--dialect", "python"])):
            dialect = options[2:]
            result, _ = vectors("--jsonl", *options, command=[CLIENT, verb, "--jsonl", *dialect], code=0)
            self.assertEqual(verdicts(result), {"pass"})
            self.assertGreater(len(result["cases"]), 750)
        result, _ = vectors("--jsonl", "--ask", "encode", "--dialect", "js",
                            command=[CLIENT, "encode", "--jsonl", "--dialect", "python"], code=1)
        self.assertTrue(any("~" in bytes.fromhex(c["seen"]).decode() for c in result["cases"] if c["verdict"] == "fail"))

    def test_a_verifier_that_takes_everything_fails_what_is_invalid(self):
        take_all = "import json,sys\nfor line in sys.stdin: print(json.dumps({'tcId': json.loads(line)['tcId'], 'ok': True}))"
        result, _ = vectors("--jsonl", "--ask", "verify", command=python(take_all), code=1)
        failed = {case["id"] for case in result["cases"] if case["verdict"] == "fail"}
        invalid = set()
        for file in VECTORS.glob("*_v1.json"):
            kind, source, _ = file.name.split("_")
            if kind != "negative":
                invalid |= {f"{kind}/{source}/{t['case_id']}" for t in json.loads(file.read_text())["tests"] if t["result"] == "invalid"}
        self.assertEqual(failed, invalid)
        self.assertTrue(all(case["mistake"] for case in result["cases"] if case["verdict"] == "fail"))

    def test_answers_may_come_in_any_order_and_without_names(self):
        backwards = LINES.replace("for line in sys.stdin:", "for line in reversed(list(sys.stdin)):") + "    print(json.dumps(answer))"
        self.assertEqual(verdicts(vectors("--jsonl", command=python(backwards), code=0)[0]), {"pass"})
        nameless = LINES + "    del answer['tcId']\n    print(json.dumps(answer))"
        self.assertEqual(verdicts(vectors("--jsonl", command=python(nameless), code=0)[0]), {"pass"})

    def test_what_is_wrong_with_a_single_answer(self):
        for change, reason in (
                ("    if question['tcId'] != 'sign/js/7': print(json.dumps(answer))", "left it out"),
                ("    print(json.dumps(answer) if question['tcId'] != 'sign/js/7' else json.dumps({'tcId': 'sign/js/7', 'error': 'no'}))",
                 "error: no"),
                ("    print(json.dumps(answer) if question['tcId'] != 'sign/js/7' else '{nonsense')", "no JSON object"),
                ("    print(json.dumps(answer))\n    if question['tcId'] == 'sign/js/7': print(json.dumps(answer))", "two answers"),
                ("    if question['tcId'] == 'sign/js/7': answer['signature'] = mac.hexdigest()\n    print(json.dumps(answer))",
                 "is hex, not base64")):
            result, _ = vectors("--jsonl", "sign/js", command=python(LINES + change), code=1)
            failed = [case for case in result["cases"] if case["verdict"] != "pass"]
            self.assertEqual([case["id"] for case in failed], ["sign/js/7"], reason)
            self.assertIn(reason, failed[0]["reason"])

    def test_a_program_that_speaks_of_an_interruption_fails(self):
        says = LINES + "    print(json.dumps({'tcId': question['tcId'], 'error': 'the run was interrupted'}))"
        result, _ = vectors("--jsonl", "sign/js/7", command=python(says), code=1)
        self.assertEqual((result["problem"], verdicts(result)), ("none", {"fail"}))

    def test_programs_that_do_not_take_part(self):
        self.assertEqual(verdicts(vectors("--jsonl", "sign", command=["true"], code=1)[0]), {"fail"})
        self.assertEqual(verdicts(vectors("--jsonl", "sign", command=["sh", "-c", "exit 89"], code=5)[0]), {"unsupported"})
        result, _ = vectors("--jsonl", command=["/nonexistent/signer"], code=4)
        self.assertEqual((result["problem"], result["cases"]), ("never_started", []))

    def test_a_program_that_hangs_is_ended_with_all_that_it_started(self):
        begun = time.monotonic()
        result, _ = vectors("--jsonl", "--timeout-ms", "300", "sign/js/1", command=["sh", "-c", "sleep 1000 & sleep 1000"], code=1)
        self.assertIn("no end in time", result["cases"][0]["reason"])
        self.assertLess(time.monotonic() - begun, 60)


class OneByOne(unittest.TestCase):
    def test_a_right_signer(self):
        signer = python(ONE + "print(base64.b64encode(mac.digest()).decode())")
        secrets = {t["case_id"]: bytes.fromhex(t["inputs"]["secret_hex"])
                   for t in json.loads((VECTORS / "sign_js_v1.json").read_text())["tests"]}
        with_nul = next(f"sign/js/{number}" for number, secret in secrets.items() if b"\0" in secret)
        result, _ = vectors("sign/js/?", "sign/js/1?", with_nul, command=signer, code=0)
        self.assertEqual({case["id"]: case["reason"] for case in result["cases"] if case["verdict"] != "pass"},
                         {with_nul: "no environment can hold a secret with a NUL; --jsonl can"})
        self.assertGreaterEqual(len(result["cases"]), 15)

    def test_the_mistake_is_named(self):
        for change, slug in (("print(mac.hexdigest())", "hex_instead_of_base64"),
                             ("print(base64.b64encode(mac.hexdigest().encode()).decode())", "base64_of_hex"),
                             ("print(base64.b64encode(hmac.new(secret, body + b'\\n', hashlib.sha256).digest()).decode())",
                              "line_end_signed"),
                             ("print(base64.b64encode(hmac.new(secret, body, hashlib.sha1).digest()).decode())",
                              "sha1_instead_of_sha256")):
            result, _ = vectors("sign/js/2", command=python(ONE + change), code=1)
            self.assertEqual([case["mistake"] for case in result["cases"]], [slug])

    def test_the_line_that_repeats_a_case_does(self):
        result, _ = vectors("sign/js/2", "sign/js/3", command=python(ONE + "print('x y')"), code=1)
        replay = result["cases"][1]["replay"].replace("everstrike-conformance", PROGRAM, 1) + " | grep -c FAIL"
        self.assertEqual(subprocess.run(replay, shell=True, capture_output=True, text=True, timeout=PATIENCE_S).stdout, "1\n")

    def test_wrong_options(self):
        for arguments, part in ((["--ask", "verify", "--", "true"], "--jsonl"), ([], "after \"--\""), (["nope", "--", "true"], "nope")):
            ended = subprocess.run([PROGRAM, "vectors", *arguments], capture_output=True, text=True, timeout=PATIENCE_S)
            self.assertEqual((ended.returncode, ended.stderr.count("\n")), (2, 1))
            self.assertIn(part, ended.stderr)

    def test_a_known_failure_and_a_stale_one(self):
        with tempfile.NamedTemporaryFile("w") as known:
            known.write("sign/js/2  # mended next week\n")
            known.flush()
            wrong = python(ONE + "print(mac.hexdigest())")
            self.assertEqual(verdicts(vectors("sign/js/2", "--known-failing", known.name, command=wrong, code=0)[0]), {"known_failing"})
            right = python(ONE + "print(base64.b64encode(mac.digest()).decode())")
            vectors("sign/js/2", "--known-failing", known.name, command=right, code=1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
