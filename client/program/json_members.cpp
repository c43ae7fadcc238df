#include "client/program/json_members.hpp"

#include <cstddef>

namespace everstrike::client {
namespace {

class Scanner {
 public:
  explicit Scanner(std::string_view line) : line_(line) {}

  std::vector<JsonMember> run() {
    std::vector<JsonMember> members;
    if (!take('{')) return members;
    do {
      const auto name = string();
      if (name.size() < 2 || !take(':')) break;
      skip_blanks();
      const auto value = this->value();
      // A value that ends with the line may be cut: the object's end is missing.
      if (value.empty() || place_ == line_.size()) break;
      members.push_back({std::string(name.substr(1, name.size() - 2)), name, value});
    } while (take(','));
    return members;
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  void skip_blanks() {
    while (place_ < line_.size() && is_blank(line_[place_])) ++place_;
  }

  bool take(char wanted) {
    skip_blanks();
    if (place_ == line_.size() || line_[place_] != wanted) return false;
    ++place_;
    return true;
  }

  // A string with its quotes; empty if there is none or it has no end.
  std::string_view string() {
    skip_blanks();
    const auto begin = place_;
    if (begin == line_.size() || line_[begin] != '"') return {};
    for (auto i = begin + 1; i < line_.size(); ++i) {
      if (line_[i] == '\\') {
        ++i;
      } else if (line_[i] == '"') {
        place_ = i + 1;
        return line_.substr(begin, place_ - begin);
      }
    }
    return {};
  }

  // A value of any kind, by its brackets and quotes alone; empty if it has no end.
  std::string_view value() {
    const auto begin = place_;
    std::size_t depth = 0;
    while (place_ < line_.size()) {
      const char c = line_[place_];
      if (c == '"') {
        if (string().empty()) return {};
      } else if (c == '{' || c == '[') {
        ++depth;
        ++place_;
      } else if (depth > 0 && (c == '}' || c == ']')) {
        --depth;
        ++place_;
      } else if (depth == 0 && (c == ',' || c == '}' || c == ']' || is_blank(c))) {
        return line_.substr(begin, place_ - begin);
      } else {
        ++place_;
      }
      if (depth == 0 && (c == '"' || c == '}' || c == ']')) {
        return line_.substr(begin, place_ - begin);
      }
    }
    return depth == 0 ? line_.substr(begin) : std::string_view();
  }

  std::string_view line_;
  std::size_t place_ = 0;
};

}  // namespace

std::vector<JsonMember> json_members(std::string_view line) { return Scanner(line).run(); }

}  // namespace everstrike::client
