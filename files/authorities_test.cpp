#include "files/authorities.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace everstrike::files {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A system of its own below a folder.
class Authority : public ::testing::Test {
 protected:
  Authority() {
    std::string name = (fs::temp_directory_path() / "everstrike_root_XXXXXX").string();
    root_ = ::mkdtemp(name.data());
  }
  ~Authority() override { fs::remove_all(root_); }

  std::string put(const std::string& path, const std::string& text = "a certificate") {
    auto place = root_ + path;
    fs::create_directories(fs::path(place).parent_path());
    std::ofstream(place) << text;
    return place;
  }
  [[nodiscard]] Expected<Authorities, std::string> find(std::string file = "",
                                                        std::string folders = "") const {
    return find_authorities({std::move(file), std::move(folders), root_});
  }

  std::string root_;
};

TEST_F(Authority, ABundleIsFoundWhereEachDistributionHasIt) {
  for (const char* const path :
       {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/ca-bundle.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/cert.pem"}) {
    fs::remove_all(root_);
    const auto bundle = put(path);
    const auto found = find();
    ASSERT_TRUE(found) << found.error();
    EXPECT_EQ(found->file, bundle);
    EXPECT_THAT(found->folders, IsEmpty());
  }
}

TEST_F(Authority, OpenSslsOwnPlacesAreAmongThem) {
  const auto own = put(::X509_get_default_cert_file());
  ASSERT_TRUE(find()) << find().error();
  EXPECT_EQ(find()->file, own);
  put(std::string(::X509_get_default_cert_dir()) + "/0123abcd.0");
  ASSERT_TRUE(find()) << find().error();
  EXPECT_THAT(find()->folders, ElementsAre(root_ + ::X509_get_default_cert_dir()));
}

TEST_F(Authority, HashedNamesSpareReadingABundle) {
  put("/etc/ssl/certs/ca-certificates.crt");
  put("/etc/ssl/certs/3bde41ac.0");
  const auto found = find();
  ASSERT_TRUE(found) << found.error();
  EXPECT_THAT(found->file, IsEmpty());
  EXPECT_THAT(found->folders, ElementsAre(root_ + "/etc/ssl/certs"));
}

TEST_F(Authority, OtherNamesAreNoHashes) {
  const auto bundle = put("/etc/ssl/certs/ca-certificates.crt");
  for (const char* const name : {"3bde41ac", "3bde41ac.", "3bde41ac.r0", "3bde41ac.0.pem",
                                 "3bde41a.0", "3bde41acd.0", "xbde41ac.0", ".0"}) {
    put(std::string("/etc/ssl/certs/") + name);
  }
  ASSERT_TRUE(find()) << find().error();
  EXPECT_EQ(find()->file, bundle);
}

TEST_F(Authority, OfAFolderWithoutHashesAllFilesAreRead) {
  const auto one = put("/own/folder/one.pem");
  const auto two = put("/own/folder/two");
  EXPECT_THAT(find("", root_ + "/own/folder")->loose, ElementsAre(one, two));
  // As a last resort the system's too.
  const auto loose = put("/etc/ssl/certs/some.pem");
  EXPECT_THAT(find()->loose, ElementsAre(loose));
  put("/etc/ssl/cert.pem");
  EXPECT_THAT(find()->loose, IsEmpty());
  EXPECT_THAT(find(one)->loose, IsEmpty());
  X509_STORE* const store = ::X509_STORE_new();
  EXPECT_EQ(trust_authorities(store, {}, {"", root_ + "/own/folder", root_}).error(),
            root_ + "/own/folder: expected certificates in PEM");
  ::X509_STORE_free(store);
}

TEST_F(Authority, TheVariablesComeFirst) {
  put("/etc/ssl/certs/ca-certificates.crt");
  const auto mine = put("/own/mine.pem");
  EXPECT_EQ(find(mine)->file, mine);
  put("/own/folder/3bde41ac.0");
  const auto found = find("", root_ + "/own/none:" + root_ + "/own/folder:");
  ASSERT_TRUE(found) << found.error();
  EXPECT_THAT(found->file, IsEmpty());
  EXPECT_THAT(found->folders, ElementsAre(root_ + "/own/folder"));
}

TEST_F(Authority, AVariableThatNamesNothingIsAnError) {
  put("/etc/ssl/certs/ca-certificates.crt");
  EXPECT_THAT(find(root_ + "/none.pem").error(),
              ::testing::AllOf(HasSubstr("SSL_CERT_FILE: " + root_ + "/none.pem"),
                               EndsWith("No such file or directory")));
  EXPECT_THAT(find(root_ + "/etc").error(), EndsWith("it is a folder"));
  EXPECT_THAT(find("", root_ + "/none").error(),
              HasSubstr("SSL_CERT_DIR: " + root_ + "/none: expected"));
}

TEST_F(Authority, WithoutAnyItSaysWhatItTried) {
  const auto error = find().error();
  for (const char* const part :
       {"SSL_CERT_FILE", "SSL_CERT_DIR", "/etc/ssl/certs", "/etc/pki/tls/certs",
        "/etc/ssl/certs/ca-certificates.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"}) {
    EXPECT_THAT(error, HasSubstr(part));
  }
}

TEST_F(Authority, AFileWithoutCertificatesIsNamed) {
  X509_STORE* const store = ::X509_STORE_new();
  for (const auto& [ca_file, search_file] :
       {std::pair{put("/a.pem"), std::string()}, std::pair{std::string(), put("/b.pem")}}) {
    const auto trusts = trust_authorities(store, {.file = ca_file}, {search_file, "", root_});
    ASSERT_FALSE(trusts);
    EXPECT_EQ(trusts.error(), ca_file + search_file + ": expected certificates in PEM");
  }
  ::X509_STORE_free(store);
}

}  // namespace
}  // namespace everstrike::files
