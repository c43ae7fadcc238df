#include "command_line/secret_file.hpp"

#include "command_line/text_file.hpp"

namespace everstrike::command_line {

Expected<signing::Secret, Error> read_secret_file(const std::string& path) {
  auto text = read_text_file(path, {.bytes_max = 64U * 1024}, "the file with the secret");
  if (!text) return Unexpected<Error>(text.error());
  signing::Secret secret(without_line_end(*text));
  signing::wipe(*text);
  return secret;
}

std::string_view without_line_end(std::string_view text) {
  if (!text.empty() && text.back() == '\n') {
    text.remove_suffix(1);
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  }
  return text;
}

}  // namespace everstrike::command_line
