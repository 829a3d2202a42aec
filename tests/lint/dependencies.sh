# What CMake asks for, scripts/bootstrap installs; what that installs to build and run,
# docs/dependencies.md explains; and every font package of fonts.yaml is installed.
. "$(dirname "$0")/rules"
{
    modules=$(sed -n -e 's/^pdfgen_\(room\|module\)(.* PKG \(.*\))$/\2/p' \
        -e 's/.*pkg_check_modules([^ ]* REQUIRED IMPORTED_TARGET \([^)]*\))$/\1/p' \
        pipeline/CMakeLists.txt tests/CMakeLists.txt | sed -e 's/EXCEPT.*//' -e 's/GLOBAL.*//')
    for module in $modules; do
        grep -qE "^module +$module +" scripts/bootstrap ||
            echo "scripts/bootstrap:0: does not install $module, which CMake asks for"
    done
    for package in $(sed -n 's/^ *- package: *//p' fonts/fonts.yaml); do
        grep -qE "^fonts +$package +" scripts/bootstrap ||
            echo "scripts/bootstrap:0: does not install $package of fonts.yaml"
    done
    for packages in $(awk '/^(module|fonts) / { print $3 }' scripts/bootstrap); do
        grep -qF "${packages%%|*} |" docs/dependencies.md ||
            echo "docs/dependencies.md:0: does not explain ${packages%%|*}"
    done
    [ -n "$modules" ] || echo "pipeline/CMakeLists.txt:0: names no library"
} | judge
