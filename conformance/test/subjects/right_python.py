#!/usr/bin/python3
"""A client as somebody writes it who has read the page: Python's standard library alone."""
import base64
import datetime
import email.utils
import hashlib
import hmac
import http.client
import json
import os
import ssl
import sys
import time
import urllib.parse

ATTEMPTS = 4
url = urllib.parse.urlsplit(os.environ["EVERSTRIKE_BASE_URL"])
order_id = sys.argv[1]


def connection():
    if url.scheme == "https":
        context = ssl.create_default_context(cafile=os.environ.get("EVERSTRIKE_CA_FILE"))
        return http.client.HTTPSConnection(url.hostname, url.port, timeout=4, context=context)
    return http.client.HTTPConnection(url.hostname, url.port, timeout=4)


def attempt():
    body = urllib.parse.urlencode({"id": order_id})
    mac = hmac.new(os.environ["EVERSTRIKE_SECRET_KEY"].encode(), body.encode(), hashlib.sha256)
    to_server = connection()
    to_server.request("POST", "/auth/cancel", body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "x-api-key": os.environ["EVERSTRIKE_API_KEY"],
        "x-signature": base64.b64encode(mac.digest()).decode()})
    answer = to_server.getresponse()
    return answer.status, answer.getheader("Retry-After"), answer.getheader("Date"), answer.read()


def seconds_asked_for(retry_after, date):
    if retry_after.isdigit():
        return int(retry_after)
    now = email.utils.parsedate_to_datetime(date) if date else datetime.datetime.now(datetime.timezone.utc)
    return (email.utils.parsedate_to_datetime(retry_after) - now).total_seconds()


class Answer:
    """What an answer says of the order: "cancelled", "filled", "was cancelled", "missing", "refused", "later", "not told"
    (and would not be told a second time), or "unclear"."""

    def __init__(self, status, text):
        self.said = self.read(status, text)

    @staticmethod
    def read(status, text):
        if 300 <= status < 400:
            return "not told"
        try:
            answer = json.loads(text)
            code, msg, result = answer["code"], str(answer.get("msg") or "").lower(), answer.get("result")
            if not isinstance(code, int):
                return "unclear"
            if status == 200:
                if code != 200 or result["id"] != order_id:
                    return "unclear"
                state = result.get("status", "CANCELLED").upper()
                return {"CANCELLED": "cancelled", "CANCELED": "cancelled", "ACTIVE": "cancelled", "COMPLETED": "filled",
                        "FILLED": "filled", "REJECTED": "refused", "EXPIRED": "refused"}.get(state, "unclear")
        except (ValueError, KeyError, TypeError, AttributeError):
            return "unclear"
        for words, meaning in (("already completed", "filled"), ("already cancelled", "was cancelled"),
                               ("order was not found", "missing")):
            if words in msg:
                return meaning
        if code != status or status == 408 or not 400 <= status < 500:
            return "unclear"
        return {401: "refused", 403: "refused", 404: "missing", 410: "missing", 429: "later"}.get(status, "not told")


CANCELLED, NOT_CANCELLED, UNKNOWN = 0, 1, 6


def main():
    unclear = False
    claim = UNKNOWN
    for number in range(ATTEMPTS):
        wait = 0.1 * 2 ** number
        try:
            status, retry_after, date, text = attempt()
        except (ssl.SSLCertVerificationError, ConnectionRefusedError) as error:
            print(f"attempt {number + 1}: not sent: {error}", file=sys.stderr)
            claim = UNKNOWN if unclear else NOT_CANCELLED
            if isinstance(error, ssl.SSLCertVerificationError):
                return claim
        except (OSError, http.client.HTTPException) as error:
            print(f"attempt {number + 1}: {error!r}", file=sys.stderr)
            unclear, claim = True, UNKNOWN
        else:
            said = Answer(status, text).said
            print(f"attempt {number + 1}: {status}, {said}", file=sys.stderr)
            if said == "cancelled" or (said == "was cancelled" and unclear):
                return CANCELLED
            if said in ("filled", "was cancelled"):
                return NOT_CANCELLED
            if said in ("missing", "refused"):
                return UNKNOWN if unclear else NOT_CANCELLED
            if said == "not told":
                return UNKNOWN
            unclear = unclear or said == "unclear"
            claim = UNKNOWN if unclear else NOT_CANCELLED
            if retry_after:
                wait = max(wait, seconds_asked_for(retry_after, date))
        if wait > 10 or number + 1 == ATTEMPTS:
            break
        time.sleep(wait)
    return claim


sys.exit(main())
