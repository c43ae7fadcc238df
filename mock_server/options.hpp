// The mock's options, at the path that embedding programs include. They are declared beside the
// pipeline, which obeys most of them and must not look up at what is built on it.
#pragma once

#include "mock_server/pipeline/options.hpp"  // IWYU pragma: export
