#include "command_line/trust/need_authorities.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>

#include "command_line/one_line.hpp"
#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"
#include "files/authorities.hpp"

namespace everstrike::command_line {

Expected<void, Error> need_authorities(const std::string& ca_file) {
  if (!ca_file.empty()) {
    // Only to name the file when it is of no use; OpenSSL reads it itself.
    const auto text = read_text_file(ca_file);
    if (!text) return Unexpected<Error>(text.error());
    if (text->find("CERTIFICATE-----") == std::string::npos) {
      return usage_error("--ca: " + one_line(ca_file) +
                         ": expected certificates in PEM, there is none");
    }
  }
  const std::unique_ptr<X509_STORE, decltype(&::X509_STORE_free)> store(::X509_STORE_new(),
                                                                        &::X509_STORE_free);
  const auto trusts = files::trust_authorities(store.get(), ca_file);
  if (trusts) return {};
  if (!ca_file.empty()) return usage_error("--ca: " + one_line(trusts.error()));
  return Unexpected<Error>(Error{ExitCode::environment, trusts.error() + "; --ca FILE names some"});
}

}  // namespace everstrike::command_line
