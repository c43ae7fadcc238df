// What may have been done to the whole text: its ends cut or grown, encoded again, quoted, hashed,
// written in another charset, or put in the place of the body by a fixed text. Each function adds
// one kind; `wrappings` says in which order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"

namespace everstrike::diagnosis {

// The list that grows; `out` must outlive it.
class Wraps {
 public:
  explicit Wraps(std::vector<Wrapping>& out) : out_(out) {}

  void around(const Steps& steps, Likelihood likelihood, std::string_view before,
              std::string_view after) {
    out_.push_back({steps, likelihood, std::string(before), std::string(after)});
  }
  void changed(const Steps& steps, Likelihood likelihood, std::string (*change)(std::string_view)) {
    out_.push_back({steps, likelihood, "", "", change});
  }
  void constant(const Steps& steps, Likelihood likelihood, std::string_view text) {
    out_.push_back(
        {steps, likelihood, std::string(text), "", [](std::string_view) { return std::string(); }});
  }

 private:
  std::vector<Wrapping>& out_;
};

// hypotheses_wrapping_ends.cpp
void wrap_ends(Wraps& wraps);
void wrap_ends_of_editors(Wraps& wraps);
void wrap_other_end(const Received& received, Wraps& wraps);
void wrap_line_ends_within(const Received& received, Wraps& wraps);

// hypotheses_wrapping_shells.cpp
void wrap_in_shells(Wraps& wraps);

// hypotheses_wrapping_notations.cpp
void wrap_spellings(const Received& received, Wraps& wraps);
void wrap_notations(const Received& received, Wraps& wraps);

// hypotheses_wrapping_sent.cpp
void wrap_other_notation_sent(const Received& received, Wraps& wraps);

// hypotheses_wrapping_bytes.cpp
void wrap_other_bytes(Wraps& wraps);
void wrap_other_charsets(const Received& received, Wraps& wraps);

}  // namespace everstrike::diagnosis
