"""Recipes that change the secret on its way from a file to the program, or the digest in a shell's pipe."""
import ast
import html
import json
import re
import shlex
import urllib.parse

import languages
from items import Item

try:
    import yaml
except ImportError:
    yaml = None
    languages.absent.add("PyYAML")

BODIES = [b"id=1", b"id=849cdea0395411e98f54b395ae9c7bb6", b"pair=USD_BTC_PERP&price=1&qty=2"]


def _some_secret(draw):
    word = lambda n: "".join(draw.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789") for _ in range(n))
    return draw.choice([
        lambda: word(6) + "$" + word(5), lambda: word(4) + "$$" + word(6), lambda: word(4) + "${" + word(4) + "}" + word(5),
        lambda: word(5) + "$" + word(4) + "{" + word(4), lambda: word(5) + "#" + word(5), lambda: word(5) + "\\" + word(5),
        lambda: word(4) + "\\n" + word(6), lambda: word(4) + "\\t" + word(4) + "\\\\" + word(3), lambda: word(16), lambda: word(32),
        lambda: word(5) + "%2B" + word(6), lambda: word(5) + "+" + word(4) + "/" + word(4) + "==", lambda: word(4) + "&" + word(6),
        lambda: word(5) + "é" + word(6), lambda: word(4) + "—" + word(6), lambda: word(5) + "'" + word(5), lambda: word(5) + '"' + word(5),
        lambda: word(4) + "<" + word(4) + ">", lambda: word(5) + ";" + word(5), lambda: word(5) + "=" + word(5), lambda: word(4) + "!" + word(6) + "@",
        lambda: "$" + word(12), lambda: word(9) + "$", lambda: word(5) + " " + word(6), lambda: word(5) + ":" + word(6)])()


def _digits(draw):
    return draw.choice([
        lambda: "00" + str(draw.randrange(10 ** 12, 10 ** 15)), lambda: str(draw.randrange(10 ** 19, 10 ** 20)),
        lambda: "0" + oct(draw.randrange(8 ** 10, 8 ** 12))[2:], lambda: hex(draw.randrange(16 ** 8, 16 ** 13)),
        lambda: f"{draw.randrange(1, 9)}e{draw.randrange(10, 20)}", lambda: str(draw.randrange(10 ** 11, 10 ** 15)) + ".0",
        lambda: str(draw.randrange(10 ** 17, 10 ** 18)), lambda: f"{draw.randrange(10 ** 6)}.{draw.randrange(1, 10 ** 5)}0",
        lambda: "+" + str(draw.randrange(10 ** 9, 10 ** 10)), lambda: f"{draw.randrange(1, 24)}:{draw.randrange(10, 60)}:{draw.randrange(10, 60)}",
        lambda: str(draw.randrange(10 ** 24, 10 ** 25)), lambda: f"1_000_{draw.randrange(100, 999)}_{draw.randrange(100, 999)}"])()


def compose(text):
    """What Docker's page on interpolation says, with no variable set."""
    return re.sub(r"\$\$|\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)",
                  lambda m: "$" if m[0] == "$$" else m[2] or "", text)


def _readers(secret):
    """(name, what comes out), for what only Python and the shells need to be asked."""
    shell = languages.shell
    safe = re.fullmatch(r"[A-Za-z0-9$\\#{}._%+/=:@!-]*", secret)
    yield "compose", compose(secret)
    if safe and "${" not in secret:
        yield "shell, K=…", shell(f"K={secret}; printf %s \"$K\"")
        yield "shell, K=\"…\"", shell(f'K="{secret}"; printf %s "$K"')
        yield "bash, K=…", shell(f"K={secret}; printf %s \"$K\"", program="bash")
    yield "dash's echo", (shell('echo "$1"', [secret]) or b"\n")[:-1]
    yield "bash's echo -e", (shell('echo -e "$1"', [secret], program="bash") or b"\n")[:-1]
    yield "printf %b", shell('printf %b "$1"', [secret])
    yield "read without -r", shell('read K; printf %s "$K"', text=secret.encode() + b"\n")
    yield "xargs", shell("xargs printf %s", text=secret.encode())
    yield "bash's printf %q", shell('printf %q "$1"', [secret], program="bash")
    yield "shlex.quote", shlex.quote(secret)
    for name, text in (("export", f"export K={secret}"), ("whole line", f"EVERSTRIKE_SECRET_KEY={secret}"),
                       ("whole line, other name", f"SECRET={secret}"), ("YAML's line", f"secret: {secret}"),
                       ("export, quoted", f'export EVERSTRIKE_SECRET_KEY="{secret}"'), ("with a line end", f"EVERSTRIKE_SECRET_KEY={secret}\n"),
                       ("comment glued on", f"{secret}#comment"), ("comment", f"{secret} # the key"), ("semicolon", secret + ";"),
                       ("comma", secret + ","), ("JSON's member", f'"secret": "{secret}"'), ("double quotes", f'"{secret}"'),
                       ("single quotes", f"'{secret}'"), ("curly quotes", f"“{secret}”"), ("curly single quotes", f"‘{secret}’"),
                       ("angle quotes", f"«{secret}»"), ("low quotes", f"„{secret}“"), ("backticks", f"`{secret}`"), ("angles", f"<{secret}>"),
                       ("CR", secret + "\r"), ("CR LF", secret + "\r\n"), ("LF", secret + "\n"), ("BOM", "\ufeff" + secret), ("NUL", secret + "\0"),
                       ("blank", secret + " "), ("no-break space", secret + "\u00a0"), ("zero width", secret + "\u200b")):
        yield name, text
    yield "unquote", urllib.parse.unquote(secret)
    yield "unquote_plus", urllib.parse.unquote_plus(secret)
    yield "quote", urllib.parse.quote(secret)
    yield "quote all", urllib.parse.quote(secret, safe="")
    yield "quote_plus", urllib.parse.quote_plus(secret)
    yield "html.escape", html.escape(secret)
    yield "html.unescape", html.unescape(secret)
    yield "json.dumps, cut out", json.dumps(secret)[1:-1]
    yield "json.dumps", json.dumps(secret)
    yield "repr", repr(secret)
    yield "repr of bytes", repr(secret.encode())
    try:
        yield "Python's literal", ast.literal_eval(f'"{secret}"')
    except (SyntaxError, ValueError):
        pass
    for charset in ("latin-1", "cp1252", "utf-16-le", "utf-16-be", "utf-16", "ascii"):
        yield charset, secret.encode(charset, "replace")
    yield "UTF-8 taken for Latin-1", secret.encode().decode("latin-1")


def secrets(draw, count):
    chosen = [_some_secret(draw) for _ in range(count)]
    parse = languages.node([["env", f"K={one}"] for one in chosen])
    parse_quoted = languages.node([["env", f'K="{one}"'] for one in chosen])
    escapes = languages.node([["escapes", one] for one in chosen])
    encoded = languages.node([["encodeURIComponent", one] for one in chosen])
    for i, secret in enumerate(chosen):
        ways = list(_readers(secret))
        ways += [("Node's parseEnv", parse[i]), ("Node's parseEnv, quoted", parse_quoted[i]), ("JSON.parse", escapes[i]),
                 ("encodeURIComponent", encoded[i])]
        ways = [(name, text if isinstance(text, bytes) else text.encode("utf-8", "replace")) for name, text in ways if text]
        ways = [(name, text) for name, text in ways if text != secret.encode() and len(text) > 3]
        for name, text in draw.sample(ways, min(len(ways), 3)):
            yield from _both(draw, "secret: " + name, secret.encode(), text)


def _both(draw, kind, there, here):
    body = draw.choice(BODIES)
    true = "secret"
    if draw.random() < 0.65:
        yield Item(kind, "signed", body, true, body, secret=there, key=here)
    elif not here.endswith((b"\r", b"\n", b"\0")):
        yield Item(kind, "sent", body, true, body, secret=here, key=there)


def numbers(draw, count):
    chosen = [_digits(draw) for _ in range(count)]
    json_text = languages.node([["json_text", one] for one in chosen])
    number_text = languages.node([["number_text", one] for one in chosen])
    jq = languages.lines_of("jq", ["-R", "try tonumber catch null"], chosen)
    for i, secret in enumerate(chosen):
        ways = [("JSON.parse", json_text[i]), ("Number", number_text[i]), ("jq", jq[i])]
        for name, read in (("int", int), ("float", float), ("int, base 0", lambda text: int(text, 0)), ("octal", lambda text: int(text, 8) if text[0] == "0" else int(text)),
                           ("yaml", yaml.safe_load if yaml else lambda text: text)):
            try:
                ways.append((name, str(read(secret))))
            except ValueError:
                pass
        if re.fullmatch(r"[0-9xa-f]*", secret) and len(secret) < 18:
            ways.append(("bash's arithmetic", (languages.shell(f"echo $(({secret}))", program="bash") or b"").decode().strip()))
        ways = [(name, text) for name, text in ways if text and text not in (secret, "NaN", "null")]
        for name, text in draw.sample(ways, min(len(ways), 2)):
            body = draw.choice(BODIES)
            yield Item("secret read as a number: " + name, "signed", body, "secret", body, secret=secret.encode(), key=text.encode())


PIPES = [
    "openssl dgst -sha256 -hmac \"$1\" | base64 -w0", "openssl dgst -sha256 -hmac \"$1\" | sed 's/^SHA2-256//' | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\"", "openssl dgst -sha256 -hmac \"$1\" -r", "openssl dgst -sha256 -hmac \"$1\" -r | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" | sed 's/^.*= //'", "openssl dgst -sha256 -hmac \"$1\" | sed 's/^.*= //' | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" | sed 's/^.*= //' | tr -d '\\n' | base64 -w0", "openssl dgst -sha256 -hmac \"$1\" | cut -d' ' -f2 | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" -c", "openssl dgst -sha256 -hmac \"$1\" -c | base64 -w0",
    "(openssl dgst -sha256 -hmac \"$1\" -binary; echo) | base64 -w0", "(openssl dgst -sha256 -hmac \"$1\" -binary; printf '\\r\\n') | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" -binary | xxd -p | base64 -w0", "openssl dgst -sha256 -hmac \"$1\" -binary | xxd -p -c64",
    "openssl dgst -sha256 -hmac \"$1\" -binary | base64 | base64 -w0", "openssl dgst -sha256 -hmac \"$1\" -binary | xxd -p | tr -d '\\n' | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" -binary | base64 -w0 | tr '+/' '-_'", "openssl dgst -sha256 -hmac \"$1\" -binary | xxd -p -u -c64 | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" | sed 's/^SHA2-256//'", "openssl dgst -sha256 -hmac \"$1\" | sed 's/^SHA2-256(stdin)= /HMAC-SHA256(stdin)= /' | base64 -w0",
    "openssl dgst -sha256 -hmac \"$1\" -binary | od -An -tx1 | tr -d '\\n'", "openssl dgst -sha256 -hmac \"$1\" -binary | od -An -tx1 | base64 -w0",
]
BROKEN_ECHOES = ["echo -n \"$2\"", "echo -e \"$2\"", "echo -en \"$2\"", "echo \"'$2'\"", "echo \"$2\"", "printf '%s\\n' \"$2\"", "printf '%s\\r\\n' \"$2\"",
                 "printf '%s\\0' \"$2\"", "printf '%s' \"-n $2\"", "printf '%s ' \"$2\"", "echo \" $2\"", "printf \"%q\" \"$2\""]


def pipes(draw, count):
    for _ in range(count):
        body = draw.choice(["id=1", "id=" + draw.randbytes(16).hex(), "id=7&note=x"])
        if draw.random() < 0.6:
            pipe = draw.choice(PIPES)
            out = languages.shell('printf %s "$2" | ' + pipe, ["demo-secret", body])
            true = "hex|base64|label|around|white_space|line_end|digest|openssl|newline|byte_behind|bytes_behind"
            kind = "pipe: " + re.sub(r'openssl dgst -sha256 -hmac "\$1"', "dgst", pipe)
        else:
            echo = draw.choice(BROKEN_ECHOES)
            out = languages.shell(echo + ' | openssl dgst -sha256 -hmac "$1" -binary | base64 -w0', ["demo-secret", body],
                                  program="bash" if "%q" in echo else "dash")
            true = "echo|line_end|invisible|option|quoted|bytes_signed|white|text_escaped|text_quoted|prefix"
            kind = "pipe: " + echo
        if out:
            yield Item(kind, "signed", body.encode(), true, signature=out.decode().strip("\n"))


def file_of_secret(draw, count):
    """The secret's file as editors write it."""
    for _ in range(count):
        text = _some_secret(draw)
        body = draw.choice(BODIES)
        ways = [b"\xef\xbb\xbf" + text.encode(), text.encode("utf-16"), (text + "\r\n").encode("utf-16"), (text + "\r\n").encode("utf-16-le"),
                b"\xef\xbb\xbf" + text.encode() + b"\r\n", text.encode() + b"\n\n", b"\n" + text.encode(), b"\t" + text.encode(),
                (text + "\n").encode("utf-16")]
        yield Item("secret: file as editors write it", "signed", body, "secret", body, secret=text.encode(), key=draw.choice(ways))


__all__ = ["file_of_secret", "numbers", "pipes", "secrets"]
