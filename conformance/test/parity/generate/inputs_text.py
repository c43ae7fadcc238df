"""Payloads of text: what parameters become as a body. Every value here is text, so the two
documented dialects may differ only in "~" and in the order of integer-like names."""

# The ids of the exchange's pages, and ids of the form that the exchange gives out.
PAGE_IDS = ["392392320eoweqwie3", "32302131320dqe", "482392320eoweqwii5",
            "849cdea0395411e98f54b395ae9c7bb6", "781a8e80393f11e98e2643f8c5a993ce"]

HOSTILE_IDS = [
    "849CDEA0395411E98F54B395AE9C7BB6", "849cdea0-3954-11e9-8f54-b395ae9c7bb6", "0", "00", "-1",
    "0e12345", "1e5", "0x10", "007", "12345678901234567890", "9007199254740993", "1.0", "1,5", "null",
    "None", "undefined", "NaN", "true", "True", "id", "[]", "{}", "[object Object]",
    "../../etc/passwd", "..%2f..%2f", "a/b?c#d", "' OR '1'='1' --", "<script>alert(1)</script>",
    "%s%n%x", "${jndi:ldap://localhost/a}", "$(id)", "`id`", "a;b", "a,b", "a|b", "a\\b", '"quoted"',
    "~tilde~", "*star*", "(bracket)", "!bang", "it's", "a b", " leading", "trailing ", "  ", "a+b",
    "a%20b", "a%2Bb", "%", "%%", "%4", "%zz", "%00", "a&b", "a=b", "a&id=b", "&", "=", "&&", "==", "+",
    "#", "?", "@", ":", "line\nend", "line\r\nend", "\r", "\n", "\t", "\x00", "\x00hidden", "a\x00",
    "\x1b[31mred\x1b[0m", "\x7f", "mock-503-after-1"]

UNICODE = [
    ("composed é", "\u00e9"), ("decomposed é", "e\u0301"), ("euro sign", "\u20ac"),
    ("Chinese", "取消订单"), ("Japanese", "キャンセル"), ("Korean, composed", "\ud55c\uae00"),
    ("Korean, jamo", "\u1112\u1161\u11ab"), ("Arabic", "إلغاء"), ("Hebrew with points", "שָׁלוֹם"),
    ("Hindi", "रद्द"), ("Thai", "ยกเลิก"), ("Turkish dotless i", "\u0131\u0130"), ("sharp s", "ßẞ"),
    ("long s and Kelvin sign", "\u017f\u212a"), ("stacked combining marks", "Z\u0351\u036b\u0343\u032a"),
    ("a combining mark first", "\u0301a"), ("emoji", "\U0001f600"),
    ("emoji with skin tone", "\U0001f44d\U0001f3fd"), ("flag", "\U0001f1eb\U0001f1ee"),
    ("family joined by ZWJ", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
    ("variation selector", "\u2764\ufe0f"), ("BOM first", "\ufeffabc"), ("BOM inside", "a\ufeffb"),
    ("BOM alone", "\ufeff"), ("soft hyphen", "a\u00adb"), ("no-break space", "a\u00a0b"),
    ("ideographic space", "a\u3000b"), ("zero-width space", "a\u200bb"),
    ("line and paragraph separator", "\u2028\u2029"), ("right-to-left override", "\u202eabc"),
    ("isolates", "\u2066a\u2069"), ("replacement character", "\ufffd"), ("full-width ASCII", "ＡＢＣ＝＆"),
    ("last of one byte, first of two", "\x7f\x80"), ("last of two bytes, first of three", "\u07ff\u0800"),
    ("around the surrogates", "\ud7ff\ue000"), ("noncharacters", "\ufdd0\ufffe\uffff"),
    ("last of three bytes, first of four", "\uffff\U00010000"), ("last code point", "\U0010ffff"),
    ("private use", "\ue123\U000f0000"), ("unassigned plane", "\U00040000"), ("tag characters", "\U000e0041"),
    ("musical symbol", "\U0001d11e"), ("mixed widths", "a\u00e9\u20ac\U0001f600z")]

EMPTIES = [
    ("no parameters", []), ("empty value", [["id", ""]]), ("empty name", [["", "v"]]),
    ("empty name and value", [["", ""]]), ("empty among others", [["a", ""], ["", "b"], ["c", "d"]]),
    ("two empty values", [["a", ""], ["b", ""]]), ("empty value last", [["id", "x"], ["note", ""]]),
    ("blank name and value", [[" ", " "]])]

ORDERS = [
    ("insertion order is kept", [["b", "1"], ["a", "2"], ["c", "3"]]),
    ("upper case is not sorted before lower", [["a", "1"], ["B", "2"], ["A", "3"], ["b", "4"]]),
    ("integer-like names", [["b", "1"], ["10", "2"], ["9", "3"], ["a", "4"], ["0", "5"]]),
    ("names that only look like integers",
     [["b", "0"], ["01", "1"], ["-1", "2"], ["1.5", "3"], ["+1", "4"], ["1e3", "5"], [" 2", "6"],
      ["٣", "7"], ["7", "8"]]),
    ("the largest integer-like name and the next",
     [["x", "0"], ["4294967295", "1"], ["4294967294", "2"], ["4294967296", "3"], ["4294967293", "4"],
      ["9007199254740991", "5"], ["99999999999999999999", "6"], ["1", "7"]]),
    ("names of inherited properties",
     [["constructor", "1"], ["__proto__", "2"], ["toString", "3"], ["length", "4"]]),
    ("the exchange's own bot puts these first",
     [["timestamp", "1551137077642"], ["recv_window", "5000"], ["id", PAGE_IDS[3]]]),
    ("a time with a fraction", [["timestamp", "1551137077642.4712"], ["id", PAGE_IDS[3]]]),
    ("bulk ids", [["ids[0]", PAGE_IDS[0]], ["ids[1]", PAGE_IDS[1]]]),
    ("brackets are characters", [["o[x]", "1"], ["o[y][z]", "2"], ["o[]", "3"], ["]", "4"], ["[", "5"]]),
    ("names that need encoding", [["a b", "1"], ["c&d", "2"], ["e=f", "3"], ["é", "4"], ["%41", "5"]]),
    ("200 parameters", [[f"name{n}", f"value {n}"] for n in range(200)])]

DUPLICATES = [
    ("a name twice", [["id", "first"], ["id", "second"]]),
    ("a name twice with others between", [["id", "1"], ["x", "2"], ["id", "3"], ["y", "4"]]),
    ("an integer-like name twice", [["b", "1"], ["7", "2"], ["b", "3"], ["7", "4"], ["3", "5"]]),
    ("an empty name twice", [["", "1"], ["", "2"]])]


def repeats():
    for text, name in (("x", "plain"), (" ", "blank"), ("\u00e9", "two-byte"), ("\U0001f600", "emoji"),
                       ("%", "percent"), ("~", "tilde")):
        yield f"1000 times {name}", [["id", text * 1000]]


def inputs():
    """(comment, flags, payload), in file order."""
    for code_point in range(256):
        letter = chr(code_point)
        yield f"U+{code_point:04X} in name and value", ["code_point"], [[f"n{letter}", f"a{letter}b"]]
    for code_point in range(256):
        letter = chr(code_point)
        yield f"U+{code_point:04X} alone", ["code_point"], [[letter, letter]]
    yield "U+0000 to U+00FF in one value", ["code_point"], [["id", "".join(map(chr, range(256)))]]
    for text in PAGE_IDS:
        yield f"documented id {text}", ["order_id"], [["id", text]]
    for text in HOSTILE_IDS:
        yield "hostile id", ["order_id"], [["id", text]]
    for comment, text in UNICODE:
        yield f"{comment}, value", ["unicode"], [["id", text]]
        yield f"{comment}, name", ["unicode"], [[text, "v"]]
        yield f"{comment}, amid ASCII", ["unicode"], [["id", f"a{text}~ {text}b"]]
    for comment, payload in EMPTIES:
        yield comment, ["empty"], payload
    for comment, payload in ORDERS:
        yield comment, ["order_of_names"], payload
    for comment, payload in DUPLICATES:
        yield comment, ["duplicate_name"], payload
    for comment, payload in repeats():
        yield comment, ["long"], payload
