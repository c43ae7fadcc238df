// Every mistake, made by Node's and Python's own libraries, must be named: exactly, or among `also`
// where another mistake would have sent the same bytes.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "signing/diagnosis/test/negative_vectors_for_test.hpp"

namespace everstrike::diagnosis {
namespace {

bool names(const Diagnosis& diagnosis, const std::string& mistake) {
  return diagnosis.name() == mistake ||
         std::any_of(diagnosis.also.begin(), diagnosis.also.end(),
                     [&](const Steps& steps) { return steps.text() == mistake; });
}

// The order of two slugs is the catalogue's, not the vector file's.
std::string in_order(const std::string& name) {
  const std::size_t plus = name.find('+');
  if (plus == std::string::npos) return name;
  const Mistake* first = find_mistake(name.substr(0, plus));
  const Mistake* second = find_mistake(name.substr(plus + 1));
  if (first == nullptr || second == nullptr) return name + " (no such slug)";
  return Steps(first->id).with(second->id)->text();
}

TEST(NegativeVectors, AreNamed) {
  std::string named_second;
  std::size_t num_named_second = 0;
  for (const NegativeVector& vector : negative_vectors()) {
    if (vector.case_id % EVERSTRIKE_ONE_OF != 0) continue;
    const Diagnosis diagnosis = diagnose(vector.refused());
    const std::string expected = in_order(vector.mistake);
    if (diagnosis.name() != expected) {
      ++num_named_second;
      named_second += vector.name() + ": " + expected + " behind " + diagnosis.name() + "\n";
    }
    EXPECT_TRUE(names(diagnosis, expected))
        << vector.name() << ": expected " << expected << ", got " << diagnosis.name() << "\n  "
        << diagnosis.proof;
  }
  // The others are texts in lower case whose only capitals are those of escapes, "+" that may be a
  // blank encoded twice or a plus, and "1." that OCaml writes or that lost its last byte.
  EXPECT_LE(num_named_second, 5U) << named_second;
}

// A mistake of the encoding leaves the recipe as it is, so it and one of the recipe are both found.
bool has_encoding(const std::string& name) {
  const Mistake* first = find_mistake(name.substr(0, name.find('+')));
  const Mistake* second = find_mistake(name.substr(name.find('+') + 1));
  return first->number.starts_with("ENC") && !second->number.starts_with("ENC");
}

// Two mistakes are two, or unexplained, or the one of them that hides the other (a cut signature
// doesn't show that its "=" was lost). Never one that wasn't made.
TEST(NegativeVectors, PairsAreNeverBlamedOnAnotherMistake) {
  std::size_t named = 0;
  for (const NegativeVector& vector : negative_pairs()) {
    const Diagnosis diagnosis = diagnose(vector.refused());
    const std::string expected = in_order(vector.mistake);
    named += names(diagnosis, expected) ? 1 : 0;
    const bool is_one_of_them =
        diagnosis.steps.size() == 1 && expected.find(diagnosis.name()) != std::string::npos;
    EXPECT_TRUE(
        names(diagnosis, expected) ||
        (!has_encoding(expected) && (is_one_of_them || diagnosis.outcome == Outcome::unexplained)))
        << vector.name() << ": expected " << expected << ", got " << diagnosis.name() << "\n  "
        << diagnosis.proof;
  }
  // Most pairs here are none that people make; of those that they do, see the other files.
  EXPECT_GE(named, negative_pairs().size() * 6 / 10);
}

// Shells, languages, editors and readers of configuration, which know nothing of this catalogue.
TEST(NegativeVectors, OfOtherProgramsAreNamed) {
  for (const NegativeVector& vector : negative_programs()) {
    if (vector.case_id % EVERSTRIKE_ONE_OF != 0) continue;
    const Diagnosis diagnosis = diagnose(vector.refused());
    const std::string expected = in_order(vector.mistake);
    const bool is_also =
        std::find(vector.also.begin(), vector.also.end(), diagnosis.name()) != vector.also.end();
    EXPECT_TRUE(names(diagnosis, expected) || is_also)
        << vector.name() << ": expected " << expected << ", got " << diagnosis.name() << "\n  "
        << diagnosis.proof;
  }
}

TEST(NegativeVectors, CoverTheCatalogueInBothLanguages) {
  std::map<std::string, std::set<std::string>> mistakes_in;
  for (const NegativeVector& vector : negative_vectors()) {
    mistakes_in[vector.file].insert(vector.mistake);
  }
  ASSERT_EQ(mistakes_in.size(), 2U);
  // What only one of the languages is likely to do, or neither but a shell or an editor.
  std::set<std::string> of_programs;
  for (const NegativeVector& vector : negative_programs()) of_programs.insert(vector.mistake);
  const std::set<std::string_view> only_javascript = {"base64_not_canonical",
                                                      "signature_json_escaped"};
  const std::set<std::string_view> only_python = {"other_base_instead_of_base64"};
  for (const Mistake& row : mistakes()) {
    const std::string slug(row.slug);
    if (of_programs.contains(slug) && !mistakes_in["negative_js_v1.json"].contains(slug)) continue;
    if (!only_python.contains(slug)) {
      EXPECT_TRUE(mistakes_in["negative_js_v1.json"].contains(slug)) << slug;
    }
    if (!only_javascript.contains(slug)) {
      EXPECT_TRUE(mistakes_in["negative_python_v1.json"].contains(slug)) << slug;
    }
  }
}

}  // namespace
}  // namespace everstrike::diagnosis
