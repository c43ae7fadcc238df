// Writes docs/mistakes.md from the catalogue: `mistakes_page` prints it, `mistakes_page --check
// FILE` says whether FILE is what it would print.
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <string>

#include "signing/diagnosis/catalogue/mistake.hpp"
#include "signing/diagnosis/portability.hpp"
#include "signing/diagnosis/text/encoder_table.hpp"
#include "signing/text/ascii.hpp"

namespace {

using namespace everstrike::diagnosis;

constexpr std::string_view kIntroduction = R"(# Why a signature is wrong

`x-signature` is base64 of HMAC-SHA256, with the secret as key and the body's bytes as message, and nothing else. When it
is wrong, the mock and `everstrike explain` sign the received body again in each wrong way of this catalogue. A way that
gives the very signature that was received is a proof, and its name is the answer. Two mistakes at once are reported as
two, as `hex_instead_of_base64+line_end_signed`. Where several ways give the same bytes, the others stand in `also`.
Without a proof the answer is `unexplained`: it says what was tried and what was not, and how to narrow it down; a text
that nobody thought of and another secret look the same, so it says nothing of the secret. To compare two secrets without
showing them, set `everstrike explain --secret-fingerprint` beside `GET /mock/accounts/KEY`.

What proves a mistake can't be a coincidence: at least eight bytes of a digest agree, mostly all 32. The work is bounded
(7,000 digests for a request, 80,000 where it may be deep), the answer never shows a secret or the right signature.

This page is made from the catalogue in `signing/diagnosis/` by the program `mistakes_page`; change it there.
)";

struct Group {
  std::string_view prefix;
  std::string_view title;
};
constexpr Group kGroups[] = {
    {"ENC", "The signature's text"}, {"MSG", "The message"}, {"KEY", "The key"},
    {"ALG", "The algorithm"},        {"HDR", "The header"},
};

std::string capitalised(std::string_view text) {
  std::string result(text);
  result[0] = everstrike::signing::ascii_upper(result[0]);
  return result;
}

// Within running text, what Markdown would take for an instruction.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (std::string_view("*<>[]\\`|").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

void write_index(std::ostream& out) {
  out << "\n| | mistake | what was done |\n| --- | --- | --- |\n";
  for (const Mistake& row : mistakes()) {
    out << "| " << row.number << " | [`" << row.slug << "`](#" << row.slug << ") | "
        << escaped(row.title) << " |\n";
  }
}

void write_encoders(std::ostream& out) {
  out << "\n## Encoders\n\nWhat encoders leave alone beside letters and digits. A difference "
         "between any two of them, or "
         "of others, is found by\nits characters; this table is where the usual ones are known "
         "from. \"Measured\" rows "
         "are compared with the libraries\nthemselves by a test, the others are documented and "
         "were not run.\n\n"
         "| encoder | leaves alone | blank | known | source |\n| --- | --- | --- | --- | --- |\n";
  for (const EncoderRow& row : encoder_rows()) {
    std::string punctuation;
    for (const char c : row.punctuation) punctuation += c == '|' ? "\\|" : std::string(1, c);
    if (punctuation.find('`') != std::string::npos) {
      punctuation = "`` " + punctuation + " ``";
    } else if (!punctuation.empty()) {
      punctuation = "`" + punctuation + "`";
    }
    out << "| " << escaped(row.name) << " | " << punctuation
        << (row.beyond_ascii_too ? " and letters beyond ASCII" : "")
        << (row.lower_case ? "; escapes in small letters" : "") << " | `" << row.blank << "` | "
        << (row.how_known == HowKnown::measured ? "measured" : "documented, not run") << " | "
        << escaped(row.source) << " |\n";
  }
}

// As forges make anchors of headings: small letters, blanks as dashes, punctuation dropped.
std::string anchor(std::string_view heading) {
  std::string result;
  for (const char c : heading) {
    if (c == ' ') {
      result += '-';
    } else if (c >= 'A' && c <= 'Z') {
      result += everstrike::signing::ascii_lower(c);
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
      result += c;
    }
  }
  return result;
}

void write_mistake(std::ostream& out, const Mistake& row) {
  const std::string_view cure = remedy(row.remedy).title;
  out << "\n### " << row.slug << "\n\n"
      << row.number << ": " << escaped(capitalised(row.title)) << ".\n\n"
      << "- What it looks like: " << escaped(row.looks_like) << "\n"
      << "- What to do: " << escaped(row.fix) << "\n"
      << "- In JavaScript, Python and C++: [" << cure << "](#" << anchor(cure) << ")\n"
      << "- Seen in: "
      << (row.seen_in.empty() ? "no thread known to us; it is easily done" : escaped(row.seen_in))
      << "\n";
}

void write_remedies(std::ostream& out) {
  out << "\n## The cures in code\n";
  for (const Remedy& cure : remedies()) {
    out << "\n### " << cure.title << "\n\n"
        << "```js\n"
        << cure.javascript << "\n```\n\n"
        << "```python\n"
        << cure.python << "\n```\n\n"
        << "```cpp\n"
        << cure.cpp << "\n```\n";
  }
}

void write_notes(std::ostream& out) {
  out << "\n## Notes on right signatures\n\n"
      << "A request is accepted when its signature fits the bytes that arrived. Where these bytes "
         "aren't what the\ndocumented encoders write, the answer carries a note: a server that "
         "encodes the fields again would refuse them.\n\n";
  for (const PortabilityNote& note : all_portability_notes()) {
    out << "- `" << note.slug << "`: " << escaped(note.text) << "\n";
  }
}

std::string page() {
  std::ostringstream out;
  out << kIntroduction;
  write_index(out);
  for (const Group& group : kGroups) {
    out << "\n## " << group.title << "\n";
    for (const Mistake& row : mistakes()) {
      if (row.number.starts_with(group.prefix)) write_mistake(out, row);
    }
  }
  write_remedies(out);
  write_encoders(out);
  write_notes(out);
  return out.str();
}

int check(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "mistakes_page: " << path << " cannot be read\n";
    return 3;
  }
  const std::string found((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (found == page()) return 0;
  std::cerr << path << " is not what the catalogue says; run: mistakes_page >" << path << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "--check") return check(argv[2]);
  if (argc != 1) {
    std::cerr << "usage: mistakes_page [--check FILE]\n";
    return 2;
  }
  std::cout << page();
  return 0;
}
