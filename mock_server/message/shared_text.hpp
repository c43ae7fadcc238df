// A short text that very many orders have in common, such as a market's name: equal ones are kept
// once in the process, for as long as somebody has one. Immutable, copied as cheaply as a pointer.
// Thread-safe.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

class SharedText {
 public:
  // Implicit, so that it is used like a text.
  SharedText(std::string_view text);
  SharedText(const std::string& text) : SharedText(std::string_view(text)) {}
  SharedText(const char* text) : SharedText(std::string_view(text)) {}

  [[nodiscard]] std::string_view view() const { return *text_; }
  operator std::string_view() const { return *text_; }
  friend bool operator==(const SharedText& a, const SharedText& b) { return a.view() == b.view(); }
  friend bool operator==(const SharedText& a, std::string_view b) { return a.view() == b; }

 private:
  std::shared_ptr<const std::string> text_;
};

}  // namespace everstrike::mock_server
