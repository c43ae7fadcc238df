// The text through a shell: echo's options, printf's formats, escapes, and variables put in.
#include <array>
#include <string>

#include "signing/diagnosis/hypotheses/wraps.hpp"
#include "signing/diagnosis/text/json_text.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

// echo of a POSIX shell knows no options and prints them.
void printed_options(Wraps& wraps) {
  for (const Text option :
       {"-n ", "-e ", "-ne ", "-en ", "-n -e ", "-e -n ", "-E ", "-nE ", "-n -- ", "-- "}) {
    const Likelihood likelihood = option == "-n " || option == "-e " ? rare : odd;
    for (const Text end : {"\n", "", "\r\n"}) {
      wraps.around(Id::echo_option_signed, likelihood, option, end);
    }
    for (const Text quote : {"\"", "'"}) {
      wraps.around(Id::echo_option_signed, odd, std::string(option) + std::string(quote),
                   std::string(quote) + "\n");
    }
  }
}

// What echo of a POSIX shell, printf and $'…' make of backslashes.
std::string escapes_read(Text text) { return read_escapes(text, UnknownEscapes::kept); }
std::string escapes_read_strictly(Text text) { return read_escapes(text, UnknownEscapes::bare); }
std::string without_backslashes(Text text) { return replace_all(text, "\\", ""); }
std::string with_two_backslashes(Text text) { return replace_all(text, "\\", "\\\\"); }
std::string with_escapes_written(Text text) {
  std::string inner = json_quoted(text, {});
  return inner.substr(1, inner.size() - 2);
}
std::string with_ascii_escapes_written(Text text) {
  std::string inner = json_quoted(text, {.ascii_only = true});
  return inner.substr(1, inner.size() - 2);
}
std::string as_format(Text text) { return printed_by_printf(text); }
std::string without_doubled_percents(Text text) { return replace_all(text, "%%", "%"); }
std::string with_doubled_percents(Text text) { return replace_all(text, "%", "%%"); }

}  // namespace

void wrap_in_shells(Wraps& wraps) {
  printed_options(wraps);
  for (const Text quote : {"\"", "'", "`"}) {
    for (const Text end : {"\n", "\r\n", " \r\n"}) {  // cmd.exe: echo "id=1" | openssl
      wraps.around(*Steps(Id::text_quoted).with(Id::line_end_signed), odd, quote,
                   std::string(quote) + std::string(end));
    }
  }
  for (const auto change :
       {&escapes_read, &escapes_read_strictly, &without_backslashes, &with_two_backslashes,
        &with_escapes_written, &with_ascii_escapes_written}) {
    wraps.changed(Id::text_escaped, odd, change);
  }
  wraps.changed(Id::text_given_to_printf, odd, &as_format);
  wraps.changed(Id::text_given_to_printf, odd, &without_doubled_percents);
  wraps.changed(Id::text_given_to_printf, odd, &with_doubled_percents);
  // An unquoted "&" ends a shell's command, an unquoted blank an argument.
  wraps.changed(Id::text_changed_by_shell, rare,
                [](Text text) { return std::string(text.substr(0, text.find('&'))); });
  wraps.changed(Id::text_changed_by_shell, odd,
                [](Text text) { return std::string(text.substr(0, text.find('&'))) + "\n"; });
  for (const auto cut : {+[](Text text) { return std::string(text.substr(0, text.find(';'))); },
                         +[](Text text) { return std::string(text.substr(0, text.find(' '))); },
                         +[](Text text) { return std::string(text.substr(0, text.find('#'))); },
                         +[](Text text) { return std::string(text.substr(0, text.find('\n'))); },
                         +[](Text text) { return std::string(text.substr(0, text.find('\0'))); }}) {
    wraps.changed(Id::text_changed_by_shell, odd, cut);
  }
  wraps.changed(Id::text_changed_by_shell, odd, [](Text text) { return without_variables(text); });
  wraps.changed(Id::text_changed_by_shell, odd,
                [](Text text) { return replace_all(text, "\"", ""); });
  wraps.changed(Id::text_changed_by_shell, odd,
                [](Text text) { return replace_all(text, "'", ""); });
}

}  // namespace everstrike::diagnosis
