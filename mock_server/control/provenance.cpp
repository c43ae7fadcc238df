#include "mock_server/control/provenance.hpp"

#include "json/writer.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

// "assumed: why", "assumed (why)" -> the word, and why.
Behaviour behaviour_of(std::string_view what, std::string_view cell) {
  const auto word_end = cell.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
  std::string_view note = word_end == std::string_view::npos
                              ? std::string_view()
                              : signing::trimmed(cell.substr(word_end), ":;, ");
  if (note.starts_with('(') && note.ends_with(')')) note = note.substr(1, note.size() - 2);
  return {std::string(what), std::string(cell.substr(0, word_end)), std::string(note)};
}

}  // namespace

std::vector<Behaviour> provenance_rows(std::string_view markdown) {
  std::vector<Behaviour> rows;
  bool in_table = false;
  while (!markdown.empty()) {
    const auto end = markdown.find('\n');
    const std::string_view line = markdown.substr(0, end);
    markdown = end == std::string_view::npos ? std::string_view() : markdown.substr(end + 1);
    if (line == "| behaviour | provenance |") {
      in_table = true;
    } else if (!line.starts_with('|')) {
      in_table = false;
    } else if (in_table && !line.starts_with("| ---")) {
      const auto middle = line.find(" | ");
      if (middle == std::string_view::npos) continue;
      rows.push_back(behaviour_of(signing::trimmed(line.substr(1, middle - 1), " "),
                                  signing::trimmed(line.substr(middle + 3), " |")));
    }
  }
  return rows;
}

std::string provenance_json(const std::vector<Behaviour>& rows) {
  std::string out = "{\"behaviours\":";
  {
    json::ArrayWriter array(out);
    for (const Behaviour& row : rows) {
      json::ObjectWriter json(array.element());
      json.add("behaviour", row.what);
      json.add("provenance", row.provenance);
      json.add("note", row.note);
    }
  }
  return out + "}";
}

}  // namespace everstrike::mock_server
