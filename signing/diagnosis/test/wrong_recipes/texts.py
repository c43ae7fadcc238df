"""Recipes that spell a value, a field or the whole body in two ways."""
import datetime
import decimal
import gzip
import html
import json
import urllib.parse
import zlib

import languages
from items import Item, NAMES, form, pick_pair, quoted

WORDS = ["naïve-é", "a b", "x:y@z", "50%", "a+b", "—abc", "订单-7", "it's~(1)*!", "a,b;c", "[1,2]", "$5", "a/b?c", "Ωmega",
         "café au lait", "a&b=c", "\U0001f600x", "tést", "{k}", "ño", "a'b\"c", "q#1", "Å-1"]


def numbers(draw, count):
    values = []
    for _ in range(count):
        digits = draw.randrange(1, 10 ** draw.choice([1, 2, 3, 5, 8]))
        values.append(format(decimal.Decimal(digits).scaleb(-draw.choice([0, 0, 1, 2, 2, 3, 5, 7, 8, 10])), "f"))
    values += [str(draw.randrange(1_600_000_000_000, 1_800_000_000_000)) for _ in range(count // 8)]
    values = [format(decimal.Decimal(one).normalize(), "f") for one in values]
    told = [[] for _ in values]
    for i, answer in enumerate(languages.node([["number", one] for one in values])):
        told[i] += [tuple(one) for one in answer or []]
    for i, answer in enumerate(languages.java([("number", one) for one in values])):
        told[i] += answer
    for i, answer in enumerate(languages.perl_numbers(values)):
        told[i] += [(one, ".", "") for one in answer]
    for program, arguments in (("bc", []), ("jq", ["."]), ("mawk", ["{print $1+0}"]), ("numfmt", ["--format=%.8f", "--invalid=ignore"]),
                               ("mawk", ["{printf \"%.10g\\n\", $1}"])):
        for i, one in enumerate(languages.lines_of(program, arguments, values)):
            told[i] += [(one, ".", "")] if one else []
    for i, one in enumerate(values):
        x, exact = float(one), decimal.Decimal(one)
        told[i] += [(text, ".", ",") for text in (
            repr(x), f"{x:g}", f"{x:e}", f"{x:f}", f"{x:.8f}", f"{x:.2f}", f"{x:.17g}", f"{x:E}", f"{x:G}", str(exact), f"{exact:E}", f"{x:,}",
            f"{exact:,}", f"{x:+}", json.dumps(x), f"{exact:.10f}", f"{x:012.4f}", str(exact * decimal.Decimal("1.000")),
            f"{x:.1f}", f"{x:.3e}")]
        told[i] += [(text.decode(), ".", "") for script in ("printf %e", "printf %g", "printf %.8f", "printf %+g")
                    if i < 40 and (text := languages.shell(f"{script} {one}"))]
        if one.startswith("0."):
            told[i].append((one[1:], ".", ""))
    for one, spellings in zip(values, told):
        same = [text for text, point, group in spellings if _is(decimal.Decimal(one), text, point, group)]
        pair = pick_pair(draw, one, same)
        if pair is None:
            continue
        odd, sent, signed = pair
        body = form(draw, name := draw.choice(["price", "qty", "limit_price", "timestamp"]))
        write = (lambda text: text) if draw.random() < 0.2 else quoted
        yield Item("number", odd, body(f"{name}={write(sent)}"), "literal_spell|number|value_spell|digits",
                   body(f"{name}={write(signed)}"))
    for _ in range(count // 10):  # a sum of the language's own
        tenths = [draw.randrange(1, 99) for _ in range(2)]
        exact = decimal.Decimal(sum(tenths)) / 10
        x = tenths[0] / 10 + tenths[1] / 10
        pair = pick_pair(draw, str(exact), [repr(x), f"{x:.17g}"])
        if pair and repr(x) != str(exact):
            body = form(draw, "qty")
            yield Item("number, double's repr", pair[0], body(f"qty={pair[1]}"), "literal_spell|number|digits",
                       body(f"qty={pair[2]}"))


def _is(value, text, point, group):
    for mark in (group, "'", "\u2019", "\u00a0", "\u202f") if group or point != "." else ():
        text = text.replace(mark, "") if mark else text
    text = text.replace(point, ".")
    try:
        return decimal.Decimal(text) == value or float(decimal.Decimal(text)) == float(value)
    except (decimal.InvalidOperation, ValueError):
        return False


def literals(draw, count):
    node = languages.node([["text", kind] for kind in ("true", "false", "null", "undefined")])
    java_like = ["true", "false", "null"]  # String.valueOf, documented
    families = [
        [str(True), node[0] or "true", java_like[0], "TRUE", json.dumps(True), "1"],
        [str(False), node[1] or "false", java_like[1], "FALSE", json.dumps(False), "0", ""],
        [str(None), node[2] or "null", node[3] or "undefined", "nil", "NULL", "", None],
    ]
    for _ in range(count):
        family = draw.choice(families)
        sent, signed = draw.sample(list(dict.fromkeys(family)), 2)
        name = draw.choice(["post_only", "reduce_only", "note"])
        body = form(draw, name)
        write = lambda text: None if text is None else f"{name}={text}"
        bodies = body(write(sent)), body(write(signed))
        if b"" in bodies:
            continue
        yield Item("literal, null", "both", bodies[0],
                   "literal_spell|none_signed|null|field_added|field_signed|empty|value_spell|field_without", bodies[1])


def empty_fields(draw, count):
    for _ in range(count):
        name = draw.choice(NAMES)
        body = form(draw, name)
        forms = [f"{name}=", name, None, f"{name}=undefined", f"{name}=null", f"{name}=None"]
        sent, signed = draw.sample(forms[:3] if draw.random() < 0.7 else forms, 2)
        bodies = body(sent), body(signed)
        if b"" in bodies:
            continue
        yield Item("empty field", "both", bodies[0],
                   "none_signed|field_added|field_signed|empty|literal_spell|null|bytes_added|equals|ampersand|field_without", bodies[1])


ENCODERS = ("encodeURIComponent", "encodeURI", "axios", "escape", "urlsearchparams", "querystring", "url")
JAVA_ENCODERS = ("URLEncoder", "URI", "URI-ascii")


def encoders(draw, count):
    values = ["".join(draw.sample(WORDS, draw.choice([1, 1, 2]))) for _ in range(count)]
    values += ["".join(draw.choice("aB9 :@$,+[]~!'()*/?;=&%é") for _ in range(draw.randrange(2, 12))) for _ in range(count)]
    node = languages.node([[encoder, one] for one in values for encoder in ENCODERS])
    java = languages.java([(encoder, one) for one in values for encoder in JAVA_ENCODERS])
    jq = languages.lines_of("jq", ["-rR", "@uri"], values)
    for i, value in enumerate(values):
        told = {name: text for name, text in zip(ENCODERS, node[i * len(ENCODERS):]) if text}
        told |= {name: text[0].decode() for name, text in zip(JAVA_ENCODERS, java[i * len(JAVA_ENCODERS):]) if text}
        told |= {"quote": urllib.parse.quote(value), "quote all": urllib.parse.quote(value, safe=""),
                 "quote_plus": urllib.parse.quote_plus(value), "raw": value,
                 "lower case escapes": _lower_escapes(urllib.parse.quote_plus(value)),
                 ".NET's EscapeDataString, documented": urllib.parse.quote(value, safe="-_.~"),
                 "PHP's rawurlencode, documented": urllib.parse.quote(value, safe="-_.~"),
                 "PHP's urlencode, documented": urllib.parse.quote_plus(value, safe="-_.").replace("~", "%7E")}
        if jq[i]:
            told["jq @uri"] = jq[i]
        for name in ("encodeURI", "url", "URI", "raw"):  # would cut the field: another kind of mistake
            if any(c in value for c in "&=#"):
                told.pop(name, None)
        names = [name for name in told if told[name] != told["quote_plus"]] + ["quote_plus"]
        if len(names) < 2:
            continue
        a, b = draw.sample(names, 2)
        if told[a] == told[b]:
            continue
        true = "reserved|blank_plus|encoder"
        if urllib.parse.unquote(told[a]) == told[b] or urllib.parse.unquote_plus(told[a]) == told[b]:
            true += "|values_not_encoded"
        if "raw" in (a, b) or urllib.parse.unquote_plus(told[b]) == told[a] or urllib.parse.unquote(told[b]) == told[a]:
            true += "|encoded_signed_raw|values_not_encoded"
        if "escape" in (a, b):
            true += "|charset"
        if told[a].upper() == told[b].upper() or "lower case escapes" in (a, b):
            true += "|escape_letter"
        if "%" in value:
            true += "|encoded_twice"
        if "," in value or "[" in value:  # both readings fit a value like that
            true += "|list_written" if value.startswith("[") else ""
        body = form(draw, "note")
        kind = "encoders: " + ("raw and another" if "raw" in (a, b) else "axios" if "axios" in (a, b) else "escape"
                               if "escape" in (a, b) else "others")
        yield Item(kind, "both", body(f"note={told[a]}"), true, body(f"note={told[b]}"))


def _lower_escapes(text):
    parts = text.split("%")
    return "%".join([parts[0]] + [part[:2].lower() + part[2:] for part in parts[1:]])


def twice(draw, count):
    for _ in range(count):
        value = draw.choice(WORDS)
        once = draw.choice([quoted(value), urllib.parse.quote(value, safe="")])
        again = draw.choice([quoted(once), urllib.parse.quote(once, safe="")])
        if once == again:
            continue
        odd, sent, signed = draw.choice([("sent", again, once), ("signed", once, again)])
        body = form(draw, "note")
        yield Item("encoded twice", odd, body(f"note={sent}"), "encoded_twice|values_not_encoded|encoded_signed",
                   body(f"note={signed}"))


def lists(draw, count):
    for _ in range(count):
        items = [str(draw.randrange(10, 99)) for _ in range(draw.choice([1, 2, 2, 3]))]
        if len(items) == 1:
            continue
        forms = [languages_list for languages_list in (
            urllib.parse.urlencode({"ids": items}), urllib.parse.urlencode({"ids": items}, doseq=True),
            "&".join(f"ids[]={one}" for one in items), "&".join(f"ids%5B%5D={one}" for one in items),
            "&".join(f"ids[{i}]={one}" for i, one in enumerate(items)),
            "&".join(f"ids%5B{i}%5D={one}" for i, one in enumerate(items)),
            "ids=" + ",".join(items), "ids=" + quoted(",".join(items)), "ids=" + quoted(json.dumps(items)),
            "ids=" + quoted(json.dumps(items, separators=(",", ":"))))]
        sent, signed = draw.sample(list(dict.fromkeys(forms)), 2)
        body = form(draw, "ids")
        encoded = "|reserved|values_not_encoded|encoded_signed|literal|spell"
        yield Item("list", "both", body(sent), "list_written" + encoded, body(signed))


def line_ends(draw, count):
    for _ in range(count):
        fields = [f"{name}={draw.choice(['abc', 'x-1', '7', 'BUY'])}" for name in draw.sample(NAMES, draw.choice([1, 2, 3]))]
        end = draw.choice(["\n", "\r\n", "\r"])
        plain = "&".join(fields)
        between = draw.choice([f"{end}&".join(fields), f"&{end}".join(fields), plain])
        odd_text = between + draw.choice([end, end, "", end * 2])
        if odd_text == plain:
            continue
        odd, sent, signed = draw.choice([("signed", plain, odd_text), ("sent", odd_text, plain)])
        yield Item("line ends: file", odd, sent.encode(), "line_end|line_ends", signed.encode())
    for _ in range(count):
        lines = ["first", "second", "third"][:draw.choice([2, 3])]
        a, b = draw.sample(["\n", "\r\n", "\r", " ", ""], 2)
        if a in ("", " "):  # where the line ends were isn't in what was sent
            a, b = b, a
        if a in ("", " "):
            continue
        body = form(draw, "note")
        write = draw.choice([quoted, urllib.parse.quote])
        true = "line_end|line_ends" + ("|white|value_spell|reserved|blank" if "" in (a, b) or " " in (a, b) else "")
        yield Item("line ends: within a value", "both", body("note=" + write(a.join(lines))), true,
                   body("note=" + write(b.join(lines))))
    for _ in range(count // 2):  # one text with one end, the other with another
        body = "id=" + draw.randbytes(4).hex()
        a, b = draw.sample(["\n", "\r\n", "\r", "\n\n"], 2)
        yield Item("line ends: another one behind", "both", (body + a).encode(), "line_end|line_ends", (body + b).encode())


def unicode_forms(draw, count):
    values = [draw.choice(["é", "naïve", "Å-1", "ñandú", "한글", "ﬁn", "①", "ｘ１", "ẛ̣", "Ωmega é"]) for _ in range(count)]
    kinds = ["NFC", "NFD", "NFKC", "NFKD"]
    told = languages.node([["normalize", one, kind] for one in values for kind in kinds])
    for i, _ in enumerate(values):
        forms = list(dict.fromkeys(one for one in told[4 * i:4 * i + 4] if one))
        if len(forms) < 2:
            continue
        sent, signed = draw.sample(forms, 2)
        if len(sent) <= len(signed) and sent in told[4 * i + 2:4 * i + 4] and signed not in told[4 * i + 2:4 * i + 4]:
            sent, signed = signed, sent  # which of the letters alike it was is lost
        body = form(draw, "note")
        write = draw.choice([quoted, lambda text: text])
        yield Item("Unicode form", "both", body("note=" + write(sent)), "unicode", body("note=" + write(signed)))


def charsets(draw, count):
    values = [draw.choice([w for w in WORDS if not w.isascii()]) + str(draw.randrange(100)) for _ in range(count)]
    values = [one.replace("&", "").replace("+", "").replace("%", "") for one in values]
    node = languages.node([["bytes", one, charset] for one in values for charset in ("latin1", "ascii", "utf16le")])
    java = languages.java([(charset, one) for one in values for charset in ("US-ASCII", "ISO-8859-1", "UTF-16", "modified", "windows-1252")])
    for i, value in enumerate(values):
        body = form(draw, "note")
        whole = body("note=" + value)
        prefix, suffix = whole.split(value.encode(), 1)
        spelled = [bytes.fromhex(one) for one in node[3 * i:3 * i + 2] if one]
        spelled += [one for j in (0, 1, 3, 4) for one in java[5 * i + j]]
        spelled += [value.encode("ascii", "replace"), value.encode("utf-16-le").decode("utf-16-le", "replace").encode(),
                    b"".join(b"?" * len(c.encode("utf-16-le")[::2]) if ord(c) > 127 else c.encode() for c in value),
                    value.encode("ascii", "ignore"), value.encode("latin-1", "replace"), value.encode("cp1252", "replace"),
                    value.encode("utf-8").decode("latin-1").encode("utf-8"), value.encode("utf-8").decode("cp1252", "replace").encode("utf-8")]
        odd = [one for one in spelled if one != value.encode()]
        pair = pick_pair(draw, value.encode(), odd)
        if pair is None or pair[0] == "both":
            continue
        # What "?" was before is not in the body any more: nobody can prove that way back.
        if pair[0] == "sent" and (b"?" in pair[1] or len(pair[1]) < len(value)):
            continue
        if pair[0] == "sent" and any(ord(c) > 255 for c in value) and pair[1] not in (
                value.encode("utf-8").decode("latin-1").encode("utf-8"),):
            continue
        yield Item("charset of the body", pair[0], prefix + pair[1] + suffix, "charset|surrogate|low_bytes|question|twice|mojibake",
                   prefix + pair[2] + suffix)
        if draw.random() < 0.3:
            text = prefix + value.encode() + suffix
            wide = draw.choice([text.decode().encode("utf-16"), text.decode().encode("utf-16-le"), text.decode().encode("utf-16-be"),
                                b"\xfe\xff" + text.decode().encode("utf-16-be"), b"\xef\xbb\xbf" + text])
            odd, sent, signed = draw.choice([("signed", text, wide), ("sent", wide, text)])
            yield Item("UTF-16, BOM", odd, sent, "charset|utf16|utf_16|invisible|bytes_added|byte_order|bom", signed)
    for _ in range(count // 3):  # as Windows' editors and shells write it
        text = "id=" + draw.randbytes(6).hex() + draw.choice(["", "&note=x"])
        ended = text + draw.choice(["\r\n", "\n"])
        wide = draw.choice([ended.encode("utf-16"), b"\xfe\xff" + ended.encode("utf-16-be"), ended.encode("utf-16-le"),
                            b"\xef\xbb\xbf" + ended.encode()])
        odd, sent, signed = draw.choice([("signed", text.encode(), wide), ("sent", wide, text.encode())])
        yield Item("UTF-16 or BOM with a line end", odd, sent, "charset|utf16|utf_16|invisible|bytes_added|byte_order|bom|line_end",
                   signed)


def changed_behind(draw, count):
    for _ in range(count):
        text = form(draw, "note")("note=" + quoted(draw.choice(WORDS)))
        deflated = zlib.compressobj(wbits=-15)
        coded, name = draw.choice([
            (gzip.compress(text, mtime=0), "gzip"), (gzip.compress(text), "gzip"), (zlib.compress(text), "deflate"),
            (deflated.compress(text) + deflated.flush(), "deflate"), (gzip.compress(text), "x-gzip"), (gzip.compress(text), "")])
        if name == "" and coded[:2] not in (b"\x1f\x8b", b"\x78\x9c"):
            continue
        headers = (("Content-Encoding", name),) if name else ()
        yield Item("compressed", "sent", coded, "compress", text, headers=headers)
    for _ in range(count // 2):
        text = "&".join(f"{name}={draw.choice(['a', 'b c', '<x>'])}".replace(" ", "+") for name in draw.sample(NAMES, 2))
        odd, sent, signed = draw.choice([("signed", text, html.escape(text)), ("sent", html.escape(text), text)])
        yield Item("HTML escapes", odd, sent.encode(), "text_escaped", signed.encode())
    for _ in range(count // 3):
        when = datetime.datetime(2026, 1, 1) + datetime.timedelta(seconds=draw.randrange(10 ** 7))
        pair = pick_pair(draw, when.isoformat(), [when.isoformat() + "Z", str(when), when.isoformat() + ".000Z", when.isoformat() + "+00:00"])
        body = form(draw, "time")
        yield Item("time of day", pair[0], body("time=" + quoted(pair[1])), "literal|value_spell|time|date|bytes_added|bytes_lost", body("time=" + quoted(pair[2])))
