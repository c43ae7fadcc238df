#include "mock_server/feed/frames.hpp"

#include <wslay/wslay.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "signing/text/utf8.hpp"

namespace everstrike::mock_server {
namespace {

// What libwslay's context takes, which it does not tell: a buffer of 4 KiB and its state.
constexpr std::size_t kContextBytes = 4400;
constexpr std::size_t kControlBytesMax = 125;

ssize_t give_bytes(std::uint8_t* buffer, std::size_t length, int /*flags*/, void* reader) {
  const auto bytes = static_cast<FrameReader*>(reader)->next_bytes(length);
  if (bytes.empty()) return -1;  // nothing more for now
  std::memcpy(buffer, bytes.data(), bytes.size());
  return static_cast<ssize_t>(bytes.size());
}

ssize_t take_bytes(const std::uint8_t* data, std::size_t length, int /*flags*/, void* out) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
  return static_cast<ssize_t>(length);
}

std::uint64_t header_bytes(std::uint64_t payload_length) {
  constexpr std::uint64_t kFixed = 2 + 4;  // the mask is always there
  return kFixed + (payload_length < 126 ? 0U : payload_length <= 0xffff ? 2U : 8U);
}

bool is_control(Opcode opcode) { return (static_cast<unsigned>(opcode) & 0x8U) != 0; }

bool may_be_sent(std::uint16_t code) {
  const bool is_registered = (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
  return is_registered || (code >= 3000 && code <= 4999);
}

}  // namespace

void FrameReader::Free::operator()(wslay_frame_context* context) const {
  wslay_frame_context_free(context);
}

FrameReader::FrameReader(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}
FrameReader::~FrameReader() = default;

std::string_view FrameReader::next_bytes(std::size_t most) {
  const auto bytes = fed_.substr(0, most);
  fed_.remove_prefix(bytes.size());
  unaccounted_ += bytes.size();
  return bytes;
}

std::size_t FrameReader::memory() const {
  return (context_ ? kContextBytes : 0) + (opcode_ ? message_.capacity() : 0) + control_.capacity();
}

std::optional<Breach> FrameReader::feed(std::string_view bytes, const Take& take) {
  fed_ = bytes;
  if (!context_) {
    const wslay_frame_callbacks callbacks{
        .send_callback = nullptr, .recv_callback = give_bytes, .genmask_callback = nullptr};
    wslay_frame_context_ptr context = nullptr;
    if (wslay_frame_context_init(&context, &callbacks, this) != 0) throw std::bad_alloc();
    context_.reset(context);
  }
  bool goes_on = true;
  while (goes_on) {
    wslay_frame_iocb frame{};
    const auto got = wslay_frame_recv(context_.get(), &frame);
    if (got == WSLAY_ERR_WANT_READ) break;
    if (got < 0) return Breach{close_code::kProtocol, "a frame's header is none"};
    if (!in_frame_) {
      if (auto breach = begin_frame(frame)) return breach;
    }
    auto& payload = is_control(static_cast<Opcode>(frame.opcode)) ? control_ : message_;
    payload.append(reinterpret_cast<const char*>(frame.data), frame.data_length);
    frame_left_ -= frame.data_length;
    if (frame_left_ > 0) continue;
    in_frame_ = false;
    if (auto breach = end_frame(frame, take, goes_on)) return breach;
  }
  if (goes_on && !in_frame_) {
    if (auto breach = check_header(bytes)) return breach;
  }
  // Between frames libwslay keeps nothing that we need.
  if (!in_frame_ && unaccounted_ == 0) context_.reset();
  return std::nullopt;
}

// libwslay tells of a frame only with its payload's first byte, which may never come after a header
// that is to be refused.
std::optional<Breach> FrameReader::check_header(std::string_view fed) {
  const auto size = static_cast<std::size_t>(unaccounted_);
  if (size <= fed.size()) {
    header_ = fed.substr(fed.size() - size);
  } else {
    header_ += fed;
  }
  if (size < 2) return std::nullopt;
  const auto byte = [this](std::size_t at) { return static_cast<unsigned char>(header_[at]); };
  const std::size_t short_length = byte(1) & 0x7fU;
  const std::size_t more = short_length == 127 ? 8 : short_length == 126 ? 2 : 0;
  const bool is_masked = byte(1) >= 0x80U;
  if (size < 2 + more + (is_masked ? 4 : 0)) return std::nullopt;
  wslay_frame_iocb frame{};
  frame.fin = byte(0) >> 7U;
  frame.rsv = (byte(0) >> 4U) & 7U;
  frame.opcode = byte(0) & 0xfU;
  frame.mask = is_masked ? 1 : 0;
  frame.payload_length = more == 0 ? short_length : 0;
  for (std::size_t i = 0; i < more; ++i) {
    frame.payload_length = frame.payload_length << 8U | byte(2 + i);
  }
  return breach_of(frame);
}

std::optional<Breach> FrameReader::breach_of(const wslay_frame_iocb& frame) const {
  const auto opcode = static_cast<Opcode>(frame.opcode);
  switch (opcode) {
    case Opcode::text:
    case Opcode::binary:
      if (opcode_) return Breach{close_code::kProtocol, "a message begins inside another"};
      break;
    case Opcode::continuation:
      if (!opcode_) return Breach{close_code::kProtocol, "a continuation of nothing"};
      break;
    case Opcode::close:
    case Opcode::ping:
    case Opcode::pong:
      if (frame.fin == 0 || frame.payload_length > kControlBytesMax) {
        return Breach{close_code::kProtocol, "a control frame is fragmented or too long"};
      }
      break;
    default:
      return Breach{close_code::kProtocol, "an opcode that is reserved"};
  }
  if (frame.mask == 0) return Breach{close_code::kProtocol, "a client's frame is not masked"};
  if (frame.rsv != 0) return Breach{close_code::kProtocol, "a reserved bit is set"};
  if (!is_control(opcode) && frame.payload_length > message_bytes_max_ - message_.size()) {
    return Breach{close_code::kTooLarge, "the message is too large"};
  }
  return std::nullopt;
}

std::optional<Breach> FrameReader::begin_frame(const wslay_frame_iocb& frame) {
  if (auto breach = breach_of(frame)) return breach;
  const auto opcode = static_cast<Opcode>(frame.opcode);
  if (opcode == Opcode::text || opcode == Opcode::binary) opcode_ = opcode;
  in_frame_ = true;
  frame_left_ = frame.payload_length;
  unaccounted_ -= header_bytes(frame.payload_length) + frame.payload_length;
  return std::nullopt;
}

std::optional<Breach> FrameReader::end_frame(const wslay_frame_iocb& frame, const Take& take,
                                             bool& goes_on) {
  const auto opcode = static_cast<Opcode>(frame.opcode);
  if (is_control(opcode)) {
    goes_on = take(opcode, std::exchange(control_, {}));
    return std::nullopt;
  }
  if (frame.fin == 0) return std::nullopt;
  const Opcode whole = *std::exchange(opcode_, std::nullopt);
  std::string message = std::exchange(message_, {});
  if (whole == Opcode::text && !signing::is_utf8(message)) {
    return Breach{close_code::kNotUtf8, "the message is no UTF-8"};
  }
  goes_on = take(whole, std::move(message));
  return std::nullopt;
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
  const wslay_frame_callbacks callbacks{
      .send_callback = take_bytes, .recv_callback = nullptr, .genmask_callback = nullptr};
  wslay_frame_context_ptr context = nullptr;
  if (wslay_frame_context_init(&context, &callbacks, &out) != 0) throw std::bad_alloc();
  wslay_frame_iocb frame{};
  frame.fin = 1;
  frame.opcode = static_cast<std::uint8_t>(opcode);
  frame.payload_length = payload.size();
  frame.data = reinterpret_cast<const std::uint8_t*>(payload.data());
  frame.data_length = payload.size();
  (void)wslay_frame_send(context, &frame);  // a text takes all of it at once
  wslay_frame_context_free(context);
}

void append_close(std::string& out, std::uint16_t code, std::string_view reason) {
  std::size_t length = std::min(reason.size(), kControlBytesMax - 2);
  while (length > 0 && length < reason.size() && signing::is_continuation(reason[length])) --length;
  std::string payload;
  payload += static_cast<char>(code >> 8U);
  payload += static_cast<char>(code & 0xffU);
  payload += reason.substr(0, length);
  append_frame(out, Opcode::close, payload);
}

std::optional<Breach> read_close(std::string_view payload, CloseFrame& close) {
  if (payload.empty()) return std::nullopt;
  if (payload.size() == 1) return Breach{close_code::kProtocol, "half a close code"};
  close.code = static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8U |
                                          static_cast<unsigned char>(payload[1]));
  close.reason = payload.substr(2);
  if (!may_be_sent(close.code)) {
    return Breach{close_code::kProtocol, "a close code that none may send"};
  }
  if (!signing::is_utf8(close.reason)) {
    return Breach{close_code::kNotUtf8, "a close reason that is no UTF-8"};
  }
  return std::nullopt;
}

}  // namespace everstrike::mock_server
