#include "client/line_verbs.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <vector>

#include "client/explain_item.hpp"
#include "client/explain_reader.hpp"
#include "client/hex.hpp"
#include "client/json_members.hpp"
#include "client/json_reader.hpp"
#include "client/payload.hpp"
#include "signing/prepared_key.hpp"
#include "signing/signer.hpp"
#include "signing/typed_value.hpp"
#include "signing/verifier.hpp"

namespace everstrike::client {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 13> kNotHandedBack = {
    "tcId", "secret", "secret_hex", "body_hex", "payload", "signature", "api_key",
    "ok",   "error",  "mistake",    "also",     "fix",     "proof"};

// Shorter secrets are looked for as whole values only: an "a" stands in every text.
constexpr std::size_t kTellingBytes = 8;

using Problem = Unexpected<std::string>;

bool is_known(LineVerb verb, std::string_view name) {
  if (std::find(kNotHandedBack.begin(), kNotHandedBack.end(), name) != kNotHandedBack.end()) {
    return true;
  }
  const auto more = explain_fields();
  return verb == LineVerb::explain && std::find(more.begin(), more.end(), name) != more.end();
}

// The name of a member as JSON means it, escapes undone.
std::string plain_name(const JsonMember& member) {
  if (member.name.find('\\') == std::string::npos) return member.name;
  const auto decoded = read_json(member.raw_name);
  return decoded ? decoded->get<std::string>() : member.name;
}

bool text_holds(std::string_view text, std::string_view secret) {
  if (secret.empty()) return false;
  if (text == secret) return true;
  return secret.size() >= kTellingBytes && text.find(secret) != std::string_view::npos;
}

bool value_holds(const json& value, std::string_view secret, std::string_view secret_hex) {
  if (value.is_string()) {
    const auto& text = value.get_ref<const std::string&>();
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text_holds(text, secret) || text_holds(lower, secret_hex);
  }
  if (value.is_object()) {
    return std::any_of(value.items().begin(), value.items().end(), [&](const auto& item) {
      return text_holds(item.key(), secret) || value_holds(item.value(), secret, secret_hex);
    });
  }
  if (value.is_array()) {
    return std::any_of(value.begin(), value.end(),
                       [&](const json& item) { return value_holds(item, secret, secret_hex); });
  }
  return false;
}

// One line that is a JSON object.
class Line {
 public:
  // `payload` is the member of that name as it stands on the line, numbers and all.
  Line(const LineOptions& options, const json& object, std::string_view payload)
      : options_(options), object_(object), payload_(payload) {}

  // The member that answers, `"signature":"…"`, without the braces.
  Expected<std::string, std::string> result() {
    if (options_.verb == LineVerb::encode) {
      return body_of_payload().map(
          [](const std::string& body) { return "\"body_hex\":\"" + hex_text(body) + "\""; });
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
    const auto signature = object_.find("signature");
    if (signature == object_.end() || !signature->is_string()) {
      return Problem("signature: expected text");
    }
    const bool is_ok = signing::verify(key, *body, signature->get_ref<const std::string&>());
    return std::string("\"ok\":") + (is_ok ? "true" : "false");
  }

  [[nodiscard]] bool holds_secret(const json& value) const {
    const auto holds = [&](const signing::Secret& secret) {
      return value_holds(value, secret.reveal(), hex_text(secret.reveal()));
    };
    return holds(secret_) || std::any_of(item_.others.begin(), item_.others.end(),
                                         [&](const auto& other) { return holds(other.second); });
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
    const auto hex = object_.find("secret_hex");
    if (hex == object_.end() && options_.secret) {
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
    const auto hex = object_.find(field);
    if (hex == object_.end() || !hex->is_string()) {
      return Problem(std::string(field) + ": expected hex text");
    }
    auto bytes = bytes_of_hex(hex->get_ref<const std::string&>());
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
  const json& object_;
  std::string_view payload_;
  signing::Secret secret_;
  ExplainItem item_;
};

// `"tcId":…,` as it came, or nothing.
std::string test_case_id(const std::vector<JsonMember>& members) {
  for (const auto& member : members) {
    if (plain_name(member) == "tcId" && read_json(member.raw_value)) {
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
  const auto members = json_members(line);
  const auto id = test_case_id(members);
  if (line.empty()) return failed(id, number, "expected a JSON object, the line is empty");
  const auto object = read_json(line);
  if (!object) return failed(id, number, "expected a JSON object: " + object.error());
  if (!object->is_object()) return failed(id, number, "expected a JSON object");

  std::string_view payload;
  for (const auto& member : members) {
    if (plain_name(member) == "payload") payload = member.raw_value;
  }
  Line item(options, *object, payload);
  const auto result = item.result();
  if (!result) return failed(id, number, result.error());

  std::string text = "{" + id + (id.empty() ? "" : ",") + *result;
  for (const auto& member : members) {
    const auto name = plain_name(member);
    if (is_known(options.verb, name)) continue;
    if (item.holds_secret(object->at(name))) continue;
    text += ",";
    text += member.raw_name;
    text += ":";
    text += member.raw_value;
  }
  return {text + "}", false};
}

LineAnswer line_error(std::size_t number, std::string_view what) {
  return failed("", number, what);
}

}  // namespace everstrike::client
