// Takes the chunk framing off a body, piece by piece as the bytes arrive, and strictly: sizes are
// hexadecimal digits and nothing else, every line ends with CRLF, and what a sender may add
// (extensions, trailers) is checked, bounded and dropped. A body that breaks a rule stays broken.
// Pure: bytes in, bytes out; fuzzed by request_reader_fuzz.
// Source: RFC 9112, 7.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace everstrike::mock_server {

class ChunkedBody {
 public:
  enum class Status { need_more, done, bad, too_large };
  struct Fed {
    Status status = Status::need_more;
    std::size_t consumed = 0;  // of the bytes given; the rest belongs to what follows the body
  };

  // feed appends the content of `bytes` to `body`, which never grows beyond `body_bytes_max`:
  // a chunk that would is refused by its size line alone.
  Fed feed(std::string_view bytes, std::string& body, std::size_t body_bytes_max);

  // bytes_on_wire counts everything consumed, framing included.
  [[nodiscard]] std::uint64_t bytes_on_wire() const { return bytes_on_wire_; }

 private:
  enum class Expects { size_line, data, data_end, trailer_line, nothing };

  Fed feed_some(std::string_view bytes, std::string& body, std::size_t body_bytes_max);
  Fed take_line(std::string_view bytes, std::size_t body_bytes, std::size_t body_bytes_max);
  Status end_of_line(std::size_t body_bytes, std::size_t body_bytes_max);
  Status read_size_line(std::size_t body_bytes, std::size_t body_bytes_max);
  Status read_trailer_line();

  Expects expects_ = Expects::size_line;
  std::string line_;             // the unfinished size or trailer line
  std::uint64_t data_left_ = 0;  // of the current chunk
  std::size_t extra_bytes_ = 0;  // extensions and trailers so far
  std::uint64_t bytes_on_wire_ = 0;
};

}  // namespace everstrike::mock_server
