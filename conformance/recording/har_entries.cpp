#include "conformance/recording/har_entries.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

#include "conformance/recording/entry_line.hpp"
#include "mock_server/message/verdict.hpp"
#include "signing/base64.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/joined_header.hpp"

namespace everstrike::conformance {
namespace {

using json::Document;
using json::Value;
using mock_server::Entry;
using Headers = std::vector<std::pair<std::string, std::string>>;

// Reads one entry; what is wrong is told with its place in the document.
class HarEntry {
 public:
  HarEntry(const Document& document, std::string pointer)
      : document_(document), pointer_(std::move(pointer)), value_(*document.find(pointer_)) {}

  Expected<SessionEntry, std::string> read() {
    const Value& request = member(value_, "", "request");
    const Value& response = member(value_, "", "response");
    read_times();
    read_request(request);
    read_answer(response);
    const Value& mock = value_["_everstrike_mock"];
    if (mock.is_object()) {
      read_mock(mock);
    } else {
      read_mock_headers();
    }
    if (error_) return Unexpected<std::string>(std::move(*error_));
    return std::move(seen_);
  }

 private:
  void fail(const std::string& path, std::string_view what) {
    if (!error_) error_ = document_.error_at(pointer_ + path, what);
  }
  const Value& member(const Value& object, const std::string& path, const std::string& name) {
    if (!object[name].is_object()) fail(path + "/" + name, "expected an object");
    return object[name];
  }
  std::string text(const Value& object, const std::string& path, const std::string& name) {
    if (!object[name].is_string()) fail(path + "/" + name, "expected a text");
    return object[name].text;
  }

  void read_times() {
    const auto at = unix_ms_of(text(value_, "", "startedDateTime"));
    if (!at) fail("/startedDateTime", "expected a time as 2026-11-28T18:30:16.123Z");
    entry_.time_ms = at.value_or(0);
    // "time" is -1 where a browser doesn't know it.
    constexpr double kMostMs = 1e12;
    const Value& time = value_["time"];
    if (!time.is_number()) return fail("/time", "expected a number");
    const double ms = std::clamp(time.get<double>(), 0.0, kMostMs);
    entry_.duration_us = std::llround(ms * 1000);
  }

  Headers headers(const Value& object, const std::string& path) {
    Headers list;
    const Value& values = object["headers"];
    if (!values.is_array()) fail(path + "/headers", "expected an array");
    if (!values.is_array()) return list;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::string place = path + "/headers/" + std::to_string(i);
      list.emplace_back(text(values[i], place, "name"), text(values[i], place, "value"));
    }
    return list;
  }

  void read_request(const Value& request) {
    entry_.method = text(request, "/request", "method");
    const std::string url = text(request, "/request", "url");
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    const std::size_t slash = std::min(url.find_first_of("/?#", begin), url.size());
    entry_.path = url.substr(slash, url.find('#', slash) - slash);
    if (!entry_.path.starts_with('/')) entry_.path.insert(0, "/");
    entry_.tls = url.starts_with("https:");
    const Headers lines = headers(request, "/request");
    const auto one_line = [](std::string line) {
      std::erase_if(line, [](char c) { return c == '\r' || c == '\n'; });
      return line;
    };
    entry_.head = one_line(entry_.method + " " + entry_.path + " HTTP/1.1");
    const bool has_host = signing::joined_header(lines, "host").has_value();
    if (!has_host) entry_.head += "\r\nHost: " + one_line(url.substr(begin, slash - begin));
    for (const auto& [name, value] : lines) {
      // HTTP/2 writes the request line as headers.
      if (!name.starts_with(':')) entry_.head += "\r\n" + one_line(name + ": " + value);
    }
    entry_.head += "\r\n\r\n";
    entry_.api_key = signing::joined_header(lines, "x-api-key").value_or("");
    const Value& data = request["postData"];
    if (data.is_null()) return;
    if (data["_hex"].is_string()) {
      const auto bytes = signing::read_hex(data["_hex"].text);
      if (!bytes) fail("/request/postData/_hex", "expected hex digits");
      entry_.body = bytes.value_or("");
    } else if (data["text"].is_string()) {
      entry_.body = data["text"].text;
    }
    entry_.body_bytes = entry_.body.size();
  }

  void read_answer(const Value& response) {
    const Value& status = response["status"];
    constexpr std::uint64_t kStatusMax = 999;
    const bool is_status = status.is_number_unsigned() && status.bits <= kStatusMax;
    if (!is_status) fail("/response/status", "expected a status");
    entry_.status = is_status ? status.get<int>() : 0;
    entry_.answer_headers = headers(response, "/response");
    const Value& content = response["content"];
    if (content["encoding"].is_string() && content["encoding"].text == "base64") {
      const auto bytes = signing::base64_decode(content["text"].text);
      if (!bytes) fail("/response/content/text", "expected base64");
      entry_.answer_body = bytes ? *bytes : std::string();
    } else {
      entry_.answer_body = content["text"].text;
    }
    entry_.answer_body_bytes = entry_.answer_body.size();
    if (content["size"].is_number_unsigned()) {
      entry_.answer_body_bytes =
          std::max<std::uint64_t>(entry_.answer_body_bytes, content["size"].bits);
    }
    // Nothing was received, or something that is no HTTP.
    if (entry_.status == 0) entry_.cut_after = 0;
  }

  void read_mock(const Value& mock) {
    const std::string path = "/_everstrike_mock";
    if (!mock["number"].is_number_unsigned()) fail(path + "/number", "expected a whole number");
    entry_.number = mock["number"].get<std::uint64_t>();
    entry_.api_key = text(mock, path, "api_key");
    const auto verdict = mock_server::verdict_of_slug(text(mock, path, "verdict"));
    if (!verdict) fail(path + "/verdict", "expected a verdict");
    entry_.verdict = verdict.value_or(mock_server::Verdict::accepted);
    entry_.detail = text(mock, path, "detail");
    entry_.diagnosis = text(mock, path, "diagnosis");
    entry_.fix = text(mock, path, "fix");
    entry_.fault = text(mock, path, "fault");
    entry_.secret_on_wire = mock["secret_on_wire"].get<bool>();
    if (!effect_of_text(text(mock, path, "effect"), entry_.effect.kind)) {
      fail(path + "/effect", "expected none, cancelled, placed, triggered or filled");
    }
    if (!wire_end_of_text(text(mock, path, "end"), entry_.wire_end)) {
      fail(path + "/end", "expected keep, close, reset or hang");
    }
    if (mock["cut_after"].is_number_unsigned()) entry_.cut_after = mock["cut_after"].bits;
    // HARs of earlier versions say what happened, and not to which orders.
    seen_.knows_effect = mock["orders"].is_array();
    for (const auto& id : mock["orders"].items) entry_.effect.order_ids.push_back(id.value.text);
    for (const auto& item : mock["fills"].items) {
      const Value& fill = item.value;
      entry_.effect.fills.push_back({.order = fill["order"].text,
                                     .qty = fill["qty"].get<double>(),
                                     .remaining = fill["remaining"].get<double>()});
    }
  }

  // What a mock told a client that somebody else watched.
  void read_mock_headers() {
    const auto header = [&](std::string_view name) {
      return signing::joined_header(entry_.answer_headers, name);
    };
    seen_.knows_effect = seen_.knows_secret = false;
    const auto verdict = mock_server::verdict_of_slug(header("x-mock-verdict").value_or(""));
    if (verdict) {
      entry_.verdict = *verdict;
      entry_.diagnosis = header("x-mock-diagnosis").value_or("");
      entry_.fault = header("x-mock-fault").value_or("");
      return;
    }
    seen_.knows_verdict = seen_.knows_signature = false;
  }

  const Document& document_;
  std::string pointer_;
  const Value& value_;
  SessionEntry seen_;
  Entry& entry_ = seen_.entry;
  std::optional<std::string> error_;
};

// "3 entries were no HTTP requests; see the journal"
std::uint64_t count_in(const Value& comment) {
  std::uint64_t count = 0;
  const std::string& text = comment.text;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

std::optional<int> digits(std::string_view& text, std::size_t count) {
  int number = 0;
  if (text.size() < count) return std::nullopt;
  for (const char c : text.substr(0, count)) {
    if (!signing::is_digit(c)) return std::nullopt;
    number = number * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return number;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<std::int64_t> unix_ms_of(std::string_view text) {
  using namespace std::chrono;
  const auto y = digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = digits(text, 2);
  if (!d || !(take(text, 'T') || take(text, ' '))) return std::nullopt;
  const auto hour = digits(text, 2);
  if (!hour || !take(text, ':')) return std::nullopt;
  const auto minute = digits(text, 2);
  if (!minute || !take(text, ':')) return std::nullopt;
  const auto second = digits(text, 2);
  if (!second) return std::nullopt;
  const year_month_day date{year(*y), month(static_cast<unsigned>(*m)),
                            day(static_cast<unsigned>(*d))};
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  std::int64_t ms = 0;
  if (take(text, '.')) {
    int scale = 100;
    const std::string_view before = text;
    while (!text.empty() && signing::is_digit(text.front())) {
      ms += (text.front() - '0') * scale;
      scale /= 10;
      text.remove_prefix(1);
    }
    if (text.size() == before.size()) return std::nullopt;
  }
  minutes offset{0};
  if (!take(text, 'Z')) {
    const bool is_east = take(text, '+');
    if (!is_east && !take(text, '-')) return std::nullopt;
    const auto offset_hours = digits(text, 2);
    (void)take(text, ':');
    const auto offset_minutes = digits(text, 2);
    if (!offset_hours || !offset_minutes) return std::nullopt;
    offset = hours(*offset_hours) + minutes(*offset_minutes);
    if (!is_east) offset = -offset;
  }
  if (!text.empty()) return std::nullopt;
  const auto time = sys_days(date) + hours(*hour) + minutes(*minute) + seconds(*second) - offset;
  return duration_cast<milliseconds>(time.time_since_epoch()).count() + ms;
}

Expected<HarEntries, std::string> read_har_entries(const Document& document,
                                                   const std::string& source_name) {
  const Value* entries = document.find("/log/entries");
  if (entries == nullptr || !entries->is_array()) {
    return Unexpected<std::string>(
        document.error_at("/log/entries", "expected an array, as an HTTP Archive (HAR) has it"));
  }
  HarEntries har;
  bool has_numbers = entries->size() > 0;
  for (std::size_t i = 0; i < entries->size(); ++i) {
    auto read = HarEntry(document, "/log/entries/" + std::to_string(i)).read();
    if (!read) return Unexpected<std::string>(read.error());
    has_numbers = has_numbers && read->entry.number != 0;
    read->place = source_name + ": entries[" + std::to_string(i) + "]";
    har.entries.push_back(std::move(*read));
  }
  if (!has_numbers) {
    std::ranges::stable_sort(har.entries, {},
                             [](const SessionEntry& one) { return one.entry.time_ms; });
    std::uint64_t number = 0;
    for (SessionEntry& one : har.entries) one.entry.number = ++number;
  } else if (const Value* comment = document.find("/log/comment"); comment != nullptr) {
    har.left_out = count_in(*comment);
  }
  return har;
}

}  // namespace everstrike::conformance
