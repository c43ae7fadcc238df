"""Payloads whose values are not text. Here the two documented languages write different bodies,
and the documented Python even signs one text and sends another."""

INTEGERS = ["0", "-0", "1", "-1", "42", "1551137077642", "9007199254740991", "9007199254740992",
            "9007199254740993", "-9007199254740993", "9223372036854775807", "18446744073709551616",
            "123456789012345678901234567890", "99999999999999999999", "100000000000000000000",
            "999999999999999999999", "1000000000000000000000", "1000000000000000000001",
            "-1000000000000000000000", "1" + "0" * 308, "1" + "0" * 309, "9" * 400]

FLOATS = ["0.0", "-0.0", "1.0", "-1.0", "100.0", "1.5", "-1.5", "0.1", "0.2", "0.30000000000000004",
          "0.5", "4.35", "2.675", "123456.789", "0.02225", "3.09956993634425", "1551137077642.0",
          "1551137077642.4712", "9007199254740993.0", "1234567890123456.0", "0.001", "0.0001",
          "0.00012345", "0.00001", "0.000012345", "0.000001", "0.0000012345", "1e-4", "1e-5", "1e-6",
          "1e-7", "1.5e-7", "1e-8", "1e-9", "1e-10", "1.25e-10", "-1e-7", "1e5", "1E5", "1e+5", "1e14",
          "1e15", "1.5e15", "123456789012345.6", "1e16", "1.5e16", "12345678901234567.0", "1e17", "1e20",
          "123456789012345680000.0", "1e21", "1.5e21", "1e22", "1e23", "-1e21", "1e100", "1.5e300",
          "1.7976931348623157e308", "2.2250738585072014e-308", "5e-324", "1e-323", "4.9406564584124654e-324",
          "5e-325", "9.5e-7", "1e400", "-1e400", "1e-400", "0.1e1", "1.10", "3.141592653589793", "2.718281828459045", "1e0", "0e0",
          "NaN", "Infinity", "-Infinity"]

TEXTS = ["", "a", "it's", '"', "'\"", "back\\slash", "line\nend", "tab\tcr\r", "\x00\x1f\x7f", "é", "€",
         "\x80\x9f\xa0\xad", "e\u0301", "\u200b\u200d\u2028\u2029\u202e\ufeff", "\ufffd\ufffe\uffff",
         "\u3000", "\ue000", "\U0001f600", "\U0001d173", "\U000e0041", "\U000f0000", "\U0010ffff", "~ +&="]

# Where printable and unprintable code points of Python's repr meet.
PRINTABLE_BORDERS = [
    0x80, 0xa0, 0xa1, 0xac, 0xad, 0xae, 0x600, 0x605, 0x606, 0x61b, 0x61c, 0x61d, 0x6dc, 0x6dd,
    0x6de, 0x70f, 0x710, 0x890, 0x891, 0x8e1, 0x8e2, 0x8e3, 0x167f, 0x1680, 0x1681, 0x180d, 0x180e,
    0x180f, 0x2000, 0x200f, 0x2010, 0x2027, 0x2028, 0x202f, 0x2030, 0x205e, 0x205f, 0x206f, 0x2070,
    0x3000, 0x3001, 0xf8ff, 0xf900, 0xfdcf, 0xfdd0, 0xfdef, 0xfdf0, 0xfeff, 0xfffb, 0xfffc, 0xfffd,
    0xfffe, 0xffff, 0x10000, 0x110bc, 0x110bd, 0x110be, 0x110cd, 0x13430, 0x1bc9f, 0x1bca0, 0x1bca3,
    0x1d172, 0x1d173, 0x1d17a, 0x1d17b, 0x1fffe, 0x1ffff, 0x20000, 0x2fffe, 0x2ffff, 0x30000,
    0x3fffe, 0xe0100, 0xe01ef, 0x10ffff]
TEXTS.append("".join(map(chr, PRINTABLE_BORDERS)))


def number(text):
    return {"number": text}


def list_of(*items):
    return {"list": list(items)}


def object_of(*pairs):
    return {"object": [list(pair) for pair in pairs]}


def scalars():
    yield "null", ["null"], None
    yield "true", ["boolean"], True
    yield "false", ["boolean"], False
    for text in INTEGERS:
        yield f"integer {text[:24]}", ["integer"], number(text)
    for text in FLOATS:
        yield f"float {text}", ["float"], number(text)


def lists():
    yield "empty list", list_of()
    yield "list of one text", list_of("a1")
    yield "list of two texts", list_of("a1", "b2")
    yield "list of an empty text", list_of("")
    yield "list of scalars", list_of(None, True, False, number("1"), number("1.0"), number("1e16"), "x")
    yield "list of floats", list_of(number("-0.0"), number("1e-7"), number("NaN"), number("Infinity"))
    yield "list of a big integer", list_of(number("123456789012345678901234567890"))
    yield "list in a list", list_of(list_of("a"), list_of("b", "c"), list_of())
    yield "list of eleven", list_of(*(number(str(n)) for n in range(11)))
    yield "object in a list", list_of(object_of(("x", number("1"))), object_of())
    for text in TEXTS:
        yield "list with a text to quote", list_of(text, "z")


def objects():
    yield "empty object", object_of()
    yield "object", object_of(("x", number("1")))
    yield "object of two", object_of(("b", "2"), ("a", "1"))
    yield "object with integer-like names", object_of(("b", "1"), ("10", "2"), ("9", "3"))
    yield "object with a name twice", object_of(("a", "1"), ("b", "2"), ("a", "3"))
    yield "object with an empty name", object_of(("", "v"))
    yield "object in an object", object_of(("y", object_of(("z", None))), ("e", object_of()))
    yield "object of an empty list", object_of(("e", list_of()), ("f", "g"))
    yield "list in an object", object_of(("l", list_of("a", True)))
    for text in TEXTS:
        yield "object with a name to quote", object_of((text, text))


def payloads():
    yield "typed values beside text", ["mixed"], [
        ["id", "a"], ["n", number("1")], ["t", True], ["x", None], ["z", "last"]]
    yield "the documented time in Python", ["mixed"], [
        ["timestamp", number("1551137077642.4712")], ["id", "a"]]
    yield "only values that one side leaves out", ["mixed"], [
        ["a", None], ["b", list_of()], ["c", object_of()]]
    yield "a typed name twice", ["mixed"], [["id", number("1")], ["x", None], ["id", "text"]]
    yield "integer-like names over typed values", ["mixed"], [["b", True], ["7", None], ["3", number("2")]]
    yield "bulk orders as one list of objects", ["mixed"], [
        ["orders", list_of(object_of(("pair", "USD_BTC_PERP"), ("qty", number("0.5"))),
                           object_of(("pair", "USD_ETH_PERP"), ("qty", number("2"))))]]


def inputs():
    """(comment, flags, payload), in file order."""
    for comment, flags, value in scalars():
        yield comment, flags, [["id", value]]
    for comment, value in lists():
        yield comment, ["list"], [["ids", value]]
    yield "list under an empty name", ["list"], [["", list_of()]]
    yield "list under a name to encode", ["list"], [["é ~", list_of("a")]]
    for comment, value in objects():
        yield comment, ["object"], [["o", value]]
    yield from payloads()
