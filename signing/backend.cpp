#include "signing/backend.hpp"

#include "signing/sha256/sha256.hpp"

namespace everstrike::signing {

std::string_view backend_name() noexcept { return sha256_kernel().name; }

const std::string& backend_warning() noexcept { return chosen_kernel().warning; }

}  // namespace everstrike::signing
