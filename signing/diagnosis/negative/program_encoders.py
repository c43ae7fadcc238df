"""Texts by encoders, escapers and charsets of many languages."""
import html
import json
import re
import unicodedata
import urllib.parse

from program_numbers import java
from requests_made import add, present, run, SECRET, sign

TEXTS = ["a:b@c", "x,y;z", "a:b$c,d e[f]@g", "~user's (note)*!", "a/b?c=d&e", "100%+tax", "Zo\u00eb & co", "{a|b}", "a b", "x+y", "a^b`c\"d<e>"]


def encoders():
    of = {text: {"form": urllib.parse.quote_plus(text), "quote": urllib.parse.quote(text), "raw": text} for text in TEXTS}
    if present["node"]:
        for name, ways in json.loads(run("node", "-e", """
            const axios = (v) => encodeURIComponent(v).replace(/%3A/gi, ':').replace(/%24/g, '$').replace(/%2C/gi, ',').replace(/%20/g, '+')
              .replace(/%5B/gi, '[').replace(/%5D/gi, ']');  // what axios documents of its query
            const out = {};
            for (const t of JSON.parse(process.argv[1])) out[t] = {
              encodeURIComponent: encodeURIComponent(t), encodeURI: encodeURI(t), axios: axios(t),
              URLSearchParams: String(new URLSearchParams({a: t})).slice(2), querystring: require('querystring').escape(t),
              url: new URL('http://h/?a=' + t).search.slice(3)};
            console.log(JSON.stringify(out));""", json.dumps(TEXTS))).items():
            of[name].update(ways)
    if present["java"]:
        lines = java("encode", *TEXTS)
        for i, text in enumerate(TEXTS):
            of[text].update({"URLEncoder": lines[3 * i], "URI": lines[3 * i + 1], "URI.toASCIIString": lines[3 * i + 2]})
    if present["curl"]:
        for text in TEXTS:
            of[text]["curl"] = run("curl", "-s", "-G", "-w", "%{url_effective}", "-o", "/dev/null", "--data-urlencode", "a=" + text,
                                   "--max-time", "2", "http://127.0.0.1:1/").decode().split("?a=")[-1]
    for text, ways in of.items():
        for sender, sent in ways.items():
            for signer, signed in ways.items():
                if "&" in sent + signed or "=" in sent + signed or sent == signed:
                    continue
                add("encoders", f"{sender}/{signer}", encoding_mistake(text, sent, signed), "id=" + sent, sign("id=" + signed),
                    also=["values_not_encoded"] if signed == text.replace(" ", "%20") else [])


def encoding_mistake(text, sent, signed):
    """What tells the two texts apart, said from the outside."""
    upper = lambda text: re.sub("%[0-9a-f]{2}", lambda e: e[0].upper(), text)
    if upper(sent) == upper(signed):
        return "escape_letter_case"
    sent, signed = upper(sent), upper(signed)
    if sent.replace("+", "%20") == signed.replace("+", "%20"):
        return "blank_plus_or_percent20"
    soft = lambda text: re.sub("%(7E|21|27|28|29|2A)", lambda e: urllib.parse.unquote(e[0]), text)
    if soft(sent) == soft(signed):
        return "other_reserved_characters"
    if signed == text:
        return "values_not_encoded"
    if sent == text:
        return "encoded_signed_raw_sent"
    return "other_reserved_characters"


LETTERS = ["\u2014abc", "na\u00efve", "\u8ba2\u5355", "Zo\u00eb \u20ac5", "\U0001f600x", "\u00c5ngstr\u00f6m", "\u041f\u0440\u0438\u0432\u0435\u0442", "\u0141\u00f3d\u017a"]


def charsets():
    quote = urllib.parse.quote_plus
    for text in LETTERS:
        units = text.encode("utf-16-le")
        low = units[::2].decode("latin-1")
        question = "".join("?" if ord(c) > 127 else c for c in text)
        marks = "".join("?" * (len(c.encode("utf-16-le")) // 2) if ord(c) > 127 else c for c in text)
        wrong = {"question": question.encode(), "marks": marks.encode(), "low": low.encode("latin-1"),
                 "latin1?": text.encode("latin-1", "replace"), "cp1252?": text.encode("cp1252", "replace"),
                 "cesu": "".join(c if ord(c) < 0x10000 else "".join(chr(u) for u in (0xD800 + (ord(c) - 0x10000 >> 10), 0xDC00 + (ord(c) - 0x10000 & 0x3FF)))
                                 for c in text).encode("utf-8", "surrogatepass"),
                 "mojibake": text.encode().decode("latin-1").encode(), "dropped": text.encode("ascii", "ignore"),
                 "references": text.encode("ascii", "xmlcharrefreplace"), "cp850?": text.encode("cp850", "replace"), "cp1251?": text.encode("cp1251", "replace")}
        for way, data in wrong.items():
            add("charsets", way, "other_charset", "id=" + text, sign(b"id=" + data))  # sent raw
            add("charsets", way + "-quoted", "other_charset", "id=" + quote(text), sign("id=" + quote(data)))
            if way in ("mojibake", "cesu") or (way in ("latin1?", "cp1252?") and b"?" not in data):
                add("charsets", way + "-sent", "other_charset", "id=" + quote(data), sign("id=" + quote(text)))
        for form in ("NFC", "NFD"):
            for other in ("NFC", "NFD"):
                sent, signed = unicodedata.normalize(form, text), unicodedata.normalize(other, text)
                if sent != signed:
                    add("charsets", form, "unicode_form_differs", "id=" + sent, sign("id=" + signed))
                    add("charsets", form + "-quoted", "unicode_form_differs", "id=" + quote(sent), sign("id=" + quote(signed)))


def web():
    """HTML's escapes over a body, as Python, Node's template writers and PHP document them."""
    php = lambda text: html.escape(text).replace("&#x27;", "&#039;")
    for body in ("id=1&note=<x>", "note=<a>&id='7'", 'note="q"&x=1', "id=b+c&note=<x>"):
        for way, escaped in (("html.escape", html.escape(body)), ("quote=False", html.escape(body, quote=False)), ("php", php(body))):
            if escaped != body:
                add("python", way, "text_escaped", body, sign(escaped))
                add("python", way + "-sent", "text_escaped", escaped, sign(body))


def javascript_escape():
    if not present["node"]:
        return
    texts = ["\u2014abc", "\u8ba2\u5355-7", "na\u00efve caf\u00e9", "\U0001f600x", "a@b*c"]
    told = json.loads(run("node", "-p", "JSON.stringify(JSON.parse(process.argv[1]).map((t) => escape(t)))", json.dumps(texts)))
    for text, old in zip(texts, told):
        mistake = "other_charset" if not text.isascii() else "other_reserved_characters"
        for other in (text, urllib.parse.quote(text), urllib.parse.quote_plus(text)):
            if other != old:
                add("node", f"escape {len(old)}", mistake, "note=" + other, sign("note=" + old))
                add("node", f"escape-sent {len(old)}", mistake, "note=" + old, sign("note=" + other))


def compatibility_forms():
    for text in ("\ufb01n", "\uff58\uff11", "\u2460", "\ud55c\uae00", "\u1e9b\u0323", "\u2126mega", "x\u00b2"):
        for form in ("NFD", "NFKC", "NFKD"):
            other = unicodedata.normalize(form, text)
            if other != text:
                add("python", f"{form} {ord(text[0]):x}", "unicode_form_differs", "note=" + text, sign("note=" + other))
                add("python", f"{form} {ord(text[0]):x}", "unicode_form_differs", "note=" + urllib.parse.quote(text), sign("note=" + urllib.parse.quote(other)))


DIGEST_TEXTS = """
const mac = require('crypto').createHmac('sha256', process.argv[1]).update(process.argv[2]).digest();
const bytes = new Uint8Array(mac);
console.log(JSON.stringify({
  byte_list_instead_of_base64: [btoa(bytes), JSON.stringify(bytes), btoa(JSON.stringify(mac)), bytes.join(';')],
  object_sent_as_signature: [btoa(bytes.buffer)],
  digest_read_as_text: [Buffer.from(mac.toString('ascii'), 'latin1').toString('base64')],
  base64_of_hex: [Buffer.from(mac.toString('hex'), 'utf16le').toString('base64')],
  text_around_signature: ['undefined' + mac.toString('base64'), 'sha256-' + mac.toString('base64')],
  'base64_twice+text_around_signature': ['Basic ' + btoa('demo-key:' + mac.toString('base64'))],
  base64url_instead_of_base64: [mac.toString('base64').replace('+', '-').replace('/', '_')]}));
"""


def digests():
    if not present["node"]:
        return
    for body in ("id=1", "id=6", "timestamp=1551137077642&id=849cdea0395411e98f54b395ae9c7bb6"):
        for mistake, signatures in json.loads(run("node", "-e", DIGEST_TEXTS, SECRET, body)).items():
            for number, signature in enumerate(signatures):
                if mistake != "base64url_instead_of_base64" or "+" in signature or "/" in signature:
                    add("node", f"digest{number}", mistake, body, signature)


def raw_in_parts():
    """A value with "&" and "=" that was sent raw, and one field of two that went through another encoder."""
    quote, plus = urllib.parse.quote, urllib.parse.quote_plus
    add("python", "raw-form", "encoded_signed_raw_sent", "id=1&note=a&b=c", sign("id=1&note=" + plus("a&b=c")))
    for one, other in ((quote, plus), (plus, quote)):
        add("python", "one-field", "blank_plus_or_percent20", f"note={one('a b')}&memo={one('c d')}", sign(f"note={one('a b')}&memo={other('c d')}"))
        add("python", "one-field", "other_reserved_characters", f"note={one('a/b')}&memo={one('c/d')}",
            sign(f"note={one('a/b')}&memo={other('c/d')}"), also=["encoded_signed_raw_sent"])
