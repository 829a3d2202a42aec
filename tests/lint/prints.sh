# Nothing below main.c prints or ends the process: diagnostics are data. child.c ends the process
# that it started itself, and so do a batch's.
. "$(dirname "$0")/rules"
# shellcheck disable=SC2046
code $(sources pipeline | grep -v -e '^pipeline/main\.c$' -e '^pipeline/base/child\.c$' \
    -e '^pipeline/pipeline_batch_\(worker\|process\)\.c$') |
    awk -F: '{
        text = substr($0, length($1 $2) + 3)
        if (match(text, /(^|[^A-Za-z0-9_])(printf|vprintf|puts|putchar|perror|g_print|g_printerr|g_message|g_warning|g_critical|exit|_exit|abort|quick_exit)[ ]*\(/) ||
            match(text, /(^|[^A-Za-z0-9_])(stdout|stderr)([^A-Za-z0-9_]|$)/)) {
            print $1 ":" $2 ": prints or ends the process below main.c: " substr(text, RSTART, RLENGTH)
        }
    }' | judge
