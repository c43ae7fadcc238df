"""What the driver concludes from figures, on figures made up: ratios, noise, gate, comparison."""
import pathlib
import sys
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import compare  # noqa: E402
import diagnosis  # noqa: E402
import judge  # noqa: E402
import page  # noqa: E402
import pauses  # noqa: E402
import server  # noqa: E402
import signing  # noqa: E402
import table  # noqa: E402


def row(*starts):
    return {"ns": sorted(starts)[len(starts) // 2], "per_start": list(starts), "cv": 0.01}


def result(sign=(85, 85, 85, 85, 85), floor=(77, 77, 77, 77, 77), features=("sha_ni",), backend="shani", more=None):
    # 0.25 ns a cycle, and a floor of 130 cycles a block between 1 KiB and 64 KiB
    rows = {"calibration/thousand_dependent_adds": row(*[250.0] * 5), "floor/chain/35": row(*floor),
            "floor/chain/1024": row(*[600.0] * 5), "floor/chain/65536": row(*[600 + 1008 * 32.5] * 5),
            "sign/chain/35": row(*sign), "sign/chain/1024": row(*[606.0] * 5)}
    rows.update(more or {})
    return {"machine": {"cpu": "x", "cores": 2, "system": "y", "features": list(features), "load_before": 0, "when": "z"},
            "build": {"backend": backend, "compiler": "c", "flags": "f", "openssl": "o", "OPENSSL_ia32cap": "n"},
            "rows": rows, "ratios": judge.ratios(rows), "remarks": [],
            "allocations": {"sign": 0, "verify": 0, "sign_batch": 0}}


class Gate(unittest.TestCase):
    def test_passes_within_the_limits(self):
        code, lines = judge.gate(result())
        self.assertEqual(code, 0)
        self.assertIn("ok: sign 35 B / floor is 1.104, limit 1.25", lines)

    def test_fails_beyond_them(self):
        code, lines = judge.gate(result(sign=(100,) * 5))
        self.assertEqual(code, 1)
        self.assertIn("failed: sign 35 B / floor is 1.299, limit 1.25", lines)

    def test_gives_no_verdict_on_starts_that_disagree(self):
        code, lines = judge.gate(result(sign=(80, 90, 100, 110, 120)))
        self.assertEqual(code, 0)  # 1.3 / 1.2 is below the limit, 1.3 above
        self.assertTrue(any(line.startswith("no verdict, starts differ by 20 %") for line in lines), lines)

    def test_sees_through_noise_that_does_not_reach_the_limit(self):
        code, lines = judge.gate(result(sign=(75, 78, 83, 88, 91)))
        self.assertIn("ok: sign 35 B / floor is 1.078, limit 1.25", lines)

    def test_gives_no_verdict_on_a_folded_floor(self):
        folded = result()
        folded["rows"]["floor/chain/65536"] = row(*[600 + 1008 * 15.0] * 5)
        self.assertIn("no verdict on ratios: the floor takes 60 cycles", judge.gate(folded)[1][0])

    def test_one_allocation_fails(self):
        allocating = result()
        allocating["allocations"]["verify"] = 1
        self.assertEqual(judge.gate(allocating)[0], 1)

    def test_fails_if_a_batch_loses_against_its_loop_on_any_back_end(self):
        rows = {"sign_batch/%s/35/16" % name: row(*[100.0] * 5) for name in ("shani", "portable")}
        rows.update({"sign_loop/shani/35/16": row(*[170.0] * 5), "sign_loop/portable/35/16": row(*[100.0] * 5)})
        self.assertEqual(judge.gate(result(more=rows))[0], 0)
        rows["sign_batch/portable/35/16"] = row(*[106.0] * 5)
        code, lines = judge.gate(result(more=rows))
        self.assertEqual(code, 1)
        self.assertIn("failed: portable: sign_batch / loop, 16 of 35 B is 1.060, limit 1.05", lines)
        self.assertEqual(judge.gate(result(more=rows, features=(), backend="portable"))[0], 1)

    def test_fails_if_dirty_halves_cost_something(self):
        rows = {"halves/shani/sign/35/clean": row(*[80.0] * 5), "halves/shani/sign/35/dirty": row(*[81.0] * 5)}
        self.assertEqual(judge.gate(result(more=rows))[0], 0)
        rows["halves/shani/sign/35/dirty"] = row(*[200.0] * 5)
        code, lines = judge.gate(result(more=rows))
        self.assertEqual(code, 1)
        self.assertIn("failed: shani: sign 35 B, halves dirty / clean is 2.500, limit 1.10", lines)

    def test_is_skipped_without_sha_ni_and_says_so(self):
        code, lines = judge.gate(result(features=(), backend="openssl"))
        self.assertEqual((code, lines[0][:8]), (0, "skipped:"))

    def test_fails_if_the_fast_kernel_is_not_the_one_that_ran(self):
        self.assertEqual(judge.gate(result(backend="openssl"))[0], 1)


class Compare(unittest.TestCase):
    def verdict(self, before, after):
        lines = compare.compare(before, after)
        return next(line for line in lines if line.startswith("sign/chain/35"))

    def test_sees_a_difference_beyond_the_noise(self):
        self.assertIn("slower by 17.6 %", self.verdict(result(), result(sign=(100,) * 5)))
        self.assertIn("faster by 15.0 %", self.verdict(result(sign=(100,) * 5), result()))

    def test_sees_none_within_it(self):
        self.assertIn("same within the noise", self.verdict(result(), result(sign=(87,) * 5)))
        self.assertIn("same within the noise", self.verdict(result(), result(sign=(75, 82, 92, 101, 110))))

    def test_refuses_a_verdict_on_chaos(self):
        self.assertIn("no verdict", self.verdict(result(), result(sign=(50, 70, 100, 140, 200))))

    def test_divides_by_each_runs_own_floor(self):
        twice_as_slow_a_machine = result(sign=(170,) * 5, floor=(154,) * 5)
        self.assertIn("same within the noise", self.verdict(result(), twice_as_slow_a_machine))

    def test_names_what_else_differs(self):
        other = result()
        other["build"]["compiler"] = "d"
        self.assertIn("differs: compiler c -> d", compare.compare(result(), other))


class Pauses(unittest.TestCase):
    def waits(self, server=(), load=()):
        # A request each millisecond, to a server that takes half of one.
        return pauses.waits({"seconds": 0.006, "server": list(server), "load": list(load)}, 1000, 2000)

    def test_without_any_each_request_takes_its_work(self):
        self.assertEqual(self.waits(), [0.5] * 6)

    def test_who_asks_meanwhile_waits_and_so_do_those_behind(self):
        later = [0.5, 0.5, 1.0, 1.5, 2.0, 2.5]
        self.assertEqual(self.waits(server=[(1000, 3000)]), later)
        self.assertEqual(self.waits(load=[(1000, 3000)]), later)

    def test_work_goes_on_where_it_was_broken_off(self):
        self.assertEqual(self.waits(server=[(1200, 1300), (1400, 2200)]), [0.5] * 4 + [0.9, 1.4])

    def test_an_answer_is_read_when_the_load_runs_again(self):
        self.assertEqual(self.waits(load=[(1200, 2200)]), [0.5] * 4 + [0.7, 1.2])

    def test_a_tail_is_judged_beside_the_machines_own(self):
        self.assertEqual(server.tail_of("nginx return 200", {"p99_ms": 2.0}, None), "")
        self.assertEqual(server.tail_of(server.MOCK, {"p99_ms": 1.0}, None), "  p99, goal 1 ms: ok")
        self.assertEqual(server.tail_of(server.MOCK, {"p99_ms": 1.5}, {"p99_ms": 1.25}),
                         "  p99, goal 1 ms: missed; 1.20 times the machine's own")


class Output(unittest.TestCase):
    def test_the_diagnosis_is_judged_by_its_slowest_searches(self):
        rows = {"answer/accepted/diagnosis_off": row(*[2000.0] * 5), "answer/accepted/diagnosis_quick": row(*[2200.0] * 5),
                "answer/refused/repeated_quick": row(*[2420.0] * 5), "answer/refused/repeated_deep": row(*[2000.0] * 5),
                "diagnose/noise/quick/one_field": row(6e6), "diagnose/noise/deep/1_kb": row(9e7),
                "diagnose/noise/quick/1_mb": row(2e8), "diagnose/noise/deep/1_mb": row(6e8)}
        lines = diagnosis.report(rows)["lines"]
        self.assertIn("an accepted request with the diagnosis on / off: 1.10, goal <= 1.05: missed", lines)
        self.assertIn("a refused request that is repeated / an accepted one: 1.10, goal <= 1.3: ok", lines)
        self.assertIn("the slowest quick search: 6.00 ms, goal <= 5 ms: missed", lines)
        self.assertIn("the slowest deep search: 90.00 ms, goal <= 150 ms: ok", lines)
        self.assertIn("the slowest in a megabyte: 600.00 ms, goal <= 500 ms: missed", lines)
        rows["answer/accepted/diagnosis_quick"] = row(1600.0, 1900.0, 2200.0, 2500.0, 2800.0)
        self.assertIn("an accepted request with the diagnosis on / off: 1.10, goal <= 1.05: noise",
                      diagnosis.report(rows)["lines"])

    def test_rows_in_other_units_become_nanoseconds(self):
        entry = {"run_name": "x", "aggregate_name": "median", "cpu_time": 3.0, "time_unit": "us"}
        spread = {**entry, "aggregate_name": "cv", "cpu_time": 0.01}
        self.assertEqual(signing.medians_of({"benchmarks": [entry, spread]}), {"x": {"median": 3000.0, "cv": 0.01}})

    def test_texts_in_a_plot_do_not_cover_each_other(self):
        heights = sorted(page.apart({"floor": 300.0, "sign": 299.0, "sign_openssl": 280.0, "hmac_call": 100.0}).values())
        self.assertTrue(all(b - a >= 13 for a, b in zip(heights, heights[1:])), heights)
        self.assertEqual([page.number(value) for value in (87.33, 33790, 0.5)], ["87.3", "33,790", "0.5"])

    def test_a_run_of_the_server_alone_can_be_shown(self):
        one = result()
        one.update(rows={}, ratios={}, server={"lines": ["nginx 9600"], "throughput": {"nginx, 8 kept": {"requests_per_s": 9600}}},
                   client={"ms": {"everstrike": 15}})
        self.assertIn("nginx 9600", "\n".join(table.lines(one)))
        self.assertIn("nginx, 8 kept", page.render(one))

    def test_table_and_page_hold_every_ratio(self):
        one = result()
        text, drawn = "\n".join(table.lines(one)), page.render(one)
        for name in one["ratios"]:
            self.assertIn(name, text)
            self.assertIn(name, drawn)
        self.assertNotIn("http", drawn)  # readable without a network


if __name__ == "__main__":
    unittest.main()
