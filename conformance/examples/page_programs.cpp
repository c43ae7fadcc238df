#include "conformance/examples/page_programs.hpp"

#include <algorithm>
#include <optional>

#include "signing/text/ascii.hpp"

namespace everstrike::conformance {
namespace {

constexpr std::string_view kBlanks = " \t\r";
constexpr std::size_t kFenceMin = 3;

// The language that the first word of an info string names ("js", "python title=…", "{.python}").
std::optional<Language> language_of(std::string_view info) {
  std::string word;
  for (const char c : info.substr(0, info.find_first_of(" \t,:"))) {
    if (c != '{' && c != '}' && c != '.') {
      word += signing::ascii_lower(c);
    }
  }
  for (const auto* name : {"js", "javascript", "node", "nodejs", "mjs", "cjs"}) {
    if (word == name) return Language::javascript;
  }
  for (const auto* name : {"py", "python", "python3"}) {
    if (word == name) return Language::python;
  }
  return std::nullopt;
}

struct Fence {
  char mark = '`';
  std::size_t length = 0;
  std::size_t indent = 0;
  std::string_view info;
};

std::optional<Fence> fence_at(std::string_view line) {
  const auto indent = line.find_first_not_of(' ');
  if (indent == std::string_view::npos || indent > 3) return std::nullopt;
  const char mark = line[indent];
  if (mark != '`' && mark != '~') return std::nullopt;
  const auto end = std::min(line.find_first_not_of(mark, indent), line.size());
  const auto info = signing::trimmed(line.substr(end), kBlanks);
  if (end - indent < kFenceMin) return std::nullopt;
  if (mark == '`' && info.find('`') != std::string_view::npos) return std::nullopt;
  return Fence{.mark = mark, .length = end - indent, .indent = indent, .info = info};
}

bool closes(const Fence& open, std::string_view line) {
  const auto fence = fence_at(line);
  return fence && fence->mark == open.mark && fence->length >= open.length && fence->info.empty();
}

// A block's lines are indented as its fence is.
std::string_view without_indent(std::string_view line, std::size_t indent) {
  const auto text = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(std::min(text, indent));
}

class PageReader {
 public:
  explicit PageReader(std::string_view page) : rest_(page) {}

  std::vector<PageProgram> programs() {
    while (const auto line = next_line()) {
      if (const auto fence = fence_at(*line)) {
        read_block(*fence);
      } else {
        read_within(*line);
      }
    }
    return std::move(programs_);
  }

 private:
  std::optional<std::string_view> next_line() {
    if (rest_.empty()) return std::nullopt;
    const auto end = rest_.find('\n');
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++number_;
    return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
  }

  void read_block(const Fence& fence) {
    PageProgram program{.line = number_, .is_cut_short = true};
    while (const auto line = next_line()) {
      program.is_cut_short = !closes(fence, *line);
      if (!program.is_cut_short) break;
      program.text.append(without_indent(*line, fence.indent)).append("\n");
    }
    keep(std::move(program), fence.info);
  }

  // "```js code ``` more": fences in the middle of what used to be several lines.
  void read_within(std::string_view line) {
    constexpr std::string_view kFence = "```";
    auto open = line.find(kFence);
    while (open != std::string_view::npos) {
      const auto close = line.find(kFence, open + kFence.size());
      const bool is_cut_short = close == std::string_view::npos;
      const auto inside = line.substr(open + kFence.size(), close - open - kFence.size());
      const auto word_end = inside.find_first_of(kBlanks);
      if (word_end != std::string_view::npos) {
        keep({.line = number_,
              .text = std::string(signing::trimmed(inside.substr(word_end), kBlanks)) + "\n",
              .has_lost_line_ends = true,
              .is_cut_short = is_cut_short},
             inside.substr(0, word_end));
      }
      if (is_cut_short) return;
      open = line.find(kFence, close + kFence.size());
    }
  }

  void keep(PageProgram program, std::string_view info) {
    const auto language = language_of(info);
    if (!language || signing::trimmed(program.text, kBlanks).empty()) return;
    program.language = *language;
    programs_.push_back(std::move(program));
  }

  std::string_view rest_;
  int number_ = 0;
  std::vector<PageProgram> programs_;
};

}  // namespace

std::vector<PageProgram> programs_of(std::string_view page) { return PageReader(page).programs(); }

}  // namespace everstrike::conformance
