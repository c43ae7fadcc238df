"""What the flags and mistakes of the vector files mean: explained once per file, from here."""
import pathlib
import re

FLAGS = {
    "api_key": "about the text of x-api-key, which is sent and not signed",
    "body_length": "body lengths around the 64-byte blocks of SHA-256",
    "boolean": "true and false against True and False",
    "code_point": "every code point from U+0000 to U+00FF",
    "duplicate_name": "a name more than once: in an object or dict the last value stays, at the place "
                      "of the first; a list of pairs keeps them all",
    "empty": "empty names, values, and no parameters at all",
    "float": "a number with a fraction or an exponent, or not a number",
    "integer": "an integer, also beyond 2^53, where JavaScript rounds",
    "list": "a list as value",
    "long": "kilobytes of one character",
    "mistake": "the right signature was replaced by one that shows a known mistake",
    "mixed": "several kinds of values in one payload",
    "not_text": "bytes that are not UTF-8, which the documented calls can't take as text",
    "null": "null against None",
    "object": "an object or dict as value",
    "order_id": "texts as order ids",
    "order_of_names": "the order of parameters; JavaScript moves integer-like names to the front",
    "pairs": "the payload is a list of pairs instead of a dict",
    "raw_body": "a body as given bytes, made by no encoder",
    "secret": "secrets of all lengths and kinds",
    "signed_is_not_sent": "requests encodes the payload by itself, so that other bytes are sent than "
                          "were signed: the documented program as it stands, and a refused request",
    "unicode": "text beyond ASCII, in UTF-8; nothing is normalised",
}


def mistakes():
    """Slug and meaning of every mistake: the index of docs/mistakes.md, which the catalogue makes."""
    row = re.compile(r"\| [A-Z]+-\d+ \| \[`(\w+)`\]\(#\w+\) \| (.*) \|")
    page = pathlib.Path(__file__).resolve().parents[4] / "docs/mistakes.md"
    return {slug: meaning.replace("\\", "") for slug, meaning in row.findall(page.read_text("utf-8"))}


MISTAKES = mistakes()
