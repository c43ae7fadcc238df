// The decoder accepts exactly what the encoder writes, whatever it is given.
#include <cstdlib>

#include "signing/base64.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace everstrike::signing;
  const std::string_view input(reinterpret_cast<const char*>(data), size);

  const auto bytes = base64_decode(input);
  if (bytes ? base64_encode(*bytes) != input : bytes.error().offset > size) std::abort();

  const auto again = base64_decode(base64_encode(input));
  if (!again || *again != input) std::abort();
  return 0;
}
