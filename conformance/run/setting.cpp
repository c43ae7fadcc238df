#include "conformance/run/setting.hpp"

#include <variant>

#include "conformance/run/replace_all.hpp"
#include "mock_server/message/dice.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

// Lower-case letters and digits, drawn for one purpose of one case.
std::string drawn(std::uint64_t seed, std::string_view case_id, std::string_view purpose,
                  std::string_view alphabet, std::size_t count) {
  const mock_server::Die die(seed, purpose, case_id, 1);
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += alphabet[die.roll(i) % alphabet.size()];
  return text;
}

void write_id(mock_server::Fault& fault, const std::string& order_id) {
  if (auto* stub = std::get_if<mock_server::Stub>(&fault)) {
    replace_all(stub->body, kIdHere, order_id);
  } else if (auto* raw = std::get_if<mock_server::Garbage>(&fault); raw && raw->text) {
    replace_all(*raw->text, kIdHere, order_id);
  }
}

}  // namespace

void settle(Setting& setting, std::uint64_t seed, std::string_view case_id) {
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
  if (setting.order_id.empty()) {
    setting.order_id = drawn(seed, case_id, "order", signing::kHexDigits, kDrawnIdBytes);
  }
  if (!setting.api_key)
    setting.api_key = "key-" + drawn(seed, case_id, "key", signing::kHexDigits, 12);
  if (!setting.secret) setting.secret = drawn(seed, case_id, "secret", kLetters, 40);
  for (PlannedAnswer& answer : setting.answers) write_id(answer.rule.fault, setting.order_id);
}

}  // namespace everstrike::conformance
