// GET /mock/provenance: where each behaviour comes from, as data. The one source is the table in
// docs/exchange.md, which is built into the program: page and answer can't disagree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::mock_server {

struct Behaviour {
  std::string what;
  std::string provenance;  // documented, observed or assumed; the first word of the cell
  std::string note;        // the rest of the cell, may be empty
};

// provenance_rows reads every table whose header is "| behaviour | provenance |".
[[nodiscard]] std::vector<Behaviour> provenance_rows(std::string_view markdown);
[[nodiscard]] std::string provenance_json(const std::vector<Behaviour>& rows);

}  // namespace everstrike::mock_server
