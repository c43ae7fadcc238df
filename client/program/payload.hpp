// A payload from JSON: a list of [name, value] pairs, in the order in which they stand. Values may
// be of any JSON kind; signing/typed_value.hpp knows what each documented language makes of them.
// Numbers keep their spelling, so that 1, 1.0 and integers beyond a double stay what they are.
#pragma once

#include <string>
#include <string_view>

#include "signing/expected.hpp"
#include "signing/typed_value.hpp"

namespace everstrike::client {

// read_payload takes JSON text. The error
// is what was expected and where: "payload[3]: expected a pair [name, value]".
[[nodiscard]] Expected<signing::TypedPayload, std::string> read_payload(std::string_view text);

}  // namespace everstrike::client
