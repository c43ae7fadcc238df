#!/usr/bin/python3
"""Report files against readers that are not ours: report_files_test.py PROGRAM

A run full of hostile bytes goes through `report` into every format and is read back by Python's
json, jsonschema, xml.etree and html.parser, by a TAP 14 parser of this file's own, and by prove.
"""
import copy
import html.parser
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import jsonschema

PROGRAM = sys.argv.pop(1)
FIXTURES = pathlib.Path(__file__).resolve().parent.parent.parent / "fixtures"
SCHEMA = json.loads((FIXTURES / "schemas" / "conformance_result_v1.schema.json").read_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PATIENCE_S = 60

HOSTILE = [
    "]]><failure/>", "\x00\x01\x1b[31m\x07\x7f", "<script>alert(1)</script>", "'\"&amp;<!--", "a\r\nb\tc",
    {"hex": "ff00fe80c0af"}, "\u202egpj.exe \u200b\ufeff\ufffe\u009b31m", "| cell | `tick` ```` fences \\", "# TODO not # SKIP \\# x",
    "::error::injected", "##[group]x", "[[ATTACHMENT|/etc/passwd]]", "  ---\n  a: b\n  ...\nok 99\nBail out! no\n1..0",
    "</style></title></details><img src=x onerror=alert(1)>", "@someone [a](javascript:alert(1))", "𝒳 é 漢", "",
    "%0A%25,:", "x" * 5000, "</pre>{{7*7}}${7*7}",
]


def case(number, **changes):
    value = {
        "id": f"sign/{number:02}", "group": "sign", "level": "must", "does": "does it", "expects": "expects it",
        "provenance": "assumed", "reference": "RFC 9110", "since_revision": 1, "verdict": "pass", "counts_against": False,
        "reason": "", "mistake": "", "remedy": "", "expected": "", "seen": "", "evidence": "", "known_failing_reason": "", "exit_code": 0,
        "signal": None, "timed_out": False, "command": "", "standard_output": "", "standard_error": "", "journal": [],
        "replay": "", "reproducers": [], "started_at_ms": 0, "duration_ms": 12,
    }
    value.update(changes)
    value["counts_against"] = value["verdict"] == "broken" or (value["verdict"] == "fail" and value["level"] == "must")
    return value


def run_of(cases, **changes):
    verdicts = SCHEMA["$defs"]["case"]["properties"]["verdict"]["enum"]
    value = {
        "schema": "conformance_result_v1", "tool_version": "0.1.0", "suite": "client", "suite_revision": 1, "seed": 2**64 - 1,
        "strict": False, "subject_name": "client.py", "subject_command": ["python3", "client.py"],
        "started_at_unix_ms": 1795337084630, "duration_ms": 4321, "problem": "none", "problem_text": "", "stale": [],
        "exit_code": 1 if any(c["counts_against"] for c in cases) else 0, "cases": cases,
        "summary": {"cases": len(cases), **{v: sum(c["verdict"] == v for c in cases) for v in verdicts},
                    "counts_against": sum(c["counts_against"] for c in cases)},
    }
    value.update(changes)
    return value


def hostile_run():
    """Every verdict at every level, with every hostile text in every place that takes text."""
    cases = []
    verdicts = SCHEMA["$defs"]["case"]["properties"]["verdict"]["enum"]
    for i, text in enumerate(HOSTILE * 2):
        entry = {"number": i, "at_ms": 3, "request": text, "verdict": text, "diagnosis": text, "fault": text, "effect": text,
                 "status": 503, "answer": text}
        texts = {name: text for name in (
            "group", "does", "expects", "reference", "reason", "mistake", "remedy", "expected", "seen", "evidence", "known_failing_reason",
            "command", "standard_output", "standard_error", "replay")}
        cases.append(case(i, verdict=verdicts[i % 7], level=["must", "should", "may"][i % 3], journal=[entry],
                          reproducers=[{"language": text, "text": text}], exit_code=None if i % 2 else 1,
                          signal=9 if i % 2 else None, timed_out=i % 5 == 0, **texts))
    cases += [case(0, id=text, verdict="fail") for text in HOSTILE]
    return run_of(cases, subject_name=HOSTILE[5], subject_command=list(HOSTILE), stale=[t for t in HOSTILE if t],
                  problem="stale_known_failing", problem_text=HOSTILE[0], not_judged=HOSTILE[1], suite=HOSTILE[2], tool_version=HOSTILE[3], exit_code=1)


def report(runs, *arguments, code=0, stdout=None):
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, run in enumerate(runs):
            files.append(f"{folder}/{number}.json")
            pathlib.Path(files[-1]).write_text(run if isinstance(run, str) else json.dumps(run))
        ended = subprocess.run([PROGRAM, "report", *files, *arguments], capture_output=True, timeout=PATIENCE_S)
        if ended.returncode != code:
            raise AssertionError(f"ended with {ended.returncode}: {ended.stderr}")
        return (ended.stdout if code == 0 else ended.stderr).decode("utf-8")  # strictly


def text_in(run, *formats):
    return report([run], *[argument for name in formats for argument in ("--report", f"{name}=-")])


class Json(unittest.TestCase):
    def test_what_is_written_is_what_was_read(self):
        VALIDATOR.check_schema(SCHEMA)
        run = hostile_run()
        VALIDATOR.validate(run)
        written = json.loads(text_in(run, "json"))
        VALIDATOR.validate(written)
        self.assertEqual(written, run)

    def test_it_may_name_its_schema(self):
        run = {"$schema": "https://example.com/conformance_result_v1.schema.json", **run_of([case(1)])}
        VALIDATOR.validate(run)
        self.assertEqual({"$schema": run["$schema"], **json.loads(text_in(run, "json"))}, run)

    def test_wrong_files_are_refused_where_they_are_wrong(self):
        good = run_of([case(1)])
        for path, value, place in (
                (("seed",), "x", "seed"), (("cases", 0, "verdict"), "passed", "cases[0].verdict"), (("schema",), "other", "schema"),
                (("cases", 0, "surprise"), 1, "cases[0].surprise"), (("cases", 0, "seen"), {"hex": "f"}, "cases[0].seen"),
                (("cases", 0), 7, "cases[0]"), (("cases",), {}, "cases"), (("strict",), None, "strict")):
            bad = copy.deepcopy(good)
            parent = bad
            for step in path[:-1]:
                parent = parent[step]
            parent[path[-1]] = value
            with self.assertRaises(jsonschema.ValidationError):
                VALIDATOR.validate(bad)
            line = report([bad], code=2)
            self.assertIn(place, line)
            self.assertEqual(line.count("\n"), 1)
        for name in good:
            self.assertIn(name, report([{k: v for k, v in good.items() if k != name}], code=2))
        for name in good["cases"][0]:
            bad = copy.deepcopy(good)
            del bad["cases"][0][name]
            self.assertIn(name, report([bad], code=2))
        report(["{", ], code=2)
        report(["[]"], code=2)


def junit_outcome(testcase):
    """What GitLab, Jenkins and dorny/test-reporter take a case for: they look at its children alone."""
    for kind in ("failure", "error", "skipped"):
        if testcase.find(kind) is not None:
            return kind
    return "passed"


class JUnit(unittest.TestCase):
    def check(self, run):
        root = ElementTree.fromstring(text_in(run, "junit"))
        self.assertEqual(root.tag, "testsuites")
        cases = list(root.iter("testcase"))
        names = [(c.get("classname"), c.get("name")) for c in cases]
        self.assertEqual(len(names), len(set(names)))
        for element in [root, *root.findall("testsuite")]:
            inside = list(element.iter("testcase"))
            self.assertEqual(int(element.get("tests")), len(inside))
            for kind, attribute in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
                self.assertEqual(int(element.get(attribute)), sum(junit_outcome(c) == kind for c in inside))
        for element in cases:
            self.assertTrue(element.get("name") is not None and element.get("classname"))
            self.assertRegex(element.get("time"), r"^\d+\.\d{3}$")
            self.assertIsNone(element.get("status"))
            outcomes = [child for child in element if child.tag in ("failure", "error", "skipped")]
            self.assertLessEqual(len(outcomes), 1)
            for child in outcomes:
                self.assertTrue(child.get("message"))
                self.assertTrue(child.text.strip())
        text = "".join(root.itertext()) + "".join(v for e in root.iter() for v in e.attrib.values())
        self.assertNotRegex(text, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ufffe]")
        self.assertNotIn("[[ATTACHMENT", "".join(e.text or "" for e in root.iter("system-out")))
        return root

    def test_every_verdict_is_the_child_that_readers_look_for(self):
        expected = {("pass", "must"): "passed", ("lenient", "must"): "passed", ("fail", "must"): "failure",
                    ("fail", "should"): "skipped", ("unsupported", "must"): "skipped", ("broken", "may"): "error",
                    ("skipped", "must"): "skipped", ("known_failing", "must"): "skipped"}
        cases = [case(i, verdict=v, level=level, reason="the reason", mistake="hex_digest") for i, (v, level) in enumerate(expected)]
        root = self.check(run_of(cases))
        self.assertEqual([junit_outcome(c) for c in root.iter("testcase")], list(expected.values()))
        failure = next(root.iter("failure"))
        self.assertEqual((failure.get("type"), failure.get("message")), ("hex_digest", "the reason"))
        self.assertEqual({c.get("classname") for c in root.iter("testcase")}, {"client_py.sign"})
        strict = run_of(cases, strict=True)
        for c in strict["cases"]:
            c["counts_against"] = True
        self.assertEqual(sum(junit_outcome(c) == "failure" for c in self.check(strict).iter("testcase")), 2)

    def test_hostile_bytes_do_not_break_it(self):
        root = self.check(hostile_run())
        outputs = [e.text for e in root.iter("system-out")]
        self.assertTrue(any("]]><failure/>" in text for text in outputs))
        self.assertTrue(any("\\x00\\x01\\x1b[31m" in text for text in outputs))
        self.assertTrue(any("\\xff\\x00\\xfe\\x80" in text for text in outputs))

    def test_same_ids_get_different_names(self):
        self.check(run_of([case(1), case(1), case(1)]))

    def test_a_run_that_came_to_nothing_is_not_green(self):
        for problem in ("never_started", "nothing_selected", "never_connected", "interrupted"):
            root = self.check(run_of([], problem=problem, exit_code=4))
            self.assertEqual([junit_outcome(c) for c in root.iter("testcase")], ["error"])
        self.assertEqual(len(list(self.check(run_of([])).iter("error"))), 1)
        stale = run_of([case(1)], problem="stale_known_failing", stale=["sign/01: passes", "x: no such case"], exit_code=1)
        self.assertEqual([junit_outcome(c) for c in self.check(stale).iter("testcase")], ["failure", "failure", "passed"])


def parse_tap(text):
    """A strict reader of TAP 14 without subtests: [(ok, description, directive, yaml lines)], bail out."""
    lines = text.split("\n")
    assert lines.pop(0) == "TAP version 14"
    assert lines.pop() == ""
    plan, points, bail, at = None, [], None, 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith("# "):
            continue
        if match := re.fullmatch(r"1\.\.(\d+)", line):
            assert plan is None and not points
            plan = int(match[1])
        elif line.startswith("Bail out!"):
            bail = line
        elif match := re.fullmatch(r"(not )?ok (\d+) - ((?:[^\\#]|\\[\\#])*?)(?: # (TODO|SKIP) (.*))?", line):
            assert int(match[2]) == len(points) + 1, line
            yaml = []
            if at < len(lines) and lines[at] == "  ---":
                at += 1
                while lines[at] != "  ...":
                    assert re.fullmatch(r'  [a-z_]+: ("(?:[^"\\]|\\["\\nt])*"|\w+)', lines[at]), lines[at]
                    name, value = lines[at].strip().split(": ", 1)
                    yaml.append((name, json.loads(value) if value.startswith('"') else value))
                    at += 1
                at += 1
            points.append((not match[1], re.sub(r"\\([\\#])", r"\1", match[3]), match[4], dict(yaml)))
        else:
            raise AssertionError(f"not TAP: {line!r}")
    assert (plan or 0) == len(points)
    return points, bail


class Tap(unittest.TestCase):
    def test_verdicts(self):
        rows = [("pass", "must", True, None), ("lenient", "must", True, None), ("fail", "must", False, None),
                ("fail", "should", False, "TODO"), ("unsupported", "must", True, "SKIP"), ("broken", "must", False, None),
                ("skipped", "must", True, "SKIP"), ("known_failing", "must", False, "TODO")]
        points, bail = parse_tap(text_in(run_of([case(i, verdict=r[0], level=r[1]) for i, r in enumerate(rows)]), "tap"))
        self.assertEqual([(p[0], p[2]) for p in points], [(r[2], r[3]) for r in rows])
        self.assertIsNone(bail)

    def test_hostile_bytes_do_not_break_it(self):
        run = hostile_run()
        points, bail = parse_tap(text_in(run, "tap"))
        self.assertEqual(len(points), len(run["cases"]) + len(run["stale"]))
        self.assertIsNone(bail)
        self.assertIn("]]><failure/>", points[0][3].get("seen", points[20][3].get("seen", "")))
        self.assertTrue(any(p[3].get("seen") == "  ---\n  a: b\n  ...\nok 99\nBail out! no\n1..0" for p in points))

    def test_a_run_that_came_to_nothing_bails_out(self):
        for run in (run_of([], problem="nothing_selected", exit_code=5), run_of([])):
            self.assertIsNotNone(parse_tap(text_in(run, "tap"))[1])

    @unittest.skipUnless(shutil.which("prove"), "perl's prove is not here")
    def test_prove_agrees(self):
        rows = [([case(1), case(2, verdict="lenient"), case(3, verdict="known_failing"), case(4, verdict="skipped")], {}, True),
                ([case(1), case(2, verdict="fail")], {}, False), ([case(1), case(2, verdict="broken")], {}, False),
                ([], {"problem": "nothing_selected"}, False), ([], {}, False), ([case(1)], {"stale": ["x: passes"]}, False)]
        for cases, changes, is_good in rows:
            with tempfile.NamedTemporaryFile("w", suffix=".tap") as file:
                file.write(text_in(run_of(cases, **changes), "tap").replace("TAP version 14", "TAP version 13"))
                file.flush()
                ended = subprocess.run(["prove", "--exec", "cat", file.name], capture_output=True, timeout=PATIENCE_S)
                self.assertEqual(ended.returncode == 0, is_good, ended.stdout)


class Page(html.parser.HTMLParser):
    VOID = {"meta", "br", "img", "link", "input", "hr"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.tags, self.text, self.attributes = [], [], [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            if name in ("href", "src"):
                self.links.append(value)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, (self.open[-3:], tag, self.getpos())
        self.open.pop()

    def handle_data(self, data):
        self.text.append(data)


def parse_page(text):
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == [], page.open
    return page


class Html(unittest.TestCase):
    def check(self, text):
        page = parse_page(text)
        self.assertFalse({"script", "img", "link", "iframe", "base", "form", "object"} & set(page.tags))
        self.assertFalse([name for name, _ in page.attributes if name.startswith("on") or name == "style"])
        self.assertEqual(len(page.ids), len(set(page.ids)))
        for link in page.links:
            self.assertTrue(link.startswith("#") and link[1:] in page.ids, link)
        self.assertIn(("content", "default-src 'none'; style-src 'unsafe-inline'"), page.attributes)
        self.assertNotRegex(text, r"url\(|@import|https?:")
        return page

    def test_hostile_bytes_are_only_text(self):
        text = text_in(hostile_run(), "html")
        page = self.check(text)
        self.assertIn("<script>alert(1)</script>", "\n".join(page.text))
        self.assertNotRegex(text, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")

    def test_matrix_of_clients_and_cases(self):
        first = run_of([case(1), case(2, verdict="fail"), case(3)], subject_name="one")
        second = run_of([case(2), case(3, verdict="lenient"), case(4)], subject_name="two")
        third = run_of([case(1, verdict="unsupported")], subject_name="one")
        with tempfile.TemporaryDirectory() as folder:
            report([first, second, third], "--html", f"{folder}/all.html")
            self.assertEqual([p.name for p in pathlib.Path(folder).iterdir()], ["all.html"])
            text = pathlib.Path(folder, "all.html").read_text(encoding="utf-8")
        self.check(text)
        matrix = text[text.index('class="matrix"'):]
        rows = {m[1]: re.findall(r">([a-z_]+|–)(?:</a>)?</td>", m[2].split("</td>", 2)[2])
                for m in re.finditer(r'<th scope="row">(sign/\d+)</th>(.*)', matrix)}
        self.assertEqual(rows, {"sign/01": ["pass", "–", "unsupported"], "sign/02": ["fail", "pass", "–"],
                                "sign/03": ["pass", "lenient", "–"], "sign/04": ["–", "pass", "–"]})
        self.assertIn("one (2)", matrix)

    def test_other_formats_hold_one_run(self):
        run = run_of([case(1)])
        self.assertIn("--report", report([run, run], "--report", "junit=-", code=2))


class Markdown(unittest.TestCase):
    def test_hostile_bytes_stay_in_their_cells_and_fences(self):
        run = hostile_run()
        text = text_in(run, "markdown")
        outside, fence = [], None
        for line in text.split("\n"):
            match = re.match(r"(`{3,})", line)
            if fence is None and match:
                fence = match[1]
            elif fence is not None:
                fence = None if re.fullmatch("`{%d,}" % len(fence), line) else fence
            else:
                outside.append(line)
        self.assertIsNone(fence)
        outside = "\n".join(outside)
        self.assertNotRegex(outside, r"<(?!/?(details|summary|b)>)")
        self.assertNotRegex(outside, r"@someone|\]\(")
        rows = [line for line in outside.split("\n") if line.startswith("|")]
        self.assertEqual(len(rows), len(run["cases"]) + 2)
        self.assertEqual({row.count("|") for row in rows}, {6})
        self.assertNotRegex(text, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")


class Terminal(unittest.TestCase):
    def test_eighty_columns_and_nothing_that_drives_a_terminal(self):
        text = report([hostile_run()])
        self.assertNotRegex(text, "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]")
        copied = False  # a program that does it right stands as it is
        for line in text.split("\n"):
            copied = line.startswith("  right") or (copied and line.startswith(" " * 12 + "| "))
            if "repeat" not in line and not copied:
                self.assertLessEqual(len(line), 80, line)
            self.assertNotRegex(line, r"^\s*::|##\[")
        self.assertIn("exit code 1", text)


class BadInput(unittest.TestCase):
    def check(self, code, part, *arguments):
        self.assertIn(part, report([run_of([case(1)])], *arguments, code=code))

    def test_wrong_targets(self):
        self.check(2, "did you mean junit", "--report", "junti=x")
        self.check(2, "FORMAT=FILE", "--report", "junit")
        self.check(2, "another report", "--report", "junit=a", "--report", "tap=a")
        self.check(3, "/nonexistent/x", "--report", "junit=/nonexistent/x")

    def test_unreadable_and_missing_files(self):
        for arguments, code in ((["/nonexistent.json"], 3), ([], 2)):
            ended = subprocess.run([PROGRAM, "report", *arguments], capture_output=True, timeout=PATIENCE_S)
            self.assertEqual(ended.returncode, code)


if __name__ == "__main__":
    unittest.main(verbosity=2)
