// What languages print for a map of texts when somebody turns the object, not its encoding, into
// text: {'id': 'x'} in Python, map[id:x] in Go, {id=x} in Java.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "signing/diagnosis/text/fields.hpp"

namespace everstrike::diagnosis {

using ObjectText = std::string (*)(const Fields& fields);

// object_texts gives the notations that show the fields, the most likely first.
[[nodiscard]] std::span<const ObjectText> object_texts() noexcept;

// object_names gives the texts that stand for any object: "[object Object]", "undefined".
[[nodiscard]] std::span<const std::string_view> object_names() noexcept;

// names_an_object says whether `text` is one of these, or the like with an address in it.
[[nodiscard]] bool names_an_object(std::string_view text) noexcept;

}  // namespace everstrike::diagnosis
