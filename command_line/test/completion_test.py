#!/usr/bin/python3
"""Types at real shells and looks at what TAB makes of it: completion_test.py BIN_DIR

The shell has the script of each program, and in place of the programs functions that print their
arguments. A line is typed, a key inserts all completions there are, and the function says what it
was given: no screen is read. Shells that are not installed are left out, with a word about it.
"""
import json
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

BIN = pathlib.Path(sys.argv.pop(1)).resolve()
PROGRAMS = ("everstrike-mock", "everstrike", "everstrike-conformance", "everstrike-bench")
PATIENCE_S = 60
CASES = [json.loads(line)["id"] for line in subprocess.run(
    [BIN / "everstrike-conformance", "list", "--json"], check=True, capture_output=True, text=True).stdout.splitlines()]


def script(program, shell):
    return subprocess.run([BIN / program, "completion", shell], check=True, capture_output=True, text=True).stdout


class Terminal:
    """A shell on a terminal of its own, in a folder with files to complete."""

    def __init__(self, command, folder, setup, all_key):
        self.all_key, self.seen = all_key, ""
        environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder / "files")
            os.execvpe(command[0], command, environment)
        self.type(setup + "\nprintf 'REA%s\\n' DY\n")
        self.until("READY")

    def type(self, text):
        os.write(self.terminal, text.encode())

    def until(self, mark):
        deadline = time.monotonic() + PATIENCE_S
        while mark not in self.seen:
            if not select.select([self.terminal], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"no {mark} in {PATIENCE_S} s: {self.seen!r}")
            self.seen += os.read(self.terminal, 65536).decode("utf-8", "replace")
        seen, self.seen = self.seen.split(mark, 1)
        return seen

    def complete(self, line):
        """The words that stand there when all completions of the line's last word are inserted."""
        self.type(line + self.all_key + "\n")
        seen = self.until("--end--").replace("\r", "")
        return [word[1:] for word in seen.split("\n") if word.startswith("<")]

    def end(self):
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.terminal)


# Prints each argument on a line of its own, whatever the terminal's width.
FUNCTION = """%s() { printf '\\n'; printf '<%%s\\n' "$@"; printf '%%s%%s\\n' --en d--; }\n"""


def bash(folder):
    setup = "bind 'set enable-bracketed-paste off'; bind '\"\\C-xa\": insert-completions'; PS1=; COLUMNS=30000\n"
    for program in PROGRAMS:
        (folder / program).write_text(script(program, "bash"))
        setup += f". {folder / program}\n" + FUNCTION % program
    return Terminal(["bash", "--norc", "--noprofile", "-i"], folder, setup, "\x18a").complete


def zsh(folder):
    functions = folder / "functions"
    functions.mkdir(exist_ok=True)
    setup = (f"PS1= PS2= RPS1=; unsetopt zle_bracketed_paste prompt_cr prompt_sp; fpath=({functions} $fpath)\n"
             "autoload -Uz compinit; compinit -u -D\n"
             "zstyle ':completion:all-matches::::' completer _all_matches _complete\n"
             "zstyle ':completion:all-matches:*' insert true; LISTMAX=0\n"
             "zle -C all-matches complete-word _generic; bindkey '^Xa' all-matches\n")
    for program in PROGRAMS:
        (functions / ("_" + program)).write_text(script(program, "zsh"))
        setup += FUNCTION % program
    return Terminal(["zsh", "-f", "-i"], folder, setup, "\x18a").complete


def fish(folder):
    """fish itself says what it would offer, with the words already there in front."""
    home = folder / "fish"
    (home / "fish" / "completions").mkdir(parents=True, exist_ok=True)
    for program in PROGRAMS:
        (home / "fish" / "completions" / (program + ".fish")).write_text(script(program, "fish"))

    def complete(line):
        environment = {"PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TERM": "dumb"}
        done = subprocess.run(["fish", "--private", "-c", "complete -C $argv[1]", line], cwd=folder / "files",
                              env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
        if done.stderr:
            raise AssertionError(done.stderr)
        typed = "" if line.endswith(" ") else line.split()[-1]
        # fish 4 also offers options that have what was typed scattered in them: --fail-first for --fail-r.
        offered = [each.split("\t")[0] for each in done.stdout.splitlines() if each.startswith(typed)]
        return line.split()[1:-1 if typed else None] + offered

    return complete


class Completion:
    """What every shell has to know."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.folder.name)
        (folder / "files").mkdir()
        (folder / "files" / "accounts.json").write_text("{}")
        (folder / "files" / "accounts folder").mkdir()
        cls.complete = staticmethod(cls.start(folder))

    @classmethod
    def tearDownClass(cls):
        if hasattr(cls.complete, "__self__"):
            cls.complete.__self__.end()
        cls.folder.cleanup()

    def offers(self, line, *words):
        """The last word of the line is completed to exactly these; the others stay."""
        typed = line.split()[1:]
        last = typed.pop() if not line.endswith(" ") else None
        seen = self.complete(line)
        self.assertEqual(seen[:len(typed)], typed, line)
        # With nothing to offer a shell leaves what was typed.
        self.assertIn(sorted(seen[len(typed):]), [sorted(words)] if words else [[], [last]], line)

    def test_commands(self):
        self.offers("everstrike ", "cancel", "sign", "encode", "verify", "explain", "completion")
        self.offers("everstrike-mock with", "with-trust")
        self.offers("everstrike --config accounts.json ver", "verify")
        self.offers("everstrike-mock completion ", "bash", "zsh", "fish")

    def test_options_of_a_command(self):
        self.offers("everstrike-mock serve --fail-", "--fail-first", "--fail-rate", "--fail-phase")
        self.offers("everstrike-mock --fail-r", "--fail-rate")  # serve is meant
        self.offers("everstrike-mock --seed 7 --fail-r", "--fail-rate")
        self.offers("everstrike-mock check --fail-r")
        self.offers("everstrike-mock plan --vers", "--version")
        self.offers("everstrike-conformance client sign/enc/01 --known", "--known-failing")

    def test_values_that_are_words(self):
        self.offers("everstrike-mock serve --fail-phase ", "before_effect", "after_effect")
        self.offers("everstrike-mock --log-format js", "json")
        self.offers("everstrike-mock serve --tls-fault handshake-a", "handshake-alert")
        self.offers("everstrike sign --dialect py", "python")

    def test_files(self):
        self.offers("everstrike-mock serve --accounts accounts.j", "accounts.json")
        self.offers("everstrike-mock check accounts.j", "accounts.json")
        self.offers("everstrike --config accounts.j", "accounts.json")
        self.offers("everstrike-conformance report accounts.j", "accounts.json")
        self.offers("everstrike-conformance examples accounts.j", "accounts.json")
        self.offers("everstrike-mock serve --seed acc")

    def test_case_ids(self):
        self.offers("everstrike-conformance client outcome/503/0", *[each for each in CASES if each.startswith("outcome/503/0")])
        self.offers("everstrike-conformance list ", *CASES)
        self.assertIn("wire/01", self.complete("everstrike-conformance server --skip wire/"))

    def test_the_program_after_the_dashes(self):
        self.offers("everstrike-conformance client -- printen", "printenv")
        self.offers("everstrike-conformance client -- cat accounts.j", "accounts.json")
        self.offers("everstrike-mock with-trust --way env -- cat accounts.j", "accounts.json")
        self.offers("everstrike-mock with-trust --way ", "auto", "namespace", "env")


class Bash(Completion, unittest.TestCase):
    start = staticmethod(bash)

    def test_values_behind_an_equals_sign(self):
        self.assertEqual(self.complete("everstrike sign --dialect=p"), ["sign", "--dialect=python"])
        self.assertEqual(self.complete("everstrike-mock --config=accounts.j"), ["--config=accounts.json"])
        self.assertEqual(self.complete("everstrike-conformance client --report ju"), ["client", "--report", "junit="])
        self.assertEqual(self.complete("everstrike-conformance client --report junit=accounts.j"),
                         ["client", "--report", "junit=accounts.json"])


class Zsh(Completion, unittest.TestCase):
    start = staticmethod(zsh)

    def test_values_behind_an_equals_sign(self):
        self.assertEqual(self.complete("everstrike sign --dialect=p"), ["sign", "--dialect=python"])
        self.assertEqual(self.complete("everstrike-conformance client --report ju"), ["client", "--report", "junit="])


class Fish(Completion, unittest.TestCase):
    start = staticmethod(fish)

    def test_values_behind_an_equals_sign(self):
        self.offers("everstrike sign --dialect=p", "--dialect=python")
        self.offers("everstrike-conformance client --report ju", "junit=")


def load_tests(loader, _tests, _pattern):
    suite = unittest.TestSuite()
    for shell in (Bash, Zsh, Fish):
        if shutil.which(shell.__name__.lower()):
            suite.addTests(loader.loadTestsFromTestCase(shell))
        else:
            print(f"{shell.__name__.lower()}: skipped, not installed here", file=sys.stderr)
    return suite


if __name__ == "__main__":
    unittest.main(verbosity=2)
