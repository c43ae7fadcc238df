#include "signing/diagnosis/hypotheses/hypotheses_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r\n\f\v";

void white_space(std::string_view text, std::vector<Peeled>& out) {
  std::string without(text);
  std::erase_if(without, [](char c) { return kWhiteSpace.find(c) != std::string_view::npos; });
  // A line end that a JSON writer escaped is two characters.
  for (const std::string_view line_end : {"\\n", "\\r"})
    without = replace_all(without, line_end, "");
  out.push_back({without, "with_white_space({})"});
}

void percent_encoded(std::string_view text, std::vector<Peeled>& out) {
  const std::string once = unescape(text, PlusSign::is_plus);
  out.push_back({once, "percent_encode({})"});
  out.push_back({unescape(once, PlusSign::is_plus), "percent_encode(percent_encode({}))"});
}

void plus_lost(std::string_view text, std::vector<Peeled>& out) {
  out.push_back({replace_all(text, " ", "+"), "with_blank_for_plus({})"});
}

void quoted(std::string_view text, std::vector<Peeled>& out) {
  constexpr std::array<std::string_view, 7> kPairs = {"\"\"", "''", "``", "<>", "()", "[]", "{}"};
  const auto is_quoted = [&] {
    return text.size() > 2 && std::any_of(kPairs.begin(), kPairs.end(), [&](std::string_view pair) {
             return text.front() == pair[0] && text.back() == pair[1];
           });
  };
  while (is_quoted()) {
    text = text.substr(1, text.size() - 2);
    out.push_back({std::string(text), "quote({})"});
  }
  constexpr std::string_view kOpening = "\xe2\x80\x9c";  // a word processor's
  constexpr std::string_view kClosing = "\xe2\x80\x9d";
  if (text.starts_with(kOpening) && text.ends_with(kClosing) && text.size() > 6) {
    out.push_back({std::string(text.substr(3, text.size() - 6)), "quote({})"});
  }
  if (text.starts_with("\\\"") && text.ends_with("\\\"") && text.size() > 4) {
    out.push_back({std::string(text.substr(2, text.size() - 4)), "quote({})"});
  }
}

void json_escaped(std::string_view text, std::vector<Peeled>& out) {
  if (text.find('\\') == std::string_view::npos) return;
  std::string plain = replace_all(text, "\\/", "/");
  for (const char c : {'+', '/', '='}) {
    const std::string digits = signing::hex_of(std::string_view(&c, 1));
    plain = replace_all(plain, "\\u00" + digits, std::string(1, c));
    plain = replace_all(plain, "\\u00" + signing::upper_hex_of(std::string_view(&c, 1)),
                        std::string(1, c));
  }
  out.push_back({plain, "json_escape({})"});
}

void python_bytes(std::string_view text, std::vector<Peeled>& out) {
  if (text.size() < 4 || text[0] != 'b' || (text[1] != '\'' && text[1] != '"')) return;
  if (text.back() != text[1]) return;
  out.push_back({std::string(text.substr(2, text.size() - 3)), "str({})"});
}

bool is_base64_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '+' ||
         c == '/' || c == '-' || c == '_';
}

// Quotes, brackets and Python's b'…' have names of their own.
bool has_word(std::string_view text) {
  constexpr std::size_t kWordBytes = 3;
  std::size_t letters = 0;
  return std::any_of(text.begin(), text.end(), [&](char c) {
    letters = is_base64_letter(c) ? letters + 1 : 0;
    return letters == kWordBytes;
  });
}

// What stands among other things, as in `keyId="k",signature="…"` or {"signature":"…"}.
void runs_of_letters(std::string_view text, std::vector<Peeled>& out) {
  constexpr std::size_t kRunBytesMin = 28;
  constexpr int kRunsMax = 4;
  int runs = 0;
  for (std::size_t begin = 0; begin < text.size() && runs < kRunsMax; ++begin) {
    if (!is_base64_letter(text[begin])) continue;
    std::size_t end = begin;
    while (end < text.size() && is_base64_letter(text[end])) ++end;
    const std::size_t letters = end - begin;
    while (end < text.size() && text[end] == '=') ++end;
    const std::string_view run = text.substr(begin, end - begin);
    const bool is_repeated = text.find(run, end) != std::string_view::npos;
    if (is_repeated && letters >= kRunBytesMin) return;  // doubled, which has a name of its own
    if (letters >= kRunBytesMin &&
        (has_word(text.substr(0, begin)) || has_word(text.substr(end)))) {
      out.push_back({std::string(run), "within_text({})"});
      ++runs;
    }
    begin = end;
  }
}

// The text with its scheme word, or whatever else is beside it, taken off: digests have few
// possible lengths, and something other than a letter sets them apart from words.
void text_around(std::string_view text, std::vector<Peeled>& out) {
  constexpr std::size_t kAroundMax = 96;
  constexpr std::size_t kTellingBytes = 20;
  constexpr std::size_t kAlteredMax = 2;  // fewer more are a signature that was altered
  constexpr std::array<std::size_t, 12> kLengths = {44,  43, 64, 88, 28,  40,
                                                    128, 24, 95, 59, 191, 47};
  if (text.size() > 2 * kTellingBytes &&
      text.find(text.substr(0, kTellingBytes), kTellingBytes) != std::string_view::npos) {
    return;  // doubled, which has a name of its own
  }
  for (const std::size_t length : kLengths) {
    if (text.size() <= length || text.size() > length + kAroundMax) continue;
    const std::string_view before = text.substr(0, text.size() - length);
    const std::string_view behind = text.substr(length);
    // Letters too are a word when they are several: "undefined" + signature, sha256-….
    const bool is_word = before.size() > kAlteredMax && (length == 44 || length == 64);
    if ((is_word || !is_base64_letter(before.back())) &&
        before.find_first_not_of(kWhiteSpace) != std::string_view::npos) {
      out.push_back({std::string(text.substr(before.size())), "with_prefix({})"});
    }
    if ((!is_base64_letter(behind.front()) || text[length - 1] == '=') &&
        behind.find_first_not_of("= \t\r\n") != std::string_view::npos) {
      out.push_back({std::string(text.substr(0, length)), "with_suffix({})"});
    }
  }
  runs_of_letters(text, out);
  const std::size_t separator = text.find_first_of("=:, ");
  if (separator != std::string_view::npos && separator + 16 < text.size()) {
    out.push_back({std::string(text.substr(separator + 1)), "with_prefix({})"});
  }
}

void doubled(std::string_view text, std::vector<Peeled>& out) {
  const std::string_view half = text.substr(0, text.size() / 2);
  if (text.size() % 2 == 0 && half == text.substr(half.size())) {
    out.push_back({std::string(half), "twice({})"});
  }
}

// Two header lines of one name mean the same as one with a comma (RFC 9110, 5.3).
void header_twice(std::string_view text, std::vector<Peeled>& out) {
  constexpr std::size_t kPiecesMax = 8;
  constexpr std::size_t kPieceBytesMin = 22;  // less is a word, not another signature
  if (text.find(',') == std::string_view::npos) return;
  std::vector<Peeled> pieces;
  for (std::size_t begin = 0; begin <= text.size() && pieces.size() < kPiecesMax;) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    std::string_view piece = text.substr(begin, end - begin);
    begin = end + 1;
    piece = signing::trimmed(piece, kWhiteSpace);
    if (piece.size() < kPieceBytesMin) return;
    pieces.push_back({std::string(piece), "one_of_several({})"});
  }
  out.insert(out.end(), pieces.begin(), pieces.end());
}

constexpr std::array kPeels = {
    Peel{MistakeId::white_space_in_signature, &white_space},
    Peel{MistakeId::signature_percent_encoded, &percent_encoded},
    Peel{MistakeId::plus_became_blank, &plus_lost},
    Peel{MistakeId::signature_quoted, &quoted},
    Peel{MistakeId::signature_json_escaped, &json_escaped},
    Peel{MistakeId::python_bytes_text, &python_bytes},
    Peel{MistakeId::signature_doubled, &doubled},
    Peel{MistakeId::signature_header_twice, &header_twice},
    Peel{MistakeId::text_around_signature, &text_around},
};

}  // namespace

std::span<const Peel> peels() noexcept { return kPeels; }

}  // namespace everstrike::diagnosis
