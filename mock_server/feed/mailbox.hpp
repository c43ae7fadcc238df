// News for one connection of the feed, put by any thread and taken by its own. Bounded: beyond the
// bound nothing more is kept, and who takes hears of that. Thread-safe.
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace everstrike::mock_server {

struct PriceNews {
  std::string pair;
  double price = 0;
};
struct OrderMail {  // of the account that the connection has authenticated for
  std::string pair;
  std::string category;
  std::string result_json;
};
struct TradeMail {  // everybody's
  std::string pair;
  std::string trade_json;
};
using Mail = std::variant<PriceNews, OrderMail, TradeMail>;

class Mailbox {
 public:
  explicit Mailbox(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  void open(std::function<void()> wake) {
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
  }
  // close drops everything; `wake` is not called any more once it returns.
  void close() {
    const std::lock_guard lock(mutex_);
    wake_ = nullptr;
    mail_.clear();
  }

  void put(Mail mail) {
    const std::lock_guard lock(mutex_);
    if (!wake_) return;
    bytes_ += bytes_of(mail);
    overflowed_ = overflowed_ || bytes_ > bytes_max_;
    if (!overflowed_) mail_.push_back(std::move(mail));
    if (!std::exchange(woken_, true)) wake_();
  }

  struct Taken {
    std::vector<Mail> mail;
    bool overflowed = false;
  };
  [[nodiscard]] Taken take() {
    const std::lock_guard lock(mutex_);
    woken_ = false;
    bytes_ = 0;
    return {std::exchange(mail_, {}), overflowed_};
  }

 private:
  static std::size_t bytes_of(const Mail& mail) {
    constexpr std::size_t kAround = sizeof(Mail);
    if (const auto* order = std::get_if<OrderMail>(&mail)) {
      return kAround + order->result_json.size();
    }
    if (const auto* trade = std::get_if<TradeMail>(&mail)) {
      return kAround + trade->trade_json.size();
    }
    return kAround;
  }

  const std::size_t bytes_max_;
  std::mutex mutex_;
  std::function<void()> wake_;
  std::vector<Mail> mail_;
  std::size_t bytes_ = 0;
  bool overflowed_ = false;
  bool woken_ = false;
};

}  // namespace everstrike::mock_server
