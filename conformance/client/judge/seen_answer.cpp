#include "conformance/client/judge/seen_answer.hpp"

#include <algorithm>
#include <array>

#include "json/parse.hpp"
#include "signing/text/statement.hpp"

namespace everstrike::conformance {
namespace {

struct Words {
  std::string_view text;  // in lower case
  Proof proof;
};

// First match wins.
constexpr std::array kWords = {
    Words{"already completed", Proof::filled},    Words{"already filled", Proof::filled},
    Words{"already executed", Proof::filled},     Words{"was filled", Proof::filled},
    Words{"already cancelled", Proof::cancelled}, Words{"already canceled", Proof::cancelled},
    Words{"was cancelled", Proof::cancelled},     Words{"was canceled", Proof::cancelled},
    Words{"order was not found", Proof::missing}, Words{"order not found", Proof::missing},
    Words{"unknown order", Proof::missing}};

// The first object at any depth that has this id and a status.
const json::Value* find_order(const json::Value& value, std::string_view order_id) {
  if (value.is_object() && value["id"].is_string() && value["id"].text == order_id &&
      value["status"].is_string()) {
    return &value;
  }
  for (const auto& item : value.items) {
    if (const auto* found = find_order(item.value, order_id)) return found;
  }
  return nullptr;
}

}  // namespace

std::optional<Proof> gone_of_text(std::string_view body, std::string_view order_id) {
  const auto json = json::parse(body);
  const bool is_envelope = json && json->is_object() && (*json)["msg"].is_string();
  const std::string low = signing::as_said_of(order_id, is_envelope ? (*json)["msg"].text : body);
  std::optional<Proof> gone;
  for (const Words& words : kWords) {
    const auto statement = signing::statement_of(low, words.text);
    if (statement == signing::Statement::stated) return words.proof;
    if (statement == signing::Statement::alternative) gone = Proof::missing;
  }
  return gone;
}

Proof proof_of_look(std::string_view body, std::string_view order_id) {
  const auto json = json::parse(body);
  if (!json) return Proof::unclear;
  const auto* order = find_order(*json, order_id);
  if (order == nullptr) return Proof::unclear;
  const std::string& status = (*order)["status"].text;
  if (status == "CANCELLED") return Proof::confirms;
  if (status == "COMPLETED") return Proof::filled;
  return status == "ACTIVE" ? Proof::open : Proof::unclear;
}

bool is_whole_answer(const mock_server::Entry& entry) {
  return !entry.answer_is_raw && !entry.cut_after &&
         entry.wire_end != mock_server::WireEnd::reset &&
         entry.wire_end != mock_server::WireEnd::hang;
}

bool has_own_envelope(const mock_server::Entry& entry) {
  const auto json = json::parse(entry.answer_body);
  return json && json->is_object() && (*json)["code"].is_number_unsigned() &&
         (*json)["code"].get<int>() == entry.status;
}

}  // namespace everstrike::conformance
