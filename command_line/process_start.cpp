#include "command_line/process_start.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace everstrike::command_line {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kIsSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif
#else
constexpr bool kIsSanitized = false;
#endif

}  // namespace

void open_standard_descriptors() noexcept {
  // The lowest free number is given out, so in this order each fills its own gap.
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (::fcntl(descriptor, F_GETFD) != -1) continue;
    if (::open("/dev/null", O_RDWR) < 0) std::abort();
  }
}

void forbid_core_dumps() noexcept {
  const char* allowed = std::getenv("EVERSTRIKE_ALLOW_CORE");
  if (kIsSanitized || (allowed != nullptr && std::string_view(allowed) == "1")) return;
#ifdef __linux__
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

}  // namespace everstrike::command_line
