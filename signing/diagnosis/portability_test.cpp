#include "signing/diagnosis/portability.hpp"

#include <gtest/gtest.h>

namespace everstrike::diagnosis {
namespace {

std::string notes(std::string_view body) {
  std::string slugs;
  for (const PortabilityNote& note : portability_notes(body)) {
    slugs += (slugs.empty() ? "" : " ") + std::string(note.slug);
  }
  return slugs;
}

TEST(PortabilityNotes, AreSilentOnWhatTheDocumentedEncodersWrite) {
  EXPECT_EQ(notes(""), "");
  EXPECT_EQ(notes("id=392392320eoweqwie3"), "");
  EXPECT_EQ(notes("id=a+b%7Ec%2Ad%27e%28f%29%21g%2Fh%3Ai%40j%5Bk%5D%C3%A9%25l%2Bm"),
            "");  // JavaScript
  EXPECT_EQ(notes("id=a+b~c%2Ad%27e%28f%29%21g%2Fh%3Ai%40j%5Bk%5D%C3%A9%25l%2Bm"), "");  // Python
  EXPECT_EQ(notes("ids%5B0%5D=a&ids%5B1%5D=b&=&x="), "");
  EXPECT_EQ(notes("ids%5B%5D"), "");  // JavaScript's empty list
}

TEST(PortabilityNotes, NameWhatOthersWouldWriteOtherwise) {
  EXPECT_EQ(notes("id=a%20b"), "blank_as_percent20");
  EXPECT_EQ(notes("id=%c3%a9"), "lower_case_escapes");
  EXPECT_EQ(notes("id=a*b"), "unescaped_characters");
  EXPECT_EQ(notes("ids[0]=a"), "unescaped_characters");
  EXPECT_EQ(notes("id=a b"), "unescaped_characters");
  EXPECT_EQ(notes("id=a%2Db"), "escaped_needlessly");
  EXPECT_EQ(notes("id=%E9"), "not_utf8");
  EXPECT_EQ(notes("&id=a"), "loose_ampersand");
  EXPECT_EQ(notes("id"), "loose_ampersand");
  EXPECT_EQ(notes("id=a=b"), "unescaped_characters");
  EXPECT_EQ(notes("id=100%"), "unescaped_characters");
  EXPECT_EQ(notes("{\"id\":\"a\"}"), "not_a_form");
  EXPECT_EQ(notes("id=a%20b%2f*"), "blank_as_percent20 lower_case_escapes unescaped_characters");
}

}  // namespace
}  // namespace everstrike::diagnosis
