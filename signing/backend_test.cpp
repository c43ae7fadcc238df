// Which kernel runs, and what happens when the one asked for can't.
#include "signing/backend.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "signing/prepared_key.hpp"
#include "signing/sha256/cpu_features.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"

namespace everstrike::signing {
namespace {

using testing::HasSubstr;

void sign_wrongly(std::span<char, kSignatureLength> out, const HmacPads& /*pads*/,
                  std::string_view /*body*/) noexcept {
  out[0] = '?';
}

bool accept_all(const HmacPads& /*pads*/, std::string_view /*body*/,
                std::span<const char, kSignatureLength> /*signature*/) noexcept {
  return true;
}

void sign_no_batch(Signature* /*out*/, const HmacPads& /*pads*/,
                   std::span<const std::string_view> /*bodies*/) noexcept {}

Sha256Kernel kernel_called(std::string_view name) {
  Sha256Kernel kernel = kSha256Portable;
  kernel.name = name;
  return kernel;
}

class ChooseKernel : public testing::Test {
 protected:
  ChooseKernel() {
    unusable_.is_usable = []() noexcept { return false; };
  }
  [[nodiscard]] KernelChoice choose(std::string_view wanted) const {
    return choose_kernel(kernels_, wanted);
  }
  Sha256Kernel unusable_ = kernel_called("unusable");
  Sha256Kernel fast_ = kernel_called("fast");
  Sha256Kernel slow_ = kernel_called("openssl_slow");
  std::array<const Sha256Kernel*, 3> kernels_ = {&unusable_, &fast_, &slow_};
};

TEST_F(ChooseKernel, TakesTheFirstUsableOne) {
  EXPECT_EQ(choose("").kernel, &fast_);
  EXPECT_EQ(choose("").warning, "");
}

TEST_F(ChooseKernel, TakesTheOneAskedFor) {
  EXPECT_EQ(choose("openssl_slow").kernel, &slow_);
  EXPECT_EQ(choose("openssl").kernel, &slow_);
  EXPECT_EQ(choose("openssl").warning, "");
}

TEST_F(ChooseKernel, SaysWhatIsWrongWithAWish) {
  EXPECT_EQ(choose("sharni").kernel, &fast_);
  EXPECT_EQ(choose("sharni").warning,
            "EVERSTRIKE_SIGNING_BACKEND=sharni: no such back end here, expected one of unusable, "
            "fast, openssl_slow; using fast");
  EXPECT_EQ(choose("unusable").kernel, &fast_);
  EXPECT_EQ(choose("unusable").warning,
            "EVERSTRIKE_SIGNING_BACKEND=unusable: this processor can't run it; using fast");
}

TEST_F(ChooseKernel, PassesByOneThatSignsWrongly) {
  fast_.sign = &sign_wrongly;
  EXPECT_EQ(choose("").kernel, &slow_);
  EXPECT_EQ(choose("").warning,
            "the signing back end fast gives wrong signatures on this machine and is not used; "
            "using openssl_slow");
}

TEST_F(ChooseKernel, PassesByOneThatVerifiesOrBatchesWrongly) {
  fast_.verify = &accept_all;
  EXPECT_EQ(choose("").kernel, &slow_);
  fast_ = kernel_called("fast");
  fast_.sign_batch = &sign_no_batch;
  EXPECT_EQ(choose("").kernel, &slow_);
}

TEST_F(ChooseKernel, GivesNoneRatherThanAWrongOne) {
  fast_.sign = &sign_wrongly;
  slow_.sign = &sign_wrongly;
  EXPECT_EQ(choose("").kernel, nullptr);
  EXPECT_THAT(choose("").warning, HasSubstr("no signing back end works on this machine"));
}

// By Linux's own list of the processor's features, not by our question to it.
TEST(Backend, IsTheOneThatThisProcessorShouldGet) {
  if (std::getenv(kBackendVariable) != nullptr) GTEST_SKIP() << kBackendVariable << " is set";
  std::ifstream cpuinfo("/proc/cpuinfo");
  std::set<std::string> flags;
  for (std::string line; std::getline(cpuinfo, line);) {
    if (line.rfind("flags", 0) != 0) continue;
    std::istringstream words(line);
    for (std::string word; words >> word;) flags.insert(word);
    break;
  }
  if (flags.empty()) GTEST_SKIP() << "no list of this processor's features";
  std::string expected = "openssl";
#ifdef EVERSTRIKE_HAVE_SHANI
  if (flags.contains("sha_ni")) expected = "shani";
  EXPECT_EQ(cpu_features().has_sha, flags.contains("sha_ni"));
  EXPECT_EQ(cpu_features().has_ssse3, flags.contains("ssse3"));
  EXPECT_EQ(cpu_features().has_avx, flags.contains("avx"));
#endif
  RecordProperty("backend", std::string(backend_name()));
  EXPECT_EQ(backend_name().substr(0, expected.size()), expected);
  EXPECT_EQ(PreparedKey("").kernel().name, backend_name());
  EXPECT_EQ(backend_warning(), "");
}

// Each asks a process of its own, since the choice is made once.
class BackendVariable : public testing::Test {
 protected:
  BackendVariable() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
  ~BackendVariable() override { unsetenv(kBackendVariable); }
  static void tell() {
    // The documented JavaScript example's signature, whoever makes it.
    std::fprintf(stderr, "<%s> <%s> <%s>", std::string(backend_name()).c_str(),
                 backend_warning().c_str(), sign(PreparedKey(""), "id=392392320eoweqwie3").c_str());
    std::_Exit(0);
  }
};

TEST_F(BackendVariable, ChoosesPortable) {
  setenv(kBackendVariable, "portable", 1);
  EXPECT_EXIT(tell(), testing::ExitedWithCode(0),
              "<portable> <> <TwUtqqMMzSWEVLivog9gQrLsA0.CrFtmSLJ6SXi0gkc=>");
}

TEST_F(BackendVariable, ChoosesOpenssl) {
  setenv(kBackendVariable, "openssl", 1);
  EXPECT_EXIT(tell(), testing::ExitedWithCode(0),
              "<openssl[_evp]*> <> <TwUtqqMMzSWEVLivog9gQrLsA0.CrFtmSLJ6SXi0gkc=>");
}

TEST_F(BackendVariable, FallsBackFromAWrongValueAndSaysSo) {
  setenv(kBackendVariable, "\xff quantum", 1);
  EXPECT_EXIT(tell(), testing::ExitedWithCode(0),
              "no such back end here.*> <TwUtqqMMzSWEVLivog9gQrLsA0.CrFtmSLJ6SXi0gkc=>");
}

}  // namespace
}  // namespace everstrike::signing
