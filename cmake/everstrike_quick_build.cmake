# The quick build: precompiled headers, shared by all libraries and by all tests, and each room
# compiled in one piece. Both hide a missing #include, so `script/test --plain` does without.
# Names in unnamed namespaces must be unique within a room; the compiler says where they aren't.
function(everstrike_shared_headers name)
  if(NOT EVERSTRIKE_QUICK_BUILD)
    return()
  endif()
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/${name}.cpp CONTENT "// Carries a precompiled header.\n")
  add_library(${name} OBJECT ${PROJECT_BINARY_DIR}/${name}.cpp)
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_link_libraries(${name} PRIVATE everstrike_flags)
  target_precompile_headers(${name} PRIVATE ${ARGN}
    <algorithm> <chrono> <cstdint> <functional> <map> <memory> <mutex> <optional>
    <string> <string_view> <tl/expected.hpp> <variant> <vector>)
endfunction()

everstrike_shared_headers(everstrike_headers <nlohmann/json.hpp>)
if(EVERSTRIKE_BUILD_TESTS)
  everstrike_shared_headers(everstrike_test_headers <nlohmann/json.hpp> <gmock/gmock.h> <gtest/gtest.h>)
  if(EVERSTRIKE_QUICK_BUILD)
    # Its definitions must be the same too.
    target_link_libraries(everstrike_test_headers PRIVATE GTest::gmock)
  endif()
endif()
# Libraries are position independent, programs are not; a precompiled header must agree.
if(EVERSTRIKE_QUICK_BUILD)
  set_target_properties(everstrike_headers PROPERTIES POSITION_INDEPENDENT_CODE ON)
endif()

# everstrike_quick(client everstrike_headers): the quick build compiles this target with those headers.
function(everstrike_quick target headers)
  if(EVERSTRIKE_QUICK_BUILD)
    target_precompile_headers(${target} REUSE_FROM ${headers})
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
  endif()
endfunction()

# everstrike_sources(client a.cpp b.cpp …): sources of this folder, which the quick build compiles in
# one piece.
function(everstrike_sources target)
  list(TRANSFORM ARGN PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ REGEX "^[^/]")
  target_sources(${target} PRIVATE ${ARGN})
  if(EVERSTRIKE_QUICK_BUILD AND ARGN)
    file(RELATIVE_PATH room ${PROJECT_SOURCE_DIR} ${CMAKE_CURRENT_SOURCE_DIR})
    string(MAKE_C_IDENTIFIER ${room} room)
    set_source_files_properties(${ARGN} TARGET_DIRECTORY ${target} PROPERTIES UNITY_GROUP ${room})
  endif()
endfunction()
