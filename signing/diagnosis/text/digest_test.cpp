#include "signing/diagnosis/text/digest.hpp"

#include <gtest/gtest.h>

#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

struct Known {
  Hash hash;
  const char* digest;  // of "abc"
  const char* mac;     // of "abc" with 200 times "k"
};

// From Python's hashlib and hmac.
constexpr Known kKnown[] = {
    {Hash::md5, "900150983cd24fb0d6963f7d28e17f72", "7ef8227eb2b17dfa84429313f515c79c"},
    {Hash::sha1, "a9993e364706816aba3e25717850c26c9cd0d89d",
     "825ab55bf90c797c40d1063e4f7599f4540c7c11"},
    {Hash::sha224, "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7",
     "295dc535ec918d600acea22c2449ac34d22d0accb3269c4f9972df5c"},
    {Hash::sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "ce632aa86d6a3fd3c79f06217c0a506599d055cd38eb385b16a2939f2488f686"},
    {Hash::sha384,
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c8"
     "25a7",
     "88d48bad4ff0f4e74f8a79bf94bad626cd6cc6d462db5251698e519ddfde66b2f2c158f5140830a9fab4b588f0ac"
     "a7dc"},
    {Hash::sha512,
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3fe"
     "ebbd454d4423643ce80e2a9ac94fa54ca49f",
     "600057e6cba9ce3e078c0ae32f0ba3a786002d1da4853945c899aa7678f932f03c77200044e668ac0ae89029a08c"
     "ae59b9ed7f93ffed3b39371e4d4f08c3c376"},
    {Hash::sha512_256, "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23",
     "596de2281574bd096389c38b3fa876b5e7ab7529fb4d30f84a14a3052fa362f9"},
    {Hash::sha3_256, "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
     "ac9c7e65e8d5a7399a794aaf26a4ee7c8ac2334b829d4d01c97bab8aa060b683"},
    {Hash::blake2s, "508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982",
     "fac9e7320b78648ca7bb87e3abd5d1fd9e41fb59936a5412b20569d855d1e07e"},
    {Hash::sha3_512,
     "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3"
     "934057340b4cf408d5a56592f8274eec53f0",
     "fe39336ae4e29b5cc9b5a1e3c2405d75bba70c11edff4bbe9daf10bd43e7d0d2db2fb0ad371cf12ac559c7183b05"
     "b9036db4a97d55e57ba016bc377d1fac87cb"},
    {Hash::blake2b,
     "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533"
     "cc9518d38aa8dbf1925ab92386edd4009923",
     "047f6ef3d5b3c31b5d2d1a987e4ac9261d92541cab6a0906b85934f5ca6e4090d514d6a86455931e7c35094b8685"
     "7777fa968eaac0d1a65a6416f6dd0cf096dd"},
    {Hash::sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
     "13bf51e44130988d53db35516fd9e8cb794418cf3bc8de8a3ac619b2140b17b2"},
};

TEST(Digest, IsAsPythonComputesIt) {
  for (const Known& known : kKnown) {
    EXPECT_EQ(signing::hex_of(digest_of(known.hash, {"a", "", "bc"})), known.digest);
    EXPECT_EQ(signing::hex_of(hmac_of(known.hash, std::string(200, 'k'), "abc")), known.mac);
  }
}

// From crypto-js 4.2, whose SHA3 is Keccak with its first padding; the block is 136 and 72 bytes.
TEST(Digest, KeccakIsAsCryptoJsComputesIt) {
  EXPECT_EQ(signing::hex_of(digest_of(Hash::keccak256, {})),
            "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  EXPECT_EQ(signing::hex_of(digest_of(Hash::keccak256, {"a", "bc"})),
            "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  EXPECT_EQ(signing::hex_of(digest_of(Hash::keccak256, {std::string(135, 'a')})),
            "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446");
  EXPECT_EQ(signing::hex_of(digest_of(Hash::keccak256, {std::string(136, 'a')})),
            "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e");
  EXPECT_EQ(
      signing::hex_of(digest_of(Hash::keccak256, {std::string(136, 'a'), std::string(150, 'b')})),
      "f29b9d705006b09acd48a0e325f7a600fd70bb5eeaedb732a1f5fbd80d37d1a6");
  EXPECT_EQ(signing::hex_of(hmac_of(Hash::keccak256, std::string(200, 'k'), "abc")),
            "9c01bdb0d7d54feb198426f6b699a0d26755f0b1585dcb98aa1ea6bfdbbe0c33");
  EXPECT_EQ(
      signing::hex_of(hmac_of(Hash::keccak512, std::string(200, 'k'), "abc")),
      "a4639cf3a04236ddaf71e1fbb9d975dbcb8930bc3db1dd17ccc2ca95ef3633890f74147f5203ed47cd870d87"
      "c0dfcd3b4d4084af61e8106102fc8c596f5fd954");
}

TEST(Digest, HmacTakesAnEmptyKey) {
  // Python: hmac.new(b'', b'abc', 'sha256').hexdigest()
  EXPECT_EQ(signing::hex_of(hmac_of(Hash::sha256, "", "abc")),
            "fd7adb152c05ef80dccf50a1fa4c05d5a3ec6da95575fc312ae7c5d091836351");
}

}  // namespace
}  // namespace everstrike::diagnosis
