#include "conformance/recording/entry_line.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "json/parse.hpp"
#include "mock_server/message/verdict.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

using json::Value;
using mock_server::Effect;
using mock_server::Entry;
using mock_server::WireEnd;

// The members of one object; the first thing that is wrong is kept for all of them.
class Members {
 public:
  Members(const Value& object, std::string path, std::optional<std::string>& error)
      : object_(object), path_(std::move(path)), error_(error) {
    if (!object_.is_object()) fail("", object_, "expected an object");
  }

  const Value& get(std::string_view name) {
    const Value* value = object_.find(name);
    if (value == nullptr) fail(name, object_, "is missing");
    return value == nullptr ? object_[name] : *value;
  }
  Members object(std::string_view name) {
    const Value& value = get(name);
    return Members(value, path_ + std::string(name) + ".", error_);
  }
  std::string text(std::string_view name) {
    const Value& value = get(name);
    if (!value.is_string()) fail(name, value, "expected a text");
    return value.text;
  }
  // As text, or as hex in a member whose name says so.
  std::string bytes(const std::string& name) {
    const Value* hex = object_.find(name + "_hex");
    if (hex == nullptr) return text(name);
    auto read = signing::read_hex(hex->text);
    if (!hex->is_string() || !read) fail(name + "_hex", *hex, "expected hex digits");
    return read.value_or("");
  }
  template <class Number>
  void number(std::string_view name, Number& target) {
    const Value& value = get(name);
    // Small enough for times to be added up later.
    constexpr std::int64_t kMost =
        sizeof(Number) > 4 ? std::int64_t{1} << 53U : std::numeric_limits<int>::max();
    constexpr std::int64_t kLeast = std::numeric_limits<Number>::is_signed ? -kMost : 0;
    const bool is_small = value.is_number_integer() && value.get<std::int64_t>() <= kMost &&
                          value.get<std::int64_t>() >= kLeast;
    if (!is_small) return fail(name, value, "expected a whole number");
    target = value.get<Number>();
  }
  void number_or_null(std::string_view name, std::optional<std::uint64_t>& target) {
    const Value& value = get(name);
    if (value.is_null()) return;
    std::uint64_t read = 0;
    number(name, read);
    target = read;
  }
  bool flag(std::string_view name) {
    const Value& value = get(name);
    if (!value.is_boolean()) fail(name, value, "expected true or false");
    return value.get<bool>();
  }
  std::vector<std::string> texts(std::string_view name) {
    std::vector<std::string> list;
    for (const Value* item : items(name)) {
      if (!item->is_string()) fail(name, *item, "expected texts");
      list.push_back(item->text);
    }
    return list;
  }
  std::vector<const Value*> items(std::string_view name) {
    const Value& value = get(name);
    if (!value.is_array()) fail(name, value, "expected an array");
    std::vector<const Value*> list;
    if (value.is_array()) {
      for (const auto& item : value.items) list.push_back(&item.value);
    }
    return list;
  }
  [[nodiscard]] bool has(std::string_view name) const { return object_.contains(name); }

  void fail(std::string_view name, const Value& at, std::string_view what) {
    if (error_) return;
    const std::string path = path_ + std::string(name);
    error_ =
        std::to_string(at.begin + 1) + ": " + path + (path.empty() ? "" : ": ") + std::string(what);
  }

 private:
  const Value& object_;
  std::string path_;
  std::optional<std::string>& error_;
};

Effect read_effect(Members members, std::optional<std::string>& error) {
  Effect effect;
  if (!effect_of_text(members.text("kind"), effect.kind)) {
    members.fail("kind", members.get("kind"),
                 "expected none, cancelled, placed, triggered or filled");
  }
  effect.order_ids = members.texts("orders");
  if (!members.has("fills")) return effect;
  for (const Value* item : members.items("fills")) {
    Members fill(*item, "effect.fills.", error);
    mock_server::Fill one{.order = fill.text("order")};
    for (const auto& [name, target] :
         {std::pair{"qty", &one.qty}, std::pair{"remaining", &one.remaining}}) {
      const Value& value = fill.get(name);
      if (!value.is_number()) fill.fail(name, value, "expected a number");
      *target = value.get<double>();
    }
    effect.fills.push_back(std::move(one));
  }
  return effect;
}

void read_answer(Members members, Entry& entry) {
  members.number("status", entry.status);
  entry.answer_type = members.text("content_type");
  entry.answer_has_mock_headers = members.flag("mock_headers");
  entry.answer_body = members.bytes("body");
  members.number("body_bytes", entry.answer_body_bytes);
  entry.answer_is_raw = members.flag("raw");
  members.number_or_null("cut_after", entry.cut_after);
  if (!wire_end_of_text(members.text("end"), entry.wire_end)) {
    members.fail("end", members.get("end"), "expected keep, close, reset or hang");
  }
  members.number("delay_ms", entry.delay_ms);
  for (const Value* header : members.items("headers")) {
    if (!header->is_array() || header->size() != 2 || !(*header)[0].is_string() ||
        !(*header)[1].is_string()) {
      members.fail("headers", *header, "expected pairs of name and value");
      continue;
    }
    entry.answer_headers.emplace_back((*header)[0].text, (*header)[1].text);
  }
}

void read_request(Members& members, Entry& entry) {
  entry.method = members.bytes("method");
  entry.path = members.bytes("path");
  entry.head = members.bytes("head");
  entry.body = members.bytes("body");
  members.number("body_bytes", entry.body_bytes);
  const auto verdict = mock_server::verdict_of_slug(members.text("verdict"));
  if (!verdict) members.fail("verdict", members.get("verdict"), "expected a verdict");
  entry.verdict = verdict.value_or(mock_server::Verdict::accepted);
  entry.detail = members.text("detail");
  entry.diagnosis = members.text("diagnosis");
  entry.fix = members.text("fix");
  entry.proof = members.text("proof");
  entry.fault = members.text("fault");
  entry.secret_on_wire = members.flag("secret_on_wire");
  members.number("duration_us", entry.duration_us);
  read_answer(members.object("answer"), entry);
}

}  // namespace

bool effect_of_text(std::string_view text, Effect::Kind& kind) {
  using Kind = Effect::Kind;
  for (const Kind one :
       {Kind::none, Kind::cancelled, Kind::placed, Kind::triggered, Kind::filled}) {
    if (mock_server::effect_text(one) != text) continue;
    kind = one;
    return true;
  }
  return false;
}

bool wire_end_of_text(std::string_view text, WireEnd& end) {
  for (const WireEnd one : {WireEnd::keep, WireEnd::close, WireEnd::reset, WireEnd::hang}) {
    if (mock_server::wire_end_text(one) != text) continue;
    end = one;
    return true;
  }
  return false;
}

Expected<SessionEntry, std::string> read_entry_line(std::string_view line) {
  const auto json = json::parse(line);
  if (!json) {
    return Unexpected<std::string>(std::to_string(json.error().at + 1) + ": " + json.error().what);
  }
  std::optional<std::string> error;
  SessionEntry seen;
  Entry& entry = seen.entry;
  Members members(*json, "", error);
  members.number("number", entry.number);
  members.number("time_ms", entry.time_ms);
  entry.api_key = members.bytes("api_key");
  if (members.has("kind")) {
    if (members.text("kind") != "control") {
      members.fail("kind", members.get("kind"), "expected control, or no kind");
    }
    entry.kind = mock_server::EntryKind::control;
  } else {
    read_request(members, entry);
  }
  entry.effect = read_effect(members.object("effect"), error);
  if (error) return Unexpected<std::string>(std::move(*error));
  return seen;
}

}  // namespace everstrike::conformance
