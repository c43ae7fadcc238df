// Reads the objects of JSON files that people write by hand (accounts, scenarios). Objects are
// closed: a member that nobody asked for is an error, since a misspelt name would otherwise
// silently test nothing. The root alone may have a text "$schema" besides, by which editors find
// a file's JSON Schema.
//
//   auto document = Document::parse(text, "accounts.json");
//   ObjectReader root(*document, "");            // "" is the JSON pointer of the root
//   auto schema = root.text("schema");           // nullopt: an error was noted
//   for (const auto& pointer : root.elements("accounts")) { ObjectReader one(*document, pointer); }
//   if (auto error = root.finish()) …
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "json/document.hpp"

namespace everstrike::json {

// whole_number gives a number from 0 without a fraction, however it is spelled: 1.0 and 1e3 are
// whole (as in JSON Schema). nullopt for all else, and for what is too large to be exact.
[[nodiscard]] std::optional<std::uint64_t> whole_number(const Value& value);

struct Bounds {
  std::uint64_t from = 0;
  std::uint64_t to = std::numeric_limits<std::uint64_t>::max();  // belongs to it
};

// One JSON object whose members are asked for by name; the first error is kept, but for one thing:
// where something is missing and another member is unknown, the latter is most likely the former,
// misspelt, and is what is told.
class ObjectReader {
 public:
  // `document` must outlive the reader. The value at `pointer` must be there.
  ObjectReader(const Document& document, std::string pointer);

  // Each getter notes an error when the member has another type; the `…_if_present` forms allow
  // absence.
  [[nodiscard]] std::optional<std::string> text(const std::string& name);
  [[nodiscard]] std::optional<std::string> text_if_present(const std::string& name);
  [[nodiscard]] std::optional<std::uint64_t> whole_number_if_present(const std::string& name,
                                                                     Bounds bounds = {});
  [[nodiscard]] std::optional<double> number_if_present(const std::string& name);
  [[nodiscard]] std::optional<bool> flag_if_present(const std::string& name);
  [[nodiscard]] bool has(const std::string& name) const;
  // elements gives the JSON pointers of an array's elements; an absent array has none.
  [[nodiscard]] std::vector<std::string> elements(const std::string& name);
  // member gives the JSON pointer of a member and counts it as asked for.
  [[nodiscard]] std::string member(const std::string& name);
  [[nodiscard]] const Value& value_at(const std::string& pointer) const;

  // fail notes an error at a member ("" for the object itself, which lacks something); the first
  // one stays.
  void fail(const std::string& name, std::string_view what);
  void fail_with(std::string error);
  // finish gives the first error, an unknown member included.
  [[nodiscard]] std::optional<std::string> finish();

 private:
  [[nodiscard]] const Value* get(const std::string& name, bool required);

  const Document& document_;
  std::string pointer_;
  const Value* object_ = nullptr;
  std::set<std::string> known_;
  std::optional<std::string> error_;
  bool is_about_itself_ = false;  // that error
};

}  // namespace everstrike::json
