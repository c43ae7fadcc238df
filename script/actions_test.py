#!/usr/bin/python3
"""The Actions, from a tag to a judged client: actions_test.py BIN_DIR

Plays the runner: the steps are those of action.yml, executed by bash with the variables that a
composite action gets. A server of this test plays the pages of the releases; what it hands out are the
programs of BIN_DIR in an archive of the release's form. PATH has no compiler.
"""
import hashlib
import http.server
import io
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tarfile
import tempfile
import threading
import unittest
import urllib.request

import yaml

BIN = pathlib.Path(sys.argv.pop(1)).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ("everstrike", "everstrike-conformance", "everstrike-mock")
VERSION = re.search(r"project\(everstrike_mock VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text())[1]
TAG = "v" + VERSION
NAME = f"everstrike-mock-{VERSION}-linux-{os.uname().machine}"
ARCHIVE = NAME + ".tar.gz"
# What the steps may call. No compiler, no CMake, no apt.
TOOLS = "bash env cat chmod curl dirname gzip mkdir mktemp nohup rm sha256sum sleep tar uname".split()
PATIENCE_S = 60


def archive_of(programs):
    """An archive whose programs are these: name and bytes."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as tar:
        for name, data in programs.items():
            entry = tarfile.TarInfo(f"{NAME}/bin/{name}")
            entry.size, entry.mode = len(data), 0o755
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def sums_of(files):
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items()).encode()


class Pages(http.server.ThreadingHTTPServer):
    """Release pages: by path, bytes or a status. As the real ones they send on to another place."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.asked.append(self.path)
            path = self.path.removeprefix("/assets")
            answer = self.server.files.get(path, 404)
            if isinstance(answer, int):
                self.send_error(answer)
            elif path == self.path:
                self.send_response(302)
                self.send_header("Location", "/assets" + path)
                self.end_headers()
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        def log_message(self, *_):
            pass

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.files, self.asked = {}, []
        self.url = "http://127.0.0.1:%d" % self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()


class Step:
    def __init__(self, ended, paths, outputs, variables):
        self.code, self.text = ended.returncode, ended.stdout
        self.paths, self.outputs, self.variables = paths, outputs, variables


def pairs(path):
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


class Actions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        tools = cls.folder / "tools"
        tools.mkdir()
        for tool in TOOLS:
            (tools / tool).symlink_to(shutil.which(tool))
        cls.path = str(tools)
        # What a runner has of the action: the repository as the tag has it. Building is another test's.
        checkout = cls.folder / "checkout"
        shutil.copytree(ROOT / ".github", checkout / ".github")
        (checkout / "script").mkdir()
        for script in ("fetch-release", "server", "judge"):
            shutil.copy(ROOT / "script" / script, checkout / "script")
        bootstrap = checkout / "script/bootstrap"
        bootstrap.write_text("#!/usr/bin/env bash\necho would build >&2\nexit 9\n")
        bootstrap.chmod(0o755)
        cls.checkout = checkout
        stripped = cls.folder / "stripped"
        stripped.mkdir()
        cls.programs = {}
        for program in PROGRAMS:
            subprocess.run(["strip", "-o", stripped / program, BIN / program], check=True)
            cls.programs[program] = (stripped / program).read_bytes()
        cls.archive = archive_of(cls.programs)

    def setUp(self):
        self.pages = Pages()
        self.addCleanup(self.pages.server_close)
        self.addCleanup(self.pages.shutdown)
        self.temporary = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def release(self, archive=None, tag=TAG, sums=None):
        archive = self.archive if archive is None else archive
        self.pages.files = {f"/{tag}/{ARCHIVE}": archive,
                            f"/{tag}/SHA256SUMS": sums_of({"Dockerfile": b"", ARCHIVE: archive}) if sums is None else sums}

    def run_action(self, name, ref=TAG, releases=None, **inputs):
        """Runs the action's steps, as far as they succeed, and gives the last."""
        place = self.checkout / ".github/actions" / name
        action = yaml.safe_load((place / "action.yml").read_text())
        self.assertEqual(action["runs"]["using"], "composite")
        given = {key: str(about.get("default", "")) for key, about in action["inputs"].items()}
        given.update(inputs, releases=self.pages.url if releases is None else releases)
        context = {"github.action_ref": ref, "github.action_repository": "owner/name",
                   **{"inputs." + key: value for key, value in given.items()}}

        def evaluated(text):
            return re.sub(r"\$\{\{ *(.*?) *\}\}", lambda match: context[match[1]], text)

        home = pathlib.Path(tempfile.mkdtemp(dir=self.temporary))
        files = {key: home / key.lower() for key in ("GITHUB_OUTPUT", "GITHUB_ENV", "GITHUB_PATH")}
        for file in files.values():
            file.touch()
        for step in action["runs"]["steps"]:
            self.assertEqual(step["shell"], "bash")
            # In `run` github.action_ref is empty for a composite action, so none may stand there.
            self.assertNotIn("${{", step["run"])
            script = home / "step.sh"
            script.write_text(step["run"])
            environment = {"PATH": self.path, "HOME": str(home), "RUNNER_TEMP": str(home), "GITHUB_ACTION_PATH": str(place),
                           "GITHUB_SERVER_URL": self.pages.url + "/server", "GITHUB_ACTION_REF": "", "GITHUB_ACTIONS": "true",
                           **{key: str(file) for key, file in files.items()},
                           **{key: evaluated(value) for key, value in step.get("env", {}).items()}}
            ended = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", script], env=environment, cwd=home,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   timeout=PATIENCE_S)
            if ended.returncode != 0:
                break
        return Step(ended, files["GITHUB_PATH"].read_text().split(), pairs(files["GITHUB_OUTPUT"]), pairs(files["GITHUB_ENV"]))

    def judged(self, **how):
        return self.run_action("everstrike-conformance", command=f"/usr/bin/python3 {ROOT}/docs/judge/client.py",
                               options="--claims three hygiene/*", **how)

    def fails(self, step, *told):
        self.assertEqual(step.code, 3, step.text)
        for text in told:
            self.assertIn(text, step.text)
        self.assertNotIn("would build", step.text)
        self.assertEqual(step.paths, [])
        self.assertEqual(list(self.temporary.glob("*/everstrike-mock.??????")), [], "left behind")

    def builds(self, step, *told):
        for text in (*told, "no archive", "would build"):
            self.assertIn(text, step.text)
        self.assertNotEqual(step.code, 0)
        self.assertEqual(step.paths, [])

    def test_a_client_is_judged_by_the_program_of_the_tag(self):
        self.release()
        step = self.judged()
        self.assertEqual(step.code, 0, step.text)
        self.assertIn("all that is required holds", step.text)
        self.assertIn(f"{ARCHIVE} of {TAG}", step.text)
        self.assertEqual(self.pages.asked, [place + path for path in self.pages.files for place in ("", "/assets")])
        # The further steps of the job have the programs too.
        told = subprocess.run(["everstrike", "--version"], env={"PATH": step.paths[0]}, capture_output=True, text=True)
        self.assertIn(VERSION, told.stdout)

    def test_a_mock_is_started_and_stays(self):
        self.release()
        step = self.run_action("everstrike-mock", options="--seed 7 --max-orders 9")
        self.assertEqual(step.code, 0, step.text)
        url = step.outputs["base-url"]
        self.assertEqual(step.variables, {"EVERSTRIKE_BASE_URL": url})
        self.assertEqual(pathlib.Path(step.outputs["packages"]), self.checkout / "packages")
        program = os.path.join(step.paths[0], "everstrike-mock")
        with urllib.request.urlopen(url + "/mock/health", timeout=PATIENCE_S) as answer:
            self.assertEqual(answer.status, 200)
        running = self.running(program)
        self.assertEqual(len(running), 1)
        os.kill(running[0], signal.SIGTERM)

    @staticmethod
    def running(program):
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                if os.readlink(process / "exe") == program:
                    found.append(int(process.name))
            except OSError:  # ended meanwhile, or another user's
                continue
        return found

    def test_a_mock_that_cannot_start_says_why(self):
        self.release()
        step = self.run_action("everstrike-mock", options="--no-such-option")
        self.assertEqual(step.code, 1)
        self.assertIn("unknown option", step.text)

    def test_without_an_archive_it_builds(self):
        for name in ("everstrike-conformance", "everstrike-mock"):
            step = self.run_action(name, **({"command": "true"} if name != "everstrike-mock" else {}))
            self.builds(step, f"/{TAG}/{ARCHIVE}: 404")

    def test_of_what_is_no_tag_nothing_is_fetched(self):
        self.release()
        for ref in ("main", "", "v0", "0123456789012345678901234567890123456789", "v1.2.3/../" + TAG, "-o"):
            self.builds(self.judged(ref=ref))
        self.assertEqual(self.pages.asked, [])

    def test_a_tag_without_its_letter_is_one_too(self):
        self.release(tag=VERSION)
        self.assertEqual(self.judged(ref=VERSION).code, 0)

    def test_the_page_is_that_of_the_actions_repository(self):
        self.builds(self.judged(releases=""), f"{self.pages.url}/server/owner/name/releases/download/{TAG}/{ARCHIVE}")

    def test_another_sum_is_a_failure(self):
        changed = bytearray(self.archive)
        changed[len(changed) // 2] ^= 1
        self.release(sums=sums_of({ARCHIVE: self.archive}), archive=bytes(changed))
        self.fails(self.judged(), f"{ARCHIVE}: its SHA-256 is", hashlib.sha256(self.archive).hexdigest())
        self.fails(self.run_action("everstrike-mock"), f"{ARCHIVE}: its SHA-256 is")

    def test_an_archive_without_its_sum_is_a_failure(self):
        self.release(sums=404)
        self.fails(self.judged(), "SHA256SUMS: 404")
        self.release(sums=sums_of({"other-" + ARCHIVE: self.archive, ARCHIVE + ".asc": self.archive}))
        self.fails(self.judged(), f"no line for {ARCHIVE}")
        self.release(sums=b"")
        self.fails(self.judged(), f"no line for {ARCHIVE}")

    def test_a_page_out_of_order_is_a_failure(self):
        self.release(sums=403)
        self.fails(self.judged(), "SHA256SUMS: 403")
        self.pages.files[f"/{TAG}/{ARCHIVE}"] = 403
        self.fails(self.judged(), "403, expected 200 or 404")
        self.fails(self.judged(releases="http://127.0.0.1:1"), "can't be fetched")

    def test_an_archive_of_something_else_is_a_failure(self):
        self.release(archive=b"no archive at all")
        self.fails(self.judged(), "can't be unpacked")
        without = {name: data for name, data in self.programs.items() if name != "everstrike"}
        self.release(archive=archive_of(without))
        self.fails(self.judged(), "everstrike of")
        self.release(archive=archive_of({name: b"#!/usr/bin/env bash\necho everstrike 9.9.9\n" for name in PROGRAMS}))
        self.fails(self.judged(), "says that it is everstrike 9.9.9")

    def test_the_readmes_first_commands_do_what_they_say(self):
        self.release()
        block = re.search(r"(?m)^    version=.*\n(?:    .*\n)+", (ROOT / "README.md").read_text())[0]
        self.assertIn(f"version={VERSION} ", block)
        script = block.replace("<this repository>/releases/download", self.pages.url)
        how = {"cwd": self.temporary, "env": {"PATH": self.path, "EVERSTRIKE_LISTEN": "127.0.0.1:0"}, "stdin": subprocess.DEVNULL,
               "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        with subprocess.Popen(["bash", "-c", script], start_new_session=True, **how) as shell:
            for line in shell.stdout:
                if "order id" in line:
                    break
            else:
                self.fail("it serves nothing")
            os.killpg(shell.pid, signal.SIGTERM)
            shell.stdout.read()
        changed = self.archive[:-9] + b"." + self.archive[-8:]
        self.release(archive=changed, sums=sums_of({ARCHIVE: self.archive}))
        shutil.rmtree(self.temporary / NAME)
        ended = subprocess.run(["bash", "-c", script], timeout=PATIENCE_S, **how)
        self.assertNotEqual(ended.returncode, 0)
        self.assertIn(f"{ARCHIVE}: FAILED", ended.stdout)
        self.assertFalse((self.temporary / NAME).exists())

    def test_the_pages_name_this_version(self):
        named = [(page.name, version) for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("packages/*/README.md")]
                 for version in re.findall(r"\.github/actions/[\w-]+@(\S+?)`?[ \n]", page.read_text())]
        self.assertEqual({version for _, version in named}, {TAG}, named)


if __name__ == "__main__":
    unittest.main()
