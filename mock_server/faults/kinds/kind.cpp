#include "mock_server/faults/kinds/kind.hpp"

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {

HeaderPairs read_header_pairs(FaultReader& reader, const std::string& name) {
  HeaderPairs headers;
  for (const std::string& pointer : reader.elements(name)) {
    auto pair = texts_at(reader, pointer);
    if (!pair || pair->size() != 2 || !signing::is_token(pair->front()) ||
        !signing::is_value(pair->back())) {
      reader.fail(name, "expected pairs [name, value] as HTTP allows them");
      break;
    }
    headers.emplace_back(std::move(pair->front()), std::move(pair->back()));
  }
  return headers;
}

}  // namespace everstrike::mock_server
