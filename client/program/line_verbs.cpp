#include "client/program/line_verbs.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "client/json_reader.hpp"
#include "client/program/explain_item.hpp"
#include "client/program/explain_reader.hpp"
#include "client/program/json_members.hpp"
#include "client/program/payload.hpp"
#include "client/program/readable_json.hpp"
#include "json/value.hpp"
#include "signing/form_encoding.hpp"
#include "signing/prepared_key.hpp"
#include "signing/secret_spellings.hpp"
#include "signing/signer.hpp"
#include "signing/text/hex.hpp"
#include "signing/typed_value.hpp"
#include "signing/verifier.hpp"

namespace everstrike::client {
namespace {

using json::Value;

constexpr std::array<std::string_view, 13> kNotHandedBack = {
    "tcId", "secret", "secret_hex", "body_hex", "payload", "signature", "api_key",
    "ok",   "error",  "mistake",    "also",     "fix",     "proof"};

using Problem = Unexpected<std::string>;

bool is_known(LineVerb verb, std::string_view name) {
  if (std::find(kNotHandedBack.begin(), kNotHandedBack.end(), name) != kNotHandedBack.end()) {
    return true;
  }
  const auto more = explain_fields();
  return verb == LineVerb::explain && std::find(more.begin(), more.end(), name) != more.end();
}

// The name that a member's string means, escapes undone.
std::string plain_name(std::string_view raw_name) {
  if (raw_name.find('\\') == std::string_view::npos) {
    return std::string(raw_name.substr(1, raw_name.size() - 2));
  }
  const auto decoded = read_json(raw_name);
  return decoded ? decoded->text : std::string(raw_name);
}

// Shows each text of `value`, names too, until `see` is true.
bool any_text(const Value& value, const std::function<bool(std::string_view)>& see) {
  if (value.is_string()) return see(value.text);
  return std::any_of(value.items.begin(), value.items.end(), [&](const json::Member& item) {
    return (value.is_object() && see(item.name)) || any_text(item.value, see);
  });
}

// One line that is a JSON object.
class Line {
 public:
  // `payload` is the member of that name as it stands on the line, numbers and all.
  Line(const LineOptions& options, const Value& object, std::string_view payload)
      : options_(options), object_(object), payload_(payload) {}

  // The member that answers, `"signature":"…"`, without the braces.
  Expected<std::string, std::string> result() {
    if (options_.verb == LineVerb::encode) {
      return body_of_payload().map(
          [](const std::string& body) { return "\"body_hex\":\"" + signing::hex_of(body) + "\""; });
    }
    if (options_.verb == LineVerb::explain) return explanation();
    auto secret_read = find_secret();
    if (!secret_read) return Problem(secret_read.error());
    auto body = find_body();
    if (!body) return Problem(body.error());
    const signing::PreparedKey key(secret_);
    if (options_.verb == LineVerb::sign) {
      return "\"signature\":\"" + signing::sign(key, *body) + "\"";
    }
    const auto& signature = object_["signature"];
    if (!signature.is_string()) return Problem("signature: expected text");
    const bool is_ok = signing::verify(key, *body, signature.text);
    return std::string("\"ok\":") + (is_ok ? "true" : "false");
  }

  // Every secret that the line brought or could have used; for after result().
  [[nodiscard]] std::vector<std::string_view> secrets() const {
    std::vector<std::string_view> secrets = {secret_.reveal()};
    if (options_.secret) secrets.push_back(options_.secret->reveal());
    for (const auto& other : item_.others) secrets.push_back(other.second.reveal());
    return secrets;
  }

 private:
  Expected<std::string, std::string> explanation() {
    if (auto read = read_explain_fields(object_, item_); !read) return Problem(read.error());
    // Without a secret but with those of others: the API key is one that nobody knows.
    const bool is_unknown_key =
        !object_.contains("secret_hex") && !options_.secret && !item_.others.empty();
    if (!is_unknown_key) {
      if (auto read = find_secret(); !read) return Problem(read.error());
      item_.secret = secret_;
    }
    auto body = find_body();
    if (!body) return Problem(body.error());
    item_.body = std::move(*body);
    if (const auto payload = read_payload(payload_)) item_.payload = meant_by(*payload);
    return explain_members(explain(item_, options_.explain));
  }

  Expected<void, std::string> find_secret() {
    if (!object_.contains("secret_hex") && options_.secret) {
      secret_ = *options_.secret;
      return {};
    }
    auto bytes = bytes_of("secret_hex");
    if (!bytes) return Problem(bytes.error());
    secret_ = signing::Secret(*bytes);
    signing::wipe(*bytes);
    return {};
  }

  Expected<std::string, std::string> find_body() const {
    if (object_.contains("body_hex")) return bytes_of("body_hex");
    if (object_.contains("payload")) return body_of_payload();
    return Problem("body_hex: expected hex text, or a payload instead");
  }

  Expected<std::string, std::string> bytes_of(const char* field) const {
    const auto& hex = object_[field];
    if (!hex.is_string()) return Problem(std::string(field) + ": expected hex text");
    auto bytes = signing::read_hex(hex.text);
    if (!bytes) return Problem(std::string(field) + ": expected an even number of hex digits");
    return std::move(*bytes);
  }

  Expected<std::string, std::string> body_of_payload() const {
    if (!object_.contains("payload")) {
      return Problem("payload: expected a list of pairs [name, value]");
    }
    return read_payload(payload_).map([this](const signing::TypedPayload& payload) {
      return signing::typed_body(payload, options_.dialect);
    });
  }

  const LineOptions& options_;
  const Value& object_;
  std::string_view payload_;
  signing::Secret secret_;
  ExplainItem item_;
};

// A member of the line as it came, and as it is read.
struct NamedMember {
  std::string name;  // escapes undone
  std::string_view raw_name;
  std::string_view raw_value;
  std::string_view readable_value;
};

// `text` is the line or what readable_json made of it.
std::vector<NamedMember> named_members(std::string_view line, std::string_view text) {
  const auto same_place = [&](std::string_view part) {
    return text.substr(static_cast<std::size_t>(part.data() - line.data()), part.size());
  };
  std::vector<NamedMember> members;
  for (const auto& member : json_members(line)) {
    members.push_back({.name = plain_name(same_place(member.raw_name)),
                       .raw_name = member.raw_name,
                       .raw_value = member.raw_value,
                       .readable_value = same_place(member.raw_value)});
  }
  return members;
}

// `"tcId":…,` as it came, or nothing.
std::string test_case_id(const std::vector<NamedMember>& members) {
  for (const auto& member : members) {
    if (member.name == "tcId" && read_json(member.readable_value)) {
      return "\"tcId\":" + std::string(member.raw_value);
    }
  }
  return {};
}

LineAnswer failed(const std::string& id, std::size_t number, std::string_view what) {
  // Our own texts and field names: nothing in them needs an escape.
  return {"{" + id + (id.empty() ? "" : ",") + "\"error\":\"line " + std::to_string(number) + ": " +
              std::string(what) + "\"}",
          true};
}

}  // namespace

LineAnswer answer_line(const LineOptions& options, std::string_view line, std::size_t number) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (number == 1 && line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);  // of the file
  const auto readable = readable_json(line);
  const std::string_view text = readable ? *readable : line;
  const auto members = named_members(line, text);
  auto id = test_case_id(members);
  if (line.empty()) return failed(id, number, "expected a JSON object, the line is empty");
  const auto object = read_json(text);
  if (!object) return failed(id, number, "expected a JSON object: " + object.error());
  if (!object->is_object()) return failed(id, number, "expected a JSON object");

  std::string_view payload;
  for (const auto& member : members) {
    if (member.name == "payload") payload = member.raw_value;
  }
  Line item(options, *object, payload);
  const auto result = item.result();
  const auto secrets = item.secrets();
  const auto spells_one = [&](std::string_view part) {
    return signing::spells_secret(part, secrets);
  };
  if (spells_one(id) || any_text((*object)["tcId"], spells_one)) id.clear();
  if (!result) return failed(id, number, result.error());

  const auto holds_secret = [&](const NamedMember& member) {
    return spells_one(member.name) || spells_one(member.raw_value) ||
           any_text((*object)[member.name], spells_one);
  };
  std::string answer = "{" + id + (id.empty() ? "" : ",") + *result;
  for (const auto& member : members) {
    if (is_known(options.verb, member.name)) continue;
    if (holds_secret(member)) continue;
    answer += ",";
    answer += member.raw_name;
    answer += ":";
    answer += member.raw_value;
  }
  return {answer + "}", false};
}

LineAnswer line_error(std::size_t number, std::string_view what) {
  return failed("", number, what);
}

}  // namespace everstrike::client
