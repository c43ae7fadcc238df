# A toolchain file: Debian's cross compiler for 64-bit ARM, with the libraries that script/release
# has unpacked into EVERSTRIKE_SYSROOT. What is built is run by qemu-user where it has to be.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
# Where Debian puts the headers that differ by architecture, OpenSSL's configuration among them.
set(CMAKE_C_STANDARD_INCLUDE_DIRECTORIES ${EVERSTRIKE_SYSROOT}/usr/include/aarch64-linux-gnu)
set(CMAKE_CXX_STANDARD_INCLUDE_DIRECTORIES ${EVERSTRIKE_SYSROOT}/usr/include/aarch64-linux-gnu)
set(CMAKE_STRIP aarch64-linux-gnu-strip)
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES EVERSTRIKE_SYSROOT)
set(CMAKE_FIND_ROOT_PATH ${EVERSTRIKE_SYSROOT} /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR}
  ${EVERSTRIKE_SYSROOT}/usr/lib/aarch64-linux-gnu/pkgconfig:${EVERSTRIKE_SYSROOT}/usr/share/pkgconfig)
set(ENV{PKG_CONFIG_SYSROOT_DIR} ${EVERSTRIKE_SYSROOT})
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L /usr/aarch64-linux-gnu)
