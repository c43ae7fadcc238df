"""One wrongly signed request, and the words that may name what was done to it."""
import base64
import dataclasses
import hashlib
import hmac
import random
import re
import urllib.parse


@dataclasses.dataclass
class Item:
    kind: str        # of mistake, as the table of results has it
    odd: str         # which side is the odd one: sent, signed, both
    sent: bytes      # the body on the wire
    true_words: str  # a regular expression that every slug of a true name matches
    signed: bytes = b""
    secret: bytes = b"demo-secret"
    key: bytes = b""         # used in place of the secret
    signature: str = ""      # as the header has it, where it isn't plain base64
    headers: tuple = ()

    def header(self):
        return self.signature or base64.b64encode(mac(self.key or self.secret, self.signed)).decode()

    def is_wrong(self):
        right = base64.b64encode(mac(self.secret, self.sent)).decode()
        return self.header() != right

    def is_named_truly(self, name):
        return all(re.search(self.true_words, slug) for slug in name.split("+"))


def mac(key, text):
    return hmac.new(key, text, hashlib.sha256).digest()


NAMES = ["id", "pair", "price", "qty", "note", "timestamp", "side", "client_id", "limit_price", "x"]


def form(draw: random.Random, raw_field):
    """A body around one field as it is written, name and all; returns a function of that field."""
    others = [f"{name}={value}" for name, value in (
        ("pair", "USD_BTC_PERP"), ("id", draw.randbytes(16).hex()), ("side", draw.choice(["BUY", "SELL"])),
        ("recv_window", "5000"), ("timestamp", str(draw.randrange(1_600_000_000_000, 1_800_000_000_000))))]
    others = [one for one in draw.sample(others, draw.choice([0, 0, 1, 1, 2, 3]))
              if not one.startswith(raw_field + "=")]
    at = draw.randrange(len(others) + 1)
    return lambda field: "&".join(one for one in others[:at] + [field] + others[at:] if one is not None).encode(
        "utf-8", "surrogatepass")


def quoted(text):
    return urllib.parse.quote_plus(text)


def pick_pair(draw, plain, odd):
    """Two different spellings, of which one is the plain one most of the time."""
    odd = [one for one in dict.fromkeys(odd) if one != plain]
    if not odd:
        return None
    way = draw.choice(["sent", "signed", "both"] if len(odd) > 1 else ["sent", "signed"])
    if way == "both":
        return (way, *draw.sample(odd, 2))
    one = draw.choice(odd)
    return (way, one, plain) if way == "sent" else (way, plain, one)
