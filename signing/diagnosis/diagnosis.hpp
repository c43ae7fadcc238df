// Why is this signature wrong? `diagnose` signs the received body again in every wrong way of the
// catalogue (mistake.hpp), within a bounded amount of work. A recipe whose result equals the
// signature that was received is a proof: 32 equal bytes are no coincidence. Without one the
// answer is "unexplained"; nothing is ever guessed.
// What comes out is safe to show to whoever sent the request: no secret, no key derived from one,
// and no signature that the sender didn't have, unless `reveal` is set.
// Works on any bytes. Pure, thread-safe, and the same input gives the same answer.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/budget.hpp"
#include "signing/diagnosis/hypotheses/refused.hpp"  // IWYU pragma: export
#include "signing/diagnosis/hypotheses/steps.hpp"
#include "signing/diagnosis/portability.hpp"

namespace everstrike::diagnosis {

struct Options {
  Depth depth = Depth::quick;
  // How much work; without a value what belongs to the depth (limits_of).
  std::optional<Limits> limits;
  // Also fills Diagnosis::expected_signature. For somebody who holds the secret anyway.
  bool reveal = false;
};

// is_name_of_diagnosis says whether a refused request's Diagnosis can have this name:
// "unexplained", a slug, or two of them joined by "+".
[[nodiscard]] bool is_name_of_diagnosis(std::string_view name) noexcept;

// limits_of: quick is below 5 ms on any current machine, deep is some ten times that.
[[nodiscard]] Limits limits_of(Depth depth) noexcept;

enum class Outcome {
  none,         // the signature is right
  mistake,      // proved
  unexplained,  // no recipe gives it
  off,          // not looked at
};

struct Diagnosis {
  Outcome outcome = Outcome::off;
  Steps steps;              // the mistake, or two of them; empty unless the outcome is `mistake`
  std::vector<Steps> also;  // other recipes that give the same bytes for this request
  // What to do, a sentence for each step; of what is unexplained, how to narrow it down.
  std::string fix;
  std::string proof;               // the recipe that was found, or what was tried and what was not
  std::vector<std::string> hints;  // remarks on how the request was read, a sentence each
  std::vector<PortabilityNote>
      notes;                       // on a right signature whose body others would write otherwise
  std::string expected_signature;  // only with Options::reveal and a known secret
  std::size_t digests = 0;         // computed, the verifier's own not counted

  // name is "none", "unexplained", "off", the slug, or two slugs joined by "+".
  [[nodiscard]] std::string name() const;
  // title names the mistake in words, for a log line or an answer's `msg`; empty without one.
  [[nodiscard]] std::string title() const;
};

[[nodiscard]] Diagnosis diagnose(const Refused& refused, const Options& options = {});

}  // namespace everstrike::diagnosis
