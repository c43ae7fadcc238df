// What the headers promise about memory: no allocation while signing and verifying, and no byte
// of a secret left behind. Replaces the program's allocator to see both.
#include <gtest/gtest.h>
#include <malloc.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "signing/secret.hpp"
#include "signing/sha256/sha256.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

namespace {

constexpr std::string_view kMarker = "a-secret-to-look-for";

thread_local std::size_t num_allocations = 0;
thread_local std::size_t num_leaks = 0;  // blocks given back with the marker in them

bool holds(const void* block, std::size_t size, std::string_view marker) {
  const std::string_view bytes(static_cast<const char*>(block), size);
  return bytes.find(marker) != std::string_view::npos;
}

void* counted_allocate(std::size_t size) {
  ++num_allocations;
  return std::malloc(std::max<std::size_t>(size, 1));
}

void checked_free(void* block) {
  if (block != nullptr && holds(block, malloc_usable_size(block), kMarker)) ++num_leaks;
  std::free(block);
}

void* openssl_allocate(std::size_t size, const char* /*file*/, int /*line*/) {
  return counted_allocate(size);
}
void* openssl_reallocate(void* block, std::size_t size, const char* /*file*/, int /*line*/) {
  ++num_allocations;
  return std::realloc(block, size);
}
void openssl_free(void* block, const char* /*file*/, int /*line*/) { checked_free(block); }

// libcrypto takes another allocator only before its first use of the old one.
const bool kOpensslIsCounted =
    CRYPTO_set_mem_functions(&openssl_allocate, &openssl_reallocate, &openssl_free) == 1;

}  // namespace

void* operator new(std::size_t size) {
  void* block = counted_allocate(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
// std::stable_partition asks this way, and gives back by the plain form.
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  return counted_allocate(size);
}
void operator delete(void* block) noexcept { checked_free(block); }
void operator delete(void* block, std::size_t /*size*/) noexcept { checked_free(block); }

namespace everstrike::signing {
namespace {

TEST(Memory, SigningAndVerifyingAllocateNothing) {
  ASSERT_TRUE(kOpensslIsCounted);
  if (&sha256_kernel() == &kSha256OpensslEvp) GTEST_SKIP() << "this libcrypto copies its contexts";
  const PreparedKey key(Secret("demo-secret"));
  const std::string body(100'000, 'x');
  for (const std::size_t length : {0U, 35U, 55U, 56U, 64U, 1024U, 100'000U}) {
    const auto text = std::string_view(body).substr(0, length);
    std::array<char, kSignatureLength> signature{};
    std::array<Signature, 5> batch{};
    const std::size_t before = num_allocations;
    sign_into(signature, key, text);
    sign_batch(batch, key, std::array{text, text, text, text, text});
    const bool accepted = verify(key, text, {signature.data(), signature.size()});
    signature[0] = '-';
    const bool refused = !verify(key, text, {signature.data(), signature.size()});
    EXPECT_EQ(num_allocations, before) << "body of " << length << " bytes";
    EXPECT_TRUE(accepted && refused);
  }
}

TEST(Memory, TheCountersSeeAllocationsAndLeaks) {
  const std::size_t allocations = num_allocations;
  const std::size_t leaks = num_leaks;
  { const std::string leaked(kMarker); }
  EXPECT_EQ(num_allocations, allocations + 1);
  EXPECT_EQ(num_leaks, leaks + 1);
  OPENSSL_free(OPENSSL_malloc(1));
  EXPECT_EQ(num_allocations, allocations + 2);
}

TEST(Memory, LongSecretsAreWipedBeforeTheirMemoryIsGivenBack) {
  const std::string longer = std::string(kMarker) + std::string(kMarker);
  const std::size_t before = num_leaks;
  {
    Secret secret(kMarker);
    Secret copy(secret);
    copy = Secret(longer);
    secret = copy;
    const PreparedKey key(secret);
    Secret moved(std::move(secret));
    moved = Secret("short");
  }
  EXPECT_EQ(num_leaks, before);
}

TEST(Memory, PreparedKeysForgetALongSecretToo) {
  const Secret secret(std::string(kMarker) + std::string(100, 'x'));
  for (const Sha256Kernel* kernel : sha256_kernels()) {
    const std::size_t before = num_leaks;
    { const PreparedKey key(secret.reveal(), *kernel); }
    EXPECT_EQ(num_leaks, before) << kernel->name;
  }
}

// Reads an object's bytes also after its end, which only an array of bytes may be asked for.
template <class Object>
struct Observed {
  alignas(Object) std::array<unsigned char, sizeof(Object)> bytes{};

  template <class... Arguments>
  Object* make(Arguments&&... arguments) {
    return new (bytes.data()) Object(std::forward<Arguments>(arguments)...);
  }
  [[nodiscard]] bool holds(std::string_view text) const {
    return ::holds(bytes.data(), bytes.size(), text);
  }
};

// Short ones live inside the object, where neither a move nor the string's own end clears them.
// A moved-from string overwrites its first character, so the others are what to look for.
TEST(Memory, ShortSecretsAreWipedInPlace) {
  Observed<Secret> first;
  Observed<Secret> second;
  Secret* secret = first.make("sesame!");
  ASSERT_TRUE(first.holds("same!"));

  Secret* moved = second.make(std::move(*secret));
  EXPECT_FALSE(first.holds("same!"));
  EXPECT_TRUE(second.holds("same!"));

  *secret = std::move(*moved);
  EXPECT_TRUE(first.holds("same!"));
  EXPECT_FALSE(second.holds("same!"));

  *secret = Secret("x");  // shorter: the old tail must not stay behind it
  EXPECT_FALSE(first.holds("same!"));

  *secret = Secret("sesame!");
  secret->~Secret();
  moved->~Secret();
  EXPECT_FALSE(first.holds("same!"));
}

TEST(Memory, PreparedKeysAreWiped) {
  if (&sha256_kernel() == &kSha256OpensslEvp) GTEST_SKIP() << "its pads are libcrypto's to wipe";
  Observed<PreparedKey> place;
  PreparedKey* key = place.make("demo-secret");
  const auto words = [&](const Sha256State& state) {
    return std::string(reinterpret_cast<const char*>(state.data()), sizeof state);
  };
  const std::string inner = words(key->pads().inner);
  const std::string outer = words(key->pads().outer);
  ASSERT_TRUE(place.holds(inner));
  ASSERT_TRUE(place.holds(outer));
  key->~PreparedKey();
  EXPECT_FALSE(place.holds(inner));
  EXPECT_FALSE(place.holds(outer));
}

TEST(Memory, WipeClearsWhatAnEarlierContentLeftBehindTheEnd) {
  const auto num_leaks_of_shortened = [](bool is_wiped) {
    const std::size_t before = num_leaks;
    {
      std::string text("0123456789a-secret-to-look-for");
      text.resize(3);
      if (is_wiped) wipe(text);
      EXPECT_EQ(text, is_wiped ? "" : "012");
    }
    return num_leaks - before;
  };
  EXPECT_GT(num_leaks_of_shortened(false), 0U);
  EXPECT_EQ(num_leaks_of_shortened(true), 0U);
}

}  // namespace
}  // namespace everstrike::signing
