// The percent-encoders of the field in one table: which punctuation each leaves alone beside
// letters and digits, what it makes of a blank, and how that is known. The searches take their
// encoders from here, docs/mistakes.md its table, and a test holds both against the libraries that
// are installed. What no program here can run is marked as documented.
#pragma once

#include <span>
#include <string_view>

namespace everstrike::diagnosis {

enum class HowKnown {
  measured,    // a test runs it
  documented,  // not run: from its documentation or its source
};

struct EncoderRow {
  std::string_view name;         // as people know it; several where they are alike
  std::string_view punctuation;  // that stays as it is
  std::string_view blank;
  HowKnown how_known;
  std::string_view source;
  bool is_tried = false;  // by itself; the others are what a search for any set of characters finds
  bool lower_case = false;        // of the escapes' hex digits
  bool beyond_ascii_too = false;  // letters beyond ASCII stay as well
};

// encoder_rows gives all, those that are tried by themselves in the order of trying.
[[nodiscard]] std::span<const EncoderRow> encoder_rows() noexcept;

}  // namespace everstrike::diagnosis
