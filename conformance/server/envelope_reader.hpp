// The documented envelope {"code":…, "msg":…, "result":…} of an answer, taken apart far enough to
// be judged member by member.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace everstrike::conformance::server {

struct JsonField {
  std::string type;  // "string", "number", "boolean", "null", "array", "object"
  std::string text;  // a string's own text, anything else as JSON

  [[nodiscard]] bool is(std::string_view wanted) const { return type == wanted; }
};

struct EnvelopeParts {
  std::string problem;  // why it is no JSON object; empty when it is one
  std::map<std::string, JsonField> members;
  std::map<std::string, JsonField> result;  // members of `result` where that is an object

  // code is the number in `code`, if it is an integer.
  [[nodiscard]] std::optional<int> code() const;
  [[nodiscard]] const JsonField* member(const std::string& name) const;
  [[nodiscard]] const JsonField* in_result(const std::string& name) const;
};

// read_envelope never fails: what can't be read is in `problem`.
[[nodiscard]] EnvelopeParts read_envelope(std::string_view body);

}  // namespace everstrike::conformance::server
