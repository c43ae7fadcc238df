#!/usr/bin/python3
"""Runs the commands of README.md and docs/*.md as a reader would: tour_test.py SOURCE_DIR BIN_DIR

Every ```console block of a page is run, top to bottom, in one shell and an empty folder; lines
that start with "$ " are commands, the lines below are their output, in which "…" stands for any
text and a line of nothing but "…" for any lines. Programs are looked for where the page says
(build/server/bin), which is made to point at BIN_DIR.
"""
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = pathlib.Path(sys.argv.pop(1)).resolve()
BIN = pathlib.Path(sys.argv.pop(1)).resolve()
MARK = "--- end of command ---"
PATIENCE_S = 60


def commands_of(page):
    """Yields (line number, command, expected lines) for each command of a page."""
    inside, command, expected, number = False, None, [], 0
    for line_number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = line.strip().startswith("```")
        starts = inside and not fence and line.startswith("$ ")
        if (fence or starts) and command is not None:
            yield number, command, expected
            command, expected = None, []
        if fence:
            inside = line.strip() == "```console"
        elif starts:
            number, command = line_number, line[2:]
        elif inside and command is not None:
            expected.append(line)


def pattern_of(expected):
    """The regular expression for what a page says is printed."""
    parts = []
    for line in expected:
        if line.strip() == "…":
            parts.append(r"(?:[^\n]*\n)*?")
        else:
            parts.append(r"[^\n]*".join(re.escape(piece) for piece in line.split("…")) + r"\n")
    return re.compile("".join(parts) + r"\n*")


class Shell:
    """One bash that runs commands in turn and tells their output apart."""

    def __init__(self, folder):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("EVERSTRIKE_")}
        self.process = subprocess.Popen(
            ["bash", "--norc", "--noprofile"], cwd=folder, env=environment, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)

    def write(self, text):
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()

    def read_until(self, done):
        """Reads until done(text) or the patience ends."""
        text, deadline = "", time.monotonic() + PATIENCE_S
        while not done(text):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise AssertionError(f"no end of output within {PATIENCE_S} s; so far:\n{text}")
            piece = os.read(self.process.stdout.fileno(), 65536)
            if not piece:
                raise AssertionError(f"the shell ended; its output:\n{text}")
            text += piece.decode("utf-8", "replace").replace("\r\n", "\n")
        return text

    def run(self, command, pattern):
        if command.rstrip().endswith("&"):
            # A server prints its lines when it is ready and goes on.
            self.write(command + "\n")
            return self.read_until(pattern.fullmatch)
        self.write(command + f"\necho; echo '{MARK}'\n")
        return self.read_until(lambda text: text.endswith(MARK + "\n"))[: -len(MARK) - 2]

    def end(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


class Tour(unittest.TestCase):
    pass


def add_page(page):
    def test(self):
        commands = list(commands_of(page))
        with tempfile.TemporaryDirectory() as folder:
            for name in ("server", "release", "dev"):
                build = pathlib.Path(folder) / "build" / name
                build.mkdir(parents=True)
                (build / "bin").symlink_to(BIN)
            for name in ("script", "fixtures", "docs"):
                (pathlib.Path(folder) / name).symlink_to(SOURCE / name)
            shell = Shell(folder)
            try:
                for number, command, expected in commands:
                    pattern = pattern_of(expected)
                    seen = shell.run(command, pattern)
                    # Job control's own words ("[1]+ Done …") are no output of a command.
                    seen = re.sub(r"(?m)^\[\d+\].*\n", "", seen).rstrip("\n") + "\n"
                    self.assertRegex(seen, re.compile(r"\A" + pattern.pattern + r"\Z"),
                                     f"{page.name}:{number}: $ {command}")
            finally:
                shell.end()

    setattr(Tour, "test_" + page.stem.replace("-", "_").lower(), test)


def pasted(page, section):
    """The commands of a section as somebody pastes them: all at once."""
    lines = page.read_text(encoding="utf-8").splitlines()
    first = lines.index("## " + section)
    last = next(i for i in range(first + 1, len(lines) + 1) if i == len(lines) or lines[i].startswith("## "))
    return "".join(command + "\n" for number, command, _ in commands_of(page) if first < number <= last)


class Pasted(unittest.TestCase):
    def test_two_minutes_work_as_one_block_and_again_in_the_same_folder(self):
        text = pasted(SOURCE / "README.md", "Two minutes")
        self.assertIn("serve", text)
        with tempfile.TemporaryDirectory() as folder:
            build = pathlib.Path(folder) / "build" / "server"
            build.mkdir(parents=True)
            (build / "bin").symlink_to(BIN)
            shell = Shell(folder)
            try:
                for _ in range(2):
                    shell.write(text + f"echo; echo '{MARK}'\n")
                    seen = shell.read_until(lambda out: out.endswith(MARK + "\n"))
                    for expected in ("everstrike-mock listens on", "x-mock-verdict: faulted", "the signature is hex",
                                     '"effect":{"kind":"cancelled"', "confirmed (by inference)"):
                        self.assertIn(expected, seen)
                    self.assertNotIn("rror:", seen)
            finally:
                shell.end()


for each in [SOURCE / "README.md", *sorted((SOURCE / "docs").glob("*.md"))]:
    if any(commands_of(each)):
        add_page(each)

if __name__ == "__main__":
    unittest.main(verbosity=2)
