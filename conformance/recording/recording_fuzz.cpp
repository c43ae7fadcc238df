// Any bytes as a line of a journal or as a HAR: they are an entry or an error in one line, and
// what is an entry can be judged.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "conformance/recording/entry_line.hpp"
#include "conformance/recording/har_entries.hpp"
#include "conformance/session/session_judge.hpp"

namespace {

namespace conformance = everstrike::conformance;

void check(const std::string& error) {
  if (error.empty() || error.find('\n') != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  conformance::SessionJudge judge;
  if (const auto entry = conformance::read_entry_line(bytes)) {
    judge.add(*entry);
  } else {
    check(entry.error());
  }
  const auto document = everstrike::json::Document::parse(bytes, "a.har");
  if (document) {
    const auto har = conformance::read_har_entries(*document, "a.har");
    if (!har) check(har.error());
    for (std::size_t i = 0; har && i < har->entries.size(); ++i) {
      auto entry = har->entries[i];
      entry.source = 1;
      judge.add(entry);
    }
  }
  (void)judge.finish("journal");
  return 0;
}
