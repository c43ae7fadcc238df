"""Servers under load: started, awaited, measured and ended by their process number."""
import os
import pathlib
import re
import signal
import socket
import subprocess
import time



def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port, request):
    """The status of one request on a connection of its own, or None while nobody listens."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(request)
            head = connection.recv(64)
        found = re.match(rb"HTTP/1\.[01] (\d{3})", head)
        return int(found.group(1)) if found else None
    except OSError:
        return None


class Server:
    """Runs a command on the first core, in a process group of its own, for a with statement.

    `ready_ms` is from the start of the process to its first answer, `scheme` what it is to be loaded by.
    """

    scheme = "http"

    def __init__(self, command, port, probe, folder, patience_s=30):
        self.port = port
        started = time.perf_counter()
        self.process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.PIPE, start_new_session=True, preexec_fn=first_core)
        while answers(port, probe) is None:
            if self.process.poll() is not None or time.perf_counter() - started > patience_s:
                self.end()
                why = self.process.stderr.read().decode(errors="replace").strip().splitlines()
                raise RuntimeError("%s did not start: %s" % (pathlib.Path(str(command[0])).name,
                                                            why[-1] if why else "no reason given"))
            time.sleep(0.0005)
        self.ready_ms = 1000 * (time.perf_counter() - started)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def end(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()

    def family(self):
        """The process and its children: nginx and mountebank work in those."""
        children = {}
        for entry in pathlib.Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.parent.name))
        found, rest = [], [self.process.pid]
        while rest:
            one = rest.pop()
            found.append(one)
            rest += children.get(one, [])
        return found

    def status_sum(self, key):
        total = 0
        for pid in self.family():
            try:
                found = re.search(r"^%s:\s+(\d+)" % key, pathlib.Path("/proc/%d/status" % pid).read_text(), re.M)
            except OSError:
                continue
            total += int(found.group(1)) if found else 0
        return total

    def rss_mb(self):
        return self.status_sum("VmRSS") / 1024

    def threads(self):
        return self.status_sum("Threads")

    def cpu_s(self):
        ticks = 0
        for pid in self.family():
            try:
                fields = pathlib.Path("/proc/%d/stat" % pid).read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def first_core():
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})


def other_cores():
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, set(allowed[1:] or allowed))
