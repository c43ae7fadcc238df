#include "signing/sha256/sha256.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "signing/sha256/backend_variable.hpp"

namespace everstrike::signing {
namespace {

constexpr std::array kKernels = {
#ifdef EVERSTRIKE_HAVE_SHANI
    &kSha256Shani,
#endif
#ifdef EVERSTRIKE_HAVE_SHA256_CTX
    &kSha256Openssl,
#endif
    &kSha256OpensslEvp,
    &kSha256Portable,
};

bool is_called(const Sha256Kernel& kernel, std::string_view name) {
  return kernel.name == name || (name == "openssl" && kernel.name.substr(0, name.size()) == name);
}

std::string names_of(std::span<const Sha256Kernel* const> kernels) {
  std::string names;
  for (const Sha256Kernel* kernel : kernels) {
    names += names.empty() ? "" : ", ";
    names += kernel->name;
  }
  return names;
}

void add_sentence(std::string& text, const std::string& sentence) {
  text += text.empty() ? sentence : "; " + sentence;
}

}  // namespace

std::span<const Sha256Kernel* const> sha256_kernels() noexcept { return kKernels; }

KernelChoice choose_kernel(std::span<const Sha256Kernel* const> kernels, std::string_view wanted) {
  KernelChoice choice;
  const auto take = [&](const Sha256Kernel& kernel) {
    if (passes_self_test(kernel)) {
      choice.kernel = &kernel;
    } else {
      add_sentence(choice.warning, "the signing back end " + std::string(kernel.name) +
                                       " gives wrong signatures on this machine and is not used");
    }
    return choice.kernel != nullptr;
  };
  if (!wanted.empty()) {
    bool is_known = false;
    for (const Sha256Kernel* kernel : kernels) {
      if (!is_called(*kernel, wanted)) continue;
      is_known = true;
      if (kernel->is_usable() && take(*kernel)) return choice;
    }
    const std::string value = std::string(kBackendVariable) + "=" + std::string(wanted);
    add_sentence(choice.warning, is_known ? value + ": this processor can't run it"
                                          : value + ": no such back end here, expected one of " +
                                                names_of(kernels));
  }
  for (const Sha256Kernel* kernel : kernels) {
    if (kernel->is_usable() && take(*kernel)) break;
  }
  if (choice.kernel == nullptr) {
    add_sentence(choice.warning, "no signing back end works on this machine");
  } else if (!choice.warning.empty()) {
    add_sentence(choice.warning, "using " + std::string(choice.kernel->name));
  }
  return choice;
}

const Sha256Kernel& sha256_kernel() noexcept { return *chosen_kernel().kernel; }

const KernelChoice& chosen_kernel() noexcept {
  static const KernelChoice choice = [] {
    const char* wanted = std::getenv(kBackendVariable);
    KernelChoice first = choose_kernel(kKernels, wanted == nullptr ? "" : wanted);
    if (first.kernel == nullptr) {
      // A signature that isn't one must never leave this folder, and nothing here may fail.
      std::fprintf(stderr, "everstrike: %s\n", first.warning.c_str());
      std::abort();
    }
    return first;
  }();
  return choice;
}

}  // namespace everstrike::signing
