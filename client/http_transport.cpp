#include "client/http_transport.hpp"

#include <httplib.h>
#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <cstdint>
#include <exception>
#include <memory>
#include <utility>

#include "client/connection_watch.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::client {
namespace {

using Clock = std::chrono::steady_clock;

// Beside the body: status line, headers, TLS records and chunk sizes.
constexpr std::uint64_t kOverheadBytesMax = 256 * 1024;

// Writing to a connection that the server has closed raises SIGPIPE, which would end a program
// that embeds this client. Blocks it for this thread and takes a pending one away.
class NoSigpipe {
 public:
  NoSigpipe() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  NoSigpipe(const NoSigpipe&) = delete;
  NoSigpipe& operator=(const NoSigpipe&) = delete;
  ~NoSigpipe() {
    sigset_t pending;
    sigpending(&pending);
    if (!was_pending_ && sigismember(&pending, SIGPIPE) == 1) {
      int signal_number = 0;
      sigwait(&pipe_, &signal_number);
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t pipe_{};
  sigset_t before_{};
  bool was_pending_ = false;
};

// What the callbacks find out while the answer comes in.
struct Receiving {
  std::string body;
  std::string complaint;  // why the answer was given up, when it was not httplib that did
  bool is_too_large = false;
};

// The framing must leave no doubt about where the body ends; httplib takes the first length it
// finds and reads "abc" as 0. Gives the complaint, or nothing.
std::string framing_complaint(const httplib::Response& response) {
  const auto lengths = response.get_header_value_count("Content-Length");
  if (lengths > 1) return "the answer has several lengths";
  const auto codings = response.get_header_value_count("Transfer-Encoding");
  if (codings > 1) return "the answer has several transfer codings";
  if (codings == 1) {
    const auto coding = response.get_header_value("Transfer-Encoding");
    if (!signing::equal_ignoring_case(coding, "chunked"))
      return "the answer has an unknown transfer coding";
    if (lengths == 1) return "the answer has both a length and a transfer coding";
  }
  if (lengths == 1) {
    const auto length = response.get_header_value("Content-Length");
    const bool is_number = !length.empty() && std::all_of(length.begin(), length.end(), [](char c) {
      return c >= '0' && c <= '9';
    });
    if (!is_number) return "the answer's length is not a number";
  }
  return {};
}

TransportError not_sent(TransportFault fault, std::string message) {
  return {fault, false, std::move(message)};
}

TransportError maybe_sent(TransportFault fault, std::string message) {
  return {fault, true, std::move(message)};
}

class Exchange {
 public:
  Exchange(const HttpTransportOptions& options, const HttpRequest& request)
      : options_(options),
        request_(request),
        deadline_(Clock::now() + request.timeout),
        watch_(deadline_, options.answer_bytes_max + kOverheadBytesMax) {}

  Expected<HttpReply, TransportError> run() {
    const auto client = connectable();
    const auto result = client->send(http_request());
    if (!result) return Unexpected<TransportError>(explain(result.error()));
    HttpReply reply;
    reply.status = result->status;
    reply.body = std::move(receiving_.body);
    reply.retry_after = result->get_header_value("Retry-After");
    reply.date = result->get_header_value("Date");
    reply.content_coding = result->get_header_value("Content-Encoding");
    return reply;
  }

 private:
  std::unique_ptr<httplib::ClientImpl> connectable() {
    const auto& url = options_.base_url;
    std::unique_ptr<httplib::ClientImpl> client;
    if (url.is_tls) {
      client = std::make_unique<httplib::SSLClient>(url.host, url.port);
      client->enable_server_certificate_verification(true);
      if (!options_.ca_file.empty()) client->set_ca_cert_path(options_.ca_file);
    } else {
      client = std::make_unique<httplib::ClientImpl>(url.host, url.port);
    }
    client->set_connection_timeout(request_.timeout);
    client->set_read_timeout(request_.timeout);
    client->set_write_timeout(request_.timeout);
    client->set_keep_alive(false);
    client->set_follow_location(false);
    client->set_decompress(false);
    client->set_compress(false);
    client->set_tcp_nodelay(true);
    client->set_socket_options([this](auto socket) { watch_.adopt(socket); });
    return client;
  }

  httplib::Request http_request() {
    httplib::Request request;
    request.method = "POST";
    request.path = options_.base_url.path + request_.path;
    request.set_header("Content-Type", request_.content_type);
    request.set_header("Accept", "application/json");
    request.set_header("Accept-Encoding", "identity");
    request.set_header("User-Agent", options_.user_agent);
    for (const auto& [name, value] : request_.headers) request.set_header(name, value);
    request.body = request_.body;
    request.response_handler = [this](const httplib::Response& response) {
      receiving_.complaint = framing_complaint(response);
      return receiving_.complaint.empty();
    };
    request.content_receiver = [this](const char* data, std::size_t length, auto, auto) {
      if (length > options_.answer_bytes_max - receiving_.body.size()) {
        receiving_.is_too_large = true;
        return false;
      }
      receiving_.body.append(data, length);
      return true;
    };
    return request;
  }

  TransportError explain(httplib::Error error) const {
    const auto& host = options_.base_url.host;
    const std::string place = host + ":" + std::to_string(options_.base_url.port);
    const bool is_late =
        watch_.verdict() == ConnectionWatch::Verdict::too_late || Clock::now() >= deadline_;
    const std::string within = " within " + std::to_string(request_.timeout.count()) + " ms";
    // Later versions have more kinds of certificate errors than 0.11 has names for.
    if (error == httplib::Error::SSLServerVerification ||
        httplib::to_string(error).rfind("SSL server", 0) == 0) {
      return not_sent(TransportFault::untrusted, "the certificate of " + host + " is not trusted");
    }
    if (error == httplib::Error::SSLLoadingCerts) {
      return not_sent(TransportFault::untrusted, "the trusted certificates could not be loaded");
    }
    if (error == httplib::Error::SSLConnection) {
      return is_late ? not_sent(TransportFault::timed_out, "no TLS with " + place + within)
                     : not_sent(TransportFault::unreachable, "no TLS with " + place);
    }
    if (error == httplib::Error::Connection || error == httplib::Error::ConnectionTimeout ||
        error == httplib::Error::BindIPAddress) {
      return not_sent(TransportFault::unreachable,
                      "no connection to " + place + (is_late ? within : ""));
    }
    if (receiving_.is_too_large) {
      return maybe_sent(
          TransportFault::too_large,
          "the answer is larger than " + std::to_string(options_.answer_bytes_max) + " bytes");
    }
    if (watch_.verdict() == ConnectionWatch::Verdict::too_much) {
      return maybe_sent(TransportFault::too_large, "the answer's headers are too large");
    }
    if (!receiving_.complaint.empty()) {
      return maybe_sent(TransportFault::broken, receiving_.complaint);
    }
    if (is_late) return maybe_sent(TransportFault::timed_out, "no complete answer" + within);
    return maybe_sent(TransportFault::broken, "the connection ended before a complete answer");
  }

  const HttpTransportOptions& options_;
  const HttpRequest& request_;
  const Clock::time_point deadline_;
  Receiving receiving_;
  ConnectionWatch watch_;
};

}  // namespace

Expected<HttpReply, TransportError> HttpTransport::post(const HttpRequest& request) {
  const NoSigpipe no_sigpipe;
  try {
    return Exchange(options_, request).run();
  } catch (const std::exception& error) {
    return Unexpected<TransportError>(maybe_sent(
        TransportFault::broken, std::string("the HTTP library gave up: ") + error.what()));
  }
}

std::string http_library() { return std::string("cpp-httplib ") + CPPHTTPLIB_VERSION; }

}  // namespace everstrike::client
