#!/usr/bin/python3
"""A client that sends hexdigest() where base64 is asked for."""
import hashlib
import hmac
import os
import sys
import urllib.error
import urllib.parse
import urllib.request

body = urllib.parse.urlencode({"id": sys.argv[1]}).encode()
signature = hmac.new(os.environ["EVERSTRIKE_SECRET_KEY"].encode(), body, hashlib.sha256).hexdigest()
request = urllib.request.Request(os.environ["EVERSTRIKE_BASE_URL"] + "/auth/cancel", body, {
    "Content-Type": "application/x-www-form-urlencoded",
    "x-api-key": os.environ["EVERSTRIKE_API_KEY"], "x-signature": signature})
try:
    print(urllib.request.urlopen(request, timeout=5).read())
except urllib.error.URLError as error:
    print(error, file=sys.stderr)
    sys.exit(6)
