// Where no kernel of ours knows the processor there is no floor to compare with.
#include "bench/compressions.hpp"

namespace everstrike::bench {

bool can_compress() noexcept { return false; }
void absorb(std::uint32_t*, const std::uint32_t*, const char*, std::size_t) noexcept {}
void finish(char*, const std::uint32_t*, const char*, const std::uint32_t*) noexcept {}
Compressions::Compressions(const Bodies& bodies) : num_blocks_(0), num_bodies_(bodies.size()) {}
void Compressions::batch(std::span<signing::Signature>) const noexcept {}
signing::Signature Compressions::text_of(const signing::Signature& written) { return written; }

}  // namespace everstrike::bench
