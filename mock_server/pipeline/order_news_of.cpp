#include "mock_server/pipeline/order_news_of.hpp"

namespace everstrike::mock_server {
namespace {

OrderNews news_about(const Order& order, Effect::Kind kind) {
  OrderNews news{.kind = kind,
                 .pair = order.pair,
                 .status = std::string(status_text(order.status)),
                 .order_json = {},
                 .was_trigger = order.is_trigger,
                 .qty = 0,
                 .price = order.price,
                 .buyer_rested = order.side == "BUY",
                 .position_json = {},
                 .position_is_closed = false};
  append_json(news.order_json, order);
  return news;
}

}  // namespace

std::vector<OrderNews> news_of(const Effect& effect, World& world) {
  std::vector<OrderNews> all;
  for (const Fill& fill : effect.fills) {
    const Order* order = world.find(fill.order);
    if (order == nullptr) continue;
    all.push_back(news_about(*order, Effect::Kind::filled));
    all.back().qty = fill.qty;
    const Position position = world.positions().of(order->pair);
    append_json(all.back().position_json, position);
    all.back().position_is_closed = position.size == 0;
  }
  if (effect.kind == Effect::Kind::filled) return all;
  for (const std::string& id : effect.order_ids) {
    if (const Order* order = world.find(id)) all.push_back(news_about(*order, effect.kind));
  }
  return all;
}

}  // namespace everstrike::mock_server
