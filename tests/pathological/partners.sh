# What `list` reads of a partner it does not keep: a thousand partners take no more memory than one.
mkdir -p ws/partners
printf 'company: {name: A}\npartners: partners\n' >ws/pdfgen.yaml
i=0
while [ $i -lt 1000 ]; do
    sed "s/^name: .*/name: Partner $i/; s/^slug: .*/slug: partner-$i/" "$PDFGEN_SOURCE_DIR/examples/demo/partners/acme.yaml" >"ws/partners/$i.yaml"
    i=$((i + 1))
done
if ! (ulimit -v 200000 && "$PDFGEN" list partners --workspace ws --quiet >listed); then
    echo "a thousand partners are not listed in 200 MB" >&2
    exit 1
fi
test "$(wc -l <listed)" -ge 1000
