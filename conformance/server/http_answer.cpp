#include "conformance/server/http_answer.hpp"

#include <algorithm>
#include <charconv>

#include "signing/text/ascii.hpp"

namespace everstrike::conformance::server {
namespace {

constexpr std::size_t kAnswerBytesMax = 4U * 1024 * 1024;
constexpr int kInterimMax = 100;

template <class Number>
std::optional<Number> number_of(std::string_view digits, int base) {
  Number value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// "HTTP/1.1 503 Service Unavailable"
std::optional<int> status_of(std::string_view line) {
  const bool known = line.substr(0, 8) == "HTTP/1.1" || line.substr(0, 8) == "HTTP/1.0";
  if (!known || line.size() < 12 || line[8] != ' ') return std::nullopt;
  if (line.size() > 12 && line[12] != ' ') return std::nullopt;
  return number_of<int>(line.substr(9, 3), 10);
}

}  // namespace

std::optional<std::string> HttpAnswer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return std::nullopt;
}

bool HttpAnswer::keeps_connection() const {
  const auto connection = signing::lower_ascii(header("connection").value_or(""));
  if (ends_with_connection || connection.find("close") != std::string::npos) return false;
  return head.rfind("HTTP/1.1", 0) == 0 || connection.find("keep-alive") != std::string::npos;
}

AnswerError AnswerReader::error(AnswerFault fault, std::string line) const {
  return {fault, std::move(line), bytes_.substr(0, 2000)};
}

std::optional<AnswerError> AnswerReader::fill() {
  const auto before = bytes_.empty() ? "before an answer" : "in the middle of an answer";
  if (received_ > kAnswerBytesMax) return error(AnswerFault::too_large, "more than 4 MiB came");
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline_ - std::chrono::steady_clock::now());
  if (left.count() <= 0 && received_ > 0) {
    return error(AnswerFault::timed_out, "the answer was not complete in time");
  }
  const auto size_before = bytes_.size();
  switch (connection_.receive(bytes_, std::max(left, std::chrono::milliseconds(0)))) {
    case Connection::Read::bytes:
      received_ += bytes_.size() - size_before;
      return std::nullopt;
    case Connection::Read::closed:
      return error(AnswerFault::closed, std::string("the connection was closed ") + before);
    case Connection::Read::reset:
      return error(AnswerFault::reset, std::string("the connection was reset ") + before);
    case Connection::Read::timed_out:
      break;
  }
  return error(AnswerFault::timed_out, std::string("nothing came in time ") + before);
}

Expected<HttpAnswer, AnswerError> AnswerReader::read_head() {
  std::size_t end = 0;
  while ((end = bytes_.find("\r\n\r\n")) == std::string::npos) {
    if (auto failed = fill()) return Unexpected<AnswerError>(*failed);
  }
  HttpAnswer answer;
  answer.head = bytes_.substr(0, end + 2);
  std::string_view rest = answer.head;
  const auto take_line = [&] {
    const auto line_end = rest.find("\r\n");
    const auto line = rest.substr(0, line_end);
    rest.remove_prefix(line_end + 2);
    return line;
  };
  const auto status = status_of(take_line());
  if (!status) {
    return Unexpected<AnswerError>(error(AnswerFault::not_http, "the answer is not HTTP/1.1"));
  }
  answer.status = *status;
  while (!rest.empty()) {
    const auto line = take_line();
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      return Unexpected<AnswerError>(
          error(AnswerFault::not_http, "a header of the answer has no name"));
    }
    answer.headers.emplace_back(signing::lower_ascii(line.substr(0, colon)),
                                std::string(signing::trim_blanks(line.substr(colon + 1))));
  }
  bytes_.erase(0, end + 4);
  return answer;
}

std::optional<AnswerError> AnswerReader::read_chunks(HttpAnswer& answer) {
  const auto line = [&]() -> Expected<std::string, AnswerError> {
    std::size_t end = 0;
    while ((end = bytes_.find("\r\n")) == std::string::npos) {
      if (auto failed = fill()) return Unexpected<AnswerError>(*failed);
    }
    auto text = bytes_.substr(0, end);
    bytes_.erase(0, end + 2);
    return text;
  };
  for (;;) {
    const auto head = line();
    if (!head) return head.error();
    const auto size =
        number_of<std::size_t>(signing::trim_blanks(head->substr(0, head->find(';'))), 16);
    if (!size || *size > kAnswerBytesMax) {
      return error(AnswerFault::not_http, "a chunk of the answer has no readable size");
    }
    if (*size == 0) break;
    while (bytes_.size() < *size + 2) {
      if (auto failed = fill()) return failed;
    }
    answer.body += bytes_.substr(0, *size);
    bytes_.erase(0, *size + 2);
  }
  for (;;) {  // trailers
    const auto trailer = line();
    if (!trailer) return trailer.error();
    if (trailer->empty()) return std::nullopt;
  }
}

Expected<HttpAnswer, AnswerError> AnswerReader::read(bool answers_head_request) {
  deadline_ = std::chrono::steady_clock::now() + connection_.timeout();
  received_ = bytes_.size();
  int interim_answers = 0;
  auto answer = read_head();
  for (; answer && answer->status >= 100 && answer->status < 200; answer = read_head()) {
    if (++interim_answers > kInterimMax) {
      return Unexpected<AnswerError>(
          error(AnswerFault::too_large, "more than 100 interim answers (1xx) came"));
    }
  }
  if (!answer) return answer;
  answer->interim_answers = interim_answers;
  if (answers_head_request || answer->status == 204 || answer->status == 304) return answer;
  if (signing::lower_ascii(answer->header("transfer-encoding").value_or("")).find("chunked") !=
      std::string::npos) {
    if (auto failed = read_chunks(*answer)) return Unexpected<AnswerError>(*failed);
    return answer;
  }
  if (const auto length = answer->header("content-length")) {
    const auto size = number_of<std::size_t>(*length, 10);
    if (!size || *size > kAnswerBytesMax) {
      return Unexpected<AnswerError>(
          error(AnswerFault::not_http, "the answer's Content-Length is no size: " + *length));
    }
    while (bytes_.size() < *size) {
      if (auto failed = fill()) return Unexpected<AnswerError>(*failed);
    }
    answer->body = bytes_.substr(0, *size);
    bytes_.erase(0, *size);
    return answer;
  }
  answer->ends_with_connection = true;
  for (;;) {
    const auto failed = fill();
    if (!failed) continue;
    if (failed->fault != AnswerFault::closed) return Unexpected<AnswerError>(*failed);
    answer->body = std::exchange(bytes_, "");
    return answer;
  }
}

}  // namespace everstrike::conformance::server
