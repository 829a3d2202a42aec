# The order in which a screen reader says what stands beside, below and at the foot of other things,
# as poppler follows the structure: columns one after the other, a note behind the block that it is
# noted in, a card's figure in its place, nothing of headers, footers and heads that come again.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
command -v pdfinfo >/dev/null || exit 77

# reads FILE.md: its text by the structure is that of standard input.
reads() {
    cat >wanted
    run 0 render "$1" -o page.pdf
    pdfinfo -struct-text page.pdf | sed -n 's/^ *"\(.*\)"$/\1/p' >got
    cmp -s wanted got || { fail "$1 is read otherwise"; diff wanted got || true; }
}

cat >report.md <<'END'
---
header: {left: "Above", right: ""}
footer: {left: "Below", right: "{page}"}
watermark: DRAFT
---
# First[^a]

::::columns

:::column

Left one.

Left two[^b].

:::

:::column

Right one.

- Right item

:::

::::

After the columns.

```kpis
- {label: Booked, value: 12}
- {label: Won, value: 3}
```

> [!TIP] Callout title
> Callout words.

:::steps

1. Step one
2. Step two

:::

Term[^a] again.

| A | B |
|---|---|
| a1 | b1[^c] |

[^a]: Note a.
[^b]: Note b, with *emphasis*.
[^c]: Note c.
END
reads report.md <<'END'
First
1
1
Note a.
Left one.
Left two
2
.
2
Note b, with emphasis.
Right one.
•
Right item
After the columns.
Booked12Won3
Tip: Callout title
Callout words.
1
Step one
2
Step two
Term
1
 again.
A
B
a1
b1
3
3
Note c.
END

cat >deck.md <<'END'
---
type: deck
---
# Deck title

## Slide one[^n]

::::columns

:::column

- a
- b

:::

:::column

Right

:::

::::

<!-- notes: spoken -->

---

## Slide two

Words

[^n]: On its slide.
END
reads deck.md <<'END'
Deck title
Slide one
1
1
On its slide.
•
a
•
b
Right
Slide two
Words
END

# A table over several pages, and one that is divided: each cell once, rows in their order.
{
    printf '| Number | Name |\n|---:|---:|\n'
    seq 90 | sed 's/.*/| & | s& |/'
} >long.md
{
    printf 'Number\nName\n'
    seq 90 | awk '{ print; print "s" $1 }'
} | reads long.md
columns=$(seq 30)
# shellcheck disable=SC2086 # printf takes its format again for each column
{
    printf '| Name |%s\n|---|%s\n' "$(printf ' Heading%s |' $columns)" "$(printf -- '---|%.0s' $columns)"
    for row in x y; do
        printf "| $row |%s\n" "$(printf " ${row}value%s |" $columns)"
    done
} >wide.md
# shellcheck disable=SC2086
{
    echo Name
    printf 'Heading%s\n' $columns
    for row in x y; do
        echo $row
        printf "${row}value%s\n" $columns
    done
} | reads wide.md
exit $status
