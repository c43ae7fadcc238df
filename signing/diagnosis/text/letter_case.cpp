#include "signing/diagnosis/text/letter_case.hpp"

#include <cstddef>

#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

// In UTF-8 the letters of Latin-1 are C3 and a byte of which one bit tells the case: C3 80 to
// C3 9E are capitals, C3 A0 to C3 BE are small. C3 97 and C3 B7 are the signs for times and divide.
constexpr unsigned char kLatinLead = 0xc3;
constexpr unsigned char kCaseBit = 0x20;

bool is_latin_letter(unsigned char second) {
  const unsigned char capital = static_cast<unsigned char>(second & ~kCaseBit);
  return capital >= 0x80 && capital <= 0x9e && capital != 0x97;
}

}  // namespace

std::string lower_case_of(std::string_view text) {
  std::string result = signing::lower_ascii(text);
  for (std::size_t i = 0; i + 1 < result.size(); ++i) {
    const auto second = static_cast<unsigned char>(result[i + 1]);
    if (static_cast<unsigned char>(result[i]) == kLatinLead && is_latin_letter(second)) {
      result[i + 1] = static_cast<char>(second | kCaseBit);
    }
  }
  return result;
}

std::string upper_case_of(std::string_view text) {
  std::string result = signing::upper_ascii(text);
  for (std::size_t i = 0; i < result.size(); ++i) {
    const char c = result[i];
    if (i > 0 && static_cast<unsigned char>(result[i - 1]) == kLatinLead &&
        is_latin_letter(static_cast<unsigned char>(c))) {
      result[i] = static_cast<char>(static_cast<unsigned char>(c) & ~kCaseBit);
    }
  }
  return result;
}

}  // namespace everstrike::diagnosis
