# scripts/bootstrap on machines that this one is not: every program it asks is a stand-in.
set -eu
bootstrap=$PDFGEN_SOURCE_DIR/scripts/bootstrap
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
failures=0

stand_in() { # NAME: its script is on standard input
    { echo '#!/bin/sh'; cat; } >"$place/bin/$1"
    chmod +x "$place/bin/$1"
}

# A Debian with everything, run by root; `missing` names a library that pkg-config does not know.
machine() {
    rm -rf "$place/bin"
    mkdir "$place/bin"
    : >"$place/calls"
    for tool in sh awk sed grep find tr sort cat mktemp rm head env dirname cut; do
        ln -s "$(command -v $tool)" "$place/bin/$tool"
    done
    for tool in ninja cc g++; do
        echo 'exit 0' | stand_in "$tool"
    done
    echo 'echo "cmake version 3.25.1"' | stand_in cmake
    echo 'echo "install ok installed"' | stand_in dpkg-query
    echo 'echo 0' | stand_in id
    echo 'echo "Package: $3"' | stand_in apt-cache
    stand_in pkg-config <<END
[ "\$2" != "${missing:-}" ] || grep -q ' install ' "$place/calls"
END
    stand_in apt-get <<END
echo "apt-get \$*" >>"$place/calls"
END
    stand_in sudo <<END
echo "sudo \$*" >>"$place/calls"
exec "\$@"
END
}

# expect WHAT EXIT-CODE [PATTERN...]: each pattern stands in what was said or called.
expect() {
    what=$1
    wanted=$2
    shift 2
    code=0
    PATH=$place/bin sh "$bootstrap" ${arguments:-} >"$place/said" 2>&1 || code=$?
    if [ "$code" -ne "$wanted" ]; then
        echo "$what: exit code $code, not $wanted"
        cat "$place/said"
        failures=$((failures + 1))
    fi
    for pattern in "$@"; do
        if ! cat "$place/said" "$place/calls" | grep -q -e "$pattern"; then
            echo "$what: nothing says \"$pattern\":"
            cat "$place/said" "$place/calls"
            failures=$((failures + 1))
        fi
    done
}

silent() {
    if [ -s "$place/said" ] || [ -s "$place/calls" ]; then
        echo "$what: says or calls something"
        cat "$place/said" "$place/calls"
        failures=$((failures + 1))
    fi
}

missing=
machine
expect "everything is there" 0
silent

machine
echo 'echo "cmake version 3.22.1"' | stand_in cmake
expect "CMake is too old" 3 '3\.22\.1 is too old'

missing=md4c
machine
expect "root installs" 0 'installing with apt-get: libmd4c-dev' '^apt-get .* install libmd4c-dev'
grep -q sudo "$place/calls" && failures=$((failures + 1))

machine
echo 'echo 1000' | stand_in id
expect "a user installs through sudo" 0 'through sudo: libmd4c-dev' '^sudo env .* install libmd4c-dev'

machine
echo 'echo 1000' | stand_in id
rm "$place/bin/sudo"
expect "a user without sudo" 3 'neither root nor' 'libmd4c-dev'

machine
rm "$place/bin/apt-get"
expect "no apt-get" 3 'no apt-get' 'module md4c (Debian: libmd4c-dev)'

missing=fontconfig
machine
echo '[ "$3" != libfontconfig1-dev ] || echo "Package: $3"' | stand_in apt-cache
expect "an older name of a package" 0 'install libfontconfig1-dev'

missing=md4c
machine
echo 'exit 100' | stand_in apt-get
expect "the mirror does not answer" 3 'could not'

machine
echo 'exit 0' | stand_in apt-get
expect "the package does not bring it" 3 'still not there' 'module md4c'

missing=
arguments=--test
machine
for tool in pdftotext qpdf mutool clang-format; do
    echo 'exit 0' | stand_in "$tool"
done
stand_in dpkg-query <<'END'
case "$*" in *fonts-noto-cjk*) exit 1 ;; esac
echo "install ok installed"
END
stand_in apt-get <<'END'
case "$*" in *fonts-noto-cjk*) exit 100 ;; esac
END
expect "a wish that cannot be had" 0 'went on without'

missing=
machine
arguments=--nonsense
expect "an unknown option" 2 'scripts/bootstrap --test'

exit "$failures"
