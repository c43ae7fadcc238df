#include "signing/diagnosis/catalogue/mistake.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>

#include "signing/diagnosis/catalogue/mistake_tables.hpp"

namespace everstrike::diagnosis {
namespace {

std::array<Mistake, kNumMistakes> joined_tables() {
  std::array<Mistake, kNumMistakes> joined{};
  std::size_t count = 0;
  for (const auto group : {encoding_mistakes(), message_mistakes(), text_mistakes(), key_mistakes(),
                           algorithm_mistakes(), header_mistakes()}) {
    for (const Mistake& row : group) {
      assert(static_cast<std::size_t>(row.id) == count && "rows stand in the order of MistakeId");
      joined[count++] = row;
    }
  }
  assert(count == kNumMistakes && "every MistakeId has a row");
  return joined;
}

}  // namespace

std::span<const Mistake> mistakes() noexcept {
  static const std::array<Mistake, kNumMistakes> all = joined_tables();
  return all;
}

const Mistake& mistake(MistakeId id) noexcept { return mistakes()[static_cast<std::size_t>(id)]; }

const Mistake* find_mistake(std::string_view slug) noexcept {
  const auto all = mistakes();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Mistake& row) { return row.slug == slug; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace everstrike::diagnosis
