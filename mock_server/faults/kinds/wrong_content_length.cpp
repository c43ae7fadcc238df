#include "mock_server/faults/kinds/wrong_content_length.hpp"

#include <algorithm>

namespace everstrike::mock_server {

void read_difference(std::int64_t& difference, FaultReader& reader) {
  std::int64_t more = 0;
  std::int64_t less = 0;
  read_whole(reader, "more", {1, kFaultBytesMax}, more);
  read_whole(reader, "less", {1, kFaultBytesMax}, less);
  if (reader.has("more") == reader.has("less")) {
    reader.fail("", "expected exactly one of more, less");
  }
  difference = more - less;
}

std::size_t shifted(std::size_t bytes, std::int64_t difference) {
  return static_cast<std::size_t>(
      std::max<std::int64_t>(0, static_cast<std::int64_t>(bytes) + difference));
}

}  // namespace everstrike::mock_server
