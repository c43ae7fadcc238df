#include "signing/canonical_body.hpp"

#include <gtest/gtest.h>

namespace everstrike::signing {
namespace {

TEST(CanonicalBody, JoinsInTheGivenOrder) {
  const Parameters parameters = {{"timestamp", "1571409012345.4712"},
                                 {"id", "849cdea0395411e98f54b395ae9c7bb6"},
                                 {"id", ""},
                                 {"", "~ "},
                                 {"ids[0]", "a&b"}};
  EXPECT_EQ(canonical_body(parameters, Dialect::javascript),
            "timestamp=1571409012345.4712&id=849cdea0395411e98f54b395ae9c7bb6&id=&=%7E+&"
            "ids%5B0%5D=a%26b");
  EXPECT_EQ(canonical_body(parameters, Dialect::python),
            "timestamp=1571409012345.4712&id=849cdea0395411e98f54b395ae9c7bb6&id=&=~+&"
            "ids%5B0%5D=a%26b");
}

TEST(CanonicalBody, IsEmptyWithoutParameters) {
  EXPECT_EQ(canonical_body({}, Dialect::javascript), "");
  EXPECT_EQ(canonical_body({{"", ""}}, Dialect::javascript), "=");
}

// form-urlencoded 4.5.1 under Node 20, of an object with these members in this order.
TEST(JavascriptObject, PutsArrayIndicesFirst) {
  const Parameters parameters = {{"b", "1"},  {"4294967295", "2"}, {"10", "3"},
                                 {"2", "4"},  {"01", "5"},         {"4294967294", "6"},
                                 {"-1", "7"}, {"a", "8"},          {"0", "9"},
                                 {"", "10"},  {"__proto__", "x"},  {"1.0", "11"}};
  EXPECT_EQ(canonical_body(as_javascript_object(parameters), Dialect::javascript),
            "0=9&2=4&10=3&4294967294=6&b=1&4294967295=2&01=5&-1=7&a=8&=10&1.0=11");
}

// The same, members assigned one after the other.
TEST(JavascriptObject, KeepsTheLastValueAtTheFirstPlace) {
  const Parameters parameters = {
      {"a", "1"}, {"7", "2"}, {"a", "3"}, {"__proto__", "x"}, {"b", "4"}};
  EXPECT_EQ(canonical_body(as_javascript_object(parameters), Dialect::javascript), "7=2&a=3&b=4");
}

}  // namespace
}  // namespace everstrike::signing
