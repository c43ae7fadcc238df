#!/usr/bin/python3
"""Takes one redaction after the other out of the source, builds, and sees whether secrets_test.py finds
a secret then. Changes files of the tree and puts them back; run by hand after a change to redaction.

secrets_mutants.py BUILD_FOLDER [NUMBER…]

0 is the source as it is, which must come out clean. Exit 1: one was not found; 2: a run could not look.
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
CHOSEN = [int(number) for number in sys.argv[2:]]

FOUND = 3  # what secrets_test.py ends with then

# What is taken out, and what stands in its place; where there is a second line of defence, both lines.
MUTANTS = [
    ("mock_server/pipeline/redact_entry.cpp", "    redactor.redact(entry.method);\n", ""),
    ("mock_server/pipeline/redact_entry.cpp", "bool found = redactor.redact(entry.body) || in_head;", "bool found = in_head;"),
    ("mock_server/pipeline/redact_entry.cpp", "  redactor.redact_document(reply.body);\n", ""),
    ("mock_server/pipeline/redact_entry.cpp", "  for (std::string& id : entry.effect.order_ids) redactor.redact(id);\n", ""),
    ("mock_server/control/control.cpp", "parts_.backstage.redactor.redact_document(answer.reply.body);", ""),
    ("mock_server/control/control.cpp", "parts_.backstage.redactor.redacted(query.error())", "query.error()"),
    ("signing/secret_finder.cpp", "    look_behind([&](std::string& out, Origins* origins) { undo_json(text, out, origins); });\n", ""),
    ("client/program/cancel_command.cpp", "  settings.json ? redactor.redact_document(text) : redactor.redact(text);\n", ""),
    # Two, since the one stands behind the other: as output comes in, and as it is kept.
    ("conformance/client/judge/case_run.cpp", "redactor({std::string_view(*setting.secret)})", "redactor",
     "redactor({std::string_view(secret)})", "redactor({std::string_view(secret).substr(0, 0)})"),
]


TARGETS = ["everstrike-mock", "everstrike", "everstrike-conformance"]


def build():
    subprocess.run(["cmake", "--build", BUILD, "--target", *TARGETS], check=True, stdout=subprocess.DEVNULL)


def test_ends_with():
    programs = [BUILD / "bin" / name for name in TARGETS]
    return subprocess.run([sys.executable, ROOT / "mock_server/test/secrets_test.py", *programs, "600"], capture_output=True, text=True)


def first_line(done):
    return done.stdout.split("\n")[0][:100]


def is_broken(done):
    """Whether a run ended as none does that could look: a program that does not start finds nothing."""
    return done.returncode not in (0, FOUND)


def main():
    survivors = broken = 0
    if not CHOSEN or 0 in CHOSEN:
        build()
        done = test_ends_with()
        if done.returncode != 0:
            print(f"0: the source as it is ends with {done.returncode}: {first_line(done)}\n{done.stderr[-800:]}")
            return 2
    for number, (name, *texts) in enumerate(MUTANTS, 1):
        if CHOSEN and number not in CHOSEN:
            continue
        path = ROOT / name
        original = path.read_text()
        changed = original
        for old, new in zip(texts[::2], texts[1::2]):
            if original.count(old) != 1:
                print(f"{number}: {name} has {original.count(old)} of {old.strip()!r}, expected one")
                return 2
            changed = changed.replace(old, new)
        try:
            path.write_text(changed)
            build()  # also what the mutant before has left
            done = test_ends_with()
        finally:
            path.write_text(original)
        what = f"{number}: without {texts[0].strip()[:60]!r} of {name}"
        if is_broken(done):
            broken += 1
            print(f"{what} it could not look, exit {done.returncode}: {first_line(done)}\n{done.stderr[-800:]}", flush=True)
            continue
        survivors += done.returncode == 0
        print(f"{what} it finds {'nothing' if done.returncode == 0 else first_line(done)}", flush=True)
    build()
    return 2 if broken else 1 if survivors else 0


sys.exit(main())
