// HTTP itself: what a server must take, what it must not take, and that one client's nonsense does
// not hurt the next. None of these requests can cancel anything.
#include "conformance/server/server_case.hpp"

namespace everstrike::conformance::server {
namespace {

// A good cancel of what is no order: it is refused, and an answer shows that it was understood.
Request harmless(Target& target) { return target.cancel(Target::body_of(target.made_up(""))); }

Finding expect_answer(const Answered& answered) {
  if (answered) return passed();
  return failed(answered.error().line, "an answer", seen_of(answered));
}

// still_answers asks something harmless on a new connection.
Finding still_answers(Target& target, Finding so_far) {
  if (so_far.verdict != Verdict::pass) return so_far;
  const auto after = target.exchange(harmless(target));
  if (after) return so_far;
  return failed("afterwards the server answers no more: " + after.error().line, "an answer",
                seen_of(after));
}

ServerCase wire_case(const char* id, Level level, const char* reference, Touch touch,
                     const char* does, const char* expects, std::function<Finding(Target&)> judge) {
  return {.id = id,
          .level = level,
          .provenance = Provenance::assumed,
          .reference = reference,
          .touch = touch,
          .does = does,
          .expects = expects,
          .mistake = "",
          .judge = std::move(judge)};
}

// How strictly bytes that are no proper request have to be turned away.
enum class Strictness {
  bad_request,  // by 400 or a closed connection: RFC 9112 asks for it, since others disagree on
                // where such a request ends
  any_refusal,  // taking it for a request that is refused anyhow is no harm
};

Finding turned_away(Target& target, const Answered& answered, Strictness strictness) {
  auto finding = expect_refused_or_closed(target, answered);
  if (finding.verdict != Verdict::pass || !answered || answered->status == 400) return finding;
  const auto status = std::to_string(answered->status);
  if (answered->status > 400 && answered->status < 500) {
    return lenient("refused by " + status + " rather than by 400");
  }
  if (strictness == Strictness::any_refusal)
    return lenient("taken for a request, where 400 is asked for");
  return failed("it was taken for a request, and answered by " + status,
                "400, or a closed connection", seen_of(answered));
}

std::function<Finding(Target&)> turns_away(Strictness strictness,
                                           std::function<std::string(Target&)> bytes) {
  return [strictness, bytes = std::move(bytes)](Target& target) {
    const auto answered = target.exchange(std::vector<std::string>{bytes(target)});
    return still_answers(target, turned_away(target, answered, strictness));
  };
}

// Either it is refused, or it ends by its chunks and the connection with it (RFC 9112, 6.1).
Finding length_and_chunks(Target& target) {
  auto talk = target.open();
  if (!talk) return failed(talk.error().line);
  auto request = harmless(target);
  request.set("transfer-encoding", "chunked");
  (void)talk->send(request.head() + "0\r\n\r\n" + request.body);
  const auto answered = talk->read();
  auto finding = expect_refused_or_closed(target, answered);
  if (finding.verdict != Verdict::pass || !answered || answered->status == 400) {
    return still_answers(target, std::move(finding));
  }
  if (answered->keeps_connection()) {
    return failed("it was taken for a request, and the connection goes on",
                  "400, or the end of the connection", seen_of(answered));
  }
  return still_answers(target, passed());
}

Finding two_answers_in_turn(Target& target) {
  auto talk = target.open();
  if (!talk) return failed(talk.error().line);
  (void)talk->send(harmless(target).bytes());
  const auto first = talk->read();
  if (!first) return expect_answer(first);
  if (!first->keeps_connection()) return lenient("the server closes after each answer");
  target.keep_pace();
  (void)talk->send(harmless(target).bytes());
  return expect_answer(talk->read());
}

Finding two_answers_at_once(Target& target) {
  auto talk = target.open();
  if (!talk) return failed(talk.error().line);
  (void)talk->send(harmless(target).bytes() + harmless(target).bytes());
  const auto first = talk->read();
  if (!first) return expect_answer(first);
  if (!first->keeps_connection()) return lenient("the server closes after each answer");
  return expect_answer(talk->read());
}

Finding a_slow_client_hurts_nobody(Target& target) {
  auto slow = target.open();
  if (!slow) return failed(slow.error().line);
  const auto head = harmless(target).head();
  (void)slow->send(head.substr(0, head.size() / 2));
  return expect_answer(target.exchange(harmless(target)));
}

// Its signature fits what is there, so a server that takes a cut body cancels an order that
// accept/01 then misses.
Finding a_cut_request_hurts_nobody(Target& target) {
  const auto id = target.guard();
  if (!id) return not_run("no open order is left: give another --order-id");
  {
    auto talk = target.open();
    if (!talk) return failed(talk.error().line);
    auto request = target.cancel(Target::body_of(*id));
    request.set("content-length", std::to_string(request.body.size() + 10));
    (void)talk->send(request.bytes());
    target.record(request.bytes(), nullptr);
  }
  return still_answers(target, passed());
}

Finding closes_when_asked(Target& target) {
  auto talk = target.open();
  if (!talk) return failed(talk.error().line);
  (void)talk->send(harmless(target).set("connection", "close").bytes());
  const auto answered = talk->read();
  if (!answered) return expect_answer(answered);
  std::string more;
  if (talk->connection().receive(more) == Connection::Read::timed_out) {
    return failed("the connection stays open after Connection: close", "a closed connection",
                  seen_of(answered));
  }
  return passed();
}

}  // namespace

std::vector<ServerCase> wire_cases() {
  return {
      wire_case("wire/01", Level::should, "RFC 9112, 9.3", Touch::made_up,
                "sends two requests in turn on one connection", "both are answered",
                two_answers_in_turn),
      wire_case("wire/02", Level::may, "RFC 9112, 9.3.2", Touch::made_up,
                "sends two requests at once on one connection", "both are answered",
                two_answers_at_once),
      wire_case("wire/03", Level::must, "RFC 9112, 9.6", Touch::made_up,
                "asks to close the connection", "the answer comes and the connection ends",
                closes_when_asked),
      wire_case("wire/04", Level::should, "RFC 9112, 2.5", Touch::made_up, "speaks HTTP/1.0",
                "an answer that a client of HTTP/1.0 can read",
                [](Target& target) {
                  auto request = harmless(target);
                  request.version = "HTTP/1.0";
                  const auto answered = target.exchange(request);
                  if (answered && answered->header("transfer-encoding")) {
                    return failed("the answer is chunked", "a length, or a closed connection",
                                  seen_of(answered));
                  }
                  return expect_answer(answered);
                }),
      wire_case("wire/05", Level::must, "", Touch::made_up,
                "opens a connection, sends half a head and waits", "others are answered meanwhile",
                a_slow_client_hurts_nobody),
      wire_case("wire/06", Level::must, "RFC 9112, 8", Touch::refused,
                "closes the connection before a body is whole",
                "nothing is cancelled, and others are answered", a_cut_request_hurts_nobody),
      wire_case("wire/07", Level::should, "", Touch::made_up, "asks for a path that is none",
                "no success",
                [](Target& target) {
                  auto request = harmless(target);
                  request.target += "/no-such-path";
                  return expect_refused(target, target.exchange(request));
                }),
      wire_case("wire/08", Level::should, "RFC 9112, 3.2", Touch::odd, "sends no Host header",
                "400, or a closed connection",
                turns_away(Strictness::any_refusal,
                           [](Target& t) { return harmless(t).remove("host").bytes(); })),
      wire_case("wire/09", Level::must, "RFC 9112, 6.3", Touch::odd,
                "sends two different Content-Lengths", "400, or a closed connection",
                turns_away(Strictness::bad_request,
                           [](Target& t) {
                             auto request = harmless(t);
                             request.headers.emplace_back("content-length", "3");
                             return request.bytes();
                           })),
      wire_case("wire/10", Level::should, "RFC 9112, 6.1", Touch::odd,
                "sends Content-Length and chunked together",
                "a refusal, or the end of the connection", length_and_chunks),
      wire_case("wire/11", Level::must, "RFC 9112, 5.1", Touch::odd,
                "puts a blank between a header's name and its colon", "400, or a closed connection",
                turns_away(Strictness::bad_request,
                           [](Target& t) {
                             auto request = harmless(t);
                             request.remove("x-api-key");
                             request.headers.emplace_back("x-api-key ", t.api_key());
                             return request.bytes();
                           })),
      wire_case(
          "wire/12", Level::must, "", Touch::odd, "sends bytes that are no HTTP",
          "a refusal, or a closed connection",
          turns_away(Strictness::bad_request,
                     [](Target&) { return std::string("\x16\x03\x01 no HTTP at all\r\n\r\n"); })),
      wire_case("wire/13", Level::must, "RFC 9110, 5.4", Touch::odd, "sends a header of 256 KiB",
                "a refusal, or a closed connection",
                turns_away(Strictness::any_refusal,
                           [](Target& t) {
                             return harmless(t).set("x-long", std::string(262'144, 'x')).bytes();
                           })),
      wire_case("wire/14", Level::must, "", Touch::odd, "announces a body of 10 GB",
                "a refusal, or a closed connection, without waiting for it",
                [](Target& target) {
                  auto request = harmless(target);
                  request.set("content-length", "10000000000");
                  const auto answered = target.exchange(request);
                  return still_answers(target, expect_refused_or_closed(target, answered));
                }),
      wire_case("wire/15", Level::should, "RFC 9112, 7.1", Touch::odd,
                "sends a chunk whose size is no number", "a refusal, or a closed connection",
                turns_away(Strictness::bad_request,
                           [](Target& t) {
                             auto request = harmless(t);
                             request.remove("content-length").set("transfer-encoding", "chunked");
                             return request.head() + "zz\r\n" + request.body + "\r\n0\r\n\r\n";
                           })),
  };
}

}  // namespace everstrike::conformance::server
