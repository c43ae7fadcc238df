#include "client/program/line_server.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

namespace everstrike::client {
namespace {

struct Pipe {
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) == 0) {
      read_end = ends[0];
      write_end = ends[1];
    }
  }
  ~Pipe() {
    ::close(read_end);
    close_writing();
  }
  void close_writing() {
    if (write_end >= 0) ::close(write_end);
    write_end = -1;
  }
  void write(const std::string& bytes) const {
    ASSERT_EQ(::write(write_end, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  [[nodiscard]] std::string read_some() const {
    std::array<char, 4096> chunk{};
    const auto count = ::read(read_end, chunk.data(), chunk.size());
    return count > 0 ? std::string(chunk.data(), static_cast<std::size_t>(count)) : "";
  }
  int read_end = -1;
  int write_end = -1;
};

LineAnswer echo(std::string_view line, std::size_t number) {
  return {std::to_string(number) + ":" + std::string(line), line == "bad"};
}

struct Run {
  std::string output;
  LineTotals totals;
};

Run run(const std::string& input, LineLimits limits = {}) {
  Pipe in;
  Pipe out;
  in.write(input);
  in.close_writing();
  const auto totals = serve_lines(in.read_end, out.write_end, echo, limits);
  EXPECT_TRUE(totals);
  out.close_writing();
  Run result;
  for (auto text = out.read_some(); !text.empty(); text = out.read_some()) result.output += text;
  result.totals = totals.value_or(LineTotals{});
  return result;
}

TEST(LineServer, AnswersEveryLineInOrderAndCountsErrors) {
  const auto done = run("a\n\nbad\nb\r\n");
  EXPECT_EQ(done.output, "1:a\n2:\n3:bad\n4:b\r\n");
  EXPECT_EQ(done.totals.lines, 4U);
  EXPECT_EQ(done.totals.errors, 1U);
}

TEST(LineServer, ALastLineWithoutNewlineCounts) {
  EXPECT_EQ(run("a\nb").output, "1:a\n2:b\n");
  EXPECT_EQ(run("").output, "");
  EXPECT_EQ(run("").totals.lines, 0U);
}

TEST(LineServer, ALineOverTheLimitIsSkippedAndTheNextIsNot) {
  const auto done = run("12345\n123456\n1\n" + std::string(4000, 'x'), {.line_bytes_max = 5});
  EXPECT_EQ(done.output,
            "1:12345\n{\"error\":\"line 2: expected at most 5 bytes\"}\n3:1\n"
            "{\"error\":\"line 4: expected at most 5 bytes\"}\n");
  EXPECT_EQ(done.totals.errors, 2U);
}

TEST(LineServer, AnswersBeforeItWaitsForMore) {
  Pipe in;
  Pipe out;
  std::thread server([&] { (void)serve_lines(in.read_end, out.write_end, echo); });
  in.write("a\nb\nhal");
  std::string first;
  while (first.size() < 8) first += out.read_some();
  EXPECT_EQ(first, "1:a\n2:b\n");
  in.write("f\n");
  EXPECT_EQ(out.read_some(), "3:half\n");
  in.close_writing();
  server.join();
}

TEST(LineServer, AFailingDescriptorIsAnError) {
  Pipe out;
  EXPECT_EQ(serve_lines(-1, out.write_end, echo).error(),
            "reading the lines failed: Bad file descriptor");
  Pipe in;
  in.write("a\n");
  in.close_writing();
  EXPECT_EQ(serve_lines(in.read_end, -1, echo).error(),
            "writing the answers failed: Bad file descriptor");
}

}  // namespace
}  // namespace everstrike::client
