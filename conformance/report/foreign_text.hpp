// Text that a stranger wrote (a client under test, a server, a file), made fit to be shown. What
// could drive a terminal, break a line, reorder what is read or is no text at all becomes visible:
// a control character as \x1b, a byte that is no UTF-8 as \xff, an invisible or reordering
// character as \u{202e}. The result is valid UTF-8 that XML 1.0 allows, and everything else in it
// is as it came; a backslash stays one, so the result can be read and not always be undone.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace everstrike::conformance {

enum class LineEnds { keep, escape };

// shown gives `text` for people. With LineEnds::keep, newlines and tabs stay (CR does not).
[[nodiscard]] std::string shown(std::string_view text, LineEnds line_ends);

// columns is how wide valid UTF-8 is on a terminal, counted as one column a code point.
[[nodiscard]] std::size_t columns(std::string_view text);

// cut_to_columns keeps the beginning and ends it with "…" where `text` is wider than `columns_max`
// (at least 1).
[[nodiscard]] std::string cut_to_columns(std::string_view text, std::size_t columns_max);

// cut_to_bytes keeps the beginning of valid UTF-8, cut between characters, and says how much was
// left out.
[[nodiscard]] std::string cut_to_bytes(std::string_view text, std::size_t bytes_max);

}  // namespace everstrike::conformance
