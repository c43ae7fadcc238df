"""The code of a page docs/adding-a-….md, done to a copy of the files that it names.

A ```cpp or ```sh block is a new file. A ```diff block changes one, in parts that are divided by @@: where the
lines with " " and "-" stand, those with " " and "+" are put; the first line may begin and the last
one end inside a line. Which file is the last path in backticks before the block.
"""
import pathlib
import re

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PATH = re.compile(r"`([\w.-]+/[\w./-]+)`")


class ExamplePage:
    def __init__(self, source, page, copy):
        self.source, self.copy = pathlib.Path(source), pathlib.Path(copy)
        self.text = (self.source / "docs" / page).read_text(encoding="utf-8")
        self.changed = []

    def blocks(self, language):
        return [block for kind, block in BLOCK.findall(self.text) if kind == language]

    def follow(self):
        """Does what the page says; raises AssertionError where that can't be done."""
        for found in BLOCK.finditer(self.text):
            language, block = found.groups()
            if language not in ("cpp", "sh", "diff"):
                continue
            path = PATH.findall(self.text[:found.start()])[-1]
            self.changed.append(path)
            target = self.copy / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if language != "diff":
                target.write_text(block, encoding="utf-8")
                continue
            text = (target if target.exists() else self.source / path).read_text(encoding="utf-8")
            for part in block.split("@@\n"):
                text = self.changed_text(path, text, part.splitlines())
            target.write_text(text, encoding="utf-8")

    @staticmethod
    def changed_text(path, text, lines):
        if any(line[:1] not in (" ", "+", "-") for line in lines):
            raise AssertionError(f"{path}: a line of a diff begins with a blank, + or -: {lines}")
        before = "\n".join(line[1:] for line in lines if line[0] != "+")
        after = "\n".join(line[1:] for line in lines if line[0] != "-")
        if text.count(before) != 1:
            raise AssertionError(f"{path}: these lines of the page stand {text.count(before)} times in it:\n{before}")
        return text.replace(before, after)

    def piece(self, name, folders):
        """One source that includes all sources of these folders, changed ones in place of the old."""
        files = set()
        for folder in folders:
            for root in (self.source, self.copy):
                files |= {path.relative_to(root) for path in (root / folder).glob("*.cpp")}
        chosen = sorted(str(path) for path in files if not path.name.endswith(("_test.cpp", "_fuzz.cpp", "_page.cpp")))
        piece = self.copy / f"{name}.cpp"
        piece.write_text("".join(f'#include "{path}"\n' for path in chosen), encoding="utf-8")
        return piece
