// The secret's characters in other bytes than UTF-8's.
#include <cstddef>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/key_ways.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

// The low byte of each UTF-16 unit.
std::string low_bytes_of_utf16(char32_t c) {
  const std::string units = utf16_of(std::u32string_view(&c, 1), false);
  std::string low;
  for (std::size_t i = 0; i < units.size(); i += 2) low += units[i];
  return low;
}

// As PowerShell and editors of Windows save it, with a mark in front and a line end behind.
void in_utf16(Text secret, const std::u32string& points, Variants& out) {
  for (const bool big_endian : {false, true}) {
    for (const bool mark : {false, true}) {
      for (const std::u32string_view end : {U"", U"\n", U"\r\n"}) {
        std::u32string text = mark ? U"\ufeff" : U"";
        text += points;
        text += end;
        const bool usual = !mark && end.empty();
        std::string key = utf16_of(text, big_endian);
        // Read as if a byte were a letter, which is UTF-8 again.
        out.add(Id::secret_in_other_charset, odd, "utf8(latin1_text(utf16(secret)))",
                utf8_of_latin1(key));
        out.add(Id::secret_in_other_charset, usual ? rare : odd,
                big_endian ? "utf16be(secret)" : "utf16le(secret)", std::move(key));
      }
    }
  }
  for (const bool big_endian : {false, true}) {
    if (const auto read = read_utf16(secret, big_endian)) {
      out.add(Id::secret_in_other_charset, odd, "utf8(utf16_text(secret))",
              signing::utf8_of(*read));
    }
  }
  std::string wide;
  for (const char32_t c : points) {
    for (int shift = 0; shift < 32; shift += 8) wide += static_cast<char>(c >> shift & 0xff);
  }
  out.add(Id::secret_in_other_charset, odd, "utf32le(secret)", std::move(wide));
}

}  // namespace

void add_charsets(Text secret, Variants& out) {
  for (Recoded& recoding : recodings(secret)) {
    out.add(Id::secret_in_other_charset, rare,
            recoding.written == "ascii_or_question_mark({})" ? "ascii(secret)"
                                                             : "other_charset(secret)",
            std::move(recoding.text));
  }
  if (secret.size() <= kSpelledSecretMax) {
    for (std::string& original : originals(secret)) {
      out.add(Id::secret_in_other_charset, odd, "what \"?\" in the secret stands for",
              std::move(original));
    }
  }
  const auto points = signing::code_points(secret);
  if (!points) {
    out.add(Id::secret_in_other_charset, rare, "read_lossily(secret)", read_lossily(secret));
    return;
  }
  in_utf16(secret, *points, out);
  const auto add = [&](Text written, std::string&& key) {
    out.add(Id::secret_in_other_charset, rare, written, std::move(key));
  };
  std::string low_bytes;
  for (const char32_t c : *points) low_bytes += low_bytes_of_utf16(c);
  add("low_bytes(utf16(secret))", std::move(low_bytes));
}

}  // namespace everstrike::diagnosis
