#include "mock_server/server.hpp"

#include "mock_server/admin/control.hpp"
#include "mock_server/pipeline.hpp"
#include "mock_server/router.hpp"

namespace everstrike::mock_server {

struct Server::Parts {
  Parts(Options given, RequestHandler& handler)
      : options(with_watchers(std::move(given))),
        pipeline(options),
        control({.backstage = pipeline.backstage(),
                 .access = {options.control_token, options.listen.host},
                 .metrics = metrics,
                 .counters = [this] { return listener.counters(); }}),
        listener(options.listen, handler) {}

  // Everyone who wants to hear of an entry: the counters, those who poll the journal, the user.
  Options with_watchers(Options given) {
    given.on_entry = [this, user = std::move(given.on_entry)](const Entry& entry) {
      metrics.count(entry);
      listener.wake_parked();
      if (user) user(entry);
    };
    return given;
  }

  Metrics metrics;
  Options options;
  Pipeline pipeline;
  Control control;
  Listener listener;  // last, so that it stops before what it calls is gone
};

Server::Server(Options options)
    : parts_(std::make_unique<Parts>(std::move(options), static_cast<RequestHandler&>(*this))) {}

Server::~Server() = default;

Expected<void, ListenError> Server::start() { return parts_->listener.start(); }

bool Server::drain(std::chrono::milliseconds patience) { return parts_->listener.drain(patience); }

std::uint16_t Server::port() const { return parts_->listener.port(); }

std::string Server::base_url() const {
  const std::string& host = parts_->options.listen.host;
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port());
}

const Journal& Server::journal() const { return parts_->pipeline.journal(); }

bool Server::admit(std::uint64_t /*connection*/) { return parts_->pipeline.admit(); }

Answer Server::answer(const Request& request, std::chrono::milliseconds waited) {
  if (parts_->options.control && is_control_path(request.head.path())) {
    return parts_->control.answer(request, waited);
  }
  return parts_->pipeline.answer(request);
}

Answer Server::refuse(const MalformedRequest& request) {
  if (parts_->options.control && Control::is_meant_here(request)) return Control::refuse(request);
  return parts_->pipeline.refuse(request);
}

}  // namespace everstrike::mock_server
