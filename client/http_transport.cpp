#include "client/http_transport.hpp"

#include <openssl/crypto.h>

namespace everstrike::client {
namespace {

std::string request_text(const HttpTransportOptions& options, const HttpRequest& request,
                         const Endpoint& to) {
  const int default_port = to.is_tls ? 443 : 80;
  std::string text;
  const auto add = [&text](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  text.append("POST ").append(options.base_url.path).append(request.path).append(" HTTP/1.1\r\n");
  add("Host", to.port == default_port ? to.written_host() : to.place());
  add("User-Agent", options.user_agent);
  add("Accept", "application/json");
  add("Accept-Encoding", "identity");
  add("Content-Type", request.content_type);
  add("Content-Length", std::to_string(request.body.size()));
  for (const auto& [name, value] : request.headers) add(name, value);
  add("Connection", "close");
  return text.append("\r\n").append(request.body);
}

TransportError before_sending(ConnectError error) {
  using Kind = ConnectError::Kind;
  const auto fault = error.kind == Kind::untrusted ? TransportFault::untrusted
                     : error.kind == Kind::late    ? TransportFault::timed_out
                                                   : TransportFault::unreachable;
  return {fault, false, std::move(error.message)};
}

}  // namespace

Expected<HttpReply, TransportError> HttpTransport::post(const HttpRequest& request) {
  const auto deadline = std::chrono::steady_clock::now() + request.timeout;
  const auto& url = options_.base_url;
  const Endpoint to{url.host, url.port, url.is_tls, {options_.ca_file, options_.ca_text}};
  auto connection = Connection::open(resolver_, to, deadline);
  if (!connection) return Unexpected<TransportError>(before_sending(connection.error()));

  AnswerReader reader(options_.limits);
  const auto end =
      connection->exchange(request_text(options_, request, to), [&reader](std::string_view bytes) {
        return reader.feed(bytes) == AnswerReader::State::reading;
      });
  return conclude(end, reader, request.timeout);
}

Expected<HttpReply, TransportError> conclude(Connection::End end, AnswerReader& reader,
                                             std::chrono::milliseconds timeout) {
  const auto failed = [](TransportFault fault, std::string message) {
    return Unexpected<TransportError>({fault, true, std::move(message)});
  };
  if (end == Connection::End::late) {
    return failed(TransportFault::timed_out, "no complete answer within " +
                                                 std::to_string(timeout.count()) + " ms" +
                                                 reader.after_interim());
  }
  const auto state = reader.end(end == Connection::End::in_order);
  if (state == AnswerReader::State::too_large) {
    return failed(TransportFault::too_large, reader.complaint());
  }
  if (state != AnswerReader::State::done) {
    return failed(TransportFault::broken, reader.complaint());
  }
  HttpReply reply;
  reply.status = reader.head().status;
  reply.retry_after = reader.head().first("Retry-After");
  reply.date = reader.head().first("Date");
  reply.received_at = std::chrono::duration_cast<std::chrono::seconds>(
                          std::chrono::system_clock::now().time_since_epoch())
                          .count();
  reply.content_coding = content_coding_of(reader.head());
  reply.body = std::move(reader.body());
  return reply;
}

std::string tls_library() {
  return std::string("OpenSSL ") + OpenSSL_version(OPENSSL_VERSION_STRING);
}

}  // namespace everstrike::client
