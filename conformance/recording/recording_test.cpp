#include <gmock/gmock.h>
#include <unistd.h>

#include <string>

#include "conformance/recording/entry_line.hpp"
#include "conformance/recording/har_entries.hpp"
#include "conformance/recording/recordings.hpp"
#include "files/write_file.hpp"
#include "mock_server/journal/entry_json.hpp"
#include "signing/signer.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Effect;
using mock_server::Entry;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

Entry whole_entry() {
  Entry entry;
  entry.number = 7;
  entry.time_ms = 1'795'000'000'123;
  entry.api_key = "key\xff";
  entry.method = "POST";
  entry.path = "/auth/cancel?x=1";
  entry.head = "POST /auth/cancel?x=1 HTTP/1.1\r\nx-signature: s\r\n\r\n";
  entry.body = std::string("id=\0\xfe", 5);
  entry.body_bytes = 5;
  entry.verdict = mock_server::Verdict::faulted;
  entry.detail = "why";
  entry.diagnosis = "hex_digest";
  entry.fix = "fix";
  entry.proof = "proof";
  entry.fault = "rule;seed=1;n=2";
  entry.effect = {
      .kind = Effect::Kind::cancelled, .order_ids = {"a", "b"}, .fills = {{"a", 0.5, 1.5}}};
  entry.secret_on_wire = true;
  entry.status = 503;
  entry.answer_headers = {{"Retry-After", "2"}};
  entry.answer_body = "{}";
  entry.answer_body_bytes = 20'000;
  entry.cut_after = 10;
  entry.wire_end = mock_server::WireEnd::reset;
  entry.delay_ms = 30;
  entry.duration_us = 40;
  return entry;
}

TEST(EntryLine, ReadsWhatTheMockWrites) {
  const Entry entry = whole_entry();
  const auto read = read_entry_line(mock_server::entry_json(entry));
  ASSERT_TRUE(read) << read.error();
  const Entry& got = read->entry;
  EXPECT_EQ(mock_server::entry_json(got).substr(0, 300),
            mock_server::entry_json(entry).substr(0, 300));
  EXPECT_EQ(got.body, entry.body);
  EXPECT_EQ(got.api_key, entry.api_key);
  EXPECT_EQ(got.effect.order_ids, entry.effect.order_ids);
  EXPECT_EQ(got.effect.fills.front().remaining, 1.5);
  EXPECT_EQ(got.answer_headers, entry.answer_headers);
  EXPECT_EQ(got.cut_after, entry.cut_after);
  EXPECT_EQ(got.wire_end, entry.wire_end);
  EXPECT_EQ(got.delay_ms + got.duration_us, 70);
  EXPECT_TRUE(got.secret_on_wire);
}

TEST(EntryLine, ReadsWhatTheControlSideDid) {
  Entry entry{.kind = mock_server::EntryKind::control, .number = 1, .api_key = "key"};
  entry.effect = {.kind = Effect::Kind::filled, .order_ids = {"a"}, .fills = {{"a", 1, 0}}};
  const auto read = read_entry_line(mock_server::entry_json(entry));
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(read->entry.kind, mock_server::EntryKind::control);
  EXPECT_EQ(read->entry.effect.fills.size(), 1U);
}

TEST(EntryLine, SaysWhereItIsNoEntry) {
  const auto error = [](const std::string& line) {
    const auto read = read_entry_line(line);
    return read ? std::string("an entry") : read.error();
  };
  const std::string line = mock_server::entry_json(whole_entry());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = line;
    changed.replace(changed.find(from), from.size(), to);
    return error(changed);
  };
  EXPECT_THAT(error("x"), StartsWith("1: not JSON"));
  EXPECT_THAT(error("[]"), HasSubstr("1: expected an object"));
  EXPECT_THAT(error("{}"), HasSubstr("number: is missing"));
  EXPECT_EQ(with("\"number\":7", "\"number\":-7"), "11: number: expected a whole number");
  EXPECT_THAT(with("\"number\":7", "\"number\":18446744073709551615"),
              HasSubstr("number: expected"));
  EXPECT_THAT(with("\"number\":7", "\"number\":7,\"number\":8"), HasSubstr("number"));
  EXPECT_THAT(with("\"faulted\"", "\"fine\""), HasSubstr("verdict: expected a verdict"));
  EXPECT_THAT(with("\"reset\"", "\"end\""),
              HasSubstr("answer.end: expected keep, close, reset or hang"));
  EXPECT_THAT(with("\"cancelled\"", "7"), HasSubstr("effect.kind: expected a text"));
  EXPECT_THAT(with("\"Retry-After\",", ""), HasSubstr("answer.headers: expected pairs"));
  EXPECT_THAT(with("\"secret_on_wire\":true", "\"secret_on_wire\":1"),
              HasSubstr("expected true or false"));
  EXPECT_THAT(with("_hex\":\"", "_hex\":\"q"), HasSubstr("expected hex digits"));
  EXPECT_THAT(error(line.substr(0, line.size() / 2)), HasSubstr("not JSON"));
}

TEST(HarEntries, ReadsTimes) {
  EXPECT_EQ(unix_ms_of("1970-01-01T00:00:00.000Z"), 0);
  EXPECT_EQ(unix_ms_of("2024-02-29T23:59:60.5Z"), 1709251200500);
  EXPECT_EQ(unix_ms_of("2026-11-28T19:30:16.123456+01:00"), unix_ms_of("2026-11-28T18:30:16.123Z"));
  EXPECT_EQ(unix_ms_of("2026-11-28 18:30:16-0130"), unix_ms_of("2026-11-28T20:00:16Z"));
  for (const char* text :
       {"", "2026-02-30T00:00:00Z", "2026-11-28", "2026-11-28T18:30:16", "2026-11-28T24:00:00Z",
        "2026-11-28T18:30:16.Z", "2026-11-28T18:30:16Zx"}) {
    EXPECT_EQ(unix_ms_of(text), std::nullopt) << text;
  }
}

// A HAR as a browser's tools write it.
std::string har_of(const std::string& entries) {
  return R"({"log":{"version":"1.2","entries":[)" + entries + "]}}";
}
std::string foreign(const std::string& second, const std::string& path, const std::string& body,
                    const std::string& signature, int status, const std::string& answer) {
  return R"({"startedDateTime":"2026-11-28T18:30:)" + second +
         R"(.000Z","time":3.5,"request":{"method":"POST","url":"https://api.test)" + path +
         R"(","headers":[{"name":"X-API-Key","value":"key"},{"name":"x-signature","value":")" +
         signature + R"("}],"postData":{"mimeType":"application/x-www-form-urlencoded","text":")" +
         body + R"("}},"response":{"status":)" + std::to_string(status) +
         R"(,"headers":[],"content":{"size":-1,"text":")" + answer + R"("}}})";
}

class Files : public testing::Test {
 protected:
  ~Files() override {
    for (const std::string& path : paths_) ::unlink(path.c_str());
  }
  std::string file(const std::string& text) {
    paths_.push_back(testing::TempDir() + "recording_" + std::to_string(::getpid()) + "_" +
                     std::to_string(paths_.size()));
    EXPECT_TRUE(files::write_file(paths_.back(), text));
    return paths_.back();
  }
  static std::vector<std::string> findings(const RunResult& run) {
    std::vector<std::string> found;
    for (const CaseResult& one : run.cases) {
      if (one.verdict == Verdict::fail) found.push_back(one.id + " " + one.mistake);
    }
    return found;
  }
  static std::string error_of(const std::vector<std::string>& paths) {
    SessionJudge judge;
    const auto judged = judge_recordings(paths, std::nullopt, judge);
    if (judged) return "no error";
    return std::to_string(static_cast<int>(judged.error().exit_code)) + " " +
           judged.error().message;
  }

 private:
  std::vector<std::string> paths_;
};

constexpr const char* kUnclear = R"({\"code\":503,\"msg\":\"Invalid request\",\"result\":{}})";

TEST_F(Files, AForeignHarTellsWhatItCan) {
  const std::string har =
      file(har_of(foreign("02", "/auth/cancel", "id=a", "s", 503, kUnclear) + "," +
                  foreign("01", "/auth/cancel/bulk", "", "s", 200, "{}")));
  SessionJudge judge;
  ASSERT_TRUE(judge_recordings({har}, std::nullopt, judge));
  const RunResult run = judge.finish("journal");
  EXPECT_THAT(findings(run), ElementsAre("outcome/unclear key unclear_cancel_left"));
  EXPECT_THAT(run.not_judged, HasSubstr("signatures were right, and no --secret-file"));
  EXPECT_EQ(run.cases.front().id, "sign/signature");
  EXPECT_EQ(run.cases.front().verdict, Verdict::skipped);
}

TEST_F(Files, WithTheSecretSignaturesAreJudgedAndTheSecretIsShownNowhere) {
  const signing::Secret secret("a-long-secret");
  const std::string right = signing::sign(signing::PreparedKey(secret), "id=a");
  const std::string ok = R"({\"code\":200,\"result\":{\"id\":\"a\"}})";
  const std::string har =
      file(har_of(foreign("01", "/auth/cancel", "id=a", right, 200, ok) + "," +
                  foreign("02", "/auth/cancel", "id=a&s=a-long-secret", right, 200, ok)));
  SessionJudge judge;
  ASSERT_TRUE(judge_recordings({har}, secret, judge));
  const RunResult run = judge.finish("journal");
  EXPECT_EQ(run.not_judged, "");
  const auto found = findings(run);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_THAT(found[0], StartsWith("sign/signature key "));
  EXPECT_EQ(found[1], "hygiene/secret key secret_on_the_wire");
  for (const CaseResult& one : run.cases) {
    std::string all = one.reason + one.evidence + one.seen + one.remedy;
    for (const auto& extract : one.journal) all += extract.request + extract.answer;
    EXPECT_EQ(all.find("a-long-secret"), std::string::npos) << one.id;
  }
}

TEST_F(Files, SeveralJournalsAreOneSessionByTheirTimes) {
  const auto line = [](std::uint64_t number, std::int64_t time, const std::string& key,
                       int status) {
    Entry entry = whole_entry();
    entry.number = number;
    entry.time_ms = time;
    entry.api_key = key;
    entry.path = "/auth/cancel";
    entry.body = "id=a";
    entry.secret_on_wire = false;
    entry.effect = {};
    entry.cut_after.reset();
    entry.wire_end = mock_server::WireEnd::keep;
    entry.status = status;
    entry.answer_headers.clear();
    entry.answer_body = R"({"code":)" + std::to_string(status) + R"(,"result":{"id":"a"}})";
    entry.answer_body_bytes = entry.answer_body.size();
    return mock_server::entry_json(entry) + "\n";
  };
  const std::string first = file(line(1, 1000, "x", 503) + "\n" + line(2, 9000, "x", 200));
  const std::string second =
      file(line(1, 500, "y", 503) + line(2, 1500, "y", 503) + line(1, 99'000, "y", 200));
  SessionJudge judge;
  ASSERT_TRUE(judge_recordings({first, second}, std::nullopt, judge));
  const RunResult run = judge.finish("journal");
  // The number that drops is a new run, so nobody cleared up what was before it.
  EXPECT_THAT(findings(run), ElementsAre("outcome/unclear y unclear_cancel_left"));
  EXPECT_EQ(run.duration_ms, 98'500);
}

TEST_F(Files, WhatIsNoJournalIsToldWithItsPlace) {
  const std::string line = mock_server::entry_json(whole_entry()) + "\n";
  const std::string broken = file(line + "{\"number\":\n");
  EXPECT_THAT(error_of({broken}), StartsWith("2 " + broken + ":2:"));
  const std::string binary = file(std::string("\0\xff\x01", 3));
  EXPECT_THAT(error_of({binary}), StartsWith("2 " + binary + ":1:1: not JSON"));
  const std::string har = file("{\n\"log\": {\"entries\": [ {} ]}\n}");
  EXPECT_THAT(error_of({har}), StartsWith("2 " + har + ":2:"));
  const std::string half = file("{\"log\": {\"entries\": [");
  EXPECT_THAT(error_of({half}), StartsWith("2 " + half + ":1:"));
  EXPECT_THAT(error_of({"/nowhere"}), StartsWith("3 /nowhere"));
  EXPECT_EQ(error_of({file("")}), "no error");
}

}  // namespace
}  // namespace everstrike::conformance
