#include "signing/diagnosis/saved_request.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>

#include "signing/text/ascii.hpp"
#include "signing/text/joined_header.hpp"

namespace everstrike::diagnosis {
namespace {

using Problem = Unexpected<std::string>;

struct Halves {
  std::string_view head;
  std::string_view body;
};

// The empty line is the first that there is, whatever its line end.
Halves split(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    const std::string_view rest = text.substr(at + 1);
    if (rest.starts_with('\n')) return {text.substr(0, at), rest.substr(1)};
    if (rest.starts_with("\r\n")) return {text.substr(0, at), rest.substr(2)};
  }
  return {text, {}};
}

// Takes the first line off `text`, without its end.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

struct RequestLine {
  std::string_view method;
  std::string_view target;
  std::string_view version;  // empty: it isn't told
};

std::optional<RequestLine> read_request_line(std::string_view line) {
  RequestLine read;
  const std::size_t blank = line.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  read.method = line.substr(0, blank);
  read.target = line.substr(blank + 1);
  if (const std::size_t last = read.target.rfind(" HTTP/"); last != std::string_view::npos) {
    read.version = read.target.substr(last + 1);
    read.target = read.target.substr(0, last);
  }
  const auto is_target_char = [](char c) { return c > ' ' && c != '\x7f'; };
  const bool is_known = read.version.empty() || read.version == "HTTP/1.1" ||
                        read.version == "HTTP/1.0" || read.version == "HTTP/2";
  if (!is_known || !signing::is_token(read.method) || read.target.empty() ||
      !std::all_of(read.target.begin(), read.target.end(), is_target_char)) {
    return std::nullopt;
  }
  return read;
}

// The number at the start of `text`, or nothing.
std::optional<std::size_t> read_size(std::string_view text, int base) {
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size, base);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return size;
}

std::optional<std::string> put_together(std::string_view chunks) {
  std::string body;
  for (;;) {
    if (chunks.empty()) return std::nullopt;
    const auto size = read_size(signing::trim_blanks(take_line(chunks)), 16);
    if (!size || *size > chunks.size()) return std::nullopt;
    if (*size == 0) return body;
    body.append(chunks.substr(0, *size));
    chunks.remove_prefix(*size);
    (void)take_line(chunks);
  }
}

std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

Expected<void, std::string> take_body(std::string_view rest, SavedRequest& saved) {
  if (signing::joined_header(saved.headers, "transfer-encoding")) {
    auto body = put_together(rest);
    if (!body) return Problem("the chunked body is cut off, or its sizes are wrong");
    saved.body = std::move(*body);
    return {};
  }
  const auto length_text = signing::joined_header(saved.headers, "content-length");
  const auto length = length_text ? read_size(*length_text, 10) : std::nullopt;
  if (length && *length <= rest.size()) {
    saved.body = rest.substr(0, *length);
    // Behind a whole body stands the end of the file.
    if (const auto behind = rest.substr(*length); !without_line_end(behind).empty()) {
      saved.following = behind;
    }
    return {};
  }
  saved.body = rest;
  saved.may_end_as_the_editor_does = rest.ends_with('\n');
  return {};
}

}  // namespace

Expected<SavedRequest, std::string> read_saved_request(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  auto [head, rest] = split(text);
  const auto request_line = read_request_line(take_line(head));
  if (!request_line) {
    return Problem("there is no request line: expected \"POST /auth/cancel HTTP/1.1\" or the like");
  }
  SavedRequest saved{.method = std::string(request_line->method),
                     .target = std::string(request_line->target)};
  for (std::size_t number = 2; !head.empty(); ++number) {
    const std::string_view line = take_line(head);
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !signing::is_token(line.substr(0, colon))) {
      return Problem("line " + std::to_string(number) +
                     " is no header: expected \"Name: value\", and an empty line before the body");
    }
    saved.headers.emplace_back(line.substr(0, colon), signing::trim_blanks(line.substr(colon + 1)));
  }
  return take_body(rest, saved).map([&] { return std::move(saved); });
}

bool holds_a_request(std::string_view text) {
  const auto line = read_request_line(take_line(text));
  return line && !line->version.empty() && !text.empty();
}

Diagnosis diagnose_saved(const SavedRequest& saved,
                         const std::function<Diagnosis(std::string_view body)>& diagnose_body) {
  Diagnosis found = diagnose_body(saved.body);
  if (!saved.may_end_as_the_editor_does || found.outcome == Outcome::none ||
      found.outcome == Outcome::off) {
    return found;
  }
  Diagnosis without = diagnose_body(without_line_end(saved.body));
  if (without.outcome == Outcome::none) {
    found.hints.emplace_back(
        "Without the last line end, which may be the editor's and not the body's, the signature is "
        "right.");
  } else if (without.outcome == Outcome::mistake &&
             (found.outcome != Outcome::mistake || without.steps.size() < found.steps.size())) {
    found = std::move(without);
    found.hints.emplace_back(
        "The last line end was left out: it may be the editor's, and without it the signature is "
        "explained.");
  }
  return found;
}

}  // namespace everstrike::diagnosis
