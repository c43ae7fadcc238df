#include "mock_server/faults/kinds/stub.hpp"

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {

void Stub::read(FaultReader& reader) {
  read_whole(reader, "status", {200, 999}, status);
  content_type = reader.text_if_present("content_type").value_or(content_type);
  if (!signing::is_value(content_type)) {
    reader.fail("content_type", "expected a header's value in one line");
  }
  body = reader.text_if_present("body").value_or("");
  if (const auto text = reader.text_if_present("body_base64")) {
    auto bytes = signing::base64_decode(*text);
    if (!bytes) reader.fail("body_base64", "expected base64, " + bytes.error().message());
    if (reader.has("body")) reader.fail("", "expected body or body_base64, not both");
    body = bytes ? std::move(*bytes) : "";
    body_is_base64 = true;
  }
  headers = read_header_pairs(reader, "headers");
}

void Stub::apply(const Moment&, Answer& shaped) const {
  shaped.reply = {.status = status, .content_type = content_type, .body = body, .headers = headers};
}

}  // namespace everstrike::mock_server
