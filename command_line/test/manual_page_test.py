#!/usr/bin/python3
"""Shows each program's manual page to the programs that people read it with: manual_page_test.py BIN_DIR

Neither man nor mandoc may have a word against it, and it has everything that --help has.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

BIN = pathlib.Path(sys.argv.pop(1)).resolve()
PROGRAMS = ("everstrike-mock", "everstrike", "everstrike-conformance", "everstrike-bench")


def output(*command, **more):
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60, **more)


class Siblings(unittest.TestCase):
    """What siblings.cpp says of the programs is what they say themselves."""

    def test_tables_and_variables_are_those_of_the_programs(self):
        text = (pathlib.Path(__file__).resolve().parents[1] / "siblings.cpp").read_text(encoding="utf-8")
        tables = set(re.findall(r'ProgramTable\{"([\w-]+)", "([\w-]+)"\}', text))
        names = set(re.findall(r'"([a-z0-9-]+)"', text.partition("kOptions")[2].partition("};")[0]))
        for program in PROGRAMS:
            for key, value in json.loads(output(BIN / program, "--help-config").stdout)["properties"].items():
                inner = value.get("properties")
                if inner is not None:
                    self.assertIn((program, key), tables)
                for name in inner if inner is not None else {key} - {"$schema"}:
                    self.assertIn(name, names, program)


class ManualPage(unittest.TestCase):
    def pages(self):
        for program in PROGRAMS:
            yield program, output(BIN / program, "--help-man").stdout

    def needs(self, program):
        if shutil.which(program) is None:
            self.skipTest(f"{program} is not installed here")

    def test_mandoc_has_nothing_against_it(self):
        self.needs("mandoc")
        for program, page in self.pages():
            done = subprocess.run(["mandoc", "-T", "lint"], input=page, capture_output=True, text=True, timeout=60)
            self.assertEqual((done.returncode, done.stdout + done.stderr), (0, ""), program)

    def test_man_has_nothing_against_it_and_shows_every_option(self):
        self.needs("man")
        self.needs("groff")
        environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "200"}
        for program, page in self.pages():
            done = output("man", "--warnings", "--local-file", "-", input=page, env=environment)
            self.assertEqual(done.stderr, "", program)
            shown = re.sub(".\x08", "", done.stdout)  # bold, as terminals did it
            helps = [output(BIN / program, "--help").stdout]
            commands = re.findall(r"^  ([a-z-]+) ", helps[0].split("Subcommands:")[1], re.MULTILINE)
            helps += [output(BIN / program, command, "--help").stdout for command in commands]
            options = set(re.findall(r"^\s+(?:-\w,)?(--[a-z-]+)", "\n".join(helps), re.MULTILINE))
            self.assertGreater(len(options), 8, program)
            for word in sorted(options) + [f"{program} {command}" for command in commands]:
                self.assertIn(word, shown, program)
            for section in ("NAME", "SYNOPSIS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"):
                self.assertRegex(shown, f"(?m)^{section}$", program)


if __name__ == "__main__":
    unittest.main(verbosity=2)
