"""Makes requests that are wrong in the ways of shells, languages, editors and configuration readers,
with those programs themselves: openssl, dash, curl, coreutils, Node, Perl and Java sign or spell what
is signed. Prints one JSON object with all requests; the program "node" stands for what an npm
package or a fetch does. Called by script/negative-vectors; nothing in here comes from the C++ code.
A program that isn't installed makes no requests, which the versions show: script/negative-vectors
doesn't compare then.
"""
import base64
import datetime
import decimal
import email.utils
import hashlib
import hmac
import html
import http.server
import json
import os
import platform
import re
import shutil
import subprocess
import tempfile
import threading
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


# --- numbers, as each language writes them ---

NUMBERS = ["0.1", "5", "0.0000001", "1700000000123", "0.3", "0.5", "1234567.891", "25000.5", "100", "1e21",
           "0.00001", "12345678901234567890", "-0.25", "1000000", "2.675"]


def numbers():
    spellings = {}
    if present["java"]:
        spellings["java"] = java_numbers()
    if present["node"]:
        spellings["node"] = json.loads(run("node", "-e", """
          const out = {};
          for (const t of JSON.parse(process.argv[1])) {
            const n = Number(t);
            out[t] = [String(n), n.toExponential(), n.toFixed(2), n.toFixed(8), n.toPrecision(15),
              n.toLocaleString('en-US'), n.toLocaleString('de-DE'), n.toLocaleString('fr-FR'), n.toLocaleString('ar-EG'),
              n.toLocaleString('fa-IR'), n.toLocaleString('en-IN'), n.toLocaleString('de-CH'), String(Math.fround(n)),
              JSON.stringify(n)];
          }
          console.log(JSON.stringify(out));""", json.dumps(NUMBERS)))
    if present["perl"]:
        spellings["perl"] = {text: run("perl", "-e", "my $n = $ARGV[0] + 0; printf('%s;%.8f;%e;%E;%g;%.17g;%.2f;%010d', $n, $n, $n, $n, $n, $n, $n, $n);",
                                       text).decode().split(";") for text in NUMBERS}
    spellings["python"] = {text: [str(float(text)), repr(float(text)), f"{float(text):.8f}", f"{float(text):e}",
                                  f"{float(text):,}", f"{float(text):_}", f"{float(text):.3E}", f"{float(text):+}",
                                  "%.17g" % float(text)] for text in NUMBERS}
    spellings["printf"] = {text: [run("printf", form, text).decode() for form in ("%.8f", "%e", "%g", "%.1f", "%020.8f", "%+g")]
                           for text in NUMBERS}
    for program, of in spellings.items():
        for text, ways in of.items():
            for number, spelling in enumerate(ways):
                lost = digits_lost(text, spelling)
                if spelling and not lost and not (spelling == "-000000001"):
                    both_ways(program, f"number{number}", "literal_spelled_differently", text, spelling)


def digits_lost(text, spelling):
    """Rounded so far that the one can't be told from the other: nothing to name."""
    return not re.search("[1-9\u0661-\u0669\u06f1-\u06f9]", spelling)


JAVA = """
import java.math.BigDecimal;
import java.net.*;
import java.nio.charset.*;
public class Spell {
  static void put(StringBuilder out, String text) { out.append(text).append('\\n'); }
  public static void main(String[] a) throws Exception {
    StringBuilder out = new StringBuilder();
    if (a[0].equals("numbers")) {
      for (int i = 1; i < a.length; i++) {
        double d = Double.parseDouble(a[i]); BigDecimal b = new BigDecimal(a[i]);
        put(out, Double.toString(d)); put(out, Float.toString((float) d)); put(out, b.toString());
        put(out, b.setScale(b.scale() + 4).toString()); put(out, b.stripTrailingZeros().toString());
        put(out, b.toEngineeringString()); put(out, new BigDecimal(d).toPlainString());
        put(out, String.format(java.util.Locale.US, "%,.2f", d)); put(out, String.format(java.util.Locale.GERMANY, "%.8f", d));
        put(out, String.format(java.util.Locale.US, "%e", d)); put(out, Long.toString((long) d)); put(out, Integer.toString((int) (long) d));
      }
    } else {
      for (int i = 1; i < a.length; i++) {
        put(out, URLEncoder.encode(a[i], "UTF-8"));
        put(out, new URI(null, null, null, a[i], null).getRawQuery());
        put(out, new URI(null, null, null, a[i], null).toASCIIString().substring(1));
      }
    }
    System.out.write(out.toString().getBytes(StandardCharsets.UTF_8)); System.out.flush();
  }
}
"""
JAVA_WAYS = 12


def java(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "Spell.java")
        with open(path, "w", encoding="utf-8") as file:
            file.write(JAVA)
        return subprocess.run(["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", path, *arguments], stdout=subprocess.PIPE,
                              env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True).stdout.decode().split("\n")


def java_numbers():
    lines = java("numbers", *NUMBERS)
    return {text: lines[i * JAVA_WAYS:(i + 1) * JAVA_WAYS] for i, text in enumerate(NUMBERS)}


# --- encoders ---

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


# --- shells and their pipes ---

BODIES = ["id=1", "id=abc&note=x", "timestamp=1551137077642&recv_window=5000&id=849cdea0395411e98f54b395ae9c7bb6", "id=a%20b"]


def pipes():
    if not (present["openssl"] and present["dash"]):
        return
    mac = 'openssl dgst -sha256 -hmac "$KEY"'
    for body in BODIES:
        way = lambda script: shell(script, BODY=body, KEY=SECRET).strip("\n")
        for number, (mistake, script) in enumerate([
                ("base64_of_hex+text_around_signature", f'printf %s "$BODY" | {mac} | base64 -w0'),
                ("base64_of_hex+text_around_signature", f'printf %s "$BODY" | {mac} | openssl base64 -A'),
                ("base64_of_hex+text_around_signature", f'printf %s "$BODY" | {mac} -r | base64 -w0'),
                ("base64_of_hex+text_around_signature", f'printf %s "$BODY" | {mac} | sed "s/^.*(stdin)/(stdin)/" | base64 -w0'),
                ("base64_of_hex+text_around_signature", f'T=$(mktemp -d) && cd $T && printf %s "$BODY" >body.txt && {mac} body.txt | base64 -w0; rm -r $T'),
                ("base64_of_hex+text_around_signature", f'printf %s "$BODY" | {mac} -c | base64 -w0'),
                ("hex_instead_of_base64+text_around_signature", f'printf %s "$BODY" | {mac}'),
                ("base64_of_hex", f'printf %s "$BODY" | {mac} | sed "s/^.* //" | base64 -w0'),
                ("base64_of_hex", f'printf %s "$BODY" | {mac} -binary | od -An -v -tx1 | base64 -w0'),
                ("base64_of_hex", f'printf %s "$BODY" | {mac} -binary | od -An -v -tx1 | tr -d " " | base64 -w0'),
                ("base64_twice", f'printf %s "$BODY" | {mac} -binary | base64 | base64 -w0'),
                ("bytes_behind_digest", f'(printf %s "$BODY" | {mac} -binary; echo) | base64 -w0'),
                ("bytes_behind_digest", f'(printf %s "$BODY" | {mac} -binary; printf "\\\\r\\\\n") | base64 -w0'),
                ("bytes_behind_digest", f'(printf %s "$BODY" | {mac} -binary; printf "\\\\0") | base64 -w0'),
                ("line_end_signed", f'echo "$BODY" | {mac} -binary | base64 -w0'),
                ("echo_option_signed", f'echo -n "$BODY" | sed "s/^/-n /;s/^-n -n/-n/" | {mac} -binary | base64 -w0'),
                ("echo_option_signed", f'echo -e "$BODY" | {mac} -binary | base64 -w0'),
                ("echo_option_signed", f'echo -ne "$BODY" | {mac} -binary | base64 -w0'),
                ("text_in_base64_or_hex", f'printf %s "$BODY" | base64 | {mac} -binary | base64 -w0'),
                ("text_in_base64_or_hex", f'printf %s "$BODY" | base64 -w64 | {mac} -binary | base64 -w0'),
                ("text_given_to_printf", f'printf "$BODY" | {mac} -binary | base64 -w0'),
                ("text_hashed_first", f'printf %s "$BODY" | sha256sum | cut -d" " -f1 | {mac} -binary | base64 -w0'),
                ("line_end_signed", f'printf %s "$BODY" | sed "s/&/\\\\n\\\\&/g" | {mac} -binary | base64 -w0'),
                ("line_end_signed", f'printf %s "$BODY" | sed "s/&/\\\\&\\\\n/g;s/$/\\\\n/" | {mac} -binary | base64 -w0'),
                ("line_end_signed", f'printf %s "$BODY" | fold -w 76 | sed "s/$/\\\\r/" | {mac} -binary | base64 -w0'),
        ]):
            add("dash", f"pipe{number}", mistake, body, way(script))


def read_by_the_shell():
    """A text that stands in a script without quotes, or in double ones."""
    if not present["dash"]:
        return
    for number, (body, script) in enumerate([
            ("note=5$price&id=1", 'printf %s "note=5$price&id=1"'), ("id=1;x=2", "printf %s id=1;x=2"),
            ("id=\"a\"&x=1", "printf %s id=\"a\"\\&x=1"), ("id=7&note=$5", 'printf %s "id=7&note=$5"')]):
        add("dash", f"script{number}", "text_changed_by_shell", body, sign(run("dash", "-c", script)),
            also=["bytes_added_after_signing", "value_spelled_differently", "literal_spelled_differently", "none_signed_but_not_sent"])


def stripped_by_curl():
    if not present["curl"]:
        return
    files = ["id=abc\n&note=x\n", "id=abc&\nnote=x", "id=abc\r\n&note=x\r\n", "id=1\n", "id=1\r\n", "id=\nabc\n", "a=1\n&b=2\n&c=3\n", "\nid=1"]
    seen = []

    class Keeper(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            seen.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Keeper) as server, tempfile.TemporaryDirectory() as folder:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        path = os.path.join(folder, "body")
        for text in files:
            with open(path, "wb") as file:
                file.write(text.encode())
            for option in ("-d", "--data-binary"):
                run("curl", "-s", option, "@" + path, f"http://127.0.0.1:{server.server_port}/")
                sent = seen[-1].decode()
                stripped = text.replace("\r", "").replace("\n", "")
                if option == "-d":
                    add("curl", "stripped", "line_end_signed", sent, sign(text))
                else:
                    add("curl", "kept", "line_end_sent", sent, sign(stripped))
        server.shutdown()


# --- editors ---

def editors():
    for body in BODIES[:3]:
        texts = {
            "invisible_bytes_signed": [body.encode("utf-8-sig"), body + "\0", "\u00a0" + body],
            "invisible_bytes_signed+line_end_signed": [(body + "\r\n").encode("utf-8-sig"), (body + "\n").encode("utf-8-sig"), body + " \n"],
            "other_charset": [body.encode("utf-16"), body.encode("utf-16-be"), b"\xfe\xff" + body.encode("utf-16-be"), body.encode("utf-16-le")],
            "other_charset+line_end_signed": [(body + "\r\n").encode("utf-16"), (body + "\n").encode("utf-16-le"),
                                              b"\xfe\xff" + (body + "\r\n").encode("utf-16-be")],
            "line_end_signed": [body + "\n", body + "\r\n", body + "\r", body + "\n\n"],
        }
        for mistake, signed in texts.items():
            for number, text in enumerate(signed):
                add("editors", f"file{number}", mistake, body, sign(text))


# --- charsets ---

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


def cut_bodies():
    for text in ("na\u00efve", "na\u00efve-\u00e9"):
        body = ("id=" + text).encode()
        cut = body[:len("id=" + text)]
        if len(body) - len(cut) == 1:
            made.append({"mistake": "bytes_lost_after_signing", "way": "charsets/cut", "input": 0, "also": [], "api_key": KEY,
                         "secret": SECRET, "body_hex": cut.hex(), "signature": sign(body)})


# --- literals and empty fields ---

def literals():
    truths = ["true", "True", "TRUE", "1", "yes", "on"]
    lies = ["false", "False", "FALSE", "0", "no", "off"]
    nothings = ["null", "None", "undefined", "", "nil", "NULL"]
    for words in (truths, lies, nothings):
        for one in words:
            for other in words:
                if one != other:
                    mistake = "literal_spelled_differently"
                    add("python", "words", mistake, f"id=a&post_only={one}", sign(f"id=a&post_only={other}"), also=["none_signed_but_not_sent"])
    add("python", "php-false", "literal_spelled_differently", "id=a&post_only=false", sign("id=a&post_only="), also=["none_signed_but_not_sent"])
    add("python", "php-false", "literal_spelled_differently", "id=a&post_only=", sign("id=a&post_only=false"), also=["none_signed_but_not_sent"])
    for nothing in ("", "null", "None", "undefined"):
        for field in ("note", "price", "client_order_id", "stop_price"):
            add("python", "left-out", "none_signed_but_not_sent", f"id=a&{field}={nothing}&x=1", sign("id=a&x=1"),
                also=["field_added_after_signing"])
            add("python", "left-out", "none_signed_but_not_sent", "id=a&x=1", sign(f"id=a&{field}={nothing}&x=1"))


# --- the secret on its way ---

def compose(secret):
    """The compose specification: $$ is $, $name and ${name} are variables, here all unset; anything
    else behind a $ is an error, for which this gives nothing."""
    pattern = re.compile(r"\$(?:(?P<twice>\$)|(?P<name>[_a-zA-Z][_a-zA-Z0-9]*)|\{(?P<braced>[_a-zA-Z][_a-zA-Z0-9]*)(?P<default>:?-[^}]*)?\}|(?P<wrong>))")
    if any(m["wrong"] is not None for m in pattern.finditer(secret)):
        return None
    return pattern.sub(lambda m: "$" if m["twice"] else (m["default"] or "").lstrip(":").removeprefix("-"), secret)


def secrets():
    def keyed(program, way, mistake, secret, key, also=()):
        if key not in (None, secret, b"", ""):
            add(program, way, mistake, "id=1", sign("id=1", key), secret, also)

    for secret in ("Xy7$gnD{h9Kq", "P@$$w0rd-x", "a${HOME_OF}b-secret", "${X:-dflt}-secret", "ab$cd$ef9", "k$$l$$m-secret"):
        keyed("compose", "substituted", "secret_substituted", secret, compose(secret), also=["secret_cut"])
        if present["dash"]:
            keyed("dash", "double-quotes", "secret_substituted", secret,
                  run("dash", "-c", f'printf %s "{secret}"') if "{h9" not in secret and "$$" not in secret else None, also=["secret_cut"])
        if present["bash"]:
            keyed("bash", "double-quotes", "secret_substituted", secret,
                  run("bash", "-c", f'printf %s "{secret}"') if "{h9" not in secret and "$$" not in secret else None, also=["secret_cut"])
    if present["make"]:
        for secret in ("Xy7$gnD9Kq", "P@$$w0rd-x"):
            keyed("make", "variable", "secret_substituted", secret, run("make", "-s", "-f", "-", "all", stdin=f"S = {secret}\nexport S\nall:\n\t@printf %s \"$$S\"\n"), also=["secret_cut"])
    for comment in ("#comment", " # c", " # testnet", "#prod", "  # my secret", " ; comment"):
        keyed("env file", "comment", "comment_in_secret", SECRET, SECRET + comment)
    for line in ("EVERSTRIKE_SECRET_KEY={}", "export EVERSTRIKE_SECRET_KEY={}", "SECRET_KEY={}\n", "SECRET=\"{}\"", "secret: {}", "\"secret\": \"{}\",",
                 "API_SECRET='{}'", "set SECRET_KEY={}", "={}", "{};", "{},"):
        keyed("env file", "line", "text_around_secret", SECRET, line.format(SECRET))
    for quotes in ('"{}"', "'{}'", "\u201c{}\u201d", "\u2018{}\u2019", "`{}`", "\u00ab{}\u00bb", '"{}', "{}'", "'\"{}\"'", '\\"{}\\"'):
        keyed("env file", "quotes", "secret_quoted", SECRET, quotes.format(SECRET))
    for secret in ("ab\\9c-secret", "ab\\ncd-secret", "ab\\tcd", "a\\\\b-secret", "x\\u0041y-secret", "x\\x41y-secret", "line1\nline2", "tab\there", "quo\"te-secret"):
        keyed("json", "written", "secret_escapes_read", secret, json.dumps(secret)[1:-1], also=["white_space_in_secret", "secret_quoted"])
        keyed("shell", "backslashes", "secret_escapes_read", secret, secret.replace("\\", ""))
        if "\n" not in secret and '"' not in secret and present["dash"]:
            keyed("dash", "unquoted", "secret_escapes_read", secret, run("dash", "-c", f"printf %s {secret}") if "\t" not in secret else None)
            keyed("dash", "echo", "secret_escapes_read", secret, run("dash", "-c", 'echo "$S"', S=secret).removesuffix(b"\n"))
        try:
            keyed("python", "unicode_escape", "secret_escapes_read", secret, secret.encode().decode("unicode_escape"))
        except UnicodeDecodeError:
            pass
    for secret in ("001234567890123456", "12345678901234567890", "0123456701234567", "0x1F2E3D4C5B6A7988", "1e5", "123456789012345678", "1234567890.50", "0012"):
        try:
            value = json.loads(secret.lstrip("0") or "0") if "x" not in secret else int(secret, 16)
        except ValueError:
            continue
        keyed("python", "number", "secret_read_as_number", secret, str(value), also=["secret_cut"])
        keyed("python", "float", "secret_read_as_number", secret, str(float(value)))
        if re.fullmatch("0[0-7]+", secret):
            keyed("python", "octal", "secret_read_as_number", secret, str(int(secret, 8)), also=["secret_cut"])
        if present["node"]:
            keyed("node", "number", "secret_read_as_number", secret, run("node", "-p", "String(Number(process.argv[1]))", secret).decode().strip(), also=["secret_cut"])
            keyed("node", "parseInt", "secret_read_as_number", secret, run("node", "-p", "String(parseInt(process.argv[1]))", secret).decode().strip(), also=["secret_cut"])
        if present["perl"]:
            keyed("perl", "number", "secret_read_as_number", secret, run("perl", "-e", "print $ARGV[0] + 0", secret).decode(), also=["secret_cut"])
    for secret in ("a%2Bb-secret", "a+b secret", "p%20q%21-secret", "x&y<z>-secret"):
        keyed("python", "unquote", "secret_encoded", secret, urllib.parse.unquote(secret))
        keyed("python", "unquote_plus", "secret_encoded", secret, urllib.parse.unquote_plus(secret))
        keyed("python", "quote", "secret_encoded", secret, urllib.parse.quote(secret))
        keyed("python", "html", "secret_encoded", secret, html.escape(secret))
    for ends in ("\r", "\n", "\r\n", " ", "\t", " \n", "\u00a0", "\u200b"):
        keyed("env file", "ends", "white_space_in_secret", SECRET, SECRET + ends)
        keyed("env file", "ends", "white_space_in_secret", SECRET + ends, SECRET)
    keyed("env file", "mark", "white_space_in_secret", SECRET, SECRET.encode("utf-8-sig"))
    keyed("env file", "nul", "secret_cut", "ab\0cd-secret", "ab")
    for secret in (SECRET, "na\u00efve-\u20ac-secret", "p\u00e4ss-w\u00f6rd"):
        for charset in ("utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "ascii", "cp850"):
            keyed("python", charset, "secret_in_other_charset", secret, secret.encode(charset, "replace"))
        keyed("powershell", "file", "secret_in_other_charset", secret, (secret + "\r\n").encode("utf-16"))
        keyed("python", "mojibake", "secret_in_other_charset", secret, secret.encode().decode("cp1252", "replace"))
    for secret, key in (("demo-secret", "demo\u2013secret"), ("demo--secret", "demo\u2014secret"), ("it's-secret", "it\u2019s-secret")):
        keyed("editor", "typographic", "secret_retyped", secret, key)

# --- kinds that one program makes of a whole text or a value ---

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


def times():
    when = datetime.datetime(2026, 1, 5, 4, 56, 3, tzinfo=datetime.timezone.utc)
    naive = when.replace(tzinfo=None)
    ways = [naive.isoformat(), str(naive), when.isoformat(), naive.isoformat() + "Z", naive.isoformat(timespec="milliseconds") + "Z",
            naive.isoformat(timespec="microseconds"), email.utils.format_datetime(when, usegmt=True), when.strftime("%Y%m%dT%H%M%SZ")]
    for i, sent in enumerate(ways):
        for j, signed in enumerate(ways):
            if (i + j) % 2:
                also = ["bytes_added_after_signing", "bytes_lost_after_signing", "blank_plus_or_percent20"]
                add("python", f"time{i}-{j}", "value_spelled_differently", "id=1&time=" + urllib.parse.quote_plus(sent),
                    sign("id=1&time=" + urllib.parse.quote_plus(signed)), also=also)


def lists():
    items = ["39", "48"]
    ways = [urllib.parse.urlencode({"ids": items}), urllib.parse.urlencode({"ids": items}, doseq=True), "ids[0]=39&ids[1]=48", "ids[]=39&ids[]=48",
            "ids=39,48", "ids=" + urllib.parse.quote_plus(json.dumps(items)), "ids=" + urllib.parse.quote(json.dumps(items, separators=(",", ":")))]
    for i, sent in enumerate(ways):
        for j, signed in enumerate(ways):
            if sent != signed:
                add("python", f"list{i}-{j}", "list_written_differently", "pair=X&" + sent, sign("pair=X&" + signed))


def ends():
    for line_end in ("\n", "\r\n", "\r", "\n\n"):
        for other in ("\n", "\r\n", "\r", "\n\n"):
            mistake = "line_end_sent" if line_end.startswith(other) else "line_end_signed" if other.startswith(line_end) else "line_ends_in_value_differ"
            add("editors", f"other-end-{line_end!r}", mistake, "id=7" + line_end, sign("id=7" + other))
    for line_end in ("\n", "\r\n", "\r"):
        lines = line_end.join(["first", "second"])
        for write in (urllib.parse.quote, urllib.parse.quote_plus):
            add("forms", "blank-for-line-end", "line_ends_in_value_differ", "note=" + write(lines) + "&x=1",
                sign("note=" + write("first second") + "&x=1"))
        add("editors", "each-line", "line_end_sent", f"id=a{line_end}&x=b{line_end}&y=c{line_end}", sign("id=a&x=b&y=c"))
    for with_equals, bare in (("limit_price=", "limit_price"), ("id=1&note=", "id=1&note"), ("note=&id=1", "note&id=1")):
        add("python", "equals", "none_signed_but_not_sent", with_equals, sign(bare))
        add("python", "equals", "none_signed_but_not_sent", bare, sign(with_equals))


def raw_in_parts():
    """A value with "&" and "=" that was sent raw, and one field of two that went through another encoder."""
    quote, plus = urllib.parse.quote, urllib.parse.quote_plus
    add("python", "raw-form", "encoded_signed_raw_sent", "id=1&note=a&b=c", sign("id=1&note=" + plus("a&b=c")))
    for one, other in ((quote, plus), (plus, quote)):
        add("python", "one-field", "blank_plus_or_percent20", f"note={one('a b')}&memo={one('c d')}", sign(f"note={one('a b')}&memo={other('c d')}"))
        add("python", "one-field", "other_reserved_characters", f"note={one('a/b')}&memo={one('c/d')}",
            sign(f"note={one('a/b')}&memo={other('c/d')}"), also=["encoded_signed_raw_sent"])


def more_secrets():
    def keyed(program, way, mistake, secret, key, also=()):
        add(program, way, mistake, "id=1", sign("id=1", key), secret, also)

    for before in ("\t", "\r\n", "\n", " "):
        keyed("editors", "in-front", "white_space_in_secret", SECRET, before + SECRET)
    keyed("shell", "process-id", "secret_substituted", "Wshr$$VUxNth", "Wshr17VUxNth")
    keyed("shell", "process-id", "secret_substituted", "Wshr30089VUxNth", "Wshr$$VUxNth")
    for secret in ("yzSGm\\Bzo3o", "it's-secret-x", "na\u00efve-secret"):
        keyed("python", "repr", "secret_quoted", secret, repr(secret))
        keyed("python", "repr of bytes", "secret_quoted", secret, repr(secret.encode()))
    keyed("json", "member", "text_around_secret", '"secret": "84VSs-wWng5"', "84VSs-wWng5")
    keyed("env file", "line", "text_around_secret", "export K=84VSs-wWng5", "84VSs-wWng5")
    if present["bash"]:
        for text in ("FP8pV\\aVob5-x", "FP8pV\\tVob5-x"):
            read = run("bash", "-c", 'echo -e "$S"', S=text).decode().removesuffix("\n")
            keyed("bash", "echo -e", "secret_escapes_read", read, text)
            keyed("bash", "unquoted", "secret_escapes_read", run("bash", "-c", f"printf %s {text}").decode(), text)


def more_pipes():
    if not (present["openssl"] and present["dash"]):
        return
    for body in BODIES[:2]:
        label = shell('printf %s "$BODY" | openssl dgst -sha256 -hmac "$KEY" -c', BODY=body, KEY=SECRET).strip("\n")
        add("dash", "dgst -c", "hex_instead_of_base64+text_around_signature", body, label)
        quoted = shell("echo \"'$BODY'\" | openssl dgst -sha256 -hmac \"$KEY\" -binary | base64 -w0", BODY=body, KEY=SECRET)
        add("dash", "echo-quoted", "line_end_signed+text_quoted", body, quoted)


def main():
    numbers()
    encoders()
    pipes()
    read_by_the_shell()
    stripped_by_curl()
    editors()
    charsets()
    cut_bodies()
    literals()
    secrets()
    web()
    javascript_escape()
    compatibility_forms()
    times()
    lists()
    ends()
    raw_in_parts()
    more_secrets()
    more_pipes()
    versions = {"python": platform.python_version()}
    for name, command in {"openssl": "version", "node": "--version", "curl": "--version", "java": "--version",
                          "perl": "-v", "make": "--version", "bash": "--version", "dash": "-c :"}.items():
        said = run(name, *command.split()).decode() if present[name] else "none"
        number = re.search(r"[0-9]+\.[0-9.]+[0-9]", said)
        versions[name] = number[0] if number else "some" if present[name] else "none"
    print(json.dumps({"versions": versions, "made": made}))


if __name__ == "__main__":
    main()
