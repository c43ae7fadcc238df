// One received request as plain data: it may be copied, moved and kept (the journal does). The
// head is kept as the raw bytes that arrived, and everything else about it is a span into those
// bytes, so that no letter case, order, empty value or escape is lost on the way to verification.
// A `Request` has passed the strict checks of wire/http/request_head.hpp: whoever gets one need
// not check framing again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

// A piece of `RequestHead::bytes`, as offset and length, so that copies stay valid.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t length = 0;

  [[nodiscard]] std::string_view of(std::string_view bytes) const {
    return bytes.substr(begin, length);
  }
};

// One header line. The value has lost the blanks and tabs around it (RFC 9110, 5.5), nothing else.
struct HeaderSpan {
  Span name;
  Span value;
};

// origin_form gives a target without the scheme and host of absolute form ("http://host/path?x",
// RFC 9112, 3.2.2): "/path?x", "" when nothing is left.
[[nodiscard]] std::string_view origin_form(std::string_view target);

enum class BodyFraming { none, content_length, chunked };

struct RequestHead {
  std::string bytes;  // request line, header lines and the empty line, as received
  Span method_span;
  Span target_span;  // "/auth/cancel?x=1", or absolute form, as received
  std::vector<HeaderSpan> headers;
  int version_minor = 1;  // of HTTP/1.x
  BodyFraming framing = BodyFraming::none;
  std::uint64_t content_length = 0;  // as declared; 0 unless framing is content_length
  bool keep_alive = true;            // what the client asked for, by version and Connection
  bool expects_continue = false;     // "Expect: 100-continue"

  [[nodiscard]] std::string_view method() const { return method_span.of(bytes); }
  [[nodiscard]] std::string_view target() const { return target_span.of(bytes); }
  // path is the target without query, and without scheme and host in absolute form ("/" when
  // nothing is left). Not decoded.
  [[nodiscard]] std::string_view path() const;
  // query is what follows the first "?"; empty without one.
  [[nodiscard]] std::string_view query() const;
  // find gives the value of the first header called `name` (any case), nullopt when absent: an
  // empty value and an absent header are two things.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  // joined gives all values of a header as one, see signing/text/joined_header.hpp.
  [[nodiscard]] std::optional<std::string> joined(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  // is_called tells whether a header of this head has that name (any case).
  [[nodiscard]] bool is_called(const HeaderSpan& header, std::string_view name) const;
};

// Where a request came from.
struct Arrival {
  std::uint64_t connection = 0;             // numbered from 1 in the order of accepting
  std::uint64_t request_on_connection = 0;  // from 1
  std::string peer;                         // "127.0.0.1:40000"
  bool tls = false;
  std::string server_name;  // TLS SNI, empty without
  std::string tunnel;       // what a CONNECT before it asked for ("host:port"), empty without
};

// Answers stay in memory until their clients have read them, within bounds over all connections.
class AnswerRoom {
 public:
  virtual ~AnswerRoom() = default;
  // reserve keeps room for the answer to this request; false: there is none, and it has to be
  // refused. What is answered without having asked may be replaced by such a refusal.
  [[nodiscard]] virtual bool reserve(std::size_t bytes) = 0;
  // about_to_take_long lets answers to others leave that were to leave together with this one.
  virtual void about_to_take_long() {}
};

struct Request {
  RequestHead head;
  std::string body;                      // without chunk framing
  std::uint64_t body_bytes_on_wire = 0;  // with chunk framing
  Arrival arrival;
  // What came right behind it in the same piece and doesn't begin like a request, at most
  // kFollowingBytesMax: bytes of the body, if its length was counted wrongly.
  std::string following = {};
  std::uint64_t mark = 0;  // Answer::mark, where it was parked
  // Where a big or slow answer asks for room; valid while the handler is asked, nullptr: none is
  // needed.
  AnswerRoom* room = nullptr;
};

inline constexpr std::size_t kFollowingBytesMax = 4096;

// A request that was refused before it became one: bad framing, too large, too slow.
struct MalformedRequest {
  enum class Reason {
    bad_request_line,
    unsupported_version,
    bad_header,  // no colon, blank before it, NUL or control bytes, a folded line
    two_hosts,
    bad_content_length,   // not a plain decimal number, or more than one of them
    conflicting_framing,  // Content-Length and Transfer-Encoding
    unsupported_transfer_encoding,
    bad_chunk,
    head_too_large,
    body_too_large,
    timed_out,       // the head or the body did not arrive in time
    cut_off,         // the client closed before the request was complete
    not_http,        // garbage, TLS on a plain port, or plain text on a TLS port
    tls_failed,      // the TLS handshake or a record went wrong; `detail` says how
    tunnel_refused,  // a CONNECT, or a proxy's request, to a host that is not the mock's
    overloaded,      // limits on connections or on bytes kept reached
  };
  Reason reason;
  std::string received;  // the first bytes received, at most 16 KiB
  std::string detail;    // more about the cause where there is more, else empty
  Arrival arrival;
  // Set where the listener knows what to answer: the handler is to give this, redacted.
  std::optional<Reply> answered = std::nullopt;
};

// reason_text names a reason in a few words ("two Content-Length headers differ …").
[[nodiscard]] std::string_view reason_text(MalformedRequest::Reason reason);

}  // namespace everstrike::mock_server
