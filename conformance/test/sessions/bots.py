"""Bots that are wrong in one way each: bots.py MODE. What they have in common is right."""
import base64
import hashlib
import hmac
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

URL, KEY, SECRET, ORDER = (os.environ["EVERSTRIKE_" + name] for name in
                           ("BASE_URL", "API_KEY", "SECRET_KEY", "ORDER_ID"))
PLACED = {"pair": "USD_BTC_PERP", "qty": "0.2", "side": "BUY", "price": "49000.5"}


def sign(body):
    return base64.b64encode(hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).digest()).decode()


def headers_for(body):
    return {"x-api-key": KEY, "x-signature": sign(body), "content-type": "application/x-www-form-urlencoded"}


def ask(path, fields=None, headers=None, body=None):
    """Gives status and text; a status of 0 for no answer."""
    if fields is not None:
        body = urllib.parse.urlencode(fields)
    sent = {"x-api-key": KEY} if body is None else headers_for(body)
    request = urllib.request.Request(URL + path, None if body is None else body.encode(), {**sent, **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def cancel(order=ORDER, **more):
    return ask("/auth/cancel", {"id": order}, **more)[0]


def cancel_every_order():
    import json
    for order in json.loads(ask("/active_orders")[1])["result"]:
        cancel(order["id"])


def session_of(retry):
    """A session of requests with urllib3's own retries, as its documentation shows them."""
    import requests
    from requests.adapters import HTTPAdapter
    session = requests.Session()
    session.mount("http://", HTTPAdapter(max_retries=retry))
    return session


def post_with_retries(path, fields, **retry):
    from urllib3.util.retry import Retry
    body = urllib.parse.urlencode(fields)
    session = session_of(Retry(allowed_methods=None, status_forcelist=[503], raise_on_status=False, **retry))
    return session.post(URL + path, data=body, headers=headers_for(body)).status_code


class NetworkError(Exception):
    pass


def hex_signature():
    body = urllib.parse.urlencode({"id": ORDER})
    digest = hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
    cancel(headers={"x-signature": digest})


def ccxt_style_loop():
    """As it stands in many bots around a CCXT class: whatever is called a network error is tried again."""
    for _ in range(5):
        try:
            if cancel() != 200:
                raise NetworkError
            return
        except NetworkError:
            continue


def hammers():
    while cancel() != 200:
        pass


def urllib3_retry_of_a_cancel():
    post_with_retries("/auth/cancel", {"id": ORDER}, total=4)


def urllib3_retry_of_an_order():
    post_with_retries("/auth/order", PLACED, total=3, backoff_factor=0.1)
    cancel_every_order()


def follows_redirects():
    import requests
    body = urllib.parse.urlencode({"id": ORDER})
    requests.post(URL + "/auth/cancel", data=body, headers=headers_for(body), timeout=5)


def ignores_retry_after():
    while cancel() != 200:
        time.sleep(0.06)


def retries_refusals():
    for _ in range(2):
        cancel("nobody-has-this-order")
        time.sleep(0.06)


def turns_to_bulk():
    if cancel() != 200:
        ask("/auth/cancel/bulk", {})


def sends_the_secret():
    cancel(headers={"x-secret-key": SECRET})


def key_in_the_url():
    ask("/active_orders?api_key=" + KEY)


def forgets_an_unclear_cancel():
    cancel()


def places_again():
    if ask("/auth/order", PLACED)[0] != 200:
        time.sleep(0.06)
        ask("/auth/order", PLACED)
    cancel_every_order()


def leaves_orders_open():
    ask("/auth/order", PLACED)


def stale_timestamp():
    ask("/auth/cancel", {"timestamp": int(time.time() * 1000) - 60_000, "recv_window": 5000, "id": ORDER})


def replays_the_timestamp():
    fields = {"timestamp": int(time.time() * 1000), "recv_window": 5000, "id": ORDER}
    while ask("/auth/cancel", fields)[0] != 200:
        time.sleep(0.06)


def asks_without_end():
    for _ in range(21):
        if cancel() == 200:
            break
        time.sleep(0.051)
    ask("/order?id=" + ORDER)


def right():
    """Waits longer each time, looks after what stays unclear, and places again only then."""
    for wait in (0.06, 0.12, None):
        if cancel() == 200 or wait is None:
            break
        time.sleep(wait)
    ask("/order?" + urllib.parse.urlencode({"id": ORDER}))
    if ask("/auth/order", PLACED)[0] != 200 and "49000.5" not in ask("/active_orders")[1]:
        ask("/auth/order", PLACED)
    cancel_every_order()


globals()[sys.argv[1]]()
if len(sys.argv) > 2:  # the session as a HAR
    with open(sys.argv[2], "w", encoding="utf-8") as har:
        har.write(urllib.request.urlopen(os.environ["EVERSTRIKE_MOCK_URL"] + "/mock/journal.har").read().decode())
