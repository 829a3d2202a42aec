# A floating number printed with printf follows the locale: "12,500" in a PDF. Only g_ascii_formatd
# takes such a format.
. "$(dirname "$0")/rules"
# shellcheck disable=SC2046
awk -v strings=1 -f "$lint/code.awk" $(sources pipeline) |
    awk -F: '{
        text = substr($0, length($1 $2) + 3)
        if ($1 != path) { statement = ""; path = $1 }
        statement = statement " " text
        bare = text
        gsub(/%%/, "", bare)
        if (bare ~ /%[-+#0-9.*]*(l|L)?[fFgGeEaA]([^A-Za-z]|$)/ && found == "") {
            found = $1 ":" $2
        }
        if (text ~ /[;{}][ ]*$/) {
            if (found != "" && statement !~ /formatd/) {
                print found ": a floating number is formatted by the locale; use g_ascii_formatd"
            }
            statement = ""
            found = ""
        }
    }' | judge
