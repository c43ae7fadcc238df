#include "mock_server/exchange/account.hpp"

#include <cmath>

#include "json/writer.hpp"
#include "mock_server/exchange/field_reader.hpp"
#include "mock_server/exchange/list_range.hpp"
#include "mock_server/exchange/order_request.hpp"
#include "mock_server/exchange/static_answer.hpp"

namespace everstrike::mock_server {

Outcome read_account(const Call& call) {
  Outcome outcome;
  {
    json::ObjectWriter account(outcome.result_json);
    account.text("balances") += static_answer_of(static_files::balances).result().compact();
    json::ObjectWriter positions(account.text("positions"));
    for (const auto& [pair, position] : call.world.positions().open()) {
      append_account_json(positions.text(pair), position);
    }
  }
  return outcome;
}

Outcome read_position(const Call& call) {
  FieldReader reader(named_values(call.fields));
  reader.require("pair");
  const std::string_view pair = reader.text("pair").value_or("");
  if (!is_pair_name(pair)) reader.fail("pair", kPairNameExpected);
  if (reader.refusal()) return *reader.refusal();
  Outcome outcome;
  append_json(outcome.result_json, call.world.positions().of(pair));
  return outcome;
}

Outcome read_active_positions(const Call& call) {
  Outcome outcome;
  {
    json::ObjectWriter positions(outcome.result_json);
    for (const auto& [pair, position] : call.world.positions().open()) {
      append_json(positions.text(pair), position);
    }
  }
  return outcome;
}

Outcome list_completed_positions(const Call& call) {
  const auto& completed = call.world.positions().completed();
  std::vector<Listed> all;
  for (std::size_t i = 0; i < completed.size(); ++i) {
    all.push_back({completed[i].pair, completed[i].time, i});
  }
  const auto chosen = choose_listed(call, std::move(all));
  if (!chosen) return chosen.error();
  Outcome outcome;
  {
    json::ArrayWriter list(outcome.result_json);
    for (const Listed& one : *chosen) {
      json::ObjectWriter keyed(list.element());
      append_json(keyed.text(one.pair), completed[one.index]);
    }
  }
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
