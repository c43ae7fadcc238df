# Everything but the C library inside the programs, for what is handed out without compiling
# (script/release). Debian has static libraries of OpenSSL, zlib, brotli and pugixml; spdlog, fmt and
# toml++ are used as headers; cpp-httplib and wslay are compiled here from Debian's own sources of the
# versions that are installed, the former with the features that its .pc file names.
set(EVERSTRIKE_HTTPLIB_SOURCE_DIR "" CACHE PATH "Folder of httplib.h and httplib.cc, split as Debian splits them")
set(EVERSTRIKE_WSLAY_SOURCE_DIR "" CACHE PATH "Folder of wslay's C files")
if(EVERSTRIKE_BUILD_TESTS)
  message(FATAL_ERROR "EVERSTRIKE_STATIC makes one file of the programs, and the tests want them apart: -DEVERSTRIKE_BUILD_TESTS=OFF")
endif()
enable_language(C)
add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-static-libstdc++ -static-libgcc LINKER:--gc-sections)

# everstrike_static_library(name) finds libNAME.a and makes the target everstrike_static_NAME.
function(everstrike_static_library name)
  find_library(EVERSTRIKE_STATIC_${name} NAMES lib${name}.a REQUIRED)
  add_library(everstrike_static_${name} INTERFACE)
  target_link_libraries(everstrike_static_${name} INTERFACE ${EVERSTRIKE_STATIC_${name}})
endfunction()
foreach(name pugixml brotlidec brotlienc brotlicommon)
  everstrike_static_library(${name})
endforeach()
# In the order in which they need each other.
target_link_libraries(everstrike_static_brotlidec INTERFACE everstrike_static_brotlicommon)
target_link_libraries(everstrike_static_brotlienc INTERFACE everstrike_static_brotlicommon)

find_path(EVERSTRIKE_SPDLOG_INCLUDE spdlog/spdlog.h REQUIRED)
add_library(everstrike_spdlog INTERFACE)
target_include_directories(everstrike_spdlog SYSTEM INTERFACE ${EVERSTRIKE_SPDLOG_INCLUDE})
target_compile_definitions(everstrike_spdlog INTERFACE SPDLOG_FMT_EXTERNAL FMT_HEADER_ONLY)
find_path(EVERSTRIKE_TOML_INCLUDE toml++/toml.h REQUIRED)
add_library(everstrike_toml INTERFACE)
target_include_directories(everstrike_toml SYSTEM INTERFACE ${EVERSTRIKE_TOML_INCLUDE})
add_library(everstrike_pugixml ALIAS everstrike_static_pugixml)

add_library(everstrike_static_httplib STATIC ${EVERSTRIKE_HTTPLIB_SOURCE_DIR}/httplib.cc)
target_compile_features(everstrike_static_httplib PUBLIC cxx_std_20)
target_include_directories(everstrike_static_httplib SYSTEM PUBLIC ${EVERSTRIKE_HTTPLIB_SOURCE_DIR})
pkg_check_modules(everstrike_httplib_package REQUIRED cpp-httplib)
target_compile_options(everstrike_static_httplib PUBLIC ${everstrike_httplib_package_CFLAGS_OTHER})
target_link_libraries(everstrike_static_httplib PUBLIC OpenSSL::SSL OpenSSL::Crypto Threads::Threads
  ZLIB::ZLIB everstrike_static_brotlidec everstrike_static_brotlienc)

file(GLOB wslay_sources ${EVERSTRIKE_WSLAY_SOURCE_DIR}/wslay_*.c)
find_path(EVERSTRIKE_WSLAY_INCLUDE wslay/wslay.h REQUIRED)
add_library(wslay STATIC ${wslay_sources})
target_include_directories(wslay SYSTEM PUBLIC ${EVERSTRIKE_WSLAY_INCLUDE})
target_compile_definitions(wslay PRIVATE HAVE_ARPA_INET_H HAVE_NETINET_IN_H)

# For programs; the one who asks for it, the C++ library, comes behind it.
add_library(everstrike_static_random STATIC ${CMAKE_CURRENT_LIST_DIR}/static_random.cpp)
target_link_options(everstrike_static_random INTERFACE LINKER:-u,arc4random)
