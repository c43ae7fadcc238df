// Any bytes may come, from anyone, in any number: the work is bounded by count, whatever they are.
#include <gtest/gtest.h>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/signer.hpp"

namespace everstrike::diagnosis {
namespace {

const signing::Secret kHostileSecret("demo-secret");
// Base64 of the SHA-256 of "no signature".
constexpr std::string_view kNotRight = "WJGGI6Sh5JuucnSR3jed75Op++/R7feDDmlg+6Op6fQ=";

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

std::vector<std::string> hostile_bodies() {
  return {
      "",
      std::string(64 * 1024, '\0'),
      std::string(64 * 1024, '%'),
      repeated("%20", 20'000),
      repeated("%25", 20'000),
      repeated("a=b&", 16'000),
      repeated("&", 64 * 1024),
      repeated("=", 64 * 1024),
      repeated("a[", 30'000),
      "ids=" + repeated(",", 60'000),
      repeated("ids=a&", 60),
      repeated("\xff\xfe\x80", 20'000),
      repeated("\xc3\xa9", 30'000),
      repeated("e\xcc\x81", 20'000),
      "{\"a\":" + repeated("[", 60'000),
      "{\"a\":\"" + repeated("\\u00", 10'000),
      "{" + repeated("\"a\":1,", 60) + "\"b\":2}",
      "--b\r\n" + repeated("name=\"x\"\r\n\r\n\r\n--b\r\n", 3'000),
      std::string(1024 * 1024, 'x'),
      repeated("timestamp=1&nonce=2&time=3&", 20),
      std::string("id=\0\r\n\x1b[31m", 12),
  };
}

TEST(HostileRequests, CostNoMoreThanTheLimits) {
  const std::string long_value(70'000, 'v');
  std::vector<HeaderLine> headers;
  for (int i = 0; i < 2'000; ++i) headers.push_back({"x-timestamp", long_value});
  for (int i = 0; i < 2'000; ++i) headers.push_back({"x-sign", "AAAA"});
  const std::vector<std::string_view> earlier(5'000, "id=earlier");
  for (const std::string& body : hostile_bodies()) {
    for (const std::string_view signature : {kNotRight, std::string_view("")}) {
      const Refused refused{.body = body,
                            .signature = signature,
                            .api_key = long_value,
                            .secret = &kHostileSecret,
                            .headers = headers,
                            .target = long_value,
                            .host = long_value,
                            .earlier_bodies = earlier};
      const Diagnosis diagnosis = diagnose(refused);
      EXPECT_LE(diagnosis.digests, limits_of(Depth::quick).digests_max);
      EXPECT_LE(diagnosis.proof.size(), 4'000U);
      EXPECT_NE(diagnosis.outcome, Outcome::none);
    }
  }
}

TEST(HostileRequests, SignaturesOfAnyShapeAreTaken) {
  const std::string shapes[] = {std::string(100'000, 'A'),
                                std::string(1000, ','),
                                std::string(1000, '%'),
                                std::string(1000, '"'),
                                std::string(300, '\\'),
                                std::string("\0", 1),
                                std::string(44, '\0'),
                                std::string(44, '='),
                                std::string(44, '\xff'),
                                repeated("b'", 400),
                                repeated("sha256=", 100),
                                repeated("AAAA,", 200),
                                repeated("12,", 300),
                                "{\"words\":[],\"sigBytes\":32}",
                                "[" + repeated("999999999999999999999,", 40)};
  for (const std::string& signature : shapes) {
    const Refused refused{
        .body = "id=1", .signature = signature, .api_key = "k", .secret = &kHostileSecret};
    EXPECT_EQ(diagnose(refused).outcome, Outcome::unexplained) << signature.substr(0, 20);
  }
}

TEST(HostileRequests, SecretsOfAnyShapeAreTaken) {
  const std::string shapes[] = {"",
                                std::string(1, '\0'),
                                std::string(64, '\0'),
                                std::string(65, 'x'),
                                std::string(100'000, '"'),
                                "\xff\xfe",
                                "====",
                                "%%%",
                                std::string(5'000, '%')};
  for (const std::string& bytes : shapes) {
    const signing::Secret secret(bytes);
    const std::string right = signing::sign(signing::PreparedKey(secret), "id=1");
    Refused refused{.body = "id=1", .signature = right, .api_key = bytes, .secret = &secret};
    EXPECT_EQ(diagnose(refused).name(), "none");
    refused.signature = kNotRight;
    EXPECT_EQ(diagnose(refused).outcome, Outcome::unexplained);
  }
}

}  // namespace
}  // namespace everstrike::diagnosis
