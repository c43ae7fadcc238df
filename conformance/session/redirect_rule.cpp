// Redirects that were followed with key or signature, to the mock itself or to another whose
// journal is judged along.
#include <algorithm>
#include <deque>

#include "conformance/session/session_rule.hpp"
#include "mock_server/journal/head_lines.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::header_value;

std::string_view without_end_slashes(std::string_view path) {
  return signing::trimmed_back(path, "/");
}

class RedirectRule final : public SessionRule {
 public:
  void look(const SessionRequest& request, Findings& findings) override {
    if (request.is_control) return;
    find_followed(request, findings);
    if (request.told != Told::redirected) return;
    const std::string_view location = answer_header(request.entry, "location");
    Redirect redirect{.at_ms = request.answered_ms,
                      .api_key = request.entry.api_key,
                      .sameness_of_body = body_of(request),
                      .evidence = evidence_of(request)};
    if (const auto url = signing::split_http_url(location)) {
      redirect.host = url->authority;
      redirect.path = url->path;
    } else if (location.starts_with('/')) {
      redirect.host = header_value(request.entry.head, "host");
      redirect.path = without_end_slashes(location);
    } else {
      return;
    }
    redirects_.push_back(std::move(redirect));
    if (redirects_.size() > kRedirectsMax) redirects_.pop_front();
  }

 private:
  static constexpr std::size_t kRedirectsMax = 64;
  static constexpr std::int64_t kSoonMs = 30'000;

  struct Redirect {
    std::int64_t at_ms = 0;
    std::string api_key;
    std::string sameness_of_body;
    SessionEvidence evidence;
    std::string host = {};
    std::string path = {};
  };

  static std::string body_of(const SessionRequest& request) {
    return request.sameness.substr(std::min(request.sameness.find('\n'), request.sameness.size()));
  }

  void find_followed(const SessionRequest& request, Findings& findings) {
    const mock_server::Entry& entry = request.entry;
    const bool has_signature = !header_value(entry.head, "x-signature").empty();
    if (entry.api_key.empty() && !has_signature) return;
    const std::string_view host = header_value(entry.head, "host");
    const auto leads_here = [&](const Redirect& one) {
      const std::int64_t after = request.at_ms - one.at_ms;
      return after >= -1000 && after <= kSoonMs && signing::equal_ignoring_case(one.host, host) &&
             without_end_slashes(entry.resource()) == one.path && one.api_key == entry.api_key &&
             (entry.body.empty() || body_of(request) == one.sameness_of_body);
    };
    const auto found = std::ranges::find_if(redirects_, leads_here);
    if (found == redirects_.end()) return;
    findings.add({.rule = "http/redirect",
                  .mistake = "credentials_to_another_host",
                  .api_key = entry.api_key,
                  .sentence = "a redirect was followed, and " +
                              std::string(has_signature ? "key and signature" : "the key") +
                              " went along",
                  .evidence = {found->evidence, evidence_of(request)},
                  .expected = "no request to where an answer with 3xx points"});
    redirects_.erase(found);
  }

  std::deque<Redirect> redirects_;
};

}  // namespace

std::unique_ptr<SessionRule> redirect_rule() { return std::make_unique<RedirectRule>(); }

}  // namespace everstrike::conformance
