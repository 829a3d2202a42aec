# scripts/pictures makes every picture that README.md shows, and no other; together they are small.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$PDFGEN_SOURCE_DIR"
PDFGEN=${PDFGEN:-} scripts/pictures "$folder" >"$folder/said" || exit 1
rm "$folder/said"
grep -o 'docs/pictures/[a-z-]*\.png' README.md | sed 's|.*/||' | sort -u >"$folder.shown"
ls "$folder" >"$folder.made"
status=0
cmp "$folder.shown" "$folder.made" || { echo "README.md shows other pictures than scripts/pictures makes"; status=1; }
ls docs/pictures | cmp - "$folder.made" || { echo "docs/pictures holds other files"; status=1; }
for file in "$folder"/*.png docs/pictures/*.png; do
    [ "$(head -c 4 "$file" | tail -c 3)" = PNG ] || { echo "$file is no picture"; status=1; }
done
[ "$(cat docs/pictures/*.png | wc -c)" -lt 400000 ] || { echo "the pictures are too large for a README"; status=1; }
rm -f "$folder.shown" "$folder.made"
exit $status
