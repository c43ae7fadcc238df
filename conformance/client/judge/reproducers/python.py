#!/usr/bin/env python3
# Right for this case's account: body BODY
# and x-signature SIGNATURE
import base64, hashlib, hmac, json, os, sys, urllib.error, urllib.parse, urllib.request

body = urllib.parse.urlencode({"id": ORDER_ID}).encode()
mac = hmac.new(os.environ["EVERSTRIKE_SECRET_KEY"].encode(), body, hashlib.sha256).digest()
request = urllib.request.Request(os.environ["EVERSTRIKE_BASE_URL"] + "/auth/cancel", body, {
    "Content-Type": "application/x-www-form-urlencoded",
    "x-api-key": os.environ["EVERSTRIKE_API_KEY"],
    "x-signature": base64.b64encode(mac).decode(),
})
try:
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read().decode()
        print(answer.status, text)
        sys.exit(0 if answer.status == 200 and json.loads(text)["code"] == 200 else 1)
except urllib.error.HTTPError as error:
    sys.exit(f"{error.code} {error.read().decode()}")
