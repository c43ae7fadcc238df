"""The secret on its way from a file to the program that signs."""
import base64
import html
import json
import re
import urllib.parse
import uuid

from program_shells import ends
from requests_made import add, present, run, SECRET, sign


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
    for name in ("%SECRET_KEY%", "{{secret_key}}", "${{ secrets.SECRET_KEY }}", "$env:SECRET_KEY", "-binary", "[object Promise]"):
        keyed("template", "unread", "placeholder_used_as_secret", SECRET, name)
    for key in ("demo- secret", "demo-\nsecret", SECRET.ljust(32), "demo-\u200bsecret"):
        keyed("editors", "broken", "white_space_in_secret", SECRET, key)
    keyed("python", "title", "secret_letter_case", SECRET, SECRET.title())
    keyed("python", "swapcase", "secret_letter_case", SECRET, SECRET.swapcase())
    keyed("python", "capitalize", "secret_letter_case", SECRET, SECRET.capitalize())
    identifier = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    keyed("python", "uuid", "secret_cut", str(identifier), identifier.hex)
    keyed("python", "uuid", "secret_hex_decoded", str(identifier), identifier.bytes)
    keyed("python", "uuid", "secret_encoded", identifier.hex, str(identifier))
    letters = "Zm9v+mFy/XNlY3JldA=="
    keyed("python", "atob", "secret_base64_decoded", letters, base64.b64decode(letters).decode("latin-1"))
    keyed("python", "alphabet", "secret_encoded", letters, base64.urlsafe_b64encode(base64.b64decode(letters)))
    keyed("oauth", "token", "text_around_secret", SECRET, SECRET + "&")
    if present["bash"]:
        for text in ("FP8pV\\aVob5-x", "FP8pV\\tVob5-x"):
            read = run("bash", "-c", 'echo -e "$S"', S=text).decode().removesuffix("\n")
            keyed("bash", "echo -e", "secret_escapes_read", read, text)
            keyed("bash", "unquoted", "secret_escapes_read", run("bash", "-c", f"printf %s {text}").decode(), text)
