"""script/bench --compare A.json B.json: is B faster or slower than A, or can nobody tell?

Compares what was divided by something in its own run (the floor; the calibrated cycle for rows
without one), so that two moments of one machine, or two machines, can be set side by side.
"""
import statistics

from judge import spread

# A difference counts if it is larger than both runs' own spread, and than code placement's share.
PLACEMENT = 0.04


def normalised(result, name):
    """The row in units of its own run: floors, or cycles."""
    rows = result["rows"]
    parts = name.split("/")
    unit = "floor/" + "/".join(parts[1:])
    if parts[0] == "floor" or unit not in rows:
        unit = "calibration/thousand_dependent_adds"
    if unit not in rows:
        return None
    return [a / b for a, b in zip(rows[name]["per_start"], rows[unit]["per_start"])]


def say(change, noise):
    if noise > 0.25:
        return "no verdict: the runs differ in themselves by %.0f %%" % (100 * noise)
    if abs(change - 1) <= max(noise, PLACEMENT):
        return "same within the noise (%.0f %%)" % (100 * max(noise, PLACEMENT))
    return "%s by %.1f %%" % ("slower" if change > 1 else "faster", 100 * abs(change - 1))


def compare(before, after):
    lines = []
    for key in ("cpu", "cores", "system"):
        if before["machine"][key] != after["machine"][key]:
            lines.append("differs: %s %s -> %s" % (key, before["machine"][key], after["machine"][key]))
    for key in ("compiler", "flags", "openssl", "backend"):
        if before["build"].get(key) != after["build"].get(key):
            lines.append("differs: %s %s -> %s" % (key, before["build"].get(key), after["build"].get(key)))
    lines.append("%-36s %8s %8s %7s  %s" % ("row, in units of its own run", "before", "after", "ratio", ""))
    for name in sorted(set(before["rows"]) & set(after["rows"])):
        if name.startswith("calibration"):
            continue
        a, b = normalised(before, name), normalised(after, name)
        if a is None or b is None:
            continue
        change = statistics.median(b) / statistics.median(a)
        noise = max(spread(a), spread(b))
        lines.append("%-36s %8.3f %8.3f %7.3f  %s" % (name, statistics.median(a), statistics.median(b), change,
                                                      say(change, noise)))
    for name in sorted(set(before["rows"]) ^ set(after["rows"])):
        lines.append("only in %s: %s" % ("the first" if name in before["rows"] else "the second", name))
    return lines
