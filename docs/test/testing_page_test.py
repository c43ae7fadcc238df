#!/usr/bin/python3
"""Does what docs/testing.md says, in an empty folder: testing_page_test.py SOURCE_DIR BIN_DIR [go]

The Go recipe compiles half of Go's library, so it is run only where it is asked for. A runtime that isn't there is
skipped.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

WITH_GO = "go" in sys.argv[3:]
BIN = pathlib.Path(sys.argv[2]).resolve()
PAGE = (pathlib.Path(sys.argv[1]).resolve() / "docs" / "testing.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w.]+)`[^\n]*:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATIENCE_S = 300


class Recipes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        for name, text in FILE.findall(PAGE):
            (pathlib.Path(self.folder) / name).write_text(text, encoding="utf-8")

    def run_here(self, *command, **variables):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("EVERSTRIKE_")}
        environment.update(variables, PATH=f"{BIN}:/usr/bin:{environment['PATH']}")
        done = subprocess.run(command, cwd=self.folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_the_page_has_all_files(self):
        self.assertEqual([name for name, _ in FILE.findall(PAGE)],
                         ["conftest.py", "test_cancel.py", "cancel.test.mjs", "cancel_test.go"])

    @unittest.skipUnless(shutil.which("pytest", path="/usr/bin"), "no pytest")
    def test_pytest(self):
        self.assertIn("1 passed", self.run_here("/usr/bin/pytest", "-q", "-p", "no:cacheprovider"))

    @unittest.skipUnless(shutil.which("pytest", path="/usr/bin"), "no pytest")
    def test_pytest_under_with_trust(self):
        text = self.run_here("everstrike-mock", "with-trust", "--way", "env", "--listen", "127.0.0.1:0",
                             "--auto-accounts", "shared-secret", "--", "/usr/bin/pytest", "-q", "-p", "no:cacheprovider")
        self.assertIn("1 passed", text)

    @unittest.skipUnless(shutil.which("node"), "no Node")
    def test_node(self):
        self.run_here("node", "--test")

    @unittest.skipUnless(WITH_GO and shutil.which("go"), "Go was not asked for, or is not there")
    def test_go(self):
        (pathlib.Path(self.folder) / "go.mod").write_text("module cancel\n\ngo 1.19\n", encoding="utf-8")
        text = self.run_here("go", "test", "-v", ".", GOCACHE=f"{self.folder}/cache", GOFLAGS="-mod=mod", HOME=self.folder)
        self.assertIn("--- PASS", text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
