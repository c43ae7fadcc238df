#include "mock_server/server.hpp"

#include "mock_server/control/control.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/feed/feed.hpp"
#include "mock_server/pipeline/order_news_of.hpp"
#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/tls/server_tls.hpp"

namespace everstrike::mock_server {
namespace {

// Certificates are judged by clients' clocks, so they are made by the system's, whatever the
// exchange's clock says.
Expected<ServerTls, TrustError> tls_for(const Options& options) {
  if (!options.tls) return ServerTls{};
  TlsOptions tls = *options.tls;
  for (const std::string& host : hosts_of(options.listen)) {
    if (host != "0.0.0.0" && host != "::") tls.hosts.push_back(host);
  }
  return make_server_tls(tls,
                         std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
}

}  // namespace

struct Server::Parts {
  Parts(Options given, RequestHandler& handler)
      : tls(tls_for(given)),
        options(with_tls(with_watchers(std::move(given)))),
        feed(feed_parts()),
        pipeline(options),
        control({.backstage = pipeline.backstage(),
                 .access = {options.control_token, hosts_of(options.listen)},
                 .metrics = metrics,
                 .prices = price_control(),
                 .counters = [this] { return listener.counters(); },
                 .feed_connections = [this] { return feed.num_connections(); },
                 .ca_pem = tls ? tls->ca_pem : ""}),
        listener(options.listen, handler) {}

  // Everyone who wants to hear of an entry: the counters, those who poll the journal, the user.
  Options with_watchers(Options given) {
    given.on_entry = [this, user = std::move(given.on_entry)](const Entry& entry) {
      metrics.count(entry);
      listener.wake_parked();
      if (user) user(entry);
    };
    given.on_effect = [this, user = std::move(given.on_effect)](
                          std::string_view api_key, const Effect& effect, World& world) {
      if (feed.is_listened_to()) feed.tell(api_key, news_of(effect, world));
      if (user) user(api_key, effect, world);
    };
    if (!given.index_price) {
      given.index_price = [this](std::string_view pair) { return feed.last_price(pair); };
    }
    return given;
  }

  // The feed knows nothing of the pipeline, only what it is handed here.
  FeedParts feed_parts() {
    return {
        .options = options.feed,
        .seed = options.seed,
        .faithful = options.faithful,
        .clock = options.clock,
        .knows_key = [this](std::string_view key) { return pipeline.knows_key(key); },
        .fate_of =
            [this](std::string_view name, std::string_view category, std::string_view key) {
              return pipeline.fate_of_message({.name = name, .category = category, .api_key = key});
            },
        .note =
            [this](FeedNote note) {
              pipeline.note_feed(std::move(note));
              listener.wake_parked();
            },
        .redact = [this](std::string& message) { pipeline.redact(message); }};
  }

  PriceControl price_control() {
    return {.knows_pair = [this](std::string_view pair) { return feed.knows_pair(pair); },
            .hold = [this](const std::string& pair,
                           std::optional<double> price) { feed.hold_price(pair, price); },
            .hold_none = [this] { feed.hold_no_price(); },
            .last = [this](std::string_view pair) { return feed.last_price(pair); }};
  }

  Options with_tls(Options given) const {
    if (given.tls && tls) {
      given.listen.tls = tls->context;
      given.listen.tls_only = given.tls->only;
      for (const std::string& host : tls->hosts) {
        const bool is_ipv6 = host.find(':') != std::string::npos;
        given.listen.connect_hosts.push_back(is_ipv6 ? "[" + host + "]" : host);
      }
    }
    return given;
  }

  Metrics metrics;
  const Expected<ServerTls, TrustError> tls;
  Options options;
  Feed feed;
  Pipeline pipeline;
  Control control;
  Listener listener;  // last, so that it stops before what it calls is gone
};

Server::Server(Options options)
    : parts_(std::make_unique<Parts>(std::move(options), static_cast<RequestHandler&>(*this))) {}

Server::~Server() = default;

Expected<void, ListenError> Server::start() {
  if (const auto& tls = parts_->tls; !tls) {
    const bool is_usage = tls.error().cause == TrustError::Cause::usage;
    return Unexpected<ListenError>(
        ListenError{is_usage ? ListenErrorCode::bad_tls : ListenErrorCode::failed_tls,
                    "TLS: " + tls.error().message});
  }
  return parts_->listener.start();
}

bool Server::drain(std::chrono::milliseconds patience) { return parts_->listener.drain(patience); }

std::uint16_t Server::port() const { return parts_->listener.port(); }

std::string Server::base_url() const { return base_urls().front(); }

std::vector<std::string> Server::base_urls() const {
  std::vector<std::string> urls;
  for (const ListenAddress& address : parts_->listener.addresses()) {
    const bool is_ipv6 = address.host.find(':') != std::string::npos;
    urls.push_back((parts_->options.tls ? "https://" : "http://") +
                   (is_ipv6 ? "[" + address.host + "]" : address.host) + ":" +
                   std::to_string(address.port));
  }
  return urls;
}

const std::string& Server::ca_pem() const {
  static const std::string none;
  return parts_->tls ? parts_->tls->ca_pem : none;
}

const std::vector<std::string>& Server::hosts() const {
  static const std::vector<std::string> none;
  return parts_->tls ? parts_->tls->hosts : none;
}

const Journal& Server::journal() const { return parts_->pipeline.journal(); }

Reply Server::control(std::string_view method, std::string_view target,
                      std::string_view json) const {
  return parts_->control.ask(method, target, json);
}

bool Server::admit(std::uint64_t /*connection*/) { return parts_->pipeline.admit(); }

Answer Server::answer(const Request& request, std::chrono::milliseconds waited) {
  if (parts_->options.control && is_control_path(request.head.path())) {
    return parts_->control.answer(request, waited);
  }
  if (parts_->feed.wants(request)) return parts_->feed.answer(request);
  return parts_->pipeline.answer(request);
}

Answer Server::refuse(const MalformedRequest& request) {
  if (parts_->options.control && Control::is_meant_here(request)) return Control::refuse(request);
  return parts_->pipeline.refuse(request);
}

}  // namespace everstrike::mock_server
