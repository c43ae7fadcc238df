// What the faults of this folder are made of. Each is a struct in a file of its name, with
//   static constexpr FaultRow kRow                          its name and what it does, in a
//   sentence its members                                             plain data with defaults void
//   read(FaultReader& reader)                          them, from a scenario file void write(auto&
//   json) const                            the reverse; `json` is an ordered_json void apply(const
//   Moment&, ShapedReply& shaped) const    what it does to an answer
// and an alternative of Fault (faults/fault.hpp), which asks the one it holds. A fault never
// touches a socket and never changes an order: it shapes the reply and fills the WirePlan that the
// connection loop carries out, over plain TCP and TLS alike. Whether the cancel happened before is
// decided by the phase of the rule that struck: before the effect, the reply that is shaped is the
// documented error; after it, the true answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "json/member_reader.hpp"
#include "mock_server/message/dice.hpp"
#include "mock_server/message/reply.hpp"
#include "mock_server/wire/wire_plan.hpp"

namespace everstrike::mock_server {

struct FaultRow {
  std::string_view type;   // "reset_peer": its name in scenario files
  std::string_view about;  // what the client gets, as docs/scenario-format.md says it
};

// The fault's object in a scenario file. Members that nobody takes are refused at the end.
struct FaultReader : ObjectReader {
  FaultReader(const JsonDocument& file, const std::string& pointer)
      : ObjectReader(file, pointer), document(file) {}
  const JsonDocument& document;
};

// What a fault may need to know of the moment it strikes.
struct Moment {
  const Die& die;  // for what is left to chance
  std::int64_t unix_ms = 0;
};

// A reply and what is to happen to it on the wire.
struct ShapedReply {
  Reply reply;
  WirePlan plan;

  // cut lets only so many bytes of the answer leave, status line included, before it ends.
  void cut(std::size_t bytes, WireEnd end) {
    plan.cut_after = bytes;
    plan.end = end;
  }
  // end_early ends the connection without having said so, as a crashed server's would.
  void end_early() { plan.end = WireEnd::close; }
  // declare_length sends a Content-Length of its own choice.
  void declare_length(std::size_t bytes) {
    reply.headers.emplace_back("Content-Length", std::to_string(bytes));
  }
};

// The most bytes that a scenario may ask for.
inline constexpr std::uint64_t kFaultBytesMax = 1'000'000;

}  // namespace everstrike::mock_server
