// Reads one JSON object into fields. Repeated names, the order and the spelling of numbers are
// kept, since any of them may be why a signature is wrong; objects inside the object are not read.
#include <algorithm>
#include <cstddef>

#include "signing/diagnosis/text/json_text.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

// Reads one object from the front to the end. Every function says whether what it expects was
// there; the first that wasn't ends the reading.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool object() {
    if (!skip('{')) return false;
    if (skip('}')) return at_end();
    do {
      std::string name;
      if (!string(name) || !skip(':') || !member(name)) return false;
    } while (skip(','));
    return skip('}') && at_end();
  }

  Fields fields;

 private:
  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
  }
  bool skip(char c) {
    skip_blanks();
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool at_end() {
    skip_blanks();
    return rest_.empty();
  }

  bool member(const std::string& name) {
    if (!skip('[')) return value(name);
    if (skip(']')) return add(name + "[]", "", false);
    std::size_t index = 0;
    do {
      if (!value(name + "[" + std::to_string(index++) + "]")) return false;
    } while (skip(','));
    return skip(']');
  }

  bool value(const std::string& name) {
    skip_blanks();
    std::string text;
    if (rest_.starts_with('"')) return string(text) && add(name, text, false);
    const std::size_t end = std::min(rest_.find_first_of(",]} \t\r\n"), rest_.size());
    text = rest_.substr(0, end);
    if (text.empty() || text.find_first_of("{[\"") != std::string::npos) return false;
    rest_.remove_prefix(end);
    return add(name, text, true);
  }

  bool add(std::string_view name, std::string_view text, bool is_literal) {
    if (fields.size() == kFieldsMax) return false;
    fields.push_back(make_field(name, text, kFormUrlencoded));
    fields.back().is_literal = is_literal;
    return true;
  }

  bool string(std::string& text) {
    if (!skip('"')) return false;
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return true;
      if (c != '\\') {
        text += c;
      } else if (!escaped(text)) {
        return false;
      }
    }
    return false;
  }

  bool escaped(std::string& text) {
    constexpr std::string_view kLetters = "bfnrt\"\\/";
    constexpr std::string_view kMeanings = "\b\f\n\r\t\"\\/";
    if (rest_.empty()) return false;
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (c == 'u') {
      char32_t point = 0;
      if (!unit(point)) return false;
      if (point >= 0xd800 && point < 0xdc00 && rest_.starts_with("\\u")) {
        rest_.remove_prefix(2);
        char32_t low = 0;
        if (!unit(low)) return false;
        point = 0x10000 + ((point - 0xd800) << 10) + (low & 0x3ff);
      }
      signing::append_utf8(text, point);
      return true;
    }
    const std::size_t place = kLetters.find(c);
    if (place == std::string_view::npos) return false;
    text += kMeanings[place];
    return true;
  }

  bool unit(char32_t& point) {
    const auto bytes = signing::read_hex(rest_.substr(0, 4));
    if (!bytes || bytes->size() != 2) return false;
    rest_.remove_prefix(4);
    point = static_cast<char32_t>(static_cast<unsigned char>((*bytes)[0]) << 8 |
                                  static_cast<unsigned char>((*bytes)[1]));
    return true;
  }

  std::string_view rest_;
};

}  // namespace

std::optional<Fields> read_json(std::string_view text) {
  Reader reader(text);
  if (!reader.object()) return std::nullopt;
  return std::move(reader.fields);
}

}  // namespace everstrike::diagnosis
