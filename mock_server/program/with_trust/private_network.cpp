#include "mock_server/program/with_trust/private_network.hpp"

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <system_error>

#include "files/write_file.hpp"
#include "mock_server/tls/host_name.hpp"

namespace everstrike::mock_server {
namespace {

// Where files are made before they are bound over others; nobody else sees it for the moment.
constexpr const char* kWorkplace = "/tmp";
constexpr mode_t kReadable = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;

using Done = Expected<void, std::string>;

Unexpected<std::string> refused(const std::string& step) {
  return Unexpected<std::string>(step + ": " + std::generic_category().message(errno));
}

std::string read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool exists(const char* path) { return ::access(path, F_OK) == 0; }

// Root needs no user namespace, and keeps all its users without one.
Done new_namespaces() {
  constexpr int kWanted = CLONE_NEWNS | CLONE_NEWNET;
  const auto user = std::to_string(::geteuid());
  const auto group = std::to_string(::getegid());
  if (user == "0" && ::unshare(kWanted) == 0) return {};
  if (::unshare(CLONE_NEWUSER | kWanted) != 0) return refused("no namespaces (unshare)");
  (void)files::write_into("/proc/self/setgroups", "deny");
  if (!files::write_into("/proc/self/uid_map", user + " " + user + " 1") ||
      !files::write_into("/proc/self/gid_map", group + " " + group + " 1")) {
    return refused("no user namespace (uid_map)");
  }
  return {};
}

// A second address on the loopback device, since with 127.0.0.1 alone look-ups "for addresses that
// this machine has" (AI_ADDRCONFIG) find that it has none.
Done bring_up_loopback() {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return refused("no socket");
  ifreq device{};
  std::strcpy(device.ifr_name, "lo");
  device.ifr_flags = IFF_UP | IFF_RUNNING;
  const bool is_up = ::ioctl(fd, SIOCSIFFLAGS, &device) == 0;
  const int cause = errno;
  ifreq alias{};
  std::strcpy(alias.ifr_name, "lo:1");
  auto* address = reinterpret_cast<sockaddr_in*>(&alias.ifr_addr);
  address->sin_family = AF_INET;
  address->sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
  (void)::ioctl(fd, SIOCSIFADDR, &alias);
  ::close(fd);
  errno = cause;
  if (!is_up) return refused("no loopback device");
  return {};
}

// The system's hosts file without the lines that name ours, behind ours.
std::string hosts_file(const std::vector<std::string>& hosts) {
  std::string text;
  for (const std::string& host : hosts) {
    if (is_host_name(host) && host != "localhost") text += "127.0.0.1 " + host + "\n";
  }
  std::istringstream lines(read_file("/etc/hosts"));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line.substr(0, line.find('#')));
    const bool is_ours =
        std::any_of(std::istream_iterator<std::string>(words), {}, [&](const std::string& word) {
          return word != "localhost" && !is_ip_address(word) &&
                 std::ranges::find(hosts, word) != hosts.end();
        });
    if (!is_ours) text += line + "\n";
  }
  if (text.find("localhost") == std::string::npos) text += "127.0.0.1 localhost\n";
  return text;
}

// Resolvers outside could still be asked through their sockets: only the hosts file counts here.
std::string name_service_switch() {
  std::string text;
  std::istringstream lines(read_file("/etc/nsswitch.conf"));
  for (std::string line; std::getline(lines, line);) {
    text += (line.starts_with("hosts:") ? "hosts: files" : line) + "\n";
  }
  return text;
}

struct Replacement {
  const char* path;
  std::string text;
};

// Files are made in a memory file system of our own, bound over the old ones, and the file system
// itself taken away again; it lives on as long as the bound files.
Done replace_files(const std::vector<Replacement>& replacements) {
  if (::mount("everstrike-mock", kWorkplace, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
              "mode=0755") != 0) {
    return refused("no memory file system (mount)");
  }
  Done done;
  int number = 0;
  for (const auto& [path, text] : replacements) {
    if (!exists(path)) continue;
    const std::string made = std::string(kWorkplace) + "/" + std::to_string(++number);
    if (!files::write_file(made, text, {.mode = kReadable}) ||
        ::mount(made.c_str(), path, nullptr, MS_BIND, nullptr) != 0) {
      done = refused(std::string("no ") + path + " of its own (mount)");
      break;
    }
  }
  (void)::umount2(kWorkplace, MNT_DETACH);
  return done;
}

Done hide_name_cache() {
  constexpr const char* kCache = "/var/run/nscd";
  if (exists(kCache) && ::mount("everstrike-mock", kCache, "tmpfs", MS_RDONLY, nullptr) != 0) {
    return refused("the cache of names (nscd) can't be kept out");
  }
  return {};
}

// Mounts made outside still arrive here; ours stay here.
Done separate_mounts() {
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) {
    return refused("no file systems of its own (mount)");
  }
  return {};
}

}  // namespace

Done enter_private_network(const std::vector<std::string>& hosts) {
  return new_namespaces()
      .and_then(separate_mounts)
      .and_then(bring_up_loopback)
      .and_then([&] {
        return replace_files(
            {{"/etc/hosts", hosts_file(hosts)}, {"/etc/nsswitch.conf", name_service_switch()}});
      })
      .and_then(hide_name_cache);
}

Done try_private_network(const std::vector<std::string>& hosts) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return refused("no pipe");
  const pid_t child = ::fork();
  if (child == 0) {
    const auto entered = enter_private_network(hosts);
    const std::string why = entered ? "" : entered.error();
    const auto written = ::write(ends[1], why.data(), why.size());
    ::_exit(entered && written == 0 ? 0 : 1);
  }
  ::close(ends[1]);
  std::array<char, 512> why{};
  const auto size = child < 0 ? 0 : ::read(ends[0], why.data(), why.size());
  ::close(ends[0]);
  if (child < 0) return refused("no process to try it in");
  int status = 0;
  ::waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (size <= 0) return Unexpected<std::string>("the attempt ended without a reason");
  return Unexpected<std::string>(std::string(why.data(), static_cast<std::size_t>(size)));
}

Done replace_system_trust(const std::string& ca_pem) {
  // Debian and Ubuntu; Fedora and its kin; Alpine and the BSDs' OpenSSL.
  return replace_files({{"/etc/ssl/certs/ca-certificates.crt", ca_pem},
                        {"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", ca_pem},
                        {"/etc/ssl/cert.pem", ca_pem}});
}

}  // namespace everstrike::mock_server
