#include "mock_server/faults/kinds/answer_status_body.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::json;

Reply truth() {
  return {.status = 200, .body = R"({"code":200,"msg":"null","result":{"id":"x","price":1.5}})"};
}

Json body(BodyKind kind, int status) {
  return Json::parse(answer_of_kind(kind, status, truth()).body, nullptr, false);
}

TEST(AnswerBody, ASuccessKeepsTheTrueAnswer) {
  EXPECT_EQ(answer_of_kind(BodyKind::documented, 201, truth()).body, truth().body);
  EXPECT_EQ(answer_of_kind(BodyKind::documented, 201, truth()).status, 201);
}

TEST(AnswerBody, AnErrorIsTheDocumentedOne) {
  EXPECT_EQ(body(BodyKind::documented, 500),
            Json::parse(R"({"code":500,"msg":"Invalid request","result":{}})"));
}

TEST(AnswerBody, EachKindIsWrongInItsOwnWay) {
  EXPECT_EQ(answer_of_kind(BodyKind::empty, 200, truth()).body, "");
  EXPECT_EQ(answer_of_kind(BodyKind::html, 503, truth()).content_type, "text/html; charset=utf-8");
  EXPECT_TRUE(body(BodyKind::malformed_json, 200).is_discarded());
  EXPECT_EQ(body(BodyKind::wrong_type, 200),
            Json::parse(R"({"code":true,"msg":["null"],"result":"object"})"));
  EXPECT_EQ(body(BodyKind::missing_fields, 200), Json::parse(R"({"msg":"null"})"));
  EXPECT_EQ(body(BodyKind::numbers_as_strings, 200),
            Json::parse(R"({"code":"200","msg":"null","result":{"id":"x","price":"1.5"}})"));
  EXPECT_EQ(body(BodyKind::null_result, 200)["result"], nullptr);
  EXPECT_EQ(body(BodyKind::other_code, 200)["code"], 503);
  EXPECT_EQ(body(BodyKind::other_code, 503)["code"], 200);
  EXPECT_EQ(body(BodyKind::other_code, 408)["code"], 414);  // documented
  EXPECT_EQ(body(BodyKind::rate_limited, 429),
            Json::parse(R"({"code":429,"msg":"You have done that too much recently. Care to try )"
                        R"(again in 0.043 seconds?","result":null})"));
  EXPECT_EQ(body(BodyKind::rate_limited, 418)["code"], 418);
  EXPECT_EQ(body(BodyKind::stale_timestamp, 408),
            Json::parse(R"({"code":414,"msg":"The timestamp is too old.","result":null})"));
  EXPECT_EQ(body(BodyKind::stale_timestamp, 400)["code"], 400);
  const Json extra = body(BodyKind::extra_fields, 200);
  EXPECT_EQ(extra["code"], 200);
  EXPECT_EQ(extra.size(), 4U);
}

}  // namespace
}  // namespace everstrike::mock_server
