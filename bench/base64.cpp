// The encoders of a 32-byte mac, in a chain: the next mac's first byte depends on the last text.
#include "signing/base64.hpp"

#include <openssl/evp.h>

#include <array>

#include "bench/groups.hpp"
#include "bench/timing.hpp"
#include "signing/sha256/base64_mac.hpp"

namespace everstrike::bench {
namespace {

using Mac = std::array<unsigned char, signing::kMacBytes>;
using Text = std::array<char, signing::kSignatureLength + 4>;  // OpenSSL adds a zero

template <class Encode>
void time_encoder(benchmark::State& state, const Encode& encode) {
  const std::size_t zero = hidden_zero();
  std::array<Mac, 64> macs{};
  std::uint32_t number = 1;
  for (Mac& mac : macs) {
    for (unsigned char& byte : mac) byte = static_cast<unsigned char>((number *= 69069U) >> 24);
  }
  Text text{};
  std::size_t i = 0;
  std::size_t offset = 0;
  for (auto _ : state) {
    encode(text.data(), *(macs.data() + i + offset));
    benchmark::DoNotOptimize(text);
    offset = static_cast<unsigned char>(text[0]) & zero;
    i = i + 1 < macs.size() ? i + 1 : 0;
  }
}

std::span<char, signing::kSignatureLength> as_signature(char* text) {
  return std::span<char, signing::kSignatureLength>(text, signing::kSignatureLength);
}

}  // namespace

void register_base64() {
  benchmark::RegisterBenchmark("base64/ours", [](auto& state) {
    time_encoder(state, [](char* text, const Mac& mac) {
      signing::base64_encode_mac(as_signature(text), mac);
    });
  });
  benchmark::RegisterBenchmark("base64/table", [](auto& state) {
    time_encoder(state, [](char* text, const Mac& mac) {
      signing::base64_encode_mac_by_table(as_signature(text), mac);
    });
  });
  benchmark::RegisterBenchmark("base64/EVP_EncodeBlock", [](auto& state) {
    time_encoder(state, [](char* text, const Mac& mac) {
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text), mac.data(),
                      static_cast<int>(mac.size()));
    });
  });
}

}  // namespace everstrike::bench
