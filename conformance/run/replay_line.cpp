#include "conformance/run/replay_line.hpp"

#include "command_line/shell_words.hpp"

namespace everstrike::conformance {

std::string replay_line(const Replay& replay, const std::string& what) {
  std::vector<std::string> words = {"everstrike-conformance", replay.suite};
  words.insert(words.end(), replay.options.begin(), replay.options.end());
  words.push_back(what);
  std::string line = command_line::shell_line(words);
  if (!replay.command.empty()) line += " -- " + command_line::shell_line(replay.command);
  return line;
}

}  // namespace everstrike::conformance
