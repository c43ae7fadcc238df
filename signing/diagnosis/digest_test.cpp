#include "signing/diagnosis/digest.hpp"

#include <gtest/gtest.h>

#include "signing/diagnosis/hex_text.hpp"

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
};

TEST(Digest, IsAsPythonComputesIt) {
  for (const Known& known : kKnown) {
    EXPECT_EQ(hex_of(digest_of(known.hash, {"a", "", "bc"})), known.digest);
    EXPECT_EQ(hex_of(hmac_of(known.hash, std::string(200, 'k'), "abc")), known.mac);
  }
}

TEST(Digest, HmacTakesAnEmptyKey) {
  // Python: hmac.new(b'', b'abc', 'sha256').hexdigest()
  EXPECT_EQ(hex_of(hmac_of(Hash::sha256, "", "abc")),
            "fd7adb152c05ef80dccf50a1fa4c05d5a3ec6da95575fc312ae7c5d091836351");
}

}  // namespace
}  // namespace everstrike::diagnosis
