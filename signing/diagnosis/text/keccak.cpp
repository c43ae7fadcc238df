#include "signing/diagnosis/text/keccak.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace everstrike::diagnosis {
namespace {

using State = std::array<std::uint64_t, 25>;

constexpr std::array<std::uint64_t, 24> kRoundConstants = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

// Rho and pi walk through all lanes but the first, each going to the next one's place. Which place
// and turned by how much is worked out once: a permutation does it 24 times.
struct Move {
  unsigned char to;
  unsigned char turn;
};
constexpr std::array<Move, 24> kMoves = [] {
  std::array<Move, 24> moves{};
  std::size_t x = 1;
  std::size_t y = 0;
  for (std::size_t t = 0; t < moves.size(); ++t) {
    const std::size_t next_y = (2 * x + 3 * y) % 5;
    x = y;
    y = next_y;
    moves[t] = {static_cast<unsigned char>(x + 5 * y),
                static_cast<unsigned char>((t + 1) * (t + 2) / 2 % 64)};
  }
  return moves;
}();

void round(State& lanes, std::uint64_t constant) {
  std::array<std::uint64_t, 5> column;
  for (std::size_t i = 0; i < 5; ++i) {
    column[i] = lanes[i] ^ lanes[i + 5] ^ lanes[i + 10] ^ lanes[i + 15] ^ lanes[i + 20];
  }
  const std::array<std::uint64_t, 5> mixed = {
      column[4] ^ std::rotl(column[1], 1), column[0] ^ std::rotl(column[2], 1),
      column[1] ^ std::rotl(column[3], 1), column[2] ^ std::rotl(column[4], 1),
      column[3] ^ std::rotl(column[0], 1)};
  for (std::size_t row = 0; row < 25; row += 5) {
    for (std::size_t i = 0; i < 5; ++i) lanes[row + i] ^= mixed[i];
  }
  std::uint64_t moving = lanes[1];
  for (const Move& move : kMoves) {
    const std::uint64_t kept = lanes[move.to];
    lanes[move.to] = std::rotl(moving, move.turn);
    moving = kept;
  }
  for (std::size_t row = 0; row < 25; row += 5) {
    const std::uint64_t a = lanes[row];
    const std::uint64_t b = lanes[row + 1];
    lanes[row] ^= ~b & lanes[row + 2];
    lanes[row + 1] ^= ~lanes[row + 2] & lanes[row + 3];
    lanes[row + 2] ^= ~lanes[row + 3] & lanes[row + 4];
    lanes[row + 3] ^= ~lanes[row + 4] & a;
    lanes[row + 4] ^= ~a & b;
  }
  lanes[0] ^= constant;
}

}  // namespace

std::string keccak(std::size_t digest_bytes, std::initializer_list<std::string_view> pieces) {
  const std::size_t rate = keccak_block_bytes(digest_bytes);
  State lanes{};
  std::size_t at = 0;
  const auto put = [&](unsigned char byte) {
    lanes[at / 8] ^= static_cast<std::uint64_t>(byte) << (8 * (at % 8));
  };
  const auto permute = [&] {
    for (const std::uint64_t constant : kRoundConstants) round(lanes, constant);
    at = 0;
  };
  for (const std::string_view piece : pieces) {
    for (const char c : piece) {
      put(static_cast<unsigned char>(c));
      if (++at == rate) permute();
    }
  }
  put(0x01);
  at = rate - 1;
  put(0x80);
  permute();
  std::string digest(digest_bytes, '\0');
  for (std::size_t i = 0; i < digest_bytes; ++i) {
    digest[i] = static_cast<char>(lanes[i / 8] >> (8 * (i % 8)) & 0xff);
  }
  return digest;
}

}  // namespace everstrike::diagnosis
