// Backslashes and quotes of the secret: written for a reader that never came, or read by one that
// nobody thought of (JSON, YAML, C, Python, printf, shells).
#include <cstddef>
#include <utility>
#include <vector>

#include "signing/diagnosis/hypotheses/secret_ways.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

std::string without_its_quotes(std::string&& quoted) {
  std::string inner = quoted.substr(1, quoted.size() - 2);
  signing::wipe(quoted);
  return inner;
}

// C's escapes of control characters, as `echo -e`, printf and $'…' read them.
std::string with_c_escapes(Text secret) {
  constexpr Text kControls = "\a\b\x1b\f\n\r\t\v";
  constexpr Text kLetters = "abefnrtv";
  std::string written;
  for (const char c : secret) {
    const std::size_t place = kControls.find(c);
    if (place == Text::npos) {
      written += c;
    } else {
      (written += '\\') += kLetters[place];
    }
  }
  return written;
}

// Python's repr, of text or of bytes: the backslashes, controls and, of bytes, all beyond ASCII.
std::string python_escaped(Text secret, bool bytes) {
  std::string written;
  for (const char c : secret) {
    const auto byte = static_cast<unsigned char>(c);
    const std::size_t place = Text("\\\n\r\t").find(c);
    if (place != Text::npos) {
      (written += '\\') += Text("\\nrt")[place];
    } else if (byte < 0x20 || byte == 0x7f || (bytes && byte > 0x7f)) {
      written += "\\x" + signing::hex_of(Text(&c, 1));
    } else {
      written += c;
    }
  }
  return written;
}

}  // namespace

void add_reprs(Text secret, Variants& out) {
  for (const bool bytes : {false, true}) {
    std::string inner = python_escaped(secret, bytes);
    // Where the secret has a "'", the text stands in double quotes, unless it has both.
    const bool has_single = secret.find('\'') != Text::npos;
    const bool in_double = has_single && secret.find('"') == Text::npos;
    if (has_single && !in_double) inner = replace_all(inner, "'", "\\'");
    const Text quote = in_double ? "\"" : "'";
    out.add_joined(Id::secret_quoted, odd, "repr(secret)", {bytes ? "b" : "", quote, inner, quote});
    signing::wipe(inner);
  }
  // The secret is such a text, and the key what it says; its escapes are bytes.
  const Text bare = secret.starts_with('b') ? secret.substr(1) : secret;
  if (bare.size() < 3 || bare.front() != bare.back() || (bare[0] != '\'' && bare[0] != '"')) return;
  std::string read = read_escapes(bare.substr(1, bare.size() - 2), UnknownEscapes::kept);
  if (const auto points = signing::code_points(read)) {
    if (auto latin1 = latin1_of(*points)) {
      out.add(Id::secret_quoted, odd, "what secret is the repr of", std::move(*latin1));
    }
  }
  out.add(Id::secret_quoted, odd, "what secret is the repr of", std::move(read));
}

// The secret went through a reader of backslashes and the key didn't: where one was lost isn't
// known, nor which of several was written twice.
void add_lost_backslashes(Text secret, Variants& out) {
  constexpr std::size_t kSlipsMax = 64;
  constexpr std::size_t kBackslashesMax = 4;
  const auto add = [&](Text written, std::string&& key) {
    out.add(Id::secret_escapes_read, odd, written, std::move(key));
  };
  if (secret.size() <= kSlipsMax) {
    for (std::size_t i = 0; i < secret.size(); ++i) {
      std::string key;
      key.reserve(secret.size() + 1);
      key.append(secret.substr(0, i)).append("\\").append(secret.substr(i));
      add("secret with a backslash more", std::move(key));
    }
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    if (secret[i] == '\\') places.push_back(i);
  }
  if (places.size() < 2 || places.size() > kBackslashesMax) return;
  for (std::size_t doubled = 1; doubled < std::size_t{1} << places.size(); ++doubled) {
    std::string key;
    key.reserve(secret.size() + places.size());
    std::size_t n = 0;
    for (const char c : secret) {
      key += c;
      if (c == '\\' && (doubled >> n++ & 1) != 0) key += c;
    }
    add("secret with some backslashes twice", std::move(key));
  }
}

void add_escapes(Text secret, Variants& out) {
  const auto add = [&](Text written, std::string&& key) {
    out.add(Id::secret_escapes_read, rare, written, std::move(key));
  };
  add("read_escapes(secret)", read_escapes(secret, UnknownEscapes::kept));
  add("read_escapes(secret)", read_escapes(secret, UnknownEscapes::bare));
  add("secret without backslashes", replace_all(secret, "\\", ""));
  add("secret with one backslash for two", replace_all(secret, "\\\\", "\\"));
  add("secret with two backslashes for one", replace_all(secret, "\\", "\\\\"));
  add("escapes(secret)", without_its_quotes(json_quoted(secret, {})));
  add("escapes(secret)", without_its_quotes(json_quoted(secret, {.ascii_only = true})));
  add("escapes(secret)", without_its_quotes(json_quoted(secret, {.slash_escaped = true})));
  add("escapes(secret)", without_its_quotes(json_quoted(secret, {.html_safe = true})));
  add("powershell_escapes(secret)",
      read_escapes(replace_all(replace_all(secret, "\\", "\\\\"), "`", "\\"),
                   UnknownEscapes::bare));
  add("printf(secret)", printed_by_printf(secret));
  add("c_escapes(secret)", with_c_escapes(secret));
  // Outside of quotes a backslash only saves what stands behind it.
  std::string bare;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    if (secret[i] == '\\' && i + 1 < secret.size()) ++i;
    bare += secret[i];
  }
  add("unquoted(secret)", std::move(bare));
  // Readers that know line ends and tabs only.
  for (const auto& [escape, meaning] : {std::pair<Text, Text>{"\\n", "\n"},
                                        {"\\t", "\t"},
                                        {"\\r", "\r"},
                                        {"\\/", "/"},
                                        {"\\\"", "\""},
                                        {"\\'", "'"},
                                        {"\\$", "$"},
                                        {"\\ ", " "},
                                        {"\\#", "#"},
                                        {"\\!", "!"},
                                        {"\\&", "&"},
                                        {"\\=", "="},
                                        {"\\:", ":"},
                                        {"\\;", ";"},
                                        {"\\`", "`"},
                                        {"\\(", "("},
                                        {"\\)", ")"},
                                        {"\\*", "*"},
                                        {"\\?", "?"}}) {
    add("secret with an escape read", replace_all(secret, escape, meaning));
    add("secret with an escape written", replace_all(secret, meaning, escape));
  }
  std::string saved;
  for (const char c : secret) {
    if (Text(" #$!&=:;`()*?'\"\\<>|~{}[]^%,+@").find(c) != Text::npos) saved += '\\';
    saved += c;
  }
  add("shell_quoted(secret)", std::move(saved));
  // A "'" ends the quotes, stands saved in some way, and begins them again.
  for (const Text one : {"\"'\"", "\\'"}) {
    std::string inner = replace_all(secret, "'", "'" + std::string(one) + "'");
    out.add_joined(Id::secret_quoted, rare, "shell_quoted(secret)", {"'", inner, "'"});
    signing::wipe(inner);
  }
}

}  // namespace everstrike::diagnosis
