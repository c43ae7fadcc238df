"""What the makers of requests by other programs share: the list that grows, how a program is run, and how a spelling is
put into both places, the one that is sent and the one that is signed."""
import base64
import decimal
import hashlib
import hmac
import os
import re
import shutil
import subprocess
import unicodedata
import urllib.parse
import warnings

warnings.simplefilter("ignore")

KEY = "demo-key"

SECRET = "demo-secret"

made = []

present = {name: shutil.which(name) is not None
           for name in ("openssl", "dash", "curl", "node", "perl", "java", "bash", "make")}


def b64(data):
    return base64.b64encode(data).decode()


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode()


def sign(text, key=SECRET):
    return b64(hmac.new(as_bytes(key), as_bytes(text), hashlib.sha256).digest())


def add(program, way, mistake, body, signature, secret=SECRET, also=()):
    if signature == sign(body, secret):
        return
    made.append({"mistake": mistake, "way": f"{program}/{way}", "input": len(made), "also": list(also), "api_key": KEY,
                 "secret": secret, "body": body, "signature": signature})


def run(*command, stdin=b"", **options):
    return subprocess.run(command, input=as_bytes(stdin), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False,
                          env={"PATH": os.environ["PATH"], "LC_ALL": "C", **options}).stdout


def shell(script, **variables):
    return run("dash", "-c", script, **variables).decode()


def both_ways(program, way, mistake, one, other, field="price", encode=urllib.parse.quote_plus):
    """A value spelled in two ways, each of them sent once."""
    if one == other:
        return
    # What was rounded away can't be known from what is left.
    whole = value_of(one) == value_of(other)
    for sent, signed in ((one, other), (other, one)) if whole else ((one, other),):
        add(program, way, mistake, f"{field}={encode(sent)}", sign(f"{field}={encode(signed)}"))


def value_of(spelling):
    """The number, whatever its marks: the last of two kinds is the decimal one, or the only one that
    no three digits follow."""
    text = "".join(str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in spelling)
    text = text.replace("\u066b", ".").replace("\u2212", "-")
    text = re.sub("[^0-9.,eE+-]", "", text)
    marks = [c for c in text if c in ".,"]
    if len(set(marks)) == 2:
        text = text.replace(",", "") if marks[-1] == "." else text.replace(".", "").replace(",", ".")
    elif marks and (len(marks) > 1 or (marks[0] == "," and re.fullmatch("-?[0-9]{1,3},[0-9]{3}", text))):
        text = text.replace(marks[0], "")
    try:
        return decimal.Decimal(text.replace(",", "."))
    except decimal.InvalidOperation:
        return None
