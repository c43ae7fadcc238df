"""What a figure depends on besides the code: the machine, its load, and what was built."""
import datetime
import os
import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def first_match(path, key):
    try:
        for line in pathlib.Path(path).read_text().splitlines():
            if line.startswith(key):
                return line.split(":", 1)[-1].split("=", 1)[-1].strip().strip('"')
    except OSError:
        pass
    return "unknown"


def cpu_flags():
    return set(first_match("/proc/cpuinfo", "flags").split())


def commit():
    found = subprocess.run(["git", "-C", str(ROOT), "describe", "--always", "--dirty"], capture_output=True,
                           text=True)
    return found.stdout.strip() or "unknown"


def facts():
    flags = cpu_flags()
    return {
        "cpu": first_match("/proc/cpuinfo", "model name"),
        "cpu_family_model": "%s/%s" % (first_match("/proc/cpuinfo", "cpu family"),
                                       first_match("/proc/cpuinfo", "model\t")),
        "cores": os.cpu_count(),
        "features": sorted(flags & {"sha_ni", "ssse3", "avx", "avx2", "avx512vl"}),
        "virtual": "hypervisor" in flags,
        "kernel": platform.release(),
        "system": first_match("/etc/os-release", "PRETTY_NAME"),
        "load_before": os.getloadavg()[0],
        "when": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "commit": commit(),
    }


def quieten():
    """Goes before others as far as we may; says what could not be had."""
    try:
        os.setpriority(os.PRIO_PROCESS, 0, -10)
        return []
    except PermissionError:
        return ["priority could not be raised (not root): other processes add noise"]


def pinned_to(cores):
    """For subprocess's preexec_fn: keeps the child on some of the cores that we have."""
    def pin():
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, set(allowed[-cores:]))
    return pin
