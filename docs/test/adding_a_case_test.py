#!/usr/bin/python3
"""Follows docs/adding-a-case.md: adding_a_case_test.py SOURCE_DIR BUILD_DIR COMPILER [what else the linker is given]

The page's edits are made in a temporary folder; the changed files are compiled from it and linked before
the libraries that have the old ones; the new case is asked of a right client and of the page's wrong one.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from example_page import ExamplePage

SOURCE, BUILD, COMPILER, *LIBRARIES = sys.argv[1:]
CASE, MISTAKE = "hygiene/body/01", "api_key_in_body"
SCRIPT = "conformance/test/subjects/wrong_key_in_body.sh"

# The case's id and a client's command as arguments; prints verdict, mistake and remedy, a line each.
DRIVER = r"""
#include <iostream>
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/run.hpp"
#include "conformance/run/selection.hpp"

int main(int argc, char** argv) {
  using namespace everstrike::conformance;
  const auto chosen = select(all_cases(), {.patterns = {argv[1]}});
  if (!chosen) return 2;
  RunSettings settings;
  settings.command.assign(argv + 2, argv + argc);
  for (const CaseResult& one : run_cases(*chosen, settings).cases) {
    std::cout << verdict_text(one.verdict) << "\n" << one.mistake << "\n" << one.remedy << "\n";
  }
}
"""


class AddingACase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.page = ExamplePage(SOURCE, "adding-a-case.md", cls.folder.name)
        cls.page.follow()
        copy = cls.page.copy
        (copy / "driver.cpp").write_text(DRIVER)
        changed = [copy / path for path in cls.page.changed if path.endswith(".cpp")]
        rooms = sorted(pathlib.Path(BUILD).rglob("libeverstrike_*.a"))
        cls.program = copy / "ask"
        subprocess.run(
            [COMPILER, "-std=c++20", f"-I{copy}", f"-I{SOURCE}", "-o", cls.program, copy / "driver.cpp", *changed,
             "-Wl,--allow-multiple-definition", "-Wl,--start-group", *rooms, "-Wl,--end-group", *LIBRARIES, "-lpthread"],
            check=True)

    def verdict(self, script):
        done = subprocess.run([self.program, CASE, "sh", script], stdout=subprocess.PIPE, encoding="utf-8", check=True)
        return done.stdout.splitlines()

    @unittest.skipIf(not all(map(shutil.which, ("curl", "openssl", "jq"))), "the clients need curl, openssl and jq")
    def test_a_right_client_passes_and_the_wrong_one_fails(self):
        right = pathlib.Path(SOURCE) / "conformance/test/subjects/right_curl.sh"
        self.assertEqual(self.verdict(right)[0], "pass")
        verdict, mistake, remedy = self.verdict(self.page.copy / SCRIPT)
        self.assertEqual((verdict, mistake), ("fail", MISTAKE))
        self.assertIn("x-api-key and into nothing else", remedy)

    def test_the_row_of_the_wrong_client(self):
        table = json.loads((self.page.copy / "conformance/test/subjects/verdicts.json").read_text())
        self.assertEqual(table["scripts"][pathlib.Path(SCRIPT).name]["fails"], {MISTAKE: [CASE]})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
