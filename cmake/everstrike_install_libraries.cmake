# What others link, and how they find it.
set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME libraries)
set(libraries signing diagnosis json files client mock_message mock_wire mock_server)
install(TARGETS ${libraries} EXPORT everstrike_mock_targets ARCHIVE)
# The headers of the libraries' folders, which keep their places so that an include reads the same as
# in this project. Those of programs and of tests have folders of their own and stay at home.
foreach(library IN LISTS libraries)
  get_target_property(folders ${library} EVERSTRIKE_FOLDERS)
  list(REMOVE_DUPLICATES folders)
  foreach(folder IN LISTS folders)
    file(GLOB headers CONFIGURE_DEPENDS ${folder}/*.hpp)
    file(RELATIVE_PATH place ${PROJECT_SOURCE_DIR} ${folder})
    install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/everstrike_mock/${place})
  endforeach()
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
