// One client's connection as a state machine: bytes are gathered into a request, the handler is
// asked, the answer leaves as its WirePlan says, and the connection goes on or ends. Nothing here
// waits: each call does what can be done now and returns; what is missing comes as an event, a
// timer or a wake-up, on any thread, one at a time under the connection's own lock.
// Requests are answered in the order they came, one in flight at a time; what a client sends
// ahead stays in the kernel's buffer.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "mock_server/message/request.hpp"
#include "mock_server/message/session.hpp"
#include "mock_server/wire/connection_table.hpp"
#include "mock_server/wire/errands.hpp"
#include "mock_server/wire/http/leftover.hpp"
#include "mock_server/wire/http/request_reader.hpp"
#include "mock_server/wire/listener.hpp"
#include "mock_server/wire/outbound.hpp"
#include "mock_server/wire/parking_lot.hpp"
#include "mock_server/wire/poller.hpp"
#include "mock_server/wire/socket.hpp"
#include "mock_server/wire/timer_queue.hpp"
#include "mock_server/wire/transport.hpp"
#include "mock_server/wire/turn.hpp"
#include "mock_server/wire/wake_list.hpp"

namespace everstrike::mock_server {

// What all connections of a listener share.
struct ConnectionServices {
  const ListenOptions& options;
  RequestHandler& handler;
  Poller& poller;
  TimerQueue& timers;
  ConnectionTable& table;
  ParkingLot& parking;
  WakeList& wakes;
  Errands& errands;
  std::atomic<std::size_t> buffered_bytes{0};  // of unfinished requests
  std::atomic<std::size_t> unread_bytes{0};    // of answers that are being sent
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> malformed{0};
  std::atomic<bool> draining{false};
};

class Connection : private AnswerRoom {
 public:
  using Scratch = Turn::Scratch;

  // Takes over `fd`. `id` is the table's, `number` counts connections for the journal.
  Connection(std::uint64_t id, int fd, std::uint64_t number, ConnectionServices& services);
  ~Connection() override = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // start begins to watch the socket.
  void start();
  // on_event tells whether the turn is to hold an answer that is ready.
  [[nodiscard]] bool on_event(const Poller::Event& event, Turn& turn);
  // go_on sends an answer that was held, and whatever comes then.
  void go_on(Scratch scratch);
  // send_held only sends; nothing if another thread is at this connection.
  void send_held();
  void on_timer(Scratch scratch);
  // on_wake asks the handler again if a request is parked, takes what an errand has made, and lets
  // a session look around.
  void on_wake(Scratch scratch);
  // begin_drain closes an idle connection soon and lets a busy one finish its answer.
  void begin_drain(Scratch scratch);
  // abort closes at once, and tells whether an answer was lost by that.
  bool abort();

 private:
  using Clock = std::chrono::steady_clock;
  using Reason = MalformedRequest::Reason;

  // A client under load has its next request on the way when we begin to drain: it gets this long
  // to arrive and be answered, and a half-received one a little longer.
  static constexpr std::chrono::milliseconds kDrainIdleTime{50};
  static constexpr std::chrono::milliseconds kDrainReadTime{250};

  // A client that has closed its side has left, or only says that it asks for nothing more: what is
  // made for it has to be ready in this time.
  static constexpr std::chrono::milliseconds kHalfClosedTime{2000};

  enum class State {
    reading,    // between requests or inside one
    parked,     // the handler has put the request off
    away,       // an errand makes the answer
    answering,  // the answer leaves, or waits for its time
    upgraded,   // a session speaks instead of HTTP
    flushing,   // an RST is to follow as soon as the peer has the bytes
    lingering,  // our side is closed; the client's last bytes are read away
    hanging,    // silence, as the plan wants it
    closed,
  };
  enum class Phase { idle, handshake, head, body };  // of reading

  // Each step gives true when the state machine may go on at once.
  void advance(Scratch scratch);
  bool step(Scratch scratch);
  void set_timer();
  void end();

  // connection_reading.cpp
  bool read_more(Scratch scratch);
  bool take_in(std::string_view bytes);
  void begin_tls(std::string_view first_bytes);
  void take_request(std::string_view leftover);
  void open_tunnel();
  void refuse_way_out(const std::string& authority, Reply reply);
  bool send_interim();
  bool at_eof();
  bool at_read_error();
  void note_phase();
  void account();
  [[nodiscard]] bool fits_in_memory();
  [[nodiscard]] Answer report(Reason reason, std::string received, std::string detail,
                              std::optional<Reply> answered = std::nullopt);
  void refuse(Reason reason, std::string detail = {});
  bool reading_timed_out();

  // connection_answering.cpp
  void ask();
  [[nodiscard]] static Answer internal_error();
  [[nodiscard]] Answer consult(std::chrono::milliseconds waited);
  void start_answer(Answer&& answer, bool keep, bool head_only, int version_minor);
  [[nodiscard]] bool reserve(std::size_t bytes) override;
  void release_unread();
  void render(Answer&& answer, bool head_only, int version_minor);
  bool write_more();
  bool write(std::string_view bytes);
  bool wait_for_writing();
  void about_to_take_long() override;
  bool finish_answer(WireEnd end);
  void last_call();

  // connection_errands.cpp
  void go_away(Answer answer);
  void mind_half_closed();
  bool come_back();
  bool fetch_more();
  bool wait_for_room();
  void send_out(std::function<Errand::Made(const Patience&)> make, bool is_owed = false,
                Pace pace = Pace::quick);

  // connection_session.cpp
  void begin_session();
  bool converse(Scratch scratch);
  bool send_for_session();
  bool read_for_session(Scratch scratch);
  void session_timed_out();

  // connection_ending.cpp
  bool begin_close();
  bool flush_before_reset();
  bool discard(Scratch scratch);

  const std::uint64_t id_;
  ConnectionServices& services_;

  std::mutex mutex_;  // guards everything below
  Socket socket_;
  std::unique_ptr<Transport> transport_;
  State state_ = State::reading;
  Phase phase_ = Phase::idle;
  bool readable_ = false;     // there may be something to read
  bool peer_closed_ = false;  // the client's sending direction has ended
  bool watches_writing_ = false;
  bool blocked_ = false;      // the last write would have waited
  Turn* turn_ = nullptr;      // of the event that is being handled
  bool held_ = false;         // the answer waits for the turn's end
  bool at_beginning_ = true;  // no byte seen yet: plain or TLS is still open
  bool keep_ = true;          // the connection goes on after the current answer
  std::size_t accounted_bytes_ = 0;
  std::size_t unread_bytes_ = 0;  // of our answer, as counted for all
  std::size_t linger_bytes_left_ = 0;
  Clock::time_point deadline_ = Clock::time_point::max();
  Clock::time_point armed_ = Clock::time_point::max();  // the timer's time
  Clock::time_point flush_until_{};
  Clock::time_point parked_since_{};
  std::chrono::milliseconds parked_for_{0};
  Arrival arrival_;
  RequestReader reader_;
  Leftover leftover_;
  std::string interim_;  // "100 Continue" and the like, to be sent before anything else
  std::shared_ptr<Request> request_;  // in flight
  std::optional<Outbound> outbound_;
  std::shared_ptr<Errand> errand_;    // under way
  std::shared_ptr<BodySource> body_;  // what outbound_ goes on with
  bool is_chunked_ = false;           // how that is sent
  Clock::time_point no_room_since_{};
  std::shared_ptr<Session> session_;   // upgraded, or about to be
  Clock::time_point blocked_until_{};  // when a session's client must have read something
};

}  // namespace everstrike::mock_server
