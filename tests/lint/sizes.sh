# A file stops at 1,000 lines, a header at 250; a function at 100 lines and 7 parameters. A header
# named *_table.h holds data, a row a line, and is read by one file.
. "$(dirname "$0")/rules"
# shellcheck disable=SC2046
{
    wc -l $(sources pipeline tests) | awk '
        $2 == "total" { next }
        $1 > 1000 { print $2 ":" $1 ": a file of more than 1,000 lines" }
        $1 > 250 && $2 ~ /\.h$/ && $2 !~ /_table\.h$/ && $2 ~ /^pipeline\// { print $2 ":" $1 ": a header of more than 250 lines" }'
    code $(sources pipeline tests) | awk -F: '
        # The parameters are the last group of parentheses before the brace.
        function parameters(text,    n, depth, i, c, start) {
            for (i = 1; i <= length(text); i++) {
                c = substr(text, i, 1)
                if (c == "(" && ++depth == 1) { n = 1; start = i }
                if (c == ")") { depth-- }
                if (c == "," && depth == 1) { n++ }
            }
            return n
        }
        function judge_function() {
            if (NR_of_line - start_line + 1 > 100) {
                print path ":" start_line ": a function of more than 100 lines"
            }
        }
        {
            text = substr($0, length($1 $2) + 3)
            if ($1 != path) { path = $1; head = ""; inside = 0; continued = 0 }
            if (continued || text ~ /^[ ]*#/) {
                continued = text ~ /\\$/
                next
            }
            if (inside) {
                if (text ~ /^}/) {
                    NR_of_line = $2
                    if (is_function) { judge_function() }
                    inside = 0
                    head = ""
                }
                next
            }
            if (text == "") { next }
            if (head == "") { start_line = $2 }
            head = head " " text
            if (text ~ /{$/) {
                inside = 1
                is_function = head ~ /\)[ ]*{$/ && head !~ /=[ ]*{$/
                # What HarfBuzz calls when it draws has the parameters that it gives.
                if (is_function && parameters(head) > 7 && head !~ /hb_draw_state_t/) {
                    print path ":" start_line ": more than 7 parameters"
                }
            } else if (text ~ /[;}]$/) {
                if (head !~ /^[ ]*typedef/ && head ~ /\)( G_GNUC_[A-Z_]*(\([^)]*\))?)?;$/ &&
                    head !~ /G_GNUC/ && parameters(head) > 7) {
                    print path ":" start_line ": more than 7 parameters"
                }
                head = ""
            } else if (text ~ /^G_DEFINE_[A-Z_]*\(.*\)$/) {
                head = ""
            }
        }'
} | judge
