// Right requests in all the forms that clients give them. Each cancels one given order; the first
// also shows that nothing before it took effect.
#include "conformance/server/server_case.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance::server {
namespace {

constexpr auto kPage = "docs.everstrike.io, POST /auth/cancel";

// What a case sends for an order: one piece after the other.
using Pieces = std::function<std::vector<std::string>(Target&, const std::string& id)>;

ServerCase accept_case(const char* id, Level level, Provenance provenance, const char* reference,
                       const char* does, Pieces pieces) {
  return {.id = id,
          .level = level,
          .provenance = provenance,
          .reference = reference,
          .touch = Touch::cancels,
          .does = does,
          .expects = "the order is cancelled",
          .mistake = "",
          .judge = [pieces = std::move(pieces)](Target& target) {
            const auto order = target.take_order();
            if (!order) return not_run("no order is left to cancel: give another --order-id");
            return expect_cancelled(target.exchange(pieces(target, *order)), *order);
          }};
}

Pieces whole(std::function<Request(Target&, const std::string&)> request) {
  return [request = std::move(request)](Target& target, const std::string& id) {
    return std::vector<std::string>{request(target, id).bytes()};
  };
}

Pieces over(std::function<std::string(Target&, const std::string&)> body) {
  return whole([body = std::move(body)](Target& target, const std::string& id) {
    return target.cancel(body(target, id));
  });
}

std::vector<std::string> byte_by_byte(const std::string& text) {
  std::vector<std::string> pieces;
  for (const char c : text) pieces.emplace_back(1, c);
  return pieces;
}

// Every byte of the id as an escape: unusual, and the same id.
std::string all_escaped(const std::string& id) {
  std::string out;
  for (const char c : id) out += "%" + signing::upper_hex_of({&c, 1});
  return out;
}

std::string chunked(const std::string& body) {
  const auto half = body.size() / 2;
  const auto chunk = [](const std::string& text) {
    return signing::hex_number(text.size()) + "\r\n" + text + "\r\n";
  };
  return chunk(body.substr(0, half)) + chunk(body.substr(half)) + "0\r\n\r\n";
}

Finding documented_request(Target& target) {
  const auto* cancel = target.documented_cancel();
  if (cancel == nullptr) return not_run("no order is left to cancel: give another --order-id");
  auto finding = expect_cancelled(cancel->answered, cancel->id);
  if (finding.verdict == Verdict::fail) {
    finding.reason +=
        "; either good requests are refused, or one of the refused ones before it took effect";
  }
  return finding;
}

Finding after_a_refusal(Target& target) {
  auto talk = target.open();
  if (!talk) return failed(talk.error().line);
  auto wrong = target.cancel(Target::body_of(target.made_up("")));
  (void)talk->send(wrong.remove("x-signature").bytes());
  const auto refused = talk->read();
  if (!refused) return failed(refused.error().line, "a refusal", seen_of(refused));
  if (!refused->keeps_connection()) return lenient("the server closes after a refusal");
  const auto order = target.take_order();
  if (!order) return not_run("no order is left to cancel: give another --order-id");
  target.keep_pace();
  (void)talk->send(target.cancel(Target::body_of(*order)).bytes());
  return expect_cancelled(talk->read(), *order);
}

Finding expect_continue(Target& target) {
  const auto order = target.take_order();
  if (!order) return not_run("no order is left to cancel: give another --order-id");
  auto talk = target.open();
  if (!talk) return failed(talk.error().line);
  auto request = target.cancel(Target::body_of(*order));
  request.set("expect", "100-continue");
  (void)talk->send(request.head());
  // A client may go on without the interim answer; this one gives it a second.
  std::string interim;
  const bool asked =
      talk->connection().receive(interim, std::chrono::seconds(1)) == Connection::Read::bytes;
  (void)talk->send(request.body);
  const auto answered = talk->read();
  if (asked && interim.rfind("HTTP/1.1 100", 0) == 0) {
    return expect_cancelled(answered, *order);
  }
  if (asked) return failed("the body was not asked for", "100 Continue", interim);
  return lenient("no 100 Continue came within a second");
}

}  // namespace

std::vector<ServerCase> accept_cases() {
  constexpr auto kMust = Level::must;
  constexpr auto kShould = Level::should;
  constexpr auto kMay = Level::may;
  constexpr auto kDocumented = Provenance::documented;
  constexpr auto kObserved = Provenance::observed;
  constexpr auto kAssumed = Provenance::assumed;
  const auto id_of = [](Target&, const std::string& id) { return Target::body_of(id); };
  std::vector<ServerCase> cases = {{.id = "accept/01",
                                    .level = kMust,
                                    .provenance = kDocumented,
                                    .reference = kPage,
                                    .touch = Touch::cancels,
                                    .does = "sends the documented cancel of the order that all "
                                            "refused requests named",
                                    .expects = "the order was still open and is cancelled",
                                    .mistake = "",
                                    .judge = documented_request}};
  const std::vector<ServerCase> others = {
      accept_case("accept/02", kMust, kDocumented, kPage,
                  "signs so that the signature has a plus and a slash",
                  over([](Target& t, const std::string& id) {
                    return t.with_time(Target::body_of(id), [](std::string_view signature) {
                      return signature.find('+') != signature.npos &&
                             signature.find('/') != signature.npos;
                    });
                  })),
      accept_case("accept/03", kMust, kAssumed, "RFC 9110, 5.1", "writes header names in capitals",
                  whole([](Target& t, const std::string& id) {
                    auto request = t.cancel(Target::body_of(id));
                    for (auto& header : request.headers)
                      header.first = signing::upper_ascii(header.first);
                    return request;
                  })),
      accept_case("accept/04", kShould, kObserved, "the exchange's bot",
                  "puts timestamp and recv_window in front of the id",
                  over([](Target& t, const std::string& id) {
                    const auto body = t.with_time("x");
                    return body.substr(2) + "&recv_window=60000&" + Target::body_of(id);
                  })),
      accept_case("accept/05", kShould, kObserved, "the exchange's page of POST /auth/order",
                  "puts a timestamp with decimals behind the id",
                  over([](Target& t, const std::string& id) {
                    return t.with_time(Target::body_of(id)) + ".4712";
                  })),
      accept_case("accept/06", kShould, kAssumed, "RFC 9110, 8.3.1",
                  "names a charset in the content type",
                  whole([](Target& t, const std::string& id) {
                    return t.cancel(Target::body_of(id))
                        .set("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
                  })),
      accept_case("accept/07", kMust, kAssumed, "RFC 9112, 2", "sends head and body apart",
                  [](Target& t, const std::string& id) {
                    const auto request = t.cancel(Target::body_of(id));
                    return std::vector<std::string>{request.head(), request.body};
                  }),
      accept_case("accept/08", kMust, kAssumed, "RFC 9112, 2", "sends the request byte by byte",
                  [](Target& t, const std::string& id) {
                    return byte_by_byte(t.cancel(Target::body_of(id)).bytes());
                  }),
      accept_case("accept/09", kShould, kAssumed, "RFC 9112, 7.1", "sends the body in chunks",
                  [id_of](Target& t, const std::string& id) {
                    auto request = t.cancel(id_of(t, id));
                    request.remove("content-length").set("transfer-encoding", "chunked");
                    return std::vector<std::string>{request.head(), chunked(request.body)};
                  }),
      {.id = "accept/10",
       .level = kShould,
       .provenance = kAssumed,
       .reference = "RFC 9112, 9.3",
       .touch = Touch::cancels,
       .does = "sends a good cancel on the connection of a refused one",
       .expects = "the order is cancelled",
       .mistake = "",
       .judge = after_a_refusal},
      {.id = "accept/11",
       .level = kShould,
       .provenance = kAssumed,
       .reference = "RFC 9110, 10.1.1",
       .touch = Touch::cancels,
       .does = "waits for 100 Continue before the body",
       .expects = "the body is asked for, and the order is cancelled",
       .mistake = "",
       .judge = expect_continue},
      accept_case("accept/12", kMay, kAssumed, "signed are the bytes as sent",
                  "escapes every character of the id",
                  over([](Target&, const std::string& id) { return "id=" + all_escaped(id); })),
      accept_case("accept/13", kMay, kAssumed, "signed are the bytes as sent",
                  "adds a field with plus, %20, %7e and a bare tilde",
                  over([](Target&, const std::string& id) {
                    return Target::body_of(id) + "&note=a+b%20c%7ed~e";
                  })),
      accept_case("accept/14", kMay, kAssumed, "", "adds a field of 4 KiB",
                  over([](Target&, const std::string& id) {
                    return Target::body_of(id) + "&note=" + std::string(4096, 'x');
                  })),
      accept_case("accept/15", kMust, kAssumed, "RFC 9110, 5.3",
                  "sends the headers in the reverse order and a few more",
                  whole([](Target& t, const std::string& id) {
                    auto request = t.cancel(Target::body_of(id));
                    request.headers = {request.headers.rbegin(), request.headers.rend()};
                    request.set("accept", "*/*").set("accept-encoding", "gzip, deflate, br");
                    return request.set("x-empty", "");
                  })),
  };
  cases.insert(cases.end(), others.begin(), others.end());
  return cases;
}

}  // namespace everstrike::conformance::server
