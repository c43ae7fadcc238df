#include "mock_server/control/live_page.hpp"

#include <array>
#include <string>

#include "mock_server/control/embedded.hpp"
#include "signing/base64.hpp"
#include "signing/sha256/sha256.hpp"

namespace everstrike::mock_server {
namespace {

// The text between two marks of the page, as a source expression of Content-Security-Policy:
// exactly this script may run, and nothing that found its way into the page.
std::string hash_source(std::string_view page, std::string_view begin, std::string_view end) {
  const auto from = page.find(begin) + begin.size();
  const std::string_view text = page.substr(from, page.find(end, from) - from);
  std::array<unsigned char, signing::kMacBytes> digest{};
  signing::sha256_kernel().digest(digest, text);
  const std::string bytes(digest.begin(), digest.end());
  return "'sha256-" + signing::base64_encode(bytes) + "'";
}

}  // namespace

Reply live_page() {
  static const std::string policy =
      "default-src 'none'; script-src " +
      hash_source(embedded::live_page, "<script>", "</script>") + "; style-src " +
      hash_source(embedded::live_page, "<style>", "</style>") +
      "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; "
      "frame-ancestors 'none'; require-trusted-types-for 'script'";
  Reply reply{.content_type = "text/html; charset=utf-8", .body = std::string(embedded::live_page)};
  reply.headers = {{"Content-Security-Policy", policy},
                   {"X-Frame-Options", "DENY"},
                   {"Referrer-Policy", "no-referrer"}};
  return reply;
}

}  // namespace everstrike::mock_server
