"""What tests ask about processes other than their own: whether one runs, and to wait for what it does.

A test finds it by putting this folder into sys.path.
"""
import pathlib
import time


def is_running(pid):
    """Not ended, nor dead and not yet waited for."""
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def wait_for(condition, seconds=60):
    """Polls, since what is awaited happens elsewhere; says whether it came. The seconds are a hang's end, no measure."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True
