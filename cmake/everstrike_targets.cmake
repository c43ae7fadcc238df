# What every target of ours shares: the language level, the warnings, the sanitizers, and how
# tests and fuzz targets are declared.
add_library(everstrike_warnings INTERFACE)
target_compile_features(everstrike_warnings INTERFACE cxx_std_20)
# Options and records are structs with defaults, filled by designated initialisers: members left
# out are meant to keep their defaults.
target_compile_options(everstrike_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wno-missing-field-initializers
  # gcc 12 misfires on `"text" + std::string` where it inlines (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  # Where it sees a whole folder at once it inlines further, and misfires on more.
  "$<$<AND:$<CXX_COMPILER_ID:GNU>,$<BOOL:${EVERSTRIKE_QUICK_BUILD}>>:-Wno-stringop-overflow;-Wno-array-bounds;-Wno-subobject-linkage>"
  $<$<BOOL:${EVERSTRIKE_WERROR}>:-Werror>)
add_library(everstrike_flags INTERFACE)
target_link_libraries(everstrike_flags INTERFACE everstrike_warnings)
if(EVERSTRIKE_SANITIZE)
  # Instrumented code is compiled without optimisation and with line numbers only: with -O1 the
  # sanitizers' checks make heavy headers several times as slow to compile as the tests take to
  # run. gcc's own flow warnings misfire on instrumented code, so they belong to the plain build.
  # Of UBSan's checks the three that guard every pointer use are left out: they double the time to
  # compile, and AddressSanitizer ends a null or wild access anyway. Folders that look at bytes
  # through wider types ask for `alignment` again (everstrike_check_alignment).
  target_compile_options(everstrike_flags INTERFACE
    -fsanitize=${EVERSTRIKE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O0 -g1
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized -Wno-tsan>)
  if(EVERSTRIKE_SANITIZE MATCHES "undefined")
    target_compile_options(everstrike_flags INTERFACE -fno-sanitize=null,alignment,vptr)
  endif()
  target_link_options(everstrike_flags INTERFACE -fsanitize=${EVERSTRIKE_SANITIZE})
  # Binutils' other linker, where there is one, takes half the time for the forty programs.
  find_program(EVERSTRIKE_GOLD ld.gold)
  if(EVERSTRIKE_GOLD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_link_options(everstrike_flags INTERFACE -fuse-ld=gold)
  endif()
endif()

if(EVERSTRIKE_FUZZ)
  # The libraries report their branches too; without it libFuzzer sees only the fuzz target's own.
  target_compile_options(everstrike_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# What no user waits for: tests, and the parts of the programs that read options and write reports.
# Optimising them takes as long as compiling all the rest.
add_library(everstrike_unhurried INTERFACE)
target_compile_options(everstrike_unhurried INTERFACE $<$<CONFIG:Release,RelWithDebInfo>:-O1>)

# everstrike_library(signing LINK …): the library `signing`, known as everstrike::signing, with
# includes rooted at the project. Its sources come from its folders (everstrike_room), or, where it
# is one small folder, from SOURCES. UNHURRIED: it needn't be fast. OWN_FLAGS: it is compiled by other
# options than the rest.
function(everstrike_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "UNHURRIED;OWN_FLAGS" "" "SOURCES;LINK;PRIVATE_LINK")
  add_library(${name} STATIC)
  add_library(everstrike::${name} ALIAS ${name})
  target_include_directories(${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/everstrike_mock>)
  target_compile_features(${name} PUBLIC cxx_std_20)
  # An install finds cpp-httplib anew (everstrike_mockConfig.cmake) instead of exporting ours.
  list(TRANSFORM arg_PRIVATE_LINK REPLACE "^everstrike_httplib$"
    "$<BUILD_INTERFACE:everstrike_httplib>;$<INSTALL_INTERFACE:everstrike::everstrike_httplib>")
  target_link_libraries(${name} PUBLIC ${arg_LINK} PRIVATE ${arg_PRIVATE_LINK} $<BUILD_INTERFACE:everstrike_flags>)
  set_target_properties(${name} PROPERTIES OUTPUT_NAME everstrike_${name} POSITION_INDEPENDENT_CODE ON)
  everstrike_quick(${name})
  if(NOT arg_OWN_FLAGS)
    everstrike_read_headers_once(${name})
  endif()
  if(arg_UNHURRIED)
    target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:everstrike_unhurried>)
  endif()
  if(arg_SOURCES)
    everstrike_room(${name} SOURCES ${arg_SOURCES})
  endif()
endfunction()

# everstrike_room(mock_server SOURCES a.cpp … TESTS mock_server_test a_test.cpp …): a folder of a
# library: its sources, and the tests beside them with the program that runs them. The headers of a
# library's folders are what an install gets. The quick build compiles a room in one piece, but for
# sources that are better ALONE; small rooms go into one piece WITH another that reads the same headers.
function(everstrike_room library)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "WITH" "SOURCES;ALONE;TESTS")
  set(folder ${CMAKE_CURRENT_SOURCE_DIR})
  if(NOT arg_TESTS OR arg_SOURCES)
    set_property(TARGET ${library} APPEND PROPERTY EVERSTRIKE_FOLDERS ${folder})
  endif()
  everstrike_sources(${library} ${arg_SOURCES} PIECE ${arg_WITH})
  target_sources(${library} PRIVATE ${arg_ALONE})
  if(arg_TESTS AND EVERSTRIKE_BUILD_TESTS)
    list(POP_FRONT arg_TESTS program)
    everstrike_sources(${program} ${arg_TESTS})
    list(TRANSFORM arg_TESTS PREPEND ${folder}/)
    set_property(GLOBAL APPEND PROPERTY EVERSTRIKE_LISTED_TESTS ${arg_TESTS})
  endif()
endfunction()

function(everstrike_check_alignment target)
  if(EVERSTRIKE_SANITIZE MATCHES "undefined")
    target_compile_options(${target} PRIVATE -fsanitize=alignment)
  endif()
endfunction()

# everstrike_embed(mock_server NAMESPACE a::b live_page page.html …): files that become part of a
# library as std::string_view constants of these names.
function(everstrike_embed target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE" "")
  # A library of its own, since only the folder that makes a file can compile it.
  everstrike_room_name(room)
  set(files embedded_in_${room})
  add_library(${files} OBJECT)
  target_link_libraries(${files} PRIVATE everstrike_flags)
  set_target_properties(${files} PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:${files}>)
  while(arg_UNPARSED_ARGUMENTS)
    list(POP_FRONT arg_UNPARSED_ARGUMENTS name file)
    set(output ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
    add_custom_command(OUTPUT ${output}
      COMMAND ${CMAKE_COMMAND} -DINPUT=${file} -DOUTPUT=${output} -DNAME=${name}
              -DNAMESPACE=${arg_NAMESPACE} -P ${PROJECT_SOURCE_DIR}/cmake/everstrike_embed.cmake
      DEPENDS ${file} ${PROJECT_SOURCE_DIR}/cmake/everstrike_embed.cmake
      VERBATIM)
    target_sources(${files} PRIVATE ${output})
  endwhile()
endfunction()

# everstrike_program(everstrike SOURCES … LINK …): a program of this folder. In a static build its
# main() is a function of the one file that holds all programs (packages/one_file).
function(everstrike_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  if(EVERSTRIKE_STATIC)
    add_library(${name} OBJECT)
    string(MAKE_C_IDENTIFIER ${name} identifier)
    target_compile_definitions(${name} PRIVATE main=${identifier}_main)
  else()
    add_executable(${name})
  endif()
  target_link_libraries(${name} PRIVATE ${arg_LINK} everstrike_flags everstrike_unhurried)
  everstrike_quick(${name})
  everstrike_sources(${name} ${arg_SOURCES})
endfunction()

# everstrike_test(signing_test LINK …): one test program, one ctest entry. Its sources come from the
# folders whose code they test (everstrike_room), or from SOURCES. THREADS marks those whose code runs
# in several threads.
function(everstrike_test name)
  if(NOT EVERSTRIKE_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "THREADS" "TIMEOUT" "SOURCES;LINK")
  add_executable(${name})
  target_link_libraries(${name} PRIVATE ${arg_LINK} GTest::gmock GTest::gtest_main everstrike_flags everstrike_unhurried)
  everstrike_quick(${name})
  if(TARGET everstrike_test_headers)
    target_precompile_headers(${name} REUSE_FROM everstrike_test_headers)
    target_compile_options(${name} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  endif()
  everstrike_sources(${name} ${arg_SOURCES})
  add_test(NAME ${name} COMMAND ${name})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 240)
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT})
  if(arg_THREADS)
    set_tests_properties(${name} PROPERTIES LABELS threads)
    add_dependencies(threaded_tests ${name})
  endif()
  list(TRANSFORM arg_SOURCES PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set_property(GLOBAL APPEND PROPERTY EVERSTRIKE_LISTED_TESTS ${arg_SOURCES})
endfunction()

# everstrike_fuzz(form_decoder_fuzz SOURCES … LINK …): one libFuzzer program, seeded from
# fixtures/corpus/<name>/ by script/fuzz.
function(everstrike_fuzz name)
  if(NOT EVERSTRIKE_FUZZ)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK} everstrike_flags)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/fuzz)
endfunction()

# A *_test.cpp that no test program lists never runs and nobody notices: refuse to configure.
function(everstrike_check_every_test_is_listed)
  file(GLOB_RECURSE found CONFIGURE_DEPENDS
    ${PROJECT_SOURCE_DIR}/signing/*_test.cpp ${PROJECT_SOURCE_DIR}/json/*_test.cpp ${PROJECT_SOURCE_DIR}/command_line/*_test.cpp
    ${PROJECT_SOURCE_DIR}/client/*_test.cpp ${PROJECT_SOURCE_DIR}/mock_server/*_test.cpp
    ${PROJECT_SOURCE_DIR}/conformance/*_test.cpp ${PROJECT_SOURCE_DIR}/bench/*_test.cpp)
  get_property(listed GLOBAL PROPERTY EVERSTRIKE_LISTED_TESTS)
  foreach(file IN LISTS found)
    if(NOT file IN_LIST listed)
      message(FATAL_ERROR "${file} is in no everstrike_test(): list it, or it will never run")
    endif()
  endforeach()
endfunction()
