// What is wrong with a request, by what the exchange made of it and by its bytes.
#include "conformance/client/judge/refusals.hpp"

#include <gtest/gtest.h>

#include "conformance/client/judge/case_run.hpp"

namespace everstrike::conformance {
namespace {

struct Refused {
  SeenRequest request;
  Evidence seen;

  Refused(mock_server::Verdict verdict, std::string body) {
    seen.setting.order_id = "a1";
    seen.setting.api_key = "key";
    seen.setting.secret = "secret";
    request.entry.verdict = verdict;
    request.entry.method = "POST";
    request.entry.path = "/auth/cancel";
    request.entry.body = std::move(body);
  }
  // The slug and its owner, "" where nothing is wrong.
  [[nodiscard]] std::string breach() const {
    const auto found = breach_of(request, seen);
    return found ? found->owner + ": " + found->mistake : "";
  }
};

TEST(Refusals, AcceptedForTheOrderIsRight) {
  EXPECT_EQ(Refused(mock_server::Verdict::accepted, "id=a1").breach(), "");
  EXPECT_EQ(Refused(mock_server::Verdict::already_cancelled, "id=a1").breach(), "");
  EXPECT_EQ(Refused(mock_server::Verdict::accepted, "id=b2").breach(), "sign: wrong_order");
  EXPECT_EQ(Refused(mock_server::Verdict::unknown_order, "id=b2").breach(), "sign: wrong_order");
}

TEST(Refusals, WhatBecameOfTheId) {
  Refused number(mock_server::Verdict::unknown_order, "id=1e3");
  number.seen.setting.order_id = "1000";
  EXPECT_EQ(number.breach(), "sign: id_read_as_number");
  Refused letters(mock_server::Verdict::unknown_order, "id=1E3");
  letters.seen.setting.order_id = "1e3";
  EXPECT_EQ(letters.breach(), "sign: wrong_order");
  Refused twice(mock_server::Verdict::unknown_order, "id=a%252Fb");
  twice.seen.setting.order_id = "a/b";
  EXPECT_EQ(twice.breach(), "sign: encoded_twice");
  EXPECT_EQ(Refused(mock_server::Verdict::duplicate_id, "id=a1&id=a1").breach(),
            "sign: field_sent_twice");
}

TEST(Refusals, TheFormIsItsOwnMatter) {
  EXPECT_EQ(Refused(mock_server::Verdict::malformed_body, "{\"id\":1}").breach(),
            "http/request: json_sent");
  EXPECT_EQ(Refused(mock_server::Verdict::wrong_content_type, "--x").breach(),
            "http/request: multipart_sent");
  EXPECT_EQ(Refused(mock_server::Verdict::missing_key, "id=a1").breach(),
            "http/request: wrong_request");
}

TEST(Refusals, SignaturesAreNamed) {
  Refused unsigned_one(mock_server::Verdict::missing_signature, "id=a1");
  EXPECT_EQ(unsigned_one.breach().substr(0, 6), "sign: ");
}

// Signatures: printf %s TEXT | openssl dgst -sha256 -hmac secret -binary | base64
TEST(Refusals, ABodyThatWasCutIsNamedWithoutTheBytesThatFollowed) {
  struct Cut {
    const char* id;
    std::string body;
    const char* signature;
  };
  for (const Cut& cut :
       {Cut{"na\xc3\xafve", "id=na\xc3\xafv", "MLDBd+YnUdt9AlVFYxSCz3UUuk4Uh3BFi5r65h9kPsQ="},
        Cut{"na\xc3\xafve", "id=na%C3%A", "seOQV7NTxZpWd5FIc9ItV6kJUdnGgsh/y6GFgj6wyEU="}}) {
    Refused one(mock_server::Verdict::bad_signature, cut.body);
    one.seen.setting.order_id = cut.id;
    one.request.entry.head =
        std::string("POST /auth/cancel HTTP/1.1\r\nx-signature: ") + cut.signature + "\r\n\r\n";
    EXPECT_EQ(one.breach(), "sign: bytes_lost_after_signing") << cut.body;
  }
}

TEST(Refusals, ACompressedBodyHasItsOwnRemedy) {
  Refused one(mock_server::Verdict::malformed_request, "\x1f\x8b");
  one.request.entry.head = "POST /auth/cancel HTTP/1.1\r\nContent-Encoding: gzip\r\n\r\n";
  EXPECT_EQ(one.breach(), "http/request: body_compressed");
}

TEST(Refusals, WhatTheCaseBroughtAboutIsNoBreach) {
  Refused other_secret(mock_server::Verdict::bad_signature, "id=a1");
  other_secret.seen.setting.secret_of_exchange = "another";
  EXPECT_EQ(other_secret.breach(), "");
  Refused unknown_key(mock_server::Verdict::unknown_key, "id=a1");
  unknown_key.seen.setting.key_is_known = false;
  EXPECT_EQ(unknown_key.breach(), "");
  Refused struck(mock_server::Verdict::bad_signature, "id=a1");
  struck.request.entry.fault = "rule;seed=0;n=1";
  EXPECT_EQ(struck.breach(), "");
}

TEST(Refusals, UnderAFaultAMistakeHasTheSameName) {
  const auto struck = [](std::string body) {
    Refused one(mock_server::Verdict::faulted, std::move(body));
    one.request.entry.fault = "rule;seed=0;n=1";
    one.request.entry.phase = mock_server::Phase::after_effect;
    one.seen.setting.order = Setting::OrderState::open;
    return one;
  };
  EXPECT_EQ(struck("id=a1&id=a1").breach(), "sign: field_sent_twice");
  EXPECT_EQ(struck("id=b2").breach(), "sign: wrong_order");
  const auto form = struck("id=a1");
  EXPECT_EQ(form.breach(), "http/request: wrong_request");
  const auto breach = breach_of(form.request, form.seen);
  ASSERT_TRUE(breach);
  EXPECT_EQ(breach->reason, "the exchange refused the request");

  Evidence seen = form.seen;
  seen.requests = {struck("id=b2").request};
  seen.client.exit_code = 1;
  seen.three_claims = true;
  const Case one{.judge = [](const Evidence&) { return pass(); }};
  EXPECT_EQ(judge_case(one, seen).mistake, "wrong_order");
}

TEST(Refusals, ReadingIsFreeButNotWhereOrdersAreCancelled) {
  Refused look(mock_server::Verdict::accepted, "");
  look.request.entry.method = "GET";
  look.request.entry.path = "/order?id=a1";
  EXPECT_EQ(look.breach(), "");
  look.request.entry.path = "/auth/cancel?id=a1";
  EXPECT_NE(look.breach(), "");
}

}  // namespace
}  // namespace everstrike::conformance
