#!/usr/bin/python3
"""The Python package as its users have it: package_test.py MOCK [--all]

Its README's files are run as they stand, in an empty folder; the message of an assertion that
fails, and each line about a program that doesn't fit, is compared; workers that share mocks see
nothing of each other; nothing is left of a runner that is killed.
"""
import importlib.util
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
PACKAGE = pathlib.Path(__file__).resolve().parent.parent
SOURCE = PACKAGE.parent.parent
MOCK = pathlib.Path(sys.argv.pop(1)).resolve()
WORKERS, TESTS = (8, 100) if "--all" in sys.argv else (4, 10)
sys.argv = [argument for argument in sys.argv if argument != "--all"]
sys.path[:0] = [str(PACKAGE), str(SOURCE / "packages" / "test"), str(SOURCE / "command_line" / "test")]
import everstrike_mock  # noqa: E402
from everstrike_mock import program  # noqa: E402
from one_line_errors import one_line_errors  # noqa: E402
from other_processes import wait_for  # noqa: E402

CLIENT, TESTS_OF_CLIENT = re.findall(r"```python\n(.*?)```", (PACKAGE / "README.md").read_text(), re.DOTALL)


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EVERSTRIKE_")}
    return {**kept, "PYTHONPATH": str(PACKAGE), "PYTHONDONTWRITEBYTECODE": "1", "EVERSTRIKE_MOCK": str(MOCK), **more}


def pytest(folder, *options, **more):
    return subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "everstrike_mock.pytest_plugin", "-p", "no:cacheprovider",
                           *options], cwd=folder, env=environment(**more), capture_output=True, text=True)


class Package(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "cancel.py").write_text(CLIENT)

    def write(self, text):
        (self.folder / "test_it.py").write_text(text)

    def test_the_readme_s_tests_pass(self):
        self.write(TESTS_OF_CLIENT)
        run = pytest(self.folder)
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn("4 passed", run.stdout)

    @unittest.skipUnless(importlib.util.find_spec("pip") and importlib.util.find_spec("setuptools"),
                         "there is no pip with setuptools")
    def test_what_pip_installs_is_enough(self):
        copy = self.folder / "copy"
        shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("test", "__pycache__"))
        there = self.folder / "installed"
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps",
                        "--target", there, copy], check=True, capture_output=True, cwd=self.folder)
        shutil.rmtree(copy)
        (self.folder / "test_it.py").write_text(TESTS_OF_CLIENT)
        run = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"], cwd=self.folder,
                             env=environment(PYTHONPATH=str(there)), capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_any_fault_of_a_scenario_strikes_this_key_alone(self):
        self.write("import everstrike_mock as package, json, pytest, urllib.request\n"
                   "from cancel import cancel\n"
                   "def ask(mock): return cancel(mock.base_url, mock.api_key, mock.secret, mock.order_id)\n"
                   "def test_it(everstrike_mock):\n"
                   "    mock = everstrike_mock\n"
                   "    with urllib.request.urlopen(mock.base_url + '/mock/openapi.json') as answer:\n"
                   "        if 'fault' not in json.load(answer)['components']['schemas']['FailNext']['properties']:\n"
                   "            pytest.skip('this mock has none')\n"
                   "    mock.fail_next({'type': 'reset_peer'}, phase='after_effect', times=2)\n"
                   "    with package.account() as other:\n"
                   "        assert (ask(other), ask(mock)) == ('cancelled', 'cancelled')\n"
                   "        other.verify(exactly=1)\n"
                   "    mock.verify(path='/auth/cancel', exactly=3)\n"
                   "    mock.verify(sequence=[{'effect': 'cancelled', 'end': 'reset'}, {'end': 'reset'},\n"
                   "                          {'verdict': 'already_cancelled'}])\n")
        run = pytest(self.folder)
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_a_failed_assertion_tells_the_near_miss(self):
        self.write('from cancel import cancel\n'
                   'def test_wrong(everstrike_mock):\n'
                   '    mock = everstrike_mock\n'
                   '    cancel(mock.base_url, mock.api_key, "wrong-secret", mock.order_id, attempts=1)\n'
                   '    mock.verify(effect="cancelled", exactly=1)\n')
        run = pytest(self.folder, "--tb=short")
        self.assertEqual(run.returncode, 1, run.stdout)
        said = [line[4:] for line in run.stdout.splitlines() if line.startswith("E   ")]
        said = [re.sub(r"entry \d+", "entry N", line) for line in said]
        self.assertEqual(said, [
            'AssertionError: expected exactly 1 with {"effect":"cancelled"}, found 0',
            "  near miss, entry N: POST /auth/cancel -> 503 bad_signature, effect none",
            "    effect: expected cancelled, found none"])

    def test_a_program_that_does_not_fit_is_one_line(self):
        self.write("def test_it(everstrike_mock):\n    pass\n")
        for more, expected in one_line_errors(self.folder, MOCK, everstrike_mock.__version__):
            run = pytest(self.folder, **more)
            self.assertEqual(run.returncode, 1, run.stdout)
            told = run.stdout.split("ERROR at setup of test_it")[1].splitlines()[1:]
            self.assertTrue(told[0].startswith(expected), run.stdout)
            self.assertTrue(told[1].startswith("==="), run.stdout)

    def test_the_version_is_the_program_s(self):
        self.assertEqual(program.version_of(str(MOCK)), everstrike_mock.__version__)
        self.assertIn(f'version = "{everstrike_mock.__version__}"', (PACKAGE / "pyproject.toml").read_text())

    def test_nodes_are_those_of_the_published_cases(self):
        cases = json.loads((SOURCE / "fixtures" / "rendezvous_v1.json").read_text())["cases"]
        self.assertEqual(len(cases), 50)
        for case in cases:
            self.assertEqual(everstrike_mock.node_of(case["urls"], case["key"]), case["node"], case)

    def test_trusts_the_mock_over_tls(self):
        self.write("import ssl, urllib.request\n"
                   "def test_it(everstrike_mock):\n"
                   "    context = ssl.create_default_context(cafile=everstrike_mock.ca_file)\n"
                   "    with urllib.request.urlopen(everstrike_mock.https_url + '/mock/health', context=context) as answer:\n"
                   "        assert answer.status == 200\n")
        run = pytest(self.folder)
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_workers_see_nothing_of_each_other(self):
        # A busy machine is not to be taken for a lost answer.
        (self.folder / "cancel.py").write_text(CLIENT.replace("timeout=5", "timeout=60"))
        self.write("import pytest\nfrom cancel import cancel\n"
                   f"@pytest.mark.parametrize('n', range({TESTS}))\n"
                   "def test_it(everstrike_mock, n):\n"
                   "    mock = everstrike_mock\n"
                   "    if n % 3 == 0: mock.fail_next(phase='after_effect')\n"
                   "    assert mock.journal() == []\n"
                   "    assert [order['id'] for order in mock.orders()] == [mock.order_id]\n"
                   "    assert cancel(mock.base_url, mock.api_key, mock.secret, mock.order_id) == 'cancelled'\n"
                   "    mock.verify(effect='cancelled', exactly=1)\n"
                   "    assert len(mock.journal()) == (2 if n % 3 == 0 else 1)\n"
                   "    assert {entry['api_key'] for entry in mock.journal()} == {mock.api_key}\n")
        os.environ["EVERSTRIKE_MOCK"] = str(MOCK)
        shared = program.OwnMock()
        self.addCleanup(shared.stop)
        control = everstrike_mock.control.Control(shared.url)
        accounts = control.ask("GET", "/mock/accounts")[1]
        runs = [subprocess.Popen([sys.executable, "-m", "pytest", "-q", "-p", "everstrike_mock.pytest_plugin", "-p",
                                  "no:cacheprovider"], cwd=self.folder, env=environment(EVERSTRIKE_MOCKS=shared.url),
                                 stdout=subprocess.PIPE, text=True) for _ in range(WORKERS)]
        for run in runs:
            said = run.communicate()[0]
            self.assertEqual(run.returncode, 0, said)
            self.assertIn(f"{TESTS} passed", said)
        self.assertEqual(control.ask("GET", "/mock/accounts")[1], accounts, "an account was left behind")

    def test_nothing_is_left_of_a_runner_that_is_killed(self):
        self.write("import pathlib, time\n"
                   "def test_it(everstrike_mock):\n"
                   "    pathlib.Path('ready').write_text(everstrike_mock.base_url)\n"
                   "    time.sleep(600)\n")
        temporary = self.folder / "tmp"
        temporary.mkdir()
        runner = subprocess.Popen([sys.executable, "-m", "pytest", "-q", "-p", "everstrike_mock.pytest_plugin", "-p",
                                   "no:cacheprovider"], cwd=self.folder, env=environment(TMPDIR=str(temporary)),
                                  stdout=subprocess.DEVNULL)
        ready = self.folder / "ready"
        self.assertTrue(wait_for(lambda: ready.exists() and ready.read_text()))
        children = subprocess.run(["pgrep", "-P", str(runner.pid)], capture_output=True, text=True).stdout.split()
        self.assertEqual(len(children), 1)
        self.assertEqual(len(list(temporary.iterdir())), 2)
        runner.send_signal(signal.SIGKILL)
        runner.wait()
        gone = lambda: not pathlib.Path(f"/proc/{children[0]}/exe").exists() and not list(temporary.iterdir())  # noqa: E731
        try:
            self.assertTrue(wait_for(gone), f"{list(temporary.iterdir())}")
        finally:
            runner.stdout and runner.stdout.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
