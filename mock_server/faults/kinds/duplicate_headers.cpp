#include "mock_server/faults/kinds/duplicate_headers.hpp"

#include <algorithm>

namespace everstrike::mock_server {

void DuplicateHeaders::read(FaultReader& reader) {
  if (!reader.has("names")) return;
  names.clear();
  for (const std::string& pointer : reader.elements("names")) {
    RepeatedHeader header{};
    read_word(reader, "names", text_at(reader, pointer).value_or(""), kNames, header);
    names.push_back(header);
  }
  auto sorted = names;
  std::ranges::sort(sorted);
  if (sorted.empty() || std::ranges::adjacent_find(sorted) != sorted.end()) {
    reader.fail("names", "expected one or two different header names");
  }
}

void DuplicateHeaders::apply(const Moment&, Answer& shaped) const {
  for (const RepeatedHeader header : names) {
    for (int copy = 0; copy < 2; ++copy) {
      if (header == RepeatedHeader::content_type) {
        shaped.reply.headers.emplace_back("Content-Type", shaped.reply.content_type);
      } else {
        shaped.declare_length(shaped.reply.body.size());
      }
    }
  }
}

}  // namespace everstrike::mock_server
