#include "client/http/answer_reader.hpp"

#include <algorithm>
#include <utility>

#include "client/http/chunk_line.hpp"

namespace everstrike::client {

AnswerReader::State AnswerReader::feed(std::string_view bytes) {
  while (state_ == State::reading && !bytes.empty()) {
    if (expects_ == Expects::counted || expects_ == Expects::until_end) {
      take_body(bytes);
    } else {
      take_line(bytes);
    }
  }
  return state_;
}

AnswerReader::State AnswerReader::end(bool in_order) {
  if (state_ != State::reading) return state_;
  if (expects_ == Expects::until_end && in_order) {
    state_ = State::done;
  } else {
    fail(State::broken, "the connection ended before a complete answer" + after_interim());
  }
  return state_;
}

std::string AnswerReader::after_interim() const {
  const bool is_waiting = expects_ == Expects::status_line && line_.empty();
  if (num_interim_ == 0 || !is_waiting) return "";
  return ", only " + std::to_string(last_interim_) + ", an interim answer";
}

// Takes the bytes up to a line's end, or all of them.
void AnswerReader::take_line(std::string_view& bytes) {
  const auto line_feed = bytes.find('\n');
  const auto count = line_feed == std::string_view::npos ? bytes.size() : line_feed + 1;
  const auto piece = bytes.substr(0, count);
  bytes.remove_prefix(count);
  const bool is_head = expects_ == Expects::status_line || expects_ == Expects::header_line;
  (is_head ? heads_bytes_ : extra_bytes_) += count;
  line_.append(piece.substr(0, std::min(piece.size(), limits_.line_bytes_max + 1)));
  // Another protocol may never send a line's end.
  constexpr std::string_view kBeginning = "HTTP/1.";
  const auto compared = std::min(line_.size(), kBeginning.size());
  if (expects_ == Expects::status_line &&
      line_.compare(0, compared, kBeginning, 0, compared) != 0) {
    return fail(State::broken, "the answer is not HTTP");
  }
  if (line_.size() > limits_.line_bytes_max) {
    return fail(State::too_large, std::string("a line of the answer's ") +
                                      (is_head ? "head" : "chunks") + " is longer than " +
                                      std::to_string(limits_.line_bytes_max) + " bytes");
  }
  if (heads_bytes_ > limits_.heads_bytes_max) {
    return fail(State::too_large, "the answer's heads are larger than " +
                                      std::to_string(limits_.heads_bytes_max) + " bytes");
  }
  if (line_feed == std::string_view::npos) return;
  const std::string line = std::exchange(line_, {});
  if (line.size() < 2 || line[line.size() - 2] != '\r') {
    return fail(State::broken, "a line of the answer doesn't end with CR LF");
  }
  end_of_line(std::string_view(line).substr(0, line.size() - 2));
}

void AnswerReader::end_of_line(std::string_view line) {
  switch (expects_) {
    case Expects::status_line:
      head_ = {};
      if (!read_status_line(line, head_)) return fail(State::broken, "the answer is not HTTP");
      expects_ = Expects::header_line;
      return;
    case Expects::header_line:
      if (line.empty()) return end_of_head();
      if (!read_header_line(line, head_)) {
        fail(State::broken, "a header of the answer is mangled");
      }
      return;
    case Expects::size_line:
      return end_of_size_line(line);
    case Expects::data_end:
      if (!line.empty())
        return fail(State::broken, "a chunk of the answer is longer than its size");
      extra_bytes_ -= 2;  // every chunk has it
      expects_ = Expects::size_line;
      return;
    case Expects::trailer:
      if (line.empty()) {
        state_ = State::done;
      } else if (!is_over_extra() && !read_header_line(line, trailers_)) {
        fail(State::broken, "a trailer of the answer is mangled");
      }
      return;
    default:
      return;
  }
}

void AnswerReader::end_of_head() {
  expects_ = Expects::status_line;
  if (head_.is_interim()) {
    last_interim_ = head_.status;
    if (++num_interim_ > limits_.interim_max) {
      fail(State::too_large,
           "more than " + std::to_string(limits_.interim_max) + " interim answers");
    }
    return;
  }
  const auto framing = framing_of(head_);
  if (!framing) return fail(State::broken, framing.error());
  using Kind = BodyFraming::Kind;
  switch (framing->kind) {
    case Kind::none:
      state_ = State::done;
      return;
    case Kind::until_end:
      expects_ = Expects::until_end;
      return;
    case Kind::chunked:
      is_chunked_ = true;
      expects_ = Expects::size_line;
      return;
    case Kind::length:
      break;
  }
  expects_ = Expects::counted;
  left_ = framing->length;
  if (left_ > limits_.body_bytes_max) {
    return fail(State::too_large,
                "the answer is larger than " + std::to_string(limits_.body_bytes_max) + " bytes");
  }
  if (left_ == 0) state_ = State::done;
}

void AnswerReader::end_of_size_line(std::string_view line) {
  const auto size = read_chunk_line(line);
  if (!size) return fail(State::broken, "a chunk size of the answer is no hexadecimal number");
  if (is_over_extra()) return;
  if (*size > limits_.body_bytes_max - body_.size()) {
    return fail(State::too_large,
                "the answer is larger than " + std::to_string(limits_.body_bytes_max) + " bytes");
  }
  // What a size takes without extensions doesn't count: a body of many small chunks is no attack.
  extra_bytes_ -= std::min(extra_bytes_, std::min<std::size_t>(line.size() + 2, 18));
  left_ = *size;
  expects_ = *size == 0 ? Expects::trailer : Expects::counted;
}

bool AnswerReader::is_over_extra() {
  if (extra_bytes_ <= limits_.heads_bytes_max) return false;
  fail(State::too_large, "the answer's chunk extensions and trailers are larger than " +
                             std::to_string(limits_.heads_bytes_max) + " bytes");
  return true;
}

void AnswerReader::take_body(std::string_view& bytes) {
  const bool is_counted = expects_ == Expects::counted;
  const auto count = is_counted
                         ? static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()))
                         : bytes.size();
  if (count > limits_.body_bytes_max - body_.size()) {
    return fail(State::too_large,
                "the answer is larger than " + std::to_string(limits_.body_bytes_max) + " bytes");
  }
  body_.append(bytes.substr(0, count));
  bytes.remove_prefix(count);
  if (!is_counted) return;
  left_ -= count;
  if (left_ > 0) return;
  if (is_chunked_) {
    expects_ = Expects::data_end;
  } else {
    state_ = State::done;
  }
}

void AnswerReader::fail(State state, std::string complaint) {
  state_ = state;
  complaint_ = std::move(complaint);
}

}  // namespace everstrike::client
