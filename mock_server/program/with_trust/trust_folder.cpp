#include "mock_server/program/with_trust/trust_folder.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

#include "files/write_file.hpp"
#include "mock_server/program/with_trust/embedded_shims.hpp"
#include "mock_server/program/with_trust/java_trust_store.hpp"

namespace everstrike::mock_server {
namespace {

// Variables that list files separate them by these, and NODE_OPTIONS by blanks.
constexpr std::string_view kUnfit = ": \t\n\"'\\,;";

bool is_fit(const std::string& folder) {
  struct statvfs found {};
  return folder.starts_with('/') && folder.find_first_of(kUnfit) == std::string::npos &&
         ::statvfs(folder.c_str(), &found) == 0 && (found.f_flag & (ST_NOEXEC | ST_RDONLY)) == 0 &&
         ::access(folder.c_str(), W_OK | X_OK) == 0;
}

}  // namespace

TrustFiles files_in(const std::string& folder) {
  return {.folder = folder,
          .ca = folder + "/ca.pem",
          .java_store = folder + "/ca.jks",
          .shim = folder + "/trust_shim.so",
          .node_shim = folder + "/redirect.cjs"};
}

Expected<std::string, std::string> make_temporary_folder() {
  const char* runtime = std::getenv("XDG_RUNTIME_DIR");
  const std::array<std::string, 4> candidates = {runtime == nullptr ? "" : runtime, "/tmp",
                                                 "/var/tmp", "/dev/shm"};
  for (const std::string& candidate : candidates) {
    if (!is_fit(candidate)) continue;
    std::string folder = candidate + "/everstrike-mock-XXXXXX";
    if (::mkdtemp(folder.data()) != nullptr) return folder;
  }
  return Unexpected<std::string>(
      "found no folder that can be written and executed from: tried XDG_RUNTIME_DIR, /tmp, "
      "/var/tmp and /dev/shm");
}

Expected<TrustFiles, std::string> write_trust_files(const std::string& folder,
                                                    const std::string& ca_pem) {
  constexpr mode_t kPublic = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;
  const TrustFiles files = files_in(folder);
  const auto store = java_trust_store(ca_pem);
  if (!store) return Unexpected<std::string>(store.error());
  const std::array<std::pair<const std::string&, std::string_view>, 4> contents = {{
      {files.ca, ca_pem},
      {files.java_store, *store},
      {files.shim, embedded::trust_shim},
      {files.node_shim, embedded::node_shim},
  }};
  for (const auto& [path, bytes] : contents) {
    const auto written = files::write_file(path, bytes, {.mode = kPublic});
    if (!written) return Unexpected<std::string>(written.error());
  }
  return files;
}

void remove_trust_folder(const std::string& folder) {
  const TrustFiles files = files_in(folder);
  for (const std::string& path : {files.ca, files.java_store, files.shim, files.node_shim}) {
    ::unlink(path.c_str());
  }
  ::rmdir(folder.c_str());
}

}  // namespace everstrike::mock_server
