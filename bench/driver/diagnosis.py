"""What it costs to say why a signature is wrong, beside what an answer costs anyway.

The rows come from a program of their own: they take microseconds to milliseconds, and nothing of
signing is compared with them.
"""
ROWS = "^(diagnose|answer)"
QUICK_US_MAX = 5000  # a refused request is to take less, whatever was signed
BASE = "answer/accepted/diagnosis_off"


def report(rows):
    us = {name: row["ns"] / 1000 for name, row in rows.items()}
    lines = ["", "%-44s %12s %14s" % ("diagnosis: one call, one request answered", "us of CPU", "x an answer")]
    for name, value in sorted(us.items(), key=lambda one: one[1]):
        lines.append("%-44s %12.1f %14.1f" % (name, value, value / us[BASE]))
    quick = max(value for name, value in us.items() if "quick" in name and "64_kib" not in name)
    lines += ["an accepted request with the diagnosis on / off: %.2f" % (us["answer/accepted/diagnosis_quick"] / us[BASE]),
              "the slowest quick search: %.1f ms, goal <= %.0f ms: %s"
              % (quick / 1000, QUICK_US_MAX / 1000, "ok" if quick <= QUICK_US_MAX else "missed")]
    return {"us": us, "lines": lines}
