// subject-client MANNER ORDER_ID: a client of the exchange that is right, or wrong in one way.
// `subject-client --list` names the manners.
#include <signal.h>

#include <cstdlib>
#include <iostream>

#include "conformance/test/subjects/client.hpp"

namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace everstrike::subjects;
  const std::string name = argc > 1 ? argv[1] : "";
  for (const Manner& manner : manners()) {
    if (name == "--list") std::cout << manner.name << "\n";
    if (name != manner.name || argc != 3) continue;
    if (manner.ignores_sigterm) ::signal(SIGTERM, SIG_IGN);
    return run({.base_url = variable("EVERSTRIKE_BASE_URL"),
                .api_key = variable("EVERSTRIKE_API_KEY"),
                .secret = variable("EVERSTRIKE_SECRET_KEY"),
                .ca_file = variable("EVERSTRIKE_CA_FILE"),
                .order_id = argv[2]},
               manner);
  }
  if (name == "--list") return 0;
  std::cerr << "subject-client: expected MANNER ORDER_ID, or --list\n";
  return 2;
}
