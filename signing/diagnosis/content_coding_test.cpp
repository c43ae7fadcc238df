#include "signing/diagnosis/content_coding.hpp"

#include <gtest/gtest.h>

#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

std::string bytes(std::string_view hex) { return signing::read_hex(hex).value(); }

// printf id=1 | gzip -nc | xxd -p
const std::string kGzip = bytes("1f8b0800000000000003cb4cb1350400ed4c821304000000");
// python3: zlib.compress(b"id=1").hex(), and the same without its first two and last four bytes
const std::string kZlib = bytes("789ccb4cb1350400037f013c");
const std::string kBare = bytes("cb4cb1350400");

TEST(ContentCoding, IsUndone) {
  EXPECT_EQ(decode_content(kGzip, "gzip", 100), "id=1");
  EXPECT_EQ(decode_content(kGzip, "X-GZip", 100), "id=1");
  EXPECT_EQ(decode_content(kZlib, "deflate", 100), "id=1");
  EXPECT_EQ(decode_content(kBare, "deflate", 100), "id=1");
  EXPECT_EQ(decode_content("id=1", "identity", 100), "id=1");
  EXPECT_EQ(decode_content(kGzip, "identity , gzip", 100), "id=1");
}

TEST(ContentCoding, OfWhatIsNotInItIsSaid) {
  EXPECT_FALSE(decode_content("id=1", "gzip", 100));
  EXPECT_FALSE(decode_content(kGzip, "br", 100));
  EXPECT_FALSE(decode_content(kGzip.substr(0, 15), "gzip", 100));
  EXPECT_FALSE(decode_content(kGzip + "x", "gzip", 100));
  EXPECT_FALSE(decode_content("", "gzip", 100));
  EXPECT_FALSE(decode_content(kGzip, "gzip,,,,,,", 100));
}

TEST(ContentCoding, GivesNoMoreThanAskedFor) {
  EXPECT_EQ(decode_content(kGzip, "gzip", 4), "id=1");
  EXPECT_FALSE(decode_content(kGzip, "gzip", 3));
  // python3: zlib.compress(b"a" * 4096)
  const std::string bomb = bytes("789cedc1010d000000c2a0acef5fc21e0e28000000e0dd00efcb105b");
  EXPECT_FALSE(decode_content(bomb, "deflate", 1000));
}

TEST(ContentCoding, ShowsInTheFirstBytes) {
  EXPECT_EQ(coding_by_look(kGzip), "gzip");
  EXPECT_EQ(coding_by_look(kZlib), "deflate");
  EXPECT_EQ(coding_by_look("x=1"), "");
  EXPECT_EQ(coding_by_look(""), "");
}

}  // namespace
}  // namespace everstrike::diagnosis
