#include "mock_server/faults/kinds/redirect.hpp"

#include <algorithm>
#include <array>

#include "mock_server/message/envelope.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {

void Redirect::read(FaultReader& reader) {
  read_whole(reader, "status", {301, 308}, status);
  constexpr std::array kStatuses = {301, 302, 303, 307, 308};
  if (std::ranges::count(kStatuses, status) == 0) {
    reader.fail("status", "expected 301, 302, 303, 307 or 308");
  }
  location = reader.text("location").value_or("");
  if (location.empty() || !signing::is_value(location)) {
    reader.fail("location", "expected a URL or a path in one line");
  }
}

void Redirect::apply(const Moment&, Answer& shaped) const {
  shaped.reply = error_reply(status, "Moved");
  shaped.reply.headers.emplace_back("Location", location);
}

}  // namespace everstrike::mock_server
