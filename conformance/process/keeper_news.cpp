#include "conformance/process/keeper_news.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "command_line/processes/keeper.hpp"

namespace everstrike::conformance {

bool take_news(int news_fd, const std::string& program, SubjectEnd& end) {
  command_line::KeeperNews news{};
  const auto got = ::read(news_fd, &news, sizeof news);
  if (got < 0 && errno == EINTR) return true;
  if (got != sizeof news) return false;
  switch (news.kind) {
    case command_line::KeeperNews::Kind::not_started:
      end.not_started = program + ": " + std::strerror(news.value);
      break;
    case command_line::KeeperNews::Kind::ended:
      if (!end.not_started.empty()) break;
      if (WIFEXITED(news.value)) end.exit_code = WEXITSTATUS(news.value);
      if (WIFSIGNALED(news.value)) end.signal = WTERMSIG(news.value);
      break;
    case command_line::KeeperNews::Kind::left_behind:
      end.left_behind = news.value;
      break;
  }
  return true;
}

}  // namespace everstrike::conformance
