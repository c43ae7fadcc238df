#!/usr/bin/python3
"""Shows that house-rules and rooms notice what they are for, on small trees of their own."""
import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import includes  # noqa: E402


def program(name):
    loader = importlib.machinery.SourceFileLoader(name, str(HERE / name))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


ABOUT = "// What it is.\n"
INSTALL = "set(libraries signing client)\n"
ROOM = "everstrike_room({}\n  SOURCES a.cpp)\n"
# A small tree without a breach; each test changes it.
RIGHT = {
    "signing/secret.hpp": ABOUT,
    "mock_server/message/request.hpp": ABOUT + '#include "signing/secret.hpp"\n',
    "mock_server/auth/key_ring.hpp": ABOUT + '#include "mock_server/message/request.hpp"\n',
    "mock_server/auth/key_ring.cpp": '#include "mock_server/auth/key_ring.hpp"\n',
    "mock_server/auth/key_ring_test.cpp": '#include "mock_server/test/helper.hpp"\n#include <nlohmann/json.hpp>\n',
    "mock_server/test/helper.hpp": ABOUT + '#include "mock_server/pipeline/pipeline.hpp"\n',
    "mock_server/pipeline/pipeline.hpp": ABOUT + '#include "mock_server/auth/key_ring.hpp"\n',
    "client/client_test.cpp": '#include "mock_server/pipeline/pipeline.hpp"\n',
    "client/http_transport.cpp": ABOUT + "#include <openssl/ssl.h>\n",
    "cmake/everstrike_install.cmake": INSTALL,
    "signing/CMakeLists.txt": ROOM.format("signing"),
    "client/CMakeLists.txt": ROOM.format("client"),
    "README.md": "# Readme\n",
}


class HouseRules(unittest.TestCase):
    def breaches(self, changes):
        """What house-rules prints of the right tree with these files in it, without the count."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for path, text in {**RIGHT, **changes}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(text, encoding="utf-8")
            subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
            done = subprocess.run([sys.executable, HERE / "house-rules", "--root", root], capture_output=True,
                                  text=True, check=False)
        self.assertEqual(done.stderr, "")
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1 if lines else 0)
        return lines[:-1]

    def test_a_right_tree_has_none(self):
        self.assertEqual(self.breaches({}), [])

    def test_an_arrow_that_is_not_in_the_table(self):
        found = self.breaches({"mock_server/auth/fine.cpp": ABOUT + '#include "mock_server/pipeline/pipeline.hpp"\n',
                               "mock_server/pipeline/pipeline.hpp": ABOUT})
        self.assertEqual(found, ["mock_server/auth/fine.cpp:2: mock_server/auth may not include mock_server/pipeline"])

    def test_an_arrow_between_folders_that_tests_may_not_follow_either(self):
        found = self.breaches({"signing/secret_test.cpp": '#include "mock_server/auth/key_ring.hpp"\n'})
        self.assertEqual(found, ["signing/secret_test.cpp:1: signing may not include mock_server"])

    def test_arrows_both_ways(self):
        found = self.breaches({"mock_server/auth/fine.cpp": ABOUT + '#include "mock_server/pipeline/pipeline.hpp"\n'})
        self.assertIn("mock_server/auth/fine.cpp:2: mock_server/auth and mock_server/pipeline include each other, "
                      "the second one in mock_server/pipeline/pipeline.hpp:2", found)

    def test_a_circle_of_three(self):
        found = self.breaches({
            "mock_server/message/request.hpp": ABOUT + '#include "mock_server/pipeline/pipeline.hpp"\n'})
        self.assertTrue(any("include each other in a circle" in breach for breach in found), found)

    def test_an_unknown_folder(self):
        found = self.breaches({"mock_server/helpers/text.hpp": ABOUT, "tools/main.cpp": ABOUT})
        self.assertEqual(found, [
            "mock_server/helpers/text.hpp:1: mock_server/helpers is no room that script/house-rules knows",
            "tools/main.cpp:1: tools is no room that script/house-rules knows"])

    def test_a_heavy_header_outside_its_list(self):
        found = self.breaches({"client/reply.hpp": ABOUT + "#include <nlohmann/json.hpp>\n",
                               "client/x_test.cpp": "#include <spdlog/sinks/base_sink.h>\n"})
        self.assertEqual(found, ["client/reply.hpp:2: nlohmann/json.hpp is too heavy to be included here",
                                 "client/x_test.cpp:1: spdlog/sinks/base_sink.h is too heavy to be included here"])

    def test_too_many_files(self):
        self.assertEqual(self.breaches({f"signing/{n}.hpp": ABOUT for n in range(61)}),
                         ["signing:1: 63 files in one folder, and 60 are the most"])
        self.assertEqual(self.breaches({f"mock_server/{n}.hpp": ABOUT for n in range(13)}),
                         ["mock_server:1: 13 C++ files in the root, and 12 are the most"])

    def test_a_file_that_does_not_say_what_it_is(self):
        found = self.breaches({"signing/alone.cpp": "#include <string>\n", "signing/bare.hpp": "#pragma once\n"})
        self.assertEqual(found, ["signing/alone.cpp:1: does not open with a comment that says what it is",
                                 "signing/bare.hpp:1: does not open with a comment that says what it is"])

    def test_what_an_owner_does_done_again(self):
        digits = 'constexpr auto kDigits = "0123456789abcdef";\n'
        found = self.breaches({"client/x.hpp": ABOUT + digits, "signing/text/hex.hpp": ABOUT + digits,
                               "client/y.cpp": ABOUT + "bool b = ::strncasecmp(x, y, 3) == 0;\n",
                               "client/z.cpp": ABOUT + "text.substr(0, text.find_last_not_of(\" \\t\") + 1);\n",
                               "client/x_test.cpp": digits})
        self.assertEqual(found, ["client/x.hpp:2: hex has an owner, signing/text/hex.hpp",
                                 "client/y.cpp:2: letter case has an owner, signing/text/ascii.hpp",
                                 "client/z.cpp:2: trimming has an owner, signing/text/ascii.hpp"])

    def test_a_second_owner(self):
        found = self.breaches({
            "command_line/shell_words.cpp": ABOUT + 'line += "\'\\\\\'\'";\n',
            "client/quoted.cpp": ABOUT + 'line += "\'\\\\\'\'";\n',
            "client/quoted_test.cpp": 'EXPECT_EQ(quoted("\'"), "\'\'\\\\\'\'\'");\n',
            "mock_server/message/port.cpp": ABOUT + "// rfind(':') would do\nconst auto colon = text.rfind(':');\n",
            "client/plain.cpp": ABOUT + "std::ofstream file(path);\n"})
        self.assertEqual(found, [
            "client/plain.cpp:2: writing a file has an owner, files/write_file.hpp",
            "client/quoted.cpp:2: quoting for a shell has an owner, command_line/shell_words.hpp",
            "mock_server/message/port.cpp:3: reading HOST:PORT has an owner, signing/text/host_port.hpp"])

    def test_a_second_owner_among_the_tests(self):
        found = self.breaches({
            "command_line/test/other_processes.py": "def wait_for(condition):\n    pass\n",
            "packages/ruby/test/package_test.py": "def wait_for(holds):\n    pass\n\n\nSAID = 'no port is free'\n",
            "mock_server/x_test.py": "class Mock:\n    def __init__(self):\n"
                                     "        self.port = int(self.process.stdout.readline().rsplit(':', 1)[1])\n"})
        self.assertEqual(found, [
            "mock_server/x_test.py:3: starting a mock on a free port has an owner, mock_server/test/mock_process.py",
            "packages/ruby/test/package_test.py:1: asking about other processes has an owner, "
            "command_line/test/other_processes.py",
            "packages/ruby/test/package_test.py:5: what packages say of a program that doesn't fit has an owner, "
            "packages/test/one_line_errors."])

    def test_a_second_runner_of_a_suite(self):
        found = self.breaches({
            "conformance/run/work_off.cpp": ABOUT + "for (std::size_t i = next++; i < count; i = next++) work(i);\n",
            "conformance/report/reported_run.cpp": ABOUT + "apply_known_failing(list, all, run);\n",
            "conformance/vectors/asked.cpp": ABOUT + "for (std::size_t i = next++; i < n; i = next++) ask(i);\n"
                                                     "apply_known_failing(list, all, run);\n"
                                                     'result.replay = "everstrike-conformance vectors " + id;\n'
                                                     "::prctl(PR_SET_PDEATHSIG, SIGKILL);\n"})
        self.assertEqual([breach.split(": ")[1] for breach in found if breach.startswith("conformance/vectors/")], [
            "handing cases to jobs has an owner, conformance/run/work_off.hpp",
            "known failures has an owner, conformance/run/known_failing.hpp",
            "the line that repeats a case has an owner, conformance/run/replay_line.hpp",
            "keeping a foreign process has an owner, command_line/processes/hpp"])

    def test_an_installed_header_that_needs_what_is_not_installed(self):
        found = self.breaches({"client/reply.hpp": ABOUT + '#include "command_line/error.hpp"\n',
                               "command_line/error.hpp": ABOUT,
                               "client/program/x.cpp": ABOUT + '#include "client/x.hpp"\n',
                               "client/x.hpp": ABOUT})
        self.assertEqual(found[1:], [
            "client/program/x.cpp:2: client/x.hpp is installed, and what implements it is not",
            "client/reply.hpp:2: is installed, and command_line/error.hpp is not"])

    def test_a_room_of_which_a_part_is_installed(self):
        found = self.breaches({"signing/CMakeLists.txt": ROOM.format("signing") + ROOM.format("other")})
        self.assertEqual(found, ["signing/CMakeLists.txt:1: only a part of this room's libraries is installed"])

    def test_a_library_whose_macros_are_missing(self):
        server = ABOUT + "#include <httplib.h>\n"
        lines = self.breaches({"mock_server/wire/http_server.cpp": server, "mock_server/wire/CMakeLists.txt": "#\n"})
        self.assertEqual(lines, ["mock_server/wire/http_server.cpp:2: mock_server/wire/CMakeLists.txt must link "
                                 "everstrike_httplib, whose macros httplib.h needs"])
        self.assertEqual(self.breaches({"mock_server/wire/http_server.cpp": server,
                                        "mock_server/wire/CMakeLists.txt": "PRIVATE_LINK everstrike_httplib\n"}), [])

    def test_unfinished_work_and_places_of_one_machine(self):
        found = self.breaches({"README.md": "TO" + "DO\n/ro" + "ot/x\n"})
        self.assertEqual(found, ["README.md:1: unfinished work is not left in the tree",
                                 "README.md:2: names a place of one machine or a package host"])


class Rooms(unittest.TestCase):
    rooms = program("rooms")
    tree = {path: text.splitlines() for path, text in RIGHT.items()}

    def test_draws_each_room_below_those_that_it_includes(self):
        drawn = self.rooms.drawing(self.tree, includes.room_of)
        self.assertEqual(drawn, """\
```
client (1 file, 2 lines)
signing (1 file, 1 lines)
mock_server/message (1 file, 2 lines) -> signing
mock_server/auth (2 files, 3 lines) -> mock_server/message
mock_server/pipeline (1 file, 2 lines) -> mock_server/auth
```
""")

    def test_a_page_is_current_until_an_arrow_changes_or_a_size_by_much(self):
        shown = "auth (6 files, 1,000 lines) -> message\n"
        for drawn, expected in (("auth (7 files, 1,100 lines) -> message\n", True),
                                ("auth (6 files, 1,600 lines) -> message\n", False),
                                ("auth (6 files, 1,000 lines) -> message, wire\n", False)):
            self.assertEqual(self.rooms.is_current(shown, drawn), expected, drawn)


if __name__ == "__main__":
    unittest.main()
