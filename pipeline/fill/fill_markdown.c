#include "fill_escape_priv.h"

#include <string.h>

/*
 * The block structure of CommonMark, as far as it decides where code fences begin and end and where
 * a line's content starts: containers (quotes, list items), fences, thematic breaks. Lazy
 * continuation lines close containers here; the worst that follows is a fence taken for text.
 */

enum { CONTAINERS_MAX = 100, TAB_WIDTH = 4 };

struct container {
    bool is_quote;
    size_t offset; /* list item: columns that its lines are indented by */
};

struct blocks {
    struct skeleton *skeleton;
    struct str text;
    struct container containers[CONTAINERS_MAX];
    size_t n_containers;
    struct inline_state state;
    bool is_fence, is_yaml;
    char fence;
    size_t fence_length, fence_depth;
    bool is_block_scalar;
    size_t scalar_indent;
    bool is_after_blank, is_indented; /* of the line before: nothing in it, indented code */
    size_t first_slot, end_slot;      /* of the line */
};

/* A place in a line, with its column. */
struct cursor {
    size_t at, end, column;
};

static char char_at(const struct blocks *blocks, size_t at) {
    return at < blocks->text.n ? blocks->text.p[at] : '\n';
}

static bool has_slots(const struct blocks *blocks) {
    return blocks->first_slot < blocks->end_slot;
}

static size_t width_at(char c, size_t column) {
    return c == '\t' ? TAB_WIDTH - column % TAB_WIDTH : 1;
}

static size_t indentation(const struct blocks *blocks, struct cursor cursor) {
    size_t column = cursor.column;
    for (size_t i = cursor.at; i < cursor.end; i++) {
        char c = char_at(blocks, i);
        if (c != ' ' && c != '\t') {
            break;
        }
        column += width_at(c, column);
    }
    return column - cursor.column;
}

static void skip_columns(const struct blocks *blocks, struct cursor *cursor, size_t n) {
    size_t target = cursor->column + n;
    while (cursor->at < cursor->end && cursor->column < target) {
        cursor->column += width_at(char_at(blocks, cursor->at), cursor->column);
        cursor->at++;
    }
}

static bool is_blank_from(const struct blocks *blocks, struct cursor cursor) {
    return str_trim(str_slice(blocks->text, cursor.at, cursor.end)).n == 0;
}

/* Past ">" and one space. */
static bool match_quote(const struct blocks *blocks, struct cursor *cursor) {
    size_t indent = indentation(blocks, *cursor);
    struct cursor next = *cursor;
    skip_columns(blocks, &next, indent);
    if (indent > 3 || next.at >= next.end || char_at(blocks, next.at) != '>') {
        return false;
    }
    skip_columns(blocks, &next, 1);
    if (next.at < next.end && g_ascii_isspace(char_at(blocks, next.at))) {
        skip_columns(blocks, &next, 1);
    }
    *cursor = next;
    return true;
}

/* How many of the open containers the line continues. */
static size_t match_containers(const struct blocks *blocks, struct cursor *cursor) {
    for (size_t i = 0; i < blocks->n_containers; i++) {
        const struct container *container = &blocks->containers[i];
        if (container->is_quote) {
            if (!match_quote(blocks, cursor)) {
                return i;
            }
        } else if (is_blank_from(blocks, *cursor)) {
            continue;
        } else if (indentation(blocks, *cursor) >= container->offset) {
            skip_columns(blocks, cursor, container->offset);
        } else {
            return i;
        }
    }
    return blocks->n_containers;
}

static bool is_rule(struct str line) {
    line = str_trim(line);
    size_t n = 0;
    if (line.n == 0 || !strchr("-*_", line.p[0])) {
        return false;
    }
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == line.p[0]) {
            n++;
        } else if (line.p[i] != ' ' && line.p[i] != '\t') {
            return false;
        }
    }
    return n >= 3;
}

/* Bytes of a list marker at @at ("-", "12."), 0 where there is none. "!!!" of admonitions counts.
 */
static size_t marker_length(const struct blocks *blocks, size_t at, size_t end) {
    struct str rest = str_slice(blocks->text, at, end);
    size_t n = 0;
    if (rest.n == 0) {
        return 0;
    }
    if (strchr("-+*", rest.p[0])) {
        n = 1;
    } else {
        while (n < rest.n && n < 9 && g_ascii_isdigit(rest.p[n])) {
            n++;
        }
        bool is_marker = n > 0 && n < rest.n && (rest.p[n] == '.' || rest.p[n] == ')');
        n = is_marker ? n + 1 : 0;
    }
    return n > 0 && (n == rest.n || g_ascii_isspace(rest.p[n])) ? n : 0;
}

static bool open_item(struct blocks *blocks, struct cursor *cursor) {
    size_t indent = indentation(blocks, *cursor);
    struct cursor next = *cursor;
    skip_columns(blocks, &next, indent);
    size_t n = marker_length(blocks, next.at, next.end);
    if (indent > 3 || n == 0 || is_rule(str_slice(blocks->text, next.at, next.end))) {
        return false;
    }
    skip_columns(blocks, &next, n);
    size_t space = indentation(blocks, next);
    /* Text further away than four columns is indented code inside the item. */
    space = is_blank_from(blocks, next) || space > TAB_WIDTH ? 1 : space;
    skip_columns(blocks, &next, space);
    blocks->containers[blocks->n_containers++] = (struct container){.offset = indent + n + space};
    *cursor = next;
    return true;
}

/* "[^name]:" holds what stands behind it, and the lines that are indented by four columns. */
static bool open_note(struct blocks *blocks, struct cursor *cursor) {
    size_t indent = indentation(blocks, *cursor);
    struct cursor next = *cursor;
    skip_columns(blocks, &next, indent);
    struct str rest = str_slice(blocks->text, next.at, next.end);
    size_t close = str_find(rest, STR("]:"), 0);
    if (indent > 3 || !str_starts_with(rest, "[^") || close == rest.n) {
        return false;
    }
    skip_columns(blocks, &next, close + 2);
    skip_columns(blocks, &next, indentation(blocks, next));
    blocks->containers[blocks->n_containers++] = (struct container){.offset = TAB_WIDTH};
    *cursor = next;
    return true;
}

/* `!!! note` holds the lines that are indented by four columns. */
static void open_admonition(struct blocks *blocks, struct cursor cursor) {
    struct str line = str_trim(str_slice(blocks->text, cursor.at, cursor.end));
    if (blocks->n_containers < CONTAINERS_MAX &&
        (str_starts_with(line, "!!! ") || str_starts_with(line, "??? "))) {
        blocks->containers[blocks->n_containers++] =
            (struct container){.offset = indentation(blocks, cursor) + TAB_WIDTH};
    }
}

static void open_containers(struct blocks *blocks, struct cursor *cursor) {
    while (blocks->n_containers < CONTAINERS_MAX) {
        if (match_quote(blocks, cursor)) {
            blocks->containers[blocks->n_containers++] = (struct container){.is_quote = true};
        } else if (!open_item(blocks, cursor) && !open_note(blocks, cursor)) {
            return;
        }
    }
}

/* --- fences --------------------------------------------------------------------------------- */

static size_t fence_run(struct str line) {
    size_t n = 0;
    while (n < line.n && (line.p[0] == '`' || line.p[0] == '~') && line.p[n] == line.p[0]) {
        n++;
    }
    return n;
}

static bool is_yaml_info(struct str info) {
    static const char *const names[] = {"chart", "kpis", "timeline", "yaml", "yml"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        size_t n = strlen(names[i]);
        if (str_starts_with(info, names[i]) &&
            (n == info.n || g_ascii_isspace(info.p[n]) || info.p[n] == '{')) {
            return true;
        }
    }
    return false;
}

static bool open_fence(struct blocks *blocks, struct cursor cursor) {
    struct str line = str_trim(str_slice(blocks->text, cursor.at, cursor.end));
    size_t n = fence_run(line);
    struct str info = str_trim(str_skip(line, n));
    if (n < 3 || indentation(blocks, cursor) > 3 ||
        (line.p[0] == '`' && str_find(info, STR("`"), 0) < info.n)) {
        return false;
    }
    blocks->is_fence = true;
    blocks->fence = line.p[0];
    blocks->fence_length = n;
    blocks->fence_depth = blocks->n_containers;
    blocks->is_yaml = is_yaml_info(info);
    blocks->is_block_scalar = false;
    set_contexts(blocks->skeleton, cursor.at, cursor.end, SLOT_INFO);
    return true;
}

static bool closes_fence(const struct blocks *blocks, struct cursor cursor) {
    struct str line = str_trim(str_slice(blocks->text, cursor.at, cursor.end));
    size_t n = fence_run(line);
    return n >= blocks->fence_length && n == line.n && line.p[0] == blocks->fence &&
           indentation(blocks, cursor) <= 3;
}

/* "key: |", "- >-": the deeper lines that follow are text. */
static bool opens_block_scalar(struct str line) {
    line = str_trim(line);
    while (line.n > 0 && strchr("+-0123456789", line.p[line.n - 1])) {
        line.n--;
    }
    if (line.n < 2 || !strchr("|>", line.p[line.n - 1])) {
        return false;
    }
    struct str before = str_trim(str_slice(line, 0, line.n - 1));
    return line.p[line.n - 2] == ' ' && before.n > 0 && strchr(":-", before.p[before.n - 1]);
}

static void read_fence_line(struct blocks *blocks, struct cursor cursor) {
    struct skeleton *skeleton = blocks->skeleton;
    size_t indent = indentation(blocks, cursor);
    for (size_t i = blocks->first_slot; i < blocks->end_slot; i++) {
        if (skeleton->slots[i].at >= cursor.at) {
            skeleton->slots[i].context = SLOT_FENCE;
            skeleton->slots[i].fence = blocks->fence;
        }
    }
    if (!blocks->is_yaml || is_blank_from(blocks, cursor)) {
        return;
    }
    blocks->is_block_scalar = blocks->is_block_scalar && indent > blocks->scalar_indent;
    if (has_slots(blocks)) {
        find_yaml_contexts(skeleton, cursor.at, cursor.end, blocks->is_block_scalar);
    }
    if (!blocks->is_block_scalar &&
        opens_block_scalar(str_slice(blocks->text, cursor.at, cursor.end))) {
        blocks->is_block_scalar = true;
        blocks->scalar_indent = indent;
    }
}

/* --- lines ---------------------------------------------------------------------------------- */

/* What a slot's line holds before it, from where the line's content starts. */
static void set_line_flags(struct blocks *blocks, struct cursor cursor) {
    size_t content = cursor.at;
    if (!has_slots(blocks)) {
        return;
    }
    while (content < cursor.end && g_ascii_isspace(char_at(blocks, content))) {
        content++;
    }
    size_t space = content;
    while (space < cursor.end && !g_ascii_isspace(char_at(blocks, space))) {
        space++;
    }
    for (size_t i = blocks->first_slot; i < blocks->end_slot; i++) {
        struct slot *slot = &blocks->skeleton->slots[i];
        slot->is_line_start = slot->at >= cursor.at && slot->at <= content;
        slot->is_first_word = slot->at >= cursor.at && slot->at <= space;
    }
}

static size_t count_quotes(const struct blocks *blocks) {
    size_t n = 0;
    for (size_t i = 0; i < blocks->n_containers; i++) {
        n += blocks->containers[i].is_quote;
    }
    return n;
}

/* Indented code begins behind a blank line only (CommonMark 0.31 section 4.4). */
static void read_indented(struct blocks *blocks, struct cursor cursor) {
    bool is_blank = is_blank_from(blocks, cursor);
    blocks->is_indented =
        (blocks->is_after_blank || blocks->is_indented) &&
        (is_blank ? blocks->is_indented : indentation(blocks, cursor) >= TAB_WIDTH);
    blocks->is_after_blank = is_blank;
    for (size_t i = blocks->first_slot; i < blocks->end_slot; i++) {
        struct slot *slot = &blocks->skeleton->slots[i];
        slot->is_indented = blocks->is_indented && slot->at >= cursor.at;
    }
}

static void read_line(struct blocks *blocks, struct cursor cursor) {
    struct cursor whole = cursor;
    if (blocks->state.is_comment) {
        find_inline_contexts(blocks->skeleton, &blocks->state, cursor.at, cursor.end);
        return;
    }
    size_t n_matched = match_containers(blocks, &cursor);
    blocks->is_fence = blocks->is_fence && n_matched >= blocks->fence_depth;
    blocks->n_containers = n_matched;
    if (blocks->is_fence) {
        set_line_flags(blocks, cursor);
        if (closes_fence(blocks, cursor)) {
            blocks->is_fence = false;
        } else {
            read_fence_line(blocks, cursor);
        }
        return;
    }
    open_containers(blocks, &cursor);
    read_indented(blocks, cursor);
    set_line_flags(blocks, cursor);
    if (open_fence(blocks, cursor)) {
        return;
    }
    if (is_blank_from(blocks, whole)) {
        blocks->state.n_brackets = 0;
    }
    blocks->state.n_quotes = count_quotes(blocks);
    find_inline_contexts(blocks->skeleton, &blocks->state, cursor.at, cursor.end);
    open_admonition(blocks, cursor);
}

void find_contexts(struct skeleton *skeleton) {
    struct blocks blocks = {.skeleton = skeleton, .text = skeleton->text, .is_after_blank = true};
    for (size_t at = 0; at < skeleton->text.n;) {
        size_t end = str_find(skeleton->text, STR("\n"), at);
        blocks.first_slot = blocks.end_slot;
        while (blocks.end_slot < skeleton->n_slots && skeleton->slots[blocks.end_slot].at < end) {
            blocks.end_slot++;
        }
        read_line(&blocks, (struct cursor){.at = at, .end = end});
        at = end + 1;
    }
}

size_t slot_from(const struct skeleton *skeleton, size_t at) {
    size_t low = 0, high = skeleton->n_slots;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (skeleton->slots[middle].at < at) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

void set_contexts(struct skeleton *skeleton, size_t begin, size_t end, enum slot_context context) {
    for (size_t i = slot_from(skeleton, begin);
         i < skeleton->n_slots && skeleton->slots[i].at < end; i++) {
        skeleton->slots[i].context = context;
    }
}
