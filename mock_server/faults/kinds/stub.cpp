#include "mock_server/faults/kinds/stub.hpp"

#include <algorithm>

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {

void Stub::read(FaultReader& reader) {
  read_whole(reader, "status", {200, 999}, status);
  content_type = reader.text_if_present("content_type").value_or(content_type);
  if (!std::ranges::all_of(content_type, signing::is_value_char)) {
    reader.fail("content_type", "expected a header's value in one line");
  }
  body = reader.text_if_present("body").value_or("");
  for (const std::string& pointer : reader.elements("headers")) {
    auto pair = texts_at(reader, pointer);
    if (!pair || pair->size() != 2 || !signing::is_token(pair->front()) ||
        !std::ranges::all_of(pair->back(), signing::is_value_char)) {
      reader.fail("headers", "expected pairs [name, value] as HTTP allows them");
      return;
    }
    headers.emplace_back(std::move(pair->front()), std::move(pair->back()));
  }
}

void Stub::apply(const Moment&, Answer& shaped) const {
  shaped.reply = {.status = status, .content_type = content_type, .body = body, .headers = headers};
}

}  // namespace everstrike::mock_server
