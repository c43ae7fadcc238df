#!/usr/bin/python3
"""Takes one redaction after the other out of the source, builds, and sees whether secrets_test.py finds
a secret then. Changes files of the tree and puts them back; run by hand after a change to redaction.

secrets_mutants.py BUILD_FOLDER [NUMBER…]
"""
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(sys.argv[1]).resolve()
CHOSEN = [int(number) for number in sys.argv[2:]]

# What is taken out, what stands in its place, and what has to be built.
MUTANTS = [
    ("mock_server/pipeline/redact_entry.cpp", "    redactor.redact(entry.method);\n", "", "everstrike-mock"),
    ("mock_server/pipeline/redact_entry.cpp", "bool found = redactor.redact(entry.body) || in_head;", "bool found = in_head;", "everstrike-mock"),
    ("mock_server/pipeline/redact_entry.cpp", "  redactor.redact_document(reply.body);\n", "", "everstrike-mock"),
    ("mock_server/pipeline/redact_entry.cpp", "  for (std::string& id : entry.effect.order_ids) redactor.redact(id);\n", "", "everstrike-mock"),
    ("mock_server/control/har.cpp", "redactor.redacted(field.value)", "field.value", "everstrike-mock"),
    ("mock_server/control/control.cpp", "parts_.backstage.redactor.redact_document(answer.reply.body);", "", "everstrike-mock"),
    ("signing/secret_finder.cpp", "    look_behind([&](std::string& out, Origins* origins) { undo_json(text, out, origins); });\n", "", "everstrike-mock"),
    ("client/program/cancel_command.cpp", "  settings.json ? redactor.redact_document(text) : redactor.redact(text);\n", "", "everstrike"),
    ("conformance/client/judge/case_run.cpp", "if (redactor.redact(output))", "if (output.empty())", "everstrike-conformance"),
]


def test_ends_with():
    programs = [BUILD / "bin" / name for name in ("everstrike-mock", "everstrike", "everstrike-conformance")]
    return subprocess.run([sys.executable, ROOT / "mock_server/test/secrets_test.py", *programs, "600"], stdout=subprocess.PIPE, text=True)


def main():
    survivors = 0
    for number, (name, old, new, target) in enumerate(MUTANTS, 1):
        if CHOSEN and number not in CHOSEN:
            continue
        path = ROOT / name
        original = path.read_text()
        if original.count(old) != 1:
            print(f"{number}: {name} has {original.count(old)} of {old.strip()!r}, expected one")
            return 2
        try:
            path.write_text(original.replace(old, new))
            subprocess.run(["cmake", "--build", BUILD, "--target", target], check=True, stdout=subprocess.DEVNULL)
            done = test_ends_with()
        finally:
            path.write_text(original)
        survivors += done.returncode == 0
        first = "nothing" if done.returncode == 0 else done.stdout.split("\n")[0][:100]
        print(f"{number}: without {old.strip()[:60]!r} of {name} it finds {first}", flush=True)
    for target in sorted({target for *_, target in MUTANTS}):
        subprocess.run(["cmake", "--build", BUILD, "--target", target], check=True, stdout=subprocess.DEVNULL)
    return 1 if survivors else 0


sys.exit(main())
