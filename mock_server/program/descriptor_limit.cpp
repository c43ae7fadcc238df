#include "mock_server/program/descriptor_limit.hpp"

#include <sys/resource.h>

namespace everstrike::mock_server {

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);  // what cannot be raised stays as it is
}

}  // namespace everstrike::mock_server
