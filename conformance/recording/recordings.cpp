#include "conformance/recording/recordings.hpp"

#include <algorithm>

#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "conformance/recording/entry_line.hpp"
#include "conformance/recording/har_entries.hpp"
#include "conformance/recording/unknown_signature.hpp"
#include "json/parse.hpp"
#include "signing/redactor.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::conformance {
namespace {

using command_line::Error;

constexpr std::size_t kFileBytesMax = std::size_t{2} * 1024 * 1024 * 1024;

// One file, entry by entry.
class Recording {
 public:
  static Expected<Recording, Error> open(const std::string& path, std::size_t source) {
    Recording recording;
    recording.name_ = path;
    recording.source_ = source;
    auto text = command_line::read_text_file(path, {.bytes_max = kFileBytesMax});
    if (!text) return Unexpected<Error>(text.error());
    recording.text_ = std::move(*text);
    if (!is_har(recording.text_)) return recording;
    const auto document = json::Document::parse(std::move(recording.text_), path);
    if (!document) return command_line::usage_error(document.error());
    auto har = read_har_entries(*document, path);
    if (!har) return command_line::usage_error(har.error());
    recording.text_.clear();
    recording.har_ = std::move(*har);
    return recording;
  }

  // next gives nothing at the end.
  Expected<std::optional<SessionEntry>, Error> next() {
    std::optional<SessionEntry> entry;
    if (taken_ < har_.entries.size()) entry = std::move(har_.entries[taken_++]);
    while (!entry && at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      const std::string_view line = std::string_view(text_).substr(at_, end - at_);
      at_ = end + 1;
      ++line_;
      if (signing::trimmed(line).empty()) continue;
      const std::string place = name_ + ":" + std::to_string(line_);
      auto read = read_entry_line(line);
      if (!read) return command_line::usage_error(place + ":" + read.error());
      entry = std::move(*read);
      entry->place = place;
    }
    if (entry) entry->source = source_;
    return entry;
  }

  [[nodiscard]] std::uint64_t left_out() const { return har_.left_out; }

 private:
  // The first line of NDJSON is a whole object, an entry; a HAR's is its beginning, or all of it.
  static bool is_har(std::string_view text) {
    constexpr std::size_t kBeginning = 4096;
    const std::string_view begin = signing::trimmed_front(text);
    const std::string_view line = begin.substr(0, begin.find('\n'));
    const std::string_view look = begin.substr(0, kBeginning);
    if (look.find("\"log\"") == std::string_view::npos) return false;
    const auto first = json::parse(line);
    return !first || first->contains("log");
  }

  std::string name_;
  std::size_t source_ = 0;
  std::string text_;
  std::size_t at_ = 0;
  std::size_t line_ = 0;
  HarEntries har_;
  std::size_t taken_ = 0;
};

struct Head {
  Recording recording;
  std::optional<SessionEntry> entry;
};

}  // namespace

Expected<void, Error> judge_recordings(const std::vector<std::string>& paths,
                                       const std::optional<signing::Secret>& secret,
                                       SessionJudge& judge) {
  std::optional<signing::Redactor> redactor;
  if (secret) redactor.emplace(std::vector<std::string_view>{secret->reveal()});
  std::vector<Head> heads;
  const auto advance = [](Head& head) -> Expected<void, Error> {
    auto next = head.recording.next();
    if (!next) return Unexpected<Error>(next.error());
    head.entry = std::move(*next);
    return {};
  };
  for (const std::string& path : paths) {
    auto recording = Recording::open(path, heads.size());
    if (!recording) return Unexpected<Error>(recording.error());
    judge.count_left_out(recording->left_out(), "no HTTP request");
    heads.push_back({std::move(*recording), std::nullopt});
    if (auto begun = advance(heads.back()); !begun) return begun;
  }
  while (true) {
    Head* first = nullptr;
    for (Head& head : heads) {
      if (!head.entry) continue;
      const bool is_first =
          first == nullptr || head.entry->entry.time_ms < first->entry->entry.time_ms;
      if (is_first) first = &head;
    }
    if (first == nullptr) return {};
    SessionEntry entry = std::move(*first->entry);
    const bool is_told = entry.knows_signature && entry.knows_secret;
    if (redactor && !is_told) find_out(*secret, *redactor, entry);
    judge.add(entry);
    if (auto advanced = advance(*first); !advanced) return advanced;
  }
}

}  // namespace everstrike::conformance
