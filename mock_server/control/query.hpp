// The query of a control request as closed as its bodies: a parameter that nobody asked for, or
// that comes twice, is an error, since a misspelt filter would otherwise filter nothing.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

class Query {
 public:
  // parse decodes a form-urlencoded query; the error is one line naming the parameter.
  [[nodiscard]] static Expected<Query, std::string> parse(
      std::string_view text, const std::vector<std::string_view>& known,
      const std::vector<std::string_view>& repeatable = {});

  [[nodiscard]] std::optional<std::string> text(const std::string& name) const;
  // texts gives all values of a parameter that may be repeated, in order.
  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const;
  // number gives `otherwise` for an absent parameter, nullopt for one that is no whole number of
  // at most `most`.
  [[nodiscard]] std::optional<std::uint64_t> number(const std::string& name,
                                                    std::uint64_t otherwise,
                                                    std::uint64_t most) const;

 private:
  std::multimap<std::string, std::string> fields_;  // equal names in the order received
};

// percent_decode decodes %XX and nothing else ("+" stays), for path segments; nullopt for a
// broken escape.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text);

}  // namespace everstrike::mock_server
