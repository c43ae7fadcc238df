#include "mock_server/tls/server_tls.hpp"

#include <openssl/ssl.h>

#include <string_view>

#include "mock_server/tls/ca_folder.hpp"
#include "mock_server/tls/handshake_fault.hpp"
#include "mock_server/tls/host_name.hpp"
#include "mock_server/tls/local_ca.hpp"
#include "mock_server/tls/own_certificate.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::time_t kHour = 3600;
constexpr std::time_t kDay = 24 * kHour;
constexpr int kDaysInFolder = 90;

using Cause = TrustError::Cause;

// Clients that offer HTTP/2 as well are told at once that it is not spoken here.
int choose_protocol(SSL* /*ssl*/, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void* /*unused*/) {
  constexpr std::string_view kHttp11 = "http/1.1";
  for (unsigned int at = 0; at < offered_size; at += offered[at] + 1U) {
    const std::string_view name(reinterpret_cast<const char*>(offered + at + 1), offered[at]);
    if (name == kHttp11) {
      *chosen = offered + at + 1;
      *chosen_size = offered[at];
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

std::shared_ptr<SSL_CTX> new_context() {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (context) {
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    // Sessions are resumed by the ticket that the client holds, so none need be kept here.
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
    SSL_CTX_set_num_tickets(context.get(), 1);
    SSL_CTX_set_alpn_select_cb(context.get(), choose_protocol, nullptr);
  }
  return context;
}

Expected<Identity, std::string> identity_for(const LocalCa& ca, const ServerTls& tls,
                                             TlsFault fault, std::time_t now) {
  const Validity valid{.from = now - kHour, .to = ca.valid_to()};
  switch (fault) {
    case TlsFault::wrong_host:
      return ca.issue({kWrongHost}, valid);
    case TlsFault::expired:
      return ca.issue(tls.hosts, {.from = now - 2 * kDay, .to = now - kDay});
    case TlsFault::not_yet_valid:
      return ca.issue(tls.hosts, {.from = now + kDay, .to = now + 2 * kDay});
    case TlsFault::self_signed:
      return self_signed(tls.hosts, valid);
    case TlsFault::untrusted:
      return LocalCa::make(tls.hosts, valid).and_then([&](const LocalCa& other) {
        return other.issue(tls.hosts, valid);
      });
    default:
      return ca.issue(tls.hosts, valid);
  }
}

Expected<void, TrustError> use_authority(ServerTls& tls, const TlsOptions& options,
                                         std::time_t now) {
  const auto ca = [&]() -> Expected<LocalCa, TrustError> {
    if (options.authority) return *options.authority;
    if (!options.folder.empty()) {
      return keep_ca(options.folder, tls.hosts, options.days > 0 ? options.days : kDaysInFolder,
                     now)
          .map([](KeptCa kept) { return std::move(kept.ca); });
    }
    const int days = options.days > 0 ? options.days : 1;
    return LocalCa::make(tls.hosts, {.from = now - kHour, .to = now + days * kDay})
        .map_error([](const std::string& why_not) {
          return TrustError{Cause::environment, why_not};
        });
  }();
  if (!ca) return Unexpected<TrustError>(ca.error());
  const auto identity = identity_for(*ca, tls, options.fault, now);
  if (!identity) return trust_error(identity.error());
  if (SSL_CTX_use_certificate(tls.context.get(), identity->certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(tls.context.get(), identity->key.get()) != 1) {
    return trust_error("cannot use the certificate: " + first_openssl_reason());
  }
  tls.ca_pem = ca->certificate_pem();
  return {};
}

}  // namespace

Expected<ServerTls, TrustError> make_server_tls(const TlsOptions& options, std::time_t now) {
  ServerTls tls{.context = new_context(), .ca_pem = {}, .hosts = {}};
  if (!tls.context) return trust_error("cannot set up TLS: " + first_openssl_reason());
  auto hosts = hosts_to_stand_for(options.hosts);
  if (!hosts) return trust_error(hosts.error(), Cause::usage);
  tls.hosts = std::move(*hosts);
  if (options.certificate_file.empty() != options.key_file.empty()) {
    return trust_error("a certificate and its key belong together; only one was given",
                       Cause::usage);
  }
  if (options.certificate_file.empty()) {
    if (auto used = use_authority(tls, options, now); !used) {
      return Unexpected<TrustError>(used.error());
    }
  } else {
    auto chain = use_own_certificate(*tls.context, options.certificate_file, options.key_file);
    if (!chain) return Unexpected<TrustError>(chain.error());
    tls.ca_pem = std::move(*chain);
  }
  break_handshakes(*tls.context, options.fault);
  return tls;
}

}  // namespace everstrike::mock_server
