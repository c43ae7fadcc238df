#!/usr/bin/python3
"""everstrike-conformance examples, on pages of our own: examples_test.py PROGRAM MOCK PACKAGES

The pages' programs make the calls of the exchange's page with the same packages.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

PROGRAM, MOCK, PACKAGES = (os.path.abspath(path) for path in sys.argv[1:4])
del sys.argv[1:4]
PATIENCE_S = 200
HAS_NODE = shutil.which("node") and os.path.isdir(f"{PACKAGES}/node_modules/node-fetch")
PAGES = {path.stem: path.read_text(encoding="utf-8")
         for path in sorted((pathlib.Path(__file__).resolve().parent / "pages").glob("*.md"))}
HOSTILE_ID = "a b+c~d*e'f(g)h!i:j@k/é[l]&m=n%20"

JAVASCRIPT = """```js
const encode = require('form-urlencoded').default;
const crypto = require("crypto-js");
const fetch = require("node-fetch");

const KEY = "";
const SECRET = "";

(async function() {
  const body = encode({'id': '392392320eoweqwie3'});
  const mac = crypto.HmacSHA256(body, SECRET).toString(crypto.enc.Base64);
  const answer = await fetch('https://api.testnet.everstrike.io/auth/cancel', {method: 'POST', body: body,
    headers: {'content-type': 'application/x-www-form-urlencoded', 'x-api-key': KEY, 'x-signature': mac}});
  console.log(await answer.json());
})();
```
"""
PYTHON = """```python
import requests
import urllib
import hmac
import hashlib
import base64
from time import time

key = ''
secret = ''
url='https://api.testnet.everstrike.io/auth/cancel'
payload = {'id': '32302131320dqe'}
body = urllib.parse.urlencode(payload)
mac = hmac.new(bytes(secret , 'utf-8'), msg = bytes(body , 'utf-8'), digestmod = hashlib.sha256).digest()
headers = {'content-type': 'application/x-www-form-urlencoded', 'x-api-key': key, 'x-signature': base64.b64encode(mac)}
response = requests.post(url, data=payload, headers=headers)
print(response.text)
print(response.status_code, response.reason)
```
"""


def page_of(*programs):
    return "# Cancel\n\nHow an order is cancelled:\n\n" + "\nand\n\n".join(programs)


class Examples(unittest.TestCase):
    def examine(self, page, *options, packages=PACKAGES, python="/usr/bin/python3"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "page.md"
            path.write_text(page)
            junit = pathlib.Path(folder) / "junit.xml"
            before = set(os.listdir(tempfile.gettempdir()))
            ended = subprocess.run(
                [PROGRAM, "examples", "--mock", MOCK, "--python", python, "--report", f"junit={junit}",
                 *(["--packages", packages] if packages else []), *options, path],
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE_S, cwd=folder)
            left = {name for name in set(os.listdir(tempfile.gettempdir())) - before if name.startswith("everstrike-example-")}
            self.assertEqual(left, set())
            self.cases = []
            if junit.exists():
                self.cases = xml.etree.ElementTree.parse(junit).findall(".//testcase")
            return ended.returncode, ended.stdout

    @unittest.skipUnless(HAS_NODE, "Node or its packages are not installed")
    def test_the_documented_calls_pass_as_they_stand(self):
        code, text = self.examine(page_of(JAVASCRIPT, PYTHON), "--way", "env")
        self.assertEqual(code, 0, text)
        self.assertIn("2 passed", text)

    @unittest.skipUnless(HAS_NODE, "Node or its packages are not installed")
    def test_a_page_with_both_languages(self):
        for page in (PAGES["close_both"], " ".join(PAGES["close_both"].split("## Parameters")[0].split())):
            code, text = self.examine(page, "--way", "env")
            self.assertEqual(code, 0, text)
            self.assertIn("2 passed", text)

    def test_a_page_that_is_cut_short(self):
        # Python stands cut; the JavaScript before it is whole and judged as ever.
        page = PAGES["cut_short"]
        code, text = self.examine(page if HAS_NODE else page[page.index("Python 3:"):], "--way", "env")
        self.assertEqual(code, 3, text)
        self.assertIn("the page ends inside this program", text)
        self.assertIn("get the whole page", text)
        if HAS_NODE:
            self.assertIn("1 passed", text)
            self.assertEqual(len(self.cases), 2)
        # What is whole although its block is never closed counts.
        whole = PYTHON.removesuffix("```\n")
        code, text = self.examine(whole, "--way", "env")
        self.assertEqual(code, 0, text)

    @unittest.skipUnless(HAS_NODE, "Node or its packages are not installed")
    def test_a_page_whose_numbers_disagree(self):
        # What the programs send is judged, by what each of them signs; what the page says is not.
        code, text = self.examine(PAGES["numbers_disagree"], "--way", "env")
        self.assertEqual(code, 0, text)
        self.assertIn("2 passed", text)
        code, text = self.examine(PAGES["numbers_disagree"].replace("7.0e0, 'address'", "7.5, 'address'"), "--way", "env")
        self.assertEqual(code, 1, text)
        self.assertIn("was refused: invalid_field (qty: expected", text)
        self.assertIn("1 passed", text)

    @unittest.skipUnless(HAS_NODE, "Node or its packages are not installed")
    def test_also_when_the_page_has_lost_its_line_ends(self):
        code, text = self.examine(" ".join(page_of(JAVASCRIPT, PYTHON).split()))
        self.assertEqual(code, 0, text)
        self.assertIn("2 passed", text)

    def test_python_alone(self):
        code, text = self.examine(page_of(PYTHON), "--way", "env")
        self.assertEqual(code, 0, text)
        self.assertEqual(len(self.cases), 1)
        self.assertIn("page.md:5/python", self.cases[0].get("name"))

    def test_a_wrong_signature_is_explained(self):
        code, text = self.examine(page_of(PYTHON.replace("base64.b64encode(mac)", "mac.hex()")), "--way", "env")
        self.assertEqual(code, 1)
        self.assertIn("bad_signature", text)
        self.assertIn("hex", text)

    def test_an_encoding_of_its_own_is_found_although_it_is_accepted(self):
        own = PYTHON.replace("urllib.parse.urlencode(payload)", "'id=' + urllib.parse.quote(payload['id'], safe='')")
        own = own.replace("import urllib\n", "import urllib.parse\n").replace("data=payload", "data=body")
        own = own.replace("key = ''\nsecret = ''", "key = 'demo-key'\nsecret = 'demo-secret'")
        code, text = self.examine(page_of(own.replace("'32302131320dqe'", f'"{HOSTILE_ID}"')), "--way", "env")
        self.assertEqual(code, 1, text)
        self.assertIn("not what the documented encoder makes", text)

    def test_the_exit_code_counts(self):
        code, text = self.examine(page_of(PYTHON.replace("print(response.text)", "raise SystemExit(9)")), "--way", "env")
        self.assertEqual(code, 1)
        self.assertIn("exit code 9", text)

    def test_a_program_that_never_calls(self):
        code, text = self.examine("```python\nprint('hello')\n```\n", "--way", "env")
        self.assertEqual(code, 1)
        self.assertIn("sent nothing", text)

    def test_missing_packages_are_named_and_not_fetched(self):
        code, text = self.examine("```python\nimport hmac, nonexistent_one\nfrom nonexistent_two.x import y\n```\n")
        self.assertEqual(code, 3)
        self.assertIn("packages are missing: nonexistent_one, nonexistent_two", text)
        if HAS_NODE:
            code, text = self.examine(page_of(JAVASCRIPT), packages=None)
            self.assertEqual(code, 3)
            # Debian's npm brings a node-fetch that every Node of Debian finds.
            self.assertRegex(text, r"packages are missing: form-urlencoded, crypto-js(, node-fetch)?\n")

    def test_a_missing_runtime(self):
        code, text = self.examine(page_of(PYTHON), python="/nonexistent/python")
        self.assertEqual(code, 3)
        self.assertIn("--python", text)

    def test_pages_without_programs_and_no_page_at_all(self):
        self.assertEqual(self.examine("# Nothing\n```console\n$ x\n```\n")[0], 5)
        ended = subprocess.run([PROGRAM, "examples", "/nonexistent.md"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.assertEqual(ended.returncode, 3)
        self.assertIn("/nonexistent.md", ended.stdout)


if __name__ == "__main__":
    unittest.main()
