#!/usr/bin/python3
"""Random secrets in random spellings, in every field of every kind of request, file and option; then
they are looked for in all that comes out of mock, client and judge. Spelling and looking are written
anew here, from what Python's own libraries do, and know nothing of the project's.

secrets_test.py MOCK CLIENT JUDGE [REQUESTS [SEED]]

A find says where it was, so a redaction that is taken out shows by the name of its place; that this
test does look is tried with SECRETS_TEST_BLIND=1: then a text with a secret is put beside each place's
output, and each place has to report it. Exit 3: there were finds; any other than 0: it could not look.
"""
import base64
import collections
import hashlib
import hmac
import http.server
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.parse

MOCK, CLIENT, JUDGE = sys.argv[1:4]
REQUESTS = int(sys.argv[4]) if len(sys.argv) > 4 else 400
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 1
BATCH = 40
BLIND = os.environ.get("SECRETS_TEST_BLIND") == "1"
FOUND = 3

dice = random.Random(SEED)


# --- spellings ---

def percent(data):
    out = bytearray()
    chosen = dice.random()
    for byte in data:
        if dice.random() < chosen or byte == 0x25:
            out += (dice.choice(["%%%02x", "%%%02X"]) % byte).encode()
        else:
            out.append(byte)
    if out == data:  # at least one
        out = b"%%%02x" % data[0] + data[1:]
    return bytes(out)


def in_json(data):
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return percent(data)
    out = ""
    must = dice.randrange(len(text))
    for i, c in enumerate(text):
        if i == must or c in '"\\' or ord(c) < 32 or dice.random() < 0.4:
            units = c.encode("utf-16-be")
            for j in range(0, len(units), 2):
                digits = units[j:j + 2].hex()
                out += "\\u" + dice.choice([digits, digits.upper()])
        else:
            out += c
    return out.encode()


def in_base64(data):
    before = bytes(dice.randrange(33, 127) for _ in range(dice.randrange(3)))
    after = bytes(dice.randrange(33, 127) for _ in range(dice.randrange(3)))
    encode = dice.choice([base64.b64encode, base64.urlsafe_b64encode])
    text = encode(before + data + after)
    return text if dice.random() < 0.5 else text.rstrip(b"=")


def in_hex(data):
    case = dice.randrange(3)
    digits = data.hex()
    if case == 1:
        digits = digits.upper()
    if case == 2:
        digits = "".join(dice.choice([c, c.upper()]) for c in digits)
    return digits.encode()


def plus(data):
    return data.replace(b" ", b"+")


SPELLINGS = [percent, in_json, in_base64, in_hex, plus]


def spelled(secret):
    text = secret
    for _ in range(dice.choice([0, 1, 1, 2, 2, 2])):
        text = dice.choice(SPELLINGS)(text)
    return text


def new_secret():
    alphabets = ["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                 "abcdefghijklmnopqrstuvwxyz-_.~", "abcDEF +/=&%?\"\\'<>;:,#!$*", "aäöüßéñ€日本🔑xyz "]
    alphabet = alphabets[dice.choice([0, 0, 0, 1, 2, 3])]
    # Random enough that none is there by chance; blanks at an end are not part of a header.
    while True:
        text = "".join(dice.choice(alphabet) for _ in range(dice.randrange(9, 25)))
        if text == text.strip() and len(set(text)) > 4 and len(text.encode()) >= 8:
            return text


# --- looking ---

class Watch:
    """What must not come out, and how often it was looked for."""

    def __init__(self):
        self.secrets = []
        self.put = collections.deque(maxlen=4 * BATCH)
        self.finds = []
        self.looked = collections.Counter()

    def readings(self, text):
        """The bytes, and what they say when they are documents of some kind."""
        yield text
        if b"%" in text:
            yield urllib.parse.unquote_to_bytes(text)
            yield urllib.parse.unquote_to_bytes(text.replace(b"+", b" "))
        if b"\\" in text:
            yield re.sub(rb'\\(["\\/])', rb"\1", text)
            yield re.sub(rb"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "surrogatepass"), text)

    def look(self, place, text, hint=""):
        if isinstance(text, str):
            text = text.encode("utf-8", "surrogateescape")
        if BLIND:
            text += b" " + self.secrets[0].encode() + b" "
        self.looked[place] += 1
        needles = list(self.put)
        for secret in self.secrets:
            raw = secret.encode()
            needles += [raw, base64.b64encode(raw).rstrip(b"=")[:-1], raw[:9] if len(raw) > 12 else raw,
                        urllib.parse.quote(secret).encode()]
            if b" " in raw:
                needles.append(raw.replace(b" ", b"+"))
        for seen in self.readings(text):
            for needle in needles:
                at = seen.find(needle)
                if at >= 0:
                    self.finds.append(f"{place}: {seen[max(0, at - 60):at + len(needle) + 30]!r} holds {needle!r} {hint}")
                    return


watch = Watch()


def put(secret):
    text = spelled(secret.encode())
    watch.put.append(text)
    return text


def put_text(secret):
    """A spelling that is text, as a command line's arguments and JSON have to be."""
    while True:
        try:
            text = spelled(secret.encode()).decode()
        except UnicodeDecodeError:
            continue
        watch.put.append(text.encode())
        return text


# --- the mock ---

def sign(secret, body):
    return base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())


def without_chunks(body):
    """A long list comes in chunks; cut apart, a secret would not be seen."""
    out = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        out += body[: int(size, 16)]
        body = body[int(size, 16) + 2:]
    return out


class Mock:
    def __init__(self, folder):
        self.accounts = {f"key-{i}": new_secret() for i in range(5)}
        self.auto, self.token = new_secret(), "".join(dice.choice("abcdefXYZ0123456789-._~") for _ in range(20))
        watch.secrets += [*self.accounts.values(), self.auto, self.token]
        accounts = os.path.join(folder, "accounts.json")
        with open(accounts, "w") as file:
            # An order's id and a key that hold a secret, as a mix-up would have it.
            json.dump({"schema": "accounts_v1", "accounts": [
                {"api_key": key, "secret": secret, "orders": [{"id": f"o{n}-" + self.accounts["key-0"]} for n in range(2)]}
                for key, secret in self.accounts.items()]}, file)
        scenario = os.path.join(folder, "scenario.json")
        with open(scenario, "w") as file:
            json.dump({"schema": "scenario_v1", "title": "t " + self.auto, "rules": [
                {"id": "r-" + re.sub("[^a-z0-9-]", "", self.token.lower()), "when": {"order_id": "stub-*"}, "phase": "after_effect",
                 "fault": {"type": "stub", "text": "HTTP says " + self.accounts["key-1"]}}]}, file)
        self.journal = os.path.join(folder, "journal.ndjson")
        self.log = open(os.path.join(folder, "log"), "w+b")
        env = dict(os.environ, EVERSTRIKE_AUTO_ACCOUNTS=self.auto, EVERSTRIKE_CONTROL_TOKEN=self.token)
        arguments = [MOCK, "serve", "--listen", "127.0.0.1:0", "--accounts", accounts, "--journal-file", self.journal,
                     "--log-level", "trace", "--journal-entries", "200"]
        self.process = subprocess.Popen(arguments + ["--scenario", scenario], env=env, stdout=subprocess.PIPE, stderr=self.log)
        first = self.process.stdout.readline()
        if not first:  # the scenario's rules are closed; what it said is looked at, too
            self.process.wait()
            self.log.seek(0)
            watch.look("the mock's errors at its start", self.log.read())
            self.process = subprocess.Popen(arguments, env=env, stdout=subprocess.PIPE, stderr=self.log)
            first = self.process.stdout.readline()
        self.port = int(first.rsplit(b":", 1)[1])
        self.connection = None
        self.after = 0
        self.flagged = 0
        self.with_secret = []  # numbers of requests that carried a secret

    def exchange(self, data):
        """Sends bytes on a connection of their own; gives all that comes back."""
        try:
            client = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        except ConnectionRefusedError:
            code = self.process.wait(10)
            self.log.seek(0)
            raise RuntimeError(f"the mock ended with {code}: {self.log.read()[-500:]!r}") from None
        with client:
            try:
                client.sendall(data)
                client.shutdown(socket.SHUT_WR)
                answer = b""
                while more := client.recv(1 << 16):
                    answer += more
            except OSError:
                return b""
        return answer

    def request(self, method, path, headers, body=b""):
        head = method + b" " + path + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        for name, value in headers:
            head += name + b": " + value + b"\r\n"
        if body:
            head += b"Content-Length: %d\r\n" % len(body)
        return self.exchange(head + b"\r\n" + body)

    def control(self, method, path, body=None):
        headers = [(b"Authorization", b"Bearer " + self.token.encode()), (b"Content-Type", b"application/json")]
        data = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self.request(method.encode(), path if isinstance(path, bytes) else path.encode(), headers, data)
        head, _, body = answer.partition(b"\r\n\r\n")
        return without_chunks(body) if b"\r\nTransfer-Encoding: chunked" in head else body

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self.log.seek(0)
        watch.look("log", self.log.read())
        with open(self.journal, "rb") as file:
            watch.look("journal file", file.read())


def strings_of(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield name
            yield from strings_of(member)
    elif isinstance(value, list):
        for member in value:
            yield from strings_of(member)


def look_at_document(place, body):
    watch.look(place, body)
    try:
        document = json.loads(body)
    except ValueError:
        return
    watch.look(place + ", read", "\n".join(strings_of(document)))
    for text in strings_of(document):  # bodies that are no text
        if len(text) >= 16 and re.fullmatch("(?:[0-9a-f]{2})+", text):
            watch.look(place + ", hex", bytes.fromhex(text))


def as_target(data):
    return b"".join(bytes([c]) if 0x21 <= c < 0x7f else b"%%%02X" % c for c in data)


def as_header(data):
    return b"".join(bytes([c]) if 0x20 <= c and c != 0x7f else b"" for c in data).strip() or b"x"


def as_text(data):
    """Where only text fits, what is none is percent-encoded: a lossy copy would be no spelling."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return urllib.parse.quote_from_bytes(data)


def form(data):
    """A form's value that means these bytes, or bytes as they are."""
    return urllib.parse.quote_from_bytes(data).encode() if dice.random() < 0.5 else data


def one_request(mock):
    """Sends one; gives whether the exchange had to see a secret in it, and the answer."""
    kind = dice.randrange(22)
    return kind < 16, send(mock, kind)


def send(mock, kind):
    key = dice.choice(list(mock.accounts))
    secret = mock.accounts[key]
    others = list(mock.accounts.values()) + [mock.auto, mock.token]
    s = put(dice.choice(others))
    k = key.encode()
    if kind == 0:
        return mock.request(as_target(s), b"/time", [])
    if kind == 1:
        return mock.request(b"GET", b"/" + as_target(s), [(b"x-api-key", k)])
    if kind == 2:
        return mock.request(b"GET", b"/order?id=" + as_target(form(s)) + b"&" + as_target(s) + b"=1", [(b"x-api-key", k)])
    if kind == 3:
        return mock.request(b"GET", b"/orders", [(b"x-api-key", as_header(s))])
    if kind == 4:
        return mock.request(b"GET", b"/time", [(b"x-other", b"before " + as_header(s) + b" after"), (b"Cookie", as_header(s))])
    if kind == 5:
        return mock.request(b"POST", b"/auth/cancel", [(b"x-api-key", k), (b"x-signature", as_header(s)),
                            (b"content-type", b"application/x-www-form-urlencoded")], b"id=1")
    if kind == 6:
        body = b"id=" + form(s)
        return mock.request(b"POST", b"/auth/cancel", [(b"x-api-key", k), (b"x-signature", sign("wrong", body)),
                            (b"content-type", b"application/x-www-form-urlencoded")], body)
    if kind in (7, 8, 9, 10):
        body = dice.choice([b"id=" + form(s), b"id=mock-503-after-" + form(s), b"id=mock-503-before-" + form(s),
                            b"id=stub-" + form(s), b"id=1&" + form(s) + b"=" + form(s), b"ids=" + form(s)])
        path = dice.choice([b"/auth/cancel", b"/auth/cancel", b"/auth/cancel/bulk", b"/auth/order"])
        return mock.request(b"POST", path, [(b"x-api-key", k), (b"x-signature", sign(secret, body)),
                            (b"content-type", b"application/x-www-form-urlencoded")], body)
    if kind == 11:
        body = b"\xff\xfe" + s + b"\x80"
        return mock.request(b"POST", b"/auth/cancel", [(b"x-api-key", k), (b"x-signature", sign(secret, body)),
                            (b"content-type", as_header(s))], body)
    if kind == 12:  # across what is kept of what is no request
        filler = b"GET /" + b"a" * (4096 - 5 - dice.randrange(len(s) + 1))
        return mock.exchange(filler + s + b" HTTP/9.9\r\nbad header\r\n\r\n")
    if kind == 13:
        return mock.exchange(b"POST /auth/cancel HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                             + b"%x;" % len(s) + as_header(s) + b"\r\n" + s + b"\r\nno chunk\r\n")
    if kind == 14:
        return mock.exchange(as_header(s) + b"\r\n\r\n")
    if kind == 15:
        return mock.request(b"GET", b"/orders", [(b"x-api-key", as_header(b"auto-" + s))])
    text = as_text(s)
    path = urllib.parse.quote(text, safe="")
    calls = [
        lambda: mock.control("GET", f"/mock/orders?api_key={dice.choice([key, path])}"),
        lambda: mock.control("POST", f"/mock/orders?api_key={key}", {"orders": [{"id": text}]}),
        lambda: mock.control("POST", "/mock/verify", {"match": {"verdict": "unknown_order", "body": {"id": "z", text: "1"}, "headers": {"x-other": text}}}),
        lambda: mock.control("POST", "/mock/verify", {"match": {"method": text, "path": text}}),
        lambda: mock.control("POST", "/mock/explain", {"request": f"POST /auth/cancel?{path} HTTP/1.1\r\nx-api-key: {key}\r\nx-signature: {text}\r\n\r\nid={text}"}),
        lambda: mock.control("GET", f"/mock/journal?verdict={path}"),
        lambda: mock.control("GET", f"/mock/journal?{path}=1"),
        lambda: mock.control("GET", f"/mock/plan?api_key={path}&order_id={path}&requests=3"),
        lambda: mock.control("GET", f"/mock/accounts/{path}"),
        lambda: mock.control("GET", "/mock/" + path),
        lambda: mock.control("POST", "/mock/fill", {"api_key": key, "order_id": text}),
        lambda: mock.control("POST", "/mock/trigger", {"api_key": text, "order_id": text}),
        lambda: mock.control("POST", "/mock/price", {"pair": text, "price": 1}),
        lambda: mock.control("PUT", "/mock/clock", {"api_key": text, text: 1}),
        lambda: mock.control("PUT", "/mock/scenario", {"schema": "scenario_v1", "title": text, "rules": [
            {"id": text, "fault": {"type": text}}]}),
        lambda: mock.control("PUT", "/mock/scenario", {"schema": "scenario_v1", "title": text, "rules": []}),
        lambda: mock.control("PUT", f"/mock/accounts/k{dice.randrange(3)}-{path}", {"secret": secret, "orders": [{"id": text}], "x" + text: 1}),
        lambda: mock.control("POST", "/mock/fail-next", {"api_key": text, text: text}),
    ]
    return dice.choice(calls)()


def look_at_mock(mock):
    page = mock.control("GET", f"/mock/journal?after={mock.after}&limit=1000")
    look_at_document("journal", page)
    look_at_document("HAR", mock.control("GET", f"/mock/journal.har?after={mock.after}&limit=1000"))
    mock.after = json.loads(page)["last"]
    told = {entry["number"] for entry in json.loads(page)["entries"] if entry.get("secret_on_wire")}
    for entry in json.loads(page)["entries"]:
        if entry["number"] in mock.with_secret and entry["number"] not in told:
            watch.finds.append(f"journal: secret_on_wire is not set: {entry['head'] if 'head' in entry else entry!r}")
    mock.flagged += len(told)
    mock.with_secret.clear()
    for path in ["/mock/accounts", "/mock/metrics", "/mock/scenario", "/mock/health", "/mock/journal?kind=feed",
                 *[f"/mock/orders?api_key={key}" for key in mock.accounts], f"/mock/plan?api_key=key-0&requests=2"]:
        look_at_document(path.split("?")[0], mock.control("GET", path))


# --- client and judge ---

class Echo(http.server.BaseHTTPRequestHandler):
    """An exchange that says what it was told to say, and what it got."""
    words = b""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        answer = json.dumps({"code": 503, "msg": "Invalid request: " + self.words.decode("utf-8", "replace") + body.decode("utf-8", "replace"),
                             "result": {}}).encode()
        self.send_response(503, "Busy")
        self.send_header("x-mock-verdict", as_header(self.words).decode("latin-1"))
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_):
        pass


def run(place, arguments, secret, **more):
    env = {name: value for name, value in os.environ.items() if not name.startswith("EVERSTRIKE_")}
    env.update(more.pop("env", {}))
    done = subprocess.run(arguments, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, **more)
    watch.look(place, done.stdout + b"\n" + done.stderr, f"({arguments[1:3]})")
    try:
        look_at_document(place, done.stdout)
    except RecursionError:
        pass


def try_programs(folder, rounds):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    for _ in range(rounds):
        secret = new_secret()
        watch.secrets = [secret]
        watch.put.clear()
        path = os.path.join(folder, "secret")
        with open(path, "w") as file:
            file.write(secret)
        text = put_text(secret)
        s = text.encode()
        Echo.words = put(secret)
        env = {"EVERSTRIKE_SECRET_KEY": secret}
        for json_option in ([], ["--json"]):
            run("client cancel", [CLIENT, "cancel", "id" + text, "--api-key", as_header(s).decode("utf-8", "replace"), "--base-url", url,
                                  "--attempts", "1", *json_option], secret, env=env)
            run("client explain", [CLIENT, "explain", "--body", "id=" + text, "--signature", "x" + text, "--header", "x-api-key: " + as_header(s).decode("utf-8", "replace"),
                                   *json_option], secret, env=env)
        item = {"tcId": text, "secret_hex": secret.encode().hex(), "body_hex": s.hex(), "signature": text, "more": text, text: 1}
        for verb in ("explain", "verify", "sign"):
            run("client lines", [CLIENT, verb, "--jsonl"], secret, input=json.dumps(item).encode() + b"\n")
        run("judge server", [JUDGE, "server", "accept/*", "--base-url", url, "--api-key", "k" + as_header(s).decode("utf-8", "replace"), "--secret-file", path,
                             "--order-id", "o" + text, "--timeout-ms", "2000", "--report", "json=" + os.path.join(folder, "r.json"),
                             "--report", "html=" + os.path.join(folder, "r.html"), "--report", "junit=" + os.path.join(folder, "r.xml"),
                             "--report", "markdown=" + os.path.join(folder, "r.md"), "--report", "tap=" + os.path.join(folder, "r.tap")], secret)
        for name in sorted(os.listdir(folder)):
            if name.startswith("r."):
                with open(os.path.join(folder, name), "rb") as file:
                    look_at_document("report " + name, file.read())
        mistaken = [["serve", secret], [secret], ["--secret" + secret], ["--auto-accounts" + secret], ["--control-token" + secret],
                              ["--listen", secret], ["--seed", secret], ["--diagnosis", secret], ["cancel", "1", "--secret-file", secret, "--api-key", "k"],
                              ["explain", "--secret-file", secret, "--body", "1", "--signature", "x"], ["sign", "--secret-file=" + secret, "--body", "x"],
                              ["server", "--secret-file", secret, "--base-url", url, "--api-key", "k"],
                              ["--reject-status", secret], ["--latency-ms", secret], ["--fail-rate", secret], ["--log-level", secret],
                              ["cancel", "1", secret], ["--" + secret], ["-" + secret], ["client", "--timeout-ms", secret, "--", "true"]]
        # A secret that looks like an option is one.
        mistaken = [arguments for arguments in mistaken if not (secret.startswith("-") and secret in arguments)]
        for program in (MOCK, CLIENT, JUDGE):
            for arguments in mistaken if rounds > 1 else dice.sample(mistaken, 5):
                run("errors of " + os.path.basename(program), [program, *arguments], secret)
    server.shutdown()
    server.server_close()


TELLER = r"""
import os, sys, urllib.request
secret = os.environ["EVERSTRIKE_SECRET_KEY"]
import base64, urllib.parse, json
if not secret:
    sys.exit(1)
forms = [secret, secret.encode().hex(), base64.b64encode(secret.encode()).decode(), "%%%02x" % ord(secret[0]) + secret[1:],
         base64.b64encode(("%%%02X" % ord(secret[0]) + secret[1:]).encode()).decode(), "\\u%04x" % ord(secret[0]) + secret[1:]]
with open(os.environ["TOLD"], "a") as told:
    if len(secret.encode()) >= 8:
        told.write("\n".join(forms) + "\n")
filler = "x" * (65536 - 5)
print(" ".join(forms)); print(filler + " ".join(forms) + filler * 2); print(forms[3], file=sys.stderr)
for form in forms:
    try:
        urllib.request.urlopen(urllib.request.Request(os.environ["EVERSTRIKE_BASE_URL"] + "/order?id=" + urllib.parse.quote(form, safe="%"),
                               headers={"x-api-key": os.environ["EVERSTRIKE_API_KEY"], "x-other": form}), timeout=5).read()
    except Exception:
        pass
"""


def try_judge(folder):
    program = os.path.join(folder, "teller.py")
    told = os.path.join(folder, "told")
    with open(program, "w") as file:
        file.write(TELLER)
    reports = {kind: os.path.join(folder, "c." + kind) for kind in ("json", "html", "junit", "markdown", "tap")}
    done = subprocess.run([JUDGE, "client", "sign/basic/*" if REQUESTS < 1000 else "sign/*", "--jobs", "2", *[f"--report={kind}={path}" for kind, path in reports.items()],
                           "--", sys.executable, program], env=dict(os.environ, TOLD=told), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300)
    with open(told) as file:
        forms = file.read().split("\n")[:-1]
    watch.secrets = ["none-of-all-these"]
    watch.put = collections.deque(form.encode() for form in forms)
    watch.look("judge client", done.stdout)
    for kind, path in reports.items():
        with open(path, "rb") as file:
            look_at_document("judge client, " + kind, file.read())


def main():
    with tempfile.TemporaryDirectory() as folder:
        mock = Mock(folder)
        try:
            for i in range(REQUESTS):
                has_secret, answer = one_request(mock)
                number = re.search(rb"\r\nx-mock-request: (\d+)\r\n", answer)
                if has_secret and number:
                    mock.with_secret.append(int(number[1]))
                watch.look("answer", answer, f"(request {i})")
                look_at_document("answer, body", answer.partition(b"\r\n\r\n")[2])
                if i % BATCH == BATCH - 1 or i + 1 == REQUESTS:
                    look_at_mock(mock)
        finally:
            mock.stop()
        try_programs(folder, max(1, REQUESTS // 4000))
        try_judge(folder)
    for find in watch.finds[:30]:
        print(find)
    print(f"seed {SEED}: {REQUESTS} requests, looked {sum(watch.looked.values())} times at {len(watch.looked)} places, {len(watch.finds)} finds; secret_on_wire {mock.flagged} times")
    if BLIND:
        missed = set(watch.looked) - {find.split(":")[0] for find in watch.finds}
        print("places that would not have told:", sorted(missed))
        return 1 if missed else 0
    return FOUND if watch.finds else 0


sys.exit(main())
