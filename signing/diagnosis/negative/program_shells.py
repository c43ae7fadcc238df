"""Bodies through shells, their pipes, curl and editors."""
import http.server
import os
import tempfile
import threading
import urllib.parse

from requests_made import add, KEY, made, present, run, SECRET, shell, sign

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


def cut_bodies():
    for text in ("na\u00efve", "na\u00efve-\u00e9"):
        body = ("id=" + text).encode()
        cut = body[:len("id=" + text)]
        if len(body) - len(cut) == 1:
            made.append({"mistake": "bytes_lost_after_signing", "way": "charsets/cut", "input": 0, "also": [], "api_key": KEY,
                         "secret": SECRET, "body_hex": cut.hex(), "signature": sign(body)})


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


def more_pipes():
    if not (present["openssl"] and present["dash"]):
        return
    for body in BODIES[:2]:
        label = shell('printf %s "$BODY" | openssl dgst -sha256 -hmac "$KEY" -c', BODY=body, KEY=SECRET).strip("\n")
        add("dash", "dgst -c", "hex_instead_of_base64+text_around_signature", body, label)
        quoted = shell("echo \"'$BODY'\" | openssl dgst -sha256 -hmac \"$KEY\" -binary | base64 -w0", BODY=body, KEY=SECRET)
        add("dash", "echo-quoted", "line_end_signed+text_quoted", body, quoted)
