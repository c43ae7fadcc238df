#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/key_variants.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/digest.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/other_bases.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

constexpr std::size_t kHmacBlockBytes = 64;
constexpr std::size_t kSecretMax = 4096;  // a longer one gets no variants that cost its length
constexpr std::size_t kSpelledSecretMax =
    512;  // nor, beyond this, those that make it again and again
constexpr std::size_t kOtherKeysMax = 32;

void white_space(Text secret, Variants& out) {
  const auto add = [&](Likelihood likelihood, Text written, Text before, Text after) {
    out.add_joined(Id::white_space_in_secret, likelihood, written, {before, secret, after});
  };
  out.add(Id::white_space_in_secret, frequent, "trim(secret)",
          std::string(signing::trimmed(secret)));
  add(frequent, "secret + \"\\n\"", "", "\n");
  add(common, "secret + \"\\r\\n\"", "", "\r\n");
  add(rare, "secret + \"\\r\"", "", "\r");
  add(rare, "secret + \" \"", "", " ");
  add(rare, "\" \" + secret", " ", "");
  add(rare, "\" \" + secret + \" \"", " ", " ");
  add(rare, "secret + \"\\t\"", "", "\t");
  add(rare, "\"\\n\" + secret", "\n", "");
  add(rare, "\"\\t\" + secret", "\t", "");
  add(odd, "\"\\r\" + secret", "\r", "");
  add(odd, "\"\\r\\n\" + secret", "\r\n", "");
  add(rare, "secret + \"\\n\\n\"", "", "\n\n");
  add(rare, "byte_order_mark + secret", "\xef\xbb\xbf", "");
  add(rare, "byte_order_mark + secret + \"\\n\"", "\xef\xbb\xbf", "\n");
  for (const Text after :
       {Text("\n\r"),         Text("\r\n\r\n"),     Text(" \n"),          Text(" \r\n"),
        Text("  "),           Text("\t\n"),         Text("\n\n\n"),       Text("\xc2\xa0"),
        Text("\xe2\x80\x8b"), Text("\xef\xbb\xbf"), Text("\0", 1),        Text("\0\n", 2),
        Text("\n\0", 2),      Text("\r\0", 2),      Text("\f"),           Text("\v"),
        Text("\xe2\x80\xa8"), Text("\xc2\xad"),     Text("\xe2\x81\xa0"), Text("\x1a"),
        Text("   "),          Text("    "),         Text("\t\t")}) {
    add(odd, "secret + invisible_bytes", "", after);
    add(odd, "invisible_bytes + secret", after, "");
  }
  for (const Text before : {" ", "  ", "\t", "\n", "\r\n", "\xef\xbb\xbf", "\xc2\xa0"}) {
    for (const Text after : {"\n", "\r\n", "\r", " ", "\t", "\n\n"}) {
      add(odd, "invisible_bytes + secret + invisible_bytes", before, after);
    }
  }
  for (const Text one : {Text(" "), Text("\t"), Text("\n"), Text("\r"), Text("\0", 1)}) {
    if (secret.starts_with(one)) {
      out.add(Id::white_space_in_secret, odd, "secret without white space in front",
              std::string(secret.substr(1)));
    }
    if (secret.ends_with(one)) {
      out.add(Id::white_space_in_secret, odd, "secret without white space behind",
              std::string(secret.substr(0, secret.size() - 1)));
    }
  }
  out.add(Id::white_space_in_secret, odd, "trim_front(secret)",
          std::string(signing::trimmed_front(secret)));
  out.add(Id::white_space_in_secret, odd, "trim_back(secret)",
          std::string(signing::trimmed_back(secret)));
  // Several lines (a PEM text) through an environment variable, an editor or a form.
  const auto replaced = [&](Text written, Text what, Text by) {
    // At the end alone it was trimmed, or the secret cut.
    if (by.empty() && secret.find(what) >= secret.size() - what.size()) return;
    out.add(Id::white_space_in_secret, rare, written, replace_all(secret, what, by));
  };
  replaced("secret with other line ends", "\n", "\r\n");
  replaced("secret with other line ends", "\r\n", "\n");
  replaced("secret with \\n for its line ends", "\n", "\\n");
  replaced("secret with line ends for \\n", "\\n", "\n");
  replaced("secret without its line ends", "\n", "");
  replaced("secret without its blanks", " ", "");
  replaced("secret with one blank for two", "  ", " ");
  for (const Text invisible : {Text("\r"), Text("\t"), Text("\0", 1), Text("\xef\xbb\xbf"),
                               Text("\xe2\x80\x8b"), Text("\xc2\xa0"), Text("\xc2\xad")}) {
    replaced("secret without its invisible bytes", invisible, "");
    replaced("secret with blanks for its invisible bytes", invisible, " ");
  }
}

void quotes(Text secret, Variants& out) {
  constexpr std::array<std::array<Text, 3>, 4> kQuotes = {{
      {"\"", "\"", "\"\\\"\" + secret + \"\\\"\""},
      {"'", "'", "\"'\" + secret + \"'\""},
      {"b'", "'", "\"b'\" + secret + \"'\""},
      {"<", ">", "\"<\" + secret + \">\""},
  }};
  for (const auto& [before, after, written] : kQuotes) {
    out.add_joined(Id::secret_quoted, common, written, {before, secret, after});
    if (secret.size() > before.size() && secret.starts_with(before) && secret.ends_with(after)) {
      out.add(
          Id::secret_quoted, common, "secret without its quotes",
          std::string(secret.substr(before.size(), secret.size() - before.size() - after.size())));
    }
  }
}

void quoted_otherwise(Text secret, Variants& out) {
  out.add(Id::secret_quoted, rare, "json(secret)", json_quoted(secret, {}));
  out.add(Id::secret_quoted, rare, "json(secret)", json_quoted(secret, {.ascii_only = true}));
  constexpr std::array<std::pair<Text, Text>, 24> kOddQuotes = {{
      {"`", "`"},
      {"\xe2\x80\x9c", "\xe2\x80\x9d"},
      {"\xe2\x80\x98", "\xe2\x80\x99"},
      {"\xe2\x80\x9d", "\xe2\x80\x9d"},
      {"\xe2\x80\x99", "\xe2\x80\x99"},
      {"\xe2\x80\x9c", "\xe2\x80\x9c"},
      {"\xe2\x80\x9e", "\xe2\x80\x9c"},
      {"\xe2\x80\x9e", "\xe2\x80\x9d"},
      {"\xe2\x80\x9a", "\xe2\x80\x98"},
      {"\xc2\xab", "\xc2\xbb"},
      {"\xc2\xbb", "\xc2\xab"},
      {"\"\"\"", "\"\"\""},
      {"'''", "'''"},
      {"\"'", "'\""},
      {"'\"", "\"'"},
      {"\\\"", "\\\""},
      {"\\'", "\\'"},
      {"\"\"", "\"\""},
      {"''", "''"},
      {"(", ")"},
      {"[", "]"},
      {"{", "}"},
      {"b\"", "\""},
      {"$'", "'"},
  }};
  for (const auto& [before, after] : kOddQuotes) {
    out.add_joined(Id::secret_quoted, odd, "quote(secret)", {before, secret, after});
    out.add_joined(Id::secret_quoted, odd, "quote + secret", {before, secret});
    out.add_joined(Id::secret_quoted, odd, "secret + quote", {secret, after});
    if (secret.size() > before.size() + after.size() && secret.starts_with(before) &&
        secret.ends_with(after)) {
      out.add(
          Id::secret_quoted, odd, "secret without its quotes",
          std::string(secret.substr(before.size(), secret.size() - before.size() - after.size())));
    }
    if (secret.starts_with(before)) {
      out.add(Id::secret_quoted, odd, "secret without its first quote",
              std::string(secret.substr(before.size())));
    }
    if (secret.ends_with(after)) {
      out.add(Id::secret_quoted, odd, "secret without its last quote",
              std::string(secret.substr(0, secret.size() - after.size())));
    }
  }
  for (const Text quote : {"\"", "'", "`"}) {
    out.add(Id::secret_quoted, odd, "secret without quotes", replace_all(secret, quote, ""));
    out.add(Id::secret_quoted, odd, "secret without escapes of quotes",
            replace_all(secret, "\\" + std::string(quote), quote));
    out.add(Id::secret_quoted, odd, "secret with escapes of quotes",
            replace_all(secret, quote, "\\" + std::string(quote)));
    out.add_joined(Id::secret_quoted, odd, "quote(secret) + line_end",
                   {quote, secret, quote, "\n"});
    out.add_joined(Id::secret_quoted, odd, "quote(secret) + line_end",
                   {quote, secret, quote, "\r\n"});
    out.add_joined(Id::secret_quoted, odd, "quote(secret) + line_end",
                   {quote, secret, quote, "\r"});
  }
  out.add_joined(Id::secret_quoted, odd, "\"'\" + secret", {"'", secret});
  out.add_joined(Id::secret_quoted, odd, "secret + \"'\"", {secret, "'"});
  out.add_joined(Id::secret_quoted, rare, "\"\\\"\" + secret", {"\"", secret});
  out.add_joined(Id::secret_quoted, rare, "secret + \"\\\"\"", {secret, "\""});
}

// Standard Webhooks' secrets begin with "whsec_", which isn't part of the base64 text.
Text without_scheme(Text secret) {
  const std::size_t underscore = secret.rfind('_');
  return underscore == Text::npos ? secret : secret.substr(underscore + 1);
}

std::string decoded_by_crypto_js(Text secret) {
  std::string letters(secret.substr(0, secret.find('=')));
  for (char& c : letters) {
    if (!read_base64(Text(&c, 1)) || c == '-' || c == '_') c = 'A';  // zero
  }
  const auto read = read_base64(letters);
  signing::wipe(letters);
  return read ? read->bytes : std::string();
}

// parseInt() of two characters each: the hex digits at their start, zero without any.
std::string hex_decoded_by_crypto_js(Text secret) {
  std::string bytes;
  bytes.reserve(secret.size() / 2 + 1);
  for (std::size_t i = 0; i < secret.size(); i += 2) {
    const int first = signing::hex_digit_value(secret[i]);
    const int second = i + 1 < secret.size() ? signing::hex_digit_value(secret[i + 1]) : -1;
    bytes += static_cast<char>(first < 0 ? 0 : second < 0 ? first : first << 4 | second);
  }
  return bytes;
}

void decodings(Text secret, Variants& out) {
  for (const Text text : {secret, without_scheme(secret), signing::trimmed(secret)}) {
    const bool whole = text.size() == secret.size();
    if (auto read = read_base64(text); read && !read->bytes.empty()) {
      out.add(Id::secret_base64_decoded, frequent,
              whole ? "base64_decode(secret)" : "base64_decode(part of secret)",
              std::move(read->bytes));
    }
    if (auto bytes = signing::read_hex(text); bytes && !bytes->empty()) {
      out.add(Id::secret_hex_decoded, frequent,
              whole ? "hex_decode(secret)" : "hex_decode(part of secret)", std::move(*bytes));
    }
  }
  // crypto-js decodes anything, taking for zero what it doesn't know.
  out.add(Id::secret_base64_decoded, common, "crypto_js_base64_decode(secret)",
          decoded_by_crypto_js(secret));
  out.add(Id::secret_hex_decoded, common, "crypto_js_hex_decode(secret)",
          hex_decoded_by_crypto_js(secret));
  // Decoders that skip what isn't theirs (Node's Buffer, PHP's base64_decode).
  for (const bool url_letters : {true, false}) {
    std::string letters;
    letters.reserve(secret.size());
    for (const char c : secret) {
      const bool is_url_letter = c == '-' || c == '_';
      if (read_base64(Text(&c, 1)) && (url_letters || !is_url_letter)) letters += c;
    }
    if (auto read = read_base64(letters); read && !read->bytes.empty()) {
      out.add(Id::secret_base64_decoded, rare, "base64_decode(letters of secret)",
              std::move(read->bytes));
    }
    signing::wipe(letters);
  }
  const std::size_t hex_letters = static_cast<std::size_t>(
      std::find_if(secret.begin(), secret.end(),
                   [](char c) { return signing::hex_digit_value(c) < 0; }) -
      secret.begin());
  if (auto bytes = signing::read_hex(secret.substr(0, hex_letters / 2 * 2));
      bytes && !bytes->empty()) {
    out.add(Id::secret_hex_decoded, rare, "hex_decode(start of secret)", std::move(*bytes));
  }
}

void encodings(Text secret, Variants& out) {
  const auto add = [&](Text written, std::string&& key) {
    out.add(Id::secret_encoded, rare, written, std::move(key));
  };
  add("base64(secret)", signing::base64_encode(secret));
  add("base64(secret) + \"\\n\"", signing::base64_encode(secret) + "\n");
  add("hex(secret)", signing::hex_of(secret));
  add("upper_hex(secret)", signing::upper_hex_of(secret));
  add("base64url(secret)", base64url_of(secret));
  add("percent_encode(secret)", escape(secret, kEncodeUriComponent));
  add("percent_encode(secret)", escape(secret, kPythonUrlencode));
  add("percent_decode(secret)", unescape(secret, PlusSign::is_blank));
  add("percent_decode(secret)", unescape(secret, PlusSign::is_plus));
  const auto add_odd = [&](Text written, std::string&& key) {
    out.add(Id::secret_encoded, odd, written, std::move(key));
  };
  for (const PlusSign plus : {PlusSign::is_blank, PlusSign::is_plus}) {
    std::string once = unescape(secret, plus);
    add_odd("percent_decode(percent_decode(secret))", unescape(once, plus));
    add_odd("percent_decode(percent_decode(secret))", unescape(once, PlusSign::is_plus));
    signing::wipe(once);
  }
  add_odd("blanks_for_plus(secret)", replace_all(secret, "+", " "));
  add_odd("plus_for_blanks(secret)", replace_all(secret, " ", "+"));
  for (const Encoder& by : encoders()) {
    std::string once = escape(secret, by);
    add_odd("percent_encode(percent_encode(secret))", escape(once, by));
    add_odd("percent_encode(secret)", std::move(once));
  }
  for (const auto& [plain, entity] : {std::pair<Text, Text>{"&", "&amp;"},
                                      {"<", "&lt;"},
                                      {">", "&gt;"},
                                      {"\"", "&quot;"},
                                      {"'", "&#39;"},
                                      {"'", "&#x27;"},
                                      {"'", "&apos;"},
                                      {"\"", "&#34;"},
                                      {"+", "&#43;"},
                                      {"=", "&#61;"},
                                      {"/", "&#x2F;"},
                                      {"&", "\\u0026"},
                                      {"<", "\\u003c"},
                                      {">", "\\u003e"},
                                      {"=", "\\u003d"},
                                      {"+", "\\u002b"},
                                      {"+", "\\u002B"},
                                      {"'", "\\u0027"},
                                      {"/", "\\/"}}) {
    add_odd("escape(secret)", replace_all(secret, plain, entity));
    add_odd("unescape(secret)", replace_all(secret, entity, plain));
  }
  std::string html =
      replace_all(replace_all(replace_all(secret, "&", "&amp;"), "<", "&lt;"), ">", "&gt;");
  std::string html_quotes = replace_all(html, "\"", "&quot;");
  add_odd("html_escape(secret)", replace_all(html_quotes, "'", "&#39;"));
  add_odd("html_escape(secret)", replace_all(html_quotes, "'", "&#x27;"));
  add_odd("html_escape(secret)", std::move(html_quotes));
  add_odd("html_escape(secret)", std::move(html));
  std::string plain = replace_all(replace_all(secret, "&lt;", "<"), "&gt;", ">");
  add_odd("html_unescape(secret)",
          replace_all(replace_all(replace_all(plain, "&quot;", "\""), "&#39;", "'"), "&amp;", "&"));
  signing::wipe(plain);
  for (const Text end : {"\n", "\r\n"}) {
    add_odd("base64(secret + line_end)",
            signing::base64_encode(std::string(secret) + std::string(end)));
    add_odd("base64(secret + line_end) + line_end",
            signing::base64_encode(std::string(secret) + std::string(end)) + std::string(end));
    add_odd("hex(secret + line_end)", signing::hex_of(std::string(secret) + std::string(end)));
    add_odd("hex(secret) + line_end", signing::hex_of(secret) + std::string(end));
    add_odd("base64(secret) + line_end", signing::base64_encode(secret) + std::string(end));
  }
  add_odd("base64(secret) in lines", in_lines(signing::base64_encode(secret), 76, "\n"));
  add_odd("base64(secret) in lines", in_lines(signing::base64_encode(secret), 76, "\n") + "\n");
  add_odd("base64(secret) in lines", in_lines(signing::base64_encode(secret), 64, "\n") + "\n");
  add_odd("base64(base64(secret))", signing::base64_encode(signing::base64_encode(secret)));
}

void hashes(Text secret, Variants& out) {
  constexpr std::array<std::pair<Hash, std::array<Text, 2>>, 4> kHashes = {{
      {Hash::sha256, {"sha256(secret)", "hex(sha256(secret))"}},
      {Hash::sha512, {"sha512(secret)", "hex(sha512(secret))"}},
      {Hash::md5, {"md5(secret)", "hex(md5(secret))"}},
      {Hash::sha1, {"sha1(secret)", "hex(sha1(secret))"}},
  }};
  for (const auto& [hash, written] : kHashes) {
    std::string digest = digest_of(hash, {secret});
    const Likelihood likelihood = hash == Hash::sha256 ? common : rare;
    out.add(Id::secret_hashed, likelihood, written[1], signing::hex_of(digest));
    if (hash == Hash::sha256) {
      out.add(Id::secret_hashed, rare, "upper_hex(sha256(secret))", signing::upper_hex_of(digest));
    }
    out.add(Id::secret_hashed, rare, written[0], std::move(digest));
  }
  out.add(Id::secret_hashed, rare, "base64(sha256(secret))",
          signing::base64_encode(digest_of(Hash::sha256, {secret})));
}

void letter_case(Text secret, Variants& out) {
  out.add(Id::secret_letter_case, common, "lower_case(secret)", lower_case_of(secret));
  out.add(Id::secret_letter_case, rare, "upper_case(secret)", upper_case_of(secret));
}

void cuts(Text secret, Variants& out) {
  const auto add = [&](Text written, Text part) {
    if (!part.empty()) out.add(Id::secret_cut, rare, written, std::string(part));
  };
  if (secret.empty()) return;
  add("secret without its last character", secret.substr(0, secret.size() - 1));
  add("secret without its first character", secret.substr(1));
  add("secret without the \"=\" at its end", secret.substr(0, secret.find_last_not_of('=') + 1));
  for (const Text at : {"#", "$", " ", "=", "\"", ";", "&", "%", "\n", ":", "_", "-"}) {
    const std::size_t place = secret.find(at);
    if (place == Text::npos) continue;
    add("start of secret", secret.substr(0, place));
    add("end of secret", secret.substr(place + 1));
  }
  const auto add_odd = [&](Text written, Text part) {
    if (!part.empty()) out.add(Id::secret_cut, odd, written, std::string(part));
  };
  // Separators, wherever they stand and with them or without; blanks in front of a comment go too.
  constexpr Text kSeparators = "#$ =\";&%\n:_-!'`()<>|*?\\/@,+.~^{}[]\r\t";
  for (std::size_t place = 0, cuts = 0; place < secret.size() && cuts < 24; ++place) {
    if (kSeparators.find(secret[place]) == Text::npos) continue;
    ++cuts;
    add_odd("start of secret", secret.substr(0, place));
    add_odd("start of secret", secret.substr(0, place + 1));
    add_odd("end of secret", secret.substr(place));
    add_odd("end of secret", secret.substr(place + 1));
    add_odd("start of secret", signing::trimmed_back(secret.substr(0, place)));
  }
  for (std::size_t bytes = 2; bytes <= 4 && bytes < secret.size(); ++bytes) {
    add_odd("secret without its last characters", secret.substr(0, secret.size() - bytes));
    add_odd("secret without its first characters", secret.substr(bytes));
  }
  if (secret.size() > 2) {
    add_odd("secret without its first and last character", secret.substr(1, secret.size() - 2));
  }
  for (std::size_t bytes = 8; bytes <= 256 && bytes < secret.size(); bytes += bytes < 64 ? 1 : 64) {
    add_odd("start of secret", secret.substr(0, bytes));
  }
  // C strings end at a NUL, and some libraries take a fixed number of bytes.
  add("start of secret", secret.substr(0, secret.find('\0')));
  for (const std::size_t bytes : {16U, 20U, 24U, 32U, 64U}) {
    if (secret.size() > bytes) add("start of secret", secret.substr(0, bytes));
  }
}

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

void charsets(Text secret, Variants& out) {
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

void joined_to_api_key(Text secret, Text api_key, Variants& out) {
  const auto add = [&](Text written, std::initializer_list<Text> pieces) {
    out.add_joined(Id::api_key_joined_to_secret, rare, written, pieces);
  };
  add("secret + \"&\"", {secret, "&"});
  if (api_key.empty()) return;
  add("api_key + secret", {api_key, secret});
  add("secret + api_key", {secret, api_key});
  add("api_key + \":\" + secret", {api_key, ":", secret});
  add("secret + \":\" + api_key", {secret, ":", api_key});
  add("api_key + \".\" + secret", {api_key, ".", secret});
  add("api_key + \"&\" + secret", {api_key, "&", secret});
  add("secret + \"&\" + api_key", {secret, "&", api_key});
}

void placeholders(Variants& out) {
  constexpr std::array<Text, 36> kPlaceholders = {"",
                                                  "undefined",
                                                  "null",
                                                  "None",
                                                  "<YOUR_SECRET_KEY>",
                                                  "YOUR_SECRET_KEY",
                                                  "SECRET_KEY",
                                                  "YOUR_API_SECRET",
                                                  "API_SECRET",
                                                  "your_secret_key",
                                                  "your-secret-key",
                                                  "secret_key",
                                                  "secret",
                                                  "demo-secret",
                                                  "SECRET",
                                                  "your_secret",
                                                  "changeme",
                                                  "test",
                                                  "nil",
                                                  "[object Object]",
                                                  "your-secret",
                                                  "your-api-secret",
                                                  "your_api_secret",
                                                  "YOUR_SECRET",
                                                  "YOUR-SECRET-KEY",
                                                  "api_secret",
                                                  "apiSecret",
                                                  "secretKey",
                                                  "mysecret",
                                                  "my-secret",
                                                  "test-secret",
                                                  "password",
                                                  "xxx",
                                                  "123456",
                                                  "false",
                                                  "NaN"};
  for (const Text placeholder : kPlaceholders) {
    out.add(Id::placeholder_used_as_secret, rare, "a placeholder", std::string(placeholder));
  }
  for (const Text mask : {"***", "*****", "********", "[REDACTED]", "<hidden>", "xxxxxxxx"}) {
    out.add(Id::placeholder_used_as_secret, odd, "what a log shows in its place",
            std::string(mask));
  }
  for (const Text name :
       {"EVERSTRIKE_SECRET_KEY", "$EVERSTRIKE_SECRET_KEY", "${EVERSTRIKE_SECRET_KEY}",
        "$SECRET_KEY", "${SECRET_KEY}", "process.env.SECRET_KEY"}) {
    out.add(Id::placeholder_used_as_secret, rare, "the name of a variable", std::string(name));
  }
}

bool same_credential(Text received, Text credential) {
  return !credential.empty() && signing::Secret(received) == signing::Secret(credential);
}

}  // namespace

std::string hmac_key_of_long(std::string_view secret) {
  return secret.size() > kHmacBlockBytes ? digest_of(Hash::sha256, {secret}) : std::string();
}

bool same_hmac_key(std::string_view key, std::string_view secret, std::string_view hashed_secret) {
  const auto bare = [](Text padded) { return padded.substr(0, padded.find_last_not_of('\0') + 1); };
  // Two long keys that hash alike are one; a long key that hashes to a short secret is not found.
  if (key.size() > kHmacBlockBytes) return key == secret;
  return bare(key) == bare(secret.size() > kHmacBlockBytes ? hashed_secret : secret);
}

namespace {

void gather(const Refused& refused, Variants& out) {
  const Text secret = refused.secret->reveal();
  if (!refused.api_key.empty()) {
    out.add(Id::api_key_used_as_secret, frequent, "api_key", std::string(refused.api_key));
  }
  for (std::size_t i = 0; i < std::min(refused.others.size(), kOtherKeysMax); ++i) {
    const Account& other = refused.others[i];
    if (other.secret == nullptr) continue;
    out.add(Id::secret_of_another_key,
            i < 2   ? frequent
            : i < 8 ? common
                    : rare,
            "secret of another API key", std::string(other.secret->reveal()));
  }
  if (secret.size() <= (out.takes_odd() ? kSpelledSecretMax : kSecretMax)) {
    white_space(secret, out);
    decodings(secret, out);
    quotes(secret, out);
    quoted_otherwise(secret, out);
    hashes(secret, out);
    letter_case(secret, out);
    encodings(secret, out);
    cuts(secret, out);
    charsets(secret, out);
    joined_to_api_key(secret, refused.api_key, out);
  }
  if (secret.size() <= kSpelledSecretMax) ways_of_the_secret(secret, out);
  placeholders(out);
}

}  // namespace

std::vector<KeyVariant> key_variants(const Refused& refused) {
  // Each key moves once: a move wipes what it leaves behind, and a sort makes many.
  constexpr std::size_t kUsual = 1024;
  std::vector<KeyVariant> all;
  all.reserve(kUsual);
  const KeyTaker take = [&](Id id, Likelihood likelihood, Text key, Text written) {
    all.push_back({id, likelihood, signing::Secret(key), written});
    return true;
  };
  Variants out(refused.secret->reveal(), false, take);
  gather(refused, out);
  std::vector<KeyVariant> in_order;
  in_order.reserve(all.size());
  for (const Likelihood likelihood : {frequent, common, rare}) {
    for (KeyVariant& variant : all) {
      if (variant.likelihood == likelihood) in_order.push_back(std::move(variant));
    }
  }
  return in_order;
}

void try_odd_keys(const Refused& refused, const KeyTaker& take) {
  Variants out(refused.secret->reveal(), true, take);
  gather(refused, out);
}

std::optional<MistakeId> sent_in_the_clear(const Refused& refused) {
  const Text received = signing::trimmed(refused.signature.value_or(""));
  if (refused.secret != nullptr && refused.secret->reveal().size() <= kSecretMax) {
    const Text secret = refused.secret->reveal();
    const auto is = [&](std::string&& form) {
      const bool same = same_credential(received, form);
      signing::wipe(form);
      return same;
    };
    if (is(std::string(secret)) || is(std::string(signing::trimmed(secret))) ||
        is(signing::base64_encode(secret)) || is(base64url_of(secret)) ||
        is(signing::hex_of(secret)) || is(signing::upper_hex_of(secret)) ||
        is(escape(secret, kEncodeUriComponent))) {
      return Id::secret_sent_as_signature;
    }
  }
  if (refused.secret != nullptr && !refused.secret->empty() &&
      refused.secret->reveal().size() <= kSecretMax) {
    // As in Basic authentication.
    std::string pair;
    pair.reserve(refused.api_key.size() + 1 + refused.secret->reveal().size());
    pair.append(refused.api_key).append(":").append(refused.secret->reveal());
    std::string encoded = signing::base64_encode(pair);
    const bool same = same_credential(received, encoded);
    signing::wipe(pair);
    signing::wipe(encoded);
    if (same) return Id::secret_sent_as_signature;
  }
  if (same_credential(received, signing::base64_encode(refused.api_key))) {
    return Id::api_key_sent_as_signature;
  }
  if (same_credential(received, refused.api_key)) return Id::api_key_sent_as_signature;
  return std::nullopt;
}

}  // namespace everstrike::diagnosis
