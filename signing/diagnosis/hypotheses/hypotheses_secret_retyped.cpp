// The secret by way of somebody's eyes and fingers, or of an editor that means well: other dashes
// and quotes, letters that look alike, another keyboard.
#include <array>
#include <string>
#include <utility>

#include "signing/diagnosis/hypotheses/secret_ways.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/unicode_form.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

}  // namespace

void add_retyped(Text secret, Variants& out) {
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
  // Characters that look alike.
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

}  // namespace everstrike::diagnosis
