// Random payloads, signed by the living programs and by us: same bodies, same signatures, and each
// side accepts what the other signed and refuses it after one bit has changed. The seed is printed;
// EVERSTRIKE_SEED repeats a run, EVERSTRIKE_ROUNDS makes it longer.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

#include "conformance/test/parity/random_payload.hpp"
#include "conformance/test/parity/signing_worker.hpp"
#include "signing/signer.hpp"
#include "signing/typed_value.hpp"
#include "signing/verifier.hpp"

namespace everstrike::conformance {
namespace {

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

std::uint64_t seed() {
  static const std::uint64_t chosen =
      number_from_environment("EVERSTRIKE_SEED", std::random_device()());
  return chosen;
}

// One bit of one byte, anywhere.
std::string with_one_bit_changed(std::string bytes, RandomPayload& random) {
  if (bytes.empty()) return "x";
  char& byte = bytes[random.below(bytes.size())];
  byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << random.below(7)));
  return bytes;
}

void compare(SigningWorker& worker, Container container, std::uint64_t round_seed) {
  RandomPayload random(round_seed);
  const auto payload = random.payload();
  const auto secret = random.secret();
  SCOPED_TRACE("payload " + SigningWorker::payload_json(payload) + "; repeat by EVERSTRIKE_SEED=" +
               std::to_string(round_seed) + " EVERSTRIKE_ROUNDS=1");
  const bool is_javascript = container == Container::javascript_object;
  const auto dialect = is_javascript ? signing::Dialect::javascript : signing::Dialect::python;
  const signing::PreparedKey key(secret);

  const auto theirs = worker.sign(payload, container, secret);
  ASSERT_TRUE(theirs.has_value()) << theirs.error();
  EXPECT_EQ(signing::typed_body(
                container == Container::python_dict ? signing::as_python_dict(payload) : payload,
                dialect),
            theirs->body);
  EXPECT_TRUE(signing::verify(key, theirs->body, theirs->signature));
  EXPECT_FALSE(signing::verify(key, with_one_bit_changed(theirs->body, random), theirs->signature));
  EXPECT_FALSE(signing::verify(key, theirs->body, with_one_bit_changed(theirs->signature, random)));

  const std::string ours = signing::sign(key, theirs->body);
  EXPECT_TRUE(worker.verify(theirs->body, secret, ours).value());
  const auto changed = worker.verify(with_one_bit_changed(theirs->body, random), secret, ours);
  EXPECT_FALSE(changed.value());
}

void compare_many(Expected<SigningWorker, std::string> worker, Container container) {
  ASSERT_TRUE(worker.has_value()) << worker.error();
  const auto rounds = number_from_environment("EVERSTRIKE_ROUNDS", 300);
  std::cout << "EVERSTRIKE_SEED=" << seed() << ", " << rounds << " rounds\n";
  for (std::uint64_t round = 0; round < rounds; ++round) {
    compare(*worker, container, seed() + round);
    if (testing::Test::HasFailure()) return;  // one payload to look at is enough
  }
}

TEST(LiveParity, JavascriptObjects) {
  compare_many(SigningWorker::javascript(EVERSTRIKE_SOURCE_DIR), Container::javascript_object);
}

TEST(LiveParity, PythonDicts) {
  compare_many(SigningWorker::python(EVERSTRIKE_SOURCE_DIR), Container::python_dict);
}

TEST(LiveParity, PythonPairs) {
  compare_many(SigningWorker::python(EVERSTRIKE_SOURCE_DIR), Container::python_pairs);
}

// What a missing installation looks like: an error, and the command that mends it.
TEST(LineProcess, SaysWhatToInstall) {
  const auto missing = LineProcess::start({"/nowhere/node"});
  ASSERT_FALSE(missing.has_value());
  EXPECT_NE(missing.error().find("script/bootstrap"), std::string::npos) << missing.error();
}

TEST(LineProcess, ReportsAChildThatEnded) {
  auto child = LineProcess::start({"/bin/true"});
  ASSERT_TRUE(child.has_value()) << child.error();
  EXPECT_FALSE(child->ask("anyone?").has_value());
  EXPECT_FALSE(child->ask("still nobody?").has_value());
}

}  // namespace
}  // namespace everstrike::conformance
