// The orders of one world, one after the other, as texts without secrets. The world's lock is held
// for some orders at a time, and between two pieces only the place of the next one is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock_server/control/listed_body.hpp"
#include "mock_server/pipeline/tenants.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

// How many orders are looked at while a tenant's lock is held.
inline constexpr std::size_t kOrdersAtOnce = 256;

class OrderElements final : public ListedElements {
 public:
  // All that are there now, in the order in which they were added; `tenant` and `redactor` must
  // outlive this object.
  OrderElements(Tenant& tenant, const signing::Redactor& redactor);
  // Those of these serial numbers.
  OrderElements(Tenant& tenant, const signing::Redactor& redactor,
                std::vector<std::uint64_t> serials);

  Found look(std::string_view& text) override;
  [[nodiscard]] std::uint64_t number() const override { return batch_[at_].first; }
  void go_on() override;
  void let_go(bool is_begun) override;

 private:
  void fetch();

  Tenant& tenant_;
  const signing::Redactor& redactor_;
  std::optional<std::vector<std::uint64_t>> serials_;
  std::uint64_t next_ = 0;  // a serial number, or a place in serials_
  std::uint64_t end_ = 0;
  std::vector<std::pair<std::uint64_t, std::string>> batch_;  // place and text
  std::size_t at_ = 0;
  std::string text_;
};

// for_each_order calls `look` with every order of a tenant, some at a time under its lock.
template <class Look>
void for_each_order(Tenant& tenant, Look look) {
  std::uint64_t next = 0;
  for (bool is_more = true; is_more;) {
    const std::lock_guard lock(tenant.mutex);
    const auto some = tenant.world.numbered(next, kOrdersAtOnce);
    for (const auto& [serial, order] : some) look(*order);
    is_more = some.size() == kOrdersAtOnce;
    if (is_more) next = some.back().serial + 1;
  }
}

}  // namespace everstrike::mock_server
