"""Asks the languages how they write things, many at once: a start of Node or Java costs more than all answers.

A language that isn't installed answers nothing, and `absent` names it.
"""
import json
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).parent
absent = set()


def _run(program, arguments, text):
    if shutil.which(program) is None:
        absent.add(program)
        return None
    ended = subprocess.run([program, *arguments], input=text.encode(), capture_output=True, check=False)
    if ended.returncode:
        absent.add(f"{program} ({ended.stderr.decode(errors='replace').strip().splitlines()[-1:]})")
        return None
    return ended.stdout.decode()


def node(tasks):
    answer = _run("node", [HERE / "spell.js"], json.dumps(tasks))
    return json.loads(answer) if answer else [None] * len(tasks)


def java(tasks):
    """Tasks are (what, text); an answer is a list of bytes, or for numbers of (text, point, thousands)."""
    lines = "".join(f"{what}\t{text.encode().hex()}\n" for what, text in tasks)
    answer = _run("java", ["-XX:TieredStopAtLevel=1", HERE / "Spell.java"], lines)
    if not answer:
        return [[] for _ in tasks]
    result = []
    for (what, _), line in zip(tasks, answer.split("\n")):
        words = [] if line == "-" else line.split(" ") if what == "number" else [line]
        if what == "number":
            result.append([tuple(bytes.fromhex(half).decode() for half in word.split("/")) for word in words])
        else:
            result.append([bytes.fromhex(word) for word in words])
    return result


def perl_numbers(texts):
    answer = _run("perl", [HERE / "spell.pl"], "".join(text + "\n" for text in texts))
    return [line.split(" ") for line in answer.splitlines()] if answer else [[] for _ in texts]


def lines_of(program, arguments, texts):
    """One line in, one line out."""
    answer = _run(program, arguments, "".join(text + "\n" for text in texts))
    lines = answer.splitlines() if answer else []
    return lines if len(lines) == len(texts) else [None] * len(texts)


def shell(script, arguments=(), text=b"", program="dash"):
    """What a shell's script prints, as bytes; it finds no variable but its arguments."""
    path = shutil.which(program)
    if path is None:
        absent.add(program)
        return None
    ended = subprocess.run([path, "-c", script, program, *arguments], input=text, capture_output=True, check=False,
                           env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})
    return ended.stdout if ended.returncode == 0 else None
