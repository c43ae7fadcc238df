"""Makes requests with two mistakes at once: every combination of a text, a key, a function and an
encoding of which two are wrong. Prints one JSON object with all requests. Called by
script/negative-vectors; nothing in here comes from the C++ code.
"""
import base64
import binascii
import hashlib
import hmac
import itertools
import json
import platform
import re
import urllib.parse

from mistakes import INPUTS, PATH, URL, Made, as_bytes, b64, escapes_lowered, raw

# What is signed in place of the body, made of the fields.
FIELDS = {
    "values_not_encoded": lambda m: raw(m.payload),
    "field_order_differs": lambda m: urllib.parse.urlencode(sorted(m.payload.items())),
    "json_signed": lambda m: json.dumps(m.payload, separators=(",", ":")),
    "value_only_signed": lambda m: m.payload.get("id"),
    "field_added_after_signing": lambda m: (
        urllib.parse.urlencode({"id": m.payload["id"]}) if "timestamp" in m.payload else None),
    "object_text_signed": lambda m: str(m.payload),
    "other_separators_signed": lambda m: "".join(n + v for n, v in m.payload.items()),
}
# What is done to a finished text.
TEXTS = {
    "blank_plus_or_percent20": lambda text: text.replace("+", "%20"),
    "escape_letter_case": escapes_lowered,
    "encoded_twice": urllib.parse.quote,
    "other_charset": lambda text: text.encode("utf-16-le"),
    "line_end_signed": lambda text: text + "\n",
    "invisible_bytes_signed": lambda text: text + " ",
    "ampersand_or_question_mark": lambda text: "?" + text,
    "path_signed": lambda text: PATH + text,
    "method_signed": lambda text: "POST" + PATH + text,
    "url_signed": lambda text: URL + text,
    # Where only the escapes have letters to change, that is another mistake.
    "letter_case_of_text": lambda text: text.lower() if text.lower() != escapes_lowered(text) else None,
    "text_quoted": lambda text: '"' + text + '"',
    "text_in_base64_or_hex": lambda text: b64(as_bytes(text)),
    "text_hashed_first": lambda text: hashlib.sha256(as_bytes(text)).hexdigest(),
}
KEYS = {
    "api_key_used_as_secret": lambda m: m.api_key,
    "white_space_in_secret": lambda m: m.secret + "\n",
    "secret_base64_decoded": lambda m: base64.b64decode(m.secret) if m.secret.endswith("==") else None,
    "secret_hex_decoded": lambda m: bytes.fromhex(m.secret) if re.fullmatch("([0-9a-f]{2})+", m.secret) else None,
    "secret_hashed": lambda m: hashlib.sha256(m.secret.encode()).hexdigest(),
    "secret_quoted": lambda m: f'"{m.secret}"',
    "secret_letter_case": lambda m: m.secret.upper() if m.secret.isascii() else None,
    "secret_cut": lambda m: m.secret[:-1],
    "placeholder_used_as_secret": lambda m: "None",
}
FUNCTIONS = {
    "sha1_instead_of_sha256": lambda key, text: hmac.new(key, text, hashlib.sha1).digest(),
    "sha512_instead_of_sha256": lambda key, text: hmac.new(key, text, hashlib.sha512).digest(),
    "md5_instead_of_sha256": lambda key, text: hmac.new(key, text, hashlib.md5).digest(),
    "plain_hash_instead_of_hmac": lambda key, text: hashlib.sha256(key + text).digest(),
    "hmac_arguments_swapped": lambda key, text: hmac.new(text, key, hashlib.sha256).digest(),
}
ENCODINGS = {
    "hex_instead_of_base64": lambda mac: mac.hex(),
    "base64_of_hex": lambda mac: b64(binascii.hexlify(mac)),
    "base64url_instead_of_base64": lambda mac: base64.urlsafe_b64encode(mac).decode().rstrip("="),
    "base64_padding_wrong": lambda mac: b64(mac).rstrip("=") if len(mac) % 3 else None,
    "base64_twice": lambda mac: b64(b64(mac).encode()),
    "white_space_in_signature": lambda mac: base64.encodebytes(mac).decode(),
    "signature_percent_encoded": lambda mac: urllib.parse.quote_plus(b64(mac)),
    "signature_quoted": lambda mac: json.dumps(b64(mac)),
    "python_bytes_text": lambda mac: str(base64.b64encode(mac)),
    "text_around_signature": lambda mac: "sha256=" + b64(mac),
    "signature_doubled": lambda mac: b64(mac) * 2,
    "signature_truncated": lambda mac: b64(mac[:12]),
    "signature_letter_case_changed": lambda mac: b64(mac).lower(),
}


def hmac_sha256(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


def request(m, text, key, function, encode):
    """One request, or nothing where a part doesn't apply to this input."""
    if text is None or key is None:
        return None
    digest = function(as_bytes(key), as_bytes(text))
    signature = encode(digest)
    return None if signature is None else signature


def applied(change, text):
    return None if text is None else change(text)


def ways():
    """Each pair of mistakes, and a function that makes the signature of an input."""
    right_text = lambda m: m.body
    right_key = lambda m: m.secret
    texts = {**FIELDS, **{slug: (lambda m, change=change: change(m.body)) for slug, change in TEXTS.items()}}

    for (a, text), (b, key) in itertools.product(texts.items(), KEYS.items()):
        yield a, b, lambda m, text=text, key=key: request(m, text(m), key(m), hmac_sha256, b64)
    for (a, text), (b, function) in itertools.product(texts.items(), FUNCTIONS.items()):
        yield a, b, lambda m, text=text, function=function: request(m, text(m), right_key(m), function, b64)
    for (a, text), (b, encode) in itertools.product(texts.items(), ENCODINGS.items()):
        yield a, b, lambda m, text=text, encode=encode: request(m, text(m), right_key(m), hmac_sha256, encode)
    for (a, key), (b, encode) in itertools.product(KEYS.items(), ENCODINGS.items()):
        yield a, b, lambda m, key=key, encode=encode: request(m, right_text(m), key(m), hmac_sha256, encode)
    for (a, key), (b, function) in itertools.product(KEYS.items(), FUNCTIONS.items()):
        yield a, b, lambda m, key=key, function=function: request(m, right_text(m), key(m), function, b64)
    for (a, function), (b, encode) in itertools.product(FUNCTIONS.items(), ENCODINGS.items()):
        yield a, b, lambda m, function=function, encode=encode: request(m, right_text(m), right_key(m), function, encode)
    for (a, text), (b, change) in itertools.product(FIELDS.items(), TEXTS.items()):
        yield a, b, lambda m, text=text, change=change: request(
            m, applied(change, text(m)), right_key(m), hmac_sha256, b64)
    for (a, inner), (b, outer) in itertools.permutations(TEXTS.items(), 2):
        if a in ("other_charset",):
            continue  # bytes that the outer change can't take
        yield a, b, lambda m, inner=inner, outer=outer: request(m, applied(outer, inner(m.body)), right_key(m), hmac_sha256, b64)
    for (a, inner), (b, outer) in itertools.permutations(ENCODINGS.items(), 2):
        # An encoding of an encoding: what the second gets is text.
        if b in ("base64_of_hex", "hex_instead_of_base64", "base64url_instead_of_base64", "base64_twice"):
            continue
        texts_of = {"base64_padding_wrong": lambda s: s.rstrip("=") if s.endswith("=") else None,
                    "white_space_in_signature": lambda s: s + "\n", "signature_percent_encoded": urllib.parse.quote_plus,
                    "signature_quoted": json.dumps, "python_bytes_text": lambda s: str(s.encode()),
                    "text_around_signature": lambda s: "sha256=" + s, "signature_doubled": lambda s: s * 2,
                    "signature_truncated": lambda s: s[:20], "signature_letter_case_changed": str.lower}
        yield a, b, lambda m, inner=inner, outer=texts_of[b]: (
            None if inner(m.mac) is None else outer(inner(m.mac)))


def singles(m):
    """Every signature of `m` with one mistake or none, to tell pairs of which one half changes
    nothing."""
    texts = {"": lambda m: m.body, **FIELDS, **{slug: (lambda m, c=c: c(m.body)) for slug, c in TEXTS.items()}}
    keys = {"": lambda m: m.secret, **KEYS}
    functions = {"": hmac_sha256, **FUNCTIONS}
    encodings = {"": b64, **ENCODINGS}
    found = {}
    for kinds in ((texts, {"": keys[""]}, {"": hmac_sha256}, {"": b64}), ({"": texts[""]}, keys, {"": hmac_sha256}, {"": b64}),
                  ({"": texts[""]}, {"": keys[""]}, functions, {"": b64}), ({"": texts[""]}, {"": keys[""]}, {"": hmac_sha256}, encodings)):
        for (a, text), (b, key), (c, function), (d, encode) in itertools.product(*(kind.items() for kind in kinds)):
            signature = request(m, text(m), key(m), function, encode)
            if signature is not None:
                found.setdefault(signature, a or b or c or d)
    return found


def main():
    inputs = [Made(**given) for given in INPUTS]
    known = [singles(m) for m in inputs]
    made = []
    for number, (a, b, make) in enumerate(ways()):
        for place in range(len(inputs)):
            m = inputs[(place + number) % len(inputs)]
            signature = make(m)
            if signature is None or signature in known[(place + number) % len(inputs)]:
                continue
            made.append({"mistake": f"{a}+{b}", "way": number, "input": place, "api_key": m.api_key,
                         "secret": m.secret, "body": m.body, "signature": signature})
            break
    print(json.dumps({"versions": {"python": platform.python_version()}, "made": made}))


if __name__ == "__main__":
    main()
