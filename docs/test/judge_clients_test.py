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
# By name: a look at each of the hundred and more jars there costs every start of a program.
JARS = ":".join(f"/usr/share/java/jackson-{part}.jar" for part in ("databind", "core", "annotations"))
JACKSON = pathlib.Path(JARS.split(":")[0])
CASES = ["sign/basic", "answer", "outcome", "tls", "hygiene", "--skip", "outcome/slow/*"]
# Some of each group, and the cases that need a process. All of them say the same, at ten times the cost.
SAMPLE = ["harness", "sign/basic", "answer/200/0?", "outcome/503", "outcome/none", "retry/stop", "tls"]
PATIENCE_S = 240


def has(*programs):
    return unittest.skipUnless(all(shutil.which(program) for program in programs), f"needs {', '.join(programs)}")


def verdicts(*arguments):
    ended = subprocess.run([PROGRAM, "client", "--claims", "three", "--report", "json=-", *map(str, arguments)],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=PATIENCE_S)
    return {case["id"]: (case["verdict"], case["mistake"], case["reason"]) for case in json.loads(ended.stdout)["cases"]}


def compiled(source, folder):
    """The command of a class in Java that starts fast: compiled, in a jar, so that a start may leave its classes read."""
    name, jar = source.stem, f"{folder}/classes.jar"
    subprocess.run(["javac", "-cp", JARS, "-d", f"{folder}/classes", source], check=True)
    subprocess.run(["jar", "cf", jar, "-C", f"{folder}/classes", "."], check=True)
    java = ["java", "-XX:TieredStopAtLevel=1"]
    started = [f"-XX:SharedArchiveFile={folder}/classes.jsa", "-Xshare:auto", "-cp", f"{JARS}:{jar}", name]
    verdicts("sign/basic", "--", *java, f"-XX:ArchiveClassesAtExit={folder}/classes.jsa", *started[2:])
    return java + (started if pathlib.Path(f"{folder}/classes.jsa").exists() else started[2:])


class Residents(unittest.TestCase):
    """The clients of --resident pass, and those that can be a command too are judged alike as one."""

    def passes(self, *command, cases=()):
        failed = [one for one, verdict in verdicts(*cases, "--resident", "--", *command).items()
                  if verdict[0] not in ("pass", "lenient", "unsupported") and verdict[2] != "needs a process of its own"]
        self.assertEqual(failed, [])

    def is_judged_alike(self, *command):
        both = [verdicts(*SAMPLE, *how, "--", *command) for how in ((), ("--resident",))]
        common = both[0].keys() & both[1].keys()
        own = [one for one in common if both[1][one][2] == "needs a process of its own"]
        self.assertEqual(len(own), 4)
        self.assertGreater(len(common), 25)
        self.assertEqual([(one, both[0][one], both[1][one]) for one in sorted(common) if both[0][one] != both[1][one] and one not in own], [])

    def test_python(self):
        self.passes("/usr/bin/python3", CLIENTS / "resident.py")
        self.is_judged_alike("/usr/bin/python3", CLIENTS / "resident.py")

    @has("node")
    def test_node(self):
        self.passes("node", CLIENTS / "resident.mjs")
        self.is_judged_alike("node", CLIENTS / "resident.mjs")

    @has("go")
    def test_go(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["go", "build", "-o", f"{folder}/resident", CLIENTS / "resident.go"], check=True)
            # Go's library skips five interim answers and no more.
            self.passes(f"{folder}/resident", cases=["--skip", "http/interim"])

    @has("javac", "java")
    @unittest.skipUnless(JACKSON.exists(), "needs libjackson2-databind-java")
    def test_java(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["javac", "-cp", JARS, "-d", folder, CLIENTS / "Resident.java"], check=True)
            self.passes("java", "-XX:TieredStopAtLevel=1", "-cp", f"{JARS}:{folder}", "Resident", cases=["--jobs", "1", *SAMPLE])

    def test_they_are_short(self):
        for file in CLIENTS.glob("[Rr]esident.*"):
            self.assertLess(len(file.read_text().splitlines()), 60, file.name)


class Clients(unittest.TestCase):
    def passes(self, *command, cases=()):
        ended = subprocess.run([PROGRAM, "client", "--claims", "three", *cases, *CASES, "--report", "json=-", "--", *command], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, timeout=PATIENCE_S)
        result = json.loads(ended.stdout)
        self.assertEqual([(c["id"], c["reason"]) for c in result["cases"] if c["verdict"] not in ("pass", "lenient", "unsupported")], [])
        self.assertEqual(ended.returncode, 0)
        self.assertGreater(len(result["cases"]), 30)

    def test_python(self):
        self.passes("/usr/bin/python3", CLIENTS / "client.py", cases=["http/interim"])

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
            self.passes(*compiled(CLIENTS / "Client.java", folder))


if __name__ == "__main__":
    unittest.main(verbosity=2)
