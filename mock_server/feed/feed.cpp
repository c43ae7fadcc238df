#include "mock_server/feed/feed.hpp"

#include <memory>

#include "mock_server/feed/feed_session.hpp"
#include "mock_server/feed/handshake.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::mock_server {

Feed::Feed(FeedParts parts) : parts_(std::move(parts)), floor_(parts_.options.limits) {}

bool Feed::wants(const Request& request) const { return wants_feed(request.head); }

Answer Feed::answer(const Request& request) {
  const auto& arrival = request.arrival;
  Answer answer;
  auto opened = shake_hands(request.head);
  if (!opened) {
    answer.reply = std::move(opened.error());
    parts_.note({.time_ms = parts_.clock->unix_ms(),
                 .connection = arrival.connection,
                 .event = FeedNote::Event::refused,
                 .text = request.head.bytes,
                 .code = answer.reply.status});
    return answer;
  }
  answer.reply.status = 101;
  answer.plan.raw_answer = std::move(*opened);
  const auto address = signing::split_host_port(arrival.peer).host;
  answer.session =
      std::make_shared<FeedSession>(parts_, floor_, arrival.connection, std::string(address));
  return answer;
}

void Feed::tell(std::string_view api_key, const std::vector<OrderNews>& news) {
  floor_.tell(api_key, news, parts_.clock->unix_ms());
}

}  // namespace everstrike::mock_server
