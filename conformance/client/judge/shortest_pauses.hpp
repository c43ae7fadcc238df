// Several looks at the pauses of one client. A busy machine makes a pause longer, never shorter: it
// wakes the client late, or notices a request late. So of several looks at the same case the
// shortest of each pause is the nearest to what the client meant.
#pragma once

#include <utility>

#include "conformance/client/judge/evidence.hpp"

namespace everstrike::conformance {

class ShortestPauses {
 public:
  explicit ShortestPauses(Evidence first) : shortest_(std::move(first)) {}

  // add takes a further look at the same case.
  void add(Evidence look);

  // evidence gives the latest look, with each pause between cancels as short as it was in any.
  [[nodiscard]] const Evidence& evidence() const { return shortest_; }
  // agree: the latest look showed what was known before, so that one more would show it again.
  [[nodiscard]] bool agree() const { return agree_; }

 private:
  Evidence shortest_;
  bool agree_ = false;
};

}  // namespace everstrike::conformance
