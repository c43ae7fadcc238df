// Sends these headers of the answer twice, with the same value.
#pragma once

#include <vector>

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

enum class RepeatedHeader { content_type, content_length };

struct DuplicateHeaders {
  static constexpr FaultRow kRow = {"duplicate_headers",
                                    "these headers twice, with the same value"};
  static constexpr json::Words<RepeatedHeader, 2> kNames = {
      {{"Content-Type", RepeatedHeader::content_type},
       {"Content-Length", RepeatedHeader::content_length}}};

  std::vector<RepeatedHeader> names = {RepeatedHeader::content_type};

  void read(FaultReader& reader);
  void write(auto& json) const {
    std::vector<std::string_view> words;
    for (const RepeatedHeader name : names) words.push_back(json::word_of(name, kNames));
    json["names"] = words;
  }
  void apply(const Moment&, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
