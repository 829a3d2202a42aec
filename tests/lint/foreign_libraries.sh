# One outside library, one room: its headers are included nowhere else.
. "$(dirname "$0")/rules"
# shellcheck disable=SC2046
grep -nHE '^#include <' $(sources pipeline) | awk -F: '
    BEGIN {
        # header, the rooms that may include it
        rule["yaml.h"] = "load"
        rule["md4c"] = "parse"
        rule["unicode/"] = "base"
        rule["pango/"] = "layout"
        rule["fontconfig/"] = "layout paint"
        rule["ft2build.h"] = "layout paint"
        rule["hb"] = "load layout paint"
        rule["libdeflate.h"] = "paint finish"
        rule["png.h"] = "paint"
        rule["cairo"] = "paint"
        rule["jpeglib.h"] = "paint"
        rule["librsvg/"] = "paint"
        rule["hpdf"] = "paint"
        rule["qpdf"] = "finish"
        rule["gmime/"] = "deliver"
        rule["curl/"] = "deliver"
    }
    {
        split($1, part, "/")
        header = $3
        sub(/^#include </, "", header)
        for (prefix in rule) {
            if (index(header, prefix) == 1 && (" " rule[prefix] " ") !~ (" " part[2] " ")) {
                print $1 ":" $2 ": <" header " belongs to " rule[prefix] "/ alone"
            }
        }
    }' | judge
