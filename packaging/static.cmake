# Toolchain of the static program and of its libraries (packaging/libraries): PROCESSOR is x86_64 or arm64. What is not in
# build/static-PROCESSOR/libraries is not found, whatever this machine has.
set(CMAKE_TRY_COMPILE_PLATFORM_VARIABLES PROCESSOR)
set(LIBRARIES ${CMAKE_CURRENT_LIST_DIR}/../build/static-${PROCESSOR}/libraries)
get_filename_component(LIBRARIES ${LIBRARIES} ABSOLUTE)

set(CMAKE_SYSTEM_NAME Linux)
if(PROCESSOR STREQUAL arm64)
  set(CMAKE_SYSTEM_PROCESSOR aarch64)
  set(triplet aarch64-linux-gnu)
  set(CMAKE_C_COMPILER ${triplet}-gcc)
  set(CMAKE_CXX_COMPILER ${triplet}-g++)
  set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64-static)
  set(CMAKE_EXE_LINKER_FLAGS_INIT "-B${LIBRARIES}/libc/usr/lib/${triplet}/ -L${LIBRARIES}/libc/usr/lib/${triplet}")
else()
  set(CMAKE_SYSTEM_PROCESSOR x86_64)
  set(triplet x86_64-linux-gnu)
  set(CMAKE_C_COMPILER gcc)
  set(CMAKE_CXX_COMPILER g++)
endif()
set(CMAKE_LIBRARY_ARCHITECTURE ${triplet})

set(CMAKE_FIND_ROOT_PATH ${LIBRARIES})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

# The same bytes wherever it is built, and sections that the linker can leave out.
get_filename_component(project ${CMAKE_CURRENT_LIST_DIR}/.. ABSOLUTE)
set(flags "-ffile-prefix-map=${LIBRARIES}/=/ -ffile-prefix-map=${project}/= -ffunction-sections -fdata-sections")
string(APPEND flags " -isystem ${LIBRARIES}/usr/include -isystem ${LIBRARIES}/usr/include/${triplet}")
set(CMAKE_C_FLAGS_INIT "${flags}")
set(CMAKE_CXX_FLAGS_INIT "${flags}")
