#include "conformance/session/order_answers.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "json/parse.hpp"
#include "mock_server/exchange/field_reader.hpp"

namespace everstrike::conformance {
namespace {

std::string as_number(std::string_view text) {
  const auto number = mock_server::read_number(text);
  return number ? std::to_string(*number) : std::string(text);
}

// "orders[3][price]" is the member "price" of "3".
bool split(std::string_view name, std::string_view& index, std::string_view& member) {
  constexpr std::string_view kBegin = "orders[";
  const std::size_t middle = name.find("][");
  if (!name.starts_with(kBegin) || middle == std::string_view::npos || !name.ends_with(']')) {
    return false;
  }
  index = name.substr(kBegin.size(), middle - kBegin.size());
  member = name.substr(middle + 2, name.size() - middle - 3);
  return true;
}

struct Placement {
  std::string pair, side, qty, price;

  void put(std::string_view name, std::string_view value) {
    if (name == "pair") pair = value;
    if (name == "side") side = value;
    if (name == "qty") qty = as_number(value);
    if (name == "price") price = as_number(value);
  }
  [[nodiscard]] std::string text() const {
    return side + " " + qty + " " + pair + " at " + (price.empty() ? "the market's price" : price);
  }
};

void append_id(std::vector<std::string>& ids, const json::Value& order) {
  if (order["id"].is_string()) ids.push_back(order["id"].text);
}

}  // namespace

std::vector<std::string> ids_of_bulk(const SessionRequest& request) {
  std::vector<std::string> ids;
  for (const auto& field : request.fields) {
    // "ids=" and "ids[]=" are how an empty list is written, "ids[0]=" is a list of one.
    const bool is_named = field.name == "ids" || field.name == "ids[]";
    if (!field.name.starts_with("ids") || (is_named && field.value.empty())) continue;
    ids.push_back(field.value);
  }
  return ids;
}

bool cancels_all(const SessionRequest& request) {
  return request.is_post("/auth/cancel/bulk") && ids_of_bulk(request).empty();
}

bool is_look(const SessionRequest& request) {
  constexpr std::array<std::string_view, 6> kLooks = {
      "/order",        "/orders", "/active_orders", "/cancelled_orders", "/completed_orders",
      "/filled_orders"};
  return request.entry.method == "GET" && std::ranges::count(kLooks, request.path) > 0;
}

std::vector<std::string> placements_of(const SessionRequest& request) {
  std::map<std::string, Placement, std::less<>> orders;
  const bool is_bulk = request.is_post("/auth/order/bulk");
  if (!is_bulk && !request.is_post("/auth/order")) return {};
  for (const auto& field : request.fields) {
    std::string_view index;
    std::string_view member = field.name;
    if (is_bulk && !split(field.name, index, member)) continue;
    orders[std::string(index)].put(member, field.value);
  }
  std::vector<std::string> texts;
  for (const auto& [index, order] : orders) texts.push_back(order.text());
  return texts;
}

std::vector<std::string> placed_ids_of(const mock_server::Entry& entry) {
  std::vector<std::string> ids;
  const auto answer = json::parse(entry.answer_body);
  if (!answer) return ids;
  const json::Value& result = (*answer)["result"];
  append_id(ids, result["order"]);
  for (const auto& item : result["orders"].items) append_id(ids, item.value);
  return ids;
}

std::string id_of_result(const mock_server::Entry& entry) {
  const auto answer = json::parse(entry.answer_body);
  if (!answer || !(*answer)["result"]["id"].is_string()) return "";
  return (*answer)["result"]["id"].text;
}

}  // namespace everstrike::conformance
