#!/usr/bin/python3
"""Cancels one order: client.py ID. One attempt, and no claim that the answer doesn't support:
ends with 0 for "cancelled", 1 for "not cancelled by this call", 6 for "unknown"."""
import base64
import hashlib
import hmac
import http.client
import json
import os
import ssl
import sys
import urllib.parse

KEY, SECRET = os.environ["EVERSTRIKE_API_KEY"], os.environ["EVERSTRIKE_SECRET_KEY"]
URL = urllib.parse.urlsplit(os.environ["EVERSTRIKE_BASE_URL"])


def connect():
    if URL.scheme == "https":
        trust = ssl.create_default_context(cafile=os.environ.get("EVERSTRIKE_CA_FILE"))
        return http.client.HTTPSConnection(URL.netloc, timeout=10, context=trust)
    return http.client.HTTPConnection(URL.netloc, timeout=10)


GONE = ("already cancelled", "already completed", "order was not found")


def claim(status, answer, order_id):
    if status != 200:
        refused = status in (401, 403, 404, 410) and answer["code"] == status
        return 1 if refused or any(text in answer["msg"].lower() for text in GONE) else 6
    if answer["code"] != 200 or answer["result"]["id"] != order_id:
        return 6
    state = answer["result"].get("status", "CANCELLED").upper()
    if state in ("CANCELLED", "CANCELED", "ACTIVE"):  # the page's own sample shows ACTIVE
        return 0
    return 1 if state in ("COMPLETED", "FILLED", "REJECTED", "EXPIRED") else 6


def cancel(order_id):
    body = urllib.parse.urlencode({"id": order_id}).encode()  # signed and sent: the same bytes
    mac = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    connection = connect()
    connection.request("POST", "/auth/cancel", body, {
        "content-type": "application/x-www-form-urlencoded", "x-api-key": KEY,
        "x-signature": base64.b64encode(mac).decode()})
    response = connection.getresponse()
    for _ in range(16):  # http.client takes a 102 or 103 for the answer: read on, but not for ever
        if 101 < response.status < 200:
            response.headers = None  # begin() reads on where there are none
            response.begin()
    return claim(response.status, json.loads(response.read()), order_id)


try:
    ending = cancel(sys.argv[1])
except ConnectionRefusedError as error:  # nothing was sent
    print(f"not sent: {error!r}", file=sys.stderr)
    ending = 1
except Exception as error:  # no answer, or none that can be read: nobody knows what happened
    print(f"unknown: {error!r}", file=sys.stderr)
    ending = 6
sys.exit(ending)
