// What must hold for every input: noise is never a mistake, a right signature never is, and neither
// is what a wrong secret makes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <functional>
#include <random>

#include "signing/base64.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/diagnosis/search.hpp"
#include "signing/signer.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

const signing::Secret kSecret("demo-secret");

rc::Gen<std::string> any_bytes() {
  return rc::gen::container<std::string>(
      rc::gen::map(rc::gen::inRange(0, 256), [](int value) { return static_cast<char>(value); }));
}

// Bodies with what encoders, decoders and splitters react to.
rc::Gen<std::string> any_body() {
  return rc::gen::oneOf(any_bytes(), rc::gen::container<std::string>(rc::gen::elementOf(
                                         std::string("aid=&%20+3DE5B~\xc3\xa9[]{}\":,.1\n"))));
}

RC_GTEST_PROP(DiagnosisProperty, ARightSignatureIsNoMistake, ()) {
  const std::string secret_bytes = *any_bytes();
  const std::string body = *any_body();
  const signing::Secret secret(secret_bytes);
  const std::string signature = signing::sign(signing::PreparedKey(secret), body);
  const Refused refused{.body = body, .signature = signature, .api_key = "k", .secret = &secret};
  RC_ASSERT(diagnose(refused).name() == "none");
}

// The secrets begin with a letter that no variant of a secret or placeholder begins with.
RC_GTEST_PROP(DiagnosisProperty, AnotherSecretIsUnexplained, ()) {
  const std::string body = *any_body();
  const signing::Secret secret("S" + signing::hex_of(*any_bytes()));
  const signing::Secret wrong("\x01" + *any_bytes());
  const std::string signature = signing::sign(signing::PreparedKey(wrong), body);
  const Refused refused{.body = body, .signature = signature, .api_key = "k", .secret = &secret};
  RC_ASSERT(diagnose(refused).name() == "unexplained");
}

class Noise {
 public:
  std::string bytes(std::size_t count) {
    std::string result(count, '\0');
    for (char& c : result) c = static_cast<char>(generator_() & 0xff);
    return result;
  }
  // A signature as it might come: mostly base64 of 32 bytes, sometimes of another form.
  std::string signature() {
    switch (generator_() % 8) {
      case 0:
        return signing::hex_of(bytes(32));
      case 1:
        return signing::base64_encode(bytes(8 + generator_() % 60));
      case 2:
        return signing::hex_of(bytes(8 + generator_() % 60));
      default:
        return signing::base64_encode(bytes(32));
    }
  }

 private:
  std::mt19937_64 generator_{20260102};
};

constexpr std::string_view kBodies[] = {
    "id=392392320eoweqwie3",
    "timestamp=1551137077642&recv_window=5000&id=849cdea0395411e98f54b395ae9c7bb6",
    "id=a+b%7Ec%2Ad%27e&pair=USD+BTC&reduce_only=true&qty=0.00001",
    "{\"id\":\"392392320eoweqwie3\"}",
};

// 100,000 signatures. A search compares each recipe with all readings of one signature; here it
// gets those of many signatures at once, which is the same comparisons in less time.
TEST(RandomSignatures, AreUnexplainedEachTime) {
  constexpr int kBatches = 200 / EVERSTRIKE_ONE_OF;
  constexpr int kSignaturesInABatch = 500;
  Noise noise;
  for (int batch = 0; batch < kBatches; ++batch) {
    Readings readings;
    for (int i = 0; i < kSignaturesInABatch; ++i) {
      const Readings more = read_signature(noise.signature());
      ASSERT_FALSE(more.readings.empty());
      readings.readings.insert(readings.readings.end(), more.readings.begin(), more.readings.end());
    }
    const Refused refused{.body = kBodies[static_cast<std::size_t>(batch) % std::size(kBodies)],
                          .signature = "",
                          .api_key = "demo-key",
                          .secret = &kSecret};
    Budget budget(limits_of(Depth::quick));
    const Received received = take_apart(refused, Depth::quick);
    Search search(refused, received, readings, Depth::quick, budget);
    search.run();
    ASSERT_TRUE(search.findings().empty()) << search.findings().front().steps.text();
  }
}

// One part of such a request is a mistake of the catalogue, the key is none: half an explanation is
// no explanation.
TEST(RandomSignatures, AreUnexplainedWhereOnlyHalfIsAMistake) {
  Noise noise;
  const std::function<std::string(const std::string&)> texts[] = {
      [](const std::string& body) { return body + "\n"; },
      [](const std::string& body) { return "/auth/cancel" + body; },
      [](const std::string& body) { return body.substr(body.find('=') + 1); },
      [](const std::string&) { return std::string(); },
      [](const std::string& body) { return "POST" + body; }};
  const std::function<std::string(const std::string&)> forms[] = {
      [](const std::string& mac) { return signing::base64_encode(mac); },
      [](const std::string& mac) { return signing::hex_of(mac); },
      [](const std::string& mac) { return signing::base64_encode(signing::hex_of(mac)); },
      [](const std::string& mac) { return signing::base64_encode(mac.substr(0, 16)); },
      [](const std::string& mac) { return "sha256=" + signing::hex_of(mac); }};
  for (std::size_t i = 0; i < 400 / EVERSTRIKE_ONE_OF; ++i) {
    const std::string body(kBodies[i % std::size(kBodies)]);
    const std::string text = texts[i % std::size(texts)](body);
    std::array<unsigned char, signing::kMacBytes> mac;
    signing::mac_into(mac, signing::PreparedKey(noise.bytes(32)), text);
    const std::string signature =
        forms[i / std::size(texts) % std::size(forms)](std::string(mac.begin(), mac.end()));
    const Refused refused{
        .body = body, .signature = signature, .api_key = "demo-key", .secret = &kSecret};
    ASSERT_EQ(diagnose(refused).name(), "unexplained") << signature << " of " << text;
  }
}

TEST(RandomSignatures, AreUnexplainedThroughTheWholeDiagnosis) {
  Noise noise;
  for (int i = 0; i < 400 / EVERSTRIKE_ONE_OF; ++i) {
    const std::string signature = noise.signature();
    const Refused refused{.body = kBodies[static_cast<std::size_t>(i) % std::size(kBodies)],
                          .signature = signature,
                          .api_key = "demo-key",
                          .secret = &kSecret};
    ASSERT_EQ(diagnose(refused).name(), "unexplained") << signature;
  }
}

}  // namespace
}  // namespace everstrike::diagnosis
