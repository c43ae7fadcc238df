#include "files/authorities.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>
#include <utility>

#include "signing/text/hex.hpp"

namespace everstrike::files {
namespace {

// Beside OpenSSL's own.
constexpr std::array kFolders = {
    "/etc/ssl/certs",      // Debian, Alpine, openSUSE
    "/etc/pki/tls/certs",  // Fedora
};
constexpr std::array kBundles = {
    "/etc/ssl/certs/ca-certificates.crt",                 // Debian, Alpine, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",                   // Fedora
    "/etc/ssl/ca-bundle.pem",                             // openSUSE
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",  // RHEL
    "/etc/ssl/cert.pem",                                  // Alpine, macOS
};

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

// As openssl-rehash(1) names a certificate: 3bde41ac.0
bool is_hashed(std::string_view name) {
  constexpr std::size_t kDigits = 8;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  return name.size() > kDigits + 1 && name[kDigits] == '.' &&
         std::all_of(name.begin(), name.begin() + kDigits,
                     [](char c) { return signing::hex_digit_value(c) >= 0; }) &&
         std::all_of(name.begin() + kDigits + 1, name.end(), is_digit);
}

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> found;
  std::error_code error;
  std::filesystem::directory_iterator files(folder, error);
  for (; !error && files != std::filesystem::directory_iterator(); files.increment(error)) {
    std::error_code unknown;
    if (files->is_regular_file(unknown)) found.push_back(files->path().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

// sort_out puts the folder to those under whose names OpenSSL finds what it wants, or its files to
// those that have to be read.
void sort_out(const std::string& folder, Authorities& found) {
  const auto files = files_in(folder);
  const bool is_hashed_folder = std::any_of(files.begin(), files.end(), [&](const auto& file) {
    return is_hashed(std::filesystem::path(file).filename().string());
  });
  if (is_hashed_folder) {
    found.folders.push_back(folder);
  } else {
    found.loose.insert(found.loose.end(), files.begin(), files.end());
  }
}

std::vector<std::string> split(const std::string& paths) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at <= paths.size();) {
    const auto end = std::min(paths.find(':', at), paths.size());
    if (end > at) found.push_back(paths.substr(at, end - at));
    at = end + 1;
  }
  return found;
}

bool is_readable(const std::string& path) {
  std::error_code error;
  return ::access(path.c_str(), R_OK) == 0 && !std::filesystem::is_directory(path, error);
}

template <typename Paths>
std::vector<std::string> under(const std::string& root, const char* first, const Paths& others) {
  std::vector<std::string> paths = {root + first};
  for (const auto* other : others) {
    if (root + other != paths.front()) paths.push_back(root + other);
  }
  return paths;
}

// As X509_STORE_load_file does with a file.
bool trust_text(X509_STORE* store, const std::string& text) {
  const std::unique_ptr<BIO, decltype(&::BIO_free)> from(
      ::BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &::BIO_free);
  const auto free_all = [](STACK_OF(X509_INFO) * all) {
    sk_X509_INFO_pop_free(all, &::X509_INFO_free);
  };
  const std::unique_ptr<STACK_OF(X509_INFO), decltype(free_all)> all(
      ::PEM_X509_INFO_read_bio(from.get(), nullptr, nullptr, nullptr), free_all);
  int count = 0;
  for (int i = 0; all && i < sk_X509_INFO_num(all.get()); ++i) {
    const X509_INFO* one = sk_X509_INFO_value(all.get(), i);
    if (one->x509 != nullptr) count += ::X509_STORE_add_cert(store, one->x509);
    if (one->crl != nullptr) count += ::X509_STORE_add_crl(store, one->crl);
  }
  ::ERR_clear_error();
  return count > 0;
}

}  // namespace

AuthoritySearch AuthoritySearch::of_environment() {
  return {variable(::X509_get_default_cert_file_env()), variable(::X509_get_default_cert_dir_env()),
          ""};
}

Expected<Authorities, std::string> find_authorities(const AuthoritySearch& search) {
  const std::string file_variable = ::X509_get_default_cert_file_env();
  const std::string folder_variable = ::X509_get_default_cert_dir_env();
  Authorities found;
  if (!search.file.empty()) {
    errno = 0;
    if (!is_readable(search.file)) {
      return Unexpected<std::string>(
          file_variable + ": " + search.file + ": expected a file of certificates, " +
          (errno == 0 ? "it is a folder" : std::system_category().message(errno)));
    }
    found.file = search.file;
  }
  const auto folders = search.folders.empty()
                           ? under(search.root, ::X509_get_default_cert_dir(), kFolders)
                           : split(search.folders);
  for (const auto& folder : folders) sort_out(folder, found);
  if (!search.folders.empty()) {
    if (!found.folders.empty() || !found.loose.empty()) return found;
    return Unexpected<std::string>(folder_variable + ": " + search.folders +
                                   ": expected folders of certificates");
  }
  if (!found.file.empty() || !found.folders.empty()) {
    found.loose.clear();
    return found;
  }
  const auto bundles = under(search.root, ::X509_get_default_cert_file(), kBundles);
  const auto bundle = std::find_if(bundles.begin(), bundles.end(), is_readable);
  if (bundle == bundles.end() && !found.loose.empty()) return found;
  if (bundle == bundles.end()) {
    std::string tried;
    for (const auto* paths : {&folders, &bundles}) {
      for (const auto& path : *paths) tried += ", " + path;
    }
    return Unexpected<std::string>(
        "no certificates of authorities to verify a server with: " + file_variable + " and " +
        folder_variable + " are not set, and there is nothing in" + tried.substr(1));
  }
  found.file = *bundle;
  found.loose.clear();
  return found;
}

Expected<void, std::string> trust_authorities(X509_STORE* store, const NamedAuthorities& named,
                                              const AuthoritySearch& search) {
  if (!named.text.empty()) {
    if (trust_text(store, named.text)) return {};
    return Unexpected<std::string>(named.file + ": expected certificates in PEM");
  }
  Authorities authorities{named.file, {}, {}};
  if (named.file.empty()) {
    auto found = find_authorities(search);
    if (!found) return Unexpected<std::string>(found.error());
    authorities = std::move(*found);
  }
  const auto load = [store](const std::string& file) {
    const bool is_loaded = X509_STORE_load_file(store, file.c_str()) == 1;
    ERR_clear_error();
    return is_loaded;
  };
  if (!authorities.file.empty() && !load(authorities.file)) {
    return Unexpected<std::string>(authorities.file + ": expected certificates in PEM");
  }
  const auto& loose = authorities.loose;
  if (std::count_if(loose.begin(), loose.end(), load) == 0 && authorities.file.empty() &&
      authorities.folders.empty()) {
    return Unexpected<std::string>(std::filesystem::path(loose.front()).parent_path().string() +
                                   ": expected certificates in PEM");
  }
  for (const auto& folder : authorities.folders) {
    if (X509_STORE_load_path(store, folder.c_str()) != 1) {
      ERR_clear_error();
      return Unexpected<std::string>(folder + ": certificates can't be looked up");
    }
  }
  return {};
}

}  // namespace everstrike::files
