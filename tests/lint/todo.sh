# What is left to do has the number of an issue, or it is nobody's.
. "$(dirname "$0")/rules"
find pipeline tests scripts cmake .ci templates themes -type f ! -path 'tests/lint/*' -exec \
    grep -nHE '(^|[^A-Za-z])(TODO|FIXME|XXX|HACK)([^A-Za-z]|$)' {} + | grep -vE '(TODO|FIXME)[ (]*#[0-9]+' |
    sed 's/$/   <- no issue number/' | judge
