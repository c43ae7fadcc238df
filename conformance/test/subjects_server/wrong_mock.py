#!/usr/bin/python3
"""A small exchange that is right, or wrong in one way: wrong_mock.py [SWITCH]

Judges the judge of servers: without a switch it passes every case, with one it has to fail exactly
the cases that expected.json lists. It shares no code with the mock in this tree. Prints its port,
serves the account "ci" / "a secret of ci" with the orders order-0 to order-59 until its standard
input ends.
"""
import base64
import hashlib
import hmac
import json
import socket
import sys
import threading
import time
import urllib.parse
import uuid

KEY, SECRET = "ci", b"a secret of ci"
ORDERS = {f"order-{i}": "ACTIVE" for i in range(60)}
LOCK = threading.Lock()
SERIAL = threading.Lock()
SWITCH = sys.argv[1] if len(sys.argv) > 1 else ""
HEAD_BYTES_MAX = 16384
BODY_BYTES_MAX = 1 << 20


def wrong(switch):
    KNOWN.add(switch)
    return switch == SWITCH


KNOWN = set()


class Refusal(Exception):
    """A request that is answered with the envelope of an error."""


class Bad(Exception):
    """Bytes that are no HTTP: 400, and the connection ends."""


def mac(secret, body, algorithm=hashlib.sha256):
    return hmac.new(secret, body, algorithm).digest()


def signatures(body, fields):
    """All texts that are taken for a signature of this body."""
    right = mac(SECRET, body)
    text = base64.b64encode(right).decode()
    taken = {text}
    if wrong("takes_hex"):
        taken.add(right.hex())
    if wrong("takes_base64_of_hex"):
        taken.add(base64.b64encode(right.hex().encode()).decode())
    if wrong("takes_base64url"):
        taken.add(text.replace("+", "-").replace("/", "_"))
    if wrong("takes_unpadded"):
        taken.add(text.rstrip("="))
    if wrong("takes_prefix"):
        taken.add("sha256=" + text)
    if wrong("takes_truncated"):
        taken.add(base64.b64encode(right[:16]).decode())
    if wrong("takes_value_alone"):
        taken.add(base64.b64encode(mac(SECRET, fields.get("id", "").encode())).decode())
    if wrong("takes_path_in_front"):
        taken.add(base64.b64encode(mac(SECRET, b"/auth/cancel" + body)).decode())
    if wrong("takes_line_end_behind"):
        taken.add(base64.b64encode(mac(SECRET, body + b"\n")).decode())
    if wrong("takes_empty_text"):
        taken.add(base64.b64encode(mac(SECRET, b"")).decode())
    if wrong("takes_api_key_as_secret"):
        taken.add(base64.b64encode(mac(KEY.encode(), body)).decode())
    if wrong("takes_secret_with_line_end"):
        taken.add(base64.b64encode(mac(SECRET + b"\n", body)).decode())
    if wrong("takes_empty_secret"):
        taken.add(base64.b64encode(mac(b"", body)).decode())
    if wrong("takes_sha1"):
        taken.add(base64.b64encode(mac(SECRET, body, hashlib.sha1)).decode())
    if wrong("takes_sha512"):
        taken.add(base64.b64encode(mac(SECRET, body, hashlib.sha512)).decode())
    if wrong("takes_plain_hash"):
        taken.add(base64.b64encode(hashlib.sha256(SECRET + body).digest()).decode())
    if wrong("takes_swapped_arguments"):
        taken.add(base64.b64encode(mac(body, SECRET)).decode())
    if wrong("verifies_what_it_decoded"):
        taken = {base64.b64encode(mac(SECRET, urllib.parse.urlencode(fields).encode())).decode()}
    if wrong("verifies_the_id_alone"):
        taken = {base64.b64encode(mac(SECRET, urllib.parse.urlencode({"id": fields.get("id", "")}).encode())).decode()}
    return taken


def is_signed(signature, body, fields):
    if wrong("verifies_nothing"):
        return True
    if wrong("verifies_only_what_is_there") and signature is None:
        return True
    if signature is None:
        return False
    if wrong("ignores_case") and signature.lower() in {s.lower() for s in signatures(body, fields)}:
        return True
    if wrong("compares_mac_bytes"):
        try:
            return base64.b64decode(signature) == mac(SECRET, body)
        except ValueError:
            return False
    if wrong("compares_first_ten"):
        return signature[:10] in {s[:10] for s in signatures(body, fields)}
    if wrong("turns_plus_into_blank"):
        signature = signature.replace("+", " ")
    return signature in signatures(body, fields)


def order(order_id):
    now = int(time.time() * 1000)
    value = {
        "id": order_id, "pair": "USD_BTC_PERP", "side": "BUY", "type": "LIMIT", "status": ORDERS.get(order_id, "CANCELLED"),
        "price": 100, "price_orig": 100, "qty_orig": 0.002, "qty_orig_usd": 0.28, "qty_remaining": 0.002, "qty_filled": 0,
        "time": now, "time_in_force": "GTC", "fills": [], "oco": None, "icebergs": None, "trigger_price": None,
        "trigger_event": None, "close_on_trigger": False, "reduce_only": False, "post_only": False, "hidden": False,
        "leverage": 1, "customer_id": str(uuid.uuid1())}
    if wrong("price_as_text"):
        value["price"] = "100"
    if wrong("quantities_as_text"):
        value["qty_orig"] = "0.002"
    if wrong("no_fills"):
        del value["fills"]
    if wrong("time_in_seconds"):
        value["time"] = now // 1000
    if wrong("time_as_text"):
        value["time"] = time.strftime("%Y-%m-%d")
    if wrong("lower_case_side"):
        value["side"] = "buy"
    if wrong("another_type"):
        value["type"] = "STOP"
    if wrong("still_active"):
        value["status"] = "ACTIVE"
    if wrong("another_status"):
        value["status"] = "CANCELED"
    if wrong("another_id"):
        value["id"] = "order-99"
    return value


def parse_form(body):
    try:
        text = body.decode("ascii")
    except UnicodeDecodeError:
        raise Refusal("Invalid request") from None
    fields = {}
    for pair in text.split("&"):
        name, _, value = pair.partition("=")
        if "%" in value and any(not is_escape(piece) for piece in value.split("%")[1:]):
            raise Refusal("Invalid request")
        name = urllib.parse.unquote_plus(name)
        if name in fields:
            raise Refusal("Invalid request")
        fields[name] = urllib.parse.unquote_plus(value)
    return fields


def is_escape(piece):
    return len(piece) >= 2 and all(c in "0123456789abcdefABCDEF" for c in piece[:2])


def cancel(headers, body, target):
    key, signature = headers.get("x-api-key"), headers.get("x-signature")
    if wrong("takes_any_key"):
        key = KEY
    if wrong("takes_key_from_body") and key is None and b"api_key=" in body:
        key = KEY
    if wrong("takes_signature_from_query") and signature is None and "x-signature=" in target:
        signature = base64.b64encode(mac(SECRET, body)).decode()
    if key != KEY:
        raise Refusal("Invalid request")
    content_type = headers.get("content-type", "")
    if wrong("takes_json") and content_type.startswith("application/json"):
        fields = json.loads(body)
    else:
        if wrong("wants_bare_content_type"):
            is_form = content_type == "application/x-www-form-urlencoded"
        else:
            is_form = content_type.split(";")[0].strip() == "application/x-www-form-urlencoded"
        if not is_form and not content_type.startswith("application/json"):
            raise Refusal("Invalid request")
        if not is_form:
            raise Refusal("Invalid request")
        if wrong("dies_of_odd_bodies"):
            fields = dict(pair.split("=", 1) for pair in body.decode("utf-8").split("&"))
            fields = {k: urllib.parse.unquote_plus(v, errors="strict") for k, v in fields.items()}
        else:
            fields = parse_form(body)
    if not is_signed(signature, body, fields):
        if wrong("tells_the_right_signature"):
            raise Refusal("Invalid request: expected " + base64.b64encode(mac(SECRET, body)).decode())
        if wrong("tells_the_secret"):
            raise Refusal("Invalid request: your secret is " + SECRET.decode())
        if wrong("cancels_and_refuses"):
            ORDERS.pop(fields.get("id", ""), None)
        raise Refusal("Invalid request")
    if wrong("refuses_extra_fields") and set(fields) != {"id"}:
        raise Refusal("Invalid request")
    if wrong("reads_timestamp_as_integer") and "timestamp" in fields:
        try:
            int(fields["timestamp"])
        except ValueError:
            raise Refusal("Invalid request") from None
    if wrong("wants_id_first") and not body.startswith(b"id="):
        raise Refusal("Invalid request")
    if wrong("small_bodies_only") and len(body) > 1024:
        raise Refusal("Invalid request")
    order_id = fields.get("id", "")
    with LOCK:
        if ORDERS.get(order_id) != "ACTIVE" and not wrong("confirms_every_id"):
            if wrong("confirms_a_cancelled_order_again") and order_id in ORDERS:
                return order(order_id)
            raise Refusal("Invalid request: not found: " + order_id)
        if not wrong("forgets_to_cancel"):
            ORDERS[order_id] = "CANCELLED"
    return order(order_id)


def respond(method, target, headers, body):
    """Status, body and extra headers."""
    path, _, query = target.partition("?")
    extra = [("content-type", "application/json; charset=utf-8")]
    try:
        if method == "GET" and path == "/order" and headers.get("x-api-key") == KEY:
            order_id = urllib.parse.parse_qs(query).get("id", [""])[0]
            if order_id not in ORDERS or wrong("no_get_order"):
                raise Refusal("Invalid request: not found")
            result = order(order_id)
        elif path == "/auth/cancel" and method == "GET" and wrong("takes_get"):
            result = cancel({**headers, "content-type": "application/x-www-form-urlencoded"}, query.encode(), target)
        elif path == "/auth/cancel" and method == "POST":
            result = cancel(headers, body, target)
        elif path.startswith("/auth/cancel") and wrong("takes_any_path"):
            return 200, b'{"code":200,"msg":"null","result":{}}', extra
        else:
            raise Refusal("Invalid request")
        envelope = {"code": 200, "msg": "null", "result": result}
        if wrong("no_msg_in_success"):
            del envelope["msg"]
        if wrong("null_msg"):
            envelope["msg"] = None
        if wrong("code_as_text"):
            envelope["code"] = "200"
        if wrong("tells_the_secret_in_success"):
            envelope["note"] = base64.b64encode(SECRET).decode()
        if wrong("html_content_type"):
            extra = [("content-type", "text/html")]
        if wrong("compresses_unasked"):
            extra.append(("content-encoding", "identity2"))
        return 200, json.dumps(envelope).encode(), extra
    except Refusal as refusal:
        status, envelope = 503, {"code": 503, "msg": str(refusal), "result": {}}
        if wrong("refuses_with_401"):
            status = envelope["code"] = 401
        if wrong("refusal_code_is_another"):
            envelope["code"] = 1
        if wrong("refusal_without_result"):
            del envelope["result"]
        if wrong("refusal_msg_is_no_text"):
            envelope["msg"] = 7
        if wrong("refuses_with_200"):
            status = 200
        if wrong("refuses_in_plain_text"):
            return 503, b"Invalid request", [("content-type", "text/plain")]
        if wrong("breaks_json_by_quotes"):
            text = '{"code":503,"msg":"%s","result":{}}' % envelope["msg"]
            return 503, text.encode(), extra
        return status, json.dumps(envelope, ensure_ascii=False).encode(), extra


def check(condition, what="bad request"):
    if not condition:
        raise Bad(what)


class Connection:
    def __init__(self, peer):
        self.peer, self.bytes = peer, b""

    def fill(self):
        piece = self.peer.recv(65536)
        if not piece:
            raise EOFError
        self.bytes += piece

    def take(self, size):
        while len(self.bytes) < size:
            self.fill()
        taken, self.bytes = self.bytes[:size], self.bytes[size:]
        return taken

    def take_line(self):
        while b"\r\n" not in self.bytes:
            check(len(self.bytes) < HEAD_BYTES_MAX)
            self.fill()
        line, self.bytes = self.bytes.split(b"\r\n", 1)
        return line

    def read_head(self):
        if wrong("expects_one_segment"):
            self.fill()
            check(b"\r\n\r\n" in self.bytes)
        while b"\r\n\r\n" not in self.bytes:
            check(len(self.bytes) < HEAD_BYTES_MAX or wrong("reads_endless_heads"))
            self.fill()
        head, self.bytes = self.bytes.split(b"\r\n\r\n", 1)
        check(len(head) < HEAD_BYTES_MAX or wrong("reads_endless_heads"))
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        if wrong("dies_of_nonsense") and len(words) != 3:
            time.sleep(3600)
        check(len(words) == 3 and words[2] in ("HTTP/1.1", "HTTP/1.0"))
        headers = {}
        for line in lines[1:]:
            name, colon, value = line.partition(":")
            if not wrong("forgives_blanks_before_colons"):
                check(colon and name and name == name.strip())
            name = name.strip() if wrong("reads_header_names_as_they_are") else name.strip().lower()
            value = value.strip(" \t")
            if name == "content-length" and name in headers and not wrong("takes_the_last_length"):
                check(headers[name] == value)
            if name in headers and name == "x-signature" and not wrong("takes_the_last_signature"):
                value = headers[name] + ", " + value
            headers[name] = value
        if not wrong("needs_no_host"):
            check(words[2] == "HTTP/1.0" or "host" in headers or "HOST" in headers)
        return words[0], words[1], words[2], headers

    def read_body(self, headers):
        chunked = "transfer-encoding" in headers
        if chunked and not wrong("knows_no_chunks"):
            if "content-length" in headers and not wrong("takes_length_and_chunks"):
                raise Bad("two framings")
            body = b""
            while True:
                digits = self.take_line()
                check(digits and all(c in b"0123456789abcdefABCDEF" for c in digits))
                size = int(digits, 16)
                if size == 0:
                    self.take_line()
                    return body
                body += self.take(size)
                self.take(2)
        size = int(headers.get("content-length", "0"))
        check(size <= BODY_BYTES_MAX or wrong("waits_for_endless_bodies"))
        if wrong("takes_cut_bodies"):
            try:
                while len(self.bytes) < size:
                    self.fill()
            except EOFError:
                size = len(self.bytes)
        return self.take(size)

    def answer(self, status, body, extra, version, close):
        if wrong("answers_http_10_in_chunks") and version == "HTTP/1.0":
            extra, body = [*extra, ("transfer-encoding", "chunked")], b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        else:
            extra = [*extra, ("content-length", str(len(body) + (5 if wrong("length_too_long") else 0)))]
        if close or version == "HTTP/1.0":
            extra = [*extra, ("connection", "close")]
        head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{n}: {v}\r\n" for n, v in extra) + "\r\n"
        if wrong("ends_lines_with_lf"):
            head = head.replace("\r\n", "\n")
        self.peer.sendall(head.encode() + body)

    def serve(self):
        while True:
            method, target, version, headers = self.read_head()
            if headers.get("expect", "").lower() == "100-continue" and not wrong("ignores_expect"):
                self.peer.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
            body = self.read_body(headers)
            close = headers.get("connection", "").lower() == "close" and not wrong("never_closes")
            close = close or wrong("closes_after_each_answer")
            self.answer(*respond(method, target, headers, body), version, close)
            if close or version == "HTTP/1.0" or wrong("closes_unsaid"):
                return
            if wrong("drops_pipelined_requests"):
                self.bytes = b""

    def run(self):
        try:
            if wrong("one_connection_at_a_time"):
                with SERIAL:
                    self.serve()
            else:
                self.serve()
        except Bad as bad:
            try:
                text = json.dumps({"code": 400, "msg": str(bad), "result": {}}).encode()
                self.answer(400, text, [], "HTTP/1.1", True)
                self.peer.shutdown(socket.SHUT_WR)
                self.peer.settimeout(0.2)
                while self.peer.recv(65536):
                    pass
            except OSError:
                pass
        except (EOFError, OSError):
            pass
        except Exception:  # a bug of a wrong server: its connection just ends
            pass
        finally:
            self.peer.close()


def main():
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    print(listener.getsockname()[1], flush=True)

    def accept():
        while True:
            peer, _ = listener.accept()
            threading.Thread(target=Connection(peer).run, daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
