// The secret on its way from a file to the program: in which order its ways are tried, the cheap
// and likely ones first.
#include "signing/diagnosis/hypotheses/secret_ways.hpp"

namespace everstrike::diagnosis {

void ways_of_the_secret(std::string_view secret, Variants& out) {
  if (secret.empty()) return;
  add_substitutions(secret, out);
  add_escapes(secret, out);
  add_numbers(secret, out);
  if (!out.takes_odd()) return;
  add_retyped(secret, out);
  add_reprs(secret, out);
  add_lost_backslashes(secret, out);
  add_cut_out_of_a_line(secret, out);
  add_process_ids_read(secret, out);
  add_lines(secret, true, out);
  add_neighbours(secret, out);
  add_quoted_with_its_end(secret, out);
  add_comments(secret, out);
  add_lines(secret, false, out);
}

}  // namespace everstrike::diagnosis
