"""The result on a terminal."""
from judge import cycles_per_block, floor_is_sane, verdict


def lines(result):
    machine, build = result["machine"], result["build"]
    yield "%s, %s cores, %s, load %.1f" % (machine["cpu"], machine["cores"], machine["system"],
                                           machine["load_before"])
    yield "back end %s, %s (%s), %s, OPENSSL_ia32cap %s" % (
        build["backend"], build["compiler"], build["flags"], build["openssl"], build["OPENSSL_ia32cap"])
    for remark in result["remarks"]:
        yield "note: " + remark
    rows = result["rows"]
    if rows:
        yield ""
        yield "%-34s %11s %9s %8s %7s" % ("row (ns of CPU time)", "ns", "cycles", "/ floor", "cv")
        cycle = rows["calibration/thousand_dependent_adds"]["ns"] / 1000
        for name, row in rows.items():
            if name.startswith("calibration"):
                continue
            parts = name.split("/")
            floor = rows.get("floor/" + "/".join(parts[-2:]))
            yield "%-34s %11.1f %9.0f %8s %6.1f%%" % (
                name, row["ns"], row["ns"] / cycle, "%.3f" % (row["ns"] / floor["ns"]) if floor else "",
                100 * row["cv"])
        if cycles_per_block(rows) is not None:
            yield ""
            yield "core cycle %.4f ns; the floor takes %.1f cycles a block (%s)" % (
                cycle, cycles_per_block(rows), "sane" if floor_is_sane(rows) else "NOT SANE: nothing below counts")
    if result["ratios"]:
        yield ""
        yield "%-48s %8s %8s %8s  %s" % ("ratio (median of the starts)", "value", "goal", "spread", "")
        for name, one in result["ratios"].items():
            yield "%-48s %8.3f %2s%6.2f %7.1f%%  %s" % (name, one["value"], one["sense"], one["goal"],
                                                       100 * one["spread"], verdict(one))
    if result.get("latency"):
        latency = result["latency"]
        yield ""
        yield "single calls, 35 B, ns (%s in steps of %.1f; for tails only, maxima are the machine's)" % (
            latency["clock"], latency["step_ns"])
        for row in latency["rows"]:
            yield "  %-18s p50 %5.0f  p99 %5.0f  p99.9 %6.0f  p99.99 %7.0f  max %8.0f" % (
                row["name"], row["p50"], row["p99"], row["p99.9"], row["p99.99"], row["max"])
    if result.get("allocations"):
        yield ""
        yield "allocations a call: " + ", ".join("%s %g" % (key, value) for key, value in result["allocations"].items())
    for part in ("diagnosis", "languages", "server", "client"):
        yield from (result.get(part) or {}).get("lines", [])
    if result.get("missing"):
        yield ""
        yield "missing here, so not measured: " + ", ".join(result["missing"])
