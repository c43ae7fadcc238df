#!/usr/bin/python3
"""Holds the table of encoders in docs/mistakes.md against the libraries that it names as measured.

encoder_table_test.py [--all]    --all: Java and Go too, which take seconds to start
A language that isn't installed is skipped and named. Exit code 1 when a row says something else than its library does.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

PAGE = pathlib.Path(__file__).resolve().parents[3] / "docs/mistakes.md"
CHARACTERS = [chr(c) for c in range(0x21, 0x7F) if not chr(c).isalnum()]

NODE = """
const ways = { encodeURIComponent, encodeURI, escape,
  URLSearchParams: (t) => new URLSearchParams({ v: t }).toString().slice(2),
  querystring: require('querystring').escape,
  address: (t) => new URL('http://a/?v=x' + t + 'x').search.slice(4, -1) };
const out = {};
for (const [name, way] of Object.entries(ways)) out[name] = JSON.parse(process.argv[1]).map((c) => way(c));
console.log(JSON.stringify(out));"""
FORM = """
import form from 'form-urlencoded';
const encode = form.default ?? form;
console.log(JSON.stringify(JSON.parse(process.argv[1]).map((c) => encode({ v: c }).slice(2))));"""
JAVA = """
import java.net.*;
public class Encode { public static void main(String[] a) throws Exception {
  for (String way : new String[] {"form", "ascii", "raw"}) { for (String c : a) { URI u = new URI(null, null, null, c, null);
    System.out.println(way.equals("form") ? URLEncoder.encode(c, "UTF-8") : way.equals("raw") ? u.getRawQuery() : u.toASCIIString().substring(1)); } } } }
"""
GO = """package main
import ("fmt"; "net/url"; "os")
func main() {
  for _, c := range os.Args[1:] { fmt.Println(url.QueryEscape(c)) }
  for _, c := range os.Args[1:] { fmt.Println(url.PathEscape(c)) }
  for _, c := range os.Args[1:] { u := url.URL{Path: "/x" + c}; fmt.Println(u.EscapedPath()[2:]) }
}
"""


def rows():
    for line in PAGE.read_text().splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) != 5 or cells[3] not in ("measured", "documented, not run"):
            continue
        quoted = re.match(r"``? ?(.*?) ?``?(?: and letters.*|; escapes.*)?$", cells[1])
        yield cells[0].replace("\\", ""), quoted[1] if quoted else "", cells[2].strip("`"), cells[3]


def told(every):
    """Each library's spelling of every character and of a blank."""
    texts = [*CHARACTERS, " "]
    answers = {"Python's urlencode": [urllib.parse.quote_plus(c) for c in texts], "Python's quote": [urllib.parse.quote(c) for c in texts],
               "Python's quote with safe=''": [urllib.parse.quote(c, safe="") for c in texts]}
    absent = []
    if shutil.which("node"):
        node = json.loads(subprocess.check_output(["node", "-e", NODE, json.dumps(texts)]))
        answers |= {"encodeURIComponent": node["encodeURIComponent"], "encodeURI": node["encodeURI"], "JavaScript's escape": node["escape"],
                    "URLSearchParams": node["URLSearchParams"], "the query of a browser's address": node["address"]}
        assert node["querystring"] == node["encodeURIComponent"]
        package = subprocess.run(["node", "--input-type=module", "-e", FORM, json.dumps(texts)], cwd=PAGE.parents[1] / "fixtures/npm",
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
        if package:
            answers["form-urlencoded (npm)"] = json.loads(package)
        else:
            absent.append("npm's form-urlencoded")
    else:
        absent.append("node")
    if every and shutil.which("java"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "Encode.java")
            path.write_text(JAVA)
            lines = subprocess.check_output(["java", path, *texts], text=True).split("\n")
        assert lines[:len(texts)] == answers.get("URLSearchParams", lines[:len(texts)])
        answers["Java's URI, toASCIIString"] = lines[len(texts):2 * len(texts)]
        answers["Java's URI"] = lines[2 * len(texts):3 * len(texts)]
    if every and shutil.which("go"):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "encode.go")
            path.write_text(GO)
            lines = subprocess.check_output(["go", "run", path, *texts], text=True).split("\n")
        size = len(texts)
        assert lines[:size] == answers["Python's urlencode"]
        answers |= {"Go's PathEscape": lines[size:2 * size], "Go's URL.EscapedPath": lines[2 * size:3 * size]}
    return texts, answers, absent


def main():
    texts, answers, absent = told("--all" in sys.argv[1:])
    table = {name: (left, blank, known) for name, left, blank, known in rows()}
    wrong = [] if len(table) > 30 else ["the table was not found"]
    for library, spellings in answers.items():
        name = next((name for name in table if name == library or name.startswith((library + ";", library + " and"))), None)
        if name is None:
            wrong.append(f"{library}: no such row")
            continue
        left, blank, known = table[name]
        literal = {c for c, spelling in zip(texts, spellings) if spelling == c and c != " "}
        if set(left) != literal or spellings[-1] != blank or known != "measured":
            wrong.append(f"{library}: the page has {''.join(sorted(left))!r} and {blank!r}, it leaves {''.join(sorted(literal))!r} and writes "
                         f"{spellings[-1]!r}")
    if "--all" in sys.argv[1:] and not absent and shutil.which("java") and shutil.which("go"):
        for name in (name for name, row in table.items() if row[2] == "measured"):
            if not any(name == library or name.startswith((library + ";", library + " and")) for library in answers):
                wrong.append(f"{name}: said to be measured, and isn't")
    for line in wrong:
        print(line)
    print(f"{len(answers)} encoders run, {len(wrong)} rows wrong" + (f"; not installed: {', '.join(absent)}" if absent else ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
