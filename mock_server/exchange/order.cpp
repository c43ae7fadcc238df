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

std::string_view status_text(OrderStatus status) {
  switch (status) {
    case OrderStatus::untriggered:
      return "UNTRIGGERED";
    case OrderStatus::active:
      return "ACTIVE";
    case OrderStatus::cancelled:
      return "CANCELLED";
    case OrderStatus::completed:
      return "COMPLETED";
  }
  return "";
}

std::optional<OrderStatus> status_of_text(std::string_view text) {
  for (const auto status : {OrderStatus::untriggered, OrderStatus::active, OrderStatus::cancelled,
                            OrderStatus::completed}) {
    if (status_text(status) == text) return status;
  }
  return std::nullopt;
}

void append_json(std::string& out, const Order& order) {
  Members members(out);
  members.add("id", std::string_view(order.id));
  members.add("pair", std::string_view(order.pair));
  members.add("side", std::string_view(order.side));
  members.add("time", order.time);
  members.add("type", std::string_view(order.type));
  members.add_fills("fills", order);
  members.add("price", order.price);
  members.add("price_orig", order.price_orig);
  members.add("qty_orig", order.qty_orig);
  members.add("qty_orig_usd", order.qty_orig_usd);
  members.add("qty_remaining", order.qty_remaining);
  members.add("qty_filled", order.qty_filled);
  members.add("status", status_text(order.status));
  members.add("time_in_force", std::string_view(order.time_in_force));
  members.add("oco", order.oco);
  members.add("icebergs", order.icebergs);
  members.add("trigger_price", order.trigger_price);
  members.add("trigger_event", order.trigger_event);
  members.add("close_on_trigger", order.close_on_trigger);
  members.add("reduce_only", order.reduce_only);
  members.add("post_only", order.post_only);
  members.add("hidden", order.hidden);
  members.add("leverage", order.leverage);
  members.add("customer_id", std::string_view(order.customer_id));
  if (!order.msg.empty()) members.add("msg", std::string_view(order.msg));
}

}  // namespace everstrike::mock_server
