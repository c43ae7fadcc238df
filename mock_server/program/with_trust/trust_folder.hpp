// The files that runtimes want to read: the authority's certificate (PEM, and as Java wants it),
// the shim to preload and the one for Node. All of them are public; no key is ever among them.
#pragma once

#include <string>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct TrustFiles {
  std::string folder;
  std::string ca;
  std::string java_store;
  std::string shim;
  std::string node_shim;
};

// files_in names the files of `folder`, whether they exist or not.
[[nodiscard]] TrustFiles files_in(const std::string& folder);

// make_temporary_folder makes a fresh folder for this user alone where programs may be mapped
// from: the user's runtime folder, /tmp, /var/tmp or /dev/shm, whatever comes first.
[[nodiscard]] Expected<std::string, std::string> make_temporary_folder();

// write_trust_files puts them there, replacing older ones. The error names the file.
[[nodiscard]] Expected<TrustFiles, std::string> write_trust_files(const std::string& folder,
                                                                  const std::string& ca_pem);

// remove_trust_folder removes the files and the folder, as far as they exist. It allocates nothing
// that could fail, since it runs when others have been killed.
void remove_trust_folder(const std::string& folder);

}  // namespace everstrike::mock_server
