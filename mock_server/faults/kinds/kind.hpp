// What the faults of this folder are made of. Each is a struct in a file of its name, which has
// - `static constexpr FaultRow kRow`: its name, and what it does in a sentence,
// - its members: plain data with defaults,
// - `void read(FaultReader& reader)`: fills them from a scenario file,
// - `void write(auto& json) const`: the reverse, into an ordered_json,
// - `void apply(const Moment&, Answer& shaped) const`: what it does to an answer,
// - of a fault of the feed instead of an effect on answers: `MessageFate fate() const`,
// and which is an alternative of Fault (faults/fault.hpp), which asks the one it holds. A fault
// never touches a socket and never changes an order: it shapes the reply and fills the WirePlan
// that the connection loop carries out, over plain TCP and TLS alike. Whether the cancel happened
// before is decided by the phase of the rule that struck: before the effect, the reply that is
// shaped is the documented error; after it, the true answer. The exception is fill_first.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/member_reader.hpp"
#include "mock_server/message/answer.hpp"
#include "mock_server/message/dice.hpp"

namespace everstrike::mock_server {

struct FaultRow {
  std::string_view type;   // "reset_peer": its name in scenario files
  std::string_view about;  // what the client gets, as docs/scenario-format.md says it
};

// The fault's object in a scenario file. Members that nobody takes are refused at the end.
struct FaultReader : json::ObjectReader {
  FaultReader(const json::Document& file, const std::string& pointer)
      : json::ObjectReader(file, pointer), document(file) {}
  const json::Document& document;
};

// Headers with names and values as HTTP allows them, in the order in which they are sent.
using HeaderPairs = std::vector<std::pair<std::string, std::string>>;
// read_header_pairs reads [["Name", "value"], …]; an absent member gives none.
[[nodiscard]] HeaderPairs read_header_pairs(FaultReader& reader, const std::string& name);

// What a fault may need to know of the moment it strikes.
struct Moment {
  const Die& die;  // for what is left to chance
  std::int64_t unix_ms = 0;
  std::string_view accept_encoding = {};  // of the request
};

// The most bytes that a scenario may ask for.
inline constexpr std::uint64_t kFaultBytesMax = 1'000'000;

}  // namespace everstrike::mock_server
