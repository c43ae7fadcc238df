"""The ways to sign wrongly that people meet, each built from the same modules as the right way.
A mistake gets what the documented program would hold just before sending and returns the text for
`x-signature`; one that is about the body sets `sent_body` as well. A row that changes nothing for
an input is dropped by script/vectors.
"""
import base64
import binascii
import dataclasses
import hashlib
import hmac
import json
import re
import urllib.parse

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


@dataclasses.dataclass
class Made:
    payload: dict
    secret: bytes
    api_key: str
    body: bytes
    mac: bytes
    signature: str
    sent_body: bytes = None


def b64(data):
    return base64.b64encode(data).decode("ascii")


def mac_of(body, secret, digestmod=hashlib.sha256):
    return b64(hmac.new(secret, msg=body, digestmod=digestmod).digest())


def encoded(payload, **options):
    return bytes(urllib.parse.urlencode(payload, **options), "utf-8")


def twin(bits):
    return lambda m: m.signature[:42] + ALPHABET[ALPHABET.index(m.signature[42]) ^ bits] + "="


def changed_at(place):
    def change(m):
        letter = ALPHABET[(ALPHABET.index(m.signature[place]) + 1) % 64]
        return m.signature[:place] + letter + m.signature[place + 1:]
    return change


def sending(change):
    """A right signature over a body that is changed before it is sent."""
    def with_other_body(m):
        m.sent_body = change(m.body)
        return m.signature
    return with_other_body


def signing(change):
    """A signature over something other than the body that is sent."""
    return lambda m: mac_of(change(m), m.secret)


def keyed(change):
    """A signature with something other than the secret. A secret that can't be changed so (it is
    no base64, no hex) is left alone."""
    def with_other_key(m):
        try:
            return mac_of(m.body, change(m))
        except binascii.Error:
            return m.signature
    return with_other_key


# By the slugs of docs/mistakes.md.
ROWS = {
    "hex_instead_of_base64": [lambda m: m.mac.hex(), lambda m: m.mac.hex().upper()],
    "base64_of_hex": [lambda m: b64(binascii.hexlify(m.mac))],
    "base64url_instead_of_base64": [
        lambda m: base64.urlsafe_b64encode(m.mac).decode("ascii"),
        lambda m: base64.urlsafe_b64encode(m.mac).decode("ascii").rstrip("=")],
    "base64_padding_wrong": [
        lambda m: m.signature.rstrip("="), lambda m: m.signature + "=", lambda m: m.signature[:43] + "=="],
    "base64_not_canonical": [twin(1), twin(2), twin(3)],
    "white_space_in_signature": [
        lambda m: " " + m.signature, lambda m: m.signature + " ",
        lambda m: m.signature[:20] + " " + m.signature[20:], lambda m: m.signature + "\t",
        lambda m: base64.encodebytes(m.mac).decode("ascii"), lambda m: m.signature + "\r\n"],
    "signature_percent_encoded": [lambda m: urllib.parse.quote_plus(m.signature)],
    "python_bytes_text": [lambda m: str(base64.b64encode(m.mac))],
    "signature_doubled": [lambda m: m.signature * 2],
    "signature_truncated": [lambda m: m.signature[:40]],
    "signature_letter_case_changed": [lambda m: m.signature.lower()],
    "signature_altered": [changed_at(0), changed_at(41)],
    "other_base_instead_of_base64": [
        lambda m: base64.b32encode(m.mac).decode("ascii"),
        lambda m: base64.b85encode(m.mac).decode("ascii")],
    "blank_plus_or_percent20": [
        sending(lambda body: body.replace(b"+", b"%20")),
        signing(lambda m: encoded(m.payload).replace(b"+", b"%20"))],
    "values_not_encoded": [
        signing(lambda m: "&".join(f"{k}={v}" for k, v in m.payload.items()).encode())],
    "escape_letter_case": [
        sending(lambda body: re.sub(rb"%[0-9A-F]{2}", lambda e: e[0].lower(), body))],
    "other_reserved_characters": [
        sending(lambda body: body.replace(b"~", b"%7E")),
        signing(lambda m: encoded(m.payload, safe="*/:@")),
        signing(lambda m: encoded(m.payload).replace(b"~", b"%7E"))],
    "encoded_twice": [signing(lambda m: urllib.parse.quote(m.body).encode())],
    "field_order_differs": [signing(lambda m: encoded(sorted(m.payload.items())))],
    "json_signed": [
        signing(lambda m: json.dumps(m.payload).encode()),
        signing(lambda m: json.dumps(m.payload, separators=(",", ":")).encode())],
    "ampersand_or_question_mark": [
        sending(lambda body: body + b"&"), signing(lambda m: b"?" + m.body)],
    "line_end_signed": [signing(lambda m: m.body + b"\n"), signing(lambda m: m.body + b"\r\n")],
    "line_end_sent": [sending(lambda body: body + b"\n")],
    "bytes_added_after_signing": [sending(lambda body: body + b"x")],
    "bytes_lost_after_signing": [sending(lambda body: body[:-1])],
    "path_signed": [signing(lambda m: b"/auth/cancel" + m.body)],
    "method_signed": [signing(lambda m: b"POST/auth/cancel" + m.body)],
    "text_hashed_first": [
        signing(lambda m: hashlib.sha256(m.body).digest()),
        signing(lambda m: hashlib.sha256(m.body).hexdigest().encode())],
    "api_key_used_as_secret": [keyed(lambda m: m.api_key.encode())],
    "secret_of_another_key": [keyed(lambda m: b"another"), keyed(lambda m: m.secret + b"x")],
    "white_space_in_secret": [
        keyed(lambda m: m.secret.strip()), keyed(lambda m: m.secret + b"\n"),
        keyed(lambda m: m.secret + b" ")],
    "secret_base64_decoded": [keyed(lambda m: base64.b64decode(m.secret, validate=True))],
    "secret_hex_decoded": [keyed(lambda m: binascii.unhexlify(m.secret))],
    "secret_letter_case": [keyed(lambda m: m.secret.lower())],
    "secret_sent_as_signature": [lambda m: m.secret.decode()],
    "sha1_instead_of_sha256": [lambda m: mac_of(m.body, m.secret, hashlib.sha1)],
    "sha512_instead_of_sha256": [lambda m: mac_of(m.body, m.secret, hashlib.sha512)],
    "md5_instead_of_sha256": [lambda m: mac_of(m.body, m.secret, hashlib.md5)],
    "sha3_instead_of_sha256": [lambda m: mac_of(m.body, m.secret, hashlib.sha3_256)],
    "plain_hash_instead_of_hmac": [
        lambda m: b64(hashlib.sha256(m.body).digest()),
        lambda m: b64(hashlib.sha256(m.secret + m.body).digest()),
        lambda m: b64(hashlib.sha256(m.body + m.secret).digest())],
    "signature_missing": [lambda m: ""],
}


def table():
    return [[slug, len(ways)] for slug, ways in ROWS.items()]


def signature(mistake, made):
    """Makes the mistake {slug, way}; `made` may come back with a `sent_body`."""
    return ROWS[mistake["slug"]][mistake["way"]](made)
