"""Other languages signing the same 35 bytes: the documented programs' own lines, and the best use
of each language's library. What is not installed is reported as missing.

Each program prints one JSON object {"row": ns per sign}; it times itself, since starting it is not
what is compared.
"""
import json
import pathlib
import shutil
import subprocess
import tempfile

from machine import ROOT, pinned_to

HERE = pathlib.Path(__file__).resolve().parent.parent / "languages"


def output_of(command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=120,
                          preexec_fn=pinned_to(1), **options)
    if done.returncode != 0:
        errors = [line.strip() for line in done.stderr.splitlines() if "Error" in line]
        raise RuntimeError((errors or ["it failed"])[0])
    return json.loads(done.stdout)


def java(folder):
    subprocess.run(["javac", "-d", folder, str(HERE / "Sign.java")], check=True, capture_output=True, timeout=120)
    return output_of(["java", "-cp", folder, "Sign"])


def go(folder):
    program = pathlib.Path(folder) / "sign"
    subprocess.run(["go", "build", "-o", str(program), str(HERE / "sign.go")], check=True, capture_output=True,
                   timeout=120)
    return output_of([program])


def run():
    """(rows in ns, missing)"""
    rows, missing = {}, []
    with tempfile.TemporaryDirectory() as folder:
        attempts = [
            ("Python", "/usr/bin/python3", lambda: output_of(["/usr/bin/python3", HERE / "sign.py"])),
            ("Node", "node", lambda: output_of(["node", HERE / "sign.js"],
                                               env={"NODE_PATH": str(ROOT / "fixtures/npm/node_modules"),
                                                    "PATH": "/usr/local/bin:/usr/bin:/bin"})),
            ("Java", "javac", lambda: java(folder)),
            ("Go", "go", lambda: go(folder)),
        ]
        for name, tool, attempt in attempts:
            if shutil.which(tool) is None:
                missing.append("%s (no %s)" % (name, tool))
                continue
            try:
                rows.update(attempt())
            except (RuntimeError, subprocess.SubprocessError, ValueError) as reason:
                missing.append("%s (%s)" % (name, reason))
    return rows, missing


def report(ours_ns):
    rows, missing = run()
    lines = ["", "%-44s %10s %8s" % ("other languages, 35 B, own clock", "ns", "x ours")]
    for name, ns in sorted(rows.items(), key=lambda one: one[1]):
        lines.append("%-44s %10.0f %7.1fx" % (name, ns, ns / ours_ns))
    return {"ns": rows, "lines": lines}, missing
