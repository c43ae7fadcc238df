// How a connection ends: in good order, so that the client can still read its answer, or with an
// RST that does not overtake the bytes before it.
#include <algorithm>

#include "mock_server/wire/connection.hpp"

namespace everstrike::mock_server {
namespace {

// A client that is still sending when we close would have its answer wiped out by the kernel's
// RST. So we close our side only, and read away what comes, within these bounds.
constexpr std::size_t kLingerBytesMax = 1024 * 1024;
constexpr std::chrono::milliseconds kLingerTime{1000};
constexpr std::chrono::milliseconds kLingerTimeDraining{50};

// How long an RST waits for the bytes before it to arrive, and how often it looks.
constexpr std::chrono::milliseconds kFlushTime{20};
constexpr std::chrono::milliseconds kFlushStep{4};

}  // namespace

bool Connection::begin_close() {
  transport_->shutdown_write();
  state_ = State::lingering;
  linger_bytes_left_ = kLingerBytesMax;
  deadline_ = Clock::now() + (services_.draining ? kLingerTimeDraining : kLingerTime);
  readable_ = true;
  return true;
}

bool Connection::discard(Scratch scratch) {
  if (!readable_) return false;
  const auto got = socket_.read_some(scratch);
  if (got.status == IoStatus::would_block_read) {
    readable_ = false;
    return false;
  }
  if (got.status == IoStatus::ok && got.n < linger_bytes_left_) {
    linger_bytes_left_ -= got.n;
    return true;
  }
  end();
  return false;
}

bool Connection::flush_before_reset() {
  const auto now = Clock::now();
  if (flush_until_ == Clock::time_point()) flush_until_ = now + kFlushTime;
  if (socket_.all_acknowledged() || now >= flush_until_) {
    socket_.reset();
    end();
    return false;
  }
  deadline_ = std::min(now + kFlushStep, flush_until_);
  return false;
}

}  // namespace everstrike::mock_server
