// What the tests of this folder share: a client that speaks raw bytes, and a handler that
// remembers what it was asked. The client's waits have one generous bound, which only keeps a
// broken test from hanging.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/wire/listener.hpp"

struct ssl_st;

namespace everstrike::mock_server::testing {

// How a connection ended from the client's point of view.
enum class Ended { still_open, in_order, by_reset };

class RawClient {
 public:
  // Connects to 127.0.0.1, or ::1. Throws std::runtime_error when that fails.
  explicit RawClient(std::uint16_t port, bool is_ipv6 = false);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;

  // begin_tls makes everything after it go through TLS; any certificate is taken. Gives whether
  // the handshake succeeded.
  bool begin_tls(const std::string& server_name = "localhost");

  // send gives false once the server no longer takes bytes.
  bool send(std::string_view bytes);
  // half_close says that nothing more will be sent.
  void half_close();
  // close leaves at once; with `reset` by an RST.
  void close(bool reset = false);

  // read gives at least one byte, or "" at the end.
  std::string read();
  // read_exactly gives `n` bytes, fewer only at the end.
  std::string read_exactly(std::size_t n);
  // read_message gives the next answer, head and body by its Content-Length ("" at the end).
  std::string read_message(bool head_only = false);
  // read_all reads until the connection ends.
  std::string read_all();
  // ended tells how, once a read came to the end.
  [[nodiscard]] Ended ended() const { return ended_; }
  // is_silent tells whether nothing arrives and nothing ends within `time`.
  bool is_silent(std::chrono::milliseconds time);
  [[nodiscard]] int fd() const { return fd_; }

 private:
  int fd_ = -1;
  ssl_st* ssl_ = nullptr;
  std::string buffered_;
  Ended ended_ = Ended::still_open;
};

// Answers every request with 200 and its body, unless told otherwise, and keeps what it saw.
class RecordingHandler : public RequestHandler {
 public:
  using Respond = std::function<Answer(const Request&, std::chrono::milliseconds)>;
  using Refuse = std::function<Answer(const MalformedRequest&)>;

  explicit RecordingHandler(Respond respond = {}) : respond_(std::move(respond)) {}

  Answer answer(const Request& request, std::chrono::milliseconds waited) override;
  Answer refuse(const MalformedRequest& request) override;

  void set_respond(Respond respond);
  void set_refuse(Refuse refuse);
  [[nodiscard]] std::vector<Request> requests() const;
  [[nodiscard]] std::vector<MalformedRequest> refused() const;
  // refused_reason gives the only refusal's reason, as text; waits for it.
  [[nodiscard]] std::string refused_reason() const;

 private:
  mutable std::mutex mutex_;
  Respond respond_;
  Refuse refuse_;
  std::vector<Request> requests_;
  std::vector<MalformedRequest> refused_;
};

// A running listener on a free port of 127.0.0.1.
class RunningListener {
 public:
  explicit RunningListener(RequestHandler& handler, ListenOptions options = {});
  [[nodiscard]] RawClient connect() const { return RawClient(listener.port()); }
  Listener listener;
};

// self_signed_context gives a server's TLS context with a fresh certificate for `localhost`.
[[nodiscard]] std::shared_ptr<ssl_ctx_st> self_signed_context();

// post gives a well-formed request with `body`.
[[nodiscard]] std::string post(std::string_view body, std::string_view more_headers = "");
// status_of gives the status of an answer, 0 if it is none.
[[nodiscard]] int status_of(std::string_view answer);
[[nodiscard]] std::string body_of(std::string_view answer);
// eventually waits until `condition` holds, for a generous time; gives whether it did.
bool eventually(const std::function<bool()>& condition);

// Refusals answer with 400 and "refused: <reason text>".
[[nodiscard]] Answer refusal_answer(const MalformedRequest& request);

// resident_bytes is this process's memory in use. Under a sanitizer it says nothing.
[[nodiscard]] std::size_t resident_bytes();

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace everstrike::mock_server::testing
