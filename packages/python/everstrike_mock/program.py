"""The program everstrike-mock, found and started once per process.

It ends when its standard input does: this process holds the other end, so that it goes when we go,
however that is (kill -9 too), and takes its files along.
"""
import os
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from everstrike_mock.errors import MockError
from everstrike_mock.version import __version__

NAME = "everstrike-mock"
PATIENCE_S = 20
SAID_LETTERS_MAX = 80
WHERE = (f"get {NAME}-{__version__}-linux-x86_64.tar.gz from the project's releases, or build it with script/server, "
         "and set EVERSTRIKE_MOCK to the program's path")


def find_program():
    named = os.environ.get("EVERSTRIKE_MOCK")
    if named:
        path = shutil.which(named)
        if not path:
            raise MockError(f"EVERSTRIKE_MOCK names {named}, which is no program; {WHERE}")
        return path
    path = shutil.which(NAME)
    if not path:
        raise MockError(f"{NAME} is not there: EVERSTRIKE_MOCK is not set, and PATH has none; {WHERE}")
    return path


def check_version(found, whose):
    if found != __version__:
        raise MockError(f"{whose} is version {found}, this package goes with {__version__}; take both of one release")


def version_of(path):
    try:
        text = subprocess.run([path, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              errors="replace", timeout=PATIENCE_S, check=True).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise MockError(f"{path} --version doesn't say its version ({error})") from None
    words = text.split()
    if len(words) < 2 or words[0] != NAME:
        line = (text.strip().splitlines() or [""])[0][:SAID_LETTERS_MAX]
        raise MockError(f'{path} is no {NAME}, its --version says "{line}"; {WHERE}')
    return words[1]


class OwnMock:
    """A mock of this process, on a port that was free."""

    def __init__(self):
        path = find_program()
        check_version(version_of(path), path)
        stem = Path(tempfile.gettempdir()) / f"everstrike-mock-{secrets.token_hex(16)}"
        port_file, ca_file = stem.with_suffix(".port"), stem.with_suffix(".pem")
        self._said = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [path, "serve", "--exit-with-stdin", "--listen", "127.0.0.1:0", "--port-file", port_file,
             "--tls", "--tls-ca-file", ca_file, "--log-level", "error"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=self._said, start_new_session=True)
        port = self._await_port(path, port_file)
        self.url = f"http://127.0.0.1:{port}"
        self.https_url = f"https://127.0.0.1:{port}"
        self.ca_file = str(ca_file)

    def _await_port(self, path, port_file):
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            try:
                return int(port_file.read_text())
            except (FileNotFoundError, ValueError):
                pass
            if self._process.poll() is not None:
                self._said.seek(0)
                lines = self._said.read().decode(errors="replace").strip().splitlines() or ["it said nothing"]
                raise MockError(f"{path} ended at once with {self._process.returncode}: {lines[-1]}")
            time.sleep(0.002)
        self._process.kill()
        raise MockError(f"{path} was not ready within {PATIENCE_S} s")

    def stop(self):
        """Ends the program and waits until it is gone."""
        self._process.stdin.close()
        self._process.wait(PATIENCE_S)
        self._said.close()


_lock = threading.Lock()
_own = None
_own_pid = None


def own_mock():
    """The mock of this process; a forked child gets one of its own."""
    global _own, _own_pid
    with _lock:
        if _own is None or _own_pid != os.getpid():
            _own, _own_pid = OwnMock(), os.getpid()
        return _own


def stop_own_mock():
    """Stops the mock of this process, if there is one; the next account starts another."""
    global _own
    with _lock:
        if _own is not None and _own_pid == os.getpid():
            _own.stop()
        _own = None
