// The C++ library's std::random_device asks arc4random(3), and that came
// with glibc 2.36. Programs that are to run with 2.35 bring their own, from what the kernel gives
// (getrandom(2), since Linux 3.17).
#include <sys/random.h>

#include <cstdint>
#include <cstdlib>

extern "C" std::uint32_t arc4random() {
  std::uint32_t number = 0;
  if (::getentropy(&number, sizeof number) != 0) std::abort();
  return number;
}
