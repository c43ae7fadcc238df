"""Ratios inside one run, what they should be, and when nothing can be said.

Nanoseconds are shown and never judged: they belong to one machine. A ratio is the median over the
process starts of (median of the one row / median of the other).
"""
import statistics

# A compression is 128 cycles of dependent instructions: less was folded away, more was spilled.
FLOOR_CYCLES = (125, 140)

# name: (row, row it is divided by, at most or at least, the goal, the limit in CI or None)
RATIOS = {
    "sign 20 B / floor": ("sign/chain/20", "floor/chain/20", "<=", 1.15, None),
    "sign 35 B / floor": ("sign/chain/35", "floor/chain/35", "<=", 1.10, 1.25),
    "sign 35 B / floor, back to back": ("sign/indep/35", "floor/indep/35", "<=", 1.35, None),
    "sign 100 B / floor": ("sign/chain/100", "floor/chain/100", "<=", 1.15, None),
    "sign 1 KiB / floor": ("sign/chain/1024", "floor/chain/1024", "<=", 1.02, 1.05),
    "sign 64 KiB / floor": ("sign/chain/65536", "floor/chain/65536", "<=", 1.01, None),
    "OpenSSL back end 35 B / floor": ("sign_openssl/chain/35", "floor/chain/35", "<=", 1.65, None),
    "HMAC() 35 B / sign": ("hmac_call/chain/35", "sign/chain/35", ">=", 12, None),
    "verify 35 B / sign": ("verify/chain/35", "sign/chain/35", "<=", 1.06, None),
    "verify wrong in the first character / right": ("verify_wrong_first/chain/35", "verify/chain/35", "<=", 1.03, None),
    "verify wrong in the last character / right": ("verify_wrong_last/chain/35", "verify/chain/35", "<=", 1.03, None),
    "sign_batch 16 of 35 B / two streams' floor": ("sign_batch/shani/35/16", "floor_batch/35/16", "<=", 1.25, None),
    "sign_batch 256 of 35 B / two streams' floor": ("sign_batch/shani/35/256", "floor_batch/35/256", "<=", 1.25, None),
    "sign_batch 16 of 1 KiB / two streams' floor": ("sign_batch/shani/1024/16", "floor_batch/1024/16", "<=", 1.10, None),
    "sign_batch 256 of 1 KiB / two streams' floor": ("sign_batch/shani/1024/256", "floor_batch/1024/256", "<=", 1.10, None),
}
# Of every back end that this processor can run: a batch may not lose against the loop that it replaces, and a caller
# that leaves the registers' upper halves dirty may not be made to pay for it.
BATCH_LIMIT = 1.05
HALVES_GOAL, HALVES_LIMIT = 1.02, 1.10
THREADS = ("threads/sign/35/threads:1", "threads/sign/35/threads:2")


def spread(values):
    """How far the middle half of the starts is apart, relative to their median."""
    if len(values) < 2:
        return float("inf")
    ordered = sorted(values)
    quarter = len(ordered) // 4
    return (ordered[-1 - quarter] - ordered[quarter]) / statistics.median(values)


def ratio(rows, above, below):
    if above not in rows or below not in rows:
        return None
    values = [a / b for a, b in zip(rows[above]["per_start"], rows[below]["per_start"])]
    return {"value": statistics.median(values), "per_start": values, "spread": spread(values),
            "cv": max(rows[above]["cv"], rows[below]["cv"])}


def of_every_backend(rows):
    """The ratios that hold for each back end, in the form of RATIOS."""
    found = {}
    for row in sorted(rows):
        call, _, rest = row.partition("/")
        if call == "sign_batch":
            backend, size, number = rest.split("/")
            found["%s: sign_batch / loop, %s of %s B" % (backend, number, size)] = (
                row, "sign_loop/" + rest, "<=", BATCH_LIMIT, BATCH_LIMIT)
        elif call == "halves" and row.endswith("/dirty"):
            backend, what, size, _ = rest.split("/")
            found["%s: %s %s B, halves dirty / clean" % (backend, what, size)] = (
                row, row[:-len("dirty")] + "clean", "<=", HALVES_GOAL, HALVES_LIMIT)
    return found


def ratios(rows):
    found = {}
    for name, (above, below, sense, goal, limit) in {**RATIOS, **of_every_backend(rows)}.items():
        one = ratio(rows, above, below)
        if one is None:
            continue
        one.update(sense=sense, goal=goal, limit=limit)
        found[name] = one
    one = ratio(rows, *THREADS)
    if one is not None:  # per call and thread: with two threads twice as many calls are made
        one.update(value=2 * one["value"], sense=">=", goal=1.9, limit=None,
                   per_start=[2 * value for value in one["per_start"]])
        found["two threads / one, signs per CPU second"] = one
    return found


def cycles_per_block(rows):
    """The floor's marginal cost between 1 KiB and 64 KiB, in the core's own cycles; or None."""
    long, short = rows.get("floor/chain/65536"), rows.get("floor/chain/1024")
    adds = rows.get("calibration/thousand_dependent_adds")
    if not (long and short and adds):
        return None
    return (long["ns"] - short["ns"]) / 1008 / (adds["ns"] / 1000)


def floor_is_sane(rows):
    cycles = cycles_per_block(rows)
    return cycles is not None and FLOOR_CYCLES[0] <= cycles <= FLOOR_CYCLES[1]


def holds(one, bound):
    """True, False, or None where the bound lies within what the starts differ by."""
    margin = 1 + one["spread"] / 2
    low, high = one["value"] / margin, one["value"] * margin
    if one["sense"] == ">=":
        return True if low >= bound else False if high < bound else None
    return True if high <= bound else False if low > bound else None


def verdict(one):
    return {True: "ok", False: "missed", None: "noise"}[holds(one, one["goal"])]


def gate(result):
    """(exit code, lines): what CI may judge on a machine it doesn't know."""
    lines, failed = [], False
    has_sha = "sha_ni" in result["machine"]["features"]
    if not has_sha:
        lines.append("skipped: this processor has no SHA-NI, so there is no floor to compare with")
    elif not result["build"]["backend"].startswith("shani"):
        return 1, ["failed: this processor has SHA-NI and the back end is " + result["build"]["backend"]]
    if has_sha and not floor_is_sane(result["rows"]):
        lines.append("no verdict on ratios: the floor takes %.0f cycles a block, expected %d to %d"
                     % ((cycles_per_block(result["rows"]) or 0,) + FLOOR_CYCLES))
    else:
        for name, one in result["ratios"].items():
            if one["limit"] is None or not (has_sha or ": " in name):
                continue
            state = {True: "ok", False: "failed",
                     None: "no verdict, starts differ by %.0f %%" % (100 * one["spread"])}[holds(one, one["limit"])]
            failed |= state == "failed"
            lines.append("%s: %s is %.3f, limit %.2f" % (state, name, one["value"], one["limit"]))
    for call in ("sign", "verify", "sign_batch"):
        count = result["allocations"][call]
        failed |= count != 0
        lines.append("%s: %s allocates %g times" % ("failed" if count else "ok", call, count))
    return (1 if failed else 0), lines
