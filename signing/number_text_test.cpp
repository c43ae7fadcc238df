#include "signing/number_text.hpp"

#include <gtest/gtest.h>

#include <ostream>
#include <string>

// The texts are what String() of node 20 and repr() of CPython 3.11 gave; fixtures/vectors/typed_*
// holds more of them, and conformance/parity compares random ones with the living programs.
namespace everstrike::signing {
namespace {

struct Texts {
  double number;
  std::string javascript;
  std::string python;
};

std::ostream& operator<<(std::ostream& out, const Texts& texts) { return out << texts.python; }

class NumberText : public testing::TestWithParam<Texts> {};

TEST_P(NumberText, IsWhatEachLanguageWrites) {
  EXPECT_EQ(javascript_number_text(GetParam().number), GetParam().javascript);
  EXPECT_EQ(python_number_text(GetParam().number), GetParam().python);
}

INSTANTIATE_TEST_SUITE_P(WhereTheyDiffer, NumberText,
                         testing::Values(Texts{1.0, "1", "1.0"}, Texts{-0.0, "0", "-0.0"},
                                         Texts{1e-5, "0.00001", "1e-05"},
                                         Texts{1e-7, "1e-7", "1e-07"},
                                         Texts{1.25e-10, "1.25e-10", "1.25e-10"},
                                         Texts{1e15, "1000000000000000", "1000000000000000.0"},
                                         Texts{1e16, "10000000000000000", "1e+16"},
                                         Texts{1e21, "1e+21", "1e+21"}));

INSTANTIATE_TEST_SUITE_P(
    ShortestDigits, NumberText,
    testing::Values(Texts{0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"},
                    Texts{1551137077642.4712, "1551137077642.4712", "1551137077642.4712"},
                    Texts{12345678901234567.0, "12345678901234568", "1.2345678901234568e+16"},
                    Texts{5e-324, "5e-324", "5e-324"},
                    Texts{-1.7976931348623157e308, "-1.7976931348623157e+308",
                          "-1.7976931348623157e+308"}));

}  // namespace
}  // namespace everstrike::signing
