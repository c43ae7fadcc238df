// Python's repr() of a text, as it stands in the repr of a list or dict: quoted, with escapes for
// what Python holds to be unprintable. urlencode() writes a list as its repr, so this is part of
// what the documented Python signs when somebody passes a list.
// Surprise: which code points are printable follows the Unicode version of the Python that runs.
// Here every code point that no Unicode version has assigned yet counts as printable; those of the
// categories "other" and "separator" that are assigned, and the permanent noncharacters, don't.
// Source: Python's str.__repr__ and str.isprintable; Unicode 14.0.
#pragma once

#include <string>
#include <string_view>

namespace everstrike::signing {

// append_python_repr appends the repr of `utf8` to `out`. A byte that is not part of UTF-8 text,
// which no Python text can hold, is written as \xNN.
void append_python_repr(std::string& out, std::string_view utf8);

}  // namespace everstrike::signing
