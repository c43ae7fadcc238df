// Bytes that are no HTTP: the given text, or `bytes` drawn ones.
#pragma once

#include <optional>

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct Garbage {
  static constexpr FaultRow kRow = {"garbage", "bytes that are no HTTP"};

  std::size_t bytes = 64;
  std::optional<std::string> text = {};

  void read(FaultReader& reader);
  void write(auto& json) const {
    if (text) {
      json["text"] = *text;
    } else {
      json["bytes"] = bytes;
    }
  }
  void apply(const Moment& moment, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
