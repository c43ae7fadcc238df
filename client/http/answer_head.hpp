// One head of an answer, read line by line: the status line, the header lines, and what they say
// about where the body ends. Strict: what leaves a doubt is refused and named, since a body that
// ends elsewhere than its sender meant may say the opposite. Pure functions.
// Source: RFC 9112, 4, 5, 6.1 to 6.3; RFC 9110, 5.5 and 15.2.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::client {

struct AnswerHead {
  int status = 0;                                            // 100 to 999
  int version_minor = 1;                                     // of HTTP/1.x
  std::vector<std::pair<std::string, std::string>> headers;  // values without the blanks around

  // first gives the first value of a header, in any letter case; empty when absent.
  [[nodiscard]] std::string_view first(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  // is_interim: 1xx but 101, which is no step towards an answer to a POST.
  [[nodiscard]] bool is_interim() const { return status < 200 && status != 101; }
};

// read_status_line sets status and version from "HTTP/1.1 200 OK", given without its line end.
[[nodiscard]] bool read_status_line(std::string_view line, AnswerHead& head);

// read_header_line adds "Name: value"; a line that begins with a blank goes on with the one before.
// Also good for trailers.
[[nodiscard]] bool read_header_line(std::string_view line, AnswerHead& head);

struct BodyFraming {
  enum class Kind { none, length, chunked, until_end };
  Kind kind = Kind::none;
  std::uint64_t length = 0;  // UINT64_MAX for any greater one
};

// framing_of says how the body ends, or why that can't be said.
[[nodiscard]] Expected<BodyFraming, std::string> framing_of(const AnswerHead& head);

// content_coding_of gives how the body is compressed ("gzip"), empty when it isn't.
[[nodiscard]] std::string content_coding_of(const AnswerHead& head);

}  // namespace everstrike::client
