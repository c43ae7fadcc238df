#!/usr/bin/python3
"""Runs everstrike-bench as a program: bench_program_test.py PROGRAM

What it prints is looked at, and what it does when asked wrongly. No figure is judged: machines differ.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

PROGRAM = sys.argv.pop(1)
SCHEMA = json.loads((pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "schemas" / "bench_v1.schema.json").read_text())
ALWAYS = ["sign/35", "hmac/35", "sign/1024", "hmac/1024", "sign_batch/35/16", "sign_batch/35/256", "verify/35", "mock/cancel"]
ONLY_WITH_SHA = ["floor/35", "floor/1024", "floor_batch/35/16", "floor_batch/35/256"]


def run(*arguments, **more):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=120, **more)


class Run(unittest.TestCase):
    def of(self, *arguments, **more):
        ended = run("--quick", "--repetitions", "1", "--orders", "20", "--connections", "2", *arguments, **more)
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        return ended.stdout

    def json_of(self, *arguments, **more):
        result = json.loads(self.of("--json", *arguments, **more))
        jsonschema.Draft202012Validator(SCHEMA).validate(result)
        return result

    def test_json_holds_the_schema_and_every_row(self):
        result = self.json_of()
        rows = {row["name"]: row for row in result["rows"]}
        expected = ALWAYS + (ONLY_WITH_SHA if "sha" in result["processor_features"] else [])
        self.assertEqual(sorted(rows), sorted(expected))
        self.assertEqual(result["repetitions"], 1)
        for row in rows.values():
            self.assertEqual(row["unit"], "requests/s" if row["name"] == "mock/cancel" else "ns")
            if row["compared_with"] is None:
                self.assertIsNone(row["ratio"])
            else:
                self.assertAlmostEqual(row["ratio"], row["median"] / rows[row["compared_with"]]["median"], places=6)
        self.assertEqual((rows["hmac/35"]["whose"], rows["hmac/35"]["compared_with"]), ("OpenSSL", "sign/35"))
        self.assertEqual((rows["sign/35"]["whose"], rows["sign_batch/35/16"]["compared_with"]),
                         ("everstrike", "floor_batch/35/16" if len(expected) > len(ALWAYS) else "sign/35"))

    def test_help_shows_what_the_default_command_takes(self):
        shown = run("--help").stdout
        self.assertRegex(shown, r"(?s)\nOptions of run:\n.*--only ROW.*--repetitions N.*\nSubcommands:")

    def test_the_features_are_those_of_the_processor(self):
        told = re.search(r"^flags\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.MULTILINE)
        if told is None:
            self.skipTest("this processor has no such flags")
        names = {"ssse3": "ssse3", "sha": "sha_ni", "avx": "avx"}
        result = self.json_of("--only", "sign/35")
        self.assertEqual(set(result["processor_features"]),
                         {ours for ours, theirs in names.items() if theirs in told[1].split()})

    def test_the_table_has_a_line_for_each_row(self):
        table = self.of("--only", "sign", "--only", "hmac/35", "--only", "mock")
        lines = [line.split() for line in table.partition("\nrow ")[2].splitlines()[1:]]
        self.assertEqual([line[0] for line in lines], ["sign/35", "hmac/35", "sign/1024", "mock/cancel"])
        self.assertEqual([line[-1] for line in lines], ["ns", "sign/35", "ns", "requests/s"])
        self.assertRegex(table, r"(?m)^processor features: +\w")
        self.assertRegex(table, r"(?m)^signing back end: +\w")
        self.assertRegex(table, r"(?m)^OpenSSL: +OpenSSL ")

    def test_a_row_alone_is_compared_with_nothing(self):
        (row,) = self.json_of("--only", "hmac/35")["rows"]
        self.assertEqual((row["compared_with"], row["ratio"]), (None, None))

    def test_another_back_end_is_named(self):
        result = self.json_of("--only", "sign/35", env={"EVERSTRIKE_SIGNING_BACKEND": "portable"})
        self.assertEqual(result["backend"], "portable")
        self.assertEqual([row["name"] for row in result["rows"]], ["sign/35"])

    def test_options_come_from_a_file_that_others_share(self):
        with tempfile.NamedTemporaryFile("w", suffix=".toml") as config:
            config.write("[serve]\nseed = 7\n[run]\nquick = true\nrepetitions = 2\nonly = [\"verify\"]\n")
            config.flush()
            ended = run("--config", config.name, "--json")
        self.assertEqual((ended.returncode, ended.stderr), (0, ""))
        result = json.loads(ended.stdout)
        self.assertEqual((result["repetitions"], [row["name"] for row in result["rows"]]), (2, ["verify/35"]))


class Wrong(unittest.TestCase):
    def test_what_is_asked_wrongly_ends_with_two_and_one_line(self):
        for arguments, said in ((["--only", "sing"], "names no row; there are "), (["--repetitions", "0"], "--repetitions: "),
                                (["--orders", "many"], "--orders: "), (["--qick"], "did you mean --quick?"),
                                (["measure"], "unknown command")):
            ended = run(*arguments)
            self.assertEqual((ended.returncode, ended.stdout), (2, ""), arguments)
            self.assertEqual(ended.stderr.count("\n"), 1, arguments)
            self.assertIn(said, ended.stderr)
            self.assertTrue(ended.stderr.startswith("everstrike-bench: "), ended.stderr)

    def test_a_full_disk_is_a_failure(self):
        if not pathlib.Path("/dev/full").exists():
            self.skipTest("this system has no /dev/full")
        with open("/dev/full", "w") as full:
            ended = subprocess.run([PROGRAM, "--quick", "--repetitions", "1", "--only", "sign/35"], stdout=full,
                                   stderr=subprocess.PIPE, text=True, timeout=120)
        self.assertEqual((ended.returncode, ended.stderr), (3, "everstrike-bench: standard output can't be written\n"))

    def test_a_mock_without_descriptors_is_the_surroundings_failure(self):
        ended = subprocess.run(["sh", "-c", 'ulimit -n 12; exec "$0" --quick --only mock --connections 50', PROGRAM],
                               capture_output=True, text=True, timeout=120)
        self.assertEqual((ended.returncode, ended.stdout), (3, ""))
        self.assertRegex(ended.stderr, r"^everstrike-bench: mock/cancel: .+\n$")

    def test_the_version_is_told(self):
        ended = run("--version", "--verbose")
        self.assertEqual(ended.returncode, 0)
        self.assertRegex(ended.stdout, r"^everstrike-bench \d+\.\d+")
        self.assertIn("signing back end: ", ended.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2)
