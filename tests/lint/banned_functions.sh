# Functions that overrun, that read the locale or that hide state (style, "Habits").
. "$(dirname "$0")/rules"
# shellcheck disable=SC2046  # paths without blanks
code $(sources pipeline tests) |
    awk -F: '{
        text = substr($0, length($1 $2) + 3)
        if (match(text, /(^|[^A-Za-z0-9_])(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|atof|strtod|strtof|alloca|gets)[ ]*\(/)) {
            print $1 ":" $2 ": banned function: " substr(text, RSTART, RLENGTH)
        }
    }' | judge
