#include "signing/diagnosis/evidence.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/received.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using Text = std::string_view;

std::string without(Text text, Text bytes) {
  std::string rest(text);
  std::erase_if(rest, [&](char c) { return bytes.find(c) != Text::npos; });
  return rest;
}

bool differ_in(Text bytes, const Change& change) {
  return without(change.from, bytes) == without(change.to, bytes);
}

// How much of a text is encoded: its escapes, and then each "+" that may stand for a blank.
std::pair<std::size_t, std::ptrdiff_t> marks_of_encoding(Text text) {
  return {text.size() - unescape(text, PlusSign::is_plus).size(),
          std::count(text.begin(), text.end(), '+')};
}

// The letter case of escapes and the spelling of blanks have rows of their own.
bool alike_but_for_rows(const Change& change) {
  return comparable(change.from) == comparable(change.to);
}

// As often as two mistakes can have encoded a text.
std::string decoded(Text text) {
  std::string plain(text);
  for (int times = 0; times < 3; ++times) plain = unescape(plain, PlusSign::is_blank);
  return plain;
}

bool is_beyond_ascii(Text text) {
  const auto beyond = [](char c) { return static_cast<unsigned char>(c) >= 0x80 || c == '\0'; };
  return std::any_of(text.begin(), text.end(), beyond);
}

// Two charsets differ beyond ASCII only, whatever stands for that.
bool may_differ_in_charset(Text text) {
  return is_beyond_ascii(text) || is_beyond_ascii(unescape(text, PlusSign::is_plus)) ||
         text.find('?') != Text::npos || text.find("%3F") != Text::npos ||
         text.find("%u") != Text::npos;
}

// "price=" and "price": a field that holds nothing, with its "=" and without.
std::string without_idle_equals(Text text) {
  std::string rest;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool idle = text[i] == '=' && (i + 1 == text.size() || text[i + 1] == '&');
    if (!idle) rest += text[i];
  }
  return rest;
}

// The form's own "=" and "&" are escaped: it was encoded once more, as a whole or as a field's
// name.
bool is_encoded_whole(Text text) {
  const std::string rest = without_idle_equals(text);
  return rest.find_first_of("=&") == std::string::npos &&
         (rest.find("%3D") != std::string::npos || rest.find("%3d") != std::string::npos);
}

}  // namespace

bool shows_in(const Change& change) {
  constexpr Text kLineEnds = "\r\n";
  const auto& [id, from, to] = change;
  if (from == to) return false;
  switch (id) {
    case MistakeId::other_separators_signed:
      return without_idle_equals(from) != without_idle_equals(to) && !is_encoded_whole(from);
    case MistakeId::value_spelled_differently:
      return !differ_in(kLineEnds, change);
    case MistakeId::text_changed_by_shell:
      return signing::trimmed_back(from) != signing::trimmed_back(to);
    case MistakeId::values_not_encoded:
      return marks_of_encoding(from) > marks_of_encoding(to);
    case MistakeId::encoded_signed_raw_sent:
      return marks_of_encoding(from) < marks_of_encoding(to) && !alike_but_for_rows(change);
    case MistakeId::other_reserved_characters:
      return decoded(from) == decoded(to) && !alike_but_for_rows(change) && !is_encoded_whole(from);
    case MistakeId::encoded_twice:
      return (decoded(from) == decoded(to) ||
              (is_encoded_whole(from) && decoded(without_idle_equals(from)) == decoded(to))) &&
             !alike_but_for_rows(change);
    case MistakeId::other_charset:
      return may_differ_in_charset(from) || may_differ_in_charset(to);
    default:
      return true;
  }
}

}  // namespace everstrike::diagnosis
