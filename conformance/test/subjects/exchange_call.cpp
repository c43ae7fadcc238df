#include "conformance/test/subjects/exchange_call.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace everstrike::subjects {
namespace {

struct Url {
  bool tls = false;
  std::string host;
  std::string port;
};

Url parse(const std::string& base_url) {
  Url url;
  url.tls = base_url.starts_with("https://");
  const auto from = base_url.find("://") + 3;
  const auto colon = base_url.find(':', from);
  const auto end = std::min(base_url.find('/', from), base_url.size());
  url.host = base_url.substr(from, std::min(colon, end) - from);
  url.port = colon == std::string::npos ? "80" : base_url.substr(colon + 1, end - colon - 1);
  return url;
}

int no_date_matters(int ok, X509_STORE_CTX* context) {
  const int error = X509_STORE_CTX_get_error(context);
  if (error != X509_V_ERR_CERT_HAS_EXPIRED && error != X509_V_ERR_CERT_NOT_YET_VALID) return ok;
  X509_STORE_CTX_set_error(context, X509_V_OK);
  return 1;
}

// A socket with or without TLS on top.
class Line {
 public:
  Line(const Task& task, const Manner& manner) : manner_(manner), url_(parse(task.base_url)) {
    addrinfo hints = {};
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    if (::getaddrinfo(url_.host.c_str(), url_.port.c_str(), &hints, &found) != 0) return;
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
    fd_ = ::socket(found->ai_family, SOCK_STREAM, 0);
    const auto ms = manner.timeout.count();
    const timeval timeout{static_cast<time_t>(ms / 1000),
                          static_cast<suseconds_t>(ms % 1000 * 1000)};
    ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    open_ =
        ::connect(fd_, found->ai_addr, found->ai_addrlen) == 0 && (!url_.tls || shake_hands(task));
  }
  ~Line() {
    SSL_free(ssl_);
    SSL_CTX_free(context_);
    if (fd_ >= 0) ::close(fd_);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  [[nodiscard]] bool is_open() const { return open_; }
  [[nodiscard]] const Url& url() const { return url_; }
  [[nodiscard]] bool timed_out() const { return timed_out_; }

  void send(const std::string& bytes) {
    const std::size_t step = manner_.byte_by_byte ? 1 : bytes.size();
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      const std::string piece = bytes.substr(at, step);
      const auto size = static_cast<int>(piece.size());
      if (ssl_ != nullptr) {
        SSL_write(ssl_, piece.data(), size);
      } else {
        [[maybe_unused]] const auto sent = ::send(fd_, piece.data(), piece.size(), MSG_NOSIGNAL);
      }
    }
  }

  // receive appends what comes to `text`; false at the end.
  bool receive(std::string& text) {
    char buffer[65536];
    const auto got = ssl_ != nullptr ? SSL_read(ssl_, buffer, sizeof buffer)
                                     : static_cast<int>(::recv(fd_, buffer, sizeof buffer, 0));
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) timed_out_ = true;
    if (got <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(got));
    return true;
  }

 private:
  bool shake_hands(const Task& task) {
    context_ = SSL_CTX_new(TLS_client_method());
    if (manner_.reads_ca_file) {
      SSL_CTX_load_verify_locations(context_, task.ca_file.c_str(), nullptr);
    }
    ssl_ = SSL_new(context_);
    SSL_set_fd(ssl_, fd_);
    if (manner_.checks_certificates) {
      SSL_set_verify(ssl_, SSL_VERIFY_PEER, manner_.checks_dates ? nullptr : no_date_matters);
    }
    if (manner_.checks_certificates && manner_.checks_host) {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_), url_.host.c_str());
    }
    return SSL_connect(ssl_) == 1;
  }

  const Manner& manner_;
  const Url url_;
  int fd_ = -1;
  SSL_CTX* context_ = nullptr;
  SSL* ssl_ = nullptr;
  bool open_ = false;
  bool timed_out_ = false;
};

std::string title_cased(std::string name) {
  bool up = true;
  for (char& c : name) {
    if (up && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    up = c == '-';
  }
  return name;
}

std::string head_of(const Request& request, const Manner& manner, const Url& url) {
  std::vector<std::pair<std::string, std::string>> headers = {{"host", url.host + ":" + url.port},
                                                              {"connection", "close"}};
  if (!request.type.empty()) headers.emplace_back("content-type", request.type);
  if (manner.chunked) {
    headers.emplace_back("transfer-encoding", "chunked");
  } else if (request.method == "POST") {
    headers.emplace_back("content-length", std::to_string(request.body.size()));
  }
  if (manner.asks_for_coding) headers.emplace_back("accept-encoding", "gzip, deflate");
  if (manner.expects_continue) headers.emplace_back("expect", "100-continue");
  headers.insert(headers.end(), request.headers.begin(), request.headers.end());
  if (!request.signature.empty()) headers.emplace_back("x-signature", request.signature);
  std::string head = request.method + " " + request.target + " " + request.version + "\r\n";
  for (const auto& [name, value] : headers) {
    head += (manner.title_case ? title_cased(name) : name) + ": " + value + "\r\n";
  }
  return head + "\r\n";
}

std::string body_of(const Request& request, const Manner& manner) {
  if (!manner.chunked) return request.body;
  std::string out;
  for (std::size_t at = 0; at < request.body.size(); at += 10) {
    const std::string piece = request.body.substr(at, 10);
    out += (piece.size() == 10 ? "a" : std::to_string(piece.size())) + "\r\n" + piece + "\r\n";
  }
  return out + "0\r\n\r\n";
}

std::string header_of(const std::string& head, std::string_view name) {
  std::size_t at = head.find("\r\n");
  while (at != std::string::npos && at + 2 < head.size()) {
    at += 2;
    const auto end = std::min(head.find("\r\n", at), head.size());
    const auto colon = head.find(':', at);
    if (colon < end && colon - at == name.size() &&
        std::equal(
            name.begin(), name.end(), head.begin() + static_cast<std::ptrdiff_t>(at),
            [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); })) {
      const auto from = head.find_first_not_of(" \t", colon + 1);
      return from >= end ? "" : head.substr(from, end - from);
    }
    at = head.find("\r\n", at);
  }
  return "";
}

// The body behind chunk framing; false while it isn't all there, or when it is no framing.
bool unchunk(const std::string& framed, std::string& body) {
  std::size_t at = 0;
  for (;;) {
    const auto line = framed.find("\r\n", at);
    if (line == std::string::npos) return false;
    char* end = nullptr;
    const auto size = std::strtoul(framed.c_str() + at, &end, 16);
    if (end == framed.c_str() + at || framed.size() < line + 2 + size + 2) return false;
    if (size == 0) return true;
    body += framed.substr(line + 2, size);
    at = line + 2 + size + 2;
  }
}

// Takes `text` apart when it is a whole answer; false while more is needed.
bool parse_answer(const Manner& manner, std::string& text, bool at_end, Reply& reply) {
  for (;;) {
    const auto head_end = text.find("\r\n\r\n");
    if (head_end == std::string::npos || !text.starts_with("HTTP/1.")) return false;
    const std::string head = text.substr(0, head_end + 2);
    const int status = std::atoi(head.c_str() + 9);
    const bool skipped = manner.skips_only_100 ? status == 100 : status / 100 == 1 && status != 101;
    if (skipped) {
      text.erase(0, head_end + 4);
      continue;
    }
    const std::string rest = text.substr(head_end + 4);
    const std::string length = header_of(head, "content-length");
    std::string body;
    if (header_of(head, "transfer-encoding") == "chunked") {
      if (!unchunk(rest, body)) return false;
    } else if (!length.empty()) {
      if (rest.size() < std::strtoul(length.c_str(), nullptr, 10)) return false;
      body = rest.substr(0, std::strtoul(length.c_str(), nullptr, 10));
    } else if (!at_end && status != 204 && status / 100 != 1) {
      return false;
    } else {
      body = rest;
    }
    reply.status = status;
    reply.retry_after = header_of(head, "retry-after");
    reply.date = header_of(head, "date");
    reply.location = header_of(head, "location");
    reply.coding = header_of(head, "content-encoding");
    reply.body = std::move(body);
    return true;
  }
}

}  // namespace

Reply call(const Task& task, const Manner& manner, const Request& request) {
  Reply reply;
  Line line(task, manner);
  if (!line.is_open()) return reply;
  reply.sent = true;
  line.send(head_of(request, manner, line.url()));
  line.send(body_of(request, manner));
  std::string text;
  const auto until = std::chrono::steady_clock::now() + manner.timeout;
  bool more = true;
  while (!parse_answer(manner, text, !more, reply) && more) {
    more = line.receive(text) && std::chrono::steady_clock::now() < until;
  }
  reply.timed_out = line.timed_out();
  return reply;
}

}  // namespace everstrike::subjects
