"""script/bench --server: the mock under load, beside nginx and other mocks in the same run.

The mock verifies every signature and journals every request. nginx answers a constant, which is the
upper bound of any HTTP server here; the other mocks answer a constant too and verify nothing.
Each order is cancelled once, and a run ends when the orders are used up: a second cancel of the same
order is refused, and a refusal costs less. Refusals and wrong signatures are rows of their own.
Tails are those at half the rate that was reached, sent at fixed times (bench/load_main.cpp), beside
what the machine's own pauses in the same minute would make of them (pauses.py).
Peers from npm are used if they lie in build/peers (docs/performance.md says how to put them there).
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time
import uuid

import crowd
import pauses
from machine import ROOT
from processes import Server, free_port, other_cores

PEERS = ROOT / "build" / "peers" / "node_modules"
API_KEY, SECRET = "bench-key", "bench-secret"
ANSWER = '{"code":200,"msg":"null","result":{"orderId":"849cdea0395411e98f54b395ae9c7bb6","status":"CANCELLED"}}'
IDLE, CROWD = 9000, 1000
ORDERS = 100_000  # of the account that is loaded
AMONG = (1_000, 100_000, 1_000_000)


def sign(body):
    return base64.b64encode(hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).digest()).decode()


def request_of(order_id):
    body = "id=" + order_id
    return ("POST /auth/cancel HTTP/1.1\r\nHost: x\r\nx-api-key: %s\r\nx-signature: %s\r\nContent-Type: "
            "application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n%s"
            % (API_KEY, sign(body), len(body), body)).encode()


class Bench:
    def __init__(self, options, programs, folder):
        self.options, self.programs, self.folder = options, programs, pathlib.Path(folder)
        self.orders = [uuid.UUID(int=849 * 2 ** 96 + number).hex for number in range(ORDERS)]
        self.bodies = self.folder / "bodies.tsv"
        self.bodies.write_text("".join("id=%s\t%s\n" % (order, sign("id=" + order)) for order in self.orders))
        self.accounts = self.accounts_with(ORDERS)
        self.probe = request_of("0")

    def accounts_with(self, count):
        path = self.folder / ("accounts_%d.json" % count)
        if not path.exists():
            orders = (uuid.UUID(int=849 * 2 ** 96 + number).hex for number in range(count))
            path.write_text(json.dumps({"schema": "accounts_v1", "accounts": [
                {"api_key": API_KEY, "secret": SECRET, "orders": list(orders)}]}))
        return path

    def mock(self, *more, accounts=None):
        port = free_port()
        return Server([self.programs / "everstrike-mock", "--listen", "127.0.0.1:%d" % port,
                       "--accounts", accounts or self.accounts,
                       "--log-level", "off", "--max-connections", "20000", *more], port, self.probe, self.folder)

    def nginx(self):
        port = free_port()
        config = self.folder / "nginx.conf"
        config.write_text("""daemon off; worker_processes 1; pid %s/nginx.pid; error_log stderr crit;
            events { worker_connections 4096; }
            http { access_log off; keepalive_requests 100000000; client_body_temp_path %s/body;
              server { listen 127.0.0.1:%d backlog=1024;
                location / { default_type application/json; return 200 '%s'; } } }""" % (
            self.folder, self.folder, port, ANSWER))
        return Server(["nginx", "-p", self.folder, "-c", config], port, self.probe, self.folder)

    def mock_tls(self):
        server = self.mock("--tls")
        server.scheme = "https"
        return server

    def nginx_tls(self):
        port = free_port()
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                        "2", "-subj", "/CN=localhost", "-keyout", self.folder / "key.pem", "-out", self.folder / "cert.pem"],
                       check=True, stderr=subprocess.DEVNULL)
        config = self.folder / "nginx_tls.conf"
        config.write_text("""daemon off; worker_processes 1; pid %s/nginx_tls.pid; error_log stderr crit;
            events { worker_connections 4096; }
            http { access_log off; keepalive_requests 100000000; client_body_temp_path %s/body;
              server { listen 127.0.0.1:%d ssl backlog=1024; ssl_certificate cert.pem; ssl_certificate_key key.pem;
                ssl_session_tickets off; ssl_session_cache off; ssl_protocols TLSv1.3;
                location / { default_type application/json; return 200 '%s'; } } }""" % (
            self.folder, self.folder, port, ANSWER))
        server = Server(["nginx", "-p", self.folder, "-c", config], port, self.probe, self.folder)
        server.scheme = "https"
        return server

    def prism(self):
        port = free_port()
        page = self.folder / "openapi.json"
        page.write_text(json.dumps({"openapi": "3.0.0", "info": {"title": "x", "version": "1"}, "paths": {
            "/auth/cancel": {"post": {"requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": {
                "type": "object"}}}}, "responses": {"200": {"description": "x", "content": {"application/json": {
                "schema": {"type": "object"}, "example": json.loads(ANSWER)}}}}}}}}))
        return Server(["node", PEERS / "@stoplight/prism-cli/dist/index.js", "mock", "-p", port, page], port,
                      self.probe, self.folder)

    def mountebank(self):
        port, control = free_port(), free_port()
        imposters = self.folder / "imposters.json"
        imposters.write_text(json.dumps({"imposters": [{"port": port, "protocol": "http", "stubs": [{"responses": [
            {"is": {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": ANSWER}}]}]}]}))
        return Server(["node", PEERS / "mountebank/bin/mb", "start", "--port", control, "--configfile", imposters,
                       "--nologfile", "--pidfile", self.folder / "mb.pid", "--localOnly"], port, self.probe, self.folder)

    def wiremock(self):
        port = free_port()
        jar = next((PEERS / "wiremock").rglob("*.jar"))
        root = self.folder / "wiremock" / "mappings"
        root.mkdir(parents=True, exist_ok=True)
        (root / "cancel.json").write_text(json.dumps({"request": {"method": "POST", "url": "/auth/cancel"},
                                                      "response": {"status": 200, "body": ANSWER}}))
        return Server(["java", "-jar", jar, "--port", port, "--bind-address", "127.0.0.1", "--root-dir", root.parent,
                       "--disable-banner"], port, self.probe, self.folder)

    def servers(self):
        """Name, how to start it, and why it can't be (or None)."""
        def in_peers(name):
            return None if (PEERS / name).exists() else "not in build/peers"
        scenario = ROOT / "fixtures/scenarios/flaky_503.json"
        return [(MOCK, self.mock, None),
                ("everstrike-mock with a scenario", lambda: self.mock("--scenario", scenario),
                 None if scenario.exists() else "no " + scenario.name),
                ("nginx return 200", self.nginx, None if shutil.which("nginx") else "no nginx"),
                # Each request its own connection: a whole handshake each. wrk resumes sessions where it is
                # let, so nginx, like the mock, keeps none.
                ("everstrike-mock over TLS", self.mock_tls, None),
                ("nginx return 200 over TLS", self.nginx_tls, None if shutil.which("nginx") else "no nginx"),
                ("Prism", self.prism, in_peers("@stoplight/prism-cli")),
                ("mountebank", self.mountebank, in_peers("mountebank")),
                ("WireMock", self.wiremock, in_peers("wiremock") or (None if shutil.which("java") else "no java"))]

    def load(self, server, connections, *more, seconds=None):
        """What bench_load finds, with the server's CPU time a request."""
        command = [self.programs / "bench_load", "--port", server.port, "--connections", connections,
                   "--seconds", seconds or self.options.seconds, *more]
        return self.measured(server, [str(part) for part in command], os.environ)

    def pauses_alone(self, rate, peak):
        """What the machine's pauses do to a server of this peak that makes none."""
        command = [self.programs / "bench_load", "--pauses", "--seconds", self.options.seconds]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=True)
        return pauses.row(json.loads(done.stdout), rate, peak)

    def load_tls(self, server, connections, closing):
        """The same by wrk, which speaks TLS; its loop is closed, so its tails say little."""
        environment = {**os.environ, "BENCH_BODIES": str(self.bodies), "BENCH_API_KEY": API_KEY,
                       "BENCH_CLOSE": "1" if closing else "0"}
        command = ["wrk", "--threads", "1", "--connections", str(connections), "--duration",
                   "%ds" % max(1, round(self.options.seconds)), "--timeout", "10s", "--script",
                   str(ROOT / "bench/driver/signed_bodies.lua"), "https://127.0.0.1:%d" % server.port]
        return self.measured(server, command, environment)

    def measured(self, server, command, environment):
        cpu = server.cpu_s()
        done = subprocess.run(command, capture_output=True, text=True, env=environment, preexec_fn=other_cores)
        last = done.stdout.strip().splitlines()[-1:] or ["{}"]
        found = json.loads(last[0])
        found["server_us_per_request"] = 1e6 * (server.cpu_s() - cpu) / max(1, found["requests"])
        found["requests_per_s"] = found["requests"] / max(1e-9, found["seconds"])
        found["accepted"] = found.pop("statuses", {}).get("200", 0)
        return found


MOCK = "everstrike-mock"
# At 8 and 64 kept connections: how many times as fast as a peer the mock should be, at least.
GOALS = {"nginx return 200": 0.6, "nginx return 200 over TLS": 0.55, "Prism": 9, "WireMock": 8}
ONCE = ("--orders", ORDERS, "--once")
# Requests that leave all orders open.
WARMING = ("--orders", 20, "--wrongly-signed")
ALONE = "the machine's pauses alone"
TAIL_MS_MAX = 1  # p99 at half the peak
# Each load on a server of its own, with all orders still open.
LOADS = {"8 kept": (8, *ONCE), "64 kept": (64, *ONCE), "8, each request its own": (8, *ONCE, "--close")}
TLS_LOADS = {"TLS, 8 kept": (8, False), "TLS, 8, each request its own": (8, True)}


def load_all(bench, start, runs, name):
    """All loads of one server; gives its readiness and memory."""
    fact = {}
    with start() as server:
        fact = {"ready_ms": server.ready_ms, "rss_idle_mb": server.rss_mb()}
        if server.scheme == "https":
            for load, (connections, closing) in TLS_LOADS.items():
                runs.setdefault((name, load), []).append(bench.load_tls(server, connections, closing))
            return {**fact, "rss_loaded_mb": server.rss_mb()}
    for load, arguments in LOADS.items():
        with start() as server:
            # The orders of a server that holds some have to be used up; another's load may be shorter.
            most = bench.options.seconds * (20 if name.startswith(MOCK) else 2)
            # Warm: a Java or JavaScript server compiles itself first, and the mock's journal is full then.
            bench.load(server, 8, *WARMING)
            found = bench.load(server, *arguments, seconds=most)
            runs.setdefault((name, load), []).append(found)
            fact["rss_loaded_mb"] = server.rss_mb()
    peak = runs[(name, "8 kept")][-1]["requests_per_s"]
    for connections in (8, 64):
        with start() as server:
            bench.load(server, 8, *WARMING)
            rate = max(1, round(peak / 2))
            load = "%d kept, half the peak" % connections
            runs.setdefault((name, load), []).append(
                bench.load(server, connections, "--rate", rate, *ONCE, seconds=2 * bench.options.seconds))
        if name == MOCK:
            runs.setdefault((ALONE, load), []).append(bench.pauses_alone(rate, peak))
    return fact


def kinds_of_answers(bench, rounds):
    """The mock alone: refusals, wrong signatures, a journal's file, and cancels among few and many orders."""
    runs = {}
    for _ in range(rounds):
        with bench.mock() as server:
            bench.load(server, 8, *ONCE, seconds=60)
            runs.setdefault("refused, already cancelled", []).append(bench.load(server, 8, "--orders", ORDERS))
            # Why is looked for once for each body, and told again from memory.
            runs.setdefault("refused, wrongly signed, each anew", []).append(
                bench.load(server, 8, "--orders", ORDERS, "--wrongly-signed"))
            runs.setdefault("refused, wrongly signed, repeated", []).append(bench.load(server, 8, *WARMING))
        with bench.mock("--journal-file", bench.folder / "journal") as server:
            runs.setdefault("accepted, journal in a file", []).append(bench.load(server, 8, *ONCE, seconds=60))
        for count in AMONG:
            before = None
            with bench.mock(accounts=bench.accounts_with(count)) as server:
                before = server.rss_mb()
                # Few orders are soon used up, so they are reset and cancelled again.
                many = []
                for _ in range(max(1, ORDERS // count)):
                    many.append(bench.load(server, 8, "--orders", count, "--once", seconds=40 * bench.options.seconds))
                    crowd.ask_one(server.port, b"POST /mock/reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
                total = sum(one["requests"] for one in many)
                found = dict(many[-1], requests=total, accepted=sum(one["accepted"] for one in many))
                found["requests_per_s"] = total / sum(one["seconds"] for one in many)
                found["server_us_per_request"] = sum(
                    one["server_us_per_request"] * one["requests"] for one in many) / total
                found["bytes_an_order"] = 1024 * 1024 * before / count
            runs.setdefault("accepted among %d orders" % count, []).append(found)
    return {name: {key: statistics.median(one[key] for one in many) for key in many[0]} for name, many in runs.items()}


def throughput(bench, rounds):
    """Each server in turn, several rounds, so that a slow minute of the machine hits all alike."""
    runs, facts, missing = {}, {}, []
    for turn in range(rounds):
        for name, start, absent in bench.servers():
            if absent or name in missing:
                if turn == 0:
                    missing.append("%s (%s)" % (name, absent))
                continue
            try:
                fact = load_all(bench, start, runs, name)
                facts.setdefault(name, {**fact, "ready_ms": []})["ready_ms"].append(fact["ready_ms"])
            except (RuntimeError, OSError, ValueError, KeyError) as reason:
                missing += [name, "%s (%s)" % (name, reason)]
    middle = {}
    for (name, load), many in runs.items():
        middle["%s, %s" % (name, load)] = {key: statistics.median(one[key] for one in many) for key in many[0]}
    for fact in facts.values():
        fact["ready_ms"] = statistics.median(fact["ready_ms"])
    return middle, facts, [one for one in missing if "(" in one]


def crowds(bench):
    found = {}
    limit = crowd.raise_file_limit(IDLE + CROWD)
    with bench.mock() as server:
        before = server.rss_mb()
        connections = crowd.connect_many(server.port, min(IDLE, limit - 200))
        fresh = sorted(crowd.ask_one(server.port, request_of("0")) for _ in range(9))[4]
        cpu = server.cpu_s()
        time.sleep(1)
        found["idle"] = {"connections": len(connections), "fresh_ms": fresh, "threads": server.threads(),
                         "kb_each": 1024 * (server.rss_mb() - before) / len(connections),
                         "cpu_share": server.cpu_s() - cpu}
        crowd.close_all(connections)
    with bench.mock("--latency-ms", "300") as server:
        connections = crowd.connect_many(server.port, CROWD)
        threads = server.threads()
        seconds, answered = crowd.ask_all(connections, [request_of(order) for order in bench.orders[:CROWD]])
        found["delayed_300_ms"] = {"connections": CROWD, "answered": answered, "seconds": seconds,
                                   "threads": max(threads, server.threads())}
        crowd.close_all(connections)
    return found


def client(bench, rounds=15):
    """Milliseconds of one cancel as a process, ours beside the documented programs; interleaved."""
    environment = {**os.environ, "EVERSTRIKE_API_KEY": API_KEY, "EVERSTRIKE_SECRET_KEY": SECRET,
                   "NODE_PATH": str(ROOT / "fixtures/npm/node_modules")}
    ways = {"everstrike cancel": [bench.programs / "everstrike", "cancel"],
            "Python, documented": ["/usr/bin/python3", ROOT / "fixtures/documented/cancel.py"],
            "Node, documented": ["node", ROOT / "fixtures/documented/cancel.js"]}
    times, missing = {name: [] for name in ways}, []
    orders = iter(bench.orders)
    with bench.mock() as server:
        environment["EVERSTRIKE_BASE_URL"] = "http://127.0.0.1:%d" % server.port
        for _ in range(rounds):
            for name, command in ways.items():
                if name in missing:
                    continue
                start = time.perf_counter()
                try:
                    done = subprocess.run([str(part) for part in command] + [next(orders)], env=environment,
                                          capture_output=True, timeout=20, preexec_fn=other_cores)
                except FileNotFoundError:
                    missing.append(name)
                    continue
                if done.returncode != 0:
                    missing.append(name)
                    continue
                times[name].append(1000 * (time.perf_counter() - start))
    return {name: statistics.median(many) for name, many in times.items() if many}, missing


def load_of(row):
    """The load that a row is of; the longer of two that its name ends with."""
    loads = [*LOADS, *(one + ", half the peak" for one in LOADS), *TLS_LOADS]
    return max((one for one in loads if row.endswith(", " + one)), key=len, default="")


def goal_of(name, load, times):
    """What is behind a row: whether the mock is as much faster than this peer as it should be."""
    goal = GOALS.get(name.rsplit(", " + load, 1)[0])
    if goal is None or "kept" not in load:
        return ""
    return "  mock / peer %.2f, goal %g: %s" % (times, goal, "ok" if times >= goal else "missed")


def tail_of(name, one, alone):
    """What is behind the mock's row at half the peak: its p99 beside the goal, and beside the machine's own."""
    if name != MOCK:
        return ""
    said = "  p99, goal %g ms: %s" % (TAIL_MS_MAX, "ok" if one["p99_ms"] <= TAIL_MS_MAX else "missed")
    return said + ("; %.2f times the machine's own" % (one["p99_ms"] / alone["p99_ms"]) if alone else "")


def lines_of(server, clients):
    yield ""
    yield "server, %s s a run, server and wrk on a core each; ratio to the mock at the same load" % server["seconds"]
    yield "%-52s %10s %7s %9s %9s %9s %8s %9s" % ("", "req/s", "ratio", "p50 ms", "p99 ms", "p99.9 ms", "us CPU", "200s")

    def line(name, one, ratio, rest):
        return "%-52s %10.0f %7s %9.3f %9.3f %9s %8.1f %9.0f%s%s" % (
            name, one["requests_per_s"], ratio, one["p50_ms"], one["p99_ms"],
            "%.3f" % one["p999_ms"] if "p999_ms" in one else "", one["server_us_per_request"], one["accepted"], rest,
            "  %d socket errors" % one["socket_errors"] if one["socket_errors"] else "")

    loads = [*LOADS, "8 kept, half the peak", "64 kept, half the peak", *TLS_LOADS]
    for load in loads:
        ours = next((one for name, one in server["throughput"].items()
                     if name in ("everstrike-mock, " + load, "everstrike-mock over TLS, " + load)), None)
        for name, one in server["throughput"].items():
            if load_of(name) == load and ours:
                ratio = one["requests_per_s"] / ours["requests_per_s"]
                alone = server["throughput"].get("%s, %s" % (ALONE, load))
                short = name.rsplit(", " + load, 1)[0]
                judged = tail_of(short, one, alone) if "half" in load else goal_of(name, load, 1 / ratio)
                yield line(name, one, "%.3f" % ratio, judged)
    for name, one in server["kinds"].items():
        size = "  %.0f bytes an order" % one["bytes_an_order"] if one.get("bytes_an_order", 1e9) < 2000 else ""
        yield line("everstrike-mock, " + name, one, "", size)
    yield ""
    yield "%-44s %14s %12s %14s" % ("", "first answer ms", "RSS idle MB", "RSS loaded MB")
    for name, one in server["facts"].items():
        yield "%-44s %14.1f %12.1f %14.1f" % (name, one["ready_ms"], one["rss_idle_mb"], one["rss_loaded_mb"])
    idle, late = server["crowds"]["idle"], server["crowds"]["delayed_300_ms"]
    yield ""
    yield "%d idle connections: a fresh request takes %.1f ms, %.1f kB each, %d threads, %.0f %% CPU" % (
        idle["connections"], idle["fresh_ms"], idle["kb_each"], idle["threads"], 100 * idle["cpu_share"])
    yield "%d answers delayed by 300 ms: %d of them within %.2f s, %d threads" % (
        late["connections"], late["answered"], late["seconds"], late["threads"])
    yield ""
    yield "one cancel as a process: " + ", ".join("%s %.1f ms" % one for one in clients.items())


def report(options, programs):
    if shutil.which("wrk") is None:
        raise SystemExit("script/bench: no wrk here; script/bootstrap bench installs it")
    with tempfile.TemporaryDirectory(prefix="everstrike-bench-") as folder:
        bench = Bench(options, programs, folder)
        runs, facts, missing = throughput(bench, options.starts)
        server = {"seconds": options.seconds, "throughput": runs, "facts": facts, "kinds": kinds_of_answers(bench, options.starts),
                  "crowds": crowds(bench)}
        clients, absent = client(bench)
    server["lines"] = list(lines_of(server, clients))
    return server, {"ms": clients}, missing + absent
