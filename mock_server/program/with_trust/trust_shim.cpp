// Preloaded into programs by `everstrike-mock with-trust` where it can't give them a network of
// their own: look-ups of the mock's hosts give one address that means the mock, and connecting to
// that address goes to the mock's port, whatever port was asked for. Connections to anywhere else
// but this machine are refused, with a line on stderr: a program that is tested offline shall not
// get out unnoticed.
// GnuTLS reads no variable that names certificates, so what asks it for the system's gets the
// mock's authority here. A file that a program names itself stays what it is.
// Plain C underneath: no exceptions, no allocation, nothing from the C++ library, since this lives
// in other people's processes. Programs without a dynamic C library are not reached.
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

// A loopback address that nothing else uses.
constexpr const char* kMockText = "127.77.69.83";
constexpr in_addr_t kMock = 0x7f4d4553;
constexpr in_addr_t kLoopbackNet = 0x7f000000;
constexpr in_addr_t kLoopbackMask = 0xff000000;

char hosts[4096];  // ",a,b,"
in_port_t port;    // in network order
char ca_file[4096];

// Programs may change their environment later.
__attribute__((constructor)) void remember() {
  const char* given_hosts = getenv("EVERSTRIKE_TRUST_HOSTS");
  const char* given_port = getenv("EVERSTRIKE_TRUST_PORT");
  if (given_hosts == nullptr || given_port == nullptr) return;
  const char* given_ca = getenv("EVERSTRIKE_TRUST_CA");
  if (given_ca != nullptr && strlen(given_ca) < sizeof ca_file) strcpy(ca_file, given_ca);
  const size_t size = strlen(given_hosts);
  if (size + 3 > sizeof hosts) return;
  hosts[0] = ',';
  memcpy(hosts + 1, given_hosts, size);
  hosts[size + 1] = ',';
  port = htons(static_cast<uint16_t>(atoi(given_port)));
}

bool is_mock(const char* name) {
  if (name == nullptr || port == 0) return false;
  size_t size = strlen(name);
  if (size > 0 && name[size - 1] == '.') --size;
  if (size == 0) return false;
  for (const char* at = strcasestr(hosts, name); at != nullptr; at = strcasestr(at + 1, name)) {
    if (at[-1] == ',' && at[size] == ',') return true;
  }
  // strcasestr looked for the name with its final dot.
  char without_dot[256];
  if (name[size] != '.' || size >= sizeof without_dot) return false;
  memcpy(without_dot, name, size);
  without_dot[size] = '\0';
  return is_mock(without_dot);
}

const char* translated(const char* name) { return is_mock(name) ? kMockText : name; }

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

// What a library has that was loaded for a module of the program only is not behind RTLD_NEXT.
template <class Function>
Function* gnutls(const char* name) {
  if (auto* const found = next<Function>(name)) return found;
  void* const library = dlopen("libgnutls.so.30", RTLD_LAZY | RTLD_NOLOAD);
  return library == nullptr ? nullptr : reinterpret_cast<Function*>(dlsym(library, name));
}

// Where distributions keep the certificates of the system.
bool is_of_system(const char* path) {
  if (path == nullptr) return false;
  static constexpr const char* kFolders[] = {"/etc/ssl/", "/etc/pki/", "/usr/share/ca-certificates",
                                             "/var/lib/ca-"};
  for (const char* folder : kFolders) {
    if (strncmp(path, folder, strlen(folder)) == 0) return true;
  }
  return false;
}

bool is_local(in_addr_t address) {
  return address == 0 || (address & kLoopbackMask) == kLoopbackNet;
}

// The IPv4 address inside ::ffff:0:0/96; 0 for other addresses.
in_addr_t mapped(const in6_addr& address) {
  if (!IN6_IS_ADDR_V4MAPPED(&address)) return 0;
  in_addr_t inner;
  memcpy(&inner, address.s6_addr + 12, sizeof inner);
  return ntohl(inner);
}

void say(const char* text) {
  const int before = errno;
  ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
  (void)ignored;
  errno = before;
}

int refuse(int fd, const char* address, unsigned to_port) {
  int type = 0;
  socklen_t size = sizeof type;
  getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &size);
  if (type == SOCK_STREAM) {
    char digits[6];
    int at = sizeof digits - 1;
    digits[at] = '\0';
    do {
      digits[--at] = static_cast<char>('0' + to_port % 10);
      to_port /= 10;
    } while (to_port > 0);
    say("everstrike-mock with-trust: kept from connecting to ");
    say(address);
    say(" port ");
    say(digits + at);
    say(": only this machine can be reached\n");
  }
  errno = ENETUNREACH;
  return -1;
}

}  // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                         addrinfo** result) {
  static auto* const real = next<decltype(getaddrinfo)>("getaddrinfo");
  if (!is_mock(node)) return real(node, service, hints, result);
  addrinfo wishes = {};
  if (hints != nullptr) wishes = *hints;
  if (wishes.ai_family == AF_INET6) wishes.ai_flags |= AI_V4MAPPED;
  const int outcome = real(kMockText, service, &wishes, result);
  if (outcome == 0 && (wishes.ai_flags & AI_CANONNAME) != 0 && (*result)->ai_canonname != nullptr) {
    if (char* name = strdup(node)) {
      free((*result)->ai_canonname);
      (*result)->ai_canonname = name;
    }
  }
  return outcome;
}

EXPORTED hostent* gethostbyname(const char* name) {
  static auto* const real = next<decltype(gethostbyname)>("gethostbyname");
  return real(translated(name));
}

EXPORTED hostent* gethostbyname2(const char* name, int family) {
  static auto* const real = next<decltype(gethostbyname2)>("gethostbyname2");
  return real(translated(name), family);
}

EXPORTED int gethostbyname_r(const char* name, hostent* entry, char* buffer, size_t size,
                             hostent** result, int* error) {
  static auto* const real = next<decltype(gethostbyname_r)>("gethostbyname_r");
  return real(translated(name), entry, buffer, size, result, error);
}

EXPORTED int gethostbyname2_r(const char* name, int family, hostent* entry, char* buffer,
                              size_t size, hostent** result, int* error) {
  static auto* const real = next<decltype(gethostbyname2_r)>("gethostbyname2_r");
  return real(translated(name), family, entry, buffer, size, result, error);
}

EXPORTED int connect(int fd, const sockaddr* address, socklen_t size) {
  static auto* const real = next<decltype(connect)>("connect");
  if (address == nullptr || port == 0) return real(fd, address, size);
  if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
    sockaddr_in to;
    memcpy(&to, address, sizeof to);
    const in_addr_t wanted = ntohl(to.sin_addr.s_addr);
    if (wanted == kMock) {
      to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      to.sin_port = port;
      return real(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    }
    if (!is_local(wanted)) {
      char text[INET_ADDRSTRLEN] = "";
      inet_ntop(AF_INET, &to.sin_addr, text, sizeof text);
      return refuse(fd, text, ntohs(to.sin_port));
    }
  }
  if (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
    sockaddr_in6 to;
    memcpy(&to, address, sizeof to);
    const in_addr_t inner = mapped(to.sin6_addr);
    if (inner == kMock) {
      const in_addr_t loopback = htonl(INADDR_LOOPBACK);
      memcpy(to.sin6_addr.s6_addr + 12, &loopback, sizeof loopback);
      to.sin6_port = port;
      return real(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
    }
    const bool local = IN6_IS_ADDR_LOOPBACK(&to.sin6_addr) ||
                       IN6_IS_ADDR_UNSPECIFIED(&to.sin6_addr) || (inner != 0 && is_local(inner));
    if (!local) {
      char text[INET6_ADDRSTRLEN] = "";
      inet_ntop(AF_INET6, &to.sin6_addr, text, sizeof text);
      return refuse(fd, text, ntohs(to.sin6_port));
    }
  }
  return real(fd, address, size);
}

// Of GnuTLS 3, with its numbers: 1 is PEM, and -64 says that a file can't be read.
constexpr int kPem = 1;
constexpr int kFileError = -64;
using AddTrust = int(void* credentials, const char* path, int format);

EXPORTED int gnutls_certificate_set_x509_trust_file(void* credentials, const char* path,
                                                    int format) {
  static auto* const real = gnutls<AddTrust>("gnutls_certificate_set_x509_trust_file");
  if (real == nullptr) return kFileError;
  if (ca_file[0] == '\0' || !is_of_system(path)) return real(credentials, path, format);
  return real(credentials, ca_file, kPem);
}

EXPORTED int gnutls_certificate_set_x509_trust_dir(void* credentials, const char* path,
                                                   int format) {
  static auto* const real = gnutls<AddTrust>("gnutls_certificate_set_x509_trust_dir");
  if (real == nullptr) return kFileError;
  if (ca_file[0] == '\0' || !is_of_system(path)) return real(credentials, path, format);
  return gnutls_certificate_set_x509_trust_file(credentials, path, format);
}

EXPORTED int gnutls_certificate_set_x509_system_trust(void* credentials) {
  static auto* const real = gnutls<int(void*)>("gnutls_certificate_set_x509_system_trust");
  if (ca_file[0] == '\0') return real == nullptr ? kFileError : real(credentials);
  return gnutls_certificate_set_x509_trust_file(credentials, "/etc/ssl/", kPem);
}

EXPORTED int gnutls_x509_trust_list_add_system_trust(void* list, unsigned flags,
                                                     unsigned verify_flags) {
  using AddSystem = int(void*, unsigned, unsigned);
  using AddFile = int(void*, const char*, const char*, int, unsigned, unsigned);
  static auto* const real = gnutls<AddSystem>("gnutls_x509_trust_list_add_system_trust");
  static auto* const add = gnutls<AddFile>("gnutls_x509_trust_list_add_trust_file");
  if (ca_file[0] != '\0' && add != nullptr) {
    return add(list, ca_file, nullptr, kPem, flags, verify_flags);
  }
  return real == nullptr ? kFileError : real(list, flags, verify_flags);
}
