#include "client/program/readable_json.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>

#include "signing/text/hex.hpp"
#include "signing/typed_value.hpp"

namespace everstrike::client {
namespace {

constexpr std::string_view kNumberCharacters = "0123456789+-.eE";

struct Place {
  std::size_t begin = 0;
  std::size_t length = 0;
};

// Goes once over a text; `on_number` and `on_lone_surrogate` are given places.
template <class OnNumber, class OnLoneSurrogate>
class Walk {
 public:
  Walk(std::string_view text, OnNumber on_number, OnLoneSurrogate on_lone_surrogate)
      : text_(text), on_number_(on_number), on_lone_surrogate_(on_lone_surrogate) {}

  void run() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        string();
      } else if (c == '-' || (c >= '0' && c <= '9')) {
        number();
      } else {
        ++at_;
      }
    }
  }

 private:
  void number() {
    const auto end = std::min(text_.find_first_not_of(kNumberCharacters, at_), text_.size());
    on_number_(Place{at_, end - at_});
    at_ = end;
  }

  void string() {
    ++at_;
    while (at_ < text_.size()) {
      at_ = std::min(text_.find_first_of("\"\\", at_), text_.size());
      if (at_ == text_.size()) return;
      if (text_[at_] == '"') {
        ++at_;
        return;
      }
      escape();
    }
  }

  void escape() {
    const auto unit = code_unit(at_);
    if (unit < 0xd800 || unit > 0xdfff) {
      at_ += 2;
      return;
    }
    const auto next = code_unit(at_ + kEscapeBytes);
    const bool is_pair = unit < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
    if (!is_pair) on_lone_surrogate_(Place{at_, kEscapeBytes});
    at_ += is_pair ? 2 * kEscapeBytes : kEscapeBytes;
  }

  // The value of the escape \uXXXX at `place`; 0 if there is none.
  [[nodiscard]] unsigned code_unit(std::size_t place) const {
    const auto escape = text_.substr(std::min(place, text_.size()), kEscapeBytes);
    if (escape.size() < kEscapeBytes || !escape.starts_with("\\u")) return 0;
    unsigned unit = 0;
    for (const char c : escape.substr(2)) {
      const int digit = signing::hex_digit_value(c);
      if (digit < 0) return 0;
      unit = unit * 16 + static_cast<unsigned>(digit);
    }
    return unit;
  }

  static constexpr std::size_t kEscapeBytes = 6;

  std::string_view text_;
  OnNumber on_number_;
  OnLoneSurrogate on_lone_surrogate_;
  std::size_t at_ = 0;
};

bool is_beyond_a_double(std::string_view number) {
  // The shortest one is 1e309, and without an exponent it takes 309 digits.
  if (number.size() < 5) return false;
  if (number.find_first_of("eE") == std::string_view::npos && number.size() < 309) return false;
  const auto value = signing::typed_number(number);
  if (!value) return false;
  if (const auto* integer = std::get_if<signing::IntegerText>(&value->is)) {
    return std::isinf(std::strtod(integer->digits.c_str(), nullptr));
  }
  return std::isinf(std::get<double>(value->is));
}

}  // namespace

std::optional<std::string> readable_json(std::string_view text) {
  std::optional<std::string> readable;
  const auto copy = [&]() -> std::string& {
    if (!readable) readable.emplace(text);
    return *readable;
  };
  Walk(
      text,
      [&](Place place) {
        if (!is_beyond_a_double(text.substr(place.begin, place.length))) return;
        const std::size_t sign = text[place.begin] == '-' ? 1 : 0;
        std::string zero(place.length - sign, '0');
        zero[1] = '.';
        copy().replace(place.begin + sign, zero.size(), zero);
      },
      [&](Place place) { copy().replace(place.begin, place.length, "\\ufffd"); })
      .run();
  return readable;
}

bool has_lone_surrogate(std::string_view text) {
  bool found = false;
  Walk(
      text, [](Place) {}, [&](Place) { found = true; })
      .run();
  return found;
}

}  // namespace everstrike::client
