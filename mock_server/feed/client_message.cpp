#include "mock_server/feed/client_message.hpp"

#include "json/parse.hpp"

namespace everstrike::mock_server {
namespace {

template <std::size_t kCount, class Value>
std::string names_of(const json::Words<Value, kCount>& words) {
  std::string names;
  for (const auto& [word, value] : words) names.append(names.empty() ? "" : ", ").append(word);
  return names;
}

Unexpected<std::string> wrong(std::string what) { return Unexpected<std::string>(std::move(what)); }

}  // namespace

Expected<ClientMessage, std::string> read_client_message(std::string_view text) {
  constexpr std::string_view kExpected = R"(expected {"op":…,"content":…})";
  const auto value = json::parse(text, {.depth_max = 8, .names_may_repeat = false});
  if (!value) return wrong("the message is " + value.error().what);
  const auto& op = (*value)["op"];
  if (!value->is_object() || !op.is_string()) return wrong(std::string(kExpected));
  const auto known = json::value_of(op.text, kOps);
  if (!known) return wrong("op: expected one of " + names_of(kOps));
  const auto& content = (*value)["content"];
  if (content.is_null() || (content.is_string() && content.text.empty())) {
    return wrong("content is never empty, also where it says nothing");
  }
  return ClientMessage{.op = *known,
                       .content = content.is_string() ? content.text : content.compact()};
}

std::string Topic::text() const {
  return pair + ":" + std::string(json::word_of(category, kPublicCategories));
}

Expected<Topic, std::string> read_topic(std::string_view text) {
  const auto colon = text.find(':');
  const auto category = colon == std::string_view::npos
                            ? std::nullopt
                            : json::value_of(text.substr(colon + 1), kPublicCategories);
  if (!category) {
    return wrong("content: expected PAIR:category with one of " + names_of(kPublicCategories));
  }
  return Topic{.pair = std::string(text.substr(0, colon)), .category = *category};
}

}  // namespace everstrike::mock_server
