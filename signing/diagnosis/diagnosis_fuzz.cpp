// Any bytes as body, signature, headers, target and secret: the diagnosis ends within its limits,
// speaks one line of ASCII, shows no secret, and calls a right signature right.
#include <cstdlib>
#include <string>
#include <vector>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/signer.hpp"

namespace {

using namespace everstrike;
using namespace everstrike::diagnosis;

constexpr std::string_view kEndOfSecret = "-A-Secret-Of-This-Run-";

void require(bool holds) {
  if (!holds) std::abort();
}

// Takes the input's pieces between bytes of 1; what is missing is empty.
std::vector<std::string_view> pieces_of(std::string_view input, std::size_t count) {
  std::vector<std::string_view> pieces;
  while (pieces.size() < count) {
    const std::size_t end = std::min(input.find('\1'), input.size());
    pieces.push_back(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  return pieces;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  // A body that says it itself is quoted, where it is not the whole secret.
  if (input.find(kEndOfSecret) != std::string_view::npos) return 0;
  const auto pieces = pieces_of(input, 6);
  const signing::Secret secret(std::string(pieces[2]).append(kEndOfSecret));
  const HeaderLine headers[] = {{pieces[3], pieces[4]}, {"x-timestamp", pieces[4]}};
  const std::string_view earlier[] = {pieces[5]};
  Refused refused{.body = pieces[0],
                  .signature = pieces[1],
                  .api_key = pieces[3],
                  .secret = &secret,
                  .headers = headers,
                  .target = pieces[5],
                  .earlier_bodies = earlier};
  const Limits limits{.digests_max = 300, .bytes_max = 256 * 1024};
  const Diagnosis diagnosis = diagnose(refused, {.limits = limits});
  require(diagnosis.digests <= limits.digests_max);
  require(diagnosis.outcome == Outcome::mistake || diagnosis.outcome == Outcome::unexplained);
  require(diagnosis.proof.find(kEndOfSecret) == std::string::npos);
  for (const char c : diagnosis.proof) require(c >= 0x20 && c < 0x7f);

  const std::string right = signing::sign(signing::PreparedKey(secret), refused.body);
  refused.signature = right;
  require(diagnose(refused, {.limits = limits}).outcome == Outcome::none);
  return 0;
}
