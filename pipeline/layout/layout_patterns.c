#include "layout_patterns_priv.h"

#include <stdint.h>
#include <string.h>

/*
 * F. M. Liang's patterns ("Word Hy-phen-a-tion by Com-put-er", 1983), in the files that office
 * suites keep: a first line with the encoding's name, then a pattern a line, letters with digits
 * between them. A pattern stands wherever its letters are in the word, whose ends are dots:
 *
 *     . l a y o u t .
 *     .1l a1y               at each place the largest digit counts, and a line may end where that
 *           1y4o            is odd
 *
 * Of the patterns that end at a letter only the longest is asked, and a longer one that has only
 * begun there silences them: files are written for that (a pattern repeats the digits of those it
 * covers), and some mean it. The letters are a trie. A walk from each letter of the word, the first
 * ones first, meets the longest candidate of each end before the others.
 *
 * A file may have two levels, with NEXTLEVEL between them: the first cuts a word at the joints of a
 * compound, and the second's patterns see its parts, each with dots of its own.
 *
 * Cost: a file is read once, about 8 ms for German's megabyte; a word takes a microsecond or two.
 */

/* Three letters at the least on each side, whatever the file allows. */
enum { LETTERS_MIN = 3, WORD_BYTES_MAX = 400, DEPTH_MAX = 16 };
enum { LEVELS = 2, ENCODING_NAME_MAX = 32, ROOT = 0 };

/* The letters from the root to here begin a pattern, or are one. 0 stands for "none". */
struct node {
    uint32_t child, sibling;
    uint32_t at; /* of the pattern, in the file */
    char letter;
};

struct patterns {
    GBytes *file;
    const char *bytes;
    size_t n;
    GArray *levels[LEVELS]; /* struct node, the root first */
    int n_levels;
    size_t letters_left, letters_right;               /* at the ends of a word */
    size_t letters_left_inside, letters_right_inside; /* at the joints of a compound */
    GIConv from_utf8;                                 /* NULL: the file is UTF-8 */
};

/* A place between two letters. */
struct place {
    uint8_t digit;
    bool is_changed; /* a break changes the spelling: "ff" that becomes "fff" */
};

/* --- reading -------------------------------------------------------------------------------- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_utf8_rest(const struct patterns *patterns, char byte) {
    return !patterns->from_utf8 && ((unsigned char)byte & 0xC0) == 0x80;
}

static bool is_letter(const struct patterns *patterns, size_t at) {
    return at < patterns->n && (unsigned char)patterns->bytes[at] > ' ' &&
           patterns->bytes[at] != '/';
}

/* The node of one letter more; 0: no pattern goes on so. */
static uint32_t node_child(const GArray *level, uint32_t parent, char letter) {
    const struct node *nodes = (const struct node *)(const void *)level->data;
    uint32_t child = nodes[parent].child;
    while (child != 0 && nodes[child].letter != letter) {
        child = nodes[child].sibling;
    }
    return child;
}

static uint32_t add_child(GArray *level, uint32_t parent, char letter) {
    struct node *above = &g_array_index(level, struct node, parent);
    struct node added = {.sibling = above->child, .letter = letter};
    above->child = level->len;
    g_array_append_val(level, added);
    return level->len - 1;
}

/* Of two patterns with the same letters the later one stands. */
static void add_pattern(const struct patterns *patterns, GArray *level, size_t at) {
    uint32_t node = ROOT;
    for (size_t i = at; is_letter(patterns, i); i++) {
        if (!is_digit(patterns->bytes[i])) {
            uint32_t child = node_child(level, node, patterns->bytes[i]);
            node = child != 0 ? child : add_child(level, node, patterns->bytes[i]);
        }
    }
    g_array_index(level, struct node, node).at = (uint32_t)at;
}

static size_t line_end(const struct patterns *patterns, size_t at) {
    const char *end = memchr(patterns->bytes + at, '\n', patterns->n - at);
    return end ? (size_t)(end - patterns->bytes) : patterns->n;
}

/* "LEFTHYPHENMIN 2" */
static bool read_setting(struct patterns *patterns, const char *line, size_t n) {
    const struct {
        const char *name;
        size_t *ret;
    } settings[] = {
        {"LEFTHYPHENMIN", &patterns->letters_left},
        {"RIGHTHYPHENMIN", &patterns->letters_right},
        {"COMPOUNDLEFTHYPHENMIN", &patterns->letters_left_inside},
        {"COMPOUNDRIGHTHYPHENMIN", &patterns->letters_right_inside},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(settings); i++) {
        size_t length = strlen(settings[i].name);
        if (n > length && memcmp(line, settings[i].name, length) == 0) {
            g_autofree char *number = g_strndup(line + length, n - length);
            *settings[i].ret = (size_t)MIN(g_ascii_strtoull(number, NULL, 10), WORD_BYTES_MAX);
            return true;
        }
    }
    return false;
}

static bool starts_with(const char *line, size_t n, const char *word) {
    return n >= strlen(word) && memcmp(line, word, strlen(word)) == 0;
}

/* From @at to the end of the level; false: the file ends there. */
static bool read_level(struct patterns *patterns, GArray *level, size_t *at) {
    g_array_set_size(level, 1); /* the root */
    while (*at < patterns->n) {
        const char *line = patterns->bytes + *at;
        size_t begin = *at, end = line_end(patterns, *at), n = end - begin;
        *at = end + 1;
        if (starts_with(line, n, "NEXTLEVEL")) {
            return true;
        }
        bool is_pattern = n > 0 && (unsigned char)line[0] > ' ' && line[0] != '%' &&
                          line[0] != '#' && !starts_with(line, n, "NOHYPHEN") &&
                          !read_setting(patterns, line, n);
        if (is_pattern) {
            add_pattern(patterns, level, begin);
        }
    }
    return false;
}

/* "UTF-8", "ISO8859-1", "KOI8-R", "microsoft-cp1251". */
static bool open_encoding(const char *name, GIConv *ret_from_utf8) {
    static const char VENDOR[] = "microsoft-";
    if (g_ascii_strcasecmp(name, "UTF-8") == 0) {
        return true;
    }
    bool has_vendor = g_ascii_strncasecmp(name, VENDOR, strlen(VENDOR)) == 0;
    GIConv opened = g_iconv_open(has_vendor ? name + strlen(VENDOR) : name, "UTF-8");
    /* NOLINTNEXTLINE(performance-no-int-to-ptr): iconv's own sign of failure. */
    if (opened == (GIConv)-1) {
        return false;
    }
    *ret_from_utf8 = opened;
    return true;
}

struct patterns *patterns_new(GBytes *file) {
    gsize n;
    const char *bytes = g_bytes_get_data(file, &n);
    const char *end = bytes ? memchr(bytes, '\n', n) : NULL;
    if (!end || n > UINT32_MAX || end - bytes >= ENCODING_NAME_MAX) {
        return NULL;
    }
    g_autofree char *encoding = g_strndup(bytes, (gsize)(end - bytes));
    g_strstrip(encoding);
    GIConv from_utf8 = NULL;
    if (!open_encoding(encoding, &from_utf8)) {
        return NULL;
    }
    struct patterns *patterns = g_new0(struct patterns, 1);
    *patterns = (struct patterns){
        .file = g_bytes_ref(file), .bytes = bytes, .n = n, .from_utf8 = from_utf8};
    size_t at = (size_t)(end - bytes) + 1;
    bool has_more = true;
    while (has_more && patterns->n_levels < LEVELS) {
        GArray *level = g_array_new(FALSE, TRUE, sizeof(struct node));
        patterns->levels[patterns->n_levels++] = level;
        has_more = read_level(patterns, level, &at);
    }
    return patterns;
}

void patterns_free(struct patterns *patterns) {
    if (!patterns) {
        return;
    }
    for (int i = 0; i < patterns->n_levels; i++) {
        g_array_unref(patterns->levels[i]);
    }
    if (patterns->from_utf8) {
        g_iconv_close(patterns->from_utf8);
    }
    g_bytes_unref(patterns->file);
    g_free(patterns);
}

/* --- words ---------------------------------------------------------------------------------- */

/* A word or a part of one: its letters, and the places behind each of them. */
struct part {
    const char *letters;
    size_t n;
    struct place *places;
    bool begins_word, ends_word;
};

/* The place that a pattern's digit is about; the dots' own places are nobody's. */
static void apply_digit(const struct part *part, size_t before, char digit, bool is_changed) {
    size_t behind = before - 2; /* dotted[1] is the first letter; the place before it is no place */
    if (before >= 2 && behind + 1 < part->n && part->places[behind].digit < digit - '0') {
        part->places[behind] = (struct place){(uint8_t)(digit - '0'), is_changed};
    }
}

/*
 * "omm1ent/mm=m,2,2": at a break the two letters from the second one on become others. The letters
 * are counted without the dot; without numbers all of them change.
 */
static void read_change(const char *change, size_t n, size_t *ret_from, size_t *ret_to) {
    g_autofree char *text = g_strndup(change, n);
    g_auto(GStrv) fields = g_strsplit(text, ",", 3);
    guint n_fields = g_strv_length(fields);
    guint64 from = n_fields > 1 ? g_ascii_strtoull(fields[1], NULL, 10) : 1;
    guint64 length = n_fields > 2 ? g_ascii_strtoull(fields[2], NULL, 10) : WORD_BYTES_MAX;
    *ret_from = (size_t)CLAMP(from, 1, WORD_BYTES_MAX) - 1;
    *ret_to = *ret_from + (size_t)MIN(length, WORD_BYTES_MAX);
}

/* @start: where the pattern's first letter is in the word with its dots. */
static void apply_pattern(const struct patterns *patterns, const struct part *part, size_t at,
                          size_t start) {
    size_t end = at, from = SIZE_MAX, to = 0;
    while (is_letter(patterns, end)) {
        end++;
    }
    if (end < patterns->n && patterns->bytes[end] == '/') {
        read_change(patterns->bytes + end, line_end(patterns, end) - end, &from, &to);
    }
    size_t before = start, letters = 0;
    for (size_t i = at; i < end; i++) {
        char c = patterns->bytes[i];
        if (is_digit(c)) {
            apply_digit(part, before, c, letters >= from && letters <= to);
        } else {
            before++;
            letters += c != '.' && !is_utf8_rest(patterns, c);
        }
    }
}

static void apply_level(const struct patterns *patterns, const GArray *level,
                        const struct part *part) {
    g_autofree char *dotted = g_strdup_printf(".%.*s.", (int)part->n, part->letters);
    size_t n = part->n + 2, n_known = 0; /* letters at which the longest candidate has ended */
    memset(part->places, 0, part->n * sizeof *part->places);
    for (size_t start = 0; start < n; start++) {
        uint32_t node = ROOT;
        for (size_t end = start; end < n; end++) {
            node = node_child(level, node, dotted[end]);
            if (node == 0) {
                break;
            }
            size_t at = g_array_index(level, struct node, node).at;
            if (end >= n_known && at != 0) {
                apply_pattern(patterns, part, at, start);
            }
            n_known = MAX(n_known, end + 1);
        }
    }
}

/* Nothing breaks within so many letters of the ends. */
static void keep_ends(const struct patterns *patterns, const struct part *part, size_t left,
                      size_t right) {
    size_t letters = 0;
    for (size_t i = 0; i < part->n && letters < left; i++) {
        letters += i + 1 == part->n || !is_utf8_rest(patterns, part->letters[i + 1]);
        if (letters < left) {
            part->places[i] = (struct place){0};
        }
    }
    letters = 0;
    for (size_t i = part->n; i > 0 && letters < right; i--) {
        part->places[i - 1] = (struct place){0};
        letters += !is_utf8_rest(patterns, part->letters[i - 1]);
    }
}

static void find_places(const struct patterns *patterns, const struct part *part, int depth);

/* The parts of a compound, each a word of its own; false: it is none. */
static bool find_in_parts(const struct patterns *patterns, const struct part *part, int depth) {
    size_t begin = 0;
    for (size_t i = 0; i < part->n; i++) {
        bool is_joint = part->places[i].digit & 1;
        if (is_joint || (begin > 0 && i + 1 == part->n)) {
            struct place joint = part->places[i];
            find_places(patterns,
                        &(struct part){
                            .letters = part->letters + begin,
                            .n = i + 1 - begin,
                            .places = part->places + begin,
                            .begins_word = part->begins_word && begin == 0,
                            .ends_word = part->ends_word && !is_joint,
                        },
                        depth + 1);
            part->places[i] = joint;
            begin = i + 1;
        }
    }
    return begin > 0;
}

static void find_places(const struct patterns *patterns, const struct part *part, int depth) {
    bool has_parts = false;
    if (patterns->n_levels > 1 && depth < DEPTH_MAX) {
        apply_level(patterns, patterns->levels[0], part);
        has_parts = find_in_parts(patterns, part, depth);
    }
    if (!has_parts) {
        apply_level(patterns, patterns->levels[patterns->n_levels - 1], part);
    }
    keep_ends(patterns, part, part->begins_word ? 0 : patterns->letters_left_inside,
              part->ends_word ? 0 : patterns->letters_right_inside);
}

/* Letters of the word and of the file's encoding, side by side. */
static void take_places(const struct patterns *patterns, const struct part *part, const char *word,
                        size_t n, bool *before) {
    size_t at = 0;
    memset(before, 0, n * sizeof *before);
    for (const char *p = word; p < word + n && at < part->n; p = g_utf8_next_char(p)) {
        while (at + 1 < part->n && is_utf8_rest(patterns, part->letters[at + 1])) {
            at++;
        }
        const char *next = g_utf8_next_char(p);
        const struct place *place = &part->places[at++];
        if (next < word + n) {
            before[next - word] = place->digit & 1 && !place->is_changed;
        }
    }
}

bool patterns_find(struct patterns *patterns, const char *word, size_t n, bool *before) {
    gsize n_letters = n;
    g_autofree char *converted =
        patterns->from_utf8
            ? g_convert_with_iconv(word, (gssize)n, patterns->from_utf8, NULL, &n_letters, NULL)
            : g_strndup(word, n);
    if (!converted || n_letters > WORD_BYTES_MAX || n_letters == 0) {
        return false;
    }
    struct place places[WORD_BYTES_MAX];
    struct part whole = {converted, n_letters, places, true, true};
    find_places(patterns, &whole, 0);
    keep_ends(patterns, &whole, MAX(LETTERS_MIN, patterns->letters_left),
              MAX(LETTERS_MIN, patterns->letters_right));
    take_places(patterns, &whole, word, n, before);
    return true;
}
