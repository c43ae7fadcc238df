#include "signing/prepared_key.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "signing/signer.hpp"

namespace everstrike::signing {
namespace {

std::string pattern(std::size_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i % 251);
  return bytes;
}

// python3: base64.b64encode(hmac.new(bytes(i % 251 for i in range(n)), b"id=1", "sha256").digest())
TEST(PreparedKey, TakesSecretsOfAnyLength) {
  const std::pair<std::size_t, std::string_view> signatures[] = {
      {1, "JmEog9SwEqJriQPysFqWXWXb3Qf/wDB4CPgp/uolhQk="},
      {31, "7VrR5A9It/MzSTAmZKG/XJQcqSCyMI0Xva5OXfIpus8="},
      {63, "31sWA5r766YrNU151rhZyr11+TTpa+SIwGQWCP+avy0="},
      {64, "eINA2ommfxJf6iz+OCHCtqvdSrUBR3fXzzkpSN+uD+Y="},
      {65, "EJBm2ugxBfdhcIc/1+mKjrF6kpBONcuOri31iROofi0="},
      {128, "r1SxEVryvEiws0y16acaAru3hEHMl/I0sOn2pvdWzuc="},
      {4096, "ko56XVvxtMZ5HNKVzeMFYjYVZE2TzUi39t2UnnBV6FM="},
  };
  for (const auto& [length, signature] : signatures) {
    EXPECT_EQ(sign(PreparedKey(Secret(pattern(length))), "id=1"), signature) << length;
  }
}

// HMAC pads short keys with zeros: a property of RFC 2104 that diagnoses have to know.
TEST(PreparedKey, CannotTellTrailingZeros) {
  EXPECT_EQ(sign(PreparedKey("ab"), "id=1"),
            sign(PreparedKey(std::string_view("ab\0", 3)), "id=1"));
}

TEST(PreparedKey, IsCopiedWhole) {
  std::optional<PreparedKey> original(std::in_place, "demo-secret");
  const PreparedKey copy(*original);
  PreparedKey assigned("other");
  assigned = *original;
  original.reset();
  // python3: hmac.new(b"demo-secret", b"id=849cdea0395411e98f54b395ae9c7bb6", "sha256")
  constexpr std::string_view expected = "WFBhwSmqVmyQk6f/rV5NirD7dt1Qe4xYAjshII1bBdE=";
  EXPECT_EQ(sign(copy, "id=849cdea0395411e98f54b395ae9c7bb6"), expected);
  EXPECT_EQ(sign(assigned, "id=849cdea0395411e98f54b395ae9c7bb6"), expected);
}

}  // namespace
}  // namespace everstrike::signing
