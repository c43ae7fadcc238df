// The control side, under /mock/ on the same port as the exchange: for tests and people, never for
// the client under test. Its answers are plain JSON, not the exchange's envelope, and it leaves no
// journal entries.
#pragma once

#include <chrono>

#include "mock_server/journal/journal.hpp"
#include "mock_server/request.hpp"
#include "mock_server/wire/listener.hpp"

namespace everstrike::mock_server {

class Control {
 public:
  // `journal` must outlive this object.
  explicit Control(const Journal& journal) : journal_(journal) {}

  // answer serves one request whose path is_control_path(). Thread-safe.
  [[nodiscard]] Answer answer(const Request& request) const;

 private:
  [[nodiscard]] Reply health() const;
  [[nodiscard]] Reply read_journal(const Request& request) const;

  const Journal& journal_;
};

}  // namespace everstrike::mock_server
