// The secret in another notation: decoded where it is meant as it stands, encoded where nobody
// decodes it, or hashed.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "signing/base64.hpp"
#include "signing/diagnosis/hypotheses/key_ways.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/digest.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/other_bases.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

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

// What was decoded, taken for text before it was a key: JavaScript's atob(), Java's new String().
void add_read_as_text(Id id, Text written, Text bytes, Variants& out) {
  if (!out.takes_odd() ||
      std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return;
  }
  out.add(id, odd, written, utf8_of_latin1(bytes));
  out.add(id, odd, written, read_lossily(bytes));
}

// A UUID is 16 bytes, and hex digits with dashes or without.
void add_uuid(Text secret, Variants& out) {
  constexpr std::size_t kDigits = 32;
  if (!out.takes_odd()) return;
  std::string digits = replace_all(secret, "-", "");
  if (auto bytes = signing::read_hex(digits); bytes && digits.size() == kDigits) {
    out.add(Id::secret_hex_decoded, odd, "uuid_bytes(secret)", std::move(*bytes));
    out.add(Id::secret_cut, odd, "upper_case(secret without its dashes)", upper_case_of(digits));
    if (secret.size() == kDigits) {
      out.add_joined(Id::secret_encoded, odd, "uuid(secret)",
                     {secret.substr(0, 8), "-", secret.substr(8, 4), "-", secret.substr(12, 4), "-",
                      secret.substr(16, 4), "-", secret.substr(20)});
    }
  }
  signing::wipe(digits);
}

}  // namespace

void add_decodings(Text secret, Variants& out) {
  add_uuid(secret, out);
  for (const Text text : {secret, without_scheme(secret), signing::trimmed(secret)}) {
    const bool whole = text.size() == secret.size();
    if (auto read = read_base64(text); read && !read->bytes.empty()) {
      add_read_as_text(Id::secret_base64_decoded, "text(base64_decode(secret))", read->bytes, out);
      out.add(Id::secret_base64_decoded, frequent,
              whole ? "base64_decode(secret)" : "base64_decode(part of secret)",
              std::move(read->bytes));
    }
    if (auto bytes = signing::read_hex(text); bytes && !bytes->empty()) {
      add_read_as_text(Id::secret_hex_decoded, "text(hex_decode(secret))", *bytes, out);
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

void add_encodings(Text secret, Variants& out) {
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
  if (out.takes_odd()) {
    std::string url_letters(secret);
    std::string plain_letters(secret);
    std::ranges::replace(url_letters, '+', '-');
    std::ranges::replace(url_letters, '/', '_');
    std::ranges::replace(plain_letters, '-', '+');
    std::ranges::replace(plain_letters, '_', '/');
    add_odd("url_letters(secret)", std::move(url_letters));
    add_odd("base64_letters(secret)", std::move(plain_letters));
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

void add_hashes(Text secret, Variants& out) {
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

}  // namespace everstrike::diagnosis
