// What a client sent beyond its current request. Requests are taken off its front one by one
// without moving the rest, since a client may send hundreds in one piece; no memory is held when
// nothing is left over.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

class Leftover {
 public:
  [[nodiscard]] bool empty() const { return bytes_.empty(); }
  [[nodiscard]] std::string_view view() const { return std::string_view(bytes_).substr(begin_); }
  [[nodiscard]] std::size_t memory() const { return empty() ? 0 : bytes_.capacity(); }

  // keep makes `rest` what is left over. It may be the end of view(), which is then not copied.
  void keep(std::string_view rest) {
    if (rest.empty()) return clear();
    const auto* const own_begin = bytes_.data();
    const std::less<> before;
    const bool own =
        !before(rest.data(), own_begin) && before(rest.data(), own_begin + bytes_.size());
    if (own) {
      begin_ = static_cast<std::size_t>(rest.data() - own_begin);
    } else {
      bytes_.assign(rest);
      begin_ = 0;
    }
  }

  void clear() {
    std::string().swap(bytes_);  // an assignment would keep the memory
    begin_ = 0;
  }

 private:
  std::string bytes_;
  std::size_t begin_ = 0;
};

}  // namespace everstrike::mock_server
