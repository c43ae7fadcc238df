// What becomes of letters beyond ASCII on the way through converters that can't take them all.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";
constexpr char32_t kFirstBeyondPlane = 0x10000;

class Recodings {
 public:
  explicit Recodings(std::string_view text) : text_(text) {}

  void add(std::string_view written, std::string text) {
    const bool known = text == text_ || std::any_of(all.begin(), all.end(), [&](const Recoded& r) {
                         return r.text == text;
                       });
    if (!known) all.push_back({written, std::move(text)});
  }

  std::vector<Recoded> all;

 private:
  std::string_view text_;
};

// Each letter beyond ASCII replaced by what `of` gives for it.
template <class Of>
std::string each_letter(std::u32string_view points, Of of) {
  std::string text;
  for (const char32_t c : points) {
    if (c < 0x80) {
      text += static_cast<char>(c);
    } else {
      text += of(c);
    }
  }
  return text;
}

std::size_t units_of(char32_t c) { return c < kFirstBeyondPlane ? 1 : 2; }
std::string letter(char32_t c) { return signing::utf8_of(std::u32string_view(&c, 1)); }

// The low byte of each UTF-16 unit.
std::string low_bytes(char32_t c) {
  const std::string units = utf16_of(std::u32string_view(&c, 1), false);
  std::string low;
  for (std::size_t i = 0; i < units.size(); i += 2) low += units[i];
  return low;
}

// Each half of a surrogate pair written as if it were a letter (CESU-8, Java's and old databases').
std::string halves(char32_t c) {
  if (c < kFirstBeyondPlane) return letter(c);
  std::string text;
  signing::append_utf8(text, 0xd800 + ((c - kFirstBeyondPlane) >> 10));
  signing::append_utf8(text, 0xdc00 + ((c - kFirstBeyondPlane) & 0x3ff));
  return text;
}

std::string u_escape(char32_t c) {
  const std::string units = utf16_of(std::u32string_view(&c, 1), true);
  std::string text;
  for (std::size_t i = 0; i < units.size(); i += 2)
    text += "\\u" + signing::hex_of(units.substr(i, 2));
  return text;
}

// As Python's "backslashreplace" writes it.
std::string python_escape(char32_t c) {
  const std::string byte(1, static_cast<char>(c & 0xff));
  return c < 0x100 ? "\\x" + signing::hex_of(byte) : u_escape(c);
}

// The nearest letters of ASCII, as "//TRANSLIT" gives them.
std::string nearest_ascii(char32_t c) {
  constexpr std::array<std::pair<char32_t, std::string_view>, 22> kNearest = {{
      {0xdf, "ss"},    {0xe6, "ae"},  {0xc6, "AE"},    {0xf8, "o"},    {0xd8, "O"},
      {0x142, "l"},    {0x141, "L"},  {0x153, "oe"},   {0x152, "OE"},  {0x2014, "-"},
      {0x2013, "-"},   {0x2019, "'"}, {0x2018, "'"},   {0x201c, "\""}, {0x201d, "\""},
      {0x2026, "..."}, {0xa0, " "},   {0x20ac, "EUR"}, {0xf0, "d"},    {0x131, "i"},
      {0xab, "<<"},    {0xbb, ">>"},
  }};
  for (const auto& [point, near] : kNearest) {
    if (point == c) return std::string(near);
  }
  const std::u32string parts = in_form(std::u32string_view(&c, 1), UnicodeForm::decomposed);
  return parts.front() < 0x80 ? std::string(1, static_cast<char>(parts.front())) : "?";
}

void lossy(std::u32string_view points, Recodings& out) {
  const auto each = [&](std::string_view written, auto of) {
    out.add(written, each_letter(points, of));
  };
  each("ascii_or_question_mark({})", [](char32_t) { return std::string("?"); });
  each("ascii_or_question_marks(utf16({}))",
       [](char32_t c) { return std::string(units_of(c), '?'); });
  each("ascii_or_question_marks(utf8({}))",
       [](char32_t c) { return std::string(letter(c).size(), '?'); });
  each("latin1_or_question_mark({})",
       [](char32_t c) { return std::string(1, c > 0xff ? '?' : static_cast<char>(c)); });
  each("latin1_or_question_marks(utf16({}))", [](char32_t c) {
    return c > 0xff ? std::string(units_of(c), '?') : std::string(1, static_cast<char>(c));
  });
  each("low_bytes(utf16({}))", &low_bytes);
  each("utf8(low_bytes(utf16({})))", [](char32_t c) { return utf8_of_latin1(low_bytes(c)); });
  each("low_bytes({})", [](char32_t c) { return std::string(1, static_cast<char>(c & 0xff)); });
  each("cesu8({})", &halves);
  each("ascii_part({})", [](char32_t) { return std::string(); });
  each("ascii_or_U+FFFD({})", [](char32_t) { return std::string(kReplacement); });
  each("ascii_or_U+FFFD(utf8({}))", [](char32_t c) {
    std::string marks;
    for (std::size_t i = 0; i < letter(c).size(); ++i) marks += kReplacement;
    return marks;
  });
  each("seven_bits(utf8({}))", [](char32_t c) {
    std::string bytes = letter(c);
    for (char& byte : bytes) byte = static_cast<char>(byte & 0x7f);
    return bytes;
  });
  for (const std::string_view by :
       {"?", "", "\xef\xbf\xbd", "??", "\xef\xbf\xbd\xef\xbf\xbd", "????"}) {
    each("utf8_of_one_plane({})",
         [by](char32_t c) { return c < kFirstBeyondPlane ? letter(c) : std::string(by); });
  }
  each("character_references({})",
       [](char32_t c) { return "&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";"; });
  each("backslash_escapes({})", &u_escape);
  each("backslash_escapes({})", &python_escape);
  each("nearest_ascii({})", &nearest_ascii);
  const std::u32string apart = in_form(points, UnicodeForm::decomposed);
  out.add("without_marks({})", signing::utf8_of([&] {
            std::u32string bare = apart;
            std::erase_if(bare, [](char32_t c) { return c >= 0x300 && c < 0x370; });
            return bare;
          }()));
}

void by_charsets(std::string_view text, const std::optional<std::u32string>& points,
                 Recodings& out) {
  for (const SingleByteCharset& charset : single_byte_charsets()) {
    if (points) {
      bool complete = false;
      std::string bytes = encoded_in(charset, *points, '?', complete);
      if (complete) {
        const auto read = signing::code_points(bytes);
        out.add("other_charset({})", std::move(bytes));
        if (read) continue;
      } else {
        out.add("other_charset_or_question_mark({})", std::move(bytes));
        out.add("part_in_other_charset({})", encoded_in(charset, *points, '\0', complete));
      }
    }
    for (const Undefined undefined : {Undefined::kept, Undefined::replaced}) {
      out.add("utf8(other_charset_text({}))",
              signing::utf8_of(decoded_from(charset, text, undefined)));
    }
  }
}

// Pairs of halves that were written as letters, joined.
std::string without_halves(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = [&](std::size_t at) {
      return i + at < text.size() ? static_cast<unsigned char>(text[i + at]) : 0U;
    };
    // ED A0..AF xx begins a pair, ED B0..BF xx ends it.
    const bool pair =
        byte(0) == 0xed && byte(1) / 16 == 10 && byte(3) == 0xed && byte(4) / 16 == 11;
    if (!pair) {
      result += text[i];
      continue;
    }
    const char32_t high = byte(1) % 16 * 64 + byte(2) % 64;
    const char32_t low = byte(4) % 16 * 64 + byte(5) % 64;
    signing::append_utf8(result, kFirstBeyondPlane + high * 1024 + low);
    i += 5;
  }
  return result;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

struct Range {
  char32_t first;
  char32_t last;
};
// Letters of Europe and Vietnam, and what word processors and price lists put among them.
constexpr Range kLikelyLetters[] = {
    {0xa0, 0x17f},    {0x1a0, 0x1b0},   {0x218, 0x21b},   {0x386, 0x3ce},   {0x400, 0x45f},
    {0x490, 0x491},   {0x2010, 0x203a}, {0x20a0, 0x20bf}, {0x2100, 0x2122}, {0x2190, 0x2194},
    {0x2212, 0x2212}, {0x2260, 0x2265}, {0x2713, 0x2717}, {0x1ea0, 0x1ef9}, {0x1f600, 0x1f64f}};

}  // namespace

std::vector<Recoded> recodings(std::string_view text) {
  Recodings out(text);
  if (is_ascii(text)) return {};
  const auto points = signing::code_points(text);
  if (points) {
    if (auto latin1 = latin1_of(*points)) {
      out.add("latin1({})", *latin1);
      if (signing::is_utf8(*latin1)) {
        if (const auto again = signing::code_points(*latin1)) {
          if (auto deeper = latin1_of(*again)) out.add("latin1({})", std::move(*deeper));
        }
      }
    }
    out.add("utf8(latin1_text({}))", utf8_of_latin1(text));
    out.add("utf8(latin1_text(utf8(latin1_text({}))))", utf8_of_latin1(utf8_of_latin1(text)));
    lossy(*points, out);
  } else {
    out.add("utf8(latin1_text({}))", utf8_of_latin1(text));
    out.add("utf8(halves({}))", without_halves(text));
    out.add("read_lossily({})", read_lossily(text));
  }
  by_charsets(text, points, out);
  return std::move(out.all);
}

std::vector<std::string> originals(std::string_view text) {
  std::vector<std::string> all;
  const auto at = [&](std::size_t place, std::size_t count, char32_t point) {
    all.push_back(std::string(text.substr(0, place)) + letter(point) +
                  std::string(text.substr(place + count)));
  };
  const std::size_t mark = text.find('?');
  if (mark != std::string_view::npos) {
    const std::size_t count = text.substr(mark).find_first_not_of('?') == std::string_view::npos
                                  ? text.size() - mark
                                  : text.substr(mark).find_first_not_of('?');
    if (text.find('?', mark + count) != std::string_view::npos || count > 4) return all;
    for (const Range& range : kLikelyLetters) {
      for (char32_t c = range.first; c <= range.last; ++c) {
        if (count == 1 || count == units_of(c) || count == letter(c).size()) at(mark, count, c);
      }
    }
    return all;
  }
  // A low byte that no text holds by itself: a control character.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte != 0x7f) continue;
    for (char32_t page = 1; page < 0x100; ++page) {
      const char32_t c = page << 8 | byte;
      if (c < 0xd800 || c > 0xdfff) at(i, 1, c);
    }
    break;
  }
  return all;
}

}  // namespace everstrike::diagnosis
