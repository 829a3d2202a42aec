#include "parse_priv.h"

#include <string.h>

/*
 * Lines to write on. They are found before md4c reads the text, in which "[____] and [____]" would
 * be strong emphasis, and stay there byte for byte, so that no offset changes. In code, addresses
 * and titles they are put back.
 */

enum { LETTERS_MIN = 3 };

/* None of these bytes is in UTF-8; to md4c they are letters. */
enum { HIDDEN_OPEN = 0xFC, HIDDEN_CLOSE = 0xFD, HIDDEN_STAR = 0xFE, HIDDEN_LETTER = 0xFF };

static bool is_hidden(char c) {
    return (guchar)c >= HIDDEN_OPEN;
}

/* --- hiding ----------------------------------------------------------------------------------- */

/* The underscores from @at on. */
static size_t count_letters(const char *bytes, size_t n, size_t at) {
    size_t end = at;
    while (end < n && bytes[end] == '_') {
        end++;
    }
    return end - at;
}

static bool is_escaped(const char *bytes, size_t at) {
    size_t n = 0;
    while (n < at && bytes[at - n - 1] == '\\') {
        n++;
    }
    return n % 2 == 1;
}

static void hide_letters(char *bytes, size_t at, size_t n) {
    memset(bytes + at, HIDDEN_LETTER, n);
}

/* "[____]", "[x____]", "[____*]" at @at; the offset behind it, or 0. */
static size_t hide_in_brackets(char *bytes, size_t n, size_t at) {
    size_t first = at + 1;
    first += first < n && (bytes[first] == 'x' || bytes[first] == 'X');
    size_t letters = count_letters(bytes, n, first), end = first + letters;
    bool has_star = end < n && bytes[end] == '*';
    size_t close = end + has_star;
    bool is_image = at > 0 && bytes[at - 1] == '!';
    if (letters < LETTERS_MIN || close >= n || bytes[close] != ']' || is_image ||
        is_escaped(bytes, at)) {
        return 0;
    }
    hide_letters(bytes, first, letters);
    bytes[at] = (char)HIDDEN_OPEN;
    bytes[end] = has_star ? (char)HIDDEN_STAR : bytes[end];
    bytes[close] = (char)HIDDEN_CLOSE;
    return close + 1;
}

/* What may stand before underscores that are a blank: nothing that emphasis ends with. */
static bool can_precede(const char *bytes, size_t at) {
    if (at == 0) {
        return true;
    }
    char before = bytes[at - 1];
    bool joins = strchr("-/.", before) && at > 1 && is_hidden(bytes[at - 2]);
    return joins || strchr(" \t\r\n:($#|", before);
}

/* What may follow them: nothing that emphasis begins with. */
static bool can_follow(const char *bytes, size_t n, size_t at) {
    if (at >= n) {
        return true;
    }
    bool joins = strchr("-/", bytes[at]) && at + 1 < n && bytes[at + 1] == '_';
    return joins || strchr(" \t\r\n.,;:!?)%|", bytes[at]);
}

/*
 * A line of underscores alone, behind the signs of quotes and items, is a thematic break.
 * @words_at: where words end the underscores around the blank before; the line is looked through
 * once.
 */
static bool is_alone(const char *bytes, size_t n, size_t begin, size_t end, size_t *words_at) {
    if (begin < *words_at) {
        return false;
    }
    while (begin > 0 && strchr(" \t>+-*.)0123456789_", bytes[begin - 1])) {
        begin--;
    }
    while (end < n && strchr(" \t\r_", bytes[end])) {
        end++;
    }
    *words_at = end < n && bytes[end] != '\n' ? end : *words_at;
    return (begin == 0 || bytes[begin - 1] == '\n') && (end == n || bytes[end] == '\n');
}

/* Underscores at @at; the offset behind what is done with. */
static size_t hide_bare(char *bytes, size_t n, size_t at, size_t *words_at) {
    size_t letters = count_letters(bytes, n, at), end = at + letters;
    bool is_blank = letters >= LETTERS_MIN && can_precede(bytes, at) && can_follow(bytes, n, end);
    if (is_blank && is_alone(bytes, n, at, end, words_at)) {
        const char *feed = memchr(bytes + end, '\n', n - end);
        return feed ? (size_t)(feed - bytes) : n;
    }
    if (is_blank) {
        hide_letters(bytes, at, letters);
    }
    return end;
}

bool blanks_hide(char *bytes, size_t n) {
    bool has_any = false;
    size_t words_at = 0;
    for (const char *next = memchr(bytes, '_', n); next;) {
        size_t at = (size_t)(next - bytes), end = 0;
        size_t open = at - (at > 0 && strchr("xX", bytes[at - 1]));
        if (open > 0 && bytes[open - 1] == '[') {
            end = hide_in_brackets(bytes, n, open - 1);
        }
        end = end > 0 ? end : hide_bare(bytes, n, at, &words_at);
        has_any |= is_hidden(bytes[at]);
        next = end < n ? memchr(bytes + end, '_', n - end) : NULL;
    }
    return has_any;
}

/* --- what was hidden -------------------------------------------------------------------------- */

struct str blanks_restore(Arena *arena, struct str text) {
    static const char typed[] = {[HIDDEN_OPEN - HIDDEN_OPEN] = '[',
                                 [HIDDEN_CLOSE - HIDDEN_OPEN] = ']',
                                 [HIDDEN_STAR - HIDDEN_OPEN] = '*',
                                 [HIDDEN_LETTER - HIDDEN_OPEN] = '_'};
    size_t at = 0;
    while (at < text.n && !is_hidden(text.p[at])) {
        at++;
    }
    if (at == text.n) {
        return text;
    }
    char *bytes = str_cstr(arena, text);
    for (; at < text.n; at++) {
        if (is_hidden(bytes[at])) {
            bytes[at] = typed[(guchar)bytes[at] - HIDDEN_OPEN];
        }
    }
    return (struct str){bytes, text.n};
}

static bool is_at(struct str text, size_t at, int hidden) {
    return at < text.n && (guchar)text.p[at] == hidden;
}

size_t blanks_find(struct str text, size_t from, size_t *ret_at, struct blank *ret) {
    size_t at = from;
    while (at < text.n && !is_hidden(text.p[at])) {
        at++;
    }
    size_t first = at + is_at(text, at, HIDDEN_OPEN);
    *ret_at = at;
    *ret = (struct blank){0};
    if (first > at && first < text.n && !is_hidden(text.p[first])) {
        ret->is_signature = true;
        first++;
    }
    size_t end = first;
    while (is_at(text, end, HIDDEN_LETTER)) {
        end++;
    }
    ret->n_letters = (int)MIN(end - first, (size_t)BLANK_LETTERS_MAX);
    ret->is_required = is_at(text, end, HIDDEN_STAR);
    end += ret->is_required;
    end += is_at(text, end, HIDDEN_CLOSE);
    return end - at;
}
