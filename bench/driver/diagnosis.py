"""What it costs to say why a signature is wrong, beside what an answer costs anyway.

The rows come from a program of their own: they take microseconds to milliseconds, and nothing of
signing is compared with them.
"""
import judge

ROWS = "^(diagnose|answer)"
BASE = "answer/accepted/diagnosis_off"
ON = "answer/accepted/diagnosis_quick"
REPEATED = "answer/refused/repeated_"
# What a signature that nothing explains may cost, by how far is looked and how long the body is.
QUICK_US_MAX = 5_000
DEEP_US_MAX = 150_000
LONG_US_MAX = 500_000  # of a megabyte, however far
ON_MAX = 1.05
REPEATED_MAX = 1.3


def goal(what, value, most, unit=""):
    return "%s: %.2f%s, goal <= %g%s: %s" % (what, value, unit, most, unit, "ok" if value <= most else "missed")


def compared(rows, what, above, below, most):
    """The worst of the rows `above` in units of the row `below`, start by start."""
    worst = max((judge.ratio(rows, one, below) for one in above), key=lambda one: one["value"])
    worst.update(sense="<=", goal=most)
    return "%s: %.2f, goal <= %g: %s" % (what, worst["value"], most, judge.verdict(worst))


def slowest(us, depth, long_body):
    return max(value for name, value in us.items()
               if name.startswith("diagnose/noise/" + depth) and name.endswith("1_mb") == long_body)


def report(rows):
    us = {name: row["ns"] / 1000 for name, row in rows.items()}
    lines = ["", "%-44s %12s %14s" % ("diagnosis: one call, one request answered", "us of CPU", "x an answer")]
    for name, value in sorted(us.items(), key=lambda one: one[1]):
        lines.append("%-44s %12.1f %14.1f" % (name, value, value / us[BASE]))
    repeated = [name for name in us if name.startswith(REPEATED)]
    lines += [compared(rows, "an accepted request with the diagnosis on / off", [ON], BASE, ON_MAX),
              compared(rows, "a refused request that is repeated / an accepted one", repeated, ON, REPEATED_MAX),
              goal("the slowest quick search", slowest(us, "quick", False) / 1000, QUICK_US_MAX / 1000, " ms"),
              goal("the slowest deep search", slowest(us, "deep", False) / 1000, DEEP_US_MAX / 1000, " ms"),
              goal("the slowest in a megabyte",
                   max(slowest(us, depth, True) for depth in ("quick", "deep")) / 1000, LONG_US_MAX / 1000, " ms")]
    return {"us": us, "lines": lines}
