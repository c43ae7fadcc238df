// Other bytes in the text's place: its digest, or its characters in another charset.
#include <algorithm>
#include <optional>
#include <string>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/wraps.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/digest.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

std::string utf16(Text text, bool big_endian) {
  const auto points = signing::code_points(text);
  return points ? utf16_of(*points, big_endian) : std::string(text);
}
std::string utf16_little(Text text) { return utf16(text, false); }
std::string utf16_big(Text text) { return utf16(text, true); }
std::string utf32_little(Text text) {
  const auto points = signing::code_points(text);
  std::string bytes;
  for (const char32_t c : points.value_or(std::u32string())) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(c >> shift & 0xff);
  }
  return bytes;
}
std::string in_latin1(Text text) {
  const auto points = signing::code_points(text);
  return points ? latin1_of(*points).value_or(std::string(text)) : std::string(text);
}
std::string hashed(Text text) { return digest_of(Hash::sha256, {text}); }
std::string hashed_hex(Text text) { return signing::hex_of(hashed(text)); }
std::string hashed_upper_hex(Text text) { return signing::upper_hex_of(hashed(text)); }
std::string hashed_base64(Text text) { return signing::base64_encode(hashed(text)); }
std::string sha512_hex(Text text) { return signing::hex_of(digest_of(Hash::sha512, {text})); }
std::string sha512_raw(Text text) { return digest_of(Hash::sha512, {text}); }
std::string md5_hex(Text text) { return signing::hex_of(digest_of(Hash::md5, {text})); }
std::string md5_upper_hex(Text text) { return signing::upper_hex_of(digest_of(Hash::md5, {text})); }
std::string md5_raw(Text text) { return digest_of(Hash::md5, {text}); }
std::string sha1_hex(Text text) { return signing::hex_of(digest_of(Hash::sha1, {text})); }
std::string sha1_raw(Text text) { return digest_of(Hash::sha1, {text}); }

// UTF-16 in either order, with its mark or without, with the line end of the editor that wrote it
// or without; and a body that was sent so.
template <bool big_endian, bool mark>
void in_utf16(Wraps& wraps, Likelihood likelihood) {
  const auto of = [](Text text, Text end) {
    const std::string whole =
        std::string(mark ? "\xef\xbb\xbf" : "") + std::string(text) + std::string(end);
    const auto points = signing::code_points(whole);
    return points ? utf16_of(*points, big_endian) : std::string(text);
  };
  static_assert(sizeof(of) == 1, "captures nothing");
  wraps.changed(Id::other_charset, likelihood, [](Text text) { return decltype(of)()(text, ""); });
  const Steps both = *Steps(Id::other_charset).with(Id::line_end_signed);
  wraps.changed(both, odd, [](Text text) { return decltype(of)()(text, "\n"); });
  wraps.changed(both, odd, [](Text text) { return decltype(of)()(text, "\r\n"); });
}

std::string from_utf16(Text text, bool big_endian) {
  const auto points = read_utf16(text, big_endian);
  return points ? signing::utf8_of(*points) : std::string(text);
}

}  // namespace

void wrap_other_bytes(Wraps& wraps) {
  wraps.changed(Id::text_in_base64_or_hex, common, &signing::base64_encode);
  wraps.changed(Id::text_in_base64_or_hex, rare,
                [](Text text) { return signing::base64_encode(text) + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 76, "\n") + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 76, "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 76, "\r\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd, [](Text text) {
    return in_lines(signing::base64_encode(text), 76, "\r\n") + "\r\n";
  });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 64, "\n") + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return in_lines(signing::base64_encode(text), 64, "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::base64_encode(std::string(text) + "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::base64_encode(std::string(text) + "\n") + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::hex_of(text) + "\n"; });
  wraps.changed(Id::text_in_base64_or_hex, odd,
                [](Text text) { return signing::hex_of(std::string(text) + "\n"); });
  wraps.changed(Id::text_in_base64_or_hex, rare, &base64url_of);
  wraps.changed(Id::text_in_base64_or_hex, rare, &signing::hex_of);
  wraps.changed(Id::text_in_base64_or_hex, rare, &signing::upper_hex_of);
  wraps.changed(Id::text_hashed_first, common, &hashed_hex);
  wraps.changed(Id::text_hashed_first, common, &hashed);
  wraps.changed(Id::text_hashed_first, rare, &hashed_upper_hex);
  wraps.changed(Id::text_hashed_first, rare, &hashed_base64);
  wraps.changed(Id::text_hashed_first, rare, &sha512_hex);
  wraps.changed(Id::text_hashed_first, rare, &sha512_raw);
  wraps.changed(Id::text_hashed_first, rare, &md5_hex);
  wraps.changed(Id::text_hashed_first, rare, &md5_upper_hex);
  wraps.changed(Id::text_hashed_first, rare, &md5_raw);
  wraps.changed(Id::text_hashed_first, rare, &sha1_hex);
  wraps.changed(Id::text_hashed_first, rare, &sha1_raw);
  wraps.changed(Id::text_hashed_first, odd, [](Text text) { return hashed_hex(text) + "\n"; });
  wraps.changed(Id::text_hashed_first, odd,
                [](Text text) { return hashed_hex(std::string(text) + "\n"); });
  wraps.changed(Id::text_hashed_first, odd, [](Text text) { return hashed_hex(text) + "  -\n"; });
  wraps.changed(Id::text_hashed_first, odd,
                [](Text text) { return "SHA2-256(stdin)= " + hashed_hex(text) + "\n"; });
  wraps.changed(Id::text_hashed_first, odd,
                [](Text text) { return "(stdin)= " + hashed_hex(text) + "\n"; });
  wraps.changed(Id::other_charset, common, &utf16_little);
  wraps.changed(Id::other_charset, rare, &utf16_big);
  wraps.changed(Id::other_charset, rare, &utf32_little);
  wraps.changed(Id::other_charset, rare, &in_latin1);
}

void wrap_other_charsets(const Received& received, Wraps& wraps) {
  in_utf16<false, true>(wraps, rare);
  in_utf16<false, false>(wraps, odd);
  in_utf16<true, true>(wraps, odd);
  in_utf16<true, false>(wraps, odd);
  wraps.changed(Id::other_charset, rare, [](Text text) { return from_utf16(text, false); });
  wraps.changed(Id::other_charset, rare, [](Text text) { return from_utf16(text, true); });
  const Steps both = *Steps(Id::other_charset).with(Id::line_end_sent);
  wraps.changed(both, odd, [](Text text) {
    return std::string(signing::trimmed_back(from_utf16(text, false)));
  });
  wraps.changed(both, odd, [](Text text) {
    return std::string(signing::trimmed_back(from_utf16(text, true)));
  });
  if (received.is_long) return;
  for (const Recoded& recoding : recodings(received.body)) {
    wraps.constant(Id::other_charset, rare, recoding.text);
  }
  const bool is_ascii = std::all_of(received.body.begin(), received.body.end(),
                                    [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const auto points = is_ascii ? std::nullopt : signing::code_points(received.body);
  if (points) {
    for (const UnicodeForm form : kUnicodeForms) {
      wraps.constant(Id::unicode_form_differs, rare, signing::utf8_of(in_form(*points, form)));
    }
  }
  for (const std::string& original : originals(received.body)) {
    wraps.constant(Id::other_charset, odd, original);
  }
  // A "%3F" was one letter, of whatever charset.
  const std::string raw = replace_all(received.body, "%3F", "?");
  if (raw == received.body) return;
  for (const std::string& original : originals(raw)) {
    wraps.constant(Id::other_charset, odd, original);
  }
}

}  // namespace everstrike::diagnosis
