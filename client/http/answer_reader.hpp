// Reads an answer from the bytes of a connection, piece by piece as they arrive, within bounds and
// strictly, before any library sees them. Libraries read a status line with a recursion for each
// byte and find it too long when the stack is gone; they take "0x2d" and "+2d" for chunk sizes, the
// first of two lengths, and a 103 for the answer. Pure: no socket, no clock; fuzzed.
// - Lines end with CR LF. Interim answers (1xx but 101) are counted and dropped.
// - A length, chunks, or the end of the connection end the body, and nothing else does. What comes
//   behind a body that has ended is not looked at.
// Source: RFC 9112; RFC 9110, 15.2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "client/http/answer_head.hpp"

namespace everstrike::client {

struct AnswerLimits {
  std::size_t line_bytes_max = 16 * 1024;   // of a status, header or chunk size line
  std::size_t heads_bytes_max = 64 * 1024;  // of all heads together; so much again for chunk
                                            // extensions and trailers
  int interim_max = 16;
  std::size_t body_bytes_max = 1024 * 1024;
};

class AnswerReader {
 public:
  enum class State {
    reading,
    done,
    broken,     // no HTTP, or it leaves a doubt, or it was cut
    too_large,  // beyond a limit
  };

  explicit AnswerReader(AnswerLimits limits = {}) : limits_(limits) {}

  // feed takes the next bytes; nothing more is read once the state isn't `reading`.
  State feed(std::string_view bytes);
  // end says that no more bytes come. `in_order`: the peer said so, which ends a body that has no
  // other end; false after a reset, or TLS without its farewell.
  State end(bool in_order);

  [[nodiscard]] State state() const { return state_; }
  // Of an answer that is done.
  [[nodiscard]] const AnswerHead& head() const { return head_; }
  [[nodiscard]] std::string& body() { return body_; }
  // complaint says in a line why the state is broken or too_large.
  [[nodiscard]] const std::string& complaint() const { return complaint_; }
  // after_interim is ", only 103, an interim answer" where nothing came behind one, else empty.
  [[nodiscard]] std::string after_interim() const;

 private:
  enum class Expects { status_line, header_line, counted, until_end, size_line, data_end, trailer };

  void take_line(std::string_view& bytes);
  void take_body(std::string_view& bytes);
  void end_of_line(std::string_view line);
  void end_of_head();
  void end_of_size_line(std::string_view line);
  [[nodiscard]] bool is_over_extra();
  void fail(State state, std::string complaint);

  AnswerLimits limits_;
  State state_ = State::reading;
  Expects expects_ = Expects::status_line;
  std::string complaint_;
  std::string line_;  // the unfinished one
  AnswerHead head_;
  AnswerHead trailers_;
  std::string body_;
  std::uint64_t left_ = 0;  // of the body or the chunk
  bool is_chunked_ = false;
  std::size_t heads_bytes_ = 0;
  std::size_t extra_bytes_ = 0;
  int num_interim_ = 0;
  int last_interim_ = 0;
};

}  // namespace everstrike::client
