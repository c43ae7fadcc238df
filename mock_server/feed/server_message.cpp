#include "mock_server/feed/server_message.hpp"

#include <algorithm>

#include "json/writer.hpp"

namespace everstrike::mock_server {
namespace {

constexpr double kVolatility = 0.6;  // of a year
constexpr int kLevels = 5;
constexpr double kLevelsOfOne = 10;  // the level's number over this is its quantity

void add_number(json::ObjectWriter& json, std::string_view name, double value) {
  json::append_number(json.text(name), value);
}

// What an option is worth when it ends now; the fair price of what has no time left.
std::optional<double> value_of_option(const Quote& quote) {
  if (!quote.strike) return std::nullopt;
  return std::max(0.0, quote.underlying - *quote.strike);
}

void add_option(json::ObjectWriter& json, const Quote& quote) {
  add_number(json, "underlying_price", quote.underlying);
  add_number(json, "volatility", kVolatility);
  const auto add = [&](std::string_view name, std::optional<double> value) {
    if (value) {
      add_number(json, name, *value);
    } else {
      json.text(name) += "null";
    }
  };
  add("strike", quote.strike);
  add("black_scholes", value_of_option(quote));
}

std::string index_result(const Quote& quote) {
  std::string out;
  {
    json::ObjectWriter json(out);
    add_number(json, "index", quote.price);
    add_number(json, "mark", quote.price);
    add_option(json, quote);
  }
  return out;
}

std::string ticker_result(const Quote& quote) {
  std::string out;
  {
    json::ObjectWriter json(out);
    add_number(json, "last_price", quote.price);
    for (const char* suffix : {"", "_mark"}) {
      add_number(json, std::string("open_price") + suffix, quote.start);
      add_number(json, std::string("high_price") + suffix, quote.highest);
      add_number(json, std::string("low_price") + suffix, quote.lowest);
      add_number(json, std::string("close_price") + suffix, quote.price);
    }
    add_number(json, "bid_price", quote.price - quote.tick_size);
    add_number(json, "bid_qty", 1 / kLevelsOfOne);
    add_number(json, "ask_price", quote.price + quote.tick_size);
    add_number(json, "ask_qty", 1 / kLevelsOfOne);
    add_number(json, "price_change", quote.price - quote.start);
    add_number(json, "price_change_percent", 100 * (quote.price - quote.start) / quote.start);
    add_number(json, "mark_price", quote.price);
    add_number(json, "index_price", quote.price);
    add_number(json, "fair_price", quote.price);
    add_option(json, quote);
    add_number(json, "otm_amount",
               quote.strike ? std::max(0.0, *quote.strike - quote.underlying) : 0);
    add_number(json, "min_price", quote.price / 2);
    add_number(json, "max_price", quote.price * 2);
  }
  return out;
}

void append_side(std::string& out, const Quote& quote, int direction) {
  json::ArrayWriter levels(out);
  for (int level = 1; level <= kLevels; ++level) {
    json::ObjectWriter json(levels.element());
    add_number(json, "qty", level / kLevelsOfOne);
    add_number(json, "price", quote.price + direction * level * quote.tick_size);
  }
}

// The page and the exchange's bot look for the two sides in different places.
std::string depth_result(const Quote& quote) {
  std::string sides = "\"bids\":";
  append_side(sides, quote, -1);
  sides += ",\"asks\":";
  append_side(sides, quote, 1);
  return "{" + sides + ",\"depth\":{" + sides + "}}";
}

std::string ohlcv_result(const Quote& quote, std::int64_t unix_ms) {
  constexpr std::int64_t kMinute = 60'000;
  std::string out = "{\"ohlcv\":";
  {
    json::ObjectWriter json(out);
    add_number(json, "open", quote.start);
    add_number(json, "high", quote.highest);
    add_number(json, "low", quote.lowest);
    add_number(json, "close", quote.price);
    add_number(json, "base_volume", 0);
    add_number(json, "quote_volume", 0);
    json.add("open_time", unix_ms - unix_ms % kMinute);
    json.add("close_time", unix_ms - unix_ms % kMinute + kMinute - 1);
    json.add("trades", 0);
    add_number(json, "last_price", quote.price);
    add_number(json, "last_qty", 0);
  }
  return out + "}";
}

}  // namespace

std::string feed_message(std::string_view category, std::string_view result_json,
                         std::string_view pair, int code, std::string_view msg) {
  std::string out;
  out.reserve(96 + result_json.size() + msg.size());
  {
    json::ObjectWriter json(out);
    json.add("code", code);
    json.add("msg", msg);
    json.text("result") += result_json;
    if (pair.empty()) {
      json.text("pair") += "null";
    } else {
      json.add("pair", pair);
    }
    json.add("category", category);
  }
  return out;
}

std::string price_result(Category category, const Quote& quote, std::int64_t unix_ms) {
  switch (category) {
    case Category::index:
      return index_result(quote);
    case Category::ticker:
      return ticker_result(quote);
    case Category::depth:
      return depth_result(quote);
    case Category::ohlcv:
      return ohlcv_result(quote, unix_ms);
    case Category::match:
    case Category::trades:
    case Category::liquidation:
      break;
  }
  return "{}";
}

std::string_view private_category(const OrderNews& news) {
  const bool is_trigger = news.status == "UNTRIGGERED";
  switch (news.kind) {
    case Effect::Kind::placed:
      return is_trigger ? "trigger_added" : "order_added";
    case Effect::Kind::cancelled:
      return news.was_trigger ? "trigger_cancelled" : "order_cancelled";
    case Effect::Kind::triggered:
      return news.was_trigger ? "trigger_failed" : "order_triggered";
    case Effect::Kind::filled:
      return news.status == "COMPLETED" ? "order_completed" : "order_partially_completed";
    case Effect::Kind::none:
      break;
  }
  return "";
}

std::string order_result(const OrderNews& news) {
  constexpr std::string_view kMsg = R"("msg":"null"})";
  std::string out = "{\"order\":" + news.order_json;
  const bool has_msg = news.order_json.find("\"msg\":") != std::string::npos;
  if (!has_msg && out.ends_with('}')) {
    out.back() = ',';
    out += kMsg;
  }
  return out.append(",").append(kMsg);
}

std::string position_result(const OrderNews& news) {
  return "{\"position\":" + news.position_json + R"(,"msg":"null"})";
}

std::string trade_json(const OrderNews& news, std::int64_t unix_ms) {
  std::string out;
  {
    json::ObjectWriter json(out);
    json.add("pair", news.pair);
    add_number(json, "price", news.price);
    add_number(json, "qty", news.qty);
    json.add("time", unix_ms);
    json.add("is_buyer_maker", news.buyer_rested);
    json.add("is_best_match", true);
  }
  return out;
}

}  // namespace everstrike::mock_server
