#!/usr/bin/python3
"""The clients that docs/judge.md shows pass the judge: judge_clients_test.py CONFORMANCE_PROGRAM

Each runs as it stands, if its language is here. Java and Go start too slowly or are too seldom
installed for every run of the tests; they are compiled here where they can be.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = sys.argv.pop(1)
CLIENTS = pathlib.Path(__file__).resolve().parent.parent / "judge"
JACKSON = pathlib.Path("/usr/share/java/jackson-databind.jar")
CASES = ["sign/basic", "answer", "outcome", "tls", "hygiene", "--skip", "outcome/slow/*"]
PATIENCE_S = 240


def has(*programs):
    return unittest.skipUnless(all(shutil.which(program) for program in programs), f"needs {', '.join(programs)}")


class Clients(unittest.TestCase):
    def passes(self, *command):
        ended = subprocess.run([PROGRAM, "client", "--claims", "three", *CASES, "--report", "json=-", "--", *command], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, timeout=PATIENCE_S)
        result = json.loads(ended.stdout)
        self.assertEqual([(c["id"], c["reason"]) for c in result["cases"] if c["verdict"] not in ("pass", "lenient", "unsupported")], [])
        self.assertEqual(ended.returncode, 0)
        self.assertGreater(len(result["cases"]), 30)

    def test_python(self):
        self.passes("/usr/bin/python3", CLIENTS / "client.py")

    @has("node")
    def test_node(self):
        self.passes("node", CLIENTS / "client.mjs")

    @has("bash", "curl", "openssl", "jq")
    def test_bash(self):
        self.passes("bash", CLIENTS / "client.sh")

    @has("go")
    def test_go(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["go", "build", "-o", f"{folder}/cancel", CLIENTS / "client.go"], check=True)
            self.passes(f"{folder}/cancel")

    @has("javac", "java")
    @unittest.skipUnless(JACKSON.exists(), "needs libjackson2-databind-java")
    def test_java(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["javac", "-cp", "/usr/share/java/*", "-d", folder, CLIENTS / "Client.java"], check=True)
            self.passes("java", "-XX:TieredStopAtLevel=1", "-cp", f"/usr/share/java/*:{folder}", "Client")


if __name__ == "__main__":
    unittest.main(verbosity=2)
