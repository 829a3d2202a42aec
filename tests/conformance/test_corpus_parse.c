/*
 * Real documents of the field: every word of a page's Markdown is in its tree, in order.
 *
 * The files are below $PDFGEN_SHARED/corpus (or ../shared beside the sources); without them the
 * test is skipped (exit code 77). The words of the Markdown are found by the scanner below, which
 * knows nothing of the room that is tested: it takes away what is markup by simple rules.
 */
#include "load.h"
#include "parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- words ------------------------------------------------------------------------------------ */

/* Letters and digits of any script, one word a string. */
static GPtrArray *words_of(const char *text) {
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    const char *begin = NULL;
    for (const char *p = text;; p = g_utf8_next_char(p)) {
        bool is_letter = *p && g_unichar_isalnum(g_utf8_get_char(p));
        if (is_letter && !begin) {
            begin = p;
        } else if (!is_letter && begin) {
            g_ptr_array_add(words, g_strndup(begin, (gsize)(p - begin)));
            begin = NULL;
        }
        if (!*p) {
            return words;
        }
    }
}

/* What is markup and not a word, line by line; fenced code stays as it is. */
static const struct {
    const char *pattern, *instead;
} markups[] = {
    {"<!--[\\s\\S]*?-->", " "},                                     /* comments */
    {"<(\\w+)\\s[^>]*(?:title|label)=\"([^\"]*)\"[^>]*>", " \\2 "}, /* components' titles */
    {"</?[A-Za-z][^<>]*>", " "},         /* tags, also of several lines */
    {"\\]\\([^)\\n]*\\)", "] "},         /* the targets of links */
    {"(?m)^\\[[^\\]]+\\]: .*$", " "},    /* reference definitions */
    {"(?m)^:::\\w*", " "},               /* containers */
    {"(?m)^(!!!|\\?\\?\\?) \\w+", " "},  /* admonitions */
    {"\\{#[\\w-]+\\}", " "},             /* heading ids */
    {"(?m)^\\s*\\d+[.)]\\s", " "},       /* the numbers of lists */
    {"(?m)^\\s*[-*+] \\[[ xX]\\]", " "}, /* boxes */
};

static char *without_markup(const char *text) {
    char *plain = g_strdup(text);
    for (size_t i = 0; i < G_N_ELEMENTS(markups); i++) {
        g_autoptr(GRegex) regex = g_regex_new(markups[i].pattern, 0, 0, NULL);
        char *next = g_regex_replace(regex, plain, -1, 0, markups[i].instead, 0, NULL);
        g_free(plain);
        plain = next;
    }
    return plain;
}

/* Fences apart: their lines hold no markup but the fence itself. */
static char *words_text(const char *markdown) {
    GString *out = g_string_new(NULL);
    g_autoptr(GString) prose = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(markdown, "\n", -1);
    bool is_code = false;
    for (char **line = lines; *line; line++) {
        bool is_fence = strncmp(*line + strspn(*line, " \t"), "```", 3) == 0;
        if (is_fence) {
            g_autofree char *plain = without_markup(prose->str);
            g_string_append_printf(out, "%s\n", plain);
            g_string_truncate(prose, 0);
            is_code = !is_code;
        } else {
            g_string_append_printf(is_code ? out : prose, "%s\n", *line);
        }
    }
    g_autofree char *plain = without_markup(prose->str);
    g_string_append(out, plain);
    return g_string_free(out, FALSE);
}

static char *tree_text(const struct doc *doc) {
    GString *out = g_string_new(NULL);
    for (const struct node *at = doc->root; at; at = doc_next(doc->root, at)) {
        struct str words = STR("");
        if (at->kind == NODE_TEXT || at->kind == NODE_CODE) {
            words = at->text;
        } else if (at->kind == NODE_CODE_BLOCK) {
            words = at->code.text;
        } else if (at->kind == NODE_CALLOUT) {
            words = at->callout.title;
        }
        bool is_separate =
            node_is_block(at) || at->kind == NODE_SOFT_BREAK || at->kind == NODE_LINE_BREAK;
        if (is_separate) {
            g_string_append_c(out, '\n');
        }
        g_string_append_len(out, words.p, (gssize)words.n);
    }
    return g_string_free(out, FALSE);
}

/* Words that are wanted and do not come, in order. */
static size_t tell_missing(const char *path, const GPtrArray *wanted, const GPtrArray *got) {
    size_t n_missing = 0, at = 0;
    for (guint i = 0; i < wanted->len; i++) {
        size_t next = at;
        while (next < got->len &&
               strcmp(g_ptr_array_index(wanted, i), g_ptr_array_index(got, next)) != 0) {
            next++;
        }
        if (next < got->len) {
            at = next + 1;
        } else {
            fprintf(stderr, "%s: missing \"%s\"\n", path,
                    (const char *)g_ptr_array_index(wanted, i));
            n_missing++;
        }
    }
    return n_missing;
}

/* --- the corpus ------------------------------------------------------------------------------- */

struct totals {
    size_t documents, words, missing;
};

static void run_document(const char *path, struct totals *totals) {
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *bytes = NULL;
    struct diags diags = {0};
    struct value *meta = NULL;
    struct doc *doc = NULL;
    size_t n = 0, begin = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        totals->missing++;
        return;
    }
    const struct source *source = source_new(arena, path, (struct str){bytes, n});
    load_front_matter(arena, source, &diags, &meta, &begin);
    if (!parse_markdown(arena, text_from_source(arena, source, begin), meta, &diags, &doc)) {
        fprintf(stderr, "%s: not parsed\n", path);
        totals->missing++;
    } else {
        g_autofree char *plain = words_text(bytes + begin);
        g_autofree char *tree = tree_text(doc);
        g_autoptr(GPtrArray) wanted = words_of(plain);
        g_autoptr(GPtrArray) got = words_of(tree);
        totals->documents++;
        totals->words += wanted->len;
        totals->missing += tell_missing(path, wanted, got);
    }
    diags_clear(&diags);
}

static void run_folder(const char *folder, struct totals *totals) {
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name = dir ? g_dir_read_name(dir) : NULL; name; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
            run_folder(path, totals);
        } else if (g_str_has_suffix(name, ".md")) {
            run_document(path, totals);
        }
    }
}

int main(void) {
    const char *shared = getenv("PDFGEN_SHARED");
    bool is_set = shared && *shared;
    g_autofree char *folder =
        g_strdup_printf("%s/corpus", is_set ? shared : PDFGEN_SOURCE_DIR "/../shared");
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        fprintf(stderr, "skipped: no folder %s; set PDFGEN_SHARED\n", folder);
        return 77;
    }
    struct totals totals = {0};
    run_folder(folder, &totals);
    printf("%zu documents, %zu words, %zu missing\n", totals.documents, totals.words,
           totals.missing);
    return totals.documents > 0 && totals.words > 1000 && totals.missing == 0 ? 0 : 1;
}
