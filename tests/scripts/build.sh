# scripts/build in a tree whose CMake and training are stand-ins: what is built, how often, and what
# is said where no profile can be made.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir "$place/scripts" "$place/bin"
cp "$PDFGEN_SOURCE_DIR/scripts/build" "$place/scripts"
PATH=$place/bin:$PATH
cd "$place"
failures=0

stand_in() { # FILE: its script is on standard input
    { echo '#!/bin/sh'; cat; } >"$1"
    chmod +x "$1"
}

# tree TRAINING: CMake writes down what it is asked for; no build folder is there.
tree() {
    rm -rf build calls
    stand_in bin/cmake <<'END'
echo "$*" >>calls
echo "error: as it may be"
[ "$1 ${cmake_fails:-}" != "--build yes" ]
END
    echo "echo train >>calls; $1" | stand_in scripts/train
}

# expect WHAT EXIT-CODE ARGUMENTS PATTERN CALL...: said matches, and these calls were made.
expect() {
    what=$1 wanted=$2 arguments=$3 pattern=$4
    shift 4
    printf '%s\n' "$@" >wanted
    code=0
    # shellcheck disable=SC2086  # a list
    sh scripts/build $arguments >said 2>&1 || code=$?
    if [ "$code" -ne "$wanted" ] || ! grep -q "$pattern" said || ! diff wanted calls; then
        echo "$what: exit code $code; said:"
        cat said
        failures=$((failures + 1))
    fi
}

tree :
expect "a preset" 0 dev 'build/dev (once' "--preset dev" "--build --preset dev"

tree 'touch build/release/main.c.gcda'
expect "a profile" 0 --profile 'build/release (twice' \
    "--preset release -D PDFGEN_PROFILE=generate" "--build --preset release" train \
    "--preset release -D PDFGEN_PROFILE=use" "--build --preset release"
if grep -q 'no profile' said; then
    echo "a profile is made, and said not to be"
    failures=$((failures + 1))
fi

tree :
mkdir -p build/release
touch build/release/old.gcda
expect "a compiler that counts nothing" 0 --profile 'no profile could be made (build/release/profile.log)' \
    "--preset release -D PDFGEN_PROFILE=generate" "--build --preset release" train \
    "--preset release -D PDFGEN_PROFILE=" "--build --preset release"

tree 'touch build/release/main.c.gcda; exit 1'
expect "training that fails" 0 --profile 'no profile could be made' \
    "--preset release -D PDFGEN_PROFILE=generate" "--build --preset release" train \
    "--preset release -D PDFGEN_PROFILE=" "--build --preset release"

tree :
export cmake_fails=yes
expect "a tree that does not build" 1 --profile 'preset release does not build' \
    "--preset release -D PDFGEN_PROFILE=generate" "--build --preset release" \
    "--preset release -D PDFGEN_PROFILE=" "--build --preset release"

exit $failures
