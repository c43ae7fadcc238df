// The ways to read a received text as a digest: hex, base64 that is right or loosely so, other
// bases, lists of numbers, raw bytes and what Python prints of them, and one inside another.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "signing/diagnosis/hypotheses/hypotheses_encoding.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/other_bases.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using Id = MistakeId;

std::string reversed(std::string_view bytes) { return {bytes.rbegin(), bytes.rend()}; }

// The digits of hex as people write it, or nothing: 0x in front, "-" or ":" or blanks between the
// pairs (.NET's BitConverter, OpenSSL), either case. A lone last digit is what a cut left over.
std::optional<std::string> hex_digits(std::string_view text) {
  for (const std::string_view prefix : {"0x", "0X", "\\x", "x"}) {
    if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  }
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (signing::hex_digit_value(c) >= 0) {
      digits += c;
    } else if ((c != '-' && c != ':' && c != ' ') || digits.size() % 2 != 0 || digits.empty()) {
      return std::nullopt;
    }
  }
  if (digits.size() < 2 * kProvingBytes) return std::nullopt;
  if (digits.size() % 2 != 0) digits.pop_back();
  return digits;
}

void hex(std::string_view text, std::vector<Reading>& out) {
  const auto digits = hex_digits(text);
  if (!digits) return;
  const std::string digest = *signing::read_hex(*digits);
  out.push_back({digest, Id::hex_instead_of_base64, "hex(mac)"});
  out.push_back({reversed(digest), *Steps(Id::hex_instead_of_base64).with(Id::signature_reversed),
                 "hex(reverse(mac))"});
  // The hex digits of a text that is base64 already, with a shell's line end or without.
  if (const auto inner = read_base64(signing::trimmed_back(digest));
      inner && inner->bytes.size() >= 2 * kProvingBytes && inner->canonical &&
      inner->padding_right) {
    out.push_back({inner->bytes, Id::hex_instead_of_base64, "hex(base64(mac))"});
  }
  constexpr std::size_t kMac = 32;
  // Go's mac.Sum(form), as below.
  if (digest.size() > kMac + 2 &&
      std::all_of(digest.begin(), digest.end() - kMac,
                  [](char c) { return c > ' ' && c <= '~'; }) &&
      digest.substr(0, digest.size() - kMac).find('=') != std::string::npos) {
    out.push_back(
        {digest.substr(digest.size() - kMac), Id::hex_instead_of_base64, "hex(text + mac)"});
  }
  if (digest.size() > kMac && digest.size() <= kMac + 2) {
    out.push_back({digest.substr(0, kMac),
                   *Steps(Id::hex_instead_of_base64).with(Id::bytes_behind_digest),
                   "hex(mac + bytes)"});
  }
}

// What one has to assume to take `read` for base64 of a digest.
std::optional<Steps> liberties(const LooseBase64& read) {
  std::optional<Steps> steps = Steps();
  if (read.url_letters && read.plain_letters) return std::nullopt;
  if (read.url_letters) {
    steps = steps->with(Id::base64url_instead_of_base64);
    if (read.padding == 0) return steps;  // base64url is mostly written without padding
  }
  if (!read.padding_right) steps = steps->with(Id::base64_padding_wrong);
  if (!read.canonical && steps) steps = steps->with(Id::base64_not_canonical);
  return steps;
}

bool is_white_space(char c) {
  return std::string_view(" \t\r\n\f\v").find(c) != std::string_view::npos;
}

std::string without_white_space(std::string_view text) {
  std::string without(text);
  std::erase_if(without, is_white_space);
  return without;
}

// The word of hex or base64 digits in a line of a program: `openssl dgst` writes a label in front
// of it, `openssl dgst -r` and sha256sum a file's name behind it, a POSIX echo its options.
std::string_view longest_word(std::string_view line) {
  constexpr std::size_t kWordMin = 2 * kProvingBytes;
  std::string_view longest;
  for (std::size_t begin = 0; begin < line.size();) {
    if (is_white_space(line[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < line.size() && !is_white_space(line[end])) ++end;
    const std::string_view word = line.substr(begin, end - begin);
    if (word.size() > longest.size()) longest = word;
    begin = end;
  }
  const std::string_view whole = signing::trimmed(line);
  return longest.size() < kWordMin || longest.size() == whole.size() ? std::string_view() : longest;
}

// What was encoded is a digest and bytes behind it, of a program that ended it as it ends a line.
void with_bytes_behind(std::string_view bytes, const Steps& steps, std::vector<Reading>& out) {
  constexpr std::size_t kBehindMax = 8;
  const auto more = steps.with(Id::bytes_behind_digest);
  if (!more) return;
  for (const std::size_t size : {32U, 20U, 64U, 16U, 48U, 28U}) {
    if (bytes.size() <= size || bytes.size() > size + kBehindMax) continue;
    const std::string_view behind = bytes.substr(size);
    const bool is_line_end =
        behind.find_first_not_of(std::string_view(" \t\r\n\0", 5)) == std::string_view::npos;
    if (size == 32 || is_line_end) {
      out.push_back({std::string(bytes.substr(0, size)), *more, "base64(mac + bytes)"});
    }
  }
}

// The bytes of a text of one-byte letters that was written as UTF-16.
std::string without_zeros(std::string_view bytes) {
  if (bytes.starts_with("\xff\xfe")) bytes.remove_prefix(2);
  std::string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    if (bytes[i + 1] != '\0') return {};
    text += bytes[i];
  }
  return text;
}

void byte_list(std::string_view text, std::vector<Reading>& out);
void python_repr_of_bytes(std::string_view text, std::vector<Reading>& out);

// A text of base64 that holds text again: hex, base64, or a digest that went through a charset.
void base64_of_text(const LooseBase64& outer, const Steps& steps, std::vector<Reading>& out) {
  const auto add = [&](std::string digest, Id id, std::string_view written) {
    if (const auto more = steps.with(id)) {
      out.push_back({std::move(digest), *more, std::string(written)});
    }
  };
  std::string_view text = outer.bytes;
  const bool has_line_end = text.ends_with('\n');  // of a shell's pipe
  if (has_line_end) text.remove_suffix(text.ends_with("\r\n") ? 2 : 1);
  if (const auto digits = hex_digits(text)) {
    add(*signing::read_hex(*digits), Id::base64_of_hex,
        has_line_end ? "base64(hex(mac) + line_end)" : "base64(hex(mac))");
  }
  if (const std::string joined = without_white_space(text); joined.size() != text.size()) {
    if (const auto digits = hex_digits(joined)) {
      add(*signing::read_hex(*digits), Id::base64_of_hex, "base64(lines(hex(mac)))");
    }
    const auto lines = read_base64(joined);
    if (lines && lines->bytes.size() >= kProvingBytes && liberties(*lines) == Steps()) {
      add(lines->bytes, Id::base64_twice, "base64(lines(base64(mac)))");
    }
  }
  if (const std::string_view word = longest_word(text); !word.empty() && steps.empty()) {
    if (const auto digits = hex_digits(word)) {
      out.push_back({*signing::read_hex(*digits),
                     *Steps(Id::base64_of_hex).with(Id::text_around_signature),
                     "base64(text + hex(mac))"});
    }
    if (const auto inner = read_base64(word);
        inner && inner->bytes.size() >= kProvingBytes && liberties(*inner) == Steps()) {
      out.push_back({inner->bytes, *Steps(Id::base64_twice).with(Id::text_around_signature),
                     "base64(text + base64(mac))"});
    }
  }
  if (const auto digits = hex_digits(without_zeros(outer.bytes))) {
    add(*signing::read_hex(*digits), Id::base64_of_hex, "base64(utf16(hex(mac)))");
  }
  // What JavaScript's btoa makes of an array, and Python's str of bytes.
  if (steps.empty()) {
    byte_list(text, out);
    python_repr_of_bytes(text, out);
  }
  // A label without a blank behind it: "sha256=…", "SHA256(stdin)=…".
  if (const std::size_t equals = text.find_first_of("=:,");
      equals != std::string_view::npos && steps.empty()) {
    if (const auto digits = hex_digits(signing::trimmed(text.substr(equals + 1)))) {
      out.push_back({*signing::read_hex(*digits),
                     *Steps(Id::base64_of_hex).with(Id::text_around_signature),
                     "base64(text + hex(mac))"});
    }
    // As HTTP's Basic has a name and a password.
    const auto inner = read_base64(text.substr(equals + 1));
    if (inner && inner->bytes.size() >= 2 * kProvingBytes && liberties(*inner) == Steps()) {
      out.push_back({inner->bytes, *Steps(Id::base64_twice).with(Id::text_around_signature),
                     "base64(text + base64(mac))"});
    }
  }
  with_bytes_behind(outer.bytes, steps, out);
  // Go's mac.Sum(text) appends the digest to a text that it doesn't sign.
  if (constexpr std::size_t kMac = 32; outer.bytes.size() > kMac && outer.canonical) {
    add(outer.bytes.substr(outer.bytes.size() - kMac), Id::text_around_signature,
        "base64(text + mac)");
  }
  if (has_line_end) {
    const auto line = read_base64(text);
    if (line && line->bytes.size() >= kProvingBytes && liberties(*line) == Steps()) {
      add(line->bytes, Id::base64_twice, "base64(base64(mac) + line_end)");
    }
  }
  if (const auto inner = read_base64(outer.bytes); inner && inner->bytes.size() >= kProvingBytes) {
    if (const auto digits = hex_digits(inner->bytes); digits && steps.empty()) {
      const auto both = Steps(Id::base64_of_hex).with(Id::base64_twice);
      out.push_back({*signing::read_hex(*digits), *both, "base64(base64(hex(mac)))"});
    }
    if (const auto more = liberties(*inner); more && more->empty()) {
      add(inner->bytes, Id::base64_twice, "base64(base64(mac))");
    } else if (more && more->size() == 1 && steps.empty()) {
      if (const auto both = more->with(Id::base64_twice)) {
        out.push_back({inner->bytes, *both, "base64(base64(mac))"});
      }
    }
  }
  if (const auto points = signing::code_points(outer.bytes)) {
    if (auto bytes = latin1_of(*points); bytes && *bytes != outer.bytes) {
      add(std::move(*bytes), Id::digest_read_as_text, "base64(utf8(latin1_text(mac)))");
    }
  }
}

void base64(std::string_view text, std::vector<Reading>& out) {
  const auto read = read_base64(text);
  if (!read) return;
  if (read->padding == 0 && !(read->url_letters && read->plain_letters)) {
    out.push_back({read->bytes, Id::signature_truncated, "cut(base64(mac))"});
  }
  const auto steps = liberties(*read);
  if (!steps) return;
  out.push_back({read->bytes, *steps, "base64(mac)"});
  if (*steps == Steps(Id::base64_padding_wrong) && read->padding == 0 && !read->plain_letters) {
    out.push_back({read->bytes, Id::base64url_instead_of_base64, "base64url(mac)"});
  }
  if (const auto more = steps->with(Id::signature_reversed)) {
    out.push_back({reversed(read->bytes), *more, "base64(reverse(mac))"});
  }
  base64_of_text(*read, *steps, out);
}

void backwards(std::string_view text, std::vector<Reading>& out) {
  const std::string turned = reversed(text);
  if (const auto read = read_base64(turned); read && read->canonical && read->padding_right) {
    out.push_back({read->bytes, Id::signature_reversed, "reverse(base64(mac))"});
  }
  if (const auto digits = hex_digits(turned)) {
    const auto steps = Steps(Id::hex_instead_of_base64).with(Id::signature_reversed);
    out.push_back({*signing::read_hex(*digits), *steps, "reverse(hex(mac))"});
  }
}

void other_base(std::string_view text, std::vector<Reading>& out) {
  if (auto bytes = read_base32(text)) {
    out.push_back({std::move(*bytes), Id::other_base_instead_of_base64, "base32(mac)"});
  }
  if (auto bytes = read_base85(text)) {
    out.push_back({std::move(*bytes), Id::other_base_instead_of_base64, "base85(mac)"});
  }
  if (auto bytes = read_ascii85(text)) {
    out.push_back({std::move(*bytes), Id::other_base_instead_of_base64, "ascii85(mac)"});
  }
  if (auto bytes = read_base58(text)) {
    out.push_back({std::move(*bytes), Id::other_base_instead_of_base64, "base58(mac)"});
  }
}

// The numbers, decimal or with 0x, in a text such as "[12, 200]", {"type":"Buffer","data":[…]} or a
// crypto-js WordArray.
std::vector<std::int64_t> numbers_in(std::string_view text) {
  constexpr std::size_t kNumbersMax = 80;
  std::vector<std::int64_t> numbers;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end && numbers.size() < kNumbersMax;) {
    std::int64_t number = 0;
    const bool is_hex = end - at > 2 && at[0] == '0' && (at[1] == 'x' || at[1] == 'X');
    const auto [next, error] = std::from_chars(is_hex ? at + 2 : at, end, number, is_hex ? 16 : 10);
    if (error == std::errc()) numbers.push_back(number);
    at = error == std::errc() ? next : at + 1;
  }
  return numbers;
}

void byte_list(std::string_view text, std::vector<Reading>& out) {
  if (text.find_first_of(", ;\n") == std::string_view::npos) return;
  auto numbers = numbers_in(text);
  // JSON of a Uint8Array: {"0":88,"1":80,…}.
  if (text.starts_with("{\"0\":")) {
    for (std::size_t i = 0; 2 * i + 1 < numbers.size(); ++i) numbers[i] = numbers[2 * i + 1];
    numbers.resize(numbers.size() / 2);
  }
  std::string digest;
  if (text.find("sigBytes") != std::string_view::npos && numbers.size() > 1) {
    for (std::size_t i = 0; i + 1 < numbers.size(); ++i) {
      for (int shift = 24; shift >= 0; shift -= 8) {
        digest += static_cast<char>(numbers[i] >> shift & 0xff);
      }
    }
  } else {
    const bool bytes = std::all_of(numbers.begin(), numbers.end(),
                                   [](std::int64_t n) { return n >= -128 && n <= 255; });
    if (!bytes || numbers.size() < 16) return;
    for (const std::int64_t number : numbers) digest += static_cast<char>(number);
  }
  out.push_back({digest, Id::byte_list_instead_of_base64, "list(mac)"});
}

bool is_digest_size(std::size_t bytes) {
  constexpr std::array<std::size_t, 6> kSizes = {16, 20, 28, 32, 48, 64};
  return std::find(kSizes.begin(), kSizes.end(), bytes) != kSizes.end();
}

// Python writes raw bytes with escapes: str(digest) is b'\x12…'.
std::optional<std::string> python_unescaped(std::string_view text) {
  constexpr std::string_view kLetters = "nrt'\"\\";
  constexpr std::string_view kMeanings = "\n\r\t'\"\\";
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      bytes += text[i];
      continue;
    }
    if (++i == text.size()) return std::nullopt;
    if (text[i] == 'x') {
      const auto byte = signing::read_hex(text.substr(i + 1, 2));
      if (!byte || byte->empty()) return std::nullopt;
      bytes += *byte;
      i += 2;
      continue;
    }
    const std::size_t place = kLetters.find(text[i]);
    if (place == std::string_view::npos) return std::nullopt;
    bytes += kMeanings[place];
  }
  return bytes;
}

void raw_bytes(std::string_view text, std::vector<Reading>& out) {
  const auto add = [&](std::string digest) {
    if (!is_digest_size(digest.size())) return;
    out.push_back({std::move(digest), Id::raw_bytes_instead_of_base64, "mac"});
  };
  add(std::string(text));
  if (const auto points = signing::code_points(text)) {
    if (auto bytes = latin1_of(*points); bytes && *bytes != text) add(std::move(*bytes));
  }
}

void python_repr_of_bytes(std::string_view text, std::vector<Reading>& out) {
  if (text.size() < 4 || text[0] != 'b' || (text[1] != '\'' && text[1] != '"')) return;
  if (text.back() != text[1]) return;
  auto bytes = python_unescaped(text.substr(2, text.size() - 3));
  if (bytes && is_digest_size(bytes->size())) {
    out.push_back({std::move(*bytes), Id::python_bytes_text, "str(mac)"});
  }
}

constexpr std::array kLeaves = {
    Leaf{&base64},    Leaf{&hex},       Leaf{&other_base},          Leaf{&backwards},
    Leaf{&byte_list}, Leaf{&raw_bytes}, Leaf{&python_repr_of_bytes}};

}  // namespace

std::span<const Leaf> leaves() noexcept { return kLeaves; }

}  // namespace everstrike::diagnosis
