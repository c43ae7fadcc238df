"""Assembles vector files. Numbers and counts are given here, and whether a record is valid is
decided by the other language's library, not by the intention of the input."""
import json

import words

SCHEMA = "signing_vectors_v1"


class VectorFile:
    def __init__(self, name, about, source, judge):
        self.name, self.about, self.source, self.judge = name, about, source, judge
        self.tests = []

    def add(self, comment, flags, inputs, mistake=None):
        """Asks the source for all stages of `inputs` and appends the record. With a mistake, returns
        whether it showed: one that changes nothing leaves no record."""
        made = self.source.ask(op="send", **inputs, **({"mistake": mistake} if mistake else {}))
        made.pop("op", None)
        valid = self.judge.ask(op="verify", secret_hex=inputs["secret_hex"],
                               body_hex=made["sent_body_hex"], signature=made["sent_signature"])["ok"]
        if mistake and valid:
            return False
        slug = mistake["slug"] if mistake else None
        if not mistake and made["sent_body_hex"] != made["body_hex"]:
            flags, slug = flags + ["signed_is_not_sent"], mistake_of_the_documented_python(inputs["payload"])
        if valid == bool(slug):
            raise RuntimeError(f"{self.name}: {comment}: the {self.judge.name} worker says valid={valid}")
        record = {"case_id": len(self.tests) + 1, "comment": comment, "flags": flags, "inputs": inputs,
                  "stages": made, "result": "valid" if valid else "invalid"}
        if slug:
            record["mistake"] = slug
        self.tests.append(record)
        return True

    def text(self):
        """The file: a readable head, then one record a line, so that a change shows as a line."""
        head = {
            "schema": SCHEMA, "about": self.about, "algorithm": "HMAC-SHA256",
            "source": {"name": self.source.name, "versions": self.source.versions},
            "flags": self.used(words.FLAGS, lambda test: test["flags"]),
            "mistakes": self.used(words.MISTAKES, lambda test: [test["mistake"]] if "mistake" in test else []),
            "number_of_tests": len(self.tests),
        }
        lines = ",\n".join("    " + json.dumps(test, sort_keys=False) for test in self.tests)
        return json.dumps(head, indent=2)[:-2] + f',\n  "tests": [\n{lines}\n  ]\n}}\n'

    def used(self, meanings, words_of):
        return {word: meanings[word] for word in sorted({w for test in self.tests for w in words_of(test)})}


def mistake_of_the_documented_python(payload):
    """urlencode() signs the repr of what is no text, and requests encodes it otherwise."""
    kinds = {name for _, value in payload if isinstance(value, dict) for name in value}
    if "list" in kinds:
        return "list_written_differently"
    return "object_text_signed" if "object" in kinds else "none_signed_but_not_sent"
