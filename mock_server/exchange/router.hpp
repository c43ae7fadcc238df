// Which endpoint a request means, and what answers it. The exchange side's paths are few and
// fixed, so this is one table; paths are compared byte by byte, neither decoded nor normalised, as
// the exchange's own router is not known to do either. A new endpoint is one row here and one
// function in exchange/, or a file in exchange/static_answers/ (static_answer.hpp).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mock_server/message/request.hpp"
#include "mock_server/message/verdict.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct Call;     // exchange/call.hpp
struct Outcome;  // exchange/outcome.hpp

// What an endpoint asks of its caller.
enum class Access {
  open,         // nothing; an API key that is sent only says whose fault counts go on
  key,          // the API key; a signature is never looked at, of a POST neither
  signed_body,  // the API key and a signature over the body
};

struct Endpoint {
  std::string_view name;  // "METHOD /path", as scenario rules and the journal call it
  std::string_view method;
  std::string_view path;
  Access access;
  Outcome (*handle)(const Call&);

  // Where the fields of a request stand: in its body, or in its query.
  [[nodiscard]] bool in_body() const { return method == "POST"; }
};

struct RouteRefusal {
  Verdict verdict;                  // unknown_path or unsupported_method
  std::string_view allowed_method;  // for unsupported_method
  std::string detail;               // what would fit, in a clause
};

// route gives the endpoint of a request; it lives as long as the program.
[[nodiscard]] Expected<const Endpoint*, RouteRefusal> route(const RequestHead& head);

// endpoint_names gives the name of every endpoint, for those who check names in files.
[[nodiscard]] std::vector<std::string_view> endpoint_names();
// is_endpoint_name says whether a text is one of them, endpoint_expected what it should have been.
[[nodiscard]] bool is_endpoint_name(std::string_view text);
[[nodiscard]] std::string endpoint_expected();

// is_control_path says whether a path belongs to the control side: /mock and all below it.
[[nodiscard]] bool is_control_path(std::string_view path);

}  // namespace everstrike::mock_server
