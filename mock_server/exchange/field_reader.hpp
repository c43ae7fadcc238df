// Reads the fields of a request by name and says clearly what is wrong with one. Made for
// endpoints that take many fields: each getter gives a value or nothing and notes the first
// mistake, and the endpoint asks once, at the end, whether there was any.
// An optional field that came with an empty value counts as absent: CCXT's encoder writes a null
// that way (observed in the exchange's own bot). Unknown fields are left alone.
// Errors name fields and never quote what was received, which may be a secret in a wrong place.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/exchange/outcome.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {

// One field: decoded name and value.
struct NamedValue {
  std::string_view name;
  std::string_view value;
};

[[nodiscard]] std::vector<NamedValue> named_values(const std::vector<signing::FormField>& fields);

// read_number reads a decimal number as programs write it ("0.002", "1e-7", "1551137077642.123").
// nullopt for anything else, also for what is too large, "inf" and "nan".
[[nodiscard]] std::optional<double> read_number(std::string_view text);

class FieldReader {
 public:
  // What the names point to must outlive the reader. `prefix` stands before names in errors
  // ("orders[3].").
  explicit FieldReader(std::vector<NamedValue> fields, std::string prefix = {});

  [[nodiscard]] std::optional<std::string_view> text(std::string_view name);
  [[nodiscard]] std::optional<double> number(std::string_view name);
  // The most that a list may have, `usual` unless the request says.
  [[nodiscard]] std::size_t limit(std::size_t usual);
  // A number above zero, as prices and quantities are.
  [[nodiscard]] std::optional<double> positive(std::string_view name);
  // true or false; Python's True and False are taken too.
  [[nodiscard]] std::optional<bool> flag(std::string_view name);
  [[nodiscard]] std::optional<std::string_view> choice(std::string_view name,
                                                       std::span<const std::string_view> words);

  // require notes a mistake unless the field is there with a value.
  void require(std::string_view name);
  // fail notes that `name` is wrong; `expected` follows "expected".
  void fail(std::string_view name, std::string_view expected);
  // refusal gives the first mistake: missing_field or invalid_field.
  [[nodiscard]] const std::optional<Outcome>& refusal() const { return refusal_; }

 private:
  void note(Verdict verdict, std::string_view name, std::string_view what);

  std::vector<NamedValue> fields_;
  std::string prefix_;
  std::optional<Outcome> refusal_;
};

}  // namespace everstrike::mock_server
