"""A right client's test suite, as teams write it with the project's pytest plugin."""
import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request


def ask(mock, path, fields=None):
    body = None if fields is None else urllib.parse.urlencode(fields)
    headers = {"x-api-key": mock.api_key}
    if body is not None:
        mac = hmac.new(mock.secret.encode(), body.encode(), hashlib.sha256).digest()
        headers.update({"x-signature": base64.b64encode(mac).decode(),
                        "content-type": "application/x-www-form-urlencoded"})
    request = urllib.request.Request(mock.base_url + path, None if body is None else body.encode(), headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def cancel(mock, order_id):
    for wait in (0.06, 0.12, None):
        status, answer = ask(mock, "/auth/cancel", {"id": order_id})
        if status == 200:
            return "cancelled"
        text = answer["msg"].lower()
        if "already cancelled" in text:
            return "cancelled"
        if "already completed" in text:
            return "filled"
        if wait is None:
            return "unknown"
        time.sleep(wait)


def test_cancels(everstrike_mock):
    assert cancel(everstrike_mock, everstrike_mock.order_id) == "cancelled"


def test_asks_again_after_an_unclear_answer(everstrike_mock):
    everstrike_mock.fail_next(phase="after_effect")
    assert cancel(everstrike_mock, everstrike_mock.order_id) == "cancelled"


def test_an_order_may_be_filled(everstrike_mock):
    everstrike_mock.fill()
    assert cancel(everstrike_mock, everstrike_mock.order_id) == "filled"


def test_places_and_takes_back(everstrike_mock):
    order = {"pair": "USD_BTC_PERP", "qty": "0.2", "side": "BUY", "price": "49000"}
    status, answer = ask(everstrike_mock, "/auth/order", order)
    assert status == 200
    assert cancel(everstrike_mock, answer["result"]["order"]["id"]) == "cancelled"


def test_what_is_cancelled_stays_so(everstrike_mock):
    assert cancel(everstrike_mock, everstrike_mock.order_id) == "cancelled"
    assert cancel(everstrike_mock, everstrike_mock.order_id) == "cancelled"
