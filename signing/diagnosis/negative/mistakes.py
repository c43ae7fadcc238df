"""Makes the mistakes of the catalogue with Python's own modules and with requests, which encodes a
dict again after it was signed. Prints one JSON object with all requests. Called by
script/negative-vectors; nothing in here comes from the C++ code.
"""
import base64
import binascii
import hashlib
import hmac
import json
import platform
import re
import unicodedata
import urllib.parse
import zlib

import requests

INPUTS = [
    {"api_key": "demo-key", "secret": "demo-secret",
     "payload": {"id": "a b~c*d'e(f)!g/h:i@j[k]é%l+m"}},
    {"api_key": "k2-Ab9", "secret": "Zm9vYmFyLXNlY3JldA==",
     "payload": {"timestamp": "1551137077642", "recv_window": "5000",
                 "id": "849cdea0395411e98f54b395ae9c7bb6"}},
    {"api_key": "<YOUR_API_KEY>", "secret": "<YOUR_SECRET_KEY>",
     "payload": {"pair": "USD BTC", "reduce_only": "True", "qty": "1e-05", "id": "Zoë & co"}},
    {"api_key": "hex-key", "secret": "00ff6465616462656566c0de",
     "payload": {"ids[0]": "a b", "ids[1]": "c/d"}},
    {"api_key": "pad-key", "secret": ' "Pa$s #wörd=" \n',
     "payload": {"id": "32302131320dqe"}},
    {"api_key": "num-key", "secret": "se+cr/et%21 x",
     "payload": {"id": "12345678901234567890", "note": "x\ny", "qty": "1.0"}},
]
URL = "https://api.testnet.everstrike.io/auth/cancel"
PATH = "/auth/cancel"


class Made:
    """What a program holds just before it sends."""

    def __init__(self, api_key, secret, payload):
        self.api_key, self.secret, self.payload = api_key, secret, payload
        self.body = urllib.parse.urlencode(payload)
        self.mac = hmac.new(bytes(secret, "utf-8"), bytes(self.body, "utf-8"), hashlib.sha256).digest()
        self.signature = b64(self.mac)


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


def b64(data):
    return base64.b64encode(data).decode()


def mac_of(text, key, digestmod=hashlib.sha256):
    return hmac.new(as_bytes(key), as_bytes(text), digestmod).digest()


def sign(text, key, digestmod=hashlib.sha256):
    return b64(mac_of(text, key, digestmod))


def raw(payload):
    return "&".join(f"{name}={value}" for name, value in payload.items())


def escapes_lowered(text):
    return re.sub("%[0-9A-F]{2}", lambda escape: escape[0].lower(), text)


def deflated(text):
    """In stored blocks, which every zlib writes alike; bytes that are no text by PEP 383."""
    return zlib.compress(text.encode(), 0).decode("utf-8", "surrogateescape")


def values_changed(change):
    return lambda m: urllib.parse.urlencode({name: change(value) for name, value in m.payload.items()})


def by_requests(payload):
    """The body that requests makes of a dict, whatever was signed."""
    return requests.Request("POST", URL, data=payload).prepare().body or ""


# Ways of making a request: each gives the text of x-signature, or a dict with more than that.
def signing(text_of):
    def way(m):
        text = text_of(m)
        return None if text is None else sign(text, m.secret)
    return way


def keyed(key_of):
    def way(m):
        try:
            key = key_of(m)
        except (binascii.Error, ValueError):
            return None
        return None if key is None else sign(m.body, key)
    return way


def sending(body_of):
    """The right signature of the documented body, with another body on the wire."""
    def way(m):
        body = body_of(m)
        return None if body is None else {"signature": m.signature, "body": body}
    return way


def list_signed_and_sent(payload_of):
    """Exactly the documented program, with a payload whose values aren't texts."""
    def way(m):
        payload = payload_of(m)
        if payload is None:
            return None
        return {"signature": sign(urllib.parse.urlencode(payload), m.secret), "body": by_requests(payload)}
    return way


def several(m):
    return len(m.payload) > 1


def with_id(m, **fields):
    return {**m.payload, **fields} if "id" in m.payload else None


def with_key_in_body(m, body):
    return {"signature": sign(body, m.secret), "body": body, "api_key_sent": None}


MISTAKES = {
    "hex_instead_of_base64": [
        lambda m: m.mac.hex(), lambda m: m.mac.hex().upper(), lambda m: m.mac.hex(":"),
        lambda m: hex(int.from_bytes(m.mac, "big")) if m.mac[0] > 15 else None],
    "base64_of_hex": [lambda m: b64(binascii.hexlify(m.mac)), lambda m: b64(m.mac.hex().upper().encode())],
    "base64url_instead_of_base64": [
        lambda m: base64.urlsafe_b64encode(m.mac).decode(),
        lambda m: base64.urlsafe_b64encode(m.mac).decode().rstrip("=")],
    "base64_padding_wrong": [lambda m: m.signature.rstrip("="), lambda m: m.signature + "=="],
    "base64_twice": [lambda m: b64(base64.b64encode(m.mac))],
    "white_space_in_signature": [
        lambda m: base64.encodebytes(m.mac).decode(), lambda m: m.signature + " ", lambda m: "\t" + m.signature],
    "signature_percent_encoded": [
        lambda m: urllib.parse.quote_plus(m.signature), lambda m: urllib.parse.quote(m.signature)],
    "plus_became_blank": [
        lambda m: urllib.parse.unquote_plus(m.signature) if "+" in m.signature else None],
    "signature_quoted": [lambda m: json.dumps(m.signature), lambda m: repr(m.signature)],
    "python_bytes_text": [
        lambda m: str(base64.b64encode(m.mac)), lambda m: str(m.mac), lambda m: f"{base64.b64encode(m.mac)}"],
    "text_around_signature": [
        lambda m: "sha256=" + m.signature, lambda m: "Bearer " + m.signature,
        lambda m: f"keyId={m.api_key},signature={m.signature}", lambda m: "v1=" + m.signature],
    "signature_doubled": [lambda m: m.signature * 2],
    "signature_truncated": [
        lambda m: m.signature[:32], lambda m: b64(m.mac[:20]), lambda m: b64(m.mac[:8]), lambda m: m.signature[:-2]],
    "signature_letter_case_changed": [lambda m: m.signature.lower(), lambda m: m.signature.upper()],
    "signature_punctuation_lost": [lambda m: re.sub(r"[^A-Za-z0-9]", "", m.signature)],
    "signature_altered": [
        lambda m: m.signature[:10] + "Q" + m.signature[11:] if m.signature[10] != "Q" else None,
        lambda m: m.signature[:7] + m.signature[8:] if m.signature[7] != m.signature[8] else None,
        lambda m: "x" + m.signature],
    "signature_reversed": [lambda m: b64(m.mac[::-1])],
    "other_base_instead_of_base64": [
        lambda m: base64.b32encode(m.mac).decode(), lambda m: base64.b85encode(m.mac).decode(),
        lambda m: base64.b32encode(m.mac).decode().rstrip("=").lower()],
    "byte_list_instead_of_base64": [lambda m: str(list(m.mac)), lambda m: " ".join(map(str, m.mac))],
    "raw_bytes_instead_of_base64": [lambda m: m.mac.decode("latin-1")],
    "digest_read_as_text": [
        lambda m: b64(m.mac.decode("latin-1").encode()), lambda m: b64(m.mac.decode("utf-8", "replace").encode())],
    "object_sent_as_signature": [
        lambda m: f"<hmac.HMAC object at 0x7f{m.mac.hex()[:10]}>", lambda m: str(None),
        lambda m: "<built-in method digest of _hashlib.HMAC object at 0x7f0011223344>"],

    "blank_plus_or_percent20": [
        signing(lambda m: urllib.parse.urlencode(m.payload, quote_via=urllib.parse.quote)),
        sending(lambda m: urllib.parse.urlencode(m.payload, quote_via=urllib.parse.quote))],
    "values_not_encoded": [signing(lambda m: raw(m.payload)), signing(lambda m: urllib.parse.unquote(m.body))],
    "encoded_signed_raw_sent": [sending(lambda m: raw(m.payload))],
    "escape_letter_case": [
        signing(lambda m: escapes_lowered(m.body)), sending(lambda m: escapes_lowered(m.body))],
    "other_reserved_characters": [
        signing(lambda m: urllib.parse.urlencode(m.payload, safe="*/:@")),
        signing(lambda m: urllib.parse.urlencode(m.payload, safe="/", quote_via=urllib.parse.quote) if "/" in raw(m.payload) else None),
        signing(lambda m: m.body.replace("~", "%7E")), sending(lambda m: m.body.replace("~", "%7E"))],
    "encoded_twice": [
        signing(values_changed(urllib.parse.quote)), sending(values_changed(urllib.parse.quote_plus)),
        signing(lambda m: urllib.parse.quote_plus(m.body)), sending(lambda m: urllib.parse.quote(m.body)),
        sending(lambda m: urllib.parse.urlencode({m.body: ""}))],
    "other_charset": [
        signing(lambda m: m.body.encode("utf-16-le")), signing(lambda m: m.body.encode("utf-16-be")),
        signing(lambda m: urllib.parse.urlencode(m.payload, encoding="latin-1", errors="replace")),
        sending(lambda m: urllib.parse.urlencode(m.payload, encoding="latin-1", errors="replace")),
        signing(lambda m: urllib.parse.urlencode(m.payload, encoding="ascii", errors="replace")),
        signing(values_changed(lambda v: v.encode().decode("latin-1")))],
    "unicode_form_differs": [
        signing(values_changed(lambda v: unicodedata.normalize("NFD", v))),
        sending(values_changed(lambda v: unicodedata.normalize("NFD", v)))],
    "field_order_differs": [
        signing(lambda m: urllib.parse.urlencode(sorted(m.payload.items()))),
        sending(lambda m: urllib.parse.urlencode(sorted(m.payload.items()))),
        signing(lambda m: urllib.parse.urlencode(list(m.payload.items())[::-1])),
        signing(lambda m: urllib.parse.urlencode([list(m.payload.items())[i] for i in (1, 0, 3, 2)])
                if len(m.payload) == 4 else None)],
    "field_added_after_signing": [
        sending(lambda m: m.body + "&timestamp=1551137077999"),
        sending(lambda m: by_requests({**m.payload, "recv_window": "5000"}) if "recv_window" not in m.payload else None),
        sending(lambda m: by_requests({**m.payload, "signature": m.signature})),
        sending(lambda m: by_requests({"api_key": m.api_key, **m.payload}))],
    "field_signed_but_not_sent": [
        signing(lambda m: m.body + "&recv_window=10000"), signing(lambda m: f"apiKey={urllib.parse.quote_plus(m.api_key)}&{m.body}"),
        lambda m: {"signature": sign(f"nonce=1700000000.123&{m.body}", m.secret), "headers": [["X-Nonce", "1700000000.123"]]}],
    "none_signed_but_not_sent": [
        list_signed_and_sent(lambda m: {**m.payload, "recv_window": None} if "recv_window" not in m.payload else None),
        list_signed_and_sent(lambda m: {**m.payload, "customer_id": None}),
        list_signed_and_sent(lambda m: {"x": None, **m.payload}),
        list_signed_and_sent(lambda m: {"id": None})],
    "field_sent_twice": [
        sending(lambda m: m.body + "&" + m.body.split("&")[-1]),
        signing(lambda m: urllib.parse.urlencode(list(m.payload.items()) + list(m.payload.items())[:1]))],
    "list_written_differently": [
        list_signed_and_sent(lambda m: {"ids": ["a b", "c/d"]} if "ids[0]" in m.payload else None),
        list_signed_and_sent(lambda m: {"ids": ["849cdea0395411e98f54b395ae9c7bb6"]} if "timestamp" in m.payload else None),
        list_signed_and_sent(lambda m: {"id": {"z"}} if "timestamp" in m.payload else None),
        list_signed_and_sent(lambda m: {"ids": ("x", "y", "z"), "pair": "P"} if "pair" in m.payload else None),
        list_signed_and_sent(lambda m: {**m.payload, "ids": []} if "ids[0]" not in m.payload else None),
        sending(lambda m: urllib.parse.urlencode({"ids": list(m.payload.values())}, doseq=True) if "ids[0]" in m.payload else None)],
    "literal_spelled_differently": [
        signing(lambda m: urllib.parse.urlencode({**m.payload, "reduce_only": "true"}) if "reduce_only" in m.payload else None),
        sending(lambda m: urllib.parse.urlencode({**m.payload, "qty": "0.00001"}) if m.payload.get("qty") == "1e-05" else None),
        sending(lambda m: urllib.parse.urlencode({**m.payload, "qty": "1"}) if m.payload.get("qty") == "1.0" else None),
        signing(lambda m: urllib.parse.urlencode({**m.payload, "timestamp": float(m.payload["timestamp"])}) if "timestamp" in m.payload else None)],
    "value_spelled_differently": [
        signing(lambda m: urllib.parse.urlencode(with_id(m, id=m.payload["id"].upper())) if "id" in m.payload else None),
        signing(lambda m: urllib.parse.urlencode(with_id(m, id=m.payload["id"].lower())) if "id" in m.payload else None),
        sending(lambda m: urllib.parse.urlencode(with_id(m, id=m.payload["id"] + " ")) if "id" in m.payload else None),
        signing(values_changed(lambda v: f'"{v}"'))],
    "line_ends_in_value_differ": [sending(lambda m: m.body.replace("%0A", "%0D%0A") if "note" in m.payload else None)],
    "value_only_signed": [
        signing(lambda m: m.payload.get("id")), signing(lambda m: "".join(m.payload.values())),
        signing(lambda m: "&".join(m.payload.values()) if several(m) else None)],
    "other_separators_signed": [
        signing(lambda m: "".join(name + value for name, value in m.payload.items())),
        signing(lambda m: ";".join(m.body.split("&")) if several(m) else None),
        signing(lambda m: "\n".join(f"{name}:{value}" for name, value in m.payload.items()))],
    "json_signed": [
        signing(lambda m: json.dumps(m.payload)), signing(lambda m: json.dumps(m.payload, separators=(",", ":"))),
        signing(lambda m: json.dumps(m.payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)),
        signing(lambda m: json.dumps(m.payload, indent=4)), signing(lambda m: json.dumps(m.payload, sort_keys=True)),
        signing(lambda m: json.dumps({**m.payload, "timestamp": 1551137077642, "recv_window": 5000}) if "timestamp" in m.payload else None)],
    "json_sent": [
        sending(lambda m: requests.Request("POST", URL, json=m.payload).prepare().body.decode()),
        sending(lambda m: json.dumps(m.payload, separators=(",", ":"), ensure_ascii=False))],
    "json_written_again": [
        lambda m: {"signature": sign(json.dumps(m.payload, separators=(",", ":")), m.secret),
                   "body": requests.Request("POST", URL, json=m.payload).prepare().body.decode()},
        lambda m: {"signature": sign(json.dumps(m.payload), m.secret), "body": json.dumps(m.payload, separators=(",", ":"))}],
    "multipart_sent": [sending(lambda m: "".join(
        f'--5f3a\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in m.payload.items()) + "--5f3a--\r\n")],
    "object_text_signed": [
        signing(lambda m: str(m.payload)), signing(lambda m: str(list(m.payload.items())))],
    "empty_text_signed": [signing(lambda m: ""), signing(lambda m: json.dumps({})), signing(lambda m: str(None))],
    "query_signed": [
        lambda m: {"signature": m.signature, "body": "", "target": PATH + "?" + m.body},
        lambda m: {"signature": sign("recv_window=5000&" + m.body, m.secret), "target": PATH + "?recv_window=5000"}],
    "ampersand_or_question_mark": [
        signing(lambda m: "?" + m.body), signing(lambda m: m.body + "&"), signing(lambda m: "&" + m.body),
        sending(lambda m: "?" + m.body)],
    "line_end_signed": [signing(lambda m: m.body + "\n"), signing(lambda m: m.body + "\r\n")],
    "line_end_sent": [sending(lambda m: m.body + "\n"), sending(lambda m: m.body + "\r\n")],
    "invisible_bytes_signed": [
        signing(lambda m: m.body + " "), signing(lambda m: m.body.encode("utf-8-sig")), signing(lambda m: m.body + "\0")],
    "bytes_added_after_signing": [sending(lambda m: m.body + "x"), sending(lambda m: m.body + "</body>"), sending(lambda m: "\ufeff" + m.body)],
    "path_signed": [
        signing(lambda m: PATH + m.body), signing(lambda m: PATH + "?" + m.body), signing(lambda m: PATH + "/" + m.body),
        signing(lambda m: f"{PATH}|{m.body}")],
    "method_signed": [
        signing(lambda m: "POST" + PATH + m.body), signing(lambda m: "\n".join(["POST", PATH, m.body])),
        signing(lambda m: "POST " + PATH + " " + m.body), signing(lambda m: "POST\n" + PATH + "\n\n" + m.body),
        signing(lambda m: "post" + PATH + m.body), signing(lambda m: "POST" + m.body)],
    "url_signed": [
        signing(lambda m: URL + m.body), signing(lambda m: f"{URL}?{m.body}"),
        signing(lambda m: "\n".join(["POST", "api.testnet.everstrike.io", PATH, m.body])),
        signing(lambda m: "POST" + URL + m.body)],
    "timestamp_signed": [
        lambda m: {"signature": sign("1700000000123" + m.body, m.secret), "headers": [["x-timestamp", "1700000000123"]]},
        lambda m: {"signature": sign("2026-01-02T03:04:05.678ZPOST/auth/cancel" + m.body, m.secret),
                   "headers": [["OK-ACCESS-TIMESTAMP", "2026-01-02T03:04:05.678Z"]]},
        lambda m: {"signature": sign(m.body + "1700000000", m.secret), "headers": [["x-nonce", "1700000000"]]},
        lambda m: {"signature": sign("POST\n/auth/cancel\n1700000000\n" + m.body, m.secret), "headers": [["date", "1700000000"]]}],
    "api_key_signed": [signing(lambda m: m.api_key + m.body), signing(lambda m: f"{m.body}|{m.api_key}")],
    "secret_in_signed_text": [signing(lambda m: m.body + m.secret), signing(lambda m: m.secret + m.body)],
    "letter_case_of_text": [signing(lambda m: m.body.lower()), signing(lambda m: m.body.upper())],
    "text_quoted": [
        signing(lambda m: json.dumps(m.body)), signing(lambda m: repr(m.body)), signing(lambda m: str(m.body.encode()))],
    "text_escaped": [signing(lambda m: m.body.replace("&", "&amp;") if several(m) else None)],
    "text_repeated": [signing(lambda m: m.body * 2)],
    "text_in_base64_or_hex": [signing(lambda m: b64(m.body.encode())), signing(lambda m: m.body.encode().hex())],
    "text_hashed_first": [
        signing(lambda m: hashlib.sha256(m.body.encode()).digest()), signing(lambda m: hashlib.sha256(m.body.encode()).hexdigest()),
        signing(lambda m: hashlib.sha512(m.body.encode()).hexdigest())],
    "old_signature_reused": [
        lambda m: {"signature": sign("id=earlier+one", m.secret), "earlier_bodies": ["id=earlier+one"]}],
    "bytes_lost_after_signing": [sending(lambda m: m.body[:-1]), sending(lambda m: m.body[1:])],
    "body_compressed_after_signing": [
        lambda m: {"signature": m.signature, "body": deflated(m.body), "headers": [["content-encoding", "deflate"]]},
        lambda m: {"signature": m.signature, "body": deflated(m.body)}],
    "other_notation_sent": [
        sending(lambda m: str(m.payload)), sending(lambda m: str(list(m.payload.items()))),
        sending(lambda m: json.dumps(m.body)), sending(lambda m: str(m.body.encode())),
        sending(lambda m: b64(m.body.encode())), sending(lambda m: m.body.encode().hex()),
        sending(lambda m: "\n".join(f"{name}: {value}" for name, value in m.payload.items())),
        sending(lambda m: urllib.parse.urlencode(list(enumerate(m.body))))],
    "field_named_differently": [
        signing(lambda m: m.body.replace("recv_window=", "recvWindow=") if "recv_window" in m.payload else None),
        sending(lambda m: re.sub("^id=", "order_id=", m.body)), signing(lambda m: re.sub("^id=", "ID=", m.body))],
    "clock_read_twice": [
        signing(lambda m: urllib.parse.urlencode({**m.payload, "timestamp": int(m.payload["timestamp"]) + 1}) if "timestamp" in m.payload else None),
        sending(lambda m: urllib.parse.urlencode({**m.payload, "timestamp": int(m.payload["timestamp"]) + 99}) if "timestamp" in m.payload else None)],

    "api_key_used_as_secret": [keyed(lambda m: m.api_key)],
    "key_and_secret_swapped": [
        lambda m: {"signature": sign(m.body, m.api_key), "headers": [["x-api-key", m.secret]]}],
    "api_key_joined_to_secret": [keyed(lambda m: m.api_key + m.secret), keyed(lambda m: f"{m.secret}:{m.api_key}")],
    "secret_of_another_key": [
        lambda m: {"signature": sign(m.body, "the other one"), "others": [["other-1", "the other one"]]}],
    "white_space_in_secret": [
        keyed(lambda m: m.secret.strip()), keyed(lambda m: m.secret + "\n"), keyed(lambda m: m.secret + "\r"),
        keyed(lambda m: "\ufeff" + m.secret)],
    "secret_quoted": [keyed(lambda m: f'"{m.secret}"'), keyed(lambda m: f"'{m.secret}'"), keyed(lambda m: str(m.secret.encode()) if "'" not in str(m.secret.encode())[2:-1] and "\\" not in str(m.secret.encode()) else None)],
    "secret_base64_decoded": [
        keyed(lambda m: base64.b64decode(m.secret, validate=True)), keyed(lambda m: base64.urlsafe_b64decode(m.secret) if "=" in m.secret[-2:] else None)],
    "secret_hex_decoded": [keyed(lambda m: bytes.fromhex(m.secret))],
    "secret_encoded": [
        keyed(lambda m: b64(m.secret.encode())), keyed(lambda m: m.secret.encode().hex()),
        keyed(lambda m: urllib.parse.quote_plus(m.secret) if urllib.parse.quote_plus(m.secret) != m.secret else None),
        keyed(lambda m: urllib.parse.unquote(m.secret) if "%" in m.secret else None)],
    "secret_hashed": [
        keyed(lambda m: hashlib.sha256(m.secret.encode()).digest()), keyed(lambda m: hashlib.sha256(m.secret.encode()).hexdigest()),
        keyed(lambda m: hashlib.sha1(m.secret.encode()).digest())],
    "secret_letter_case": [keyed(lambda m: m.secret.lower()), keyed(lambda m: m.secret.upper())],
    "secret_cut": [
        keyed(lambda m: m.secret[:-1]), keyed(lambda m: m.secret[1:]),
        keyed(lambda m: m.secret.split("#")[0] if "#" in m.secret else None),
        keyed(lambda m: m.secret.rstrip("=") if m.secret.endswith("=") else None)],
    "secret_in_other_charset": [
        keyed(lambda m: m.secret.encode("utf-16-le")),
        keyed(lambda m: m.secret.encode("latin-1") if not m.secret.isascii() else None)],
    "placeholder_used_as_secret": [keyed(lambda m: ""), keyed(lambda m: str(None)), keyed(lambda m: "<YOUR_SECRET_KEY>")],
    "secret_sent_as_signature": [lambda m: m.secret, lambda m: b64(m.secret.encode()), lambda m: m.secret.encode().hex()],
    "api_key_sent_as_signature": [lambda m: m.api_key],

    "sha1_instead_of_sha256": [lambda m: sign(m.body, m.secret, hashlib.sha1)],
    "sha224_instead_of_sha256": [lambda m: sign(m.body, m.secret, hashlib.sha224)],
    "sha384_instead_of_sha256": [lambda m: sign(m.body, m.secret, hashlib.sha384)],
    "sha512_instead_of_sha256": [lambda m: sign(m.body, m.secret, hashlib.sha512)],
    "md5_instead_of_sha256": [lambda m: sign(m.body, m.secret, hashlib.md5)],
    "sha3_instead_of_sha256": [
        lambda m: sign(m.body, m.secret, hashlib.sha3_256), lambda m: sign(m.body, m.secret, hashlib.blake2s)],
    "plain_hash_instead_of_hmac": [
        lambda m: b64(hashlib.sha256(m.body.encode()).digest()),
        lambda m: b64(hashlib.sha256((m.secret + m.body).encode()).digest()),
        lambda m: b64(hashlib.sha256((m.body + m.secret).encode()).digest()),
        lambda m: b64(hashlib.sha256(f"{m.body}&secret={m.secret}".encode()).digest())],
    "hmac_arguments_swapped": [lambda m: sign(m.secret, m.body)],
    "hmac_hashed_again": [
        lambda m: b64(hashlib.sha256(m.mac).digest()), lambda m: sign(m.mac.hex(), m.secret), lambda m: sign(m.mac, m.secret)],

    "signature_missing": [lambda m: {"signature": None, "headers": [["x-api-key", m.api_key]]}, lambda m: ""],
    "signature_header_misspelt": [
        lambda m: {"signature": None, "headers": [["signature", m.signature]]},
        lambda m: {"signature": None, "headers": [["x-signatur", m.signature]]}],
    "signature_in_query": [
        lambda m: {"signature": None, "target": PATH + "?" + urllib.parse.urlencode({"signature": m.signature})}],
    "signature_in_body": [
        lambda m: {"signature": None, "body": by_requests({**m.payload, "signature": m.signature})}],
    "signature_header_twice": [lambda m: m.signature + "," + m.signature],
    "headers_exchanged": [
        lambda m: {"signature": m.api_key, "headers": [["X-Signature", m.api_key], ["X-Api-Key", m.signature]]}],

    "api_key_missing": [lambda m: {"signature": m.signature, "api_key_sent": None}],
    "api_key_header_misspelt": [
        lambda m: {"signature": m.signature, "api_key_sent": None, "headers": [["x_api_key", m.api_key]]},
        lambda m: {"signature": m.signature, "api_key_sent": None, "headers": [["OK-ACCESS-KEY", m.api_key]]}],
    "api_key_in_query": [
        lambda m: {"signature": m.signature, "api_key_sent": None,
                   "target": PATH + "?" + urllib.parse.urlencode({"api_key": m.api_key})}],
    "api_key_in_body": [lambda m: with_key_in_body(m, urllib.parse.urlencode({**m.payload, "key": m.api_key}))],
    "api_key_header_twice": [lambda m: {"signature": m.signature, "api_key_sent": f"{m.api_key}, {m.api_key}"}],
    "api_key_altered": [
        lambda m: {"signature": m.signature, "api_key_sent": repr(m.api_key)},
        lambda m: {"signature": m.signature, "api_key_sent": str(m.api_key.encode())}],

    "hex_instead_of_base64+line_end_signed": [lambda m: mac_of(m.body + "\n", m.secret).hex()],
    "hex_instead_of_base64+values_not_encoded": [lambda m: mac_of(raw(m.payload), m.secret).hex()],
    "hex_instead_of_base64+json_signed": [lambda m: mac_of(json.dumps(m.payload), m.secret).hex()],
    "hex_instead_of_base64+secret_hex_decoded": [
        lambda m: mac_of(m.body, bytes.fromhex(m.secret)).hex() if re.fullmatch("[0-9a-f]+", m.secret) else None],
    "hex_instead_of_base64+sha512_instead_of_sha256": [lambda m: mac_of(m.body, m.secret, hashlib.sha512).hex()],
    "hex_instead_of_base64+plain_hash_instead_of_hmac": [
        lambda m: hashlib.sha256((m.body + m.secret).encode()).hexdigest()],
    "python_bytes_text+values_not_encoded": [lambda m: str(base64.b64encode(mac_of(raw(m.payload), m.secret)))],
    "python_bytes_text+json_signed": [lambda m: str(base64.b64encode(mac_of(json.dumps(m.payload), m.secret)))],
    "white_space_in_signature+api_key_used_as_secret": [lambda m: base64.encodebytes(mac_of(m.body, m.api_key)).decode()],
    "field_order_differs+json_signed": [
        signing(lambda m: json.dumps(dict(list(m.payload.items())[::-1])) if len(m.payload) == 4 else None)],
    "values_not_encoded+line_end_signed": [signing(lambda m: raw(m.payload) + "\n")],
    "values_not_encoded+path_signed": [signing(lambda m: PATH + raw(m.payload))],
    "json_signed+white_space_in_secret": [lambda m: sign(json.dumps(m.payload), m.secret + "\n")],
    "values_not_encoded+secret_base64_decoded": [
        lambda m: sign(raw(m.payload), base64.b64decode(m.secret)) if m.secret.endswith("==") else None],
    "md5_instead_of_sha256+plain_hash_instead_of_hmac": [
        lambda m: b64(hashlib.md5((m.body + m.secret).encode()).digest())],
    "query_signed+values_not_encoded": [
        lambda m: {"signature": sign(raw(m.payload), m.secret), "body": "", "target": PATH + "?" + m.body}],
}


def made_by(way, given):
    m = Made(**given)
    made = way(m)
    if made is None:
        return None
    if isinstance(made, str):
        made = {"signature": made}
    body = made.get("body", m.body)
    if made["signature"] == sign(body, m.secret) and not {"headers", "api_key_sent"} & made.keys():
        return None  # changed nothing
    return {"api_key": m.api_key, "secret": m.secret, **made, "body": body}


def main():
    made = []
    for mistake, ways in MISTAKES.items():
        for number, way in enumerate(ways):
            for place, given in enumerate(INPUTS):
                request = made_by(way, given)
                if request:
                    made.append({"mistake": mistake, "way": number, "input": place, **request})
    versions = {"python": platform.python_version(), "requests": requests.__version__}
    print(json.dumps({"versions": versions, "made": made}))


if __name__ == "__main__":
    main()
