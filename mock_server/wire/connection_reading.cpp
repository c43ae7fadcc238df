// How a connection gathers requests, and what becomes of bytes that are none.
#include <algorithm>
#include <utility>

#include "mock_server/wire/connection.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

bool Connection::read_more(Scratch scratch) {
  if (!interim_.empty() && !send_interim()) return false;
  if (!pending_.empty()) return take_in(std::exchange(pending_, std::string()));
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
  at_beginning_ = false;
  const auto fed = reader_.feed(bytes);
  const auto leftover = bytes.substr(fed.consumed);
  account();
  switch (fed.outcome) {
    case RequestReader::Outcome::complete:
      take_request(leftover);
      return true;
    case RequestReader::Outcome::malformed:
      refuse(reader_.reason());
      return true;
    case RequestReader::Outcome::need_more:
      break;
  }
  if (services_.buffered_bytes > services_.options.buffered_bytes_max) {
    refuse(Reason::overloaded);
    return true;
  }
  if (reader_.take_continue_wish()) interim_ = kContinue;
  note_phase();
  return true;
}

void Connection::take_request(std::string_view leftover) {
  pending_ = leftover;
  request_ = std::make_unique<Request>(reader_.take());
  ++arrival_.request_on_connection;
  ++services_.requests;
  request_->arrival = arrival_;
  parked_since_ = {};
  ask();
}

// Memory of unfinished requests, over all connections, has one bound.
void Connection::account() {
  const auto bytes = reader_.buffered_bytes();
  services_.buffered_bytes += bytes - accounted_bytes_;  // unsigned wrap-around cancels out
  accounted_bytes_ = bytes;
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
  if (reader_.phase() == RequestReader::Phase::idle && transport_->is_ready()) {
    end();
    return false;
  }
  refuse(Reason::cut_off);
  return true;
}

bool Connection::at_read_error() {
  if (reader_.phase() != RequestReader::Phase::idle) {
    Answer nobody_reads;
    report(Reason::cut_off, nobody_reads);
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

void Connection::report(Reason reason, Answer& answer) {
  ++services_.malformed;
  ++arrival_.request_on_connection;
  const MalformedRequest malformed{.reason = reason,
                                   .received = reader_.received(),
                                   .detail = transport_->error_text(),
                                   .arrival = arrival_};
  try {
    answer = services_.handler.refuse(malformed);
  } catch (...) {
    answer = Answer{};  // an empty body sends nothing
  }
}

void Connection::refuse(Reason reason) {
  Answer answer;
  report(reason, answer);
  reader_.clear();
  account();
  std::string().swap(pending_);
  std::string().swap(interim_);
  phase_ = Phase::idle;
  const bool silent = answer.reply.body.empty() && !answer.plan.raw_answer;
  if (silent || !transport_->is_ready()) {
    begin_close();
  } else {
    start_answer(std::move(answer), false, false, 1);
  }
}

}  // namespace everstrike::mock_server
