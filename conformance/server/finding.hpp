// What a case makes of an answer: the verdict, and what it rests on.
#pragma once

#include <string>

#include "conformance/run/results.hpp"
#include "conformance/server/http_answer.hpp"
#include "conformance/server/target.hpp"

namespace everstrike::conformance::server {

struct Finding {
  Verdict verdict = Verdict::pass;
  std::string reason;
  std::string expected;
  std::string seen;
};

[[nodiscard]] Finding passed();
[[nodiscard]] Finding lenient(std::string reason);
[[nodiscard]] Finding failed(std::string reason, std::string expected = {}, std::string seen = {});
// not_run: the case could not be put to the server; `reason` says what is missing.
[[nodiscard]] Finding not_run(std::string reason);

// is_success is what a client would take for a cancelled order: 200 in the status or the code.
[[nodiscard]] bool looks_cancelled(const HttpAnswer& answer);

// expect_cancelled passes when the answer is the documented success for `id`.
[[nodiscard]] Finding expect_cancelled(const Answered& answered, const std::string& id);

// expect_refused passes when the answer is no success of any kind. A request that names the guard
// and gets through has spent it.
[[nodiscard]] Finding expect_refused(Target& target, const Answered& answered);

// expect_refused_or_closed also takes a connection that was closed without an answer, which is how
// servers refuse what is no HTTP.
[[nodiscard]] Finding expect_refused_or_closed(Target& target, const Answered& answered);

// seen_of shows an answer, or why there was none.
[[nodiscard]] std::string seen_of(const Answered& answered);

}  // namespace everstrike::conformance::server
