// One wrongly signed request as `everstrike explain` takes it, and what is said of it. Owns its
// bytes; signing/diagnosis does the work.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/secret.hpp"

namespace everstrike::client {

struct ExplainItem {
  std::string body;
  std::optional<std::string> signature;  // without one, x-signature among the headers
  std::string api_key;
  std::optional<signing::Secret> secret;
  std::vector<std::pair<std::string, signing::Secret>>
      others;  // API key, which may be "", and secret
  std::vector<std::pair<std::string, std::string>> headers;
  std::string method = "POST";
  std::string target = "/auth/cancel";
  std::string host;  // without one, the header's
  std::vector<std::string> earlier_bodies;
  std::vector<std::pair<std::string, std::string>> payload;  // what the client meant, if known
  std::string following;  // what came behind the body on the same connection and is no request
};

// offline_options: nobody waits for the answer, so it looks further than a server does, at some
// milliseconds for what it can't explain.
[[nodiscard]] diagnosis::Options offline_options();

[[nodiscard]] diagnosis::Diagnosis explain(const ExplainItem& item,
                                           const diagnosis::Options& options);

// explain_members gives `"mistake":"…","also":[…],"fix":"…","proof":"…"` and, where there are any,
// `"notes":[…]`: the members of a JSON object, without its braces.
[[nodiscard]] std::string explain_members(const diagnosis::Diagnosis& diagnosis);

// explain_lines gives the same for a person to read; every line ends with a newline.
[[nodiscard]] std::string explain_lines(const diagnosis::Diagnosis& diagnosis);

}  // namespace everstrike::client
