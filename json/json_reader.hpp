// Reads JSON files that people write by hand (accounts, scenarios) so that a mistake is found
// where it stands: each error is one line "file:line:column: path: what was expected". Objects are
// closed: a member that nobody asked for is an error, since a misspelt name would otherwise
// silently test nothing. A member that comes twice is an error too.
//
//   auto document = JsonDocument::parse(text, "accounts.json");
//   ObjectReader root(*document, "");            // "" is the JSON pointer of the root
//   auto schema = root.text("schema");           // nullopt: an error was noted
//   for (std::size_t i = 0; i < root.array_size("accounts"); ++i) { ObjectReader one(…, pointer) }
//   if (auto error = root.finish()) …
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

class JsonDocument {
 public:
  // parse checks the syntax; the error has file, line and column.
  [[nodiscard]] static Expected<JsonDocument, std::string> parse(std::string text,
                                                                 std::string source_name);
  JsonDocument(JsonDocument&&) noexcept;
  JsonDocument& operator=(JsonDocument&&) noexcept;
  ~JsonDocument();

  [[nodiscard]] const nlohmann::json& root() const { return *root_; }
  // error_at writes "file:line:column: path: what" for the value at a JSON pointer (RFC 6901).
  [[nodiscard]] std::string error_at(const std::string& pointer, std::string_view what) const;

 private:
  JsonDocument();
  std::string text_;
  std::string source_name_;
  std::unique_ptr<nlohmann::json> root_;
};

// One JSON object whose members are asked for by name; the first error is kept.
class ObjectReader {
 public:
  // `document` must outlive the reader. The value at `pointer` must be there.
  ObjectReader(const JsonDocument& document, std::string pointer);

  // Each getter notes an error when the member has another type; the `…_if_present` forms allow
  // absence.
  [[nodiscard]] std::optional<std::string> text(const std::string& name);
  [[nodiscard]] std::optional<std::string> text_if_present(const std::string& name);
  [[nodiscard]] std::optional<std::uint64_t> whole_number_if_present(const std::string& name);
  [[nodiscard]] std::optional<double> number_if_present(const std::string& name);
  [[nodiscard]] std::optional<bool> flag_if_present(const std::string& name);
  [[nodiscard]] bool has(const std::string& name) const;
  // elements gives the JSON pointers of an array's elements; an absent array has none.
  [[nodiscard]] std::vector<std::string> elements(const std::string& name);
  // member gives the JSON pointer of a member and counts it as asked for.
  [[nodiscard]] std::string member(const std::string& name);
  [[nodiscard]] const nlohmann::json& value_at(const std::string& pointer) const;

  // fail notes an error at a member ("" for the object itself); the first one stays.
  void fail(const std::string& name, std::string_view what);
  void fail_with(std::string error);
  // finish gives the first error, an unknown member included.
  [[nodiscard]] std::optional<std::string> finish();

 private:
  [[nodiscard]] const nlohmann::json* get(const std::string& name, bool required);

  const JsonDocument& document_;
  std::string pointer_;
  const nlohmann::json* object_ = nullptr;
  std::set<std::string> known_;
  std::optional<std::string> error_;
};

}  // namespace everstrike::mock_server
