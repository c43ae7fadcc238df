#include "client/program/payload.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

using signing::Dialect;

std::string body_of(std::string_view text, Dialect dialect) {
  const auto payload = read_payload(text);
  return payload ? typed_body(*payload, dialect) : "error: " + payload.error();
}

// Expected bodies: Python 3's urllib.parse.urlencode and node's form-urlencoded 4.5.1.
TEST(Payload, TextKeepsItsOrder) {
  EXPECT_EQ(body_of(R"([["b","2"],["a","~ ä"]])", Dialect::python), "b=2&a=~+%C3%A4");
  EXPECT_EQ(body_of(R"([["b","2"],["a","~ ä"]])", Dialect::javascript), "b=2&a=%7E+%C3%A4");
  EXPECT_EQ(body_of("[]", Dialect::javascript), "");
}

TEST(Payload, ValuesOfEveryKindBecomeWhatTheLanguageMakesOfThem) {
  constexpr std::string_view kPayload =
      R"([["n",null],["t",true],["i",12],["f",1.0],["big",123456789012345678901],["l",["a",1]]])";
  EXPECT_EQ(body_of(kPayload, Dialect::python),
            "n=None&t=True&i=12&f=1.0&big=123456789012345678901&l=%5B%27a%27%2C+1%5D");
  EXPECT_EQ(body_of(kPayload, Dialect::javascript),
            "n=null&t=true&i=12&f=1&big=123456789012345680000&l%5B0%5D=a&l%5B1%5D=1");
}

TEST(Payload, ARepeatedNameIsKeptAsPairsAndMergedAsAnObject) {
  EXPECT_EQ(body_of(R"([["a","1"],["b","2"],["a","3"]])", Dialect::python), "a=1&b=2&a=3");
  EXPECT_EQ(body_of(R"([["a","1"],["b","2"],["a","3"]])", Dialect::javascript), "a=3&b=2");
}

TEST(Payload, NamesWhatIsNoPayload) {
  EXPECT_EQ(read_payload("{}").error(), "payload: expected a list of pairs [name, value]");
  EXPECT_EQ(read_payload("\"id=1\"").error(), "payload: expected a list of pairs [name, value]");
  EXPECT_EQ(read_payload(R"([["a","1"],"b"])").error(),
            "payload[1]: expected a pair [name, value]");
  EXPECT_EQ(read_payload(R"([["a"]])").error(), "payload[0]: expected a pair [name, value]");
  EXPECT_EQ(read_payload(R"([["a","1","2"]])").error(),
            "payload[0]: expected a pair [name, value]");
  EXPECT_EQ(read_payload(R"([[1,"1"]])").error(), "payload[0][0]: expected text");
  EXPECT_EQ(read_payload("[").error(), "payload: expected JSON");
}

}  // namespace
}  // namespace everstrike::client
