// Where in a text a known secret stands in one of the forms of secret_spellings.hpp, with any
// letter case of hex, either alphabet of base64, and a '+' for a blank. Made for texts that nearly
// never hold one: it looks at every few bytes only, as many apart as the shortest form allows.
// Linear in the text whatever the secrets and the text are: secrets that begin alike share their
// beginning, and a text that still needs too many looks is called a find from there to its end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "signing/secret.hpp"
#include "signing/secret_spellings.hpp"

namespace everstrike::signing {

// A part of a text, [begin, end).
struct TextSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

class WrittenForms {
 public:
  // learn takes a secret of at least kBase64PieceMin - 1 bytes that is not there yet.
  void learn(std::string_view secret);
  // add_spans appends what it finds, in no certain order; the spans may overlap.
  void add_spans(std::string_view text, std::vector<TextSpan>& spans) const;

 private:
  // What begins with the same bytes, by how long it is.
  struct Head {
    std::vector<std::uint32_t> lengths;
  };
  struct Pattern {
    std::uint32_t secret = 0;
    Form form = Form::plain;
  };
  // Four bytes that stand at some places of a head: bit n for the place n. No bit: an empty slot.
  struct Gram {
    std::uint32_t bytes = 0;
    std::uint32_t places = 0;
  };

  void index(std::uint32_t secret);
  void index_all();
  void add_gram(std::uint32_t bytes, std::uint32_t places);
  [[nodiscard]] std::uint32_t places_of(std::uint32_t gram) const;
  // Looks whether something begins at `at`; says how much work that was.
  std::size_t look_at(std::string_view text, std::size_t at, std::vector<TextSpan>& spans) const;
  [[nodiscard]] bool is_there(std::string_view piece, const Pattern& pattern) const;

  std::vector<Secret> secrets_;
  std::size_t head_bytes_ = 0;  // of each pattern; 0 as long as there is none
  std::vector<Gram> grams_;     // open addressing, a quarter full at most
  std::size_t grams_used_ = 0;
  std::unordered_map<std::uint64_t, Head> heads_;
  std::unordered_map<std::uint64_t, std::vector<Pattern>> wholes_;
};

}  // namespace everstrike::signing
