// What the exchange made of one authenticated request: the verdict, the JSON of `result`, and the
// effect.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/message/effect.hpp"
#include "mock_server/message/verdict.hpp"

namespace everstrike::mock_server {

struct Outcome {
  Verdict verdict = Verdict::accepted;
  std::string detail;       // for refusals: what exactly, to follow the verdict's explanation
  std::string result_json;  // for acceptance: the `result` member as JSON text
  Effect effect;
  // For the refusals whose text the exchange documents word for word: that text. It is answered as
  // it is, with `result` null, also where other refusals would say more.
  std::string exact_msg = {};
  // Further members of the envelope, as JSON text without braces; empty: none.
  std::string beside_json = {};
  // Nothing in the result came from outside, but for the ids that the effect names.
  bool is_our_words = false;
  std::vector<std::string_view> notes = {};  // slugs of remarks for the entry
  // Instead of result_json, where that is so long that others should not wait for it: makes it,
  // whatever has become of the world meanwhile, and about how many bytes that will be.
  std::function<std::string()> result_later = nullptr;
  std::size_t result_bytes = 0;
};

}  // namespace everstrike::mock_server
