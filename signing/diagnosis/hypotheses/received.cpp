#include "signing/diagnosis/hypotheses/received.hpp"

#include <algorithm>
#include <cstddef>

#include "signing/diagnosis/text/json_text.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

constexpr std::size_t kLongBodyBytes = 4096;
constexpr std::size_t kTimesMax = 4;

bool names_a_time(std::string_view name) {
  const std::string lower = signing::lower_ascii(name);
  return lower == "ts" || lower == "t" || lower == "date" || lower == "expires" ||
         lower.find("time") != std::string::npos || lower.find("nonce") != std::string::npos;
}

// Seconds or milliseconds since 1970, whatever the header is called.
bool is_epoch(std::string_view value) {
  return (value.size() == 10 || value.size() == 13) && value.starts_with('1') &&
         std::ranges::all_of(value, signing::is_digit);
}

void add_time(std::vector<std::string>& times, std::string_view value) {
  if (value.empty() || value.size() > 64 || times.size() == kTimesMax) return;
  if (std::find(times.begin(), times.end(), value) == times.end()) times.emplace_back(value);
}

void split_target(Received& received) {
  std::string_view path = received.target;
  if (const std::size_t scheme = path.find("://"); scheme != std::string_view::npos) {
    path.remove_prefix(std::min(path.find('/', scheme + 3), path.size()));
  }
  const std::size_t question = path.find('?');
  received.path = path.substr(0, question);
  if (question != std::string_view::npos) received.query = path.substr(question + 1);
}

void find_fields(Received& received) {
  if (received.body.empty() && !received.query.empty()) {
    received.kind = BodyKind::query;
    received.fields = split_fields(received.query);
    return;
  }
  if (auto members = read_json(received.body)) {
    received.kind = BodyKind::json;
    received.fields = std::move(*members);
    return;
  }
  if (auto parts = read_multipart(received.body); !parts.empty()) {
    received.kind = BodyKind::multipart;
    received.fields = std::move(parts);
    return;
  }
  received.fields = split_fields(received.body);
}

void look_at_characters(Received& received) {
  constexpr std::string_view kSoft = "~!'()*";
  constexpr std::string_view kDisputed = "/:@$,;?";
  const std::string_view body = received.body;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (kFormUrlencoded.literals[static_cast<unsigned char>(c)] || c == '&' || c == '=') continue;
    if (c == '+') {
      received.has_plus = true;
    } else if (c == '%') {
      received.has_escape |=
          unescape(body.substr(i, 3), PlusSign::is_plus).size() == 1 && i + 2 < body.size();
    } else if (kDisputed.find(c) != std::string_view::npos) {
      received.has_disputed = true;
    } else if (kSoft.find(c) == std::string_view::npos) {
      received.has_plain = true;
    }
  }
}

// The form that was encoded, if any was.
bool is_encoded_form(const Received& received) {
  const std::string_view form = received.kind == BodyKind::query ? received.query : received.body;
  return form.find('+') != std::string_view::npos ||
         unescape(form, PlusSign::is_plus).size() != form.size();
}

}  // namespace

std::string comparable(std::string_view text) {
  return with_upper_case_escapes(replace_all(text, "+", "%20"));
}

Received take_apart(const Refused& refused, Depth depth) {
  Received received{.body = refused.body,
                    .api_key = refused.api_key,
                    .method = refused.method,
                    .target = refused.target,
                    .host = refused.host,
                    .headers = refused.headers,
                    .earlier_bodies = refused.earlier_bodies};
  received.is_long = refused.body.size() > kLongBodyBytes;
  received.common_only = depth != Depth::deep && received.is_long;
  received.encoder = encoder_of(refused.body);
  look_at_characters(received);
  split_target(received);
  find_fields(received);
  received.is_encoded = is_encoded_form(received);
  received.is_beyond_ascii =
      std::any_of(received.fields.begin(), received.fields.end(), [](const Field& field) {
        const auto is_beyond = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
        return std::any_of(field.name.begin(), field.name.end(), is_beyond) ||
               std::any_of(field.value.begin(), field.value.end(), is_beyond);
      });
  for (const auto& [name, value] : refused.payload) {
    if (received.payload.size() == kFieldsMax) break;
    received.payload.push_back(make_field(name, value, received.encoder));
  }
  for (const HeaderLine& header : refused.headers) {
    if (names_a_time(header.name) || is_epoch(header.value)) {
      add_time(received.times, header.value);
    }
  }
  for (const Field& field : received.fields) {
    if (names_a_time(field.name)) add_time(received.times, field.value);
  }
  return received;
}

Fields read_multipart(std::string_view body) {
  if (!body.starts_with("--")) return {};
  const std::string_view delimiter = body.substr(0, body.find("\r\n"));
  if (delimiter.size() < 4 || delimiter.size() > 72 || delimiter.size() == body.size()) return {};
  Fields fields;
  body.remove_prefix(delimiter.size());
  while (body.starts_with("\r\n")) {
    const std::size_t head_end = body.find("\r\n\r\n");
    const std::size_t end = body.find(delimiter, head_end);
    if (head_end == std::string_view::npos || end == std::string_view::npos) return {};
    const std::string_view head = body.substr(0, head_end);
    const std::string_view content = body.substr(head_end + 4, end - head_end - 4);
    const std::size_t name_begin = head.find("name=\"");
    if (name_begin == std::string_view::npos || !content.ends_with("\r\n")) return {};
    const std::string_view name = head.substr(name_begin + 6);
    if (head.find("filename=") == std::string_view::npos) {
      if (fields.size() == kFieldsMax) return {};
      fields.push_back(make_field(name.substr(0, name.find('"')),
                                  content.substr(0, content.size() - 2), kFormUrlencoded));
    }
    body.remove_prefix(end + delimiter.size());
  }
  return fields;
}

}  // namespace everstrike::diagnosis
