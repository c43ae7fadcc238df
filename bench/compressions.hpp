// The floor: nothing but the compressions that an HMAC of this length needs, on blocks that lie
// in memory padded and swapped, and the digest stored. No padding, no base64, no key. What a signer
// costs beyond this is its own. The floor of a batch is two independent chains of compressions in
// one stream of instructions. Compiled like the kernels; only where there is SHA-NI.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "bench/bodies.hpp"
#include "signing/prepared_key.hpp"
#include "signing/sha256/hmac_pads.hpp"
#include "signing/sha256/sha256_constants.hpp"
#include "signing/signature.hpp"

namespace everstrike::bench {

// can_compress says whether this build and this processor have the instructions. Where they
// haven't, nothing below may be used.
[[nodiscard]] bool can_compress() noexcept;

// For Compressions. Whole blocks from a state on; and the last block with the outer one, whose raw
// digest is written to the first 32 bytes of `out`.
void absorb(std::uint32_t* state, const std::uint32_t* from, const char* blocks,
            std::size_t num) noexcept;
void finish(char* out, const std::uint32_t* state, const char* block,
            const std::uint32_t* outer) noexcept;

class Compressions {
 public:
  // `bodies` needn't outlive it.
  explicit Compressions(const Bodies& bodies);

  // one writes what body i comes to, whose blocks are read `offset` bytes further on (always 0).
  void one(signing::Signature& out, std::size_t i, std::size_t offset) const noexcept {
    const char* blocks = images_.data() + i * num_blocks_ * signing::kSha256BlockBytes + offset;
    const std::uint32_t* state = pads_.inner.data();
    std::array<std::uint32_t, 8> after;
    if (num_blocks_ > 1) {
      absorb(after.data(), state, blocks, num_blocks_ - 1);
      state = after.data();
      blocks += (num_blocks_ - 1) * signing::kSha256BlockBytes;
    }
    finish(out.data(), state, blocks, pads_.outer.data());
  }

  // batch writes as many, an even number, taking the bodies round and round, two at a time.
  void batch(std::span<signing::Signature> out) const noexcept;

  // text_of makes the signature of what `one` and `batch` write.
  [[nodiscard]] static signing::Signature text_of(const signing::Signature& written);

 private:
  signing::HmacPads pads_;
  std::size_t num_blocks_;
  std::size_t num_bodies_;
  std::string images_;  // the padded and swapped bodies, one after the other
};

}  // namespace everstrike::bench
