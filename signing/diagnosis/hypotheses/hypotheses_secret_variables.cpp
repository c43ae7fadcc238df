// What readers of files and shells put in for the variables that they see in the secret: each knows
// other marks ("$NAME", "${NAME}", "%NAME%", "{{…}}"), and what saves one.
#include <algorithm>
#include <array>
#include <cstddef>

#include "signing/diagnosis/hypotheses/secret_ways.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

}  // namespace

void add_substitutions(Text secret, Variants& out) {
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
  // cmd.exe with delayed expansion: !NAME! of a name that isn't set.
  std::string expanded(secret);
  for (std::size_t begin = 0; (begin = expanded.find('!', begin)) != Text::npos;) {
    const std::size_t end = expanded.find('!', begin + 1);
    if (end == Text::npos) break;
    expanded.erase(begin, end + 1 - begin);
  }
  add("secret without \"!...!\"", std::move(expanded));
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
void add_process_ids_read(Text secret, Variants& out) {
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

}  // namespace everstrike::diagnosis
