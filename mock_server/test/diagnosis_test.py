#!/usr/bin/python3
"""The diagnosis as a client and a tester meet it: diagnosis_test.py PROGRAM [ONE_OF]

Every negative vector (or every ONE_OF-th) is sent to a running mock, which must answer with the vector's mistake. What
the mock says anywhere is searched for secrets and for signatures that the sender did not have.
"""
import base64
import hashlib
import hmac
import json
import os
import pathlib
import random
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.parse

sys.dont_write_bytecode = True
from mock_process import MockProcess  # noqa: E402

PROGRAM = sys.argv.pop(1)
ONE_OF = int(sys.argv.pop(1)) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 1
VECTORS = pathlib.Path(__file__).resolve().parents[2] / "fixtures/vectors"
PATIENCE_S = 60  # a hang's end, not a measure
FORM = "application/x-www-form-urlencoded"


def mac_of(secret, body):
    return hmac.new(secret, body, hashlib.sha256).digest()


def sign(secret, body):
    return base64.b64encode(mac_of(secret.encode(), body.encode())).decode()


class Mock(MockProcess):
    """A mock on a free port, asked over one connection; use as a context. `heard` is all it said."""

    def __init__(self, *options):
        self.log = tempfile.TemporaryFile()
        super().__init__(PROGRAM, *options, stderr=self.log)
        self.connection = socket.create_connection(("127.0.0.1", self.port), PATIENCE_S)
        self.stream = self.connection.makefile("rb")

    def __exit__(self, *_):
        self.stream.close()
        self.connection.close()
        super().__exit__()
        self.log.close()

    def exchange(self, method, target, headers, body):
        """(status, {header: value}, body, everything as bytes)"""
        lines = [f"{method} {target} HTTP/1.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers]
        if "host" not in {name.lower() for name, _ in headers}:
            lines.append("Host: 127.0.0.1")
        self.connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head, read = [], {}
        while (line := self.stream.readline()) not in (b"\r\n", b""):
            head.append(line)
        for line in head[1:]:
            name, _, value = line.decode().partition(":")
            read[name.lower()] = value.strip()
        if read.get("transfer-encoding") == "chunked":  # what is long
            text = b""
            while size := int(self.stream.readline(), 16):
                text += self.stream.read(size + 2)[:-2]
            self.stream.readline()
        else:
            text = self.stream.read(int(read.get("content-length", 0)))
        assert head, f"the mock closed on {lines}"
        return int(head[0].split()[1]), read, text, b"".join(head) + text

    def ask(self, method, path, value=None):
        body = b"" if value is None else json.dumps(value).encode()
        status, _, text, heard = self.exchange(method, path, [("Content-Type", "application/json")], body)
        return status, json.loads(text) if text else None, heard

    def cancel(self, body, signature, api_key="demo-key", headers=()):
        given = [("Content-Type", FORM), ("x-api-key", api_key), *headers]
        if signature is not None:
            given.append(("x-signature", signature))
        return self.exchange("POST", "/auth/cancel", given, body.encode())

    def put_account(self, api_key, secret):
        status, _, _ = self.ask("PUT", "/mock/accounts/" + urllib.parse.quote(api_key, safe=""),
                                {"secret": secret, "orders": []})
        assert status in (200, 201), (api_key, status)

    def last_entry(self):
        last = self.ask("GET", "/mock/journal?limit=0")[1]["last"]
        return self.ask("GET", f"/mock/journal?after={last - 1}")[1]["entries"][0]

    def log_text(self):
        self.log.seek(0)
        return self.log.read()


class Vector:
    def __init__(self, file, record):
        self.name = f"{file} {record['case_id']}"
        self.mistake = set(record["mistake"].split("+"))
        self.api_key = record["api_key"]
        self.secret = bytes.fromhex(record["secret_hex"])
        self.body = bytes.fromhex(record["body_hex"])
        self.target = record.get("target", "/auth/cancel")
        self.others = [(o["api_key"], bytes.fromhex(o["secret_hex"])) for o in record.get("others", ())]
        self.earlier = [bytes.fromhex(body) for body in record.get("earlier_bodies_hex", ())]
        self.headers = [("Content-Type", FORM), *map(tuple, record.get("headers", ()))]
        names = {name.lower() for name, _ in self.headers}
        key = record.get("api_key_sent", self.api_key)
        if key is not None and "x-api-key" not in names:
            self.headers.append(("x-api-key", key))
        if record["signature"] is not None and "x-signature" not in names:
            self.headers.append(("x-signature", record["signature"]))

    def can_be_sent(self):
        """HTTP has no header values with control bytes, and takes the blanks off their ends."""
        return all(value == value.strip(" \t") and not any(ord(c) < 32 or ord(c) == 127 for c in value)
                   for _, value in self.headers)

    def sent(self):
        return b"\n".join([f"{n}: {v}".encode() for n, v in self.headers] + [self.target.encode(), self.body])


def vectors():
    for file in ("negative_js_v1.json", "negative_python_v1.json"):
        for record in json.loads((VECTORS / file).read_text())["tests"][::ONE_OF]:
            yield Vector(file, record)


def forms_of(text):
    """A secret as it could be shown."""
    return {text, base64.b64encode(text).rstrip(b"="), base64.urlsafe_b64encode(text).rstrip(b"="),
            text.hex().encode(), urllib.parse.quote(text, safe="").encode(), urllib.parse.quote_plus(text).encode()}


class NegativeVectors(unittest.TestCase):
    def test_each_is_answered_with_its_mistake_and_reveals_nothing(self):
        heard, sent, seen, secrets, right = [], 0, set(), set(), []
        with tempfile.TemporaryDirectory() as folder, \
                Mock("--journal-file", os.path.join(folder, "journal"), "--journal-entries", "100000") as mock:
            for vector in vectors():
                if not vector.can_be_sent():
                    continue
                sent += 1
                seen |= vector.mistake
                for api_key, secret in [(vector.api_key, vector.secret), *vector.others]:
                    mock.put_account(api_key, secret.decode())
                    secrets.add(secret)
                for body in reversed(vector.earlier):
                    status, headers, _, _ = mock.exchange(
                        "POST", "/auth/cancel", [("Content-Type", FORM), ("x-api-key", vector.api_key),
                                                 ("x-signature", base64.b64encode(mac_of(vector.secret, body)).decode())],
                        body)
                    self.assertNotIn("x-mock-diagnosis", headers)
                _, headers, text, all_text = mock.exchange("POST", vector.target, vector.headers, vector.body)
                heard.append(all_text)
                entry = mock.last_entry()
                named = [headers.get("x-mock-diagnosis", ""), *entry["also"]]
                self.assertIn(vector.mistake, [set(name.split("+")) for name in named], (vector.name, named))
                self.assertEqual(entry["diagnosis"], headers["x-mock-diagnosis"])
                self.assertTrue(json.loads(text)["msg"].startswith("Invalid request: "), text)
                self.assertTrue(entry["fix"] and entry["proof"])
                _, explained, all_text = mock.ask("POST", "/mock/explain", {
                    "request_hex": (f"POST {vector.target} HTTP/1.1\r\n".encode() + b"".join(
                        f"{n}: {v}\r\n".encode() for n, v in vector.headers) +
                        b"\r\n" + vector.body).hex()})
                self.assertEqual(explained["mistake"], entry["diagnosis"], vector.name)
                self.assertNotIn("expected_signature", explained)
                heard.append(all_text)
                for api_key, _ in vector.others:
                    mock.ask("DELETE", "/mock/accounts/" + api_key)
                right.append((vector, heard[-2] + heard[-1]))
            for path in ("journal?limit=100000", "journal.har", "accounts", "metrics", "", "health", "scenario",
                         "orders?api_key=demo-key", "provenance", "openapi.json"):
                heard.append(mock.exchange("GET", "/mock/" + path, [], b"")[3])
            heard.append(mock.log_text())
            heard.append(pathlib.Path(folder, "journal").read_bytes())
        self.assertGreater(sent, 1000 // ONE_OF)
        if ONE_OF == 1:
            self.assertGreater(len(seen), 95)
        self.check_nothing_is_revealed(heard, secrets, right)

    def check_nothing_is_revealed(self, heard, secrets, right):
        everything = b"\n".join(heard)
        # Words of the documentation are no secrets, and short ones are in any text.
        for secret in secrets - {b"<YOUR_SECRET_KEY>", b"demo-secret", b"x"}:
            for form in forms_of(secret.strip()):
                self.assertNotIn(form, everything, secret)
        for vector, said in right:
            mac = mac_of(vector.secret, vector.body)
            for signature in (base64.b64encode(mac), mac.hex().encode(), base64.urlsafe_b64encode(mac).rstrip(b"=")):
                # What the sender had may be quoted.
                if signature not in vector.sent():
                    self.assertNotIn(signature, said, vector.name)


class OtherRequests(unittest.TestCase):
    def test_right_signatures_have_no_mistake(self):
        count = 0
        with Mock() as mock:
            for file in ("sign_js_v1.json", "sign_python_v1.json", "typed_js_v1.json", "typed_python_v1.json"):
                for record in json.loads((VECTORS / file).read_text())["tests"][::3]:
                    if record["result"] != "valid":
                        continue
                    secret = bytes.fromhex(record["inputs"]["secret_hex"])
                    body = bytes.fromhex(record["stages"]["body_hex"])
                    try:
                        mock.put_account("right", secret.decode())
                    except UnicodeDecodeError:
                        continue
                    count += 1
                    signature = base64.b64encode(mac_of(secret, body)).decode()
                    _, headers, _, _ = mock.exchange(
                        "POST", "/auth/cancel",
                        [("Content-Type", FORM), ("x-api-key", "right"), ("x-signature", signature)], body)
                    self.assertNotIn("x-mock-diagnosis", headers, record["case_id"])
                    self.assertNotEqual(headers["x-mock-verdict"], "bad_signature")
        self.assertGreater(count, 50)

    def test_noise_is_unexplained(self):
        noise = random.Random(4)
        with Mock() as mock:
            for _ in range(200):
                signature = base64.b64encode(noise.randbytes(32)).decode()
                _, headers, text, _ = mock.cancel("id=a+b&x=1", signature)
                self.assertEqual(headers["x-mock-diagnosis"], "unexplained")
            self.assertIn("Not the encoding", json.loads(text)["msg"])
            self.assertIn(signature, json.loads(text)["msg"])
            self.assertIn("id=a+b&x=1", json.loads(text)["msg"])

    def test_a_portable_body_has_no_note_and_another_one_has(self):
        with Mock() as mock:
            self.assertNotIn("x-mock-note", mock.cancel("id=a+b%7E", sign("demo-secret", "id=a+b%7E"))[1])
            headers = mock.cancel("id=a%20b~", sign("demo-secret", "id=a%20b~"))[1]
            self.assertEqual(headers["x-mock-verdict"], "unknown_order")
            self.assertIn("blank_as_percent20", headers["x-mock-note"])
            self.assertIn("blank_as_percent20", mock.last_entry()["notes"])
            self.assertEqual(mock.last_entry()["diagnosis"], "")

    def test_the_log_names_the_fix(self):
        with Mock() as mock:
            mock.cancel("id=1", mac_of(b"demo-secret", b"id=1").hex())
            line = mock.log_text().decode()
        self.assertIn(" bad_signature ", line)
        self.assertIn(" hex_instead_of_base64 fix \"Send base64 of the 32 raw bytes", line)

    def test_an_old_signature_is_known_again(self):
        with Mock() as mock:
            old = sign("demo-secret", "id=1&timestamp=1")
            mock.cancel("id=1&timestamp=1", old)
            self.assertEqual(mock.cancel("id=2&timestamp=7", old)[1]["x-mock-diagnosis"], "old_signature_reused")
            mock.ask("POST", "/mock/reset?api_key=demo-key")
            self.assertEqual(mock.cancel("id=2&timestamp=7", old)[1]["x-mock-diagnosis"], "unexplained")
            # A fault doesn't hide that it was signed.
            first = "timestamp=1700000000001&id=mock-503-before-1"
            self.assertEqual(mock.cancel(first, sign("demo-secret", first))[0], 503)
            again = mock.cancel(first.replace("001&", "002&"), sign("demo-secret", first))
            self.assertEqual(again[1]["x-mock-diagnosis"], "old_signature_reused")


class Switches(unittest.TestCase):
    HEX = mac_of(b"demo-secret", b"id=1").hex()

    def test_off_looks_for_nothing(self):
        with Mock("--diagnosis", "off") as mock:
            _, headers, text, _ = mock.cancel("id=1", self.HEX)
            self.assertNotIn("x-mock-diagnosis", headers)
            self.assertIn("the signature is not base64(HMAC-SHA256(secret, body))", json.loads(text)["msg"])
            self.assertEqual(mock.last_entry()["diagnosis"], "")
            self.assertNotIn("x-mock-note", mock.cancel("id=a%20b", sign("demo-secret", "id=a%20b"))[1])

    def test_deep_finds_what_quick_does_not(self):
        # A rare text under a common key.
        body, text = "b=2&a=x~&id=1", "POST:/auth/cancel:b=2&a=x~&id=1"
        signature = base64.b64encode(mac_of(b"demo-secret" + b"\r\n", text.encode())).decode()
        with Mock() as quick, Mock("--diagnosis", "deep") as deep:
            self.assertEqual(quick.cancel(body, signature)[1]["x-mock-diagnosis"], "unexplained")
            self.assertEqual(deep.cancel(body, signature)[1]["x-mock-diagnosis"],
                             "method_signed+white_space_in_secret")

    def test_faithful_tells_the_tester_only(self):
        with Mock("--faithful") as mock:
            _, headers, text, _ = mock.cancel("id=1", self.HEX)
            self.assertEqual([name for name in headers if name.startswith("x-mock")], [])
            self.assertEqual(json.loads(text), {"code": 503, "msg": "Invalid request", "result": {}})
            self.assertEqual(mock.last_entry()["diagnosis"], "hex_instead_of_base64")

    def test_reveal_is_for_loopback_only(self):
        for listen in ("0.0.0.0:0", "[::]:0"):
            done = subprocess.run([PROGRAM, "serve", "--listen", listen, "--reveal", "--control-token", "t"],
                                  capture_output=True, text=True, timeout=PATIENCE_S)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--reveal", done.stderr)
        done = subprocess.run([PROGRAM, "serve", "--diagnosis", "thorough"], capture_output=True, text=True,
                              timeout=PATIENCE_S)
        self.assertEqual((done.returncode, "expected off, quick or deep" in done.stderr), (2, True))


class Explain(unittest.TestCase):
    REQUEST = "POST /auth/cancel\nx-api-key: demo-key\nx-signature: {}\n\nid=1"

    def explain(self, mock, text, **more):
        return mock.ask("POST", "/mock/explain", {"request": text, **more})[:2]

    def test_shows_the_text_and_the_signature_only_with_reveal(self):
        right = sign("demo-secret", "id=1")
        with Mock() as mock, Mock("--reveal") as open_mock:
            status, said = self.explain(mock, self.REQUEST.format("bm9uc2Vuc2U="))
            self.assertEqual((status, said["mistake"], said["expected_text"]), (200, "unexplained", "id=1"))
            self.assertNotIn(right, json.dumps(said))
            said = self.explain(open_mock, self.REQUEST.format("bm9uc2Vuc2U="))[1]
            self.assertEqual(said["expected_signature"], right)
            # Not to the client under test, nor to readers of the journal.
            heard = open_mock.cancel("id=1", "bm9uc2Vuc2U=")[3] + json.dumps(open_mock.last_entry()).encode()
            self.assertNotIn(right.encode(), heard)
            self.assertEqual(self.explain(mock, self.REQUEST.format(right))[1]["ok"], True)

    def test_has_no_effect(self):
        with Mock("--auto-accounts", "hush-hush") as mock:
            before = mock.ask("GET", "/mock/accounts")[1]
            body = "id=849cdea0395411e98f54b395ae9c7bb6"
            for key, secret in (("demo-key", "demo-secret"), ("never-seen", "hush-hush")):
                said = self.explain(mock, f"POST /auth/cancel HTTP/1.1\r\nx-api-key: {key}\r\n"
                                          f"x-signature: {sign(secret, body)}\r\n\r\n{body}")[1]
                self.assertEqual((said["mistake"], said["known_key"]), ("none", True))
            self.assertEqual(mock.ask("GET", "/mock/accounts")[1], before)
            self.assertEqual(mock.ask("GET", "/mock/journal")[1]["entries"], [])

    def test_reads_requests_as_people_have_them(self):
        hexed = mac_of(b"demo-secret", b"id=1").hex()
        head = f"POST /auth/cancel HTTP/1.1\r\nHost: x\r\nx-api-key: demo-key\r\nX-Signature: {hexed}\r\n"
        with Mock() as mock:
            for text in (head + "\r\nid=1", head + "Content-Length: 4\r\n\r\nid=1\n", head + "Content-Length: 9\r\n\r\nid=1",
                         "\n" + head.replace("\r", "") + "\nid=1",
                         head + "Transfer-Encoding: chunked\r\n\r\n2\r\nid\r\n2\r\n=1\r\n0\r\n\r\n"):
                self.assertEqual(self.explain(mock, text)[1]["mistake"], "hex_instead_of_base64", text)
            # An editor ends a file so: what is named without that end is no second mistake.
            said = self.explain(mock, head + "\r\nid=1\n")[1]
            self.assertEqual(said["mistake"], "hex_instead_of_base64")
            self.assertIn("it may be the editor's", " ".join(said["hints"]))
            self.assertEqual(self.explain(mock, "POST /auth/cancel")[1]["mistake"], "api_key_missing")
            for question in ({}, {"request": ""}, {"request": "x", "request_hex": "00"}, {"request_hex": "0"},
                             {"request": "no request\nat all"}, {"request": head, "depth": "bottomless"},
                             {"request": head, "more": 1}, {"request": 1},
                             {"request": head + "Transfer-Encoding: chunked\r\n\r\nzz"}):
                status, said, _ = mock.ask("POST", "/mock/explain", question)
                self.assertEqual((status, list(said)), (400, ["error"]), question)
            self.assertEqual(self.explain(mock, head + "\r\nid=1", depth="deep")[1]["mistake"], "hex_instead_of_base64")


if __name__ == "__main__":
    unittest.main()
