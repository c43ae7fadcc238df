#include "mock_server/faults/kinds/garbage.hpp"

namespace everstrike::mock_server {

void Garbage::read(FaultReader& reader) {
  read_whole(reader, "bytes", {1, 65'536}, bytes);
  text = reader.text_if_present("text");
  if (reader.has("bytes") && reader.has("text")) {
    reader.fail("", "expected bytes or text, not both");
  } else if (text && text->empty()) {
    reader.fail("text", "expected at least one character");
  }
}

void Garbage::apply(const Moment& moment, Answer& shaped) const {
  std::string answer = text.value_or("");
  if (!text) {
    for (std::size_t i = 0; i < bytes; ++i) {
      answer += static_cast<char>(moment.die.roll(i) & 0xFF);
    }
    // One in 256 draws would begin like "HTTP".
    if (answer.starts_with('H')) answer.front() = 'h';
  }
  shaped.plan.raw_answer = std::move(answer);
  shaped.end_early();
}

}  // namespace everstrike::mock_server
