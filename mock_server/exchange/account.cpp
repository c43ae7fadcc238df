#include "mock_server/exchange/account.hpp"

#include <cmath>

#include "json/writer.hpp"
#include "mock_server/exchange/field_reader.hpp"
#include "mock_server/exchange/static_answer.hpp"

namespace everstrike::mock_server {

Outcome read_account(const Call& /*call*/) {
  Outcome outcome;
  json::ObjectWriter account(outcome.result_json);
  account.text("balances") += static_answer_of(static_files::balances).result().compact();
  account.text("positions") += "{}";
  return outcome;
}

Outcome withdraw(const Call& call) {
  FieldReader reader(named_values(call.fields));
  for (const std::string_view name : {"asset", "qty", "address"}) reader.require(name);
  const auto qty = reader.number("qty").value_or(1);
  if (!(qty >= 1) || std::floor(qty) != qty) reader.fail("qty", "a whole number above 0");
  const auto asset = reader.text("asset").value_or("");
  const auto address = reader.text("address").value_or("");
  if (reader.refusal()) return *reader.refusal();

  Outcome outcome;
  {
    json::ObjectWriter withdrawal(outcome.result_json);
    withdrawal.add("id", call.world.next_id(call.unix_ms));
    withdrawal.add("asset", asset);
    json::append_number(withdrawal.text("qty"), qty);
    withdrawal.add("address", address);
    withdrawal.add("time", call.unix_ms);
    withdrawal.add("status", "PENDING");
  }
  return outcome;
}

}  // namespace everstrike::mock_server
