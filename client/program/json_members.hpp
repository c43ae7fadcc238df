// The members of the object on a line of JSON as their own bytes, so that a field can be handed
// back exactly as it came: 1.10 stays 1.10, a number beyond a double keeps its digits, an escape
// its spelling. Reads no more than where things begin and end; whether the line is JSON is
// json_reader's question. On a broken line it gives what stands before the break.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::client {

struct JsonMember {
  std::string name;            // decoded when it is plain; with its backslashes otherwise
  std::string_view raw_name;   // with its quotes
  std::string_view raw_value;  // without blanks around it
};

// json_members reads `line`; the views point into it. Linear in its length, whatever its nesting.
[[nodiscard]] std::vector<JsonMember> json_members(std::string_view line);

}  // namespace everstrike::client
