// What a case's judge says: the verdict and what it rests on. `mistake` is a slug: of the
// catalogue of signing mistakes, or of a rule of behaviour (rules.hpp).
#pragma once

#include <string>
#include <utility>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

struct Judgement {
  Verdict verdict = Verdict::pass;
  std::string mistake;
  std::string reason;  // one line
  std::string expected;
  std::string seen;
  std::string evidence;  // lines for people
  // Cases that ask about this very breach ("sign"). Where one of them fails, every other case that
  // stumbled over it says nothing new and is skipped.
  std::string owner = {};
  bool counts_always = false;  // a failed "must", whatever the case's own level

  [[nodiscard]] bool is_good() const {
    return verdict == Verdict::pass || verdict == Verdict::lenient;
  }
};

[[nodiscard]] inline Judgement pass(std::string reason = {}) {
  return {.verdict = Verdict::pass, .reason = std::move(reason)};
}
[[nodiscard]] inline Judgement lenient(std::string reason) {
  return {.verdict = Verdict::lenient, .reason = std::move(reason)};
}
[[nodiscard]] inline Judgement broken(std::string reason) {
  return {.verdict = Verdict::broken, .reason = std::move(reason)};
}
[[nodiscard]] inline Judgement fail(std::string mistake, std::string reason,
                                    std::string expected = {}, std::string seen = {},
                                    std::string evidence = {}) {
  return {.verdict = Verdict::fail,
          .mistake = std::move(mistake),
          .reason = std::move(reason),
          .expected = std::move(expected),
          .seen = std::move(seen),
          .evidence = std::move(evidence)};
}
[[nodiscard]] inline Judgement owned_by(std::string owner, Judgement judgement) {
  judgement.owner = std::move(owner);
  return judgement;
}

}  // namespace everstrike::conformance
