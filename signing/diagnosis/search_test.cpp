// What the search decides: which recipe wins, how far it looks, and what proves nothing. The
// signatures were made with Python's hmac and base64 of the secret and the body below.
#include "signing/diagnosis/search.hpp"

#include <gtest/gtest.h>

#include "signing/diagnosis/diagnosis.hpp"

namespace everstrike::diagnosis {
namespace {

const signing::Secret kSearched("demo-secret-0123456789");
constexpr std::string_view kSearchedBody = "id=849cdea0395411e98f54b395ae9c7bb6&note=a%20b";

struct How {
  std::string_view body = kSearchedBody;
  std::string_view target = "/auth/cancel";
  Depth depth = Depth::quick;
  Limits limits = {};
  Steps outer = {};
  bool common_only = false;
};

// The names of all findings, each followed by a comma.
std::string names_found(std::string_view signature, const How& how = {}) {
  const Refused refused{
      .body = how.body, .signature = signature, .secret = &kSearched, .target = how.target};
  Received received = take_apart(refused, how.depth);
  received.common_only = received.common_only || how.common_only;
  const Readings readings = read_signature(signature);
  Budget budget(how.limits);
  Search search(refused, received, readings, how.depth, budget, how.outer);
  search.run();
  std::string names;
  for (const Finding& finding : search.findings()) names += finding.steps.text() + ",";
  return names;
}

const Limits kDeep = limits_of(Depth::deep);

// base64(hmac(secret, body + "\n"))
constexpr std::string_view kLineEnd = "fA4dRVm5TjaSbTaSx6vUYSZdoKGg/qyxvX9KS7mDCw4=";
// base64(hmac(secret, body)[:16]) and [:6]
constexpr std::string_view kSixteenBytes = "2rjAjdrLwZoRqmvwveNooQ==";
constexpr std::string_view kSixBytes = "2rjAjdrL";

TEST(Search, OneMistakeIsNamedAlone) {
  EXPECT_EQ(names_found(kLineEnd), "line_end_signed,");
  EXPECT_EQ(names_found("dab8c08ddacbc19a11aa6bf0bde368a1d71f7ea041b6f9b015f5e0b9e483ed0a"),
            "hex_instead_of_base64,");
}

// base64(hmac(key, signed)), where key is the secret unless the comment says another.
TEST(Search, WhatPeopleCopyOutOfFilesAndShellsHasAName) {
  struct Row {
    const char* body;
    const char* signature;
    const char* names;
  };
  for (const auto& [body, signature, names] : std::initializer_list<Row>{
           {"id=1", "lYNPs5Tw5RaPIGanWjBxErdeqoxbCfw1PGT50XmIvuM=",
            "text_around_secret,"},  // '"demo-secret-0123456789",'
           {"id=1", "3+dnob/pXmmUPKeWbGUfemC5+7sZtvyzS1GyCd9t8pw=",
            "text_around_secret,"},  // 'secret_key=demo-secret-0123456789;'
           {"id=1", "qQbB925ScyoGJ7nd036JWyvEUpqFcxzInJGnaNG7HVo=",
            "placeholder_used_as_secret,"},  // '***'
           {"id=1",
            "JmEog9SwEqJriQPysFqWXWXb3Qf/wDB4CPgp/uolhQk=", "placeholder_used_as_secret,"},  // ''
           {"id=1&x=2", "/wH3xGeiSekW5118AgMeRJYC5jOqny5x6kEH2BsyP4w=",
            "other_separators_signed,"},  // 'id=1 &x=2 '
           {"id=1&x=2",
            "GnnZiUXfPAQzKS6vjCdhXVkEJBoRBeNIKVHeg84rzCE=", "line_end_signed,"},  // 'id=1\\\n&x=2'
           {"id=1",
            "8IK9tysPPC5TPdd9qXOSYoWqG/5KNPGkgGb+OyJtMPU=", "line_end_signed,"},  // 'id=1\\n\n'
           {"id=a%3Ab", "cvYjX6VgDnnGE6BDSmUzuEdoG1X1K4dyB0h4nK1jvcc=",
            "value_spelled_differently,"},  // 'id="a:b"'
           {"id=1&x=2", "zUOdGosrD74qdbyZeCt7QyMxV6MsP7CRsM2fWuhc27s=",
            "value_spelled_differently,"},  // "id='1'&x='2'"
       }) {
    EXPECT_EQ(names_found(signature, {.body = body, .depth = Depth::deep, .limits = kDeep}), names)
        << body << " " << signature;
  }
}

TEST(Search, TwoThatAreFrequentAreFoundAtOnce) {
  // hmac(secret, body + "\n").hexdigest()
  EXPECT_EQ(names_found("7c0e1d4559b94e36926d3692c7abd461265da0a1a0feacb1bd7f4a4bb9830b0e"),
            "hex_instead_of_base64+line_end_signed,");
  // base64(hmac(secret + "\n", body + "\n"))
  EXPECT_EQ(names_found("ockAjMQqiPMqauWa6GYJ+z7PVhZB21xGnbzC9qEyrQQ="),
            "line_end_signed+white_space_in_secret,");
}

TEST(Search, TwoOfWhichOneIsRareAreFoundByADeepOneOnly) {
  // base64(hmac(secret + "\n", "\n" + body)): the usual line end of a secret, a rare one of a text
  constexpr std::string_view kRareOne = "qdk3nqVymVIj0LbBXv+Xd8tYbUNk0TLfqUIzU3kzJDQ=";
  EXPECT_EQ(names_found(kRareOne), "");
  EXPECT_EQ(names_found(kRareOne, {.depth = Depth::deep, .limits = kDeep}),
            "line_end_signed+white_space_in_secret,");
}

TEST(Search, AnotherAlgorithmIsTriedWhereTheLengthFits) {
  // base64(hmac_sha512(secret, body)), and of the body with a line end
  EXPECT_EQ(
      names_found("mIz++oyur2poY4GOh5ja73MzWu4r43qyZ7CHsLfG/xZNowB0ev9uImAH9HZD1Z7MTUZX3zWhIXoNKGBg"
                  "pQr+qw=="),
      "sha512_instead_of_sha256,");
}

TEST(Search, WhatIsCutProvesAsLongAsEnoughIsLeft) {
  EXPECT_EQ(names_found(kSixteenBytes), "signature_truncated,");
  EXPECT_EQ(names_found("2rjAjdrLwZoRqmvwveNoodcffqBBtv"), "signature_truncated,");
  EXPECT_EQ(names_found(kSixBytes), "");
  // base64(hmac_md5(secret, body)) is as short, and whole
  EXPECT_EQ(names_found("SYga1zH6U0J60wiAuVMOmA=="), "md5_instead_of_sha256,");
}

TEST(Search, FieldsAreTriedInEveryOrder) {
  // base64(hmac(secret, "note=a%20b&id=849c…"))
  EXPECT_EQ(names_found("YcgfyNpeVAdHHISEV/ox095qVeTSZuHM8BhtLhhRFzI="), "field_order_differs,");
}

TEST(Search, FieldsAreTriedInOrdersThatHaveNoName) {
  // base64(hmac(secret, "c=3&a=1&d=4&b=2"))
  EXPECT_EQ(
      names_found("uRoK0KdlQugPpTizUOIf+y6hfD7cRO5XbByMDNcyCBM=", {.body = "a=1&b=2&c=3&d=4"}),
      "field_order_differs,");
}

TEST(Search, FewerMistakesWinWhereSeveralStoriesGiveTheSameBytes) {
  // base64(hmac(secret, "id=1")): the query as it stands, or its fields written by some encoder
  EXPECT_EQ(names_found("dYQNl+jzf0vNqKej1Z2d4IYPCFIJ52aqS8+AFl2H3eo=",
                        {.body = "", .target = "/auth/cancel?id=1"}),
            "query_signed,");
}

TEST(Search, EndsThatWereCutOrLostAreTriedUnlessTheBodyIsLong) {
  // base64(hmac(secret, body[:-3])) and base64(hmac(secret, body + "Q"))
  constexpr std::string_view kAdded = "G7mUBgjBDNZpOFxmBwyA6JxJkVrldwCT/DJfdSgIwAs=";
  constexpr std::string_view kLost = "JBUW4JKJUc8prYulYd3E20X/IL2EXFZcGvkiaOToltc=";
  EXPECT_EQ(names_found(kAdded), "bytes_added_after_signing,");
  EXPECT_EQ(names_found(kLost), "bytes_lost_after_signing,");
  EXPECT_EQ(names_found(kAdded, {.common_only = true}), "");
  EXPECT_EQ(names_found(kLost, {.common_only = true}), "");
  EXPECT_EQ(names_found(kLineEnd, {.common_only = true}), "line_end_signed,");
}

TEST(Search, TheBudgetEndsIt) {
  EXPECT_EQ(names_found(kLineEnd, {.limits = {.digests_max = 0}}), "");
  EXPECT_EQ(names_found(kLineEnd, {.limits = {.digests_max = 1}}), "");
  EXPECT_EQ(names_found(kLineEnd, {.limits = {.bytes_max = 100}}), "");
}

TEST(Search, WhatIsCertainAlreadyCountsAmongTheTwo) {
  EXPECT_EQ(names_found(kLineEnd, {.outer = MistakeId::signature_in_query}),
            "line_end_signed+signature_in_query,");
  const auto both = Steps(MistakeId::signature_in_query).with(MistakeId::api_key_missing);
  EXPECT_EQ(names_found(kLineEnd, {.outer = *both}), "");
}

TEST(Search, AnotherSecretIsNoMistakeOfThisOne) {
  // base64(hmac("another-secret", body))
  EXPECT_EQ(names_found("AxyoUGfPphN4P3/KQlDN+5AxPi4RxEWWRwC1O5oszBg="), "");
}

}  // namespace
}  // namespace everstrike::diagnosis
