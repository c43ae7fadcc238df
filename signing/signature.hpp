// The text of a signature, at the path that other projects include. The kernels write it, so it is
// declared beside them.
#pragma once

#include "signing/sha256/signature.hpp"  // IWYU pragma: export
