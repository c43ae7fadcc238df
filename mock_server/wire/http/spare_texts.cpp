#include "mock_server/wire/http/spare_texts.hpp"

#include <utility>
#include <vector>

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kTextsMax = 16;
constexpr std::size_t kBytesMin = 512;
constexpr std::size_t kBytesMax = 4096;

std::vector<std::string>& spare_texts() {
  thread_local std::vector<std::string> texts;
  return texts;
}

}  // namespace

std::string spare_text() {
  auto& texts = spare_texts();
  if (texts.empty()) return {};
  std::string text = std::move(texts.back());
  texts.pop_back();
  return text;
}

void keep_spare(std::string text) {
  auto& texts = spare_texts();
  if (text.capacity() < kBytesMin || text.capacity() > kBytesMax) return;
  if (texts.size() == kTextsMax) return;
  text.clear();
  texts.push_back(std::move(text));
}

}  // namespace everstrike::mock_server
