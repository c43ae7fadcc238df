#!/usr/bin/python3
"""Cancels one order: client.py ID. One attempt, and no claim that the answer doesn't support."""
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


def cancel(order_id):
    body = urllib.parse.urlencode({"id": order_id}).encode()  # signed and sent: the same bytes
    mac = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    connection = connect()
    connection.request("POST", "/auth/cancel", body, {
        "content-type": "application/x-www-form-urlencoded", "x-api-key": KEY,
        "x-signature": base64.b64encode(mac).decode()})
    response = connection.getresponse()
    answer = json.loads(response.read())
    return response.status == 200 and answer["code"] == 200 and answer["result"]["id"] == order_id


try:
    confirmed = cancel(sys.argv[1])
except Exception as error:  # no answer, or none that can be read: nobody knows what happened
    print(f"unknown: {error!r}", file=sys.stderr)
    confirmed = False
sys.exit(0 if confirmed else 1)
