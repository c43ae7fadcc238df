// The program as others meet it: started as a process, with its exit codes and its lines.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "client/test/raw_server_for_test.hpp"

namespace everstrike::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string err;
};

class EverstrikeProgram : public ::testing::Test {
 protected:
  void TearDown() override {
    for (const char* name : {"in", "out", "err", "config", "pid", "ca"})
      std::remove(path(name).c_str());
  }

  static std::string path(const std::string& name) {
    return ::testing::TempDir() + "everstrike_program_" + std::to_string(::getpid()) + "_" + name;
  }

  static std::string text_of(const std::string& name) {
    std::ifstream file(path(name), std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }

  static void write(const std::string& name, const std::string& text) {
    std::ofstream(path(name), std::ios::binary) << text;
  }

  // Runs the program with `environment` and nothing else, its three streams being files.
  static Ended run(std::vector<std::string> arguments, std::vector<std::string> environment = {},
                   const std::string& input = "") {
    arguments.insert(arguments.begin(), EVERSTRIKE_PROGRAM);
    return run_program(std::move(arguments), std::move(environment), input);
  }

  // `words` as a shell understands them, redirections included. What the shell does `before` it
  // becomes the program may use its process id, which the program keeps.
  static Ended run_in_shell(const std::string& words, std::vector<std::string> environment,
                            const std::string& input = "", const std::string& before = "") {
    return run_program({"/bin/sh", "-c", before + "exec '" EVERSTRIKE_PROGRAM "' " + words},
                       std::move(environment), input);
  }

 private:
  static Ended run_program(std::vector<std::string> arguments, std::vector<std::string> environment,
                           const std::string& input) {
    write("in", input);
    environment.push_back("ASAN_OPTIONS=detect_leaks=0");  // needs ptrace where it runs
    std::vector<char*> argument_pointers;
    for (auto& word : arguments) argument_pointers.push_back(word.data());
    argument_pointers.push_back(nullptr);
    std::vector<char*> environment_pointers;
    for (auto& word : environment) environment_pointers.push_back(word.data());
    environment_pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    constexpr int kWriting = O_WRONLY | O_CREAT | O_TRUNC;
    posix_spawn_file_actions_addopen(&actions, 0, path("in").c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, path("out").c_str(), kWriting, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, path("err").c_str(), kWriting, 0600);
    pid_t child = 0;
    const int error = ::posix_spawn(&child, arguments.front().c_str(), &actions, nullptr,
                                    argument_pointers.data(), environment_pointers.data());
    posix_spawn_file_actions_destroy(&actions);
    EXPECT_EQ(error, 0);
    Ended ended;
    int status = 0;
    if (error == 0 && ::waitpid(child, &status, 0) == child && WIFEXITED(status)) {
      ended.exit_code = WEXITSTATUS(status);
    }
    ended.out = text_of("out");
    ended.err = text_of("err");
    return ended;
  }
};

const std::vector<std::string> kDemo = {"EVERSTRIKE_API_KEY=demo-key",
                                        "EVERSTRIKE_SECRET_KEY=demo-secret"};

std::vector<std::string> demo_with(std::string variable) {
  auto environment = kDemo;
  environment.push_back(std::move(variable));
  return environment;
}

std::string base_url(const RawServer& server) {
  return "EVERSTRIKE_BASE_URL=http://127.0.0.1:" + std::to_string(server.port());
}

std::function<void(int)> saying(std::string status, std::string body) {
  return [text = "HTTP/1.1 " + status + "\r\nContent-Length: " + std::to_string(body.size()) +
                 "\r\n\r\n" + body](int socket) { write_all(socket, text); };
}

// The signature was made with Python: base64(hmac(b"demo-secret", b"id=a1", sha256)).
TEST_F(EverstrikeProgram, CancelTakesItsAccountFromTheEnvironmentAndConfirms) {
  const RawServer server(saying("200 OK", R"({"code":200,"msg":"null","result":{"id":"a1"}})"));
  const auto ended = run({"cancel", "a1"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_EQ(ended.out, "confirmed: order a1: HTTP 200\n");
  EXPECT_EQ(ended.err, "");
  ASSERT_EQ(server.requests().size(), 1U);
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nx-api-key: demo-key\r\n"));
  EXPECT_THAT(server.requests()[0],
              HasSubstr("\r\nx-signature: BJbsS+q32i6lprDOZcr0gRGE2dupw6HSHPfFLVi0qxo=\r\n"));
  EXPECT_THAT(server.requests()[0], ::testing::EndsWith("\r\n\r\nid=a1"));
}

// Onto a device that takes nothing, as a full disk: an answer that nobody can read is no success.
TEST_F(EverstrikeProgram, AnAnswerThatCannotBeWrittenIsAFailure) {
  if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "this system has no /dev/full";
  std::vector<std::string> environment = {"EVERSTRIKE_SECRET_KEY=k"};
  for (const std::string arguments :
       {"sign --body x", "encode --param a=b", "verify --body x --signature y",
        "explain --body x --signature y", "sign --jsonl", "--version"}) {
    const auto ended = run_in_shell(arguments + " >/dev/full", environment, R"({"secret_hex":""})");
    EXPECT_EQ(ended.exit_code, 3) << arguments;
    EXPECT_THAT(ended.err, StartsWith("everstrike: ")) << arguments;
  }
  const RawServer server(saying("200 OK", R"({"code":200,"msg":"null","result":{"id":"a1"}})"));
  const auto ended = run_in_shell("cancel a1 >/dev/full", demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.err, "everstrike: standard output can't be written\n");
}

TEST_F(EverstrikeProgram, WithoutAuthoritiesNothingIsAsked) {
  const auto ended = run({"cancel", "a1", "--base-url", "https://127.0.0.1:1"},
                         demo_with("SSL_CERT_FILE=/does/not/exist.pem"));
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.out, "");
  EXPECT_THAT(ended.err, StartsWith("everstrike: SSL_CERT_FILE: /does/not/exist.pem: "));
  EXPECT_THAT(ended.err, HasSubstr("--ca FILE"));
}

TEST_F(EverstrikeProgram, ARefusalEndsWithOneAndIsNotTriedAgain) {
  const RawServer server(
      saying("401 Unauthorized", R"({"code":401,"msg":"Invalid request","result":{}})"));
  const auto ended = run({"cancel", "a1", "--json"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  const auto json = nlohmann::json::parse(ended.out);
  EXPECT_EQ(json["outcome"], "rejected");
  EXPECT_THAT(run({"--version", "--verbose"}, {}).out,
              HasSubstr(json["signed_by"].get<std::string>()));
  EXPECT_EQ(json["attempts"].size(), 1U);
  EXPECT_EQ(server.requests().size(), 1U);
}

TEST_F(EverstrikeProgram, AFilledOrderIsToldAsFilledWithItsQuantity) {
  const RawServer server(saying(
      "200 OK",
      R"({"code":200,"msg":"null","result":{"id":"a1", "status":"COMPLETED", "qty_filled":2.50}})"));
  auto ended = run({"cancel", "a1"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_EQ(ended.out,
            "rejected (filled): order a1: HTTP 200, the order is COMPLETED: executed, not "
            "cancelled, 2.50 of it filled\n");
  ended = run({"cancel", "a1", "--json"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, HasSubstr(R"("order":{"id":"a1","status":"COMPLETED","qty_filled":2.50},)"
                                   R"("qty_filled":2.50,)"));
}

// Once only "wrong version number".
TEST_F(EverstrikeProgram, AServerWithoutTlsIsToldFromOneThatIsNotTrusted) {
  int port = 0;
  const int listener = listen_on_loopback(port);
  std::thread server([listener] {
    const int socket = ::accept(listener, nullptr, nullptr);
    write_all(socket, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    wait_for_end(socket);
    ::close(socket);
  });
  const auto ended =
      run({"cancel", "a1", "--attempts", "1"},
          demo_with("EVERSTRIKE_BASE_URL=https://127.0.0.1:" + std::to_string(port)));
  server.join();
  ::close(listener);
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("perhaps the server speaks http://"));
}

// Once the program ended by SIGSEGV.
TEST_F(EverstrikeProgram, AnEndlessStatusLineEndsWithSix) {
  const RawServer server([](int socket) {
    write_all(socket, "HTTP/1.1 200 " + std::string(1'000'000, 'a') + "\r\n\r\n");
  });
  const auto ended = run({"cancel", "a1", "--attempts", "1"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 6) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("unknown: order a1: "));
}

TEST_F(EverstrikeProgram, AProxysRefusalIsNoneOfTheExchange) {
  const RawServer server(saying("403 Forbidden", "<html>blocked</html>"));
  const auto ended = run({"cancel", "a1", "--attempts", "1"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 6);
}

TEST_F(EverstrikeProgram, ALostAnswerEndsWithSix) {
  const RawServer server([](int socket) { reset_connection(socket); });
  const auto ended = run({"cancel", "a1", "--attempts", "2"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 6) << ended.err;
  EXPECT_THAT(ended.out, StartsWith("unknown: order a1: "));
  EXPECT_EQ(server.requests().size(), 2U);
}

TEST_F(EverstrikeProgram, AServersTextCannotDriveTheTerminal) {
  const RawServer server(
      saying("403 Forbidden", R"({"code":403,"msg":"\u001b[2Jconfirmed\nconfirmed","result":{}})"));
  const auto ended = run({"cancel", "a1"}, demo_with(base_url(server)));
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_EQ(ended.out, "rejected: order a1: HTTP 403: \\x1b[2Jconfirmed\\nconfirmed\n");
}

TEST_F(EverstrikeProgram, EmptyCredentialsAreCredentials) {
  const RawServer server(saying("200 OK", R"({"code":200,"msg":"null","result":{"id":"a1"}})"));
  EXPECT_EQ(
      run({"cancel", "a1"}, {"EVERSTRIKE_API_KEY=", "EVERSTRIKE_SECRET_KEY=", base_url(server)})
          .exit_code,
      0);
  EXPECT_THAT(server.requests().at(0), HasSubstr("\r\nx-api-key: \r\n"));
}

// Once a SIGTERM, as a time limit sends it, ended the program without a word.
TEST_F(EverstrikeProgram, InterruptedInTheMiddleItSaysThatTheOutcomeIsOpen) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const RawServer server([&](int socket) {
      ::kill(std::stoi(text_of("pid")), signal);
      char byte = 0;
      while (::read(socket, &byte, 1) > 0) {
      }
    });
    const auto ended = run_in_shell("cancel a1", demo_with(base_url(server)), "",
                                    "echo $$ >'" + path("pid") + "'; ");
    EXPECT_EQ(ended.exit_code, 130) << signal;
    EXPECT_EQ(ended.err, "everstrike: interrupted, the order may or may not be cancelled\n");
    EXPECT_EQ(ended.out, "");
  }
}

TEST_F(EverstrikeProgram, WrongSettingsAreOneLineAndTwoOrThree) {
  const auto expect_line = [](const Ended& ended, int exit_code, const std::string& line) {
    EXPECT_EQ(ended.exit_code, exit_code);
    EXPECT_EQ(ended.err, "everstrike: " + line + "\n");
    EXPECT_EQ(ended.out, "");
  };
  expect_line(run({"cancel", "a1"}), 2, "an API key is needed: --api-key or EVERSTRIKE_API_KEY");
  expect_line(run({"cancel", "a1"}, {"EVERSTRIKE_API_KEY=k"}), 2,
              "a secret is needed: --secret-file FILE (\"-\" for standard input), or "
              "EVERSTRIKE_SECRET_KEY");
  expect_line(run({"cancel", ""}, kDemo), 2, "ID: expected an order id, it is empty");
  expect_line(
      run({"cancel", "a1", "--base-url", "ftp://x"}, kDemo), 2,
      "--base-url: expected http://HOST[:PORT] or https://HOST[:PORT]: it starts otherwise");
  expect_line(run({"cancel", "a1"}, {"EVERSTRIKE_API_KEY=a\nb", "EVERSTRIKE_SECRET_KEY=s"}), 2,
              "--api-key: expected text without control characters");
  write("ca", "no certificate\n");
  expect_line(run({"cancel", "a1", "--ca", path("ca")}, kDemo), 2,
              "--ca: " + path("ca") + ": expected certificates in PEM, there is none");
  write("ca", "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n");
  expect_line(run({"cancel", "a1", "--ca", path("ca")}, kDemo), 2,
              "--ca: " + path("ca") + ": expected certificates in PEM");
  // A pipe, which gives its text once; nobody would write into it for a second reader.
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(path("pipe")) << std::ifstream(path("ca")).rdbuf(); });
  expect_line(run({"cancel", "a1", "--ca", path("pipe")}, kDemo), 2,
              "--ca: " + path("pipe") + ": expected certificates in PEM");
  writer.join();
  expect_line(run({"cancel", "a1"}, demo_with("EVERSTRIKE_CA_FILE=/nowhere/ca.pem")), 3,
              "/nowhere/ca.pem: cannot be opened: No such file or directory");
  write("config", "[cancel]\nattemps = 3\n");
  expect_line(
      run({"cancel", "a1", "--config", path("config")}, kDemo), 2,
      path("config") + ":2:1: unknown key \"attemps\" in [cancel]; did you mean \"attempts\"?");
}

TEST_F(EverstrikeProgram, ASecretOptionWarnsWithoutRepeatingIt) {
  const auto ended = run({"sign", "--body", "id=a1", "--secret", "demo-secret"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.out, "BJbsS+q32i6lprDOZcr0gRGE2dupw6HSHPfFLVi0qxo=\n");
  EXPECT_THAT(ended.err, HasSubstr("warning: --secret can be seen by others"));
  EXPECT_THAT(ended.err, Not(HasSubstr("demo-secret")));
}

TEST_F(EverstrikeProgram, SignsEncodesAndVerifiesOneItem) {
  EXPECT_EQ(run({"sign", "--param", "id=a1", "--secret-file", "-"}, {}, "demo-secret\n").out,
            "BJbsS+q32i6lprDOZcr0gRGE2dupw6HSHPfFLVi0qxo=\n");
  EXPECT_EQ(run({"encode", "--param", "id=[~ ä]", "--param", "n=1"}).out,
            "id=%5B%7E+%C3%A4%5D&n=1\n");
  EXPECT_EQ(run({"encode", "--param", "id=~", "--dialect", "python"}).out, "id=~\n");
  const std::vector<std::string> verify = {"verify", "--body-hex", "69643d6131", "--signature"};
  auto right = verify;
  right.emplace_back("BJbsS+q32i6lprDOZcr0gRGE2dupw6HSHPfFLVi0qxo=");
  EXPECT_EQ(run(right, kDemo).exit_code, 0);
  auto wrong = verify;
  wrong.emplace_back("BJbsS+q32i6lprDOZcr0gRGE2dupw6HSHPfFLVi0qxo= ");
  EXPECT_EQ(run(wrong, kDemo).exit_code, 1);
}

TEST_F(EverstrikeProgram, ThousandsOfLinesGoThroughOneProcessInOrder) {
  std::string input;
  constexpr int kLines = 5000;
  for (int i = 0; i < kLines; ++i) {
    input += R"({"tcId":)" + std::to_string(i) +
             R"(,"secret_hex":"64656d6f2d736563726574","body_hex":"69643d6131"})" + "\n";
  }
  const auto ended = run({"sign", "--jsonl"}, {}, input);
  EXPECT_EQ(ended.exit_code, 0);
  std::string expected;
  for (int i = 0; i < kLines; ++i) {
    expected += R"({"tcId":)" + std::to_string(i) +
                R"(,"signature":"BJbsS+q32i6lprDOZcr0gRGE2dupw6HSHPfFLVi0qxo="})" + "\n";
  }
  EXPECT_TRUE(ended.out == expected);
}

TEST_F(EverstrikeProgram, HostileLinesAreAnsweredAmongGoodOnesAndEndWithOne) {
  const std::string good = R"({"tcId":1,"secret_hex":"64656d6f2d736563726574","body_hex":""})";
  const std::vector<std::string> lines = {good,
                                          "",
                                          "\xFF\xFE",
                                          std::string("\0\0\0", 3),
                                          R"({"tcId":2,"secret_hex":"\ud800"})",
                                          std::string(200'000, '{'),
                                          "{\"tcId\":3,\"x\":\"" + std::string(10'000'000, 'x'),
                                          good + "\r",
                                          R"({"tcId":4})",
                                          "null",
                                          good};
  std::string input;
  for (const auto& line : lines) input += line + "\n";
  const auto ended = run({"verify", "--jsonl"}, {}, input);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_EQ(ended.err, "");
  std::istringstream answers(ended.out);
  std::size_t count = 0;
  for (std::string answer; std::getline(answers, answer); ++count) {
    const auto json = nlohmann::json::parse(answer);
    EXPECT_THAT(json["error"].get<std::string>(),
                StartsWith("line " + std::to_string(count + 1) + ": "));
  }
  EXPECT_EQ(count, lines.size());
}

}  // namespace
}  // namespace everstrike::client
