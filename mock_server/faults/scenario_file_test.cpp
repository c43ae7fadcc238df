#include "mock_server/faults/scenario_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "mock_server/exchange/router.hpp"

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::json;

// One rule with this fault, as a file.
std::string with_fault(const std::string& fault, const std::string& phase = "after_effect") {
  return R"({"schema": "scenario_v1", "name": "n", "rules": [)"
         "\n"
         R"({"id": "r", "phase": ")" +
         phase + R"(", "fault": )" + fault + "}]}";
}

std::string with_when(const std::string& when) {
  return R"({"schema": "scenario_v1", "name": "n", "rules": [)"
         "\n"
         R"({"id": "r", "phase": "after_effect", "fault": {"type": "hang"}, "when": )" +
         when + "}]}";
}

std::string error_of(const std::string& text) {
  const auto scenario = parse_scenario(text, "s.json", endpoint_names());
  return scenario ? "" : scenario.error();
}

TEST(ScenarioFile, EveryFaultIsReadBackAsItWasWritten) {
  const std::vector<std::string> faults = {
      R"({"type":"answer_status","status":429,"body":"html","retry_after_s":3})",
      R"({"type":"answer_status","status":503,"body":"documented","retry_after_s":3,"retry_after_as":"date"})",
      R"({"type":"delay_reply","ms":20})",
      R"({"type":"delay_reply","uniform_ms":[5,9]})",
      R"({"type":"delay_reply","lognormal":{"median_ms":40.0,"sigma":1.5}})",
      R"({"type":"truncate_body","keep":10,"content_length":"honest"})",
      R"({"type":"cut_headers","keep":12})",
      R"({"type":"reset_peer","after_bytes":7})",
      R"({"type":"close_silently"})",
      R"({"type":"hang","after_bytes":9})",
      R"({"type":"dribble","bytes_per_second":100})",
      R"({"type":"garbage","bytes":5})",
      R"({"type":"garbage","text":"SSH-2.0"})",
      R"({"type":"redirect","status":302,"location":"/x"})",
      R"({"type":"stub","status":418,"content_type":"text/plain","headers":[["A","b"]],"body":"x"})",
      R"({"type":"duplicate_headers","names":["Content-Length","Content-Type"]})",
      R"({"type":"wrong_content_length","less":4})",
      R"({"type":"double_content_length","more":4})",
      R"({"type":"bad_chunks","kind":"no_end"})",
      R"({"type":"answer_status","status":408,"body":"stale_timestamp"})",
      R"({"type":"stub","status":200,"content_type":"x/y","headers":[],"body_base64":"AP8="})",
      R"({"type":"interim_answers","statuses":[100,103,199]})",
      R"({"type":"interim_answers","statuses":[103],"headers":[["Link","</a>"]]})",
      R"({"type":"compress_body","coding":"deflate"})",
      R"({"type":"compress_body","coding":"gzip","only_if_asked":true})",
      R"({"type":"fill_first"})",
      R"({"type":"fill_first","qty":0.5})"};
  std::set<std::string_view> types;
  for (const std::string& text : faults) {
    const char* phase = text.find("fill_first") == text.npos ? "after_effect" : "before_effect";
    const auto scenario = parse_scenario(with_fault(text, phase), "s.json", endpoint_names());
    ASSERT_TRUE(scenario) << scenario.error();
    const Fault& fault = scenario->rules.at(0).fault;
    types.insert(fault_type(fault));
    EXPECT_EQ(write_fault(fault).dump(), text);
  }
  for (const char* text :
       {R"({"type":"drop_connection","close_code":4000})", R"({"type":"drop_connection"})",
        R"({"type":"gap"})", R"({"type":"duplicate"})"}) {
    std::string file = with_fault(text);
    file.replace(file.find("after_effect"), 12, "on_message");
    const auto scenario = parse_scenario(file, "s.json", endpoint_names());
    ASSERT_TRUE(scenario) << scenario.error();
    types.insert(fault_type(scenario->rules.at(0).fault));
    EXPECT_EQ(write_fault(scenario->rules.at(0).fault).dump(), text);
    EXPECT_NE(error_of(with_fault(text)), "") << "a fault of the feed strikes no answer";
  }
  EXPECT_EQ(types.size(), std::variant_size_v<Fault>);
}

TEST(ScenarioFile, APlanIsWrittenAsAScenarioThatGivesItAgain) {
  const std::string text = R"({"schema": "scenario_v1", "name": "n", "about": "a", "seed": 9,
    "rules": [{"id": "one", "phase": "before_auth", "chance": {"in": 1, "of": 3},
               "when": {"endpoint": "POST /auth/*", "api_key": "k*", "order_id": "?x",
                        "ordinal": [2, 5], "every": 2},
               "fault": {"type": "answer_status", "status": 500}},
              {"id": "two", "phase": "before_effect", "fault": {"type": "hang"}}]})";
  const auto scenario = parse_scenario(text, "s.json", endpoint_names());
  ASSERT_TRUE(scenario) << scenario.error();
  const std::string written =
      scenario_json(Plan(scenario->rules, *scenario->seed, scenario->title));
  const auto again = parse_scenario(written, "again.json", endpoint_names());
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(scenario_json(Plan(again->rules, *again->seed, again->title)), written);
  const auto json = Json::parse(written);
  EXPECT_EQ(json["rules"][0]["when"],
            Json::parse(R"({"endpoint": "POST /auth/*", "api_key": "k*", "order_id": "?x",
                            "ordinal": [2, 5], "every": 2})"));
  EXPECT_EQ(json["rules"][1]["when"], Json::parse(R"({"endpoint": "POST /auth/cancel"})"));
}

// Once told of the name, in which the same characters stand.
TEST(ScenarioFile, ANumberThatIsTooLargeIsToldWhereItStands) {
  EXPECT_EQ(error_of("{\"schema\": \"scenario_v1\", \"name\": \"x1e400\",\n"
                     " \"rules\": [],\n"
                     " \"seed\": 1e400}"),
            "s.json:3:10: a number is too large");
}

TEST(ScenarioFile, ErrorsNameThePlaceAndWhatWasExpected) {
  EXPECT_EQ(error_of(R"({"schema": "scenario_v2", "name": "n", "rules": []})"),
            "s.json:1:12: schema: expected \"scenario_v1\"");
  EXPECT_EQ(error_of(R"({"schema": "scenario_v1", "name": "n"})"),
            "s.json:1:1: the member \"rules\" is missing");
  EXPECT_EQ(
      error_of(with_fault(R"({"type": "reset_peeer"})"))
          .rfind("s.json:2:56: rules[0].fault.type: expected one of: answer_status, delay_reply, ",
                 0),
      0U)
      << error_of(with_fault(R"({"type": "reset_peeer"})"));
  EXPECT_EQ(error_of(with_fault(R"({"type": "reset_peer", "keep": 1})")),
            "s.json:2:78: rules[0].fault.keep: unknown member; expected one of: after_bytes, type");
  EXPECT_EQ(error_of(with_fault(R"({"type": "fill_first"})")),
            "s.json:2:22: rules[0].phase: expected before_effect, as the fault is fill_first");
  EXPECT_EQ(error_of(with_fault(R"({"type": "truncate_body"})")),
            "s.json:2:47: rules[0].fault: the member \"keep\" is missing");
  EXPECT_EQ(error_of(with_fault(R"({"type": "delay_reply"})")),
            "s.json:2:47: rules[0].fault: expected exactly one of ms, uniform_ms, lognormal");
  EXPECT_EQ(error_of(with_when(R"({"order": "x"})")),
            "s.json:2:83: rules[0].when.order: unknown member; expected one of: api_key, endpoint, "
            "every, feed, first, order_id, ordinal");
  EXPECT_EQ(error_of(with_when(R"({"ordinal": [0, 2]})")),
            "s.json:2:85: rules[0].when.ordinal: expected [from, to], counted from 1, both ends "
            "belonging to it");
  EXPECT_EQ(error_of(with_when(R"({"endpoint": "POST /auth/cancle"})"))
                .rfind("s.json:2:86: rules[0].when.endpoint: expected a pattern that fits one of: "
                       "POST /auth/cancel",
                       0),
            0U);
  EXPECT_EQ(error_of(R"({"schema": "scenario_v1", "name": "n", "rules": [
{"id": "r", "fault": {"type": "hang"}}]})"),
            "s.json:2:1: rules[0]: the member \"phase\" is missing");
  EXPECT_EQ(error_of(R"({"schema": "scenario_v1", "name": "n", "rules": [
{"id": "r", "phase": "after_effect", "fault": {"type": "hang"}},
{"id": "r", "phase": "after_effect", "fault": {"type": "hang"}}]})"),
            "s.json:3:8: rules[1].id: this rule id comes twice");
}

TEST(ScenarioFile, NumbersHaveBounds) {
  for (const char* fault :
       {R"({"type": "answer_status", "status": 199})", R"({"type": "delay_reply", "ms": 600001})",
        R"({"type": "delay_reply", "uniform_ms": [9, 5]})",
        R"({"type": "delay_reply", "uniform_ms": [9]})",
        R"({"type": "delay_reply", "lognormal": {"median_ms": -1, "sigma": 1}})",
        R"({"type": "truncate_body", "keep": -1})", R"({"type": "dribble", "bytes_per_second": 0})",
        R"({"type": "garbage", "bytes": 0})", R"({"type": "redirect", "status": 304})",
        R"({"type": "wrong_content_length"})", R"({"type": "wrong_content_length", "more": 0})",
        R"({"type": "bad_chunks", "kind": "x"})", R"({"type": "stub", "headers": [["a b", "c"]]})",
        R"({"type": "duplicate_headers", "names": []})"}) {
    EXPECT_NE(error_of(with_fault(fault)), "") << fault;
  }
}

TEST(ScenarioFile, ComingStrikesAreJsonWithTheirFaults) {
  const auto scenario = parse_scenario(
      R"({"schema": "scenario_v1", "name": "n", "rules": [{"id": "r", "when": {"ordinal": [2, 2]},
          "phase": "after_effect", "fault": {"type": "reset_peer"}}]})",
      "s.json", endpoint_names());
  ASSERT_TRUE(scenario);
  const Plan plan(scenario->rules, 4, scenario->title);
  const PlanLook look = {.api_key = "k", .requests = 3};
  EXPECT_EQ(Json::parse(coming_strikes_json(plan, look, coming_strikes(plan, look))),
            Json::parse(R"({"scenario": "n", "seed": 4, "api_key": "k", "requests": 3,
                            "endpoint": "POST /auth/cancel",
                            "strikes": [{"request": 2, "phase": "after_effect", "rule": "r",
                                         "ordinal": 2,
                                         "fault": {"type": "reset_peer", "after_bytes": 0}}]})"));
}

}  // namespace
}  // namespace everstrike::mock_server
