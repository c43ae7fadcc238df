#!/usr/bin/python3
"""The places that docs/glossary.md names exist: glossary_test.py SOURCE_DIR

A place is in backticks: the end of a path, with or without the end of the file's name.
"""
import pathlib
import re
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
PLACE = re.compile(r"`((?:[\w.-]+/)+[\w.*-]*)`")


class Glossary(unittest.TestCase):
    def test_every_place_exists(self):
        listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=SOURCE,
                                capture_output=True, text=True, check=True).stdout.splitlines()
        text = "\n".join("/" + path for path in listed)
        places = set(PLACE.findall((SOURCE / "docs" / "glossary.md").read_text(encoding="utf-8")))
        self.assertGreater(len(places), 40)
        for place in sorted(places):
            wanted = "/" + re.escape(place).replace(r"\*", r"[^/\n]*") + (r"[^/\n]" if place.endswith("/") else r"(\.\w+)?(/|$)")
            self.assertTrue(re.search(wanted, text, re.MULTILINE), f"docs/glossary.md names {place}, which is not there")


if __name__ == "__main__":
    unittest.main(verbosity=2)
