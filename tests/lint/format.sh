# clang-format decides layout. Its releases differ in details; 14 is the one that counts.
. "$(dirname "$0")/rules"
case $(clang-format --version 2>/dev/null) in
*' version 14.'*) ;;
*)
    echo "skipped: clang-format 14 is not here"
    exit 77
    ;;
esac
# shellcheck disable=SC2046
if ! clang-format --dry-run -Werror $(sources pipeline tests) >"$findings" 2>&1; then
    grep 'error:' "$findings" | sed 's/:[0-9]*: error:.*/: not as clang-format lays it out/' | sort -u -t: -k1,1
    exit 1
fi
