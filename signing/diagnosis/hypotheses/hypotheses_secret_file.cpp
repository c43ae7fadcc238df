// The secret on its way from a file to the program: each reader of env files, shells, compose, YAML
// and JSON has rules of its own for "$", "#", backslashes, quotes and digits. What a comment says
// isn't known, so the usual words are tried.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>

#include "signing/diagnosis/hypotheses/key_variants.hpp"
#include "signing/diagnosis/text/charsets.hpp"
#include "signing/diagnosis/text/decimal.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/number_spelling.hpp"
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

// --- "$" ---

void substitutions(Text secret, Variants& out) {
  constexpr std::array<std::pair<Substitution, Text>, 6> kWays = {{
      {Substitution::compose, "substitute(secret)"},
      {Substitution::doubled_only, "\"$$\" of secret as \"$\""},
      {Substitution::shell, "shell_substitute(secret)"},
      {Substitution::names_only, "substitute(secret)"},
      {Substitution::braces_only, "substitute(secret)"},
      {Substitution::windows, "cmd_substitute(secret)"},
  }};
  for (const auto& [how, written] : kWays) {
    std::string once = substituted(secret, how);
    out.add(Id::secret_substituted, odd, written, substituted(once, how));
    out.add(Id::secret_substituted, rare, written, std::move(once));
  }
  const auto add = [&](Text written, std::string&& key) {
    out.add(Id::secret_substituted, odd, written, std::move(key));
  };
  add("\"$\" of secret as \"$$\"", replace_all(secret, "$", "$$"));
  add("secret without \"$\"", replace_all(secret, "$", ""));
  add("\"\\$\" of secret as \"$\"", replace_all(secret, "\\$", "$"));
  add("\"$\" of secret as \"\\$\"", replace_all(secret, "$", "\\$"));
  add("\"%%\" of secret as \"%\"", replace_all(secret, "%%", "%"));
  add("\"%\" of secret as \"%%\"", replace_all(secret, "%", "%%"));
  add("\"{{\" and \"}}\" of secret as braces",
      replace_all(replace_all(secret, "{{", "{"), "}}", "}"));
  add("secret without \"!\"", replace_all(secret, "!", ""));
  add("\"!\" of secret as \"\\!\"", replace_all(secret, "!", "\\!"));
  add("secret without \"^\"", replace_all(secret, "^", ""));
  // PHP and Perl put in names, Perl those behind "@" too; make takes one letter for a name.
  std::string without_names;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    std::size_t end = i + 1;
    if (secret[i] == '$' || secret[i] == '@') {
      while (end < secret.size() && (signing::is_digit(secret[end]) || secret[end] == '_' ||
                                     (signing::ascii_lower(secret[end]) >= 'a' &&
                                      signing::ascii_lower(secret[end]) <= 'z'))) {
        ++end;
      }
    }
    if (end == i + 1) without_names += secret[i];
    i = end - 1;
  }
  add("secret without what looks like variables", std::move(without_names));
  std::string by_make;
  for (std::size_t i = 0; i < secret.size(); ++i) {
    if (secret[i] != '$' || i + 1 == secret.size()) {
      by_make += secret[i];
    } else if (secret[++i] == '$') {
      by_make += '$';
    }
  }
  add("make_substitute(secret)", std::move(by_make));
}

// A shell puts its process id for "$$"; the key has what the secret had before.
void process_ids_read(Text secret, Variants& out) {
  for (std::size_t begin = 0; begin < secret.size(); ++begin) {
    if (!signing::is_digit(secret[begin]) || (begin > 0 && signing::is_digit(secret[begin - 1])))
      continue;
    std::size_t end = begin;
    while (end < secret.size() && signing::is_digit(secret[end])) ++end;
    // Digits of the secret's own may stand beside those of the id.
    for (std::size_t from = begin; from < end; ++from) {
      for (std::size_t to = from + 1; to <= std::min(end, from + 7); ++to) {
        if (secret[from] == '0') continue;
        out.add_joined(Id::secret_substituted, odd, "secret with \"$$\" for a process id",
                       {secret.substr(0, from), "$$", secret.substr(to)});
      }
    }
  }
}

// --- comments ---

constexpr Text kCommentMarks[] = {" # ",  "#",   " #",   "# ",   "  # ", "\t# ",
                                  " ; ",  ";",   "  #",  "\t#",  "; ",   "//",
                                  " // ", " //", " -- ", "\n# ", "\n#",  "   # "};
constexpr Text kCommentWords[] = {"",
                                  "comment",
                                  "c",
                                  "secret",
                                  "key",
                                  "secret key",
                                  "api key",
                                  "api secret",
                                  "the secret",
                                  "my secret",
                                  "my key",
                                  "token",
                                  "password",
                                  "note",
                                  "todo",
                                  "TO"
                                  "DO",
                                  "FIX"
                                  "ME",
                                  "rotate",
                                  "rotate me",
                                  "TO"
                                  "DO rotate",
                                  "TO"
                                  "DO: rotate",
                                  "change me",
                                  "changeme",
                                  "do not commit",
                                  "do not share",
                                  "don't commit",
                                  "keep private",
                                  "keep secret",
                                  "private",
                                  "confidential",
                                  "test",
                                  "testing",
                                  "testnet",
                                  "test key",
                                  "testnet key",
                                  "demo",
                                  "dev",
                                  "development",
                                  "local",
                                  "staging",
                                  "sandbox",
                                  "prod",
                                  "production",
                                  "live",
                                  "mainnet",
                                  "main",
                                  "old",
                                  "new",
                                  "old key",
                                  "new key",
                                  "temp",
                                  "temporary",
                                  "default",
                                  "example",
                                  "sample",
                                  "required",
                                  "optional",
                                  "everstrike",
                                  "Everstrike",
                                  "exchange",
                                  "from dashboard",
                                  "from the dashboard",
                                  "generated",
                                  "hmac",
                                  "HMAC",
                                  "hmac key",
                                  "signing key",
                                  "signing secret",
                                  "read only",
                                  "readonly",
                                  "read-only",
                                  "trading",
                                  "trade",
                                  "trade key",
                                  "bot",
                                  "x",
                                  "xxx",
                                  "1",
                                  "2",
                                  "a",
                                  "b",
                                  "v1",
                                  "v2",
                                  "expires",
                                  "2024",
                                  "2025",
                                  "2026",
                                  "see docs",
                                  "see wiki",
                                  "see vault",
                                  "vault",
                                  "fixme",
                                  "hack",
                                  "secret for testnet",
                                  "secret for prod",
                                  "this is a comment",
                                  "a comment",
                                  "inline comment",
                                  "my comment",
                                  "some comment",
                                  "trailing comment",
                                  "Secret",
                                  "Key",
                                  "Comment",
                                  "Note",
                                  "Production",
                                  "Testnet",
                                  "Test",
                                  "do not change",
                                  "no trailing spaces",
                                  "keep this",
                                  "safe",
                                  "the key",
                                  "the api secret",
                                  "your secret",
                                  "your key",
                                  "your secret key",
                                  "SECRET",
                                  "prod key",
                                  "production key",
                                  "dev key",
                                  "demo key",
                                  "live key",
                                  "sandbox key",
                                  "staging key",
                                  "main key"};

void comments(Text secret, Variants& out) {
  constexpr std::size_t kUsualMarks = 5;  // that any word may stand behind
  constexpr std::size_t kShortWords = 12;
  for (const Text& word : kCommentWords) {
    const bool usual = &word < kCommentWords + kShortWords;
    for (const Text mark :
         std::span(kCommentMarks).first(usual ? std::size(kCommentMarks) : kUsualMarks)) {
      out.add_joined(Id::comment_in_secret, odd, "secret + comment", {secret, mark, word});
    }
  }
  constexpr Text kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    for (const Text mark : {"#", " # ", " #", "# "}) {
      out.add_joined(Id::comment_in_secret, odd, "secret + comment",
                     {secret, mark, kLetters.substr(i, 1)});
    }
  }
}

// --- more of the line ---

void lines(Text secret, bool usual_only, Variants& out) {
  constexpr Text kNames[] = {"EVERSTRIKE_SECRET_KEY",
                             "SECRET_KEY",
                             "EVERSTRIKE_SECRET",
                             "EVERSTRIKE_API_SECRET",
                             "API_SECRET",
                             "SECRET",
                             "API_SECRET_KEY",
                             "KEY",
                             "secret",
                             "secret_key",
                             "api_secret",
                             "apiSecret",
                             "secretKey",
                             "API_KEY",
                             "EVERSTRIKE_API_KEY",
                             "EVERSTRIKE_KEY",
                             "HMAC_SECRET",
                             "HMAC_KEY",
                             "SIGNING_KEY",
                             "SIGNING_SECRET",
                             "TOKEN",
                             "PASSWORD",
                             "CLIENT_SECRET",
                             "key",
                             "S",
                             "K"};
  constexpr Text kBefore[] = {"",      "export ",      "set ", "SET ",        "ENV ",   "setenv ",
                              "$env:", "Environment=", "- ",   "declare -x ", "const ", "-e "};
  constexpr Text kBetween[] = {" = ", ": ", ":", "= ", " ", " => "};
  constexpr Text kEnds[] = {"", "\n", "\r\n", "\r", ";", ","};
  constexpr std::size_t kUsualNames = 9;
  if (usual_only) {
    for (const Text& name : std::span(kNames).first(kUsualNames)) {
      for (const Text before : {"", "export "}) {
        for (const Text quote : {"", "\"", "'"}) {
          for (const Text end : {"", "\n"}) {
            out.add_joined(Id::text_around_secret, odd, "the line that the secret stands in",
                           {before, name, "=", quote, secret, quote, end});
          }
        }
      }
    }
    return;
  }
  for (const Text& name : kNames) {
    const bool usual = &name < kNames + kUsualNames;
    const auto add = [&](std::initializer_list<Text> pieces) {
      out.add_joined(Id::text_around_secret, odd, "the line that the secret stands in", pieces);
    };
    for (const Text& before : std::span(kBefore).first(usual ? std::size(kBefore) : 3)) {
      const bool often = usual && &before < kBefore + 2;
      for (const Text quote : {"", "\"", "'"}) {
        for (const Text end : std::span(kEnds).first(often ? 6 : usual ? 2 : 1)) {
          add({before, name, "=", quote, secret, quote, end});
        }
      }
    }
    for (const Text between : std::span(kBetween).first(usual ? std::size(kBetween) : 2)) {
      for (const Text quote : {"", "\"", "'"}) {
        for (const Text end : {"", "\n"}) add({name, between, quote, secret, quote, end});
      }
    }
    for (const Text between : {":", ": "}) {
      for (const Text end : {"", ",", "}", "}\n"}) {
        const Text begin = end.starts_with('}') ? "{\"" : "\"";
        add({begin, name, "\"", between, "\"", secret, "\"", end});
      }
    }
    add({"<", name, ">", secret, "</", name, ">"});
    add({"  ", name, ": ", secret});
    if (!usual) add({name, "=", secret, ";"});
  }
}

// What was cut out of a line or a text with too much or too little of it.
void beside(Text secret, Variants& out) {
  for (const Text before :
       {"=",       " =",       "= ",       " = ",     ":",       ": ",     "export ", "-n ",
        "-e ",     "- ",       "$",        "!",       "Bearer ", "Basic ", "HMAC ",   "secret:",
        "secret=", "key:",     "hex:",     "base64:", "env:",    "file:",  "plain:",  "whsec_",
        "sk_",     "sk_live_", "sk_test_", "!!str ",  "@",       "~",      "^",       "\\",
        "&",       "?",        ">",        "|"}) {
    out.add_joined(Id::text_around_secret, odd, "text + secret", {before, secret});
    out.add_joined(Id::text_around_secret, odd, "text + secret + line_end", {before, secret, "\n"});
    if (secret.size() > before.size() && secret.starts_with(before)) {
      out.add(Id::text_around_secret, odd, "secret without what stands in front",
              std::string(secret.substr(before.size())));
    }
  }
  for (const Text after :
       {";", ",",   ".",     ":",       "\\n", "\\r\\n", "\\",  " \\", "\\\n", "%",   "$",
        "&", "|",   "|-",    ")",       "]",   "}",      ">",   "==",  "=",    "...", "\\0",
        "!", "EOF", "\nEOF", "\nEOF\n", "^M",  "\"}",    "\",", "';",  "\";"}) {
    out.add_joined(Id::text_around_secret, odd, "secret + text", {secret, after});
    if (secret.size() > after.size() && secret.ends_with(after)) {
      out.add(Id::text_around_secret, odd, "secret without what stands behind",
              std::string(secret.substr(0, secret.size() - after.size())));
    }
  }
}

// The value of a line of JSON or code, cut behind the name only.
void quoted_with_its_end(Text secret, Variants& out) {
  for (const Text quote : {"\"", "'"}) {
    for (const Text before : {"", " "}) {
      for (const Text after : {",", ";", "}", "]", ")", ");", ",\n"}) {
        out.add_joined(Id::text_around_secret, odd,
                       "the rest of the line that the secret stands in",
                       {before, quote, secret, quote, after});
      }
    }
  }
}

// What stands in a line behind a name: the secret is the line, and the key was cut out of it.
void cut_out_of_a_line(Text secret, Variants& out) {
  const auto add = [&](Text value) {
    while (!value.empty() && Text(" \t\r\n,;").find(value.back()) != Text::npos)
      value.remove_suffix(1);
    value = signing::trimmed(value);
    if (value.size() > 3)
      out.add(Id::text_around_secret, odd, "the end of the line in secret", std::string(value));
    const bool quoted = value.size() > 2 && value.front() == value.back() &&
                        (value.front() == '"' || value.front() == '\'');
    if (quoted) {
      out.add(Id::text_around_secret, odd, "what the line in secret has in quotes",
              std::string(value.substr(1, value.size() - 2)));
    }
  };
  for (const Text mark : {"=", ":", " ", "=>"}) {
    const std::size_t first = secret.find(mark);
    if (first == Text::npos) continue;
    add(secret.substr(first + mark.size()));
    const std::size_t second = secret.find(mark, first + mark.size());
    if (second != Text::npos) add(secret.substr(second + mark.size()));
  }
}

// --- escapes ---

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

void reprs(Text secret, Variants& out) {
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
void lost_backslashes(Text secret, Variants& out) {
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

void escapes(Text secret, Variants& out) {
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

// --- numbers ---

std::string sexagesimal(Text secret) {
  std::uint64_t total = 0;
  std::size_t parts = 0;
  for (std::size_t begin = 0; begin <= secret.size();) {
    const std::size_t end = std::min(secret.find(':', begin), secret.size());
    std::uint64_t part = 0;
    const auto [last, error] = std::from_chars(secret.data() + begin, secret.data() + end, part);
    if (error != std::errc() || last != secret.data() + end || (parts > 0 && part > 59)) return {};
    total = total * 60 + part;
    ++parts;
    begin = end + 1;
  }
  return parts > 1 && parts < 8 ? std::to_string(total) : std::string();
}

void numbers(Text secret, Variants& out) {
  const auto add = [&](Text written, Text key) {
    if (!key.empty()) out.add(Id::secret_read_as_number, odd, written, std::string(key));
  };
  const auto add_family = [&](Text number, Text written) {
    auto family = number_family(number);
    std::size_t place = 0;
    for (std::string& spelling : family) {
      const Likelihood likelihood = place++ < kUsualSpellings ? rare : odd;
      if (!spelling.empty()) {
        out.add(Id::secret_read_as_number, likelihood, written, std::move(spelling));
      }
    }
  };
  add_family(secret, "number(secret)");
  // Octal as C and YAML 1.1 read it, other bases, and the digits in front of letters.
  const auto in_base = [&](Text digits, int base) {
    std::uint64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
    if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return;
    const std::string text = std::to_string(number);
    add("number(secret)", text);
    if (number > (std::uint64_t{1} << 53)) add_family(text, "number(secret)");
    add("number(secret)", text + ".0");
  };
  for (const Text prefix : {"0x", "0X", "#", ""}) {
    if (secret.starts_with(prefix)) in_base(secret.substr(prefix.size()), 16);
  }
  for (const Text prefix : {"0o", "0O", "0"}) {
    if (secret.starts_with(prefix)) in_base(secret.substr(prefix.size()), 8);
  }
  for (const Text prefix : {"0b", "0B"}) {
    if (secret.starts_with(prefix)) in_base(secret.substr(prefix.size()), 2);
  }
  const std::size_t digits = std::min(secret.find_first_not_of("0123456789"), secret.size());
  if (digits > 0) {
    add("number(start of secret)", secret.substr(0, digits));
    const std::size_t zeros = std::min(secret.find_first_not_of('0'), secret.size());
    add("secret without zeros in front", secret.substr(zeros));
    if (digits < secret.size()) add_family(secret.substr(0, digits), "number(start of secret)");
  }
  add("number(secret)", sexagesimal(secret));
  if (const std::string seconds = sexagesimal(secret); !seconds.empty())
    add("number(secret)", seconds + ".0");
  std::string plain = replace_all(secret, "_", "");
  if (plain != secret && plain.find_first_not_of("0123456789") == Text::npos)
    add("number(secret)", plain);
  signing::wipe(plain);
  // Words that YAML takes for truth and for nothing.
  const std::string lower = signing::lower_ascii(secret);
  constexpr std::array<Text, 5> kTrue = {"true", "yes", "on", "y", "1"};
  constexpr std::array<Text, 5> kFalse = {"false", "no", "off", "n", "0"};
  const auto is_in = [&](const auto& words) {
    return std::find(words.begin(), words.end(), lower) != words.end();
  };
  if (is_in(kTrue)) {
    for (const Text word : {"true", "True", "TRUE", "1"}) add("truth_value(secret)", word);
  }
  if (is_in(kFalse)) {
    for (const Text word : {"false", "False", "FALSE", "0", ""}) {
      out.add(Id::secret_read_as_number, odd, "truth_value(secret)", std::string(word));
    }
  }
  // Dates that YAML reads.
  if (secret.size() == 10 && secret[4] == '-' && secret[7] == '-') {
    const std::string date(secret);
    for (const Text time : {" 00:00:00", "T00:00:00", "T00:00:00.000Z", "T00:00:00Z",
                            " 00:00:00 +0000 UTC", " 00:00:00 UTC", "T00:00:00+00:00"}) {
      add("date(secret)", date + std::string(time));
    }
  }
  if (lower == "inf" || lower == "infinity" || lower == "nan" || lower == ".inf" ||
      lower == ".nan") {
    for (const Text word :
         {"inf", "Infinity", "nan", "NaN", "Inf", "+Inf", "INF", ".inf", ".nan"}) {
      add("number(secret)", word);
    }
  }
  const std::size_t letter = lower.find('e');
  if (letter != std::string::npos && digits == letter && letter > 0 && letter + 3 < secret.size() &&
      lower.find_first_not_of("0123456789", letter + 1) == std::string::npos) {
    for (const Text word : {"inf", "Infinity", "INF", "Inf", "+Inf"}) add("number(secret)", word);
  }
}

// --- editors ---

void retyped(Text secret, Variants& out) {
  const auto add = [&](std::string&& key) {
    out.add(Id::secret_retyped, odd, "retyped(secret)", std::move(key));
  };
  constexpr std::array<std::pair<Text, Text>, 24> kPairs = {{
      {"-", "\xe2\x80\x93"},
      {"-", "\xe2\x80\x94"},
      {"-", "\xe2\x80\x90"},
      {"-", "\xe2\x80\x91"},
      {"-", "\xe2\x88\x92"},
      {"--", "\xe2\x80\x93"},
      {"--", "\xe2\x80\x94"},
      {"'", "\xe2\x80\x99"},
      {"'", "\xe2\x80\x98"},
      {"\"", "\xe2\x80\x9c"},
      {"\"", "\xe2\x80\x9d"},
      {"...", "\xe2\x80\xa6"},
      {" ", "\xc2\xa0"},
      {"*", "\xc3\x97"},
      {"->", "\xe2\x86\x92"},
      {"(c)", "\xc2\xa9"},
      {"(C)", "\xc2\xa9"},
      {"<<", "\xc2\xab"},
      {">>", "\xc2\xbb"},
      {"1/2", "\xc2\xbd"},
      {"<=", "\xe2\x89\xa4"},
      {"!=", "\xe2\x89\xa0"},
      {"`", "'"},
      {"!", "\xef\xbc\x81"},
  }};
  for (const auto& [plain, fine] : kPairs) {
    add(replace_all(secret, plain, fine));
    add(replace_all(secret, fine, plain));
  }
  // A first letter in upper case, as phones write it, and characters that look alike.
  std::string capital(secret);
  if (!capital.empty()) capital[0] = signing::ascii_upper(capital[0]);
  add(std::move(capital));
  for (const auto& [one, other] : {std::pair<Text, Text>{"0", "O"},
                                   {"O", "0"},
                                   {"1", "l"},
                                   {"l", "1"},
                                   {"I", "l"},
                                   {"l", "I"},
                                   {"1", "I"},
                                   {"I", "1"},
                                   {"o", "0"},
                                   {"0", "o"},
                                   {"5", "S"},
                                   {"S", "5"},
                                   {"8", "B"},
                                   {"B", "8"},
                                   {"rn", "m"},
                                   {"m", "rn"},
                                   {"2", "Z"},
                                   {"Z", "2"},
                                   {"y", "z"},
                                   {"z", "y"},
                                   {"Y", "Z"},
                                   {"Z", "Y"}}) {
    add(replace_all(secret, one, other));
  }
  std::string swapped(secret);  // a German keyboard taken for an English one
  for (char& c : swapped) c = c == 'y' ? 'z' : c == 'z' ? 'y' : c == 'Y' ? 'Z' : c == 'Z' ? 'Y' : c;
  add(std::move(swapped));
  if (const auto points = signing::code_points(secret)) {
    for (const UnicodeForm form : kUnicodeForms) add(signing::utf8_of(in_form(*points, form)));
    add(signing::utf8_of(with_full_width(*points)));
    add(signing::utf8_of(with_ligatures(*points)));
  }
}

}  // namespace

void ways_of_the_secret(std::string_view secret, Variants& out) {
  if (secret.empty()) return;
  substitutions(secret, out);
  escapes(secret, out);
  numbers(secret, out);
  if (!out.takes_odd()) return;
  retyped(secret, out);
  reprs(secret, out);
  lost_backslashes(secret, out);
  cut_out_of_a_line(secret, out);
  process_ids_read(secret, out);
  lines(secret, true, out);
  beside(secret, out);
  quoted_with_its_end(secret, out);
  comments(secret, out);
  lines(secret, false, out);
}

}  // namespace everstrike::diagnosis
