"""Runs the C++ benchmarks several times and keeps, for each row, one median per process start.

A start differs from the next by where its code and stack happen to lie, so repetitions inside one
process are not enough; and a figure is only compared with others of the same start.
"""
import json
import statistics
import subprocess

from machine import pinned_to

NS_OF = {"ns": 1, "us": 1e3, "ms": 1e6}
TWO_THREADS = "threads:2"
INTERLEAVED = ["--benchmark_enable_random_interleaving=true", "--benchmark_format=json",
               "--benchmark_report_aggregates_only=true"]


def run_once(program, pattern, options, cores):
    command = [str(program), "--benchmark_filter=" + pattern, "--benchmark_repetitions=%d" % options.repetitions,
               "--benchmark_min_time=%g" % options.min_time] + INTERLEAVED
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=pinned_to(cores))
    if done.returncode != 0 or not done.stdout:
        raise SystemExit("script/bench: %s failed:\n%s" % (program.name, done.stderr[-2000:]))
    return json.loads(done.stdout)


def medians_of(report):
    """In ns of CPU time, not the wall's: what others take from us is not ours."""
    rows = {}
    for entry in report["benchmarks"]:
        row = rows.setdefault(entry["run_name"], {})
        if entry["aggregate_name"] in ("median", "cv"):
            unit = NS_OF[entry["time_unit"]] if entry["aggregate_name"] == "median" else 1
            row[entry["aggregate_name"]] = entry["cpu_time"] * unit
    return rows


def run(program, options, pattern):
    """{name: {"ns", "per_start", "cv"}}"""
    starts = []
    for _ in range(options.starts):
        report = run_once(program, "-" + TWO_THREADS if not pattern else pattern, options, 1)
        rows = medians_of(report)
        if not pattern:
            rows.update(medians_of(run_once(program, TWO_THREADS, options, 2)))
        starts.append(rows)
    names = [name for name in starts[0] if all(name in rows for rows in starts)]
    return {name: {"ns": statistics.median(rows[name]["median"] for rows in starts),
                   "per_start": [rows[name]["median"] for rows in starts],
                   "cv": statistics.median(rows[name].get("cv", 0) for rows in starts)}
            for name in sorted(names)}


def json_of(program):
    done = subprocess.run([str(program)], capture_output=True, text=True, check=True, preexec_fn=pinned_to(1))
    return json.loads(done.stdout)
