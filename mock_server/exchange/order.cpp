#include "mock_server/exchange/order.hpp"

#include "json/writer.hpp"

namespace everstrike::mock_server {
namespace {

// Writes one JSON object member by member.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) { out_ += '{'; }
  ~Members() { out_ += '}'; }
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  void add(std::string_view name, std::string_view text) {
    begin(name);
    json::append_string(out_, text);
  }
  void add(std::string_view name, const char* text) { add(name, std::string_view(text)); }
  void add(std::string_view name, double value) {
    begin(name);
    json::append_number(out_, value);
  }
  void add(std::string_view name, std::int64_t value) {
    begin(name);
    json::append_number(out_, value);
  }
  void add(std::string_view name, bool value) {
    begin(name);
    out_ += value ? "true" : "false";
  }
  template <class T>
  void add(std::string_view name, const std::optional<T>& value) {
    if (value) {
      add(name, *value);
    } else {
      begin(name);
      out_ += "null";
    }
  }
  void add_fills(std::string_view name, const Order& order) {
    begin(name);
    json::ArrayWriter fills(out_);
    for (const Trade& trade : order.fills) append_json(fills.element(), trade, order);
  }

 private:
  void begin(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }

  std::string& out_;
  bool first_ = true;
};

}  // namespace

const SharedText& usual_pair() {
  static const SharedText text = "USD_BTC_PERP";
  return text;
}

const SharedText& usual_customer_id() {
  static const SharedText text = "5f9ca5f0-380e-11e9-bf51-91a076098e19";
  return text;
}

bool has_foreign_text(const Order& order) {
  const RareMembers& rare = order.rare.get();
  return rare.oco || !rare.msg.empty() || !order.fills.empty() ||
         order.pair != usual_pair().view() || order.customer_id != usual_customer_id().view();
}

void append_json(std::string& out, const Order& order) {
  const RareMembers& rare = order.rare.get();
  Members members(out);
  members.add("id", std::string_view(order.id));
  members.add("pair", order.pair.view());
  members.add("side", json::word_of(order.side, kSides));
  members.add("time", order.time);
  members.add("type", json::word_of(order.type, kOrderTypes));
  members.add_fills("fills", order);
  members.add("price", order.price);
  members.add("price_orig", order.price_orig);
  members.add("qty_orig", order.qty_orig);
  members.add("qty_orig_usd", order.qty_orig_usd);
  members.add("qty_remaining", order.qty_remaining);
  members.add("qty_filled", order.qty_filled);
  members.add("status", status_text(order.status));
  members.add("time_in_force", json::word_of(order.time_in_force, kTimesInForce));
  members.add("oco", rare.oco);
  members.add("icebergs", rare.icebergs);
  members.add("trigger_price", rare.trigger_price);
  members.add("trigger_event",
              rare.trigger_event ? std::optional(json::word_of(*rare.trigger_event, kTriggerEvents))
                                 : std::nullopt);
  members.add("close_on_trigger", order.close_on_trigger);
  members.add("reduce_only", order.reduce_only);
  members.add("post_only", order.post_only);
  members.add("hidden", order.hidden);
  members.add("leverage", order.leverage);
  members.add("customer_id", order.customer_id.view());
  if (!rare.msg.empty()) members.add("msg", std::string_view(rare.msg));
}

}  // namespace everstrike::mock_server
