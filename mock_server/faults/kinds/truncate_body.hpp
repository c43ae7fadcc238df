// Sends only the first bytes of the body.
#pragma once

#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

struct TruncateBody {
  static constexpr FaultRow kRow = {
      "truncate_body", "the first bytes of the body; `full` promises all of it and closes"};
  enum class Length {
    full,    // Content-Length promises the whole body, and the connection ends early
    honest,  // Content-Length counts what is sent: a complete HTTP message, half a JSON text
  };
  static constexpr json::Words<Length, 2> kLengths = {
      {{"full", Length::full}, {"honest", Length::honest}}};

  std::size_t keep = 0;
  Length content_length = Length::full;

  void read(FaultReader& reader) {
    read_whole(reader, "keep", {0, kFaultBytesMax}, keep, json::Presence::required);
    read_word(reader, "content_length", kLengths, content_length);
  }
  void write(auto& json) const {
    json["keep"] = keep;
    json["content_length"] = json::word_of(content_length, kLengths);
  }
  void apply(const Moment&, Answer& shaped) const {
    std::string& body = shaped.reply.body;
    const std::size_t whole = body.size();
    if (keep >= whole) return;
    body.resize(keep);
    if (content_length == Length::honest) return;
    shaped.declare_length(whole);
    shaped.end_early();
  }
};

}  // namespace everstrike::mock_server
