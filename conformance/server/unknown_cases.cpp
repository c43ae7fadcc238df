// Good signatures over ids that are no orders: each is answered as "not found", and none of them
// troubles the server, whatever characters an id has.
#include "conformance/server/envelope_reader.hpp"
#include "conformance/server/server_case.hpp"

namespace everstrike::conformance::server {
namespace {

// expect_not_found wants the documented refusal, in an envelope that can be read.
Finding expect_not_found(Target& target, const Answered& answered) {
  auto finding = expect_refused(target, answered);
  if (finding.verdict != Verdict::pass) return finding;
  const auto envelope = read_envelope(answered->body);
  if (!envelope.problem.empty()) {
    return failed("the refusal can't be read: " + envelope.problem, "the documented envelope",
                  seen_of(answered));
  }
  return passed();
}

ServerCase not_found(const char* id, const char* what, std::string ending,
                     Level level = Level::must) {
  return {.id = id,
          .level = level,
          .provenance = Provenance::documented,
          .reference = "docs.everstrike.io: id is a text; examples are no UUIDs",
          .touch = Touch::made_up,
          .does = std::string("cancels an id that is no order: ") + what,
          .expects = "a refusal in the documented envelope",
          .mistake = "",
          .judge = [ending = std::move(ending)](Target& target) {
            const auto body = Target::body_of(target.made_up(ending));
            return expect_not_found(target, target.exchange(target.cancel(body)));
          }};
}

ServerCase odd_body(const char* id, const char* what, std::string body) {
  return {.id = id,
          .level = Level::should,
          .provenance = Provenance::assumed,
          .reference = "WHATWG URL, 5 (application/x-www-form-urlencoded)",
          .touch = Touch::odd,
          .does = std::string("signs and sends a body with ") + what,
          .expects = "a refusal in the documented envelope",
          .mistake = "",
          .judge = [body = std::move(body)](Target& target) {
            return expect_not_found(target, target.exchange(target.cancel(body)));
          }};
}

}  // namespace

std::vector<ServerCase> unknown_cases() {
  return {
      not_found("unknown/id/01", "plain characters", ""),
      not_found("unknown/id/02", "blank, plus, percent and ampersand", " +%&=%20"),
      not_found("unknown/id/03", "quotes, backslash and line end", "\"'\\\r\n\t"),
      not_found("unknown/id/04", "letters beyond ASCII", "é漢𝒳"),
      not_found("unknown/id/05", "markup", "<script>alert(1)</script>"),
      not_found("unknown/id/06", "brackets", "[0][x]"),
      not_found("unknown/id/07", "2000 characters", std::string(2000, 'x')),
      odd_body("unknown/body/01", "nothing in it", ""),
      odd_body("unknown/body/02", "an empty id", "id="),
      odd_body("unknown/body/03", "no id", "timestamp=1"),
      odd_body("unknown/body/04", "a broken percent escape", "id=no-such-order%zz"),
      odd_body("unknown/body/05", "bytes that are no UTF-8", "id=no-such-order%ff%fe"),
      odd_body("unknown/body/06", "a NUL in the id", "id=no-such-order%00"),
      odd_body("unknown/body/07", "two ids", "id=no-such-order-1&id=no-such-order-2"),
      odd_body("unknown/body/08", "64 KiB of a field that nobody knows",
               "id=no-such-order&note=" + std::string(65'536, 'x')),
  };
}

}  // namespace everstrike::conformance::server
