#!/usr/bin/python3
"""Follows docs/adding-a-mistake.md: adding_a_mistake_test.py SOURCE_DIR COMPILER [what else the linker is given]

The page's edits are made in a temporary folder, the rooms that know of mistakes are compiled from it,
and requests which the edited mistakes.py makes are named as the page says.
"""
import json
import subprocess
import sys
import tempfile
import unittest

from example_page import ExamplePage

SOURCE, COMPILER, *LIBRARIES = sys.argv[1:]
SLUG = "secret_pasted_twice"

# API key, secret, body and signature as arguments; prints what the diagnosis says, a line each.
DRIVER = r"""
#include <iostream>
#include "signing/diagnosis/diagnosis.hpp"

int main(int, char** argv) {
  const everstrike::signing::Secret secret(argv[2]);
  const auto diagnosis = everstrike::diagnosis::diagnose(
      {.body = argv[3], .signature = argv[4], .api_key = argv[1], .secret = &secret});
  std::cout << diagnosis.name() << "\n" << diagnosis.title() << "\n" << diagnosis.fix << "\n" << diagnosis.proof << "\n";
}
"""


class AddingAMistake(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = ExamplePage(SOURCE, "adding-a-mistake.md", folder.name)
        self.page.follow()

    def compiled(self):
        copy = self.page.copy
        (copy / "driver.cpp").write_text(DRIVER)
        folders = {"catalogue": "signing/diagnosis/catalogue", "hypotheses": "signing/diagnosis/hypotheses",
                   "diagnosis": "signing/diagnosis"}
        pieces = [self.page.piece(name, [folder]) for name, folder in folders.items()]
        program = copy / "diagnose"
        subprocess.run([COMPILER, "-std=c++20", f"-I{copy}", f"-I{SOURCE}", "-o", program, *pieces, copy / "driver.cpp",
                        *LIBRARIES], check=True)
        return program

    def test_the_new_mistake_is_named(self):
        maker = self.page.copy / "signing/diagnosis/negative/mistakes.py"
        done = subprocess.run([sys.executable, "-B", maker], stdout=subprocess.PIPE, encoding="utf-8", check=True)
        made = [request for request in json.loads(done.stdout)["made"] if request["mistake"] == SLUG]
        self.assertGreaterEqual(len(made), 4)
        program = self.compiled()
        for request in made:
            done = subprocess.run([program, *(request[name] for name in ("api_key", "secret", "body", "signature"))],
                                  stdout=subprocess.PIPE, encoding="utf-8", check=True)
            name, title, fix, proof = done.stdout.splitlines()
            self.assertEqual(name, SLUG)
            self.assertEqual(title, "the secret was pasted twice")
            self.assertEqual(fix, "Enter the secret once, in place of all that stood there.")
            self.assertIn("secret + secret", proof)
            self.assertNotIn(request["secret"], done.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
