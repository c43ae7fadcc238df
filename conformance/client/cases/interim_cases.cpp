// http/coding: the answer comes compressed, whether the client asked for that or not. Who asks for
// it has to be able to read it; who doesn't may, or may say that the outcome is not known.
//
// http/interim: answers before the answer. RFC 9110, 15.2 obliges clients to parse them, even
// unasked; 100 Continue is asked for in http/answer/10. The others are no "must", since the HTTP
// client of Python's library, and with it the documented recipe, takes the first of them for the
// answer. What such a client then claims is judged as everywhere.
#include <string>
#include <string_view>

#include "conformance/client/cases/answers.hpp"
#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

using namespace answers;

constexpr const char* kEarlyHints =
    "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n";
constexpr const char* kProcessing = "HTTP/1.1 102 Processing\r\n\r\n";
constexpr const char* kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string times(int count, const std::string& text) {
  std::string all;
  for (int i = 0; i < count; ++i) all += text;
  return all;
}

void add_interim(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    std::string before;
  };
  const Row rows[] = {
      {"http/interim/01", "sends 103 Early Hints before the answer", kEarlyHints},
      {"http/interim/02", "sends 102 Processing before the answer", kProcessing},
      {"http/interim/03", "sends 100, 102 and 103 before the answer",
       std::string(kContinue) + kProcessing + kEarlyHints},
      {"http/interim/04", "sends 102 eight times before the answer", times(8, kProcessing)},
      {"http/interim/05", "sends an interim answer that nobody knows, 199",
       "HTTP/1.1 199 Whatever\r\nX-Note: wait\r\n\r\n"},
  };
  const std::string body = success();
  const std::string right =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  for (const Row& row : rows) {
    cases.push_back(
        {.id = row.id,
         .level = Level::should,
         .does = std::string("cancels the order, and ") + row.does,
         .expects = "takes the cancel for confirmed, and sends no second one",
         .reference = "RFC 9110, 15.2",
         .setting = {.answers = {after_effect(raw(row.before + right), Proof::confirms)}},
         .judge = all_of({cancels_the_order, stops_when_confirmed}),
         .since_revision = 2});
  }
}

// A success with this id, compressed by Python's gzip and zlib modules: bytes with a checksum, into
// which no drawn id could be filled in.
constexpr const char* kCompressedId = "781a8e80393f11e98e2643f8c5a993ce";
constexpr std::string_view kGzip =
    "1f8b08000000000002030dccb90ec3201045d17f99da05982c4097603a2bb2b2d408e1b1854436034564f9df"
    "33edd17d6f85f01e1174cb5803cf3c8386574d091a5830d75440af1047d2a3e45ea264428989735412dbc34e"
    "4c32ecbd5222202d3e3e2e543e6e9d3bdf8d1bec7520cdc5979ac9cde9626cdfdb8ef05b7e6e8a29215db36d"
    "fb037349ce6586000000";
constexpr std::string_view kDeflate =
    "78da0dccb90ec3201045d17f99da05982c4097603a2bb2b2d408e1b1854436034564f9df33edd17d6f85f01e"
    "1174cb5803cf3c8386574d091a5830d75440af1047d2a3e45ea264428989735412dbc34e4c32ecbd5222202d"
    "3e3e2e543e6e9d3bdf8d1bec7520cdc5979ac9cde9626cdfdb8ef05b7e6e8a29215db36dfb03297c2747";

std::string compressed(const std::string& coding, std::string_view hex, bool in_chunks = false) {
  const std::string body = signing::read_hex(hex).value_or("");
  const std::string head =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + coding + "\r\n";
  if (!in_chunks) {
    return head + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  return head + "Transfer-Encoding: chunked\r\n\r\n" + signing::hex_number(body.size()) + "\r\n" +
         body + "\r\n0\r\n\r\n";
}

// By the header that the client sent with the cancel, "*" and "gzip;q=0" apart from each other.
bool asked_for(const Evidence& seen, std::string_view coding) {
  for (const SeenRequest* request : seen.cancels()) {
    const auto accepted =
        signing::lower_ascii(mock_server::header_value(request->entry.head, "accept-encoding"));
    const auto at = accepted.find(coding);
    if (at != std::string::npos && accepted.substr(at + coding.size(), 4) != ";q=0") return true;
  }
  return false;
}

Judge reads_what_it_asked_for(std::string_view coding) {
  return [coding](const Evidence& seen) {
    if (asked_for(seen, coding)) return cancels_the_order(seen);
    if (Judgement sent = sends_something(seen); !sent.is_good()) return sent;
    return ends_by_itself(seen);
  };
}

void add_codings(Cases& cases) {
  struct Row {
    const char* id;
    const char* does;
    const char* coding;
    std::string answer;
  };
  const Row rows[] = {
      {"http/coding/01", "answers compressed by gzip", "gzip", compressed("gzip", kGzip)},
      {"http/coding/02", "answers compressed by gzip, in a chunk", "gzip",
       compressed("gzip", kGzip, true)},
      {"http/coding/03", "answers compressed by deflate, in the format of zlib", "deflate",
       compressed("deflate", kDeflate)},
  };
  for (const Row& row : rows) {
    cases.push_back(
        {.id = row.id,
         .level = Level::should,
         .does = std::string("cancels the order, and ") + row.does + ", asked for or not",
         .expects = "takes the cancel for confirmed if it asked for this coding; if not, that or "
                    "not known",
         .reference = "RFC 9110, 8.4.1 and 12.5.3",
         .setting = {.order_id = kCompressedId,
                     .answers = {after_effect(raw(row.answer), Proof::confirms)}},
         .judge = reads_what_it_asked_for(row.coding),
         .since_revision = 2});
  }
}

}  // namespace

void add_interim_cases(Cases& cases) {
  add_interim(cases);
  add_codings(cases);
}

}  // namespace everstrike::conformance
