#include "mock_server/message/form_reading.hpp"

#include <gtest/gtest.h>

#include <string>

namespace everstrike::mock_server {
namespace {

std::string value_of(const FormReading& form) { return form.fields()->front().value; }

// Half of the secret's bytes escaped twice: what is decoded once is no UTF-8, and where other
// letters stood in the place of such bytes nobody would find the secret any more.
TEST(FormReading, TakesSecretsOutOfWhatIsNoText) {
  const std::string secret = "z\xe6\x9c\xac\xc3\x9f\xc3\xabqwe\xc3\xa4\xe2\x82\xac";
  const signing::Redactor redactor({secret});
  const std::string twice = "id=a-z%E6%9C%AC%C3%9F%25c3%ABqwe%C3%25A4%E2%82%AC";
  EXPECT_EQ(value_of(FormReading(twice, &redactor)), "a-***");
  EXPECT_EQ(value_of(FormReading("id=%FF%FEa", &redactor)),
            "\xff\xfe"
            "a");
  EXPECT_EQ(FormReading(twice.substr(3) + "=1", &redactor).fields()->front().name, "a-***");
  EXPECT_NE(value_of(FormReading(twice)).find("qwe"), std::string::npos);
}

// A raw "&" inside a secret ends the field: of the part before it nobody would know that it is one.
TEST(FormReading, TakesSecretsOutThatAreCut) {
  const signing::Redactor redactor({"ab;%>&cd/:#&>;D"});
  EXPECT_EQ(value_of(FormReading("id=x-ab;%25>%26cd/:#&>;D", &redactor)), "x-***");
  EXPECT_EQ(value_of(FormReading("a=1&id=x-ab;%25>%26cd/:#&>;D&b=2", &redactor)), "1");
  const FormReading whole("id=ab;%25>%26cd/:%23%26>;D&b=2", &redactor);
  EXPECT_EQ(value_of(whole), "ab;%>&cd/:#&>;D");  // an order may have that id, and is found by it
}

}  // namespace
}  // namespace everstrike::mock_server
