#!/usr/bin/python3
"""No secret comes out by the control side: discretion_test.py PROGRAM"""
import base64
import json
import pathlib
import re
import signal
import socket
import tempfile
import unittest
import urllib.parse

from running_mock import FORM, SAMPLE_ID, Line, Mock, metrics, sign


def spellings(secret):
    raw = secret.encode()
    standard = base64.b64encode(raw).decode().rstrip("=")
    # Of "k:secret" those characters that are the secret's alone.
    inside = base64.b64encode(b"k:" + raw).decode().rstrip("=")[3:-1 if (2 + len(raw)) % 3 else None]
    quoted = urllib.parse.quote(secret, safe="")
    return {secret, json.dumps(secret, ensure_ascii=False)[1:-1], standard, base64.urlsafe_b64encode(raw).decode().rstrip("="),
            inside, raw.hex(), raw.hex().upper(), quoted, quoted.replace("%20", "+"), urllib.parse.quote_plus(secret),
            re.sub("%..", lambda m: m.group().lower(), quoted)}


class Secrets(unittest.TestCase):
    def test_no_secret_comes_out_anywhere(self):
        of_file, of_auto, of_put, token = 'f1le+/~ "s\u00e9cret', "aut0-secret~?", "put/secret+2>>", "t0ken-of-control"
        secrets = (of_file, of_auto, of_put, token)
        with tempfile.TemporaryDirectory() as folder:
            accounts, journal = pathlib.Path(folder) / "accounts.json", pathlib.Path(folder) / "journal"
            accounts.write_text(json.dumps({"schema": "accounts_v1", "accounts": [
                {"api_key": "filed", "secret": of_file, "orders": [of_file, SAMPLE_ID]}]}))
            with Mock("--no-default-accounts", "--accounts", str(accounts), "--auto-accounts", of_auto,
                      "--control-token", token, "--journal-file", str(journal), "--log-level", "trace") as mock:
                allowed = {"x-mock-token": token}
                mock.raw("PUT", "/mock/accounts/put", json.dumps({"secret": of_put, "orders": []}), allowed)
                # Wrong bodies are answered with their place, not with what stands there.
                shown = [mock.raw("PUT", "/mock/accounts/p2", json.dumps({"secret": of_put, "x": of_put}), allowed)[1],
                         mock.raw("PUT", "/mock/accounts/p2", '{"secret":"%s",}' % "zz", allowed)[1]]
                line = Line(mock.port)
                for secret in secrets:
                    for spelling in spellings(secret):
                        body = "id=" + spelling + "&x=" + urllib.parse.quote_plus(spelling)
                        data = body.encode()
                        for path, header in (("/auth/cancel", spelling), ("/auth/cancel?s=" + urllib.parse.quote(spelling, safe="+/~?>=%"), "x")):
                            head = (f"POST {path} HTTP/1.1\r\nHost: h\r\nx-api-key: filed\r\nx-other: {header}\r\n"
                                    "Content-Type: application/x-www-form-urlencoded\r\n"
                                    f"x-signature: {sign(of_file, body)}\r\nContent-Length: {len(data)}\r\n\r\n")
                            line.socket.sendall(head.encode() + data)
                            line.read()
                mock.raw("POST", "/auth/cancel", "id=" + of_file, {"x-api-key": "anyone".encode(), "x-signature": of_auto.encode()})
                # Key and secret mixed up: a world under the secret's name.
                mock.raw("POST", "/auth/cancel", "id=1", {**FORM, "x-api-key": of_auto, "x-signature": sign(of_auto, "id=1")})
                entries = json.loads(mock.raw("GET", "/mock/journal?limit=100000", headers=allowed)[1])["entries"]
                self.assertEqual([e["body"] for e in entries if not e["secret_on_wire"]], [])
                self.assertIn("cancelled", [e["effect"]["kind"] for e in entries])
                for path in ("/mock/journal?limit=100000", "/mock/journal.har", "/mock/metrics", "/mock/accounts",
                             "/mock/accounts/put", "/mock/", "/mock/health", "/mock/openapi.json", "/mock/provenance"):
                    shown.append(mock.raw("GET", path, headers=allowed)[1])
                shown.append(mock.raw("POST", "/mock/verify", '{"match":{"verdict":"stale_timestamp"}}', allowed)[1])
                mock.process.send_signal(signal.SIGTERM)
                shown.append(mock.process.stdout.read())
                shown += [mock.start_line, mock.log_text(), journal.read_text("utf-8")]
        for text in shown:
            for secret in secrets:
                for spelling in spellings(secret):
                    for written in (spelling, json.dumps(spelling, ensure_ascii=False)[1:-1]):
                        at = text.find(written)
                        self.assertEqual(at, -1, f"{written!r} in …{text[max(0, at - 200):at + 60]!r}")


if __name__ == "__main__":
    unittest.main()
