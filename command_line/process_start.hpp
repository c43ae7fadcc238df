// What each of the programs does before anything else, for the whole process.
#pragma once

namespace everstrike::command_line {

// open_standard_descriptors puts /dev/null on those of 0, 1 and 2 that are closed. Otherwise the
// first file that is opened becomes standard output, and gets what is meant for a reader.
void open_standard_descriptors() noexcept;

// forbid_core_dumps keeps this process out of core files, which would hold its secrets, and out of
// other users' debuggers (prctl(2), PR_SET_DUMPABLE). EVERSTRIKE_ALLOW_CORE=1 leaves it as it is,
// and so does a build with a sanitizer, which has to look at its own process. A program that is
// run by this one is not concerned. Not before a user namespace is entered: its maps of users
// could not be written any more.
void forbid_core_dumps() noexcept;

}  // namespace everstrike::command_line
