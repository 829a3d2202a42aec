#include "figure_sequence_priv.h"

#include <string.h>

/*
 * Statements of a sequence diagram, one a line. Links, menus and colours, which only a browser
 * shows, are passed over; boxes around parties, too.
 */

struct block {
    int step; /* -1: a box around parties, which is not drawn */
    size_t begin;
};

struct reading {
    Arena *arena;
    const struct source *source;
    struct diags *diags;
    struct sequence *sequence;
    struct block blocks[SEQUENCE_DEPTH_MAX];
    size_t n_blocks;
};

static struct span place_of(const struct reading *reading, struct str part) {
    size_t begin = (size_t)(part.p - reading->source->text.p);
    return span_of(reading->source, begin, begin + MAX(part.n, 1));
}

static bool report_limit(struct reading *reading, struct str line, const char *most) {
    diag_error(reading->diags, place_of(reading, str_slice(line, 0, MIN(line.n, 1))),
               DIAG_FIGURE_DATA, "a sequence diagram has at most %s", most);
    diag_hint(reading->diags, "Divide it into several: no page shows as many.");
    return false;
}

static bool take_words(struct reading *reading, struct str words, struct str *ret) {
    if (words.n > FLOW_WORDS_MAX) {
        diag_error(reading->diags, place_of(reading, str_slice(words, 0, 1)), DIAG_FIGURE_DATA,
                   "the words of one part of a sequence diagram are longer than 2,000 bytes");
        return false;
    }
    *ret = flow_label(reading->arena, words);
    return true;
}

/* --- parties -------------------------------------------------------------------------------- */

/* -1: there are too many, which is reported. */
static int find_party(struct reading *reading, struct str id) {
    struct sequence *sequence = reading->sequence;
    for (size_t i = 0; i < sequence->n_parties; i++) {
        if (str_eq(sequence->parties[i].id, id)) {
            return (int)i;
        }
    }
    if (sequence->n_parties == SEQUENCE_PARTIES_MAX) {
        report_limit(reading, id, "20 participants");
        return -1;
    }
    sequence->parties = arena_grow(reading->arena, sequence->parties, sequence->n_parties,
                                   &sequence->parties_capacity, sizeof *sequence->parties);
    sequence->parties[sequence->n_parties] =
        (struct sequence_party){.id = id, .label = flow_label(reading->arena, id)};
    return (int)sequence->n_parties++;
}

/* "id" or "id as words". */
static bool read_party(struct reading *reading, struct str rest, bool is_actor) {
    const char *as = g_strstr_len(rest.p, (gssize)rest.n, " as ");
    struct str id = as ? str_trim(str_slice(rest, 0, (size_t)(as - rest.p))) : rest;
    int party = id.n > 0 ? find_party(reading, id) : -1;
    if (party < 0) {
        return id.n > 0 ? false
                        : diag_error(reading->diags, place_of(reading, rest), DIAG_FIGURE_DATA,
                                     "a participant has no name");
    }
    struct sequence_party *made = &reading->sequence->parties[party];
    made->is_actor = is_actor;
    return !as ||
           take_words(reading, str_trim(str_skip(rest, (size_t)(as - rest.p) + 4)), &made->label);
}

/* --- steps ---------------------------------------------------------------------------------- */

static struct sequence_step *add_step(struct reading *reading, enum sequence_kind kind,
                                      struct str line) {
    struct sequence *sequence = reading->sequence;
    if (sequence->n_steps == SEQUENCE_STEPS_MAX) {
        report_limit(reading, line, "300 steps");
        return NULL;
    }
    sequence->steps = arena_grow(reading->arena, sequence->steps, sequence->n_steps,
                                 &sequence->steps_capacity, sizeof *sequence->steps);
    struct sequence_step *step = &sequence->steps[sequence->n_steps++];
    *step = (struct sequence_step){.kind = kind, .from = -1, .to = -1, .partner = -1};
    return step;
}

static bool open_block(struct reading *reading, const char *word, struct str rest,
                       struct str line) {
    static const char *const unseen[] = {"box", "rect"};
    if (reading->n_blocks == SEQUENCE_DEPTH_MAX) {
        return report_limit(reading, line, "8 frames inside each other");
    }
    struct block block = {.step = -1, .begin = (size_t)(line.p - reading->source->text.p)};
    if (!g_str_equal(word, unseen[0])) {
        struct sequence_step *step = add_step(reading, STEP_OPEN, line);
        bool is_ground = g_str_equal(word, unseen[1]);
        if (!step || (!is_ground && !take_words(reading, rest, &step->text))) {
            return false;
        }
        step->word = is_ground ? NULL : word;
        block.step = (int)reading->sequence->n_steps - 1;
    }
    reading->blocks[reading->n_blocks++] = block;
    return true;
}

static bool close_block(struct reading *reading, struct str line) {
    if (reading->n_blocks == 0) {
        return diag_error(reading->diags, place_of(reading, line), DIAG_FIGURE_DATA,
                          "\"end\" closes nothing");
    }
    int first = reading->blocks[--reading->n_blocks].step;
    if (first < 0) {
        return true;
    }
    struct sequence_step *step = add_step(reading, STEP_CLOSE, line);
    if (!step) {
        return false;
    }
    step->partner = first;
    reading->sequence->steps[first].partner = (int)reading->sequence->n_steps - 1;
    return true;
}

static bool divide_block(struct reading *reading, struct str rest, struct str line) {
    if (reading->n_blocks == 0 || reading->blocks[reading->n_blocks - 1].step < 0) {
        return diag_error(reading->diags, place_of(reading, line), DIAG_FIGURE_DATA,
                          "there is no frame that this is a part of");
    }
    struct sequence_step *step = add_step(reading, STEP_ELSE, line);
    return step && take_words(reading, rest, &step->text);
}

/* "left of a: words", "over a, b: words". */
static bool read_note(struct reading *reading, struct str rest, struct str line) {
    static const struct {
        const char *word;
        enum sequence_side side;
    } rows[] = {{"left of ", NOTE_LEFT}, {"right of ", NOTE_RIGHT}, {"over ", NOTE_OVER}};
    struct str whom, words, first, second;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (!str_starts_with(rest, rows[i].word) ||
            !str_cut(str_skip(rest, strlen(rows[i].word)), ':', &whom, &words)) {
            continue;
        }
        bool are_two = str_cut(whom, ',', &first, &second);
        int from = find_party(reading, str_trim(first));
        int to = are_two && from >= 0 ? find_party(reading, str_trim(second)) : from;
        struct sequence_step *step = from < 0 || to < 0 ? NULL : add_step(reading, STEP_NOTE, line);
        if (!step) {
            return false;
        }
        step->side = rows[i].side;
        step->from = MIN(from, to);
        step->to = MAX(from, to);
        return take_words(reading, str_trim(words), &step->text);
    }
    diag_error(reading->diags, place_of(reading, line), DIAG_FIGURE_DATA,
               "a note does not say where it stands");
    diag_hint(reading->diags, "Write \"Note over Partner: words\", \"left of\" or \"right of\".");
    return false;
}

static bool read_activity(struct reading *reading, enum sequence_kind kind, struct str id,
                          struct str line) {
    int party = find_party(reading, str_trim(id));
    struct sequence_step *step = party < 0 ? NULL : add_step(reading, kind, line);
    if (step) {
        step->from = step->to = party;
    }
    return step != NULL;
}

/* --- messages ------------------------------------------------------------------------------- */

static const struct arrow {
    const char *sign;
    enum flow_line line;
    enum flow_head head, tail;
} arrows[] = {
    {"<<-->>", FLOW_DOTTED, FLOW_ARROW, FLOW_ARROW},
    {"<<->>", FLOW_SOLID, FLOW_ARROW, FLOW_ARROW},
    {"-->>", FLOW_DOTTED, FLOW_ARROW, FLOW_NO_HEAD},
    {"->>", FLOW_SOLID, FLOW_ARROW, FLOW_NO_HEAD},
    {"--)", FLOW_DOTTED, FLOW_ARROW, FLOW_NO_HEAD},
    {"-)", FLOW_SOLID, FLOW_ARROW, FLOW_NO_HEAD},
    {"-->", FLOW_DOTTED, FLOW_NO_HEAD, FLOW_NO_HEAD},
    {"->", FLOW_SOLID, FLOW_NO_HEAD, FLOW_NO_HEAD},
    {"--x", FLOW_DOTTED, FLOW_CROSS, FLOW_NO_HEAD},
    {"-x", FLOW_SOLID, FLOW_CROSS, FLOW_NO_HEAD},
};

/* The first arrow of a line; a name may have a hyphen in it, also before an "x". */
static const struct arrow *find_arrow(struct str line, size_t *ret_at) {
    const struct arrow *best = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(arrows); i++) {
        const char *found = g_strstr_len(line.p, (gssize)line.n, arrows[i].sign);
        size_t at = found ? (size_t)(found - line.p) : line.n;
        if (found && at > 0 && (!best || (arrows[i].head != FLOW_CROSS && at < *ret_at))) {
            best = &arrows[i];
            *ret_at = at;
        }
    }
    return best;
}

/* "a->>+b: words"; "+" begins b's activity and "-" ends a's. */
static bool read_message(struct reading *reading, struct str line) {
    struct str ends, words = {0};
    str_cut(line, ':', &ends, &words);
    size_t at = 0;
    const struct arrow *arrow = find_arrow(ends, &at);
    struct str first = arrow ? str_trim(str_slice(ends, 0, at)) : line;
    struct str second = arrow ? str_trim(str_skip(ends, at + strlen(arrow->sign))) : STR("");
    char sign = second.n > 0 ? second.p[0] : '\0';
    second = sign == '+' || sign == '-' ? str_trim(str_skip(second, 1)) : second;
    if (first.n == 0 || second.n == 0) {
        diag_error(reading->diags, place_of(reading, str_slice(line, 0, MIN(line.n, 1))),
                   DIAG_FIGURE_DATA,
                   "a step of a sequence diagram was expected, not \"" STR_FMT "\"",
                   STR_ARG(str_slice(line, 0, MIN(line.n, 40))));
        diag_hint(reading->diags, "A message is written \"Partner->>Vendor: words\".");
        return false;
    }
    int from = find_party(reading, first), to = from < 0 ? -1 : find_party(reading, second);
    struct sequence_step *step = to < 0 ? NULL : add_step(reading, STEP_MESSAGE, line);
    if (!step) {
        return false;
    }
    step->from = from;
    step->to = to;
    step->line = arrow->line;
    step->head = arrow->head;
    step->tail = arrow->tail;
    return take_words(reading, str_trim(words), &step->text) &&
           (sign != '+' || read_activity(reading, STEP_ACTIVATE, second, line)) &&
           (sign != '-' || read_activity(reading, STEP_DEACTIVATE, first, line));
}

/* --- lines ---------------------------------------------------------------------------------- */

/* A line that begins with @word and a space, or is it: what follows. */
static bool begins_with(struct str line, const char *word, struct str *ret_rest) {
    size_t n = strlen(word);
    bool is_there = line.n >= n && g_ascii_strncasecmp(line.p, word, n) == 0 &&
                    (line.n == n || strchr(" \t:", line.p[n]) != NULL);
    if (is_there) {
        *ret_rest = str_trim(str_skip(line, n));
    }
    return is_there;
}

static bool is_passed_over(struct str line) {
    static const char *const words[] = {"link",    "links",    "properties",
                                        "details", "accDescr", "destroy"};
    struct str rest;
    bool is_found = line.n == 0 || str_starts_with(line, "%%");
    for (size_t i = 0; i < G_N_ELEMENTS(words) && !is_found; i++) {
        size_t at;
        is_found = begins_with(line, words[i], &rest) && !find_arrow(line, &at);
    }
    return is_found;
}

static bool read_block_line(struct reading *reading, struct str line, bool *ret_is_taken) {
    static const char *const openings[] = {"loop",     "alt",   "opt",  "par", "par_over",
                                           "critical", "break", "rect", "box"};
    static const char *const parts[] = {"else", "and", "option"};
    struct str rest;
    *ret_is_taken = true;
    for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) {
        if (begins_with(line, openings[i], &rest)) {
            return open_block(reading, openings[i], rest, line);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (begins_with(line, parts[i], &rest)) {
            return divide_block(reading, rest, line);
        }
    }
    if (begins_with(line, "end", &rest) && rest.n == 0) {
        return close_block(reading, line);
    }
    *ret_is_taken = false;
    return true;
}

static bool read_line(struct reading *reading, struct str line) {
    struct str rest;
    bool is_taken;
    if (is_passed_over(line)) {
        return true;
    }
    bool is_read = read_block_line(reading, line, &is_taken);
    if (is_taken) {
        return is_read;
    }
    if (begins_with(line, "create", &rest)) {
        line = rest;
    }
    if (begins_with(line, "participant", &rest) || begins_with(line, "actor", &rest)) {
        return read_party(reading, rest, g_ascii_tolower(line.p[0]) == 'a');
    }
    if (begins_with(line, "note", &rest)) {
        return read_note(reading, rest, line);
    }
    if (begins_with(line, "activate", &rest)) {
        return read_activity(reading, STEP_ACTIVATE, rest, line);
    }
    if (begins_with(line, "deactivate", &rest)) {
        return read_activity(reading, STEP_DEACTIVATE, rest, line);
    }
    if (begins_with(line, "autonumber", &rest)) {
        reading->sequence->is_numbered = true;
        return true;
    }
    if (begins_with(line, "title", &rest) || begins_with(line, "accTitle", &rest)) {
        rest = str_starts_with(rest, ":") ? str_trim(str_skip(rest, 1)) : rest;
        return take_words(reading, rest, &reading->sequence->title);
    }
    return read_message(reading, line);
}

bool sequence_parse(Arena *arena, const struct source *source, struct str text, struct diags *diags,
                    struct sequence *ret) {
    struct sequence sequence = {.title = flow_title(arena, text)};
    struct reading reading = {
        .arena = arena, .source = source, .diags = diags, .sequence = &sequence};
    struct str kind = flow_kind(text), line;
    struct str rest = str_skip(text, (size_t)(kind.p - text.p) + kind.n);
    while (str_next_line(&rest, &line)) {
        line = str_trim(line);
        line = str_ends_with(line, ";") ? str_trim(str_slice(line, 0, line.n - 1)) : line;
        if (!read_line(&reading, line)) {
            return false;
        }
    }
    if (reading.n_blocks > 0) {
        size_t begin = reading.blocks[reading.n_blocks - 1].begin;
        diag_error(diags, span_of(source, begin, begin + 1), DIAG_FIGURE_DATA,
                   "a frame is never closed");
        diag_hint(diags, "Add a line \"end\".");
        return false;
    }
    *ret = sequence;
    return true;
}
