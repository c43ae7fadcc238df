// A part of the secret, the secret in other letters, or the secret and something else.
#include <cstddef>
#include <initializer_list>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/key_ways.hpp"
#include "signing/diagnosis/text/letter_case.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

void add_letter_cases(Text secret, Variants& out) {
  out.add(Id::secret_letter_case, common, "lower_case(secret)", lower_case_of(secret));
  out.add(Id::secret_letter_case, rare, "upper_case(secret)", upper_case_of(secret));
  if (!out.takes_odd()) return;
  std::string swapped(secret);  // by a caps lock
  std::string titled(secret);
  for (std::size_t i = 0; i < secret.size(); ++i) {
    const char c = secret[i];
    swapped[i] = signing::ascii_lower(c) == c ? signing::ascii_upper(c) : signing::ascii_lower(c);
    const bool begins = i == 0 || !is_letter(secret[i - 1]);
    titled[i] = begins ? signing::ascii_upper(c) : c;
  }
  out.add(Id::secret_letter_case, odd, "other_case(secret)", std::move(swapped));
  out.add(Id::secret_letter_case, odd, "title_case(secret)", std::move(titled));
  std::string first(secret);  // as phones write it
  if (!first.empty()) first[0] = signing::ascii_upper(first[0]);
  out.add(Id::secret_letter_case, odd, "title_case(secret)", std::move(first));
}

void add_cuts(Text secret, Variants& out) {
  constexpr std::size_t kLostMax = 128;
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
  // One character that was lost on the way, and the dashes of a UUID.
  for (std::size_t place = 1; place + 1 < secret.size() && secret.size() <= kLostMax; ++place) {
    out.add_joined(Id::secret_cut, odd, "secret without one character",
                   {secret.substr(0, place), secret.substr(place + 1)});
  }
  out.add(Id::secret_cut, odd, "secret without its dashes", replace_all(secret, "-", ""));
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

void add_joined_to_api_key(Text secret, Text api_key, Variants& out) {
  const auto add = [&](Text written, std::initializer_list<Text> pieces) {
    out.add_joined(Id::api_key_joined_to_secret, rare, written, pieces);
  };
  if (api_key.empty()) return;
  add("api_key + secret", {api_key, secret});
  add("secret + api_key", {secret, api_key});
  add("api_key + \":\" + secret", {api_key, ":", secret});
  add("secret + \":\" + api_key", {secret, ":", api_key});
  add("api_key + \".\" + secret", {api_key, ".", secret});
  add("api_key + \"&\" + secret", {api_key, "&", secret});
  add("secret + \"&\" + api_key", {secret, "&", api_key});
}

}  // namespace everstrike::diagnosis
