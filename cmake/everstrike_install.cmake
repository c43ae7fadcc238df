# `cmake --install`: the programs, and the libraries that others link, found by
# find_package(everstrike_mock) as everstrike::signing, everstrike::client and
# everstrike::mock_server. CPack makes a .deb of the same.
include(CMakePackageConfigHelpers)

install(TARGETS everstrike-mock everstrike everstrike-conformance RUNTIME)
install(TARGETS signing diagnosis client mock_wire mock_server EXPORT everstrike_mock_targets ARCHIVE)
# Headers keep their folders, so that an include reads the same as in this project. Those of the
# programs and of tests stay at home.
foreach(folder signing client mock_server)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder}
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/everstrike_mock
    FILES_MATCHING PATTERN "*.hpp"
    PATTERN "*_command.hpp" EXCLUDE PATTERN "*testing*" EXCLUDE PATTERN "*for_test*" EXCLUDE
    PATTERN "serve.hpp" EXCLUDE PATTERN "serve_settings.hpp" EXCLUDE)
endforeach()

set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/everstrike_mock)
install(EXPORT everstrike_mock_targets NAMESPACE everstrike:: DESTINATION ${config_folder})
configure_package_config_file(cmake/everstrike_mockConfig.cmake.in
  ${PROJECT_BINARY_DIR}/everstrike_mockConfig.cmake INSTALL_DESTINATION ${config_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/everstrike_mockConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/everstrike_mockConfig.cmake
  ${PROJECT_BINARY_DIR}/everstrike_mockConfigVersion.cmake
  ${PROJECT_SOURCE_DIR}/cmake/everstrike_httplib.cmake
  DESTINATION ${config_folder})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  TYPE DOC)

# The vectors that everstrike-conformance has built in, for tests in other languages.
install(DIRECTORY ${PROJECT_SOURCE_DIR}/fixtures/vectors ${PROJECT_SOURCE_DIR}/fixtures/schemas
  DESTINATION ${CMAKE_INSTALL_DATADIR}/everstrike_mock FILES_MATCHING PATTERN "*.json")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The everstrike-mock authors <everstrike-mock@users.noreply.github.com>")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
include(CPack)
