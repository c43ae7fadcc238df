// WebSocket frames (RFC 6455, 5): bytes in, whole messages out, and back. The framing is
// libwslay's; what a server must refuse stands here. Memory is held only while a frame or a message
// is unfinished, so idle connections stay small.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct wslay_frame_context;
struct wslay_frame_iocb;

namespace everstrike::mock_server {

enum class Opcode : std::uint8_t {
  continuation = 0x0,
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xa,
};

// Close codes (RFC 6455, 7.4.1).
namespace close_code {
inline constexpr std::uint16_t kNormal = 1000;
inline constexpr std::uint16_t kGoingAway = 1001;
inline constexpr std::uint16_t kProtocol = 1002;
inline constexpr std::uint16_t kUnsupported = 1003;
inline constexpr std::uint16_t kNone = 1005;  // never sent: a close frame without a code
inline constexpr std::uint16_t kLost = 1006;  // never sent: no close frame
inline constexpr std::uint16_t kNotUtf8 = 1007;
inline constexpr std::uint16_t kPolicy = 1008;
inline constexpr std::uint16_t kTooLarge = 1009;
}  // namespace close_code

// Why the connection has to be failed.
struct Breach {
  std::uint16_t code = close_code::kProtocol;
  std::string_view what;
};

class FrameReader {
 public:
  // A whole message, its fragments joined: text (UTF-8), binary, close, ping or pong. false: no
  // more are wanted.
  using Take = std::function<bool(Opcode opcode, std::string payload)>;

  // `message_bytes_max` counts all fragments together.
  explicit FrameReader(std::size_t message_bytes_max);
  ~FrameReader();
  FrameReader(const FrameReader&) = delete;
  FrameReader& operator=(const FrameReader&) = delete;

  // feed gives what `bytes` complete to `take`, in order. After a breach nothing more may be fed.
  [[nodiscard]] std::optional<Breach> feed(std::string_view bytes, const Take& take);
  // is_idle tells whether no message has begun that is not complete.
  [[nodiscard]] bool is_idle() const { return !context_ && !opcode_; }
  // memory is what an unfinished message holds.
  [[nodiscard]] std::size_t memory() const;

  // next_bytes hands libwslay at most `most` of what is being fed; for its callback alone.
  [[nodiscard]] std::string_view next_bytes(std::size_t most);

 private:
  struct Free {
    void operator()(wslay_frame_context* context) const;
  };

  [[nodiscard]] std::optional<Breach> breach_of(const wslay_frame_iocb& frame) const;
  [[nodiscard]] std::optional<Breach> begin_frame(const wslay_frame_iocb& frame);
  [[nodiscard]] std::optional<Breach> check_header(std::string_view fed);
  [[nodiscard]] std::optional<Breach> end_frame(const wslay_frame_iocb& frame, const Take& take,
                                                bool& goes_on);

  const std::size_t message_bytes_max_;
  std::unique_ptr<wslay_frame_context, Free> context_;
  std::string_view fed_;           // what libwslay has not taken yet
  std::uint64_t unaccounted_ = 0;  // taken, and of no frame known so far
  std::string header_;             // these, while they are all that there is of a frame
  std::uint64_t frame_left_ = 0;   // of the current frame's payload
  bool in_frame_ = false;
  std::optional<Opcode> opcode_;  // of the unfinished message
  std::string message_;
  std::string control_;  // payload of a close, ping or pong, which may come between fragments
};

// append_frame writes a whole message as one frame, unmasked as a server's are.
void append_frame(std::string& out, Opcode opcode, std::string_view payload);
// append_close writes a close frame; a long `reason` is cut to what fits, at a letter's end.
void append_close(std::string& out, std::uint16_t code, std::string_view reason);

// A close frame's payload taken apart; `code` is kNone for an empty one.
struct CloseFrame {
  std::uint16_t code = close_code::kNone;
  std::string reason;
};
// read_close gives the breach for a payload that none may send.
[[nodiscard]] std::optional<Breach> read_close(std::string_view payload, CloseFrame& close);

}  // namespace everstrike::mock_server
