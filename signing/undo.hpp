// Ways of writing bytes, undone: percent-encoding, the escapes of a JSON string, hex and base64 at
// any place of a run of letters. Whoever wants to find the place in the original asks for the
// origins: for each byte of the result where in the original the unit begins that it came from.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::signing {

using Origins = std::vector<std::size_t>;

// undo_percent appends what `from` means when each %XX is a byte and each '+' is `plus`.
void undo_percent(std::string_view from, char plus, std::string& out, Origins* origins = nullptr);

// undo_json appends what `from` means inside the quotes of a JSON string, as UTF-8. \xHH is a
// byte: so messages quote those that are no text.
void undo_json(std::string_view from, std::string& out, Origins* origins = nullptr);

// undo_json_units undoes \uXXXX and \xHH alone: where the end of some other text is a backslash,
// the escape behind it reads as an escaped backslash, and a letter behind it as an escape.
void undo_json_units(std::string_view from, std::string& out, Origins* origins = nullptr);

// has_odd_backslash says whether that may be something else than undo_json: there is \uXXXX, and
// another backslash.
[[nodiscard]] bool has_odd_backslash(std::string_view text);

// A notation that writes bytes with letters of a few bits each.
struct Notation {
  static constexpr unsigned char kNone = 0xff;
  std::array<unsigned char, 256> values;  // of the letters, by their bytes; kNone of others
  unsigned bits;
  std::size_t places;  // something may begin at any of so many letters of a run

  [[nodiscard]] unsigned char value(char letter) const {
    return values[static_cast<unsigned char>(letter)];
  }
};

[[nodiscard]] const Notation& hex_notation();
[[nodiscard]] const Notation& base64_notation();

// undo_run appends the bytes that a run of letters means, whole ones only.
void undo_run(std::string_view letters, const Notation& notation, std::string& out);

}  // namespace everstrike::signing
