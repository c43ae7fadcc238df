// Known answers (RFC 4231), asked of a kernel before it signs for anyone: a processor, a
// hypervisor or a compiler that gets the special instructions wrong must cost speed, not truth.
// Takes a few microseconds.
#include <algorithm>
#include <array>
#include <string_view>

#include "signing/sha256/sha256.hpp"

namespace everstrike::signing {
namespace {

struct KnownAnswer {
  std::string_view body;
  std::string_view signature;
};

// The cases 6 and 7: a key that is hashed first, a body of one block and one of several. The macs
// in base64.
constexpr std::array kKnownAnswers = {
    KnownAnswer{.body = "Test Using Larger Than Block-Size Key - Hash Key First",
                .signature = "YOQxWR7gtn8Niiaqy/W3f44LxiE3KMUUBUYEDw7jf1Q="},
    KnownAnswer{.body = "This is a test using a larger than block-size key and a larger than "
                        "block-size data. The key needs to be hashed before being used by the "
                        "HMAC algorithm.",
                .signature = "mwn/pxuUL8snY1+81bDpRL/cY2RPBxOTin9RU1w6NeI="},
};

bool signs(const Sha256Kernel& kernel, const HmacPads& pads, const KnownAnswer& known) noexcept {
  Signature signature{};
  kernel.sign(signature, pads, known.body);
  if (std::string_view(signature.data(), signature.size()) != known.signature) return false;
  if (!kernel.verify(pads, known.body, signature)) return false;
  signature.back() = 'A';
  if (kernel.verify(pads, known.body, signature)) return false;

  std::array<std::string_view, 7> bodies;  // full lanes and some left over, whatever the width
  bodies.fill(known.body);
  std::array<Signature, bodies.size()> signatures{};
  kernel.sign_batch(signatures.data(), pads, bodies);
  return std::all_of(signatures.begin(), signatures.end(), [&](const Signature& each) {
    return std::string_view(each.data(), each.size()) == known.signature;
  });
}

}  // namespace

bool passes_self_test(const Sha256Kernel& kernel) noexcept {
  std::array<char, 131> secret;
  secret.fill('\xaa');
  HmacPads pads;  // of a published key: nothing to wipe
  prepare_pads(kernel, pads, {secret.data(), secret.size()});
  return std::all_of(kKnownAnswers.begin(), kKnownAnswers.end(),
                     [&](const KnownAnswer& known) { return signs(kernel, pads, known); });
}

}  // namespace everstrike::signing
