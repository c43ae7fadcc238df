#include "conformance/examples/page_programs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/examples/lost_line_ends.hpp"
#include "conformance/examples/required_packages.hpp"

namespace everstrike::conformance {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(PageProgramsTest, FencesOfBothLanguages) {
  const auto programs = programs_of(
      "# Page\n\n```js\nlet a = 1;\n\nlet b;\n```\ntext `inline`\n\n~~~~ Python title=\"x\"\nif "
      "x:\n"
      "    y()\n~~~\n~~~~\n```console\n$ no\n```\n  ```py\n  z()\n    w()\n  "
      "```\n```js\nunclosed();");
  ASSERT_EQ(programs.size(), 4U);
  EXPECT_EQ(programs[0].language, Language::javascript);
  EXPECT_EQ(programs[0].line, 3);
  EXPECT_EQ(programs[0].text, "let a = 1;\n\nlet b;\n");
  EXPECT_FALSE(programs[0].has_lost_line_ends);
  EXPECT_EQ(programs[1].language, Language::python);
  EXPECT_EQ(programs[1].text, "if x:\n    y()\n~~~\n");
  EXPECT_EQ(programs[2].text, "z()\n  w()\n");
  EXPECT_EQ(programs[3].text, "unclosed();\n");
}

TEST(PageProgramsTest, LostLineEnds) {
  const auto programs = programs_of(
      "# Page Example: ```js let a = `x`; f(a); ``` and ```python a = 1 b = 2 ``` ```json {} ```");
  ASSERT_EQ(programs.size(), 2U);
  EXPECT_EQ(programs[0].text, "let a = `x`; f(a);\n");
  EXPECT_TRUE(programs[0].has_lost_line_ends);
  EXPECT_EQ(programs[1].language, Language::python);
  EXPECT_EQ(programs[1].text, "a = 1 b = 2\n");
}

TEST(PageProgramsTest, APageThatEndsInsideAProgram) {
  const auto whole = programs_of("```js\na();\n```\n```py\nb()\n");
  ASSERT_EQ(whole.size(), 2U);
  EXPECT_FALSE(whole[0].is_cut_short);
  EXPECT_TRUE(whole[1].is_cut_short);
  EXPECT_EQ(whole[1].text, "b()\n");
  const auto lost = programs_of("One ```js a(); ``` and ```python import x; y(");
  ASSERT_EQ(lost.size(), 2U);
  EXPECT_FALSE(lost[0].is_cut_short);
  EXPECT_TRUE(lost[1].is_cut_short);
  EXPECT_EQ(lost[1].text, "import x; y(\n");
  EXPECT_TRUE(programs_of("a ``` b\n").empty());
}

TEST(PageProgramsTest, NoPrograms) {
  EXPECT_THAT(programs_of(""), IsEmpty());
  EXPECT_THAT(programs_of("```js\n```\n```\nx\n```\n``` ``` ```js"), IsEmpty());
}

TEST(LostLineEnds, StatementsAreToldApart) {
  const auto restored = with_line_ends(
      "import requests import urllib.parse as p, hmac from time import time, sleep from base64 "
      "import b64encode key = '' url='https://a.example/x y' data = {'a b': 1, 'c': [2, 3]} "
      "mac = hmac.new(bytes(key , 'utf-8'), msg = b'x' + data['a b']).digest() "
      "late = time() if key in url else not key and 5 print('a' \"b\", late) print(data)");
  ASSERT_TRUE(restored) << restored.error();
  EXPECT_EQ(
      *restored,
      "import requests\nimport urllib.parse as p, hmac\nfrom time import time, sleep\nfrom base64 "
      "import b64encode\nkey = ''\nurl='https://a.example/x y'\ndata = {'a b': 1, 'c': [2, 3]}\n"
      "mac = hmac.new(bytes(key , 'utf-8'), msg = b'x' + data['a b']).digest()\n"
      "late = time() if key in url else not key and 5\nprint('a' \"b\", late)\nprint(data)");
}

TEST(LostLineEnds, WhatCannotBeRestoredIsSaid) {
  EXPECT_THAT(with_line_ends("a = 1 def f(): return 2 f()").error(), HasSubstr("\"def\""));
  EXPECT_THAT(with_line_ends("a = 1 # why b = 2").error(), HasSubstr("comment"));
  EXPECT_TRUE(with_line_ends("a = [x for x in y] b = '# no comment'"));
  EXPECT_THAT(check_javascript_line("a(); // why b();").error(), HasSubstr("comment"));
  EXPECT_TRUE(check_javascript_line("fetch('https://a.example/x'); b(\"//\"); c(`//`);"));
}

TEST(RequiredPackages, AreFoundInTheText) {
  EXPECT_THAT(packages_named(
                  Language::javascript,
                  "const f = require('form-urlencoded').default; import x from \"y\";\n"
                  "import 'z'; require('./own'); require( \"y\" ); import { a } from 'node:fs';"),
              ElementsAre("form-urlencoded", "y", "z", "node:fs"));
  EXPECT_THAT(packages_named(Language::python,
                             "import requests\nimport urllib.parse as p, hmac\nfrom a.b import c\n"
                             "  import late; import x\n# import no\nprint('import n')"),
              ElementsAre("requests", "urllib", "hmac", "a", "late", "x"));
  EXPECT_TRUE(is_module("import a from 'b';\n"));
  EXPECT_FALSE(is_module("const a = require('b'); const important = 1;"));
}

}  // namespace
}  // namespace everstrike::conformance
