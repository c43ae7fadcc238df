// What may have become of the secret on its way from a file to the program: each reader of env
// files, shells, compose, YAML and JSON has rules of its own for "$", "#", backslashes, quotes and
// digits. Each function adds the keys of one of these ways; ways_of_the_secret says in which order.
// What they make of the secret is wiped.
#pragma once

#include <string_view>

#include "signing/diagnosis/hypotheses/key_variants.hpp"

namespace everstrike::diagnosis {

// Variables: put in, or saved from that.
void add_substitutions(std::string_view secret, Variants& out);
// A shell puts its process id for "$$"; the key has what the secret had before.
void add_process_ids_read(std::string_view secret, Variants& out);

// The line: a comment behind the secret; the names in front of it (only the usual ones, or all);
// what else stood beside it, quotes and a comma too; and a secret that is such a line.
void add_comments(std::string_view secret, Variants& out);
void add_lines(std::string_view secret, bool usual_only, Variants& out);
void add_neighbours(std::string_view secret, Variants& out);
void add_quoted_with_its_end(std::string_view secret, Variants& out);
void add_cut_out_of_a_line(std::string_view secret, Variants& out);

// Escapes: read or written; Python's repr; a backslash that a reader took away.
void add_escapes(std::string_view secret, Variants& out);
void add_reprs(std::string_view secret, Variants& out);
void add_lost_backslashes(std::string_view secret, Variants& out);

// Numbers, truth and dates.
void add_numbers(std::string_view secret, Variants& out);

// What people and editors make of it.
void add_retyped(std::string_view secret, Variants& out);

}  // namespace everstrike::diagnosis
