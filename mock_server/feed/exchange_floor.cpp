#include "mock_server/feed/exchange_floor.hpp"

#include "mock_server/feed/price_walk.hpp"
#include "mock_server/feed/server_message.hpp"

namespace everstrike::mock_server {

bool ExchangeFloor::enter(const std::shared_ptr<Mailbox>& mailbox, const std::string& address) {
  const std::lock_guard lock(mutex_);
  all_.insert(mailbox);
  num_connections_ = all_.size();
  if (!limits_.per_address) return true;
  Party& party = addresses_[address];
  party.mailboxes.insert(mailbox);
  return party.mailboxes.size() <= limits_.connections;
}

bool ExchangeFloor::join(const std::shared_ptr<Mailbox>& mailbox, const std::string& api_key) {
  const std::lock_guard lock(mutex_);
  Party& party = accounts_[api_key];
  if (party.mailboxes.size() >= limits_.connections && !party.mailboxes.contains(mailbox)) {
    return false;
  }
  party.mailboxes.insert(mailbox);
  return true;
}

void ExchangeFloor::take_out(Parties& parties, const std::string& name,
                             const std::shared_ptr<Mailbox>& mailbox) {
  const auto party = parties.find(name);
  if (party == parties.end()) return;
  party->second.mailboxes.erase(mailbox);
  if (party->second.mailboxes.empty()) parties.erase(party);
}

void ExchangeFloor::leave(const std::shared_ptr<Mailbox>& mailbox, const std::string& address,
                          const std::optional<std::string>& api_key) {
  const std::lock_guard lock(mutex_);
  all_.erase(mailbox);
  num_connections_ = all_.size();
  take_out(addresses_, address, mailbox);
  if (api_key) take_out(accounts_, *api_key, mailbox);
}

bool ExchangeFloor::count(Party& party, Time now) const {
  auto& messages = party.messages;
  while (!messages.empty() && now - messages.front() >= std::chrono::seconds(1)) {
    messages.pop_front();
  }
  if (messages.size() >= limits_.messages_per_second) return false;
  messages.push_back(now);
  return true;
}

bool ExchangeFloor::count_message(const std::string& address,
                                  const std::optional<std::string>& api_key, Time now) {
  const std::lock_guard lock(mutex_);
  bool may_go_on = true;
  if (api_key) may_go_on = count(accounts_[*api_key], now);
  if (limits_.per_address) may_go_on = count(addresses_[address], now) && may_go_on;
  return may_go_on;
}

void ExchangeFloor::tell(std::string_view api_key, const std::vector<OrderNews>& news,
                         std::int64_t unix_ms) {
  const std::lock_guard lock(mutex_);
  const auto account = accounts_.find(api_key);
  for (const OrderNews& one : news) {
    const auto category = private_category(one);
    if (category.empty()) continue;
    if (account != accounts_.end()) {
      for (const auto& mailbox : account->second.mailboxes) {
        mailbox->put(OrderMail{one.pair, std::string(category), order_result(one)});
        if (one.position_json.empty()) continue;
        mailbox->put(OrderMail{one.pair,
                               one.position_is_closed ? "position_closed" : "position_updated",
                               position_result(one)});
      }
    }
    if (one.kind != Effect::Kind::filled) continue;
    for (const auto& mailbox : all_) mailbox->put(TradeMail{one.pair, trade_json(one, unix_ms)});
  }
}

void ExchangeFloor::hold_price(const std::string& pair, std::optional<double> price) {
  const std::lock_guard lock(mutex_);
  held_[pair] = price;
  if (!price) return;
  last_[pair] = *price;
  for (const auto& mailbox : all_) mailbox->put(PriceNews{pair, *price});
}

void ExchangeFloor::hold_no_price() {
  const std::lock_guard lock(mutex_);
  held_.clear();
  last_.clear();
}

std::optional<double> ExchangeFloor::held_price(std::string_view pair) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.find(pair);
  return found == held_.end() ? std::nullopt : found->second;
}

bool ExchangeFloor::knows_pair(std::string_view pair) const {
  if (market_of(pair) != nullptr) return true;
  const std::lock_guard lock(mutex_);
  return held_.find(pair) != held_.end();
}

void ExchangeFloor::note_price(const std::string& pair, double price) {
  const std::lock_guard lock(mutex_);
  last_[pair] = price;
}

std::optional<double> ExchangeFloor::last_price(std::string_view pair) const {
  const std::lock_guard lock(mutex_);
  const auto found = last_.find(pair);
  return found == last_.end() ? std::nullopt : std::optional(found->second);
}

bool ExchangeFloor::note_unread(std::size_t before, std::size_t after) {
  const auto all = unread_bytes_ += after - before;  // unsigned wrap-around cancels out
  return all <= limits_.all_unread_bytes;
}

}  // namespace everstrike::mock_server
