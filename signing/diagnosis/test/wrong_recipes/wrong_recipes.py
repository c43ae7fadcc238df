#!/usr/bin/python3
"""Signs wrongly, in the ways of many languages, and counts what `everstrike explain` makes of it.

wrong_recipes.py --program build/bin/everstrike [--seed N] [--scale N] [--random N] [--composed N]
                 [--least PERCENT] [--unexplained FILE]

The spellings come from the languages themselves (Node, Java, Perl, the shells, openssl, jq, bc, awk, numfmt and
Python), so nothing here knows what the catalogue tries. Prints for each kind how many were named, named otherwise and
not explained; a name is true when each of its parts is one of the words that the kind allows. Random signatures and
two mistakes at once show that no name is made up.
Exit code 1 when fewer than --least percent are named, or any untrue name was given to a random or composed one.
"""
import argparse
import base64
import collections
import json
import pathlib
import random
import subprocess
import sys
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import composed  # noqa: E402
import languages  # noqa: E402
import texts  # noqa: E402
import ways  # noqa: E402
from items import Item  # noqa: E402

KINDS = [texts.numbers, texts.literals, texts.empty_fields, texts.encoders, texts.twice, texts.lists, texts.line_ends, texts.unicode_forms,
         texts.charsets, texts.changed_behind, ways.secrets, ways.numbers, ways.pipes, ways.file_of_secret]


def ask(program, depth, items):
    lines = []
    for i, item in enumerate(items):
        question = {"tcId": i, "secret_hex": item.secret.hex(), "body_hex": item.sent.hex(), "signature": item.header(),
                    "api_key": "demo-key", "headers": list(map(list, item.headers))}
        lines.append(json.dumps(question))
    options = [] if depth == "default" else ["--diagnosis", depth]
    ended = subprocess.run([program, "explain", "--jsonl", *options], input="\n".join(lines) + "\n", text=True,
                           stdout=subprocess.PIPE, check=False)
    answers = [json.loads(line) for line in ended.stdout.splitlines()]
    if len(answers) != len(items):
        sys.exit(f"{len(items)} items, {len(answers)} answers; exit code {ended.returncode}")
    return answers


def recipes(seed, scale):
    items = []
    for kind in KINDS:
        draw = random.Random(f"{seed} {kind.__module__}.{kind.__name__}")
        items += [item for item in kind(draw, scale) if item.is_wrong()]
    return items


def text_with_key(draw, items, count):
    """The text of one mistake signed with the key of another."""
    with_text = [item for item in items if not item.signature and not item.key and not item.headers]
    with_key = [item for item in items if item.key]
    made = []
    while with_text and with_key and len(made) < count:
        text, key = draw.choice(with_text), draw.choice(with_key)
        made.append(Item("composed of text and key", "both", text.sent, f"{text.true_words}|{key.true_words}", text.signed, secret=key.secret,
                         key=key.key))
    return made


def random_ones(draw, items, count):
    return [Item("random", "both", draw.choice(items).sent, "nothing is true of it", secret=draw.choice([b"demo-secret", draw.randbytes(20).hex().encode()]),
                 signature=base64.b64encode(draw.randbytes(32)).decode()) for _ in range(count)]


def tell(items, answers, unexplained):
    """Prints a line for each kind; gives the counts of all."""
    table = collections.defaultdict(collections.Counter)
    names = collections.defaultdict(collections.Counter)
    for item, answer in zip(items, answers):
        name = answer["mistake"]
        how = "unexplained" if name == "unexplained" else "named" if item.is_named_truly(name) else "otherwise"
        kind = item.kind.split(":")[0] if item.kind.startswith(("secret", "pipe")) else item.kind
        table[kind][how, item.odd] += 1
        names[kind][name] += 1
        if how != "named":
            unexplained.append({
                "kind": item.kind, "odd": item.odd, "said": name, "also": answer.get("also"), "sent": repr(item.sent), "signed": repr(item.signed),
                "secret": repr(item.secret), "key": repr(item.key), "signature": item.header()})
    total = collections.Counter()
    for kind, counts in sorted(table.items()):
        sums = {how: sum(n for (what, _), n in counts.items() if what == how) for how in ("named", "otherwise", "unexplained")}
        total.update(sums)
        sides = ", ".join(f"{odd} {sum(n for (what, side), n in counts.items() if side == odd and what != 'named')}"
                          f"/{sum(n for (_, side), n in counts.items() if side == odd)}"
                          for odd in ("sent", "signed", "both") if any(side == odd for _, side in counts))
        print(f"{kind:36} named {sums['named']:5}  otherwise {sums['otherwise']:4}  unexplained {sums['unexplained']:4}   not named by odd side: {sides}")
    return total


def composed_only(options):
    """0 untrue names, whatever the seed; asks no language, so it takes no longer than the answers."""
    items = composed.composed(random.Random(f"{options.seed} composed"), options.composed)
    missed = []
    told = tell(items, ask(options.program, options.depth, items), missed)
    for one in missed:
        if one["said"] != "unexplained":
            print("untrue:", json.dumps(one))
    print(f"seed {options.seed}: {sum(told.values())} composed, {told['named']} named, {told['otherwise']} untrue")
    return 1 if told["otherwise"] or not told["named"] else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10 ** 6))
    parser.add_argument("--scale", type=int, default=60, help="about how many of each kind")
    parser.add_argument("--random", type=int, default=200)
    parser.add_argument("--composed", type=int, default=200)
    parser.add_argument("--composed-only", action="store_true", help="nothing but requests composed of the tables of pairs")
    parser.add_argument("--depth", choices=["default", "quick", "deep"], default="default")
    parser.add_argument("--least", type=float, default=97.0)
    parser.add_argument("--unexplained", help="a file for what wasn't named truly, a JSON object a line")
    options = parser.parse_args()
    if options.composed_only:
        return composed_only(options)
    print(f"seed {options.seed}, scale {options.scale}")
    began = time.monotonic()
    items = recipes(options.seed, options.scale)
    print(f"{len(items)} wrong requests made in {time.monotonic() - began:.1f} s"
          + (f"; not installed: {', '.join(sorted(languages.absent))}" if languages.absent else ""))
    missed = []
    total = tell(items, ask(options.program, options.depth, items), missed)
    share = 100 * total["named"] / max(1, sum(total.values()))
    print(f"in all: {share:.1f} % named ({dict(total)})")
    draw = random.Random(f"{options.seed} beside")
    untrue = 0
    for kind, more in (("random", random_ones(draw, items, options.random)), ("composed", text_with_key(draw, items, options.composed // 2)),
                       ("composed", composed.composed(draw, options.composed - options.composed // 2))):
        if not more:
            continue
        beside = tell(more, ask(options.program, options.depth, more), missed)
        untrue += beside["otherwise"] + (beside["named"] if kind == "random" else 0)
    if options.unexplained:
        pathlib.Path(options.unexplained).write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in missed))
    print(f"untrue names of random or composed ones: {untrue}; {time.monotonic() - began:.1f} s; seed {options.seed}")
    return 1 if untrue or share < options.least else 0


if __name__ == "__main__":
    sys.exit(main())
