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


def is_confirmed(status, text):
    if status != 200:
        return False
    try:
        answer = json.loads(text)
        return answer["code"] == 200 and answer["result"]["id"] == order_id
    except (ValueError, KeyError, TypeError):
        return False


def main():
    unclear = False
    for number in range(ATTEMPTS):
        wait = 0.1 * 2 ** number
        try:
            status, retry_after, date, text = attempt()
        except ssl.SSLCertVerificationError as error:
            return f"not trusted: {error}"
        except (OSError, http.client.HTTPException) as error:
            print(f"attempt {number + 1}: {error!r}", file=sys.stderr)
            unclear = True
        else:
            if is_confirmed(status, text):
                print("cancelled")
                return 0
            if b"The order was not found" in text:
                if not unclear:
                    return "there is no such order"
                print("cancelled by an attempt whose answer was lost")
                return 0
            if 300 <= status < 500 and status not in (408, 429):
                return f"refused: {status}"
            unclear = True
            if retry_after:
                wait = max(wait, seconds_asked_for(retry_after, date))
        if wait > 10 or number + 1 == ATTEMPTS:
            break
        time.sleep(wait)
    return "unknown"


sys.exit(main())
