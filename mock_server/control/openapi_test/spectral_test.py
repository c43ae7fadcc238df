#!/usr/bin/python3
"""What Spectral says of the OpenAPI documents: spectral_test.py FOLDER FILE…

FOLDER holds Spectral, pinned by its package-lock.json and installed by script/bootstrap all; without
it this is skipped. The first file, the exchange's description, has to be without any remark, the
others without errors.
"""
import os
import subprocess
import sys
import tempfile

FOLDER, *FILES = sys.argv[1:]
SPECTRAL = f"{FOLDER}/node_modules/.bin/spectral"
PATIENCE_S = 120


def lint(path, severity):
    return subprocess.run([SPECTRAL, "lint", f"--fail-severity={severity}", "--ruleset", f"{FOLDER}/.spectral.yaml", path],
                          capture_output=True, text=True, timeout=PATIENCE_S)


if not os.path.exists(SPECTRAL):
    print("Spectral is not installed: script/bootstrap all")
    sys.exit(77)
failed = False
for number, file in enumerate(FILES):
    ended = lint(file, "hint" if number == 0 else "error")
    if ended.returncode != 0:
        print(ended.stdout, ended.stderr)
        failed = True
# It has to be able to say no.
with tempfile.NamedTemporaryFile("w", suffix=".json") as broken:
    broken.write(open(FILES[0], encoding="utf-8").read().replace('"operationId": "get_orders"', '"operationId": "get_order"'))
    broken.flush()
    if "operation-operationId-unique" not in lint(broken.name, "hint").stdout:
        print("Spectral did not see an operationId that comes twice")
        failed = True
sys.exit(1 if failed else 0)
