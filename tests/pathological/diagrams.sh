# Diagrams: what is long in words or lines; what is beyond a limit is refused at once.
. "$(dirname "$0")/growth"

# fence KIND LINE N: a diagram whose line, with its number for "#", comes N times.
fence() {
    printf '```mermaid\n%s\n' "$1"
    lines "$2" "$3"
    printf '```\n'
}

make_parallel() { fence 'graph TD' 'a -->|#| b' "$1"; }
make_loops() { fence 'graph TD' 'a -->|#| a' "$1"; }
make_alone() { fence 'graph LR' 'n#[Words of #]' "$1"; }
make_beyond() { fence 'graph LR' 'n# --> n0' "$1"; }
make_words() { printf '```mermaid\ngraph LR\na["'; repeat 'word ' "$1"; printf '"]\n```\n'; }
make_unclosed() { printf '```mermaid\ngraph LR\n'; repeat 'a[(' "$1"; printf '\n```\n'; }
make_dashes() { printf '```mermaid\ngraph LR\na '; repeat '-- ' "$1"; printf '\n```\n'; }
make_styles() { fence 'graph LR' 'style a fill:#fff' "$1"; echo; }
make_messages() { fence sequenceDiagram 'a->>b: words #' "$1"; }
make_tasks() { fence gantt 't # :t#, after t0 t1 t2, 3d' "$1"; }
make_periods() { fence timeline '# : event : event' "$1"; }

growth parallel 150
growth loops 400
growth alone 200
growth beyond 5000
growth words 100000
growth unclosed 20000
growth dashes 20000
growth styles 5000
growth messages 150
growth messages 5000
growth tasks 5000
growth periods 5000
exit "$failures"
