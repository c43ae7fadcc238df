#include "mock_server/exchange/list_range.hpp"

#include <algorithm>
#include <functional>

#include "mock_server/exchange/field_reader.hpp"

namespace everstrike::mock_server {

Expected<std::vector<Listed>, Outcome> choose_listed(const Call& call, std::vector<Listed> all) {
  constexpr std::size_t kLimitDefault = 100;
  FieldReader reader(named_values(call.fields));
  const auto pair = reader.text("pair");
  const auto start = reader.number("start");
  const auto end = reader.number("end");
  const std::size_t limit = reader.limit(kLimitDefault);
  if (reader.refusal()) return Unexpected<Outcome>(*reader.refusal());

  std::erase_if(all, [&](const Listed& one) {
    const auto time = static_cast<double>(one.time);
    return (pair && one.pair != *pair) || (start && time < *start) || (end && time > *end);
  });
  // Of the same millisecond, the one that came later stands first.
  std::ranges::reverse(all);
  std::ranges::stable_sort(all, std::ranges::greater(), &Listed::time);
  if (all.size() > limit) all.resize(limit);
  return all;
}

}  // namespace everstrike::mock_server
