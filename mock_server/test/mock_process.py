"""A mock that runs as a process, on a free port, as tests begin with it.

A test finds it by putting this folder into sys.path.
"""
import subprocess


class MockProcess:
    """`program serve …`; use as a context, whose end is its end. Its standard error is the caller's to name."""

    def __init__(self, program, *options, listen="127.0.0.1:0", stderr=subprocess.DEVNULL, env=None):
        self.process = subprocess.Popen([program, "serve", "--listen", listen, *options], stdout=subprocess.PIPE,
                                        stderr=stderr, text=True, env=env)
        self.start_line = self.process.stdout.readline()
        self.port = int(self.start_line.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
