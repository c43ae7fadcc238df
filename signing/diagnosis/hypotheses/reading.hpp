// What a received signature may be, read under every encoding mistake of the catalogue: each
// reading is the digest that the text stands for, together with the mistakes one has to assume to
// read it so. A right signature's text has one reading, of 32 bytes and without any mistake.
// A reading is a possibility, not a proof: the proof is that a recomputed digest equals it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/steps.hpp"

namespace everstrike::diagnosis {

// Digests shorter than this prove nothing when they match.
inline constexpr std::size_t kProvingBytes = 8;
// A longer text is no signature in any encoding that is tried.
inline constexpr std::size_t kSignatureTextMax = 1024;

struct Reading {
  std::string digest;
  Steps steps;
  std::string written;  // how the text was made of a digest: "hex(mac)"
};

// Some mistakes lose information, so that the text can't be read back: these compute what a
// digest would have become and compare.
struct OneWay {
  MistakeId id;
  std::string_view written;
  bool (*is_possible)(std::string_view received);  // says whether it is worth comparing
  bool (*matches)(std::string_view received, std::string_view digest);
  bool right_mac_only;  // not worth trying on other recipes
};

struct Readings {
  std::vector<Reading> readings;
  std::vector<OneWay> one_ways;  // those that this text could be an outcome of
};

[[nodiscard]] Readings read_signature(std::string_view received);

}  // namespace everstrike::diagnosis
