// What has to show in two texts for a mistake to be true of them. A recipe that gives the right
// bytes says how they may have come about, not that its name fits: "other separators" also makes
// "price" of "price=", where only an empty field was written otherwise. Each part of a composed
// name is held against the text that it was given and the one that it made.
#pragma once

#include <string_view>

#include "signing/diagnosis/catalogue/mistake.hpp"

namespace everstrike::diagnosis {

// One part of a recipe: what `id` is said to have made of a text. Views of the caller's.
struct Change {
  MistakeId id;
  std::string_view from;  // as sent, or as the part before left it
  std::string_view to;    // as signed, or as the next part found it
};

// shows_in says whether the two texts bear the name out; true for what its recipe alone proves.
[[nodiscard]] bool shows_in(const Change& change);

}  // namespace everstrike::diagnosis
