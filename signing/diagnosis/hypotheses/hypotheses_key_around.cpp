// What stands around the secret and was taken for a part of it, or the other way round: white space
// and other bytes that nobody sees, and quotes of all kinds.
#include <array>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/key_ways.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

}  // namespace

void add_white_space(Text secret, Variants& out) {
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
  // Within it, where it was copied from two lines.
  constexpr std::size_t kBrokenMax = 128;
  if (out.takes_odd() && secret.size() <= kBrokenMax) {
    for (const Text between : {" ", "\n", "\r\n", "\xe2\x80\x8b"}) {
      for (std::size_t place = 1; place < secret.size(); ++place) {
        out.add_joined(Id::white_space_in_secret, odd, "secret with white space in it",
                       {secret.substr(0, place), between, secret.substr(place)});
      }
    }
    // A column of a fixed width.
    const std::string blanks(kBrokenMax * 2, ' ');
    for (const std::size_t width : {16U, 20U, 32U, 40U, 48U, 50U, 64U, 100U, 128U, 255U, 256U}) {
      if (width > secret.size())
        add(odd, "secret + blanks", "", blanks.substr(0, width - secret.size()));
    }
  }
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
  replaced("secret with blanks for its line ends", "\n", " ");
  replaced("secret without its blanks", " ", "");
  replaced("secret with one blank for two", "  ", " ");
  for (const Text invisible : {Text("\r"), Text("\t"), Text("\0", 1), Text("\xef\xbb\xbf"),
                               Text("\xe2\x80\x8b"), Text("\xc2\xa0"), Text("\xc2\xad")}) {
    replaced("secret without its invisible bytes", invisible, "");
    replaced("secret with blanks for its invisible bytes", invisible, " ");
  }
}

void add_quotes(Text secret, Variants& out) {
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

void add_odd_quotes(Text secret, Variants& out) {
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

}  // namespace everstrike::diagnosis
