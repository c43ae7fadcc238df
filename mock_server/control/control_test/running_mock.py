"""What the tests of the control side share: a mock on a free port, and how to speak to it.

Signatures are made by Python's hmac, metrics are read by Prometheus's own parser. A test is run as
NAME_test.py PROGRAM [REQUESTS], where REQUESTS is how many requests the longer tests send.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import re
import socket
import sys
import tempfile
import urllib.parse

import prometheus_client.parser

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "test"))
from mock_process import MockProcess  # noqa: E402

REQUESTS = int(sys.argv.pop(2)) if sys.argv[2:] and sys.argv[2].isdecimal() else 1000
PROGRAM = sys.argv.pop(1)
SAMPLE_ID = "849cdea0395411e98f54b395ae9c7bb6"
PATIENCE_S = 60  # a hang's end, not a measure
FORM = {"content-type": "application/x-www-form-urlencoded"}
SCENARIO = {"schema": "scenario_v1", "name": "second", "about": "The second cancel is lost on its way back.", "seed": 7,
            "rules": [{"id": "second_cancel", "when": {"ordinal": [2, 2]}, "phase": "after_effect",
                       "fault": {"type": "answer_status", "status": 502}}]}


def sign(secret, body):
    return base64.b64encode(hmac.new(secret.encode(), body.encode(), hashlib.sha256).digest()).decode()


class Mock(MockProcess):
    """A mock on a free port; use as a context."""

    def __init__(self, *options, listen="127.0.0.1:0", environment=None):
        self.log = tempfile.TemporaryFile()
        super().__init__(PROGRAM, *options, listen=listen, stderr=self.log, env={**os.environ, **(environment or {})})

    def __exit__(self, *_):
        super().__exit__()
        self.log.close()

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)

    def raw(self, method, path, body=None, headers=None):
        """(status, text, headers); gives a JSON content type to bodies."""
        connection = self.connect()
        try:
            given = dict(headers or {})
            if body is not None and not {"content-type", "Content-Type"} & set(given):
                given["Content-Type"] = "application/json"
            connection.request(method, path, body, given)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8"), dict(answer.getheaders())
        finally:
            connection.close()

    def ask(self, method, path, body=None, **more):
        """(status, JSON)"""
        text = None if body is None else json.dumps(body)
        status, answer, _ = self.raw(method, path, text, **more)
        return status, json.loads(answer) if answer else None

    def journal(self, query=""):
        return self.ask("GET", "/mock/journal" + query)[1]

    def cancel(self, order_id=SAMPLE_ID, key="demo-key", secret="demo-secret", body=None, path="/auth/cancel"):
        body = body or "id=" + urllib.parse.quote_plus(order_id)
        return self.raw("POST", path, body, {**FORM, "x-api-key": key, "x-signature": sign(secret, body)})

    def verify(self, **question):
        return self.ask("POST", "/mock/verify", question)


class Line:
    """One kept connection, spoken raw, since Python's own client is slow."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def __del__(self):
        self.socket.close()

    def send(self, method, path, headers="", body=""):
        self.socket.sendall((f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}"
                             f"Content-Length: {len(body)}\r\n\r\n{body}").encode())

    def read(self):
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, self.rest = self.rest.split(b"\r\n\r\n", 1)
        length = int(re.search(rb"(?i)\ncontent-length: (\d+)", head).group(1))
        while len(self.rest) < length:
            self.more()
        body, self.rest = self.rest[:length], self.rest[length:]
        return head.decode(), body

    def more(self):
        part = self.socket.recv(65536)
        if not part:
            raise ConnectionError("the mock closed the connection")
        self.rest += part

    def cancel(self, key, secret, body):
        self.send("POST", "/auth/cancel",
                  f"Content-Type: application/x-www-form-urlencoded\r\nx-api-key: {key}\r\n"
                  f"x-signature: {sign(secret, body)}\r\n", body)
        head, _ = self.read()
        return int(re.search(r"x-mock-request: (\d+)", head).group(1))


def metrics(mock):
    status, text, headers = mock.raw("GET", "/mock/metrics")
    assert status == 200 and headers["Content-Type"].startswith("text/plain; version=0.0.4")
    values = {}
    for family in prometheus_client.parser.text_string_to_metric_families(text):
        assert family.documentation and family.type != "unknown", family
        for sample in family.samples:
            name = sample.name[len("everstrike_mock_"):]
            values[(name, "".join(sample.labels.values()))] = sample.value
    return values
