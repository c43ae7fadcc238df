// The line that the secret stands in: a reader took more of it than the secret, or less. What a
// comment says isn't known, so the usual words are tried.
#include <cstddef>
#include <initializer_list>
#include <span>

#include "signing/diagnosis/hypotheses/secret_ways.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

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

}  // namespace

void add_comments(Text secret, Variants& out) {
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

void add_lines(Text secret, bool usual_only, Variants& out) {
  constexpr Text kLineNames[] = {"EVERSTRIKE_SECRET_KEY",
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
    for (const Text& name : std::span(kLineNames).first(kUsualNames)) {
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
  for (const Text& name : kLineNames) {
    const bool usual = &name < kLineNames + kUsualNames;
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
void add_neighbours(Text secret, Variants& out) {
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
void add_quoted_with_its_end(Text secret, Variants& out) {
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
void add_cut_out_of_a_line(Text secret, Variants& out) {
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

}  // namespace everstrike::diagnosis
