// The project's one alias for tl::expected. g++ 12 has no std::expected in C++20; the day every
// supported compiler has one, this file is where it changes.
#pragma once

#include <tl/expected.hpp>

namespace everstrike {

template <class Value, class Error>
using Expected = tl::expected<Value, Error>;

template <class Error>
using Unexpected = tl::unexpected<Error>;

}  // namespace everstrike
