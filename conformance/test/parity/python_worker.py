#!/usr/bin/python3
"""Signs with the modules and calls of the exchange's Python example, one JSON object a line in and
one out, until its input ends. The parity tests and script/vectors keep one such process alive and
ask it for the truth; nothing in here comes from the C++ code.

Questions: {"op":"versions"}, {"op":"sign",…}, {"op":"send",…}, {"op":"verify",…}. Bytes travel as
hex. Values that JSON readers would change travel tagged: see `value_of`.
"""
import base64
import hashlib
import hmac
import json
import os
import platform
import re
import socket
import sys
import threading
import urllib.parse

sys.dont_write_bytecode = True
# What these optional packages add to Accept-Encoding is not part of the documented request.
for optional in ("brotli", "brotlicffi", "zstandard"):
    sys.modules[optional] = None
# Nor are a proxy or credentials of the machine that runs this.
for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
    del os.environ[name]
os.environ["NETRC"] = os.devnull

try:
    import requests
    import urllib3
except ImportError as missing:
    sys.exit(f"the Python packages of the documented example are not installed: run "
             f"script/bootstrap ({missing})")

import python_mistakes as mistakes

URL = "http://api.testnet.everstrike.io/auth/cancel"


def value_of(tagged):
    """The Python value of the tagged form: text, null and booleans stand for themselves;
    {"number": text}, {"list": […]}, {"object": [[name, value], …]}."""
    if not isinstance(tagged, dict):
        return tagged
    if "number" in tagged:
        text = tagged["number"]
        return int(text) if re.fullmatch(r"-?[0-9]+", text) else float(text)
    if "list" in tagged:
        return [value_of(item) for item in tagged["list"]]
    return {name: value_of(item) for name, item in tagged["object"]}


def payload_of(question):
    pairs = [(name, value_of(value)) for name, value in question["payload"]]
    return dict(pairs) if question["container"] == "dict" else pairs


def sign(question):
    """The documented calls."""
    if "payload" in question:
        body = bytes(urllib.parse.urlencode(payload_of(question)), "utf-8")
    else:
        body = bytes.fromhex(question["body_hex"])
    mac = hmac.new(bytes.fromhex(question["secret_hex"]), msg=body,
                   digestmod=hashlib.sha256).digest()
    return {"body_hex": body.hex(), "mac_hex": mac.hex(),
            "signature": base64.b64encode(mac).decode("ascii")}


def send(question):
    """Signs, makes the asked mistake if there is one, and posts with requests to a socket that
    keeps the bytes. `request_head` is missing where the library refused to send."""
    right = sign(question)
    body = bytes.fromhex(right["body_hex"])
    made = mistakes.Made(
        payload=dict(payload_of(question)) if "payload" in question else {},
        secret=bytes.fromhex(question["secret_hex"]), api_key=question["api_key"], body=body,
        mac=bytes.fromhex(right["mac_hex"]), signature=right["signature"])
    signature = right["signature"]
    if "mistake" in question:
        signature = mistakes.signature(question["mistake"], made)
    data = payload_of(question) if "payload" in question else body
    if made.sent_body is not None:
        data = made.sent_body
    headers = {"content-type": "application/x-www-form-urlencoded",
               "x-api-key": question["api_key"], "x-signature": signature.encode("latin-1")}
    answer = {**right, "sent_signature": signature}
    try:
        head, sent_body, behind = posted(data, headers)
    except ValueError as refusal:  # requests' own InvalidHeader, or http.client's plain one
        if "header" not in str(refusal):
            raise
        sent_body = requests.Request("POST", URL, data=data).prepare().body or b""
        sent_body = sent_body.encode() if isinstance(sent_body, str) else sent_body
        return {**answer, "sent_body_hex": sent_body.hex()}
    answer |= {"request_head": head.decode("latin-1"), "sent_body_hex": sent_body.hex()}
    return {**answer, "sent_behind_hex": behind.hex()} if behind else answer


def posted(data, headers):
    """Every connection that requests opens ends at this process's own reader."""
    ours, theirs = socket.socketpair()
    urllib3.util.connection.create_connection = lambda *_, **__: theirs
    received = []
    reader = threading.Thread(target=lambda: received.append(read_request(ours)))
    reader.start()
    try:
        requests.post(URL, data=data, headers=headers)
    finally:
        theirs.close()
        reader.join()
        ours.close()
    return received[0]


def read_request(connection):
    """The head, the body as HTTP counts it (none without a Content-Length), and what was written
    behind it: requests 2.28 ends an empty body of its own making like a chunked one."""
    received = read_while(connection, b"", lambda so_far: b"\r\n\r\n" not in so_far)
    if b"\r\n\r\n" not in received:
        return None  # the library refused before it sent anything
    end = received.index(b"\r\n\r\n") + 4
    head = received[:end]
    length = re.search(rb"^content-length: ([0-9]+)\r$", head, re.IGNORECASE | re.MULTILINE)
    end_of_body = end + (int(length[1]) if length else 0)
    received = read_while(connection, received, lambda so_far: len(so_far) < end_of_body)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
    received = read_while(connection, received, lambda _: True)
    return head, received[end:end_of_body], received[end_of_body:]


def read_while(connection, received, wanted):
    """Until enough is there or the other side has closed."""
    while wanted(received):
        piece = connection.recv(65536)
        if not piece:
            break
        received += piece
    return received


def verify(question):
    made = sign({"body_hex": question["body_hex"], "secret_hex": question["secret_hex"]})
    return {"ok": hmac.compare_digest(made["signature"].encode(), question["signature"].encode())}


def versions(_):
    return {"python": platform.python_version(), "requests": requests.__version__,
            "urllib3": urllib3.__version__}


ANSWERS = {"versions": versions, "sign": sign, "send": send, "verify": verify,
           "mistakes": lambda _: {"mistakes": mistakes.table()}}


def main():
    for line in sys.stdin:
        question = json.loads(line)
        try:
            answer = ANSWERS[question["op"]](question)
        except (ValueError, requests.exceptions.RequestException) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


main()
