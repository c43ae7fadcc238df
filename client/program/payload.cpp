#include "client/program/payload.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "client/program/readable_json.hpp"

namespace everstrike::client {
namespace {

using signing::TypedList;
using signing::TypedPayload;
using signing::TypedValue;

// Builds a TypedValue from the library's events. A number is taken as it was written, of which the
// events don't know enough: `numbers` are all those of the text, in order.
class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(const std::vector<std::string_view>& numbers) : numbers_(numbers) {}

  TypedValue take() { return std::move(*root_); }
  [[nodiscard]] bool is_complete() const { return root_.has_value(); }

  bool null() override { return put(TypedValue{nullptr}); }
  bool boolean(bool value) override { return put(TypedValue{value}); }
  bool number_integer(number_integer_t /*value*/) override { return number(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return number(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
    return number();
  }
  bool string(string_t& text) override { return put(TypedValue{std::move(text)}); }
  bool binary(binary_t& /*bytes*/) override { return false; }

  bool start_object(std::size_t /*count*/) override {
    open_.push_back({TypedValue{TypedPayload{}}, {}});
    return true;
  }
  bool key(string_t& name) override {
    open_.back().name = std::move(name);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*count*/) override {
    open_.push_back({TypedValue{TypedList{}}, {}});
    return true;
  }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t /*byte*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }

 private:
  struct Open {
    TypedValue value;
    std::string name;  // of the member that comes next, in an object
  };

  bool number() {
    if (next_number_ == numbers_.size()) return false;
    auto number = signing::typed_number(numbers_[next_number_++]);
    return number && put(std::move(*number));
  }

  bool put(TypedValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* list = std::get_if<TypedList>(&open_.back().value.is)) {
      list->push_back(std::move(value));
    } else {
      auto& members = std::get<TypedPayload>(open_.back().value.is);
      members.emplace_back(std::move(open_.back().name), std::move(value));
    }
    return true;
  }

  bool close() {
    auto value = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(value));
  }

  const std::vector<std::string_view>& numbers_;
  std::size_t next_number_ = 0;
  std::vector<Open> open_;
  std::optional<TypedValue> root_;
};

}  // namespace

Expected<TypedPayload, std::string> read_payload(std::string_view json) {
  const auto wrong = [](std::string what) { return Unexpected<std::string>(std::move(what)); };
  if (has_lone_surrogate(json)) {
    return wrong("payload: a lone surrogate has no UTF-8, so neither language encodes it");
  }
  const auto numbers = json_numbers(json);
  const auto readable = readable_json(json);
  Builder builder(numbers);
  if (!nlohmann::json::sax_parse(readable ? *readable : json, &builder) || !builder.is_complete()) {
    return wrong("payload: expected JSON");
  }
  auto root = builder.take();
  auto* pairs = std::get_if<TypedList>(&root.is);
  if (pairs == nullptr) return wrong("payload: expected a list of pairs [name, value]");
  TypedPayload payload;
  payload.reserve(pairs->size());
  for (std::size_t i = 0; i < pairs->size(); ++i) {
    const std::string place = "payload[" + std::to_string(i) + "]";
    auto* pair = std::get_if<TypedList>(&(*pairs)[i].is);
    if (pair == nullptr || pair->size() != 2) {
      return wrong(place + ": expected a pair [name, value]");
    }
    auto* name = std::get_if<std::string>(&(*pair)[0].is);
    if (name == nullptr) return wrong(place + "[0]: expected text");
    payload.emplace_back(std::move(*name), std::move((*pair)[1]));
  }
  return payload;
}

}  // namespace everstrike::client
