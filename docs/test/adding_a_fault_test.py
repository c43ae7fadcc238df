#!/usr/bin/python3
"""Follows docs/adding-a-fault.md: adding_a_fault_test.py SOURCE_DIR COMPILER [what else the linker is given]

The page's edits are made in a temporary folder, the two rooms of the faults are compiled from it, and
the new fault strikes as the page's scenario says.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

import jsonschema

from example_page import ExamplePage

SOURCE, COMPILER, *LIBRARIES = sys.argv[1:]

# Answers five requests of one key with what the scenario makes of "{}", the first line being the
# scenario as it is written.
DRIVER = r"""
#include <iostream>
#include <iterator>
#include "mock_server/faults/scenario_file.hpp"

int main() {
  using namespace everstrike::mock_server;
  const std::string_view endpoint = "POST /auth/cancel";
  auto scenario = parse_scenario({std::istreambuf_iterator<char>(std::cin), {}}, "page", std::span(&endpoint, 1));
  if (!scenario) {
    std::cout << scenario.error() << "\n";
    return 1;
  }
  const Plan plan(scenario->rules, 0, scenario->title);
  std::string written = scenario_json(plan);
  std::erase(written, '\n');
  std::cout << written << "\n";
  RuleCounts counts;
  for (int request = 0; request < 5; ++request) {
    const Strikes strikes = plan.strikes_on({.endpoint = endpoint, .api_key = "key"}, counts);
    Answer shaped{.reply = {.body = "{}"}, .plan = {}};
    const Die die;
    if (strikes.after_effect) apply(strikes.after_effect->rule->fault, {.die = die}, shaped);
    std::cout << shaped.reply.body << "\n";
  }
}
"""


class AddingAFault(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.page = ExamplePage(SOURCE, "adding-a-fault.md", folder.name)
        self.page.follow()

    def compiled(self):
        copy = self.page.copy
        (copy / "driver.cpp").write_text(DRIVER)
        pieces = [self.page.piece("kinds", ["mock_server/faults/kinds"]), self.page.piece("faults", ["mock_server/faults"]),
                  copy / "driver.cpp"]
        program = copy / "struck"
        subprocess.run([COMPILER, "-std=c++20", f"-I{copy}", f"-I{SOURCE}", "-o", program, *pieces, *LIBRARIES], check=True)
        return program

    def test_the_new_fault_strikes(self):
        program = self.compiled()
        scenario, = self.page.blocks("json")
        done = subprocess.run([program], input=scenario, stdout=subprocess.PIPE, encoding="utf-8", check=False)
        self.assertEqual(done.returncode, 0, done.stdout)
        written, *bodies = done.stdout.splitlines()
        self.assertEqual(json.loads(written)["rules"][0]["fault"], {"type": "byte_order_mark", "times": 1})
        self.assertEqual(bodies, ["{}", "\ufeff{}", "{}", "{}", "{}"])
        wrong = scenario.replace('"byte_order_mark"}', '"byte_order_mark", "times": 9}')
        done = subprocess.run([program], input=wrong, stdout=subprocess.PIPE, encoding="utf-8", check=False)
        self.assertIn("fault.times: expected a whole number from 1 to 8", done.stdout)

    def test_the_schema_knows_it(self):
        schema = json.loads((self.page.copy / "fixtures/schemas/scenario_v1.schema.json").read_text())
        validator = jsonschema.Draft202012Validator(schema)
        scenario = json.loads(self.page.blocks("json")[0])
        validator.validate(scenario)
        scenario["rules"][0]["fault"]["times"] = 9
        self.assertFalse(validator.is_valid(scenario))

    def test_one_file_is_new_and_one_of_the_program_is_changed(self):
        program = [path for path in self.page.changed if path.startswith("mock_server/") and "_test." not in path]
        self.assertEqual(program, ["mock_server/faults/kinds/byte_order_mark.hpp", "mock_server/faults/fault.hpp"])
        self.assertFalse((pathlib.Path(SOURCE) / program[0]).exists())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
