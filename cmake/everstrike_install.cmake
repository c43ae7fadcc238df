# `cmake --install`: the programs, and the libraries that others link, found by
# find_package(everstrike_mock) as everstrike::signing, everstrike::client and
# everstrike::mock_server. everstrike_package.cmake makes Debian packages of the same.
include(CMakePackageConfigHelpers)

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME programs)
set(CMAKE_INSTALL_DOCDIR ${CMAKE_INSTALL_DATADIR}/doc/everstrike-mock)
if(EVERSTRIKE_STATIC)
  # One file; script/release gives it its other names.
  install(TARGETS everstrike_one_file RUNTIME)
else()
  install(TARGETS ${EVERSTRIKE_PROGRAMS} RUNTIME)
endif()

# The programs write their own manual pages and completions, so these say what those do.
set(written ${PROJECT_BINARY_DIR}/share)
file(MAKE_DIRECTORY ${written})
# everstrike_written(everstrike DESTINATION share/… NAME everstrike.1 COMMAND --help-man)
set(written_files)
function(everstrike_written program)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "DESTINATION;NAME" "COMMAND")
  set(made_by ${program})
  if(EVERSTRIKE_STATIC)
    set(made_by everstrike_one_file)
  endif()
  add_custom_command(OUTPUT ${written}/${arg_NAME}
    COMMAND ${CMAKE_CROSSCOMPILING_EMULATOR} ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/${program} ${arg_COMMAND} > ${written}/${arg_NAME}
    DEPENDS ${made_by} VERBATIM)
  set(written_files ${written_files} ${written}/${arg_NAME} PARENT_SCOPE)
  install(FILES ${written}/${arg_NAME} DESTINATION ${arg_DESTINATION})
endfunction()
foreach(program IN LISTS EVERSTRIKE_PROGRAMS)
  everstrike_written(${program} NAME ${program}.1 COMMAND --help-man
    DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  everstrike_written(${program} NAME ${program} COMMAND completion bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
  everstrike_written(${program} NAME _${program} COMMAND completion zsh
    DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
  everstrike_written(${program} NAME ${program}.fish COMMAND completion fish
    DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endforeach()
add_custom_target(written_by_programs ALL DEPENDS ${written_files})

if(NOT EVERSTRIKE_STATIC)
  include(everstrike_install_libraries)
endif()

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME programs)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/CHANGELOG.md
  TYPE DOC)
# The vectors that everstrike-conformance has built in, for tests in other languages; a
# release's archive goes without them.
set(data ${PROJECT_SOURCE_DIR}/fixtures/schemas)
if(NOT EVERSTRIKE_STATIC)
  list(APPEND data ${PROJECT_SOURCE_DIR}/fixtures/vectors)
endif()
install(DIRECTORY ${data}
  DESTINATION ${CMAKE_INSTALL_DATADIR}/everstrike_mock FILES_MATCHING PATTERN "*.json")

include(everstrike_package)
