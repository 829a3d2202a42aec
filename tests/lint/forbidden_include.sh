# A room includes base/, model/ and itself. Each pair of rooms is tried with the include path that
# CMake gives the room: what is allowed must compile, what is not must fail for want of the header.
. "$(dirname "$0")/rules"
compiler=${PDFGEN_CC:-cc}
table=${PDFGEN_TOOLS:?}/rooms.txt # a row a room: its name, then its include folders

allowed() { # ROOM HEADER'S-ROOM
    case $1:$2 in
    "$2:$1") return 0 ;;
    base:*) return 1 ;;
    *:base | *:model) return 0 ;;
    pipeline:cli) return 1 ;;
    pipeline:* | cli:pipeline) return 0 ;;
    esac
    return 1
}

header_of() {
    case $1 in
    base) echo diag.h ;;
    model) echo doc.h ;;
    *) echo "$1.h" ;;
    esac
}

flags=$(pkg-config --cflags glib-2.0)
rooms=$(cut -d' ' -f1 "$table")
while read -r room folders; do
    includes=$(printf ' -I%s' $folders)
    for other in $rooms; do
        header=$(header_of "$other")
        [ -e "pipeline/$other/$header" ] || [ -e "pipeline/$header" ] || continue
        # shellcheck disable=SC2086  # lists of flags
        if printf '#include "%s"\n' "$header" |
            "$compiler" -std=c11 -fsyntax-only $includes $flags -x c - >"$findings" 2>&1; then
            allowed "$room" "$other" || echo "pipeline/$room:0: can include $header of $other/"
        elif allowed "$room" "$other"; then
            echo "pipeline/$room:0: cannot include $header of $other/"
        elif ! grep -q "$header" "$findings"; then
            echo "pipeline/$room:0: fails for another reason than the missing $header"
        fi
    done
done <"$table" >"$findings.all"
mv "$findings.all" "$findings"
cat "$findings"
[ ! -s "$findings" ] && [ "$(wc -l <"$table")" -ge 5 ]
