#include "signing/diagnosis/text/fields.hpp"

#include <gtest/gtest.h>

#include "signing/diagnosis/hypotheses/received.hpp"
#include "signing/diagnosis/text/number_spelling.hpp"

namespace everstrike::diagnosis {
namespace {

TEST(SplitFields, KeepsRawTextBesideTheDecoded) {
  const Fields fields = split_fields("a+b=c%2fd&e&=x&&%zz=1=2&");
  ASSERT_EQ(fields.size(), 4U);
  EXPECT_EQ(fields[0].name, "a b");
  EXPECT_EQ(fields[0].value, "c/d");
  EXPECT_EQ(fields[0].raw_value, "c%2fd");
  EXPECT_FALSE(fields[1].has_equals);
  EXPECT_EQ(fields[2].name, "");
  EXPECT_EQ(fields[3].name, "%zz");
  EXPECT_EQ(fields[3].value, "1=2");
  EXPECT_EQ(write_raw(fields), "a+b=c%2fd&e&=x&%zz=1=2");
  EXPECT_EQ(write_encoded(fields, kFormUrlencoded), "a+b=c%2Fd&e&=x&%25zz=1%3D2");
}

TEST(SplitFields, LeavesHostileBodiesWhole) {
  std::string many;
  for (std::size_t i = 0; i <= kFieldsMax; ++i) many += "a=1&";
  EXPECT_TRUE(split_fields(many).empty());
  EXPECT_TRUE(split_fields("&&&").empty());
}

TEST(EncoderOf, GuessesFromWhatIsThere) {
  EXPECT_EQ(escape("~ /", encoder_of("id=a")), "%7E+%2F");
  EXPECT_EQ(escape("~ /", encoder_of("id=a~b")), "~+%2F");
  EXPECT_EQ(escape("~ /", encoder_of("id=a%20b")), "%7E%20%2F");
  EXPECT_EQ(escape("~ /", encoder_of("id=%2f")), "%7e+%2f");
}

TEST(ReadMultipart, ReadsPartsThatAreNoFiles) {
  const Fields fields = read_multipart(
      "--b1\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\na b\r\n"
      "--b1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"x\"\r\n\r\n\x01\r\n"
      "--b1\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--b1--\r\n");
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(write_raw(fields), "id=a+b&e=");
}

TEST(ReadMultipart, RefusesOtherBodies) {
  for (const char* body : {"", "--", "--b1", "--b1\r\n", "id=1", "--b1\r\nname=\"x\"\r\n\r\nno end",
                           "--b1\r\n\r\n\r\n\r\n--b1--", "--\r\n--\r\n"}) {
    EXPECT_TRUE(read_multipart(body).empty()) << body;
  }
}

bool has(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

// As String() of Node 20, repr() of CPython 3.11 and .NET write the same numbers.
TEST(NumberSpelling, KnowsTheLanguages) {
  EXPECT_TRUE(has(number_family("0.00001"), "1e-05"));
  EXPECT_TRUE(has(number_family("0.00001"), "1E-05"));
  EXPECT_TRUE(has(number_family("1e-05"), "0.00001"));
  EXPECT_TRUE(has(number_family("0.0000001"), "1e-7"));
  EXPECT_TRUE(has(number_family("1"), "1.0"));
  EXPECT_TRUE(has(number_family("1.50"), "1.5"));
  EXPECT_TRUE(has(number_family("0.5"), ".50"));
  EXPECT_TRUE(has(number_family("0"), "0E-8"));  // new BigDecimal("0.00000000").toString()
  EXPECT_TRUE(has(number_family("-0.0"), "0"));
  EXPECT_TRUE(has(number_family("2.0"), "2"));
  EXPECT_TRUE(has(number_family("1.5"), "1,5"));
  EXPECT_TRUE(has(number_family("1,5"), "1.5"));
  EXPECT_TRUE(has(number_family("12345678901234567890"), "12345678901234567000"));
  EXPECT_TRUE(has(number_family("1551137077642"), "1551137077"));
}

// As Java 17, Perl 5.36, printf and Node's locales write them, each way round.
TEST(NumberSpelling, IsAFamilyOfItsValue) {
  for (const auto& [one, other] : {std::pair{"0.1", "0.10000000"},
                                   {"5", "5.00"},
                                   {"0.0000001", "1.0E-7"},
                                   {"0.0000001", "1.000000e-07"},
                                   {"1700000000123", "1.700000000123E12"},
                                   {"0.5", ".5"},
                                   {"25000.5", "25,000.5"},
                                   {"25000.5", "25.000,5"},
                                   {"1234", "\u0661\u0662\u0663\u0664"},
                                   {"-0.25", "\u200e\u2212\u06f0\u066b\u06f2\u06f5"},
                                   {"0.3", "0.30000000000000004"},
                                   {"7", "0000007"},
                                   {"1e21", "1000000000000000000000"}}) {
    EXPECT_TRUE(has(number_family(one), other)) << one << " " << other;
    EXPECT_TRUE(has(number_family(other), one)) << other << " " << one;
  }
}

TEST(NumberSpelling, LeavesOtherTextAlone) {
  for (const char* text : {"", "abc", "0y10", "1e", "--1", ".", "nan", "inf", "1 2"}) {
    EXPECT_TRUE(number_family(text).empty()) << text;
  }
  EXPECT_TRUE(number_family(std::string(5000, '9')).size() <= 1) << "a long number costs nothing";
}

}  // namespace
}  // namespace everstrike::diagnosis
