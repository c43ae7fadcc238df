// A JSON text with its source's name, so that a mistake is told where it stands: each error is one
// line "file:line:column: path: what was expected". Lines and columns count from 1, columns in
// bytes. Values are named by their JSON pointer (RFC 6901); "" is the root's.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "json/value.hpp"
#include "signing/expected.hpp"

namespace everstrike::json {

class Document {
 public:
  // parse reads as json/parse.hpp does; the error has file, line and column.
  [[nodiscard]] static Expected<Document, std::string> parse(std::string text,
                                                             std::string source_name);

  [[nodiscard]] const Value& root() const { return root_; }
  // find gives the value at a pointer, or nullptr.
  [[nodiscard]] const Value* find(std::string_view pointer) const;
  // error_at writes "file:line:column: path: what" for the value at a pointer, with the place of
  // the nearest one around it if there is none.
  [[nodiscard]] std::string error_at(std::string_view pointer, std::string_view what) const;

 private:
  // "file:line:column: ", of a byte of the text.
  [[nodiscard]] std::string place(std::size_t at) const;

  std::string text_;
  std::string source_name_;
  Value root_;
};

// child_pointer points to a member of the value at `pointer`, or to an element by its number.
[[nodiscard]] std::string child_pointer(const std::string& pointer, std::string_view name);

}  // namespace everstrike::json
