// Whom a client believes that a server is who it says: where the certificates of the authorities
// are. OpenSSL knows one place, that of the system it was compiled on, so a program that carries it
// along asks for those of other distributions too, as Go's does: the variables SSL_CERT_FILE and
// SSL_CERT_DIR, then folders of certificates under hashed names, then bundles, then whatever the
// folders hold. Each replaces what comes behind it, except that a file of SSL_CERT_FILE is believed
// beside the system's folders.
// Errors are one line that says what was tried. Nothing is kept; thread-safe as getenv(3) is.
// Source: SSL_CTX_set_default_verify_paths(3), openssl-rehash(1).
#pragma once

#include <openssl/types.h>

#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::files {

struct AuthoritySearch {
  std::string file;     // SSL_CERT_FILE; empty where it isn't set
  std::string folders;  // SSL_CERT_DIR, by colons
  std::string root;     // stands before the paths of the systems, so that a test can play one

  [[nodiscard]] static AuthoritySearch of_environment();
};

struct Authorities {
  std::string file;  // a bundle in PEM, read at once: hundreds of certificates take some 20 ms
  std::vector<std::string> folders;  // from which one certificate is read when it is wanted
  std::vector<std::string> loose;    // files of folders without hashed names; not all need be PEM
};

[[nodiscard]] Expected<Authorities, std::string> find_authorities(
    const AuthoritySearch& search = AuthoritySearch::of_environment());

// What a user names in place of the system's. A file that may be a pipe can be read only once, so
// who has read it hands on its text, and it is not opened again.
struct NamedAuthorities {
  std::string file = {};  // certificates in PEM; empty: those of the system
  std::string text = {};  // what stands in it, where that is known
};

// trust_authorities has `store` believe those that are named, or, where none are, those found.
[[nodiscard]] Expected<void, std::string> trust_authorities(
    X509_STORE* store, const NamedAuthorities& named,
    const AuthoritySearch& search = AuthoritySearch::of_environment());

}  // namespace everstrike::files
