#!/usr/bin/python3
"""Judges the judge: runs it against the clients of verdicts.json and compares.

    verdicts_test.py manners|mistakes|scripts CONFORMANCE SUBJECT_CLIENT [--full|--own]

A client must fail the cases that are listed for it, for the mistake that is listed, and no others;
one without a list must pass. Beside those listed some others are run, with --full all of them, and
with --own next to none. Whatever the judge can blame a client for must have a client here that is
blamed for it.
"""
import concurrent.futures
import fnmatch
import functools
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
# What every client is asked besides its own: enough to notice a false alarm.
SAMPLE = ["harness", "sign/basic", "sign/enc/36", "http/request", "http/answer/01", "answer/ok/01",
          "answer/200/01", "outcome/503/01", "retry/same/01", "tls/refuse/01", "hygiene"]
# A judge that is built with sanitizers has less time.
OWN_SAMPLE = ["harness/start/01", "sign/enc/36", "answer/200/01", "outcome/503/01", "hygiene/output/01",
              "retry/refused/01"]
# A whole group of refusals that nothing explains is a minute of searching: some of it will do.
OWN_PART = {"sign/*": "sign/basic"}
SIGN_SAMPLE = ["sign/enc/36", "sign/text/03"]
MISSING_PACKAGES = 77


def mistakes_without_a_client(table):
    """What the judge has a word for: rules of behaviour, and the mistakes of the catalogue."""
    rules = re.findall(r'\bRule\{"(\w+)"', (ROOT / "conformance" / "client" / "judge" / "rules.cpp").read_text())
    catalogue = re.findall(r"^### (\w+)$", (ROOT / "docs" / "mistakes.md").read_text(), re.MULTILINE)
    if len(rules) < 20 or len(catalogue) < 80:
        raise SystemExit("the rules or the catalogue can't be read any more")
    made = {name.split(":")[0] for name in table["mistakes"]}
    for client in [*table["manners"].values(), *table["revision_1"].values(), *(one["fails"] for one in table["scripts"].values())]:
        made |= set(client)
    excused = set(table["without_client"])
    return ([f"{slug}: no wrong client fails by it" for slug in rules + catalogue if slug not in made | excused]
            + [f"{slug}: has a client by now, take it out of without_client" for slug in sorted(made & excused)]
            + [f"{slug}: nothing of that name can be blamed" for slug in sorted((made | excused) - set(rules + catalogue))])


def cases_without_a_witness(table, conformance):
    """Each case that came with revision 2 is failed by a wrong client that fails in no other group."""
    listed = subprocess.run([conformance, "list", "--json"], capture_output=True, text=True, check=True)
    new = [case["id"] for case in map(json.loads, listed.stdout.splitlines()) if case["since_revision"] == 2]
    found = [] if len(new) >= 40 else [f"only {len(new)} cases came with revision 2"]
    for case_id in new:
        pattern = next((pattern for pattern in table["witnesses"] if fnmatch.fnmatchcase(case_id, pattern)), None)
        if pattern is None:
            found.append(f"{case_id}: no wrong client is named for it")
            continue
        witness = table["witnesses"][pattern]
        failing = patterns_of(table["manners"][witness])
        if not any(fnmatch.fnmatchcase(case_id, failed) for failed in failing):
            found.append(f"{case_id}: {witness} does not fail it")
        if {failed.split("/")[0] for failed in failing} != {case_id.split("/")[0]}:
            found.append(f"{case_id}: {witness} fails in other groups as well")
    return found


def judged(conformance, command, cases, jobs=8):
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.json"
        run = subprocess.run(
            [conformance, "client", *cases, "--timeout-ms", "9000", "--jobs", str(jobs),
             "--report", f"json={report}", *command],
            capture_output=True, text=True, timeout=400, check=False)
        if not report.exists():
            raise SystemExit(f"{command}: no report\n{run.stdout}{run.stderr}")
        return run.returncode, json.loads(report.read_text())


def complaints(code, report, expected):
    """What differs from `expected`, {mistake: [pattern of ids]}."""
    found = []
    allowed = {case["id"] for case in report["cases"] if case["level"] == "may"}  # never a failure
    levels = {"must": False}
    fails = {}
    for case in report["cases"]:
        if case["verdict"] in ("broken", "unsupported"):
            found.append(f"{case['id']}: {case['verdict']}: {case['reason']}")
        if case["verdict"] == "fail":
            fails[case["id"]] = case["mistake"]
            levels[case["level"]] = True
        if case["verdict"] == "skipped" and not expected:
            found.append(f"{case['id']}: skipped: {case['reason']}")
    for mistake, patterns in expected.items():
        for pattern in patterns:
            matching = [c["id"] for c in report["cases"] if fnmatch.fnmatchcase(c["id"], pattern)]
            if not matching:
                found.append(f"{pattern}: no such case was run")
            for case_id in matching:
                if case_id in allowed:
                    continue
                named = fails.pop(case_id, None)
                if named != mistake:
                    found.append(f"{case_id}: expected fail by {mistake}, got {named}")
    found += [f"{case_id}: false alarm, {mistake}" for case_id, mistake in fails.items()]
    if code != (1 if levels["must"] else 0):
        found.append(f"exit code {code}, {report['problem_text']}")
    return found


def patterns_of(expected):
    return [pattern for patterns in expected.values() for pattern in patterns]


def manners(table, client, amount):
    yield from revision_1(table, client)
    for name, expected in table["manners"].items():
        sample = OWN_SAMPLE if amount == "--own" else SAMPLE
        own = patterns_of(expected)
        if amount == "--own":
            own = [OWN_PART.get(pattern, pattern) for pattern in own]
        cases = [] if amount == "--full" else sorted({*sample, *own})
        if name in ("right", "right_without_retries", "right_looking_after"):
            cases = []
        yield name, ["--claims", "three", "--", client, name], cases, expected


def revision_1(table, client):
    """What was asked at first is asked so for ever, whatever newer revisions ask."""
    for name, expected in table["revision_1"].items():
        cases = sorted({*OWN_SAMPLE, "outcome/gone", "retry/wait/01", "retry/wait/02", *patterns_of(expected)})
        yield f"{name} (revision 1)", ["--suite-revision", "1", "--", client, name], cases, expected


def mistakes(table, _client, amount):
    for name, failing in table["mistakes"].items():
        slug = name.split(":")[0]
        cases = ["sign"] if amount == "--full" else sorted({*SIGN_SAMPLE, *failing})
        expected = {slug: failing}
        yield name, ["--claims", "three", "--", "node", str(HERE / "wrong_signer.js"), name], cases, expected


def scripts(table, _client, amount):
    for name, script in table["scripts"].items():
        places = {"{folder}": str(HERE), "{root}": str(ROOT)}
        command = [functools.reduce(lambda text, place: text.replace(place, places[place]), places, word)
                   for word in script["command"]]
        if name == "documented/cancel.js" and not (ROOT / "fixtures/npm/node_modules").exists():
            print(f"{name}: the npm packages are not installed, left out")
            continue
        if shutil.which(command[0]) is None:
            print(f"{name}: no {command[0]} here, left out")
            continue
        sample = OWN_SAMPLE if amount == "--own" else SAMPLE
        cases = script.get("cases") or ([] if amount == "--full" else sample)
        yield name, ["--claims", "three", "--", *command], cases, script["fails"]


def main():
    what, conformance, client = sys.argv[1:4]
    amount = sys.argv[4] if len(sys.argv) > 4 else ""
    table = json.loads((HERE / "verdicts.json").read_text())
    if what == "mistakes":
        packages = subprocess.run(["node", str(HERE / "wrong_signer.js"), "--check"],
                                  capture_output=True, check=False)
        if packages.returncode == 3:
            print("the npm packages of fixtures/npm are not installed")
            return MISSING_PACKAGES
    if what == "manners":
        listed = subprocess.run([client, "--list"], capture_output=True, text=True, check=True)
        missing = set(listed.stdout.split()) ^ set(table["manners"])
        if missing:
            print(f"verdicts.json and --list differ: {sorted(missing)}")
            return 1
        unknown = mistakes_without_a_client(table) + cases_without_a_witness(table, conformance)
        if unknown:
            print("\n".join(unknown))
            return 1
    work = list({"manners": manners, "mistakes": mistakes, "scripts": scripts}[what](
        table, client, amount))
    failed = 0
    started = time.monotonic()
    at_once, jobs = {"manners": (8, 8), "mistakes": (2, 2), "scripts": (2, 8)}[what]
    if amount == "--own":
        at_once, jobs = min(at_once, 6), min(jobs, 6)
    with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
        runs = [(name, expected, pool.submit(judged, conformance, command, cases, jobs))
                for name, command, cases, expected in work]
        for name, expected, run in runs:
            code, report = run.result()
            wrong = complaints(code, report, expected)
            if wrong:
                failed += 1
                print(f"{name}:\n  " + "\n  ".join(wrong[:20]))
    print(f"{len(work)} clients, {failed} judged wrongly, {time.monotonic() - started:.1f} s")
    return 1 if failed or not work else 0


if __name__ == "__main__":
    sys.exit(main())
