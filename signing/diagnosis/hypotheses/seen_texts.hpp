// Which texts were looked at already, by their hashes: a set that only grows, in one block of
// memory, since a search asks it for every text that it makes. Two texts of one hash pass for one.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

class SeenTexts {
 public:
  [[nodiscard]] static std::size_t hash_of(std::string_view text) {
    return std::hash<std::string_view>()(text) | 1;  // zero is an empty place
  }
  [[nodiscard]] bool contains(std::size_t hash) const { return places_[place_of(hash)] == hash; }
  // insert says whether it is new.
  bool insert(std::size_t hash) {
    std::size_t place = place_of(hash);
    if (places_[place] == hash) return false;
    places_[place] = hash;
    if (++size_ * 2 > places_.size()) grow();
    return true;
  }

 private:
  static constexpr std::size_t kPlacesAtFirst = 1024;

  [[nodiscard]] std::size_t place_of(std::size_t hash) const {
    const std::size_t mask = places_.size() - 1;
    std::size_t place = (hash >> 7) & mask;
    while (places_[place] != 0 && places_[place] != hash) place = (place + 1) & mask;
    return place;
  }
  void grow() {
    std::vector<std::size_t> fewer(places_.size() * 4);
    fewer.swap(places_);
    for (const std::size_t hash : fewer) {
      if (hash != 0) places_[place_of(hash)] = hash;
    }
  }

  std::vector<std::size_t> places_ = std::vector<std::size_t>(kPlacesAtFirst);
  std::size_t size_ = 0;
};

}  // namespace everstrike::diagnosis
