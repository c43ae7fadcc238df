// A request whose signature is to be explained, as callers of diagnose() describe it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "signing/secret.hpp"

namespace everstrike::diagnosis {

struct HeaderLine {
  std::string_view name;   // any letter case
  std::string_view value;  // without the blanks around it
};

struct Account {
  std::string_view api_key;
  const signing::Secret* secret = nullptr;
};

// A request whose signature is to be explained. Only `body`, `signature` and `secret` are needed;
// everything else makes more mistakes provable. All views must outlive the call.
struct Refused {
  std::string_view body;  // as received, without chunk framing
  // The value of x-signature as the verifier saw it: several lines joined by ", ". Absent and
  // empty mean the same.
  std::optional<std::string_view> signature;
  std::string_view api_key;                 // the value of x-api-key
  bool has_api_key = true;                  // false: there is no such header, and this is a mistake
  const signing::Secret* secret = nullptr;  // of that key; nullptr when the key is unknown
  std::span<const Account> others;          // further accounts, the likely ones first
  std::span<const HeaderLine> headers;      // all lines, in received order
  std::string_view method = "POST";
  std::string_view target = "/auth/cancel";          // as in the request line, query included
  std::string_view host;                             // the Host header; may be empty
  std::span<const std::string_view> earlier_bodies;  // of the same key, the latest first
  // What came behind the body on the same connection and is no request, as far as it is known.
  std::string_view following = {};
  // Where the caller knows what the client wanted to encode: names and values in their order.
  std::span<const std::pair<std::string, std::string>> payload;
};

enum class Depth { off, quick, deep };

}  // namespace everstrike::diagnosis
