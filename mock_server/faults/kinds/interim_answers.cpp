#include "mock_server/faults/kinds/interim_answers.hpp"

#include "mock_server/wire/http/reply_bytes.hpp"

namespace everstrike::mock_server {

void InterimAnswers::read(FaultReader& reader) {
  headers = read_header_pairs(reader, "headers");
  if (!reader.has("statuses")) return;
  statuses.clear();
  for (const std::string& pointer : reader.elements("statuses")) {
    statuses.push_back(static_cast<int>(whole_at(reader, pointer).value_or(0)));
    if (statuses.back() < 100 || statuses.back() > 199) {
      reader.fail("statuses", "expected statuses from 100 to 199");
      return;
    }
  }
  if (statuses.empty() || statuses.size() > kAnswersMax) {
    reader.fail("statuses", "expected 1 to 100 statuses");
  }
}

void InterimAnswers::apply(const Moment&, Answer& shaped) const {
  for (const int status : statuses) {
    Reply interim{.status = status};
    interim.headers = headers;
    shaped.reply.interim += render_reply(interim, {});
  }
}

}  // namespace everstrike::mock_server
