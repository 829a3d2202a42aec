# Makes partners @first, @first + @step ... below @n of one partner's file, in the folder @into:
#
#   awk -v first=0 -v step=9 -v n=500 -v into=partners -f partners.awk customers original.yaml
#
# Names, customers and amounts differ from partner to partner, so that no two reports say the same
# and most need letters of their own; they are the same ones in each run.

FNR == NR { customers[n_customers++] = $0; next }

/^slug:/ { next }

{ lines[n_lines++] = $0 }

# All amounts of a partner by the same factor: its months still add up.
function scaled(line, key, i,    digits) {
    if (!match(line, key ": [0-9]+")) {
        return line
    }
    digits = substr(line, RSTART + length(key) + 2, RLENGTH - length(key) - 2)
    return substr(line, 1, RSTART + length(key) + 1) int(digits / 500 * (400 + (i * 37) % 300) + 0.5) \
           substr(line, RSTART + RLENGTH)
}

function renamed(line, customer) {
    if (!match(line, /customer: [^,}]*/)) {
        return line
    }
    return substr(line, 1, RSTART - 1) "customer: " customer substr(line, RSTART + RLENGTH)
}

function changed(line, i, k) {
    if (line ~ /^name:/) {
        return "name: " customers[(i * 53) % n_customers] " " i
    }
    if (line ~ /^  - [{]id:/) {
        return scaled(renamed(line, customers[(i * 101 + k * 7) % n_customers]), "amount", i)
    }
    return line ~ /^  20[0-9-]+: [{]sourced/ ? scaled(scaled(line, "sourced", i), "influenced", i) : line
}

END {
    for (i = first; i < n; i += step) {
        path = into "/p" i ".yaml"
        for (k = 0; k < n_lines; k++) {
            print changed(lines[k], i, k) >path
        }
        close(path)
    }
}
