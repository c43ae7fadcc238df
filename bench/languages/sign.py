"""Signs as the exchange's Python example does, and in the fastest way of the standard library."""
import base64
import hashlib
import hmac
import json
import time
import urllib.parse

SECRET = "0123456789abcdef0123456789abcdef"
ORDER = "849cdea0395411e98f54b395ae9c7bb6"
BODY = b"id=849cdea0395411e98f54b395ae9c7bb6"


def as_documented():
    body = urllib.parse.urlencode({"id": ORDER})
    mac = hmac.new(bytes(SECRET, "utf-8"), msg=bytes(body, "utf-8"), digestmod=hashlib.sha256).digest()
    return base64.b64encode(mac).decode()


KEY = SECRET.encode().ljust(64, b"\0")
INNER = hashlib.sha256(bytes(byte ^ 0x36 for byte in KEY))
OUTER = hashlib.sha256(bytes(byte ^ 0x5C for byte in KEY))


def by_two_copies():
    inner = INNER.copy()
    inner.update(BODY)
    outer = OUTER.copy()
    outer.update(inner.digest())
    return base64.b64encode(outer.digest()).decode()


def ns_per_call(call, rounds=9, calls=20_000):
    times = []
    for _ in range(rounds):
        start = time.process_time_ns()
        for _ in range(calls):
            call()
        times.append((time.process_time_ns() - start) / calls)
    return sorted(times)[rounds // 2]


assert as_documented() == by_two_copies()
print(json.dumps({"Python, as documented": ns_per_call(as_documented),
                  "Python, two kept hashes": ns_per_call(by_two_copies)}))
