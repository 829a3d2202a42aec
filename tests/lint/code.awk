# code.awk - C as the rules see it: "path:line:text" with comments gone and, unless strings=1,
# what stands inside quotes replaced by nothing, so that prose is never taken for code.

FNR == 1 { in_comment = 0 }

{
    rest = $0
    out = ""
    while (rest != "") {
        if (in_comment) {
            end = index(rest, "*/")
            if (!end) {
                break
            }
            rest = substr(rest, end + 2)
            in_comment = 0
            out = out " "
        } else if (!match(rest, /\/\*|\/\/|["']/)) {
            out = out rest
            break
        } else {
            mark = substr(rest, RSTART, RLENGTH)
            out = out substr(rest, 1, RSTART - 1)
            rest = substr(rest, RSTART + RLENGTH)
            if (mark == "/*") {
                in_comment = 1
            } else if (mark == "//") {
                break
            } else {
                body = ""
                while (rest != "" && substr(rest, 1, 1) != mark) {
                    step = substr(rest, 1, 1) == "\\" ? 2 : 1
                    body = body substr(rest, 1, step)
                    rest = substr(rest, step + 1)
                }
                rest = substr(rest, 2)
                out = out mark (strings ? body : "") mark
            }
        }
    }
    sub(/[ \t]+$/, "", out)
    print FILENAME ":" FNR ":" out
}
