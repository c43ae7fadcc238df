#include "signing/text/eight_bytes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace everstrike::signing {
namespace {

// Every byte at every place of texts that fit into eight bytes and of those that do not.
TEST(EightBytes, FindsEachControlCharacterWhereverItStands) {
  for (std::size_t size = 0; size < 20; ++size) {
    std::string text(size, 'x');
    EXPECT_FALSE(may_hold_controls(text)) << size;
    for (std::size_t place = 0; place < size; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        text[place] = static_cast<char>(byte);
        const bool is_control = byte < 0x20 || byte == 0x7f;
        ASSERT_EQ(may_hold_controls(text), is_control) << size << " " << place << " " << byte;
      }
      text[place] = 'x';
    }
  }
}

}  // namespace
}  // namespace everstrike::signing
