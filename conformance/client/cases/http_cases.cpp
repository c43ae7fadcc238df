// http: the request around the signature, and answers that are right and come in one of the many
// ways in which HTTP allows an answer to come.
#include <string>
#include <string_view>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"
#include "conformance/client/judge/refusals.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;

constexpr const char* kPage = "page of POST /auth/cancel";
constexpr const char* kMessages = "RFC 9112";
constexpr const char* kConfirmed = "takes the cancel for confirmed";

// The head of a raw answer of 200 with this body, and further header lines.
std::string message(const std::string& head, const std::string& body) {
  return head + "Content-Type: application/json; charset=utf-8\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string in_chunks(const std::string& body, std::size_t chunk) {
  std::string out;
  for (std::size_t at = 0; at < body.size(); at += chunk) {
    const std::string piece = body.substr(at, chunk);
    out += signing::hex_number(piece.size()) + "\r\n" + piece + "\r\n";
  }
  return out + "0\r\n\r\n";
}

// Every POST of the client, wherever it went.
Judge every_request(std::string_view what, bool (*right)(const mock_server::Entry&)) {
  return [what = std::string(what), right](const Evidence& seen) {
    if (seen.requests.empty()) return fail("nothing_sent", "no request arrived", what);
    for (const SeenRequest& request : seen.requests) {
      const auto& entry = request.entry;
      if (entry.method == "GET" || right(entry)) continue;
      return fail(form_slug(entry), "the request is not as documented", what, entry.head);
    }
    return pass();
  };
}

bool is_post(const mock_server::Entry& entry) { return entry.method == "POST"; }

bool is_cancel_path(const mock_server::Entry& entry) { return entry.resource() == "/auth/cancel"; }

bool is_form(const mock_server::Entry& entry) {
  constexpr std::string_view kType = "application/x-www-form-urlencoded";
  const auto type = mock_server::header_value(entry.head, "content-type");
  return signing::equal_ignoring_case(type.substr(0, type.find_first_of("; \t")), kType);
}

std::size_t times_sent(const mock_server::Entry& entry, std::string_view header) {
  std::size_t times = 0;
  for (const auto& [name, value] : mock_server::header_lines(entry.head)) {
    if (signing::equal_ignoring_case(name, header)) ++times;
  }
  return times;
}

bool has_key_once(const mock_server::Entry& entry) { return times_sent(entry, "x-api-key") == 1; }

bool has_signature_once(const mock_server::Entry& entry) {
  return times_sent(entry, "x-signature") == 1;
}

void add_requests(Cases& cases) {
  struct Row {
    const char* id;
    const char* expects;
    bool (*right)(const mock_server::Entry&);
  };
  constexpr Row kRows[] = {
      {"http/request/01", "asks by POST", is_post},
      {"http/request/02", "asks for /auth/cancel, and nothing follows the path", is_cancel_path},
      {"http/request/03", "content-type is application/x-www-form-urlencoded", is_form},
      {"http/request/04", "sends x-api-key as a header, once", has_key_once},
      {"http/request/05", "sends x-signature as a header, once", has_signature_once},
  };
  for (const Row& row : kRows) {
    cases.push_back({.id = row.id,
                     .does = "answers as documented",
                     .expects = row.expects,
                     .provenance = Provenance::documented,
                     .reference = kPage,
                     .judge = every_request(row.expects, row.right)});
  }
}

// Answers that confirm, each sent in another way after the cancel took effect.
void add_answers(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    mock_server::Fault fault;
    Level level = Level::must;
    std::string order_id = {};  // where the answer's bytes are such that none can be filled in
  };
  constexpr std::string_view kFixedId = "781a8e80393f11e98e2643f8c5a993ce";
  const std::string body = success();
  const std::string large =
      body.substr(0, body.size() - 1) + ",\"note\":\"" + std::string(70'000, 'n') + "\"}";
  const std::string huge =
      body.substr(0, body.size() - 1) + ",\"note\":\"" + std::string(1'000'000, 'n') + "\"}";
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  const std::string chunked =
      "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  const Row rows[] = {
      {"http/answer/01", "answers in one chunk", raw(ok + chunked + in_chunks(body, 100'000))},
      {"http/answer/02", "answers in chunks of seven bytes",
       raw(ok + chunked + in_chunks(envelope("200", "\"null\"", order_json(kFixedId)), 7)),
       Level::must, std::string(kFixedId)},
      {"http/answer/03", "answers a byte at a time, headers too",
       mock_server::Dribble{.bytes_per_second = 4000}},
      {"http/answer/04", "answers after eight tenths of a second",
       delay(std::chrono::milliseconds(800)), Level::should},
      {"http/answer/05", "answers without a length and closes the connection",
       raw(ok + "Content-Type: application/json\r\nConnection: close\r\n\r\n" + body)},
      {"http/answer/06", "answers with HTTP/1.0", raw(message("HTTP/1.0 200 OK\r\n", body)),
       Level::should},
      {"http/answer/07", "answers with header names in lower case",
       raw(ok + "content-type: application/json\r\ncontent-length: " + std::to_string(body.size()) +
           "\r\nconnection: close\r\n\r\n" + body)},
      {"http/answer/08", "answers with header names in capitals, and no reason phrase",
       raw("HTTP/1.1 200 \r\nCONTENT-TYPE: APPLICATION/JSON\r\nCONTENT-LENGTH: " +
           std::to_string(body.size()) + "\r\n\r\n" + body)},
      {"http/answer/09", "answers with 60 further headers",
       raw(message(
           ok +
               [] {
                 std::string lines;
                 for (int i = 0; i < 60; ++i) {
                   lines += "X-Further-" + std::to_string(i) + ": " + std::string(60, 'h') + "\r\n";
                 }
                 return lines;
               }(),
           body)),
       Level::should},
      {"http/answer/10", "sends 100 Continue before the answer",
       raw("HTTP/1.1 100 Continue\r\n\r\n" + message(ok, body))},
      {"http/answer/11", "answers with 70 kB", json(large), Level::should},
      {"http/answer/12", "answers with 1 MB", json(huge), Level::should},
      {"http/answer/13", "names no content type",
       raw(ok + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body),
       Level::should},
      {"http/answer/14", "sends the header Content-Type twice",
       mock_server::DuplicateHeaders{.names = {mock_server::RepeatedHeader::content_type}},
       Level::may},
  };
  for (const Row& row : rows) {
    cases.push_back({.id = row.id,
                     .level = row.level,
                     .does = row.does,
                     .expects = kConfirmed,
                     .provenance = Provenance::assumed,
                     .reference = kMessages,
                     .setting = {.order_id = row.order_id,
                                 .answers = {after_effect(row.fault, Proof::confirms)}},
                     .judge = cancels_the_order,
                     .waits_ms = row.id == std::string_view("http/answer/04") ? 800 : 0});
  }
}

Judgement keeps_credentials(const Evidence& seen) {
  for (const auto& entry : seen.elsewhere) {
    const bool key = !entry.api_key.empty();
    const bool signature = !mock_server::header_value(entry.head, "x-signature").empty();
    if (!key && !signature) continue;
    return fail("credentials_to_another_host",
                std::string("the client followed the redirect and sent ") +
                    (key ? "the API key" : "the signature") + " to another host",
                "no request to the other host", entry.head + entry.body);
  }
  if (!seen.elsewhere.empty()) return lenient("follows redirects, without its credentials");
  return tells_the_truth(seen);
}

void add_redirects(Cases& cases) {
  int number = 0;
  for (const int status : {307, 308, 301, 302, 303}) {
    cases.push_back(
        {.id = "http/redirect/0" + std::to_string(++number),
         .does = "sends the client to another host with " + std::to_string(status),
         .expects = "sends neither key nor signature there, and does not report a cancel",
         .provenance = Provenance::assumed,
         .reference = "RFC 9110, 15.4 and 17.11",
         .setting = {.answers = {instead(mock_server::Redirect{
                         .status = status,
                         .location = std::string(kElsewhereHere) + "/auth/cancel"})}},
         .judge = all_of({sends_something, keeps_credentials})});
  }
}

void add_connections(Cases& cases) {
  cases.push_back(
      {.id = "http/connection/01",
       .does = "says Connection: close with a right answer",
       .expects = kConfirmed,
       .reference = "RFC 9112, 9.6",
       .setting = {.answers = {after_effect(
                       raw(message("HTTP/1.1 200 OK\r\nConnection: close\r\n", success())),
                       Proof::confirms)}},
       .judge = cancels_the_order});
  cases.push_back(
      {.id = "http/connection/02",
       .does = "answers 503 and closes the connection without having said so",
       .expects = "a second attempt, if there is one, gets through on a new connection",
       .reference = "RFC 9112, 9.3.1",
       .setting = {.answers = {first(instead(mock_server::WrongContentLength{.difference = 0}))}},
       .judge = tells_the_truth,
       .waits_ms = 500});
}

}  // namespace

void add_http_cases(Cases& cases) {
  add_requests(cases);
  add_answers(cases);
  add_redirects(cases);
  add_connections(cases);
}

}  // namespace everstrike::conformance
