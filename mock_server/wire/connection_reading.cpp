// How a connection gathers requests, and what becomes of bytes that are none.
#include <algorithm>
#include <array>
#include <utility>

#include "mock_server/wire/connection.hpp"
#include "mock_server/wire/http/tunnel.hpp"
#include "mock_server/wire/tls_transport.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kTunnelOpen = "HTTP/1.1 200 Connection Established\r\n\r\n";

// Whether bytes behind a request are the next one, as far as their first line tells.
bool begins_like_a_request(std::string_view bytes) {
  const std::string_view line = bytes.substr(0, std::min(bytes.find('\n'), std::size_t{512}));
  if (line.empty() || line == "\r") return true;  // what is skipped before a request
  const std::string_view method = line.substr(0, line.find(' '));
  constexpr std::array<std::string_view, 9> kMethods = {
      "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "CONNECT", "TRACE"};
  return std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end();
}

}  // namespace

bool Connection::read_more(Scratch scratch) {
  if (!interim_.empty() && !send_interim()) return false;
  if (!leftover_.empty()) return take_in(leftover_.view());
  if (!readable_) return false;
  const auto got = transport_->read_some(scratch);
  switch (got.status) {
    case IoStatus::ok:
      // After the client's FIN no further event comes, so only the end itself may stop us.
      if (got.drained && !peer_closed_) readable_ = false;
      return take_in({scratch.data(), got.n});
    case IoStatus::would_block_read:
      readable_ = false;
      note_phase();
      return false;
    case IoStatus::would_block_write:
      note_phase();
      return wait_for_writing();
    case IoStatus::eof:
      return at_eof();
    case IoStatus::error:
      break;
  }
  return at_read_error();
}

bool Connection::take_in(std::string_view bytes) {
  const bool first = std::exchange(at_beginning_, false);
  if (first && services_.options.tls && bytes.front() == kTlsHandshakeByte) {
    begin_tls(bytes);
    return true;
  }
  if (phase_ == Phase::handshake) arrival_.server_name = transport_->server_name();
  const auto fed = reader_.feed(bytes);
  const auto leftover = bytes.substr(fed.consumed);
  switch (fed.outcome) {
    case RequestReader::Outcome::complete:
      take_request(leftover);
      return true;
    case RequestReader::Outcome::malformed:
      refuse(reader_.reason(), first && bytes.front() == kTlsHandshakeByte
                                   ? "a TLS handshake, where plain HTTP is spoken: use http://, or "
                                     "start the mock with --tls"
                                   : "");
      return true;
    case RequestReader::Outcome::need_more:
      break;
  }
  leftover_.clear();
  if (!fits_in_memory()) {
    refuse(Reason::overloaded);
    return true;
  }
  if (reader_.take_continue_wish()) interim_ = kContinue;
  note_phase();
  return true;
}

void Connection::begin_tls(std::string_view first_bytes) {
  auto tls = make_tls_transport(transport_, services_.options.tls.get(), first_bytes);
  if (!tls) return refuse(Reason::overloaded);
  leftover_.clear();
  transport_ = std::move(tls);
  arrival_.tls = true;
  readable_ = true;  // the first bytes are still to be read, through TLS now
  note_phase();
}

void Connection::take_request(std::string_view leftover) {
  leftover_.keep(leftover);
  request_ = std::make_shared<Request>(reader_.take());
  request_->room = this;
  if (!leftover.empty() && !begins_like_a_request(leftover)) {
    request_->following = leftover.substr(0, kFollowingBytesMax);
  }
  const auto& options = services_.options;
  const bool is_proxy = !options.connect_hosts.empty();
  const bool opens_tunnel = is_proxy && request_->head.method() == "CONNECT";
  if (options.tls_only && !transport_->is_tls() && !opens_tunnel) {
    return refuse(Reason::not_http, "plain HTTP where only TLS is spoken");
  }
  if (!leftover_.empty() && !fits_in_memory()) return refuse(Reason::overloaded);
  ++arrival_.request_on_connection;
  ++services_.requests;
  request_->arrival = arrival_;
  parked_since_ = {};
  if (is_proxy) {
    const std::string outside = host_outside(options.connect_hosts, request_->head);
    if (!outside.empty()) {
      return refuse_way_out(outside, refused_tunnel(options.connect_hosts, outside));
    }
  }
  // Each layer of TLS reads and writes through the one below it, on one stack.
  if (opens_tunnel && !arrival_.tunnel.empty()) {
    const std::string authority(request_->head.target());
    return refuse_way_out(authority, refused_inner_tunnel(authority));
  }
  if (opens_tunnel) return open_tunnel();
  ask();
}

// The program under test reached for another host: it hears so, and so does the handler.
void Connection::refuse_way_out(const std::string& authority, Reply reply) {
  --arrival_.request_on_connection;  // the report counts it again
  auto answer = report(Reason::tunnel_refused, request_->head.bytes.substr(0, kReceivedBytesMax),
                       authority, std::move(reply));
  start_answer(std::move(answer), false, false, 1);
}

// A tunnel ends here: what comes through it is treated as a fresh connection.
void Connection::open_tunnel() {
  arrival_.tunnel = request_->head.target();
  request_.reset();
  account();
  interim_ = kTunnelOpen;
  at_beginning_ = true;
  phase_ = Phase::idle;
  deadline_ = Clock::now() + services_.options.idle_timeout;
}

// Memory of requests that are not answered yet, over all connections, has one bound.
void Connection::account() {
  const auto in_flight = request_ ? request_->head.bytes.capacity() + request_->body.capacity() : 0;
  const auto of_session = session_ ? session_->unfinished_bytes() : 0;
  const auto bytes = reader_.buffered_bytes() + leftover_.memory() + in_flight + of_session;
  if (bytes == accounted_bytes_) return;
  services_.buffered_bytes += bytes - accounted_bytes_;  // unsigned wrap-around cancels out
  accounted_bytes_ = bytes;
}

bool Connection::fits_in_memory() {
  account();
  return services_.buffered_bytes <= services_.options.buffered_bytes_max;
}

bool Connection::send_interim() {
  while (!interim_.empty()) {
    const auto sent = transport_->write_some(interim_);
    if (sent.status == IoStatus::ok) {
      interim_.erase(0, sent.n);
    } else if (sent.status == IoStatus::would_block_write) {
      return wait_for_writing();
    } else if (sent.status == IoStatus::would_block_read) {
      return false;
    } else {
      end();
      return false;
    }
  }
  std::string().swap(interim_);  // an assignment would keep the memory
  return true;
}

bool Connection::at_eof() {
  peer_closed_ = true;
  if (!transport_->is_ready()) {
    refuse(Reason::tls_failed, "the client left in the middle of the handshake");
  } else if (reader_.phase() != RequestReader::Phase::idle) {
    refuse(Reason::cut_off);
  } else {
    end();
  }
  return state_ != State::closed;
}

bool Connection::at_read_error() {
  if (auto detail = transport_->error_text(); !detail.empty()) {
    (void)report(Reason::tls_failed, reader_.received(), std::move(detail));
    return begin_close();  // OpenSSL has sent its alert, which the client is to read
  }
  if (reader_.phase() != RequestReader::Phase::idle) {
    (void)report(Reason::cut_off, reader_.received(), "reset by the client");
  }
  end();
  return false;
}

// A deadline begins with its phase and is not moved by further bytes: who sends one byte a second
// gains nothing.
void Connection::note_phase() {
  const auto phase = [&] {
    if (!transport_->is_ready()) return Phase::handshake;
    switch (reader_.phase()) {
      case RequestReader::Phase::head:
        return Phase::head;
      case RequestReader::Phase::body:
        return Phase::body;
      case RequestReader::Phase::idle:
        break;
    }
    return Phase::idle;
  }();
  if (phase == phase_) return;
  if (phase_ == Phase::handshake) arrival_.server_name = transport_->server_name();
  phase_ = phase;
  const auto& options = services_.options;
  const auto timeout = phase == Phase::idle   ? options.idle_timeout
                       : phase == Phase::body ? options.body_timeout
                                              : options.head_timeout;
  deadline_ = Clock::now() + (services_.draining ? std::min(timeout, kDrainReadTime) : timeout);
}

bool Connection::reading_timed_out() {
  if (phase_ == Phase::idle) return begin_close();
  refuse(Reason::timed_out);
  return true;
}

Answer Connection::report(Reason reason, std::string received, std::string detail,
                          std::optional<Reply> answered) {
  ++services_.malformed;
  ++arrival_.request_on_connection;
  const MalformedRequest malformed{.reason = reason,
                                   .received = std::move(received),
                                   .detail = std::move(detail),
                                   .arrival = arrival_,
                                   .answered = std::move(answered)};
  try {
    return services_.handler.refuse(malformed);
  } catch (...) {
    return {};  // an empty body sends nothing
  }
}

void Connection::refuse(Reason reason, std::string detail) {
  auto received = request_ ? request_->head.bytes.substr(0, kReceivedBytesMax) : reader_.received();
  request_.reset();
  reader_.clear();
  account();
  leftover_.clear();
  std::string().swap(interim_);
  phase_ = Phase::idle;
  auto answer = report(reason, std::move(received), std::move(detail));
  const bool silent = answer.reply.body.empty() && !answer.plan.raw_answer;
  if (silent || !transport_->is_ready()) {
    begin_close();
  } else {
    start_answer(std::move(answer), false, false, 1);
  }
}

}  // namespace everstrike::mock_server
