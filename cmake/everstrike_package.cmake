# `cpack` in a release build makes two Debian packages: everstrike-mock, the programs, and
# everstrike-mock-dev, the libraries with what they are found and linked by. Their library
# dependencies are those that dpkg-shlibdeps finds.
# RFC 5322, as changelogs have it.
execute_process(COMMAND date --utc --rfc-email "--date=${EVERSTRIKE_DATE}"
  OUTPUT_VARIABLE package_date OUTPUT_STRIP_TRAILING_WHITESPACE)
configure_file(${CMAKE_CURRENT_LIST_DIR}/debian/changelog.in ${PROJECT_BINARY_DIR}/debian/changelog @ONLY)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME everstrike-mock)
set(CPACK_PACKAGE_CONTACT "The everstrike-mock authors <everstrike-mock@users.noreply.github.com>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
# Whatever the umask of the one who packs.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_COMPONENTS_ALL programs libraries)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_NAME everstrike-mock)
set(CPACK_DEBIAN_PROGRAMS_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_NAME everstrike-mock-dev)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_LIBRARIES_PACKAGE_DEPENDS
  "libcpp-httplib-dev, libexpected-dev, libssl-dev, libwslay-dev, nlohmann-json3-dev, pkg-config")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "mock of Everstrike's signed REST API, with a client and a judge")
set(CPACK_DEBIAN_PROGRAMS_DESCRIPTION
"An exchange on your own machine that checks signatures over the raw body, says
why it refused one, and fails on demand; a minimal, correct client; and a judge
that tells whether a client, in any language, signs rightly and tells what is
true.")
set(CPACK_DEBIAN_LIBRARIES_DESCRIPTION
"Static libraries and headers, found by find_package(everstrike_mock): the mock
for embedding in tests written in C++, the client, and signing.")
# What Debian wants of a package and an install elsewhere doesn't.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/debian/finish_package.cmake)
set(CPACK_EVERSTRIKE_CHANGELOG ${PROJECT_BINARY_DIR}/debian/changelog)
set(CPACK_EVERSTRIKE_LICENCE ${PROJECT_SOURCE_DIR}/LICENSE)
include(CPack)
