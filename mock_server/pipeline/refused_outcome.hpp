// A request that came to nothing, as an outcome.
#pragma once

#include <string>
#include <utility>

#include "mock_server/exchange/outcome.hpp"

namespace everstrike::mock_server {

[[nodiscard]] inline Outcome refused(Verdict verdict, std::string detail = {}) {
  return {.verdict = verdict, .detail = std::move(detail)};
}

}  // namespace everstrike::mock_server
