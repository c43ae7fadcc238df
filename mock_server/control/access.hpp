// Who may drive the control side. It can change accounts and show what clients sent, so:
// - with a token, every request must carry it ("Authorization: Bearer T" or "x-mock-token: T");
// - without one, the host asked for must be a loopback name or the address listened on, because a
//   web page can point a name of its own at 127.0.0.1 (DNS rebinding). Where the target has a host
//   it counts as well as the Host header (RFC 9112, 3.2.2);
// - in both cases a browser's page of another origin is refused, also for reading: requests with
//   an Origin of another origin, or marked cross-site by Sec-Fetch-Site. No CORS header is ever
//   sent;
// - two Hosts or two Origins are nobody's, and refused.
// Source: Fetch standard (Origin), W3C Fetch Metadata (Sec-Fetch-*).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/message/reply.hpp"
#include "mock_server/message/request.hpp"
#include "signing/secret.hpp"

namespace everstrike::mock_server {

// What a path shows to whom. `open` is for what holds nothing of clients' or accounts': the
// authority's certificate and whether the mock is well.
enum class Shown { data, page, open };

struct AccessRules {
  signing::Secret token;                  // empty: none is asked for
  std::vector<std::string> listen_hosts;  // accepted in Host besides the loopback names
};

// check_access gives the refusal (401 or 403), nullopt when the request may go on. `page` is
// for the live page's own bytes, which hold no data: they need no token, as `open` does, and a link
// from another site may lead there.
[[nodiscard]] std::optional<Reply> check_access(const AccessRules& rules, const RequestHead& head,
                                                Shown shown);

}  // namespace everstrike::mock_server
