#!/usr/bin/python3
"""Which program script/server takes, and that it says so: server_test.py

In a repository of its own with programs that are shell scripts; nothing is built.
"""
import os
import pathlib
import shutil
import subprocess
import tarfile
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parent / "server"


class Server(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        (self.root / "script").mkdir()
        shutil.copy(SCRIPT, self.root / "script/server")
        bootstrap = self.root / "script/bootstrap"
        bootstrap.write_text("#!/bin/sh\necho would build >&2\nexit 3\n")
        bootstrap.chmod(0o755)
        (self.root / ".gitignore").write_text("/dist/\n/build/\n")
        for command in (["init", "-q"], ["add", "."], ["-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-qm", "x"]):
            subprocess.run(["git", *command], cwd=self.root, check=True)

    def program(self, path, says):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\necho {says} \"$@\"\n")
        path.chmod(0o755)
        return path

    def release(self, commit=None):
        folder = self.root / "build" / "packed" / "everstrike-mock-9"
        self.program(folder / "bin/everstrike-mock", "released")
        dist = self.root / "dist"
        dist.mkdir(exist_ok=True)
        with tarfile.open(dist / f"everstrike-mock-9-linux-{os.uname().machine}.tar.gz", "w:gz") as tar:
            tar.add(folder, folder.name)
        head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=self.root, check=True, capture_output=True, text=True).stdout
        (dist / "COMMIT").write_text(commit or head)

    def run_it(self, **environment):
        clean = {name: value for name, value in os.environ.items() if not name.startswith("EVERSTRIKE_")}
        return subprocess.run([self.root / "script/server", "--seed", "7"], capture_output=True, text=True,
                              env={**clean, **environment}, timeout=60)

    def test_the_variable_comes_first(self):
        self.release()
        named = self.program(self.root / "build/named", "named")
        ended = self.run_it(EVERSTRIKE_MOCK=str(named))
        self.assertEqual(ended.stdout, "named --seed 7\n")
        self.assertIn("EVERSTRIKE_MOCK", ended.stderr)

    def test_a_release_of_this_very_commit_is_taken(self):
        self.release()
        ended = self.run_it()
        self.assertEqual(ended.stdout, "released --seed 7\n", ended.stderr)
        self.assertIn("dist/", ended.stderr)

    def test_one_of_another_commit_or_a_changed_tree_is_not(self):
        self.assertIn("would build", self.run_it().stderr)
        self.release("0123456789\n")
        self.assertIn("would build", self.run_it().stderr)
        self.release()
        (self.root / "new").write_text("x")
        ended = self.run_it()
        self.assertEqual((ended.returncode, ended.stdout), (3, ""))
        self.assertIn("would build", ended.stderr)


if __name__ == "__main__":
    unittest.main()
