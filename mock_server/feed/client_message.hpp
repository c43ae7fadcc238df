// What a client sends: {"op":…,"content":…}, `content` never empty. Pure.
#pragma once

#include <string>
#include <string_view>

#include "mock_server/feed/category.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct ClientMessage {
  Op op = Op::status;
  std::string content;  // a text as it is, another value as compact JSON
};

// read_client_message gives the error as a clause that follows "Invalid request: ". It quotes
// nothing of the message but a short unknown `op`.
[[nodiscard]] Expected<ClientMessage, std::string> read_client_message(std::string_view text);

// One public category of one pair, as "USD_BTC_PERP:index".
struct Topic {
  std::string pair;
  Category category = Category::index;

  [[nodiscard]] bool operator==(const Topic&) const = default;
  [[nodiscard]] std::string text() const;
};
[[nodiscard]] Expected<Topic, std::string> read_topic(std::string_view text);

}  // namespace everstrike::mock_server
