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
  // Go's mac.Sum(text) appends the digest to a text that it doesn't sign.
  if (constexpr std::size_t kMac = 32; outer.bytes.size() > kMac && outer.canonical) {
    add(outer.bytes.substr(outer.bytes.size() - kMac), Id::text_around_signature,
        "base64(text + mac)");
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

// The numbers in a text such as "[12, 200]", {"type":"Buffer","data":[…]} or a crypto-js WordArray.
std::vector<std::int64_t> numbers_in(std::string_view text) {
  constexpr std::size_t kNumbersMax = 80;
  std::vector<std::int64_t> numbers;
  const char* end = text.data() + text.size();
  for (const char* at = text.data(); at != end && numbers.size() < kNumbersMax;) {
    std::int64_t number = 0;
    const auto [next, error] = std::from_chars(at, end, number);
    if (error == std::errc()) numbers.push_back(number);
    at = error == std::errc() ? next : at + 1;
  }
  return numbers;
}

void byte_list(std::string_view text, std::vector<Reading>& out) {
  if (text.find_first_of(", ") == std::string_view::npos) return;
  const auto numbers = numbers_in(text);
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
