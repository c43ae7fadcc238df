"""Secrets, body lengths and API keys: what a body becomes as mac, signature and request."""
import hashlib

PAIRS = [("", ""), ("<YOUR_API_KEY>", "<YOUR_SECRET_KEY>"), ("demo-key", "demo-secret")]
SECRET_LENGTHS = [0, 1, 2, 3, 31, 32, 33, 54, 55, 56, 57, 62, 63, 64, 65, 66, 119, 120, 127, 128, 129,
                  191, 192, 193, 255, 256, 257, 1000, 1024, 4095, 4096]
# A block of SHA-256 is 64 bytes, its padding at least nine: the borders are at 55/56 and 63/64.
LONG_BODIES = [247, 248, 249, 255, 256, 257, 311, 312, 319, 320, 375, 376, 383, 384, 439, 440, 447, 448,
               503, 504, 511, 512, 1015, 1016, 1023, 1024, 1025, 4087, 4088, 4095, 4096, 4097, 10000]
API_KEYS = ["", "k", "<YOUR_API_KEY>", "demo-key", "key with blanks", "a:b", "K" * 128, "\u00e9\u00ff",
            "849cdea0395411e98f54b395ae9c7bb6"]
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"

ID = [["id", "392392320eoweqwie3"]]


def text_of_length(length):
    return "".join(LETTERS[place % 64] for place in range(length))


def text_secrets():
    for length in SECRET_LENGTHS:
        yield f"secret of {length} bytes", text_of_length(length).encode()
    for comment, text in [
            ("accents", "pässwörd"), ("64 bytes in 32 letters", "é" * 32),
            ("65 bytes in 33 characters", "é" * 32 + "x"), ("64 bytes in 16 emoji", "\U0001f511" * 16),
            ("68 bytes in 17 emoji", "\U0001f511" * 17), ("composed", "caf\u00e9"),
            ("decomposed", "cafe\u0301"), ("BOM first", "\ufeffsecret"), ("BOM alone", "\ufeff"),
            ("leading blank", " secret"), ("trailing blank", "secret "), ("line end", "secret\n"),
            ("CRLF", "secret\r\n"), ("NUL alone", "\x00"), ("NUL inside", "a\x00b"), ("quotes", "'\"`\\"),
            ("percent", "%41%42"), ("looks like base64", "c2VjcmV0LXNlY3JldA=="),
            ("looks like hex", "6465616462656566"), ("upper case", "DEMO-SECRET"),
            ("a short secret", "ab"), ("the same with a NUL, same signature", "ab\x00"),
            ("the same padded to a block", "ab" + "\x00" * 62)]:
        yield f"secret: {comment}", text.encode()


def byte_secrets():
    yield "secret of all byte values", bytes(range(256))
    yield "secret FF", b"\xff"
    yield "secret of 64 bytes FF", b"\xff" * 64
    yield "secret of 65 bytes 80", b"\x80" * 65
    yield "the SHA-256 of the secret of 65 bytes, same signature", \
        hashlib.sha256(text_of_length(65).encode()).digest()


def payload_of_length(length):
    """A payload whose body has `length` bytes in both dialects."""
    if length == 0:
        return []
    name = "id"[:length - 1]
    return [[name, text_of_length(length - len(name) - 1)]]


def inputs():
    """(comment, flags, inputs), in file order."""
    for api_key, secret in PAIRS:
        for order_id in ("392392320eoweqwie3", "32302131320dqe", "849cdea0395411e98f54b395ae9c7bb6"):
            yield "a documented id", ["order_id"], {
                "api_key": api_key, "secret": secret.encode(), "payload": [["id", order_id]]}
    for comment, secret in text_secrets():
        yield comment, ["secret"], {"api_key": "k", "secret": secret, "payload": ID}
    for comment, secret in byte_secrets():
        yield comment, ["secret", "not_text"], {"api_key": "k", "secret": secret, "payload": ID}
    for length in [*range(201), *LONG_BODIES]:
        yield f"body of {length} bytes", ["body_length"], {
            "api_key": "k", "secret": b"demo-secret", "payload": payload_of_length(length)}
    for length in (55, 56, 64, 65):
        for secret in (b"", text_of_length(64).encode(), text_of_length(65).encode()):
            yield f"body of {length} bytes, secret of {len(secret)}", ["body_length", "secret"], {
                "api_key": "k", "secret": secret, "payload": payload_of_length(length)}
    for api_key in API_KEYS:
        yield "an API key", ["api_key"], {"api_key": api_key, "secret": b"demo-secret", "payload": ID}
    for comment, body in [
            ("all byte values", bytes(range(256))), ("not UTF-8", b"id=\xff\xfe"), ("one NUL", b"\x00"),
            ("JSON", b'{"id":"a"}'), ("bare UTF-8", "id=é".encode()), ("blanks as they are", b"id=a b"),
            ("a line end at the end", b"id=a\n"), ("only separators", b"&&=&"),
            ("an unfinished escape", b"id=%4"), ("lower-case escapes", b"id=%c3%a9"),
            ("the bot's blank and tilde", b"timestamp=1551137077642&recv_window=5000&id=a%20b~c"),
            ("repeated name", b"id=a&id=b"), ("name without =", b"ids%5B%5D")]:
        yield f"body as given: {comment}", ["raw_body"], {
            "api_key": "k", "secret": b"demo-secret", "body": body}
