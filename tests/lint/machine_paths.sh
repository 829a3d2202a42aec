# Nothing of a machine in the files of the project: no paths of one, no hosts of registries.
# The brackets keep each pattern from finding itself.
. "$(dirname "$0")/rules"
find . -type f ! -path './.git/*' ! -path './build/*' ! -path './out/*' ! -path '*/out/*' \
    ! -name '*.pdf' ! -name '*.png' -exec \
    grep -nHIE -e '(^|[^A-Za-z0-9_.-])/(hom[e]|roo[t]|wor[k]|User[s])/' -e 'localhos[t]' \
    -e '([a-z]+\.)?(debia[n]|ubunt[u]|pyp[i]|npmj[s]|crate[s])\.(org|com|io)' {} + | judge
