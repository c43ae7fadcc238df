"""The real libraries, as processes that answer one JSON line each."""
import json
import pathlib
import subprocess

PARITY = pathlib.Path(__file__).resolve().parent.parent
ROOT = PARITY.parents[2]


class Worker:
    """One living process. `ask` raises RuntimeError with the worker's own words when it refuses."""

    def __init__(self, name, command):
        self.name = name
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            text=True, encoding="utf-8")
        except FileNotFoundError:
            raise RuntimeError(f"{command[0]} is not installed: run script/bootstrap") from None
        self.versions = self.ask(op="versions")

    def ask(self, **question):
        try:
            self.process.stdin.write(json.dumps(question) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise RuntimeError(f"the {self.name} worker ended; its last words stand above")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(f"the {self.name} worker refused {question}: {answer['error']}")
        return answer

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def javascript():
    return Worker("js", ["node", str(PARITY / "javascript_worker.js")])


def python():
    return Worker("python", ["/usr/bin/python3", str(PARITY / "python_worker.py")])


def check_pins(worker):
    """Vectors come from the pinned packages only."""
    pins = json.loads((ROOT / "fixtures/npm/package.json").read_text())["dependencies"]
    for package, pin in pins.items():
        if worker.versions[package] != pin:
            raise RuntimeError(f"{package} {worker.versions[package]} is installed, {pin} is pinned: "
                               "run script/bootstrap")
