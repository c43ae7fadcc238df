#include "mock_server/test/wire_testing.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "signing/text/ascii.hpp"

namespace everstrike::mock_server::testing {
namespace {

constexpr std::chrono::seconds kHangProtection{30};

SSL_CTX* client_context() {
  static SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  return context;
}

}  // namespace

RawClient::RawClient(std::uint16_t port, bool is_ipv6)
    : fd_(::socket(is_ipv6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval wait{.tv_sec = kHangProtection.count(), .tv_usec = 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  sockaddr_in6 address6{};
  address6.sin6_family = AF_INET6;
  address6.sin6_port = htons(port);
  address6.sin6_addr = in6addr_loopback;
  const int connected =
      is_ipv6 ? ::connect(fd_, reinterpret_cast<sockaddr*>(&address6), sizeof address6)
              : ::connect(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  if (fd_ < 0 || connected != 0) {
    const int cause = errno;
    close();
    throw std::runtime_error("cannot connect: " + std::generic_category().message(cause));
  }
}

RawClient::RawClient(RawClient&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      ssl_(std::exchange(other.ssl_, nullptr)),
      buffered_(std::move(other.buffered_)),
      ended_(other.ended_) {}

RawClient::~RawClient() { close(); }

bool RawClient::begin_tls(const std::string& server_name) {
  ssl_ = SSL_new(client_context());
  SSL_set_fd(ssl_, fd_);
  SSL_set_tlsext_host_name(ssl_, server_name.c_str());
  return SSL_connect(ssl_) == 1;
}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ssl_ != nullptr ? SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size()))
                                   : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

void RawClient::half_close() {
  if (ssl_ != nullptr) SSL_shutdown(ssl_);
  ::shutdown(fd_, SHUT_WR);
}

void RawClient::close(bool reset) {
  if (reset) {
    const linger at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  }
  if (ssl_ != nullptr) SSL_free(std::exchange(ssl_, nullptr));
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

std::string RawClient::read() {
  if (!buffered_.empty()) return std::exchange(buffered_, std::string());
  char buffer[16 * 1024];
  errno = 0;
  ERR_clear_error();
  const auto n = ssl_ != nullptr ? SSL_read(ssl_, buffer, sizeof buffer)
                                 : ::recv(fd_, buffer, sizeof buffer, 0);
  if (n > 0) return {buffer, static_cast<std::size_t>(n)};
  if (errno == EAGAIN || errno == EWOULDBLOCK) {
    throw std::runtime_error("the server neither sent anything nor ended the connection");
  }
  ended_ = errno == ECONNRESET || errno == EPIPE ? Ended::by_reset : Ended::in_order;
  return {};
}

std::string RawClient::read_exactly(std::size_t n) {
  std::string all;
  while (all.size() < n) {
    auto more = read();
    if (more.empty()) return all;
    all += more;
  }
  buffered_ = all.substr(n);
  all.resize(n);
  return all;
}

std::string RawClient::read_message(bool head_only) {
  std::string all;
  std::size_t head_end = std::string::npos;
  while ((head_end = all.find("\r\n\r\n")) == std::string::npos) {
    auto more = read();
    if (more.empty()) return all;
    all += more;
  }
  std::size_t length = 0;
  const auto field = all.find("Content-Length: ");
  if (!head_only && field < head_end) {
    std::from_chars(all.data() + field + 16, all.data() + all.size(), length);
  }
  const auto message_bytes = head_end + 4 + length;
  while (all.size() < message_bytes) {
    auto more = read();
    if (more.empty()) return all;
    all += more;
  }
  buffered_ = all.substr(message_bytes);
  all.resize(message_bytes);
  return all;
}

std::string RawClient::read_all() {
  std::string all;
  for (;;) {
    auto more = read();
    if (more.empty()) return all;
    all += more;
  }
}

bool RawClient::is_silent(std::chrono::milliseconds time) {
  if (!buffered_.empty()) return false;
  const auto until = std::chrono::steady_clock::now() + time;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now());
    pollfd waiting{.fd = fd_, .events = POLLIN, .revents = 0};
    if (left.count() <= 0 || ::poll(&waiting, 1, static_cast<int>(left.count())) == 0) return true;
    if (ssl_ == nullptr) return false;
    // What arrived may be the session's own affair (tickets) and no data.
    const int flags = ::fcntl(fd_, F_GETFL);
    ::fcntl(fd_, F_SETFL, flags | O_NONBLOCK);
    char byte = 0;
    const int n = SSL_peek(ssl_, &byte, 1);
    const bool waits = n <= 0 && SSL_get_error(ssl_, n) == SSL_ERROR_WANT_READ;
    ::fcntl(fd_, F_SETFL, flags);
    if (!waits) return false;
  }
}

Answer RecordingHandler::answer(const Request& request, std::chrono::milliseconds waited) {
  Respond respond;
  {
    const std::lock_guard lock(mutex_);
    if (waited.count() == 0) requests_.push_back(request);
    respond = respond_;
  }
  if (respond) return respond(request, waited);
  Answer answer;
  answer.reply.content_type = "text/plain";
  answer.reply.body = request.body;
  return answer;
}

Answer RecordingHandler::refuse(const MalformedRequest& request) {
  Refuse refuse;
  {
    const std::lock_guard lock(mutex_);
    refused_.push_back(request);
    refuse = refuse_;
  }
  return refuse ? refuse(request) : refusal_answer(request);
}

void RecordingHandler::set_respond(Respond respond) {
  const std::lock_guard lock(mutex_);
  respond_ = std::move(respond);
}

void RecordingHandler::set_refuse(Refuse refuse) {
  const std::lock_guard lock(mutex_);
  refuse_ = std::move(refuse);
}

std::vector<Request> RecordingHandler::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::vector<MalformedRequest> RecordingHandler::refused() const {
  const std::lock_guard lock(mutex_);
  return refused_;
}

std::string RecordingHandler::refused_reason() const {
  if (!eventually([this] { return !refused().empty(); })) return "nothing was refused";
  const auto all = refused();
  return all.size() == 1 ? std::string(reason_text(all[0].reason)) : "several refusals";
}

RunningListener::RunningListener(RequestHandler& handler, ListenOptions options)
    : listener(std::move(options), handler) {
  if (auto started = listener.start(); !started) {
    throw std::runtime_error(started.error().message);
  }
}

std::shared_ptr<SSL_CTX> self_signed_context() {
  const std::shared_ptr<EVP_PKEY> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::shared_ptr<X509> certificate(X509_new(), X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  auto* name = X509_get_subject_name(certificate.get());
  const auto* common_name = reinterpret_cast<const unsigned char*>("localhost");
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name, -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  X509_sign(certificate.get(), key.get(), EVP_sha256());

  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  SSL_CTX_use_certificate(context.get(), certificate.get());
  SSL_CTX_use_PrivateKey(context.get(), key.get());
  return context;
}

std::string post(std::string_view body, std::string_view more_headers) {
  return "POST /auth/cancel HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(more_headers) + "\r\n" +
         std::string(body);
}

int status_of(std::string_view answer) {
  int status = 0;
  if (answer.starts_with("HTTP/1.1 ")) {
    std::from_chars(answer.data() + 9, answer.data() + answer.size(), status);
  }
  return status;
}

std::string body_of(std::string_view answer) {
  const auto end = answer.find("\r\n\r\n");
  return std::string(end == std::string_view::npos ? std::string_view() : answer.substr(end + 4));
}

bool eventually(const std::function<bool()>& condition) {
  const auto give_up = std::chrono::steady_clock::now() + kHangProtection;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::yield();
  }
  return true;
}

std::size_t resident_bytes() {
  std::size_t all = 0;
  std::size_t resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

Answer refusal_answer(const MalformedRequest& request) {
  if (request.answered) return {.reply = *request.answered};
  Answer answer;
  answer.reply.status = 400;
  answer.reply.content_type = "text/plain";
  answer.reply.body = "refused: " + std::string(reason_text(request.reason));
  return answer;
}

}  // namespace everstrike::mock_server::testing
