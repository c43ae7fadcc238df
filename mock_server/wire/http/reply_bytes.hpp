// Turns a Reply into the bytes of an HTTP/1.1 message. Deterministic: the same reply gives the
// same bytes (no Date, no Server), so that a cut at byte N always cuts the same thing.
// A header of Reply::headers called Content-Type, Content-Length or Connection takes the place
// of ours, so that faults can lie about them. Text from clients cannot split a message: control
// bytes in values become blanks, and headers whose names are no tokens are left out.
// Source: RFC 9112, 4 and 6; RFC 9110, 6.4.1 (messages without content).
#pragma once

#include <string>
#include <string_view>

#include "mock_server/message/reply.hpp"

namespace everstrike::mock_server {

// What the message says about the connection's future. HTTP/1.1 keeps it without a word.
enum class ConnectionHeader { none, close, keep_alive };

// How the end of the body is known.
enum class BodyEnd { content_length, chunked, close };

struct RenderOptions {
  bool head_only = false;  // the answer to HEAD: every header and no body
  ConnectionHeader connection = ConnectionHeader::none;
  BodyEnd body_end = BodyEnd::content_length;
};

// allows_content says whether an answer of this status has a body at all.
[[nodiscard]] bool allows_content(int status);

// render_reply writes into the memory of `room`.
[[nodiscard]] std::string render_reply(const Reply& reply, RenderOptions options,
                                       std::string room = {});

// chunk_of gives a piece of a chunked body, and `is_last` the end behind it; empty pieces are none.
[[nodiscard]] std::string chunk_of(std::string_view bytes, bool is_last);

// reason_phrase gives the registered phrase of a status, "Unknown" for others.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace everstrike::mock_server
