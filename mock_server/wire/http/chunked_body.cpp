#include "mock_server/wire/http/chunked_body.hpp"

#include <algorithm>
#include <optional>

#include "mock_server/wire/http/head_lines.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::size_t kLineBytesMax = 1024;
// Extensions and trailers carry nothing that anybody here reads; a body made of them is abuse.
constexpr std::size_t kExtraBytesMax = 8 * 1024;
constexpr std::size_t kSizeDigitsMax = 16;

int hex_value(char c) {
  if (signing::is_digit(c)) return c - '0';
  const char lower = signing::ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::optional<std::uint64_t> parse_size(std::string_view digits) {
  if (digits.empty() || digits.size() > kSizeDigitsMax) return std::nullopt;
  std::uint64_t size = 0;
  for (const char c : digits) {
    const int value = hex_value(c);
    if (value < 0) return std::nullopt;
    size = size * 16 + static_cast<std::uint64_t>(value);
  }
  return size;
}

}  // namespace

ChunkedBody::Fed ChunkedBody::feed(std::string_view bytes, std::string& body,
                                   std::size_t body_bytes_max) {
  Fed total;
  while (total.status == Status::need_more && total.consumed < bytes.size()) {
    const auto fed = feed_some(bytes.substr(total.consumed), body, body_bytes_max);
    total.status = fed.status;
    total.consumed += fed.consumed;
  }
  bytes_on_wire_ += total.consumed;
  return total;
}

ChunkedBody::Fed ChunkedBody::feed_some(std::string_view bytes, std::string& body,
                                        std::size_t body_bytes_max) {
  switch (expects_) {
    case Expects::size_line:
    case Expects::trailer_line:
    case Expects::data_end:
      return take_line(bytes, body.size(), body_bytes_max);
    case Expects::data: {
      const auto taken =
          static_cast<std::size_t>(std::min<std::uint64_t>(data_left_, bytes.size()));
      body.append(bytes.substr(0, taken));
      data_left_ -= taken;
      if (data_left_ == 0) expects_ = Expects::data_end;
      return {Status::need_more, taken};
    }
    case Expects::nothing:
      break;
  }
  return {Status::bad, 0};
}

// Collects a line up to its CRLF. A CR is allowed at its very end only, and a LF only after it.
ChunkedBody::Fed ChunkedBody::take_line(std::string_view bytes, std::size_t body_bytes,
                                        std::size_t body_bytes_max) {
  const auto fail = [&](std::size_t consumed) {
    expects_ = Expects::nothing;
    return Fed{Status::bad, consumed};
  };
  const std::size_t length_max = expects_ == Expects::data_end ? 2 : kLineBytesMax;
  std::size_t consumed = 0;
  for (const char c : bytes) {
    ++consumed;
    const bool after_cr = line_.ends_with('\r');
    line_.push_back(c);
    if (after_cr != (c == '\n') || line_.size() > length_max) return fail(consumed);
    if (c == '\n') {
      line_.resize(line_.size() - 2);
      const auto status = end_of_line(body_bytes, body_bytes_max);
      line_.clear();
      if (status == Status::bad || status == Status::too_large) expects_ = Expects::nothing;
      return {status, consumed};
    }
    if (expects_ == Expects::data_end && c != '\r') return fail(consumed);
    if (c != '\r' && !signing::is_value_char(c)) return fail(consumed);
  }
  return {Status::need_more, consumed};
}

ChunkedBody::Status ChunkedBody::end_of_line(std::size_t body_bytes, std::size_t body_bytes_max) {
  switch (expects_) {
    case Expects::size_line:
      return read_size_line(body_bytes, body_bytes_max);
    case Expects::trailer_line:
      return read_trailer_line();
    case Expects::data_end:
      expects_ = Expects::size_line;
      return Status::need_more;
    case Expects::data:
    case Expects::nothing:
      break;
  }
  return Status::bad;
}

ChunkedBody::Status ChunkedBody::read_size_line(std::size_t body_bytes,
                                                std::size_t body_bytes_max) {
  const std::string_view line = line_;
  const auto extension = std::min(line.find(';'), line.size());
  const auto size = parse_size(line.substr(0, extension));
  extra_bytes_ += line.size() - extension;
  if (!size || extra_bytes_ > kExtraBytesMax) return Status::bad;
  if (*size == 0) {
    expects_ = Expects::trailer_line;
    return Status::need_more;
  }
  if (*size > body_bytes_max - std::min(body_bytes, body_bytes_max)) return Status::too_large;
  data_left_ = *size;
  expects_ = Expects::data;
  return Status::need_more;
}

ChunkedBody::Status ChunkedBody::read_trailer_line() {
  if (line_.empty()) {
    expects_ = Expects::nothing;
    return Status::done;
  }
  extra_bytes_ += line_.size();
  if (extra_bytes_ > kExtraBytesMax || !parse_header_line(line_)) return Status::bad;
  return Status::need_more;
}

}  // namespace everstrike::mock_server
