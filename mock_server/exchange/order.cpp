#include "mock_server/exchange/order.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "json/writer.hpp"
#include "signing/text/eight_bytes.hpp"

namespace everstrike::mock_server {
namespace {

// Whether a text may hold what doesn't stand for itself inside a JSON string.
bool may_need_escapes(std::string_view text) {
  return signing::any_of_eight(text, [](std::uint64_t eight) {
    return signing::any_below(eight, 0x20) | signing::any_equal(eight, '"') |
           signing::any_equal(eight, '\\') | signing::any_equal(eight, 0x7f) |
           (eight & signing::kTopBits);
  });
}

// Writes one JSON object member by member. Its text is gathered beside `out`, where it needs no
// room made for each piece and what has a length that is known when this is compiled costs a few
// instructions.
class Members {
 public:
  explicit Members(std::string& out) : out_(out) {}
  ~Members() {
    *room(1) = '}';
    wrote(at_ + 1);
    flush();
  }
  Members(const Members&) = delete;
  Members& operator=(const Members&) = delete;

  template <std::size_t kName>
  void add(const char (&name)[kName], std::string_view text) {
    begin(name);
    if (text.size() > kTextAtOnce || may_need_escapes(text)) {
      return append([&] { json::append_string(out_, text); });
    }
    quote(text);
  }
  // add_word adds one of our own words, which has nothing to be escaped.
  template <std::size_t kName>
  void add_word(const char (&name)[kName], std::string_view word) {
    begin(name);
    quote(word);
  }
  template <std::size_t kName>
  void add(const char (&name)[kName], double value) {
    begin(name);
    wrote(json::write_number(room(json::kNumberBytesMax), value));
  }
  template <std::size_t kName>
  void add(const char (&name)[kName], std::int64_t value) {
    begin(name);
    wrote(json::write_number(room(json::kNumberBytesMax), value));
  }
  template <std::size_t kName>
  void add(const char (&name)[kName], bool value) {
    begin(name);
    value ? put("true") : put("false");
  }
  template <std::size_t kName, class T>
  void add(const char (&name)[kName], const std::optional<T>& value) {
    if (value) return add(name, *value);
    begin(name);
    put("null");
  }
  template <std::size_t kName>
  void add_fills(const char (&name)[kName], const Order& order) {
    begin(name);
    if (order.fills.empty()) return put("[]");
    append([&] {
      json::ArrayWriter fills(out_);
      for (const Trade& trade : order.fills) append_json(fills.element(), trade, order);
    });
  }

 private:
  static constexpr std::size_t kGathered = 1024;   // more than the usual order has
  static constexpr std::size_t kTextAtOnce = 128;  // a longer one goes straight to `out`

  char* room(std::size_t bytes) {
    if (static_cast<std::size_t>(gathered_.end() - at_) < bytes) flush();
    return at_;
  }
  void wrote(char* end) { at_ = end; }
  void flush() {
    out_.append(gathered_.begin(), at_);
    at_ = gathered_.begin();
  }
  // append lets something else append.
  template <class Append>
  void append(const Append& something) {
    flush();
    something();
  }
  void quote(std::string_view text) {
    char* to = room(text.size() + 2);
    *to++ = '"';
    to = std::ranges::copy(text, to).out;
    *to++ = '"';
    wrote(to);
  }
  template <std::size_t kText>
  void put(const char (&text)[kText]) {
    wrote(std::copy_n(text, kText - 1, room(kText)));
  }
  template <std::size_t kName>
  void begin(const char (&name)[kName]) {
    char* to = room(kName + 8);
    *to++ = std::exchange(separator_, ',');
    *to++ = '"';
    to = std::copy_n(name, kName - 1, to);
    *to++ = '"';
    *to++ = ':';
    wrote(to);
  }

  std::string& out_;
  std::array<char, kGathered> gathered_;
  char* at_ = gathered_.begin();  // behind what is gathered
  char separator_ = '{';
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
  members.add_word("side", json::word_of(order.side, kSides));
  members.add("time", order.time);
  members.add_word("type", json::word_of(order.type, kOrderTypes));
  members.add_fills("fills", order);
  members.add("price", order.price);
  members.add("price_orig", order.price_orig);
  members.add("qty_orig", order.qty_orig);
  members.add("qty_orig_usd", order.qty_orig_usd);
  members.add("qty_remaining", order.qty_remaining);
  members.add("qty_filled", order.qty_filled);
  members.add_word("status", status_text(order.status));
  members.add_word("time_in_force", json::word_of(order.time_in_force, kTimesInForce));
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
