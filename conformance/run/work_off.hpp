// Many cases at the same time.
#pragma once

#include <cstddef>
#include <functional>

namespace everstrike::conformance {

// work_off calls work(0) to work(count - 1), each once and in this order, from `jobs` threads, and
// returns when all have returned. Once `stopped` says so, no further call is begun; it is asked
// from all threads, before each call.
void work_off(std::size_t count, int jobs, const std::function<bool()>& stopped,
              const std::function<void(std::size_t)>& work);

}  // namespace everstrike::conformance
