#include "json/parse.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <utility>

namespace everstrike::json {
namespace {

using Sax = nlohmann::json_sax<nlohmann::json>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Builds a value from the library's events. They come in the text's order but without places, so a
// cursor walks along: between two tokens stand only blanks, commas and colons.
class Builder final : public Sax {
 public:
  Builder(std::string_view text, Rules rules) : text_(text), rules_(rules) {
    if (text.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
  }

  Value root;
  std::optional<ParseError> error;

  bool null() override { return put(scalar(Value::Kind::null)); }
  bool boolean(bool flag) override { return put(scalar(Value::Kind::boolean, flag ? 1 : 0)); }
  bool number_integer(number_integer_t number) override {
    return put(scalar(Value::Kind::negative, static_cast<std::uint64_t>(number)));
  }
  bool number_unsigned(number_unsigned_t number) override {
    return put(scalar(Value::Kind::whole, number));
  }
  bool number_float(number_float_t number, const string_t& /*written*/) override {
    auto value = scalar(Value::Kind::fraction);
    value.fraction = number;
    return put(std::move(value));
  }
  bool string(string_t& text) override {
    auto value = scalar(Value::Kind::text);
    value.text = std::move(text);
    return put(std::move(value));
  }
  bool binary(binary_t& /*bytes*/) override { return false; }

  bool start_object(std::size_t /*count*/) override { return open(Value::Kind::object); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*count*/) override { return open(Value::Kind::array); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    const std::size_t begin = next();
    at_ = end_of_string(begin);
    auto& [object, names] = open_.back();
    if (!rules_.names_may_repeat && !names.insert(name).second) {
      const std::string quoted = nlohmann::json(name).dump();
      return refuse(ParseError::Kind::name_twice, begin,
                    "the member " + quoted + " comes twice in one object");
    }
    object.items.push_back({std::move(name), begin, {}});
    return true;
  }

  bool parse_error(std::size_t byte, const std::string& /*token*/,
                   const nlohmann::detail::exception& thrown) override {
    constexpr int kNumberOverflow = 406;
    if (thrown.id == kNumberOverflow) {
      return refuse(ParseError::Kind::number_too_large, next(), "a number is too large");
    }
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …": the
    // place is said in our own form, so only the cause is kept.
    std::string cause = thrown.what();
    if (const auto colon = cause.find(": "); colon != std::string::npos) cause.erase(0, colon + 2);
    // Neither is what was read last: in an accounts file that may be a secret.
    cause.erase(std::min(cause.find("; last read:"), cause.size()));
    return refuse(ParseError::Kind::syntax, byte == 0 ? 0 : byte - 1, "not JSON: " + cause);
  }

  bool refuse(ParseError::Kind kind, std::size_t at, std::string what) {
    error = {kind, at, std::move(what)};
    return false;
  }

 private:
  // A container that hasn't ended yet.
  struct Open {
    Value value;
    std::set<std::string> names;
  };

  // Where the token begins that the library tells of.
  std::size_t next() {
    at_ = std::min(text_.find_first_not_of(" \t\r\n,:", at_), text_.size());
    return at_;
  }

  [[nodiscard]] std::size_t end_of_string(std::size_t begin) const {
    auto at = begin + 1;
    while (at < text_.size() && text_[at] != '"') at += text_[at] == '\\' ? 2 : 1;
    return at + 1;
  }

  Value scalar(Value::Kind kind, std::uint64_t bits = 0) {
    Value value{.kind = kind, .bits = bits, .begin = next()};
    at_ = kind == Value::Kind::text
              ? end_of_string(value.begin)
              : std::min(text_.find_first_of(" \t\r\n,]}", value.begin), text_.size());
    value.end = at_;
    return value;
  }

  bool put(Value value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (auto& parent = open_.back().value; parent.is_object()) {
      parent.items.back().value = std::move(value);
    } else {
      parent.items.push_back({.value = std::move(value)});
    }
    return true;
  }

  bool open(Value::Kind kind) {
    const std::size_t begin = next();
    if (open_.size() >= rules_.depth_max) {
      return refuse(ParseError::Kind::too_deep, begin,
                    "nested deeper than " + std::to_string(rules_.depth_max));
    }
    open_.push_back({.value = {.kind = kind, .begin = begin}});
    ++at_;
    return true;
  }

  bool close() {
    next();
    auto value = std::move(open_.back().value);
    open_.pop_back();
    value.end = ++at_;
    return put(std::move(value));
  }

  std::string_view text_;
  Rules rules_;
  std::size_t at_ = 0;
  std::vector<Open> open_;
};

nlohmann::ordered_json library_value(const Value& value) {
  using Json = nlohmann::ordered_json;
  switch (value.kind) {
    case Value::Kind::null:
      return nullptr;
    case Value::Kind::boolean:
      return value.get<bool>();
    case Value::Kind::whole:
      return value.bits;
    case Value::Kind::negative:
      return value.get<std::int64_t>();
    case Value::Kind::fraction:
      return value.fraction;
    case Value::Kind::text:
      return value.text;
    case Value::Kind::array:
    case Value::Kind::object:
      break;
  }
  Json json = value.is_array() ? Json::array() : Json::object();
  for (const auto& item : value.items) {
    if (value.is_array()) {
      json.push_back(library_value(item.value));
    } else {
      json[item.name] = library_value(item.value);
    }
  }
  return json;
}

}  // namespace

Expected<Value, ParseError> parse(std::string_view text, Rules rules) {
  Builder builder(text, rules);
  const bool is_read = nlohmann::json::sax_parse(text, &builder);
  // The library takes a NUL for the end of the text, whatever follows it.
  const auto nul = text.find('\0');
  if (nul != std::string_view::npos && (is_read || builder.error->at == nul)) {
    builder.refuse(ParseError::Kind::syntax, nul, "not JSON: a NUL byte");
  }
  if (builder.error) return Unexpected<ParseError>(std::move(*builder.error));
  return std::move(builder.root);
}

std::string Value::compact() const { return library_value(*this).dump(); }

}  // namespace everstrike::json
