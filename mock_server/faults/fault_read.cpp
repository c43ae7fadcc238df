// Reads faults from scenario files: one read_into for each kind takes the members that this kind
// has, and the reader refuses those that nobody took.
#include <algorithm>

#include "mock_server/faults/fault_json.hpp"
#include "mock_server/faults/member_reader.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::uint64_t kBytesMax = 1'000'000;

struct Place {
  const json::Document& document;
  std::string pointer;  // of the fault's object
};

void read_into(AnswerStatus& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "status", {200, 999}, fault.status, Presence::required);
  if (const auto body = reader.text_if_present("body")) {
    read_word(reader, "body", *body, kBodyKinds, fault.body);
  }
  std::uint32_t seconds = 0;
  read_whole(reader, "retry_after_s", {0, 86'400}, seconds);
  if (reader.has("retry_after_s")) fault.retry_after_s = seconds;
  if (const auto form = reader.text_if_present("retry_after_as")) {
    read_word(reader, "retry_after_as", *form, kRetryAfterForms, fault.retry_after_as);
    if (!fault.retry_after_s) reader.fail("retry_after_as", "expected retry_after_s beside it");
  }
}

void read_into(LognormalDelay& delay, json::ObjectReader& reader) {
  const auto median = reader.number_if_present("median_ms");
  const auto sigma = reader.number_if_present("sigma");
  if (!median || !(*median >= 0 && *median <= kDelayMsMax)) {
    reader.fail("", "expected median_ms, a number from 0 to " + std::to_string(kDelayMsMax));
  } else if (!sigma || !(*sigma >= 0 && *sigma <= 10)) {
    reader.fail("", "expected sigma, a number from 0 to 10");
  } else {
    delay = {*median, *sigma};
  }
}

void read_into(DelayReply& fault, json::ObjectReader& reader, const Place& place) {
  const int given = (reader.has("ms") ? 1 : 0) + (reader.has("uniform_ms") ? 1 : 0) +
                    (reader.has("lognormal") ? 1 : 0);
  FixedDelay fixed;
  read_whole(reader, "ms", {0, kDelayMsMax}, fixed.ms);
  const auto bounds = reader.elements("uniform_ms");
  const std::string lognormal = reader.member("lognormal");
  if (given != 1) {
    reader.fail("", "expected exactly one of ms, uniform_ms, lognormal");
  } else if (reader.has("ms")) {
    fault.wait = fixed;
  } else if (reader.has("uniform_ms")) {
    const auto ms = [&](std::size_t i) {
      const auto& value = reader.value_at(bounds[i]);
      return value.is_number_unsigned() ? value.get<std::uint64_t>() : kDelayMsMax + 1ULL;
    };
    if (bounds.size() != 2 || ms(0) > ms(1) || ms(1) > kDelayMsMax) {
      reader.fail("uniform_ms",
                  "expected [from, to] in milliseconds, from 0 to " + std::to_string(kDelayMsMax));
    } else {
      fault.wait =
          UniformDelay{static_cast<std::uint32_t>(ms(0)), static_cast<std::uint32_t>(ms(1))};
    }
  } else {
    json::ObjectReader inner(place.document, lognormal);
    LognormalDelay delay;
    read_into(delay, inner);
    if (auto error = inner.finish()) reader.fail_with(std::move(*error));
    fault.wait = delay;
  }
}

void read_into(TruncateBody& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "keep", {0, kBytesMax}, fault.keep, Presence::required);
  if (const auto length = reader.text_if_present("content_length")) {
    read_word(reader, "content_length", *length, kTruncatedLengths, fault.content_length);
  }
}

void read_into(CutHeaders& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "keep", {1, kBytesMax}, fault.keep, Presence::required);
}

void read_into(ResetPeer& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "after_bytes", {0, kBytesMax}, fault.after_bytes);
}

void read_into(CloseSilently&, json::ObjectReader&, const Place&) {}

void read_into(Hang& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "after_bytes", {0, kBytesMax}, fault.after_bytes);
}

void read_into(Dribble& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "bytes_per_second", {1, 1'000'000'000}, fault.bytes_per_second,
             Presence::required);
}

void read_into(Garbage& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "bytes", {1, 65'536}, fault.bytes);
  fault.text = reader.text_if_present("text");
  if (reader.has("bytes") && reader.has("text")) {
    reader.fail("", "expected bytes or text, not both");
  } else if (fault.text && fault.text->empty()) {
    reader.fail("text", "expected at least one character");
  }
}

void read_into(Redirect& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "status", {301, 308}, fault.status);
  constexpr std::array kStatuses = {301, 302, 303, 307, 308};
  if (std::ranges::count(kStatuses, fault.status) == 0) {
    reader.fail("status", "expected 301, 302, 303, 307 or 308");
  }
  fault.location = reader.text("location").value_or("");
  if (fault.location.empty() || !std::ranges::all_of(fault.location, signing::is_value_char)) {
    reader.fail("location", "expected a URL or a path in one line");
  }
}

void read_into(Stub& fault, json::ObjectReader& reader, const Place&) {
  read_whole(reader, "status", {200, 999}, fault.status);
  fault.content_type = reader.text_if_present("content_type").value_or(fault.content_type);
  if (!std::ranges::all_of(fault.content_type, signing::is_value_char)) {
    reader.fail("content_type", "expected a header's value in one line");
  }
  fault.body = reader.text_if_present("body").value_or("");
  for (const std::string& pointer : reader.elements("headers")) {
    const auto& pair = reader.value_at(pointer);
    const bool is_pair =
        pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string();
    auto name = is_pair ? pair[0].get<std::string>() : "";
    auto value = is_pair ? pair[1].get<std::string>() : "";
    if (!signing::is_token(name) || !std::ranges::all_of(value, signing::is_value_char)) {
      reader.fail("headers", "expected pairs [name, value] as HTTP allows them");
      return;
    }
    fault.headers.emplace_back(std::move(name), std::move(value));
  }
}

void read_into(DuplicateHeaders& fault, json::ObjectReader& reader, const Place&) {
  if (!reader.has("names")) return;
  fault.names.clear();
  for (const std::string& pointer : reader.elements("names")) {
    const auto& name = reader.value_at(pointer);
    RepeatedHeader header{};
    read_word(reader, "names", name.is_string() ? name.get<std::string>() : "", kRepeatedHeaders,
              header);
    fault.names.push_back(header);
  }
  auto sorted = fault.names;
  std::ranges::sort(sorted);
  if (sorted.empty() || std::ranges::adjacent_find(sorted) != sorted.end()) {
    reader.fail("names", "expected one or two different header names");
  }
}

void read_difference(std::int64_t& difference, json::ObjectReader& reader) {
  std::int64_t more = 0;
  std::int64_t less = 0;
  read_whole(reader, "more", {1, kBytesMax}, more);
  read_whole(reader, "less", {1, kBytesMax}, less);
  if (reader.has("more") == reader.has("less")) {
    reader.fail("", "expected exactly one of more, less");
  }
  difference = more - less;
}

void read_into(WrongContentLength& fault, json::ObjectReader& reader, const Place&) {
  read_difference(fault.difference, reader);
}

void read_into(DoubleContentLength& fault, json::ObjectReader& reader, const Place&) {
  read_difference(fault.difference, reader);
}

void read_into(BadChunks& fault, json::ObjectReader& reader, const Place&) {
  if (const auto kind = reader.text_if_present("kind")) {
    read_word(reader, "kind", *kind, kBadChunkKinds, fault.kind);
  }
}

// Makes the alternative of the variant whose fault_type is `type`; tells whether there is one.
template <std::size_t kIndex = 0>
bool choose(Fault& fault, std::string_view type, std::string& expected) {
  if constexpr (kIndex == std::variant_size_v<Fault>) {
    return false;
  } else {
    fault.emplace<kIndex>();
    if (fault_type(fault) == type) return true;
    expected.append(expected.empty() ? "" : ", ").append(fault_type(fault));
    return choose<kIndex + 1>(fault, type, expected);
  }
}

}  // namespace

Expected<Fault, std::string> read_fault(const json::Document& document,
                                        const std::string& pointer) {
  json::ObjectReader reader(document, pointer);
  Fault fault;
  if (const auto type = reader.text("type")) {
    std::string expected;
    if (choose(fault, *type, expected)) {
      std::visit([&](auto& one) { read_into(one, reader, {document, pointer}); }, fault);
    } else {
      reader.fail("type", "expected one of: " + expected);
    }
  }
  if (auto error = reader.finish()) return Unexpected<std::string>(std::move(*error));
  return fault;
}

}  // namespace everstrike::mock_server
