// Sends interim answers before the answer: 100, 102, 103 and the like, one or many, which a client
// has to skip (RFC 9110, 15.2). 101 may be played too; unasked, it is no interim answer but a
// breach.
#pragma once

#include <vector>

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct InterimAnswers {
  static constexpr FaultRow kRow = {"interim_answers",
                                    "these interim answers (1xx), and then the answer"};
  static constexpr std::size_t kAnswersMax = 100;

  std::vector<int> statuses = {103};
  HeaderPairs headers = {};  // of each of them

  void read(FaultReader& reader);
  void write(auto& json) const {
    json["statuses"] = statuses;
    if (!headers.empty()) json["headers"] = headers;
  }
  void apply(const Moment& moment, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
