"""Two or three known mistakes in one request: a text, what is done to it, a key, a function and an encoding, of which
some are wrong. A name of such a request is true when each of its parts is one of the mistakes made."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "negative"))
import pairs  # noqa: E402  (from the folder just named)
from items import Item  # noqa: E402
from mistakes import INPUTS, Made, as_bytes, b64  # noqa: E402

# What one mistake may also be called, since another one gives the same bytes.
ALIKE = {
    # without letters of its own and without padding
    "base64url_instead_of_base64": "base64url|base64_padding",
    # in front of a text that is hashed without a key
    "api_key_used_as_secret": "api_key",
    "secret_cut": "secret_cut|white_space_in_secret",
    "values_not_encoded": "values_not_encoded|other_reserved",
    "letter_case_of_text": "letter_case_of_text|escape_letter_case",
}


def words_of(wrong):
    words = [ALIKE.get(slug, slug) for slug in wrong.values()]
    if "fields" in wrong and "text" in wrong:
        words.append("value_spelled")  # done to a text that is a value, or ends in one
    return "|".join(words)


def composed(draw, count):
    """Requests of the tables that the pairs are made of, by two or three of them."""
    inputs = [Made(**given) for given in INPUTS]
    stages = {"fields": pairs.FIELDS, "text": pairs.TEXTS, "key": pairs.KEYS, "function": pairs.FUNCTIONS, "encoding": pairs.ENCODINGS}
    made = []
    while len(made) < count:
        m = draw.choice(inputs)
        wrong = {stage: draw.choice(sorted(stages[stage])) for stage in draw.sample(sorted(stages), draw.choice([2, 3, 3]))}
        chosen = {stage: stages[stage][slug] for stage, slug in wrong.items()}
        text = chosen["fields"](m) if "fields" in chosen else m.body
        text = pairs.applied(chosen["text"], text) if "text" in chosen else text
        key = chosen["key"](m) if "key" in chosen else m.secret
        function = chosen.get("function", pairs.hmac_sha256)
        encode = chosen.get("encoding", b64)
        signature = pairs.request(m, text, key, function, encode)
        if not isinstance(signature, str):
            continue
        made.append(Item("composed of " + str(len(wrong)), "both", as_bytes(m.body), words_of(wrong), secret=as_bytes(m.secret),
                         signature=signature))
    return [item for item in made if item.is_wrong()]
