#include "parse_prepare.h"

#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\t';
}

static size_t count_sign(struct str line, char sign) {
    size_t n = 0;
    while (n < line.n && line.p[n] == sign) {
        n++;
    }
    return n;
}

/* CommonMark 0.31 §4.1. */
bool line_is_rule(struct str line) {
    char sign = line.n > 0 ? line.p[0] : ' ';
    if (sign != '-' && sign != '*' && sign != '_') {
        return false;
    }
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == sign) {
            n++;
        } else if (!is_space(line.p[i])) {
            return false;
        }
    }
    return n >= 3;
}

/* §4.3. */
bool line_is_underline(struct str line) {
    line = str_trim(line);
    return line.n > 0 && (line.p[0] == '-' || line.p[0] == '=') &&
           count_sign(line, line.p[0]) == line.n;
}

/* §4.2. */
bool line_is_heading(struct str line) {
    size_t n = count_sign(line, '#');
    return n >= 1 && n <= 6 && (n == line.n || is_space(line.p[n]));
}

/* §4.5. */
bool line_is_fence(struct str line, char *ret_sign, size_t *ret_n) {
    char sign = line.n > 0 ? line.p[0] : ' ';
    if (sign != '`' && sign != '~') {
        return false;
    }
    size_t n = count_sign(line, sign);
    if (n < 3 || (sign == '`' && memchr(line.p + n, '`', line.n - n))) {
        return false;
    }
    *ret_sign = sign;
    *ret_n = n;
    return true;
}

bool line_closes_fence(struct str line, char sign, size_t n) {
    line = str_trim(line);
    return line.n >= n && count_sign(line, sign) == line.n;
}

/* §5.2. */
bool line_is_item(struct str line, struct list_marker *ret) {
    size_t digits = 0;
    while (digits < line.n && g_ascii_isdigit(line.p[digits])) {
        digits++;
    }
    if (digits == line.n || digits > 9) {
        return false;
    }
    bool is_sign = strchr(digits > 0 ? ".)" : "-+*", line.p[digits]) != NULL;
    size_t n = digits + 1;
    if (!is_sign || (n < line.n && !is_space(line.p[n]))) {
        return false;
    }
    bool is_one = digits == 0 || (digits == 1 && line.p[0] == '1');
    bool is_empty = str_trim(str_skip(line, n)).n == 0;
    *ret = (struct list_marker){
        .n = n, .is_ordered = digits > 0, .can_interrupt = is_one && !is_empty};
    return true;
}

size_t line_count_cells(struct str line) {
    line = str_trim(line);
    size_t n = 1;
    for (size_t i = 0; i < line.n; i++) {
        if (line.p[i] == '\\') {
            i++;
        } else if (line.p[i] == '|' && i > 0 && i + 1 < line.n) {
            n++;
        }
    }
    return n;
}

/* GFM 0.29 §4.10, the delimiter row. */
size_t line_table_columns(struct str line) {
    line = str_trim(line);
    for (size_t i = 0; i < line.n; i++) {
        if (!strchr("|-: \t", line.p[i])) {
            return 0;
        }
    }
    bool is_rule = line.n > 0 && memchr(line.p, '|', line.n) && memchr(line.p, '-', line.n);
    return is_rule ? line_count_cells(line) : 0;
}
