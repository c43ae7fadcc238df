#include "mock_server/exchange/order_quantities.hpp"

#include <cmath>

#include "json/writer.hpp"
#include "mock_server/exchange/fill_order.hpp"

namespace everstrike::mock_server {
namespace {

std::string text_of(double number) {
  std::string text;
  json::append_number(text, number);
  return text;
}

bool same_qty(double a, double b) { return std::abs(qty_sum(a, -b)) <= 1e-9 * std::abs(a); }

// A number above zero, or from zero on, at most `most` where that is given.
std::optional<double> qty_member(json::ObjectReader& reader, const std::string& name,
                                 bool may_be_zero, std::optional<double> most = {}) {
  const auto qty = reader.number_if_present(name);
  if (!qty) return std::nullopt;
  if ((may_be_zero ? *qty >= 0 : *qty > 0) && (!most || *qty <= *most)) return qty;
  reader.fail(name, most ? "expected a number from 0 to qty_orig, which is " + text_of(*most)
                         : "expected a number above 0");
  return std::nullopt;
}

std::vector<Trade> read_fills(const json::Document& document, json::ObjectReader& reader,
                              const Order& order) {
  std::vector<Trade> fills;
  for (const std::string& element : reader.elements("fills")) {
    json::ObjectReader one(document, element);
    Trade trade{.price = fill_price(order), .time = order.time};
    if (!one.has("qty")) one.fail("", "the member \"qty\" is missing");
    trade.qty = qty_member(one, "qty", false).value_or(0);
    trade.price = qty_member(one, "price", false).value_or(trade.price);
    if (const auto time = one.whole_number_if_present("time")) {
      trade.time = static_cast<std::int64_t>(*time);
    }
    trade.id = one.text_if_present("id").value_or("");
    if (auto error = one.finish()) reader.fail_with(std::move(*error));
    fills.push_back(std::move(trade));
  }
  return fills;
}

}  // namespace

void set_filled(Order& order, double qty_filled) {
  order.qty_filled = qty_filled;
  order.qty_remaining = qty_sum(order.qty_orig, -qty_filled);
  order.fills.clear();
  if (qty_filled > 0) {
    order.fills.push_back({.price = fill_price(order), .qty = qty_filled, .time = order.time});
  }
  order.status = order.qty_remaining > 0 ? OrderStatus::active : OrderStatus::completed;
}

void read_quantities(const json::Document& document, json::ObjectReader& reader,
                     std::optional<OrderStatus> status, Order& order) {
  order.qty_orig = qty_member(reader, "qty_orig", false).value_or(order.qty_orig);
  const double orig = order.qty_orig;
  const auto filled = qty_member(reader, "qty_filled", true, orig);
  const auto remaining = qty_member(reader, "qty_remaining", true, orig);
  std::vector<Trade> fills = read_fills(document, reader, order);

  double sum = 0;
  for (const Trade& trade : fills) sum = qty_sum(sum, trade.qty);
  double qty_filled = status == OrderStatus::completed ? orig : 0;
  std::string said_by = "status";
  if (filled) {
    qty_filled = *filled;
    said_by = "qty_filled";
  } else if (remaining) {
    qty_filled = qty_sum(orig, -*remaining);
    said_by = "qty_remaining";
  } else if (reader.has("fills")) {
    qty_filled = sum;
    said_by = "fills";
  }
  const bool is_all = same_qty(orig, qty_filled);
  if (is_all) qty_filled = orig;

  if (filled && remaining && !same_qty(orig, qty_sum(*filled, *remaining))) {
    reader.fail("qty_remaining", "expected " + text_of(qty_sum(orig, -*filled)) +
                                     ", which is qty_orig less qty_filled");
  }
  if (qty_filled > orig) {
    reader.fail("fills", "expected fills of at most qty_orig together, which is " + text_of(orig) +
                             ", found " + text_of(sum));
  }
  if (reader.has("fills") && !(sum == qty_filled || same_qty(sum, qty_filled))) {
    reader.fail("fills",
                "expected fills of " + text_of(qty_filled) + " together, found " + text_of(sum));
  }
  if (status == OrderStatus::completed && !is_all) {
    reader.fail(said_by, "expected all of qty_orig, which is " + text_of(orig) +
                             ", to be filled, as the status is COMPLETED");
  }
  if (status && *status != OrderStatus::completed && is_all) {
    reader.fail("status", "expected COMPLETED, as all of it is filled");
  }
  set_filled(order, qty_filled);
  if (!fills.empty()) order.fills = std::move(fills);
  if (status) order.status = *status;
}

}  // namespace everstrike::mock_server
