# One static library a room. A room's include path holds base/, model/ and itself, so an include
# that goes up or sideways does not compile (tests/lint/forbidden_include proves it).

find_package(PkgConfig REQUIRED)

add_library(pdfgen_flags INTERFACE)
target_compile_definitions(pdfgen_flags INTERFACE _GNU_SOURCE PDFGEN_VERSION="${PROJECT_VERSION}")
# The oldest releases that are built with (Debian 12): nothing newer is used, and what became
# deprecated later is no warning. PANGO_VERSION_MAX_ALLOWED does not compile with Pango 1.56, whose
# header then puts "extern" into an enumeration.
target_compile_definitions(pdfgen_flags INTERFACE
    GLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74 GLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74
    PANGO_VERSION_MIN_REQUIRED=PANGO_VERSION_1_50)
target_compile_options(pdfgen_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wvla
    -Wformat=2 -Wundef -Wdouble-promotion -Wimplicit-fallthrough
    -fmacro-prefix-map=${PROJECT_SOURCE_DIR}/= # assertions name files as the project does
    $<$<BOOL:${PDFGEN_WERROR}>:-Werror>
    $<$<BOOL:${PDFGEN_SANITIZE}>:-fsanitize=address,undefined;-fno-sanitize-recover=all;-fno-omit-frame-pointer>
    $<$<BOOL:${PDFGEN_FUZZ}>:-fsanitize=fuzzer-no-link,address,undefined;-fno-sanitize-recover=all>
    $<$<BOOL:${PDFGEN_COVERAGE}>:--coverage>)
target_link_options(pdfgen_flags INTERFACE
    $<$<BOOL:${PDFGEN_SANITIZE}>:-fsanitize=address,undefined>
    $<$<BOOL:${PDFGEN_FUZZ}>:-fsanitize=address,undefined>
    $<$<BOOL:${PDFGEN_COVERAGE}>:--coverage>)
if(PDFGEN_ARENA_MALLOC)
    target_compile_definitions(pdfgen_flags INTERFACE PDFGEN_ARENA_MALLOC)
endif()

# A profile (scripts/build --profile): the counts stand beside the object files, so they belong to one
# build folder, wherever it lies. What the training did not reach is compiled as it is without, and
# counts that no longer fit a file that has changed are put right or left out. Processes of a batch
# end by _exit, which would write no counts.
if(PDFGEN_PROFILE AND (NOT CMAKE_C_COMPILER_ID STREQUAL "GNU" OR CMAKE_C_COMPILER_VERSION VERSION_LESS 10))
    message(STATUS "PDFGEN_PROFILE takes GCC 10: built without")
elseif(PDFGEN_PROFILE STREQUAL "generate")
    target_compile_options(pdfgen_flags INTERFACE -fprofile-generate -D_exit=exit)
    target_link_options(pdfgen_flags INTERFACE -fprofile-generate)
elseif(PDFGEN_PROFILE STREQUAL "use")
    target_compile_options(pdfgen_flags INTERFACE -fprofile-use -fprofile-partial-training -fprofile-correction
                           -Wno-missing-profile -Wno-coverage-mismatch)
endif()

# ICU's two libraries, and the C++ library that only they need, cost the dynamic loader 1.5 ms of a
# report's 20. PDFGEN_STATIC_ICU links their archives instead, where they are installed. They are not
# exported, because a module may bring the shared ones along.
function(pdfgen_find_icu_archives)
    foreach(name libicui18n.a libicuuc.a libicudata.a)
        find_library(PDFGEN_${name} ${name})
        if(NOT PDFGEN_${name})
            message(STATUS "${name} is not installed: ICU is linked dynamically")
            return()
        endif()
        list(APPEND archives ${PDFGEN_${name}})
    endforeach()
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=libstdc++.a
                    OUTPUT_VARIABLE standard OUTPUT_STRIP_TRAILING_WHITESPACE)
    if(NOT IS_ABSOLUTE "${standard}") # the bare name comes back where there is no such file
        find_library(PDFGEN_libstdc++ NAMES libstdc++.so.6)
        set(standard ${PDFGEN_libstdc++})
        if(NOT standard)
            message(STATUS "no C++ library is installed: ICU is linked dynamically")
            return()
        endif()
    endif()
    list(APPEND archives ${standard})
    set(PDFGEN_ICU_ARCHIVES ${archives} PARENT_SCOPE)
    target_link_options(pdfgen_flags INTERFACE -Wl,--gc-sections
        -Wl,--exclude-libs,libicui18n.a:libicuuc.a:libicudata.a:libstdc++.a)
endfunction()
if(PDFGEN_STATIC_ICU)
    pdfgen_find_icu_archives()
endif()

# pdfgen_room(NAME [ROOMS other...] [PKG pkg-config modules...] [EXCEPT file.c...])
# ROOMS widens the include path: only base and model are ever named, and every room by pipeline.
# EXCEPT names files of the room that are built into something else.
function(pdfgen_room name)
    cmake_parse_arguments(ROOM "" "" "ROOMS;PKG;EXCEPT" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.c)
    foreach(file IN LISTS ROOM_EXCEPT)
        list(REMOVE_ITEM sources ${CMAKE_CURRENT_SOURCE_DIR}/${name}/${file})
    endforeach()
    add_library(pdfgen_${name} STATIC ${sources})
    target_include_directories(pdfgen_${name} PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/${name})
    target_link_libraries(pdfgen_${name} PRIVATE pdfgen_flags)
    foreach(other IN LISTS ROOM_ROOMS)
        target_link_libraries(pdfgen_${name} PUBLIC pdfgen_${other})
    endforeach()
    foreach(module IN LISTS ROOM_PKG)
        string(MAKE_C_IDENTIFIER "PKG_${module}" prefix)
        pkg_check_modules(${prefix} REQUIRED IMPORTED_TARGET GLOBAL ${module})
        set_property(TARGET pdfgen_${name} APPEND PROPERTY PDFGEN_PACKAGES PkgConfig::${prefix})
        if(name STREQUAL "base" AND module STREQUAL "glib-2.0")
            target_link_libraries(pdfgen_${name} PUBLIC PkgConfig::${prefix})
        elseif(module MATCHES "^icu-" AND PDFGEN_ICU_ARCHIVES)
            target_link_libraries(pdfgen_${name} PRIVATE ${PDFGEN_ICU_ARCHIVES})
        else()
            target_link_libraries(pdfgen_${name} PRIVATE PkgConfig::${prefix})
        endif()
    endforeach()
    target_link_libraries(pdfgen_${name} PRIVATE m)
endfunction()
