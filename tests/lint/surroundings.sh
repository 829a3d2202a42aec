# The world is an argument: the clock, the environment and files come in through base/world and
# main.c, and only deliver/ writes.
. "$(dirname "$0")/rules"
# shellcheck disable=SC2046
code $(sources pipeline | grep -v -e '^pipeline/main\.c$' -e '^pipeline/base/world' -e '^pipeline/deliver/') |
    awk -F: '{
        text = substr($0, length($1 $2) + 3)
        if (match(text, /(^|[^A-Za-z0-9_])(time|clock|clock_gettime|gettimeofday|localtime|localtime_r|g_get_real_time|g_get_monotonic_time|g_date_time_new_now_[a-z]*|getenv|secure_getenv|g_getenv|setlocale|fopen|open|openat|opendir|g_dir_open|g_file_get_contents|g_file_set_contents|rand|srand|random|g_random_[a-z_]*)[ ]*\(/)) {
            print $1 ":" $2 ": reaches outside the world: " substr(text, RSTART, RLENGTH)
        }
    }' | judge
