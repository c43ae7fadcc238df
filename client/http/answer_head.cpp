#include "client/http/answer_head.hpp"

#include <algorithm>
#include <limits>

#include "signing/text/ascii.hpp"

namespace everstrike::client {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_all_digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, signing::is_digit);
}

std::uint64_t length_of(std::string_view digits) {
  constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t length = 0;
  for (const char c : digits) {
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (length > (kMax - digit) / 10) return kMax;
    length = length * 10 + digit;
  }
  return length;
}

}  // namespace

std::string_view AnswerHead::first(std::string_view name) const {
  for (const auto& [own, value] : headers) {
    if (signing::equal_ignoring_case(own, name)) return value;
  }
  return {};
}

std::vector<std::string_view> AnswerHead::all(std::string_view name) const {
  std::vector<std::string_view> values;
  for (const auto& [own, value] : headers) {
    if (signing::equal_ignoring_case(own, name)) values.emplace_back(value);
  }
  return values;
}

bool read_status_line(std::string_view line, AnswerHead& head) {
  // The blank before an empty reason is often forgotten.
  if (line.size() < 12 || (line.size() > 12 && line[12] != ' ')) return false;
  if (!line.starts_with("HTTP/1.") || line[8] != ' ') return false;
  if (line[7] != '0' && line[7] != '1') return false;
  const auto digits = line.substr(9, 3);
  if (!is_all_digits(digits) || digits[0] == '0') return false;
  if (!signing::is_value(line)) return false;
  head.version_minor = line[7] - '0';
  head.status = static_cast<int>(length_of(digits));
  return true;
}

bool read_header_line(std::string_view line, AnswerHead& head) {
  if (!signing::is_value(line)) return false;
  if (!line.empty() && is_blank(line.front())) {
    if (head.headers.empty()) return false;
    auto& value = head.headers.back().second;
    value.append(value.empty() ? "" : " ").append(signing::trim_blanks(line));
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !signing::is_token(line.substr(0, colon))) return false;
  head.headers.emplace_back(line.substr(0, colon), signing::trim_blanks(line.substr(colon + 1)));
  return true;
}

Expected<BodyFraming, std::string> framing_of(const AnswerHead& head) {
  const auto wrong = [](const char* why) { return Unexpected<std::string>(why); };
  const auto lengths = head.all("Content-Length");
  const auto codings = head.all("Transfer-Encoding");
  // Two equal lengths would do, if whoever is between us had to agree.
  if (lengths.size() > 1) return wrong("the answer has several lengths");
  if (codings.size() > 1) return wrong("the answer has several transfer codings");
  if (codings.size() == 1) {
    if (!signing::equal_ignoring_case(codings[0], "chunked")) {
      return wrong("the answer has an unknown transfer coding");
    }
    if (lengths.size() == 1) return wrong("the answer has both a length and a transfer coding");
    if (head.version_minor == 0) return wrong("the answer has a transfer coding in HTTP/1.0");
  }
  if (lengths.size() == 1 && !is_all_digits(lengths[0])) {
    return wrong("the answer's length is not a number");
  }
  using Kind = BodyFraming::Kind;
  if (head.status < 200 || head.status == 204 || head.status == 304) return BodyFraming{Kind::none};
  if (codings.size() == 1) return BodyFraming{Kind::chunked};
  if (lengths.size() == 1) return BodyFraming{Kind::length, length_of(lengths[0])};
  return BodyFraming{Kind::until_end};
}

std::string content_coding_of(const AnswerHead& head) {
  std::string codings;
  for (auto rest : head.all("Content-Encoding")) {
    while (!rest.empty()) {
      const auto comma = std::min(rest.find(','), rest.size());
      const auto coding = signing::trim_blanks(rest.substr(0, comma));
      if (!coding.empty() && !signing::equal_ignoring_case(coding, "identity")) {
        codings.append(codings.empty() ? "" : ", ").append(coding);
      }
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return codings;
}

}  // namespace everstrike::client
