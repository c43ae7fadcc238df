#include "mock_server/auth/authenticate.hpp"

#include <strings.h>

namespace everstrike::mock_server {
namespace {

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

Unexpected<AuthRefusal> refused(Verdict verdict, std::string detail = {},
                                std::shared_ptr<const Credential> credential = nullptr) {
  return Unexpected<AuthRefusal>(AuthRefusal{verdict, std::move(detail), std::move(credential)});
}

}  // namespace

std::optional<std::string> joined_header(const RequestHead& head, std::string_view name) {
  std::optional<std::string> joined;
  for (const HeaderSpan& header : head.headers) {
    if (!same_name(header.name.of(head.bytes), name)) continue;
    const std::string_view value = header.value.of(head.bytes);
    if (joined) {
      joined->append(", ").append(value);
    } else {
      joined.emplace(value);
    }
  }
  return joined;
}

Expected<std::shared_ptr<const Credential>, AuthRefusal> authenticate(KeyRing& keys,
                                                                      const Request& request,
                                                                      SignatureRule rule) {
  const auto api_key = joined_header(request.head, "x-api-key");
  if (!api_key) return refused(Verdict::missing_key);

  auto credential = keys.find(*api_key);
  if (!credential) {
    return refused(Verdict::unknown_key,
                   request.head.count("x-api-key") > 1 ? "the header came more than once" : "");
  }
  if (rule == SignatureRule::ignored) return credential;

  const auto signature = joined_header(request.head, "x-signature");
  if (!signature || signature->empty()) {
    return refused(Verdict::missing_signature, "", std::move(credential));
  }
  if (!keys.verify(*credential, request.body, *signature)) {
    return refused(Verdict::bad_signature,
                   request.head.count("x-signature") > 1 ? "the header came more than once" : "",
                   std::move(credential));
  }
  return credential;
}

}  // namespace everstrike::mock_server
