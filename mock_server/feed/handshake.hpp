// The Upgrade from HTTP to WebSocket (RFC 6455, 4.2), as a pure function. Any Host and any Origin
// may have it; no extension and no subprotocol is ever agreed on.
#pragma once

#include <string>

#include "mock_server/message/reply.hpp"
#include "mock_server/message/request.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// wants_feed tells whether a request is for the feed: GET / with "Upgrade: websocket".
[[nodiscard]] bool wants_feed(const RequestHead& head);

// shake_hands gives the whole answer that opens the feed, or the refusal: 426 for a version of the
// protocol other than 13, 400 for a request that is no handshake otherwise.
[[nodiscard]] Expected<std::string, Reply> shake_hands(const RequestHead& head);

}  // namespace everstrike::mock_server
