#!/usr/bin/python3
"""Cancels orders for "client --resident", a JSON line in and one out; given an id, it is a command like client.py."""
import base64
import functools
import hmac
import http.client
import json
import os
import ssl
import sys
import urllib.parse

GONE = ("already cancelled", "already completed", "order was not found")
trusting = functools.lru_cache(lambda file: ssl.create_default_context(cafile=file))  # one file for all cases of a run


def claim(status, answer, order_id):
    if status != 200:
        refused = status in (401, 403, 404, 410) and answer["code"] == status
        return "rejected" if refused or any(text in answer["msg"].lower() for text in GONE) else "unknown"
    if answer["code"] != 200 or answer["result"]["id"] != order_id:
        return "unknown"
    state = answer["result"].get("status", "CANCELLED").upper()
    if state in ("CANCELLED", "CANCELED", "ACTIVE"):  # the page's own sample shows ACTIVE
        return "confirmed"
    return "rejected" if state in ("COMPLETED", "FILLED", "REJECTED", "EXPIRED") else "unknown"


def cancel(case):
    url, order_id = urllib.parse.urlsplit(case["base_url"]), case["order_id"]
    body = urllib.parse.urlencode({"id": order_id}).encode()  # signed and sent: the same bytes
    mac = hmac.digest(case["secret_key"].encode(), body, "sha256")
    if url.scheme == "https":
        connection = http.client.HTTPSConnection(url.netloc, timeout=4, context=trusting(case["ca_file"]))
    else:
        connection = http.client.HTTPConnection(url.netloc, timeout=4)
    try:
        connection.request("POST", "/auth/cancel", body, {
            "content-type": "application/x-www-form-urlencoded", "x-api-key": case["api_key"],
            "x-signature": base64.b64encode(mac).decode()})
        response = connection.getresponse()
        for _ in range(16):  # http.client takes a 102 or 103 for the answer: read on, but not for ever
            if 101 < response.status < 200:
                response.headers = None  # begin() reads on where there are none
                response.begin()
        return claim(response.status, json.loads(response.read()), order_id)
    except Exception as error:  # no answer, or none that can be read: nobody knows what happened
        print(f"{case['case']}: {error!r}", file=sys.stderr)
        return "rejected" if isinstance(error, ConnectionRefusedError) else "unknown"
    finally:
        connection.close()


if len(sys.argv) > 1:
    given = {name: os.environ.get("EVERSTRIKE_" + name.upper()) for name in ("case", "base_url", "api_key", "secret_key", "ca_file")}
    sys.exit({"confirmed": 0, "rejected": 1}.get(cancel(given | {"order_id": sys.argv[1]}), 6))
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"case": asked["case"], "outcome": cancel(asked)}), flush=True)
