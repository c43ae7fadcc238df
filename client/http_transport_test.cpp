#include "client/http_transport.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <memory>
#include <thread>

#include "client/test/raw_server_for_test.hpp"

namespace everstrike::client {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Long enough that a slow machine never reaches it, where an answer is expected.
constexpr milliseconds kAmple{20'000};
// Short, where the test is about its passing.
constexpr milliseconds kShort{300};

constexpr std::size_t kAnswerBytesMax = 100'000;

HttpTransport transport_to(int port, std::string path = "") {
  HttpTransportOptions options;
  options.base_url = {.is_tls = false, .host = "127.0.0.1", .port = port, .path = std::move(path)};
  options.limits.body_bytes_max = kAnswerBytesMax;
  return HttpTransport(options);
}

HttpRequest cancel_request(milliseconds timeout) {
  HttpRequest request;
  request.path = "/auth/cancel";
  request.headers = {{"x-api-key", "demo-key"}, {"x-signature", "c2lnbmF0dXJl+/="}};
  request.content_type = "application/x-www-form-urlencoded";
  request.body = "id=a%20b+c&x=~";
  request.timeout = timeout;
  return request;
}

Expected<HttpReply, TransportError> post_to(const RawServer& server,
                                            milliseconds timeout = kAmple) {
  return transport_to(server.port()).post(cancel_request(timeout));
}

// The server says `text` and closes.
std::unique_ptr<RawServer> server_saying(std::string text) {
  return std::make_unique<RawServer>(
      [text = std::move(text)](int socket) { write_all(socket, text); });
}

TransportError error_from(const std::string& text, milliseconds timeout = kAmple) {
  const auto server = server_saying(text);
  const auto reply = post_to(*server, timeout);
  EXPECT_FALSE(reply) << "taken as a full answer: " << text.substr(0, 200);
  return reply ? TransportError{} : reply.error();
}

TEST(HttpTransport, SendsTheBodyByteForByteAndTheHeadersOnce) {
  const auto server = server_saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  const auto reply = transport_to(server->port(), "/mock").post(cancel_request(kAmple));
  ASSERT_TRUE(reply) << reply.error().message;
  ASSERT_EQ(server->requests().size(), 1U);
  const auto request = server->requests()[0];
  EXPECT_THAT(request, StartsWith("POST /mock/auth/cancel HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nContent-Type: application/x-www-form-urlencoded\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nx-api-key: demo-key\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nx-signature: c2lnbmF0dXJl+/=\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nContent-Length: 14\r\n"));
  EXPECT_THAT(request, HasSubstr("\r\nConnection: close\r\n"));
  EXPECT_THAT(request, ::testing::EndsWith("\r\n\r\nid=a%20b+c&x=~"));
}

TEST(HttpTransport, AnEmptyApiKeyIsSentAsAnEmptyHeader) {
  const auto server = server_saying("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  auto request = cancel_request(kAmple);
  request.headers[0].second = "";
  ASSERT_TRUE(transport_to(server->port()).post(request));
  EXPECT_THAT(server->requests()[0], HasSubstr("\r\nx-api-key: \r\n"));
}

TEST(HttpTransport, GivesStatusBodyAndTheHeadersThatMatter) {
  const auto server = server_saying(
      "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 7\r\n"
      "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 5\r\n\r\nhello");
  const auto reply = post_to(*server);
  ASSERT_TRUE(reply) << reply.error().message;
  EXPECT_EQ(reply->status, 503);
  EXPECT_EQ(reply->body, "hello");
  EXPECT_EQ(reply->retry_after, "7");
  EXPECT_EQ(reply->date, "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpTransport, ReadsChunksAndAnswersThatEndWithTheConnection) {
  const auto chunked = server_saying(
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2\r\n{}\r\n1;x=y\r\n!\r\n0\r\n\r\n");
  EXPECT_EQ(post_to(*chunked).value().body, "{}!");
  const auto closing = server_saying("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{}");
  EXPECT_EQ(post_to(*closing).value().body, "{}");
}

TEST(HttpTransport, ABodyShorterThanItsLengthIsBroken) {
  const auto error = error_from("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}");
  EXPECT_EQ(error.fault, TransportFault::broken);
  EXPECT_TRUE(error.may_have_been_sent);
  EXPECT_EQ(error.message, "the connection ended before a complete answer");
}

TEST(HttpTransport, DoubtsAboutTheLengthAreBroken) {
  EXPECT_EQ(
      error_from("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}!").message,
      "the answer has several lengths");
  EXPECT_EQ(error_from("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "2\r\n{}\r\n0\r\n\r\n")
                .message,
            "the answer has both a length and a transfer coding");
  EXPECT_EQ(error_from("HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n{}").message,
            "the answer's length is not a number");
  EXPECT_EQ(error_from("HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n{}").message,
            "the answer's length is not a number");
  EXPECT_EQ(
      error_from("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n").message,
      "the answer has an unknown transfer coding");
}

TEST(HttpTransport, CutChunksAreBroken) {
  for (const char* body : {"", "2", "2\r\n", "2\r\n{", "2\r\n{}\r\n", "x\r\n{}\r\n", "5\r\n{}"}) {
    const auto error =
        error_from(std::string("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n") + body);
    EXPECT_EQ(error.fault, TransportFault::broken) << body;
    EXPECT_TRUE(error.may_have_been_sent) << body;
  }
}

TEST(HttpTransport, NoAnswerGarbageAndACutHeadAreBroken) {
  for (const char* text : {"", "\r\n", "hello", "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200",
                           "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n",
                           "HTTP/1.1 abc OK\r\n\r\n", "\x15\x03\x01\x00\x02\x02\x28"}) {
    const auto error = error_from(text);
    EXPECT_EQ(error.fault, TransportFault::broken) << text;
    EXPECT_TRUE(error.may_have_been_sent) << text;
  }
}

TEST(HttpTransport, AResetIsBrokenBeforeAndInTheMiddleOfAnAnswer) {
  for (const char* text : {"", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}"}) {
    const RawServer server([text](int socket) {
      write_all(socket, text);
      reset_connection(socket);
    });
    const auto reply = post_to(server);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().fault, TransportFault::broken);
    EXPECT_TRUE(reply.error().may_have_been_sent);
  }
}

TEST(HttpTransport, AnAnswerOfExactlyTheLimitIsTaken) {
  const auto server = server_saying("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" +
                                    std::string(100'000, 'x'));
  EXPECT_EQ(post_to(*server).value().body.size(), kAnswerBytesMax);
}

TEST(HttpTransport, ALargerAnswerIsTooLargeHoweverItIsFramed) {
  for (const char* head : {"Content-Length: 100001\r\n", "Connection: close\r\n"}) {
    const auto error =
        error_from(std::string("HTTP/1.1 200 OK\r\n") + head + "\r\n" + std::string(100'001, 'x'));
    EXPECT_EQ(error.fault, TransportFault::too_large) << head;
    EXPECT_TRUE(error.may_have_been_sent);
  }
}

TEST(HttpTransport, HeadersWithoutEndAreTooLarge) {
  const RawServer server([](int socket) {
    write_all(socket, "HTTP/1.1 200 OK\r\n");
    const std::string lines = [] {
      std::string text;
      for (int i = 0; i < 1000; ++i) text += "x-filler: 0123456789\r\n";
      return text;
    }();
    while (write_all(socket, lines)) {
    }
  });
  const auto reply = post_to(server);
  ASSERT_FALSE(reply);
  EXPECT_TRUE(reply.error().may_have_been_sent);
  EXPECT_THAT(reply.error().fault,
              ::testing::AnyOf(TransportFault::too_large, TransportFault::broken));
}

// A recursion for each byte of it ended the process, once.
TEST(HttpTransport, AnEndlessStatusLineIsTooLarge) {
  for (const std::size_t bytes : {20'000U, 30'000U, 65'000U, 1'000'000U}) {
    const auto error =
        error_from("HTTP/1.1 200 " + std::string(bytes, 'a') + "\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_EQ(error.fault, TransportFault::too_large) << bytes;
    EXPECT_TRUE(error.may_have_been_sent);
  }
}

TEST(HttpTransport, InterimAnswersAreSkippedAndOneAloneIsNamed) {
  const std::string early = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
  const auto server = server_saying("HTTP/1.1 102 Processing\r\n\r\n" + early +
                                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(post_to(*server).value().status, 200);
  EXPECT_EQ(error_from(early).message,
            "the connection ended before a complete answer, only 103, an interim answer");
  const RawServer silent([&](int socket) {
    write_all(socket, early);
    wait_for_end(socket);
  });
  EXPECT_EQ(post_to(silent, kShort).error().message,
            "no complete answer within 300 ms, only 103, an interim answer");
}

TEST(HttpTransport, SaysHowABodyIsCompressed) {
  const auto server =
      server_saying("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}");
  EXPECT_EQ(post_to(*server).value().content_coding, "gzip");
  EXPECT_THAT(server->requests()[0], HasSubstr("\r\nAccept-Encoding: identity\r\n"));
}

// An answer before the request was read: nobody will read the rest.
TEST(HttpTransport, AnAnswerMayComeBeforeTheRequestWasRead) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  ASSERT_EQ(::bind(listener, generic, length), 0);
  ASSERT_EQ(::listen(listener, 1), 0);
  ASSERT_EQ(::getsockname(listener, generic, &length), 0);
  std::thread server([&] {
    const int socket = ::accept(listener, nullptr, nullptr);
    write_all(socket, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}");
    wait_for_end(socket);
    ::close(socket);
  });
  auto request = cancel_request(kAmple);
  request.body.assign(8'000'000, 'x');
  EXPECT_EQ(transport_to(ntohs(address.sin_port)).post(request).value().status, 413);
  server.join();
  ::close(listener);
}

HttpTransport transport_by(Resolver::LookUp look_up, const char* host = "a.invalid") {
  HttpTransportOptions options;
  options.base_url = {.is_tls = false, .host = host, .port = 80, .path = ""};
  return HttpTransport(options, std::move(look_up));
}

TEST(HttpTransport, TheLookUpOfTheNameIsWithinTheTimeout) {
  auto release = std::make_shared<std::promise<void>>();
  const auto reply = transport_by([released = release->get_future().share()](
                                      const std::string&, int) -> Resolver::Found {
                       released.wait();
                       return Unexpected<std::string>("late");
                     }).post(cancel_request(kShort));
  release->set_value();
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::timed_out);
  EXPECT_FALSE(reply.error().may_have_been_sent);
  EXPECT_EQ(reply.error().message, "no address of a.invalid within 300 ms");
}

TEST(HttpTransport, ANameThatNobodyKnowsWasCertainlyNotSentTo) {
  const auto reply = transport_by([](const std::string&, int) -> Resolver::Found {
                       return Unexpected<std::string>("Name or service not known");
                     }).post(cancel_request(kAmple));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::unreachable);
  EXPECT_FALSE(reply.error().may_have_been_sent);
  EXPECT_EQ(reply.error().message, "no address of a.invalid: Name or service not known");
}

TEST(HttpTransport, AServerThatNeverAnswersTimesOut) {
  const RawServer server([](int socket) { wait_for_end(socket); });
  const auto reply = post_to(server, kShort);
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::timed_out);
  EXPECT_TRUE(reply.error().may_have_been_sent);
  EXPECT_EQ(reply.error().message, "no complete answer within 300 ms");
}

// A read always succeeds soon, so that only a limit for the whole exchange can end it.
TEST(HttpTransport, ADribblingServerTimesOutInHeadAndBody) {
  for (const char* start :
       {"HTTP/1.1 200 OK\r\nx-slow: ", "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"}) {
    const RawServer server([start](int socket) {
      write_all(socket, start);
      while (write_all(socket, "x")) {
        std::this_thread::sleep_for(milliseconds(10));
      }
    });
    const auto begin = std::chrono::steady_clock::now();
    const auto reply = post_to(server, kShort);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().fault, TransportFault::timed_out);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, kAmple);
  }
}

TEST(HttpTransport, ARedirectIsAnAnswerAndNobodyIsAskedAgain) {
  const RawServer elsewhere([](int socket) { write_all(socket, "HTTP/1.1 200 OK\r\n\r\n"); });
  const auto server = server_saying(
      "HTTP/1.1 307 Temporary Redirect\r\nContent-Length: 0\r\nLocation: "
      "http://127.0.0.1:" +
      std::to_string(elsewhere.port()) + "/auth/cancel\r\n\r\n");
  EXPECT_EQ(post_to(*server).value().status, 307);
  EXPECT_EQ(server->requests().size(), 1U);
  EXPECT_TRUE(elsewhere.requests().empty());
}

TEST(HttpTransport, NothingIsSentAgainByItself) {
  const RawServer server([](int socket) { reset_connection(socket); });
  ASSERT_FALSE(post_to(server));
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST(HttpTransport, ARefusedConnectionWasCertainlyNotSent) {
  int port = 0;
  {
    port = RawServer([](int) {}).port();
  }
  const auto reply = transport_to(port).post(cancel_request(kAmple));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::unreachable);
  EXPECT_FALSE(reply.error().may_have_been_sent);
  EXPECT_EQ(reply.error().message,
            "no connection to 127.0.0.1:" + std::to_string(port) + ": Connection refused");
}

TEST(HttpTransport, AServerWithoutTlsIsNotSpokenToOverHttps) {
  const RawServer server([](int socket) { write_all(socket, "HTTP/1.1 400 Bad\r\n\r\n"); });
  HttpTransportOptions options;
  options.base_url = {.is_tls = true, .host = "127.0.0.1", .port = server.port(), .path = ""};
  const auto reply = HttpTransport(options).post(cancel_request(kShort));
  ASSERT_FALSE(reply);
  EXPECT_FALSE(reply.error().may_have_been_sent);
  for (const auto& request : server.requests()) EXPECT_THAT(request, Not(HasSubstr("demo-key")));
}

TEST(HttpTransport, TlsNeverStartsWithAuthoritiesThatCannotBeRead) {
  const RawServer server([](int socket) { wait_for_end(socket); });
  HttpTransportOptions options;
  options.base_url = {.is_tls = true, .host = "127.0.0.1", .port = server.port(), .path = ""};
  options.ca_file = "/nowhere/ca.pem";
  const auto reply = HttpTransport(options).post(cancel_request(kShort));
  ASSERT_FALSE(reply);
  EXPECT_EQ(reply.error().fault, TransportFault::untrusted);
  EXPECT_FALSE(reply.error().may_have_been_sent);
}

TEST(HttpTransport, AClosedConnectionRaisesNoSignal) {
  static volatile sig_atomic_t raised = 0;
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = [](int) { raised = 1; };
  ASSERT_EQ(::sigaction(SIGPIPE, &action, &before), 0);
  const RawServer server([](int socket) { reset_connection(socket); });
  auto request = cancel_request(kAmple);
  request.body.assign(8'000'000, 'x');  // more than the socket buffers hold
  for (int i = 0; i < 5; ++i) ASSERT_FALSE(transport_to(server.port()).post(request));
  ::sigaction(SIGPIPE, &before, nullptr);
  EXPECT_EQ(raised, 0);
}

}  // namespace
}  // namespace everstrike::client
