// Reads the fields of a line for `explain` that the other verbs don't have:
//   signature or signature_hex   as sent; null or absent: none
//   api_key, method, target (or path), host
//   headers                      [[name, value], …] or {name: value, …}
//   other_secrets_hex            [hex, …] or {api key: hex, …}
//   earlier_bodies_hex           [hex, …], the latest first
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "client/program/explain_item.hpp"
#include "json/value.hpp"
#include "signing/expected.hpp"
#include "signing/typed_value.hpp"

namespace everstrike::client {

// read_explain_fields fills `item`; body, secret and payload are left alone. The error names the
// field and what was expected.
[[nodiscard]] Expected<void, std::string> read_explain_fields(const json::Value& object,
                                                              ExplainItem& item);

// explain_fields names them all, for readers that hand unknown fields back.
[[nodiscard]] std::span<const std::string_view> explain_fields() noexcept;

// meant_by gives the names and texts that Python would have signed for a payload.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> meant_by(
    const signing::TypedPayload& payload);

}  // namespace everstrike::client
