"""The files of a tree, the rooms that its C++ stands in, and which room includes which.

A room is a folder that holds C++ files. An arrow goes from a room to one that a file of it
includes; what tests include makes no arrow.
"""
import collections
import graphlib
import pathlib
import re
import subprocess

INCLUDE = re.compile(r'\s*#\s*include\s*["<]([^">]+)[">]')


def read_tree(root):
    """The lines of each file that git knows or would add, by path; binary files have none."""
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                            cwd=root, capture_output=True, text=True, check=True).stdout.splitlines()
    tree = {}
    for path in sorted(set(listed)):
        if path.startswith("fixtures/") or not (root / path).is_file():
            continue
        try:
            tree[path] = (root / path).read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            tree[path] = []
    return tree


def is_code(path):
    return path.endswith((".cpp", ".hpp"))


def is_test(path):
    return path.endswith(("_test.cpp", "_fuzz.cpp")) or "test" in path.split("/")[:-1]


def room_of(path):
    return str(pathlib.PurePosixPath(path).parent)


def includes_of(lines):
    """(number of the line, what it includes) for each #include."""
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1)


def arrows_of(tree, room=room_of):
    """The includes behind each arrow: {("client", "signing"): ["client/reply.cpp:3", …]}."""
    arrows = collections.defaultdict(list)
    for path, lines in tree.items():
        if not is_code(path) or is_test(path):
            continue
        for number, target in includes_of(lines):
            if target in tree and room(target) != room(path):
                arrows[room(path), room(target)].append(f"{path}:{number}")
    return arrows


def in_order(rooms, arrows):
    """The rooms so that each stands behind those that it includes. Raises graphlib.CycleError."""
    sorter = graphlib.TopologicalSorter({room: [] for room in rooms})
    for own, other in arrows:
        sorter.add(own, other)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)
