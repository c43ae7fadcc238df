// One thing that is asked of an exchange or of another mock: a sentence, and the few lines that
// check it. Ids are stable: lists of known failures and people's notes name them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/server/finding.hpp"
#include "conformance/server/target.hpp"

namespace everstrike::conformance::server {

// What a case does to the account and to the server.
enum class Touch {
  reads,    // asks, or looks at the answer of the one documented cancel
  refused,  // names a given order in a request that must be refused
  cancels,  // cancels one of the given orders
  made_up,  // a good signature, and an id that is no order
  odd,      // bytes that no client sends: for servers of one's own only, unless asked for
};

struct ServerCase {
  std::string id;
  Level level = Level::must;
  Provenance provenance = Provenance::documented;
  std::string reference;
  Touch touch = Touch::refused;
  std::string does;     // what is sent
  std::string expects;  // what the server should do
  std::string mistake;  // slug of the way to sign wrongly that is tried; may be empty
  std::function<Finding(Target&)> judge;
};

// In the order in which they have to run: what must be refused comes before anything is cancelled,
// so that the documented cancel also shows that nothing else took effect.
[[nodiscard]] std::vector<ServerCase> refuse_cases();
[[nodiscard]] std::vector<ServerCase> unknown_cases();
[[nodiscard]] std::vector<ServerCase> wire_cases();
[[nodiscard]] std::vector<ServerCase> accept_cases();
[[nodiscard]] std::vector<ServerCase> answer_cases();

// all_server_cases joins them.
[[nodiscard]] const std::vector<ServerCase>& all_server_cases();

}  // namespace everstrike::conformance::server
