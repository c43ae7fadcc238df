#include "mock_server/auth/authenticate.hpp"

namespace everstrike::mock_server {
namespace {

Unexpected<AuthRefusal> not_admitted(Verdict verdict, std::string detail = {},
                                     std::shared_ptr<const Credential> credential = nullptr) {
  return Unexpected<AuthRefusal>(AuthRefusal{verdict, std::move(detail), std::move(credential)});
}

}  // namespace

std::optional<std::string> api_key_of(const RequestHead& head) { return head.joined("x-api-key"); }

std::optional<std::string> signature_of(const RequestHead& head) {
  return head.joined("x-signature");
}

Expected<std::shared_ptr<const Credential>, AuthRefusal> authenticate(
    KeyRing& keys, const Request& request, const std::optional<std::string>& api_key,
    SignatureRule rule) {
  if (!api_key) return not_admitted(Verdict::missing_key);

  auto credential = keys.find(*api_key);
  if (!credential) {
    return not_admitted(Verdict::unknown_key, request.head.count("x-api-key") > 1
                                                  ? "the header came more than once"
                                                  : std::string(keys.why_not_made(*api_key)));
  }
  if (rule == SignatureRule::ignored) return credential;

  const auto count = request.head.count("x-signature");
  // Nearly always there is one, and then it needs no copy.
  const auto joined = count > 1 ? signature_of(request.head) : std::nullopt;
  const auto signature = joined ? std::string_view(*joined)
                                : request.head.find("x-signature").value_or(std::string_view());
  if (signature.empty()) {
    return not_admitted(Verdict::missing_signature, "", std::move(credential));
  }
  if (!keys.verify(*credential, request.body, signature)) {
    return not_admitted(Verdict::bad_signature, count > 1 ? "the header came more than once" : "",
                        std::move(credential));
  }
  return credential;
}

}  // namespace everstrike::mock_server
