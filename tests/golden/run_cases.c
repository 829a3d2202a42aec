/*
 * run_cases.c - many small goldens in one file: a case is a document of a few lines, and what is
 * true of its pages.
 *
 *   @case heading-stays-with-next-paragraph
 *   A heading goes to the next page with the lines that follow it.
 *   @theme                  YAML that changes `card`, or what it says it extends; may be missing
 *   @needs fonts-noto-cjk   an optional package of fonts; the case is not judged without it
 *   @shows boxes links      more than lines, see case_dump.h; may be missing
 *   @input
 *   # Title ...
 *   @pages                  what is expected; missing where errors stop the document
 *   @diag                   expected diagnostics; missing: none
 *
 * Call:     run_cases [--update] [--keep] FILE.cases...
 * Update:   rewrites what is expected; the author reads that difference line by line.
 * Keep:     leaves each case's PDF, to look at.
 * Place:    the current folder becomes a workspace: a copy of the folder `workspace` beside FILE.
 *           Its theme `card` has small pages of ten lines of body, 200 pt wide, and no furniture.
 * Fonts:    as in run_golden.c.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "case_dump.h"
#include "golden_fonts.h"
#include "pipeline_priv.h"

/* After the third quarter of 2026, so that it is the last completed one. */
static const struct date TODAY = {2026, 11, 4};

enum { EXIT_SKIPPED = 77 };

/* The parts of a case, in the order of the file. */
enum part {
    PART_CASE,
    PART_THEME,
    PART_NEEDS,
    PART_SHOWS,
    PART_INPUT,
    PART_PAGES,
    PART_DIAG,
    N_PARTS
};

static const char *const part_names[N_PARTS] = {"@case",  "@theme", "@needs", "@shows",
                                                "@input", "@pages", "@diag"};

/* A part's text: the rest of its line, for @case, @needs and @shows, and the lines below it. */
struct one_case {
    char *name, *needs, *shows;
    GString *parts[N_PARTS]; /* NULL: missing */
};

struct runner {
    World *world;
    Session *session;
    struct font_catalogue catalogue;
    GHashTable
        *stated_fonts; /* packages, "" for those that every case may need -> they are stated */
    bool is_updating, is_keeping;
    bool has_failed, has_skipped;
};

/* --- the file ------------------------------------------------------------------------------- */

static int part_of_line(const char *line) {
    for (int i = 0; i < N_PARTS; i++) {
        size_t n = strlen(part_names[i]);
        if (strncmp(line, part_names[i], n) == 0 && (line[n] == '\0' || line[n] == ' ')) {
            return i;
        }
    }
    return -1;
}

static void case_free(void *data) {
    struct one_case *one = data;
    g_free(one->name);
    g_free(one->needs);
    g_free(one->shows);
    for (int i = 0; i < N_PARTS; i++) {
        if (one->parts[i]) {
            g_string_free(one->parts[i], TRUE);
        }
    }
    g_free(one);
}

static void begin_part(struct one_case *one, int part, const char *rest) {
    one->parts[part] = g_string_new(NULL);
    char *word = g_strstrip(g_strdup(rest));
    if (part == PART_CASE) {
        one->name = word;
    } else if (part == PART_NEEDS) {
        one->needs = word;
    } else if (part == PART_SHOWS) {
        one->shows = word;
    } else {
        g_free(word);
    }
}

/* Empty lines before the next part are there to be seen, not meant. */
static void trim_part(GString *part) {
    while (part->len > 1 && g_str_has_suffix(part->str, "\n\n")) {
        g_string_truncate(part, part->len - 1);
    }
}

/* @head takes what stands before the first case. */
static GPtrArray *parse_cases(const char *text, GString *head) {
    GPtrArray *cases = g_ptr_array_new_with_free_func(case_free);
    struct one_case *one = NULL;
    GString *part = head;
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        int begun = part_of_line(*line);
        if (begun == PART_CASE) {
            one = g_new0(struct one_case, 1);
            g_ptr_array_add(cases, one);
        }
        if (begun >= 0 && one) {
            begin_part(one, begun, *line + strlen(part_names[begun]));
            part = one->parts[begun];
        } else if (line[1] || **line) {
            g_string_append(part, *line);
            g_string_append_c(part, '\n');
        }
    }
    for (guint i = 0; i < cases->len; i++) {
        struct one_case *each = cases->pdata[i];
        for (int k = 0; k < N_PARTS; k++) {
            if (each->parts[k]) {
                trim_part(each->parts[k]);
            }
        }
    }
    return cases;
}

static void write_cases(const char *path, const GString *head, const GPtrArray *cases) {
    g_autoptr(GString) out = g_string_new(head->str);
    for (guint i = 0; i < cases->len; i++) {
        const struct one_case *one = cases->pdata[i];
        const char *const words[N_PARTS] = {
            [PART_CASE] = one->name, [PART_NEEDS] = one->needs, [PART_SHOWS] = one->shows};
        g_string_append(out, i > 0 ? "\n" : "");
        for (int k = 0; k < N_PARTS; k++) {
            if (one->parts[k]) {
                g_string_append_printf(out, "%s%s%s\n%s", part_names[k], words[k] ? " " : "",
                                       words[k] ? words[k] : "", one->parts[k]->str);
            }
        }
    }
    g_file_set_contents(path, out->str, (gssize)out->len, NULL);
}

/* --- a case --------------------------------------------------------------------------------- */

static void put_diags(struct diags *diags, const char *input, GString *out) {
    diags_sort(diags);
    for (size_t i = 0; i < diags->n; i++) {
        const struct diag *diag = &diags->items[i];
        g_string_append_printf(out, "%s %s ",
                               diag->severity == DIAG_SEVERITY_ERROR ? "error" : "warning",
                               diag_code_word(diag->code));
        if (g_strcmp0(diag->at.path, input) != 0) {
            g_string_append_printf(out, "%s:", diag->at.path ? diag->at.path : "-");
        }
        g_string_append_printf(out, "%u:%u %s\n", diag->at.line, diag->at.column, diag->message);
    }
}

static void keep_pdf(const struct one_case *one, const struct run *run) {
    g_autofree char *path = g_strconcat(one->name, ".pdf", NULL);
    gsize n = 0;
    const char *bytes = g_bytes_get_data(run->bytes, &n);
    g_file_set_contents(path, bytes, (gssize)n, NULL);
}

/* Through the rooms; nothing is delivered. */
static void set_case(struct runner *runner, const struct one_case *one, Session *session,
                     const struct case_facets *facets, GString *out[N_PARTS]) {
    g_autoptr(Arena) arena = arena_new();
    g_autofree char *input = g_strconcat(one->name, ".md", NULL);
    g_file_set_contents(input, one->parts[PART_INPUT]->str, -1, NULL);
    struct diags diags = {0};
    struct job job = {.file = input, .output = "-", .painter = "pdf"};
    g_autoptr(GPtrArray) paths = g_ptr_array_new();
    struct run run = {
        .arena = arena, .session = session, .job = &job, .diags = &diags, .paths = paths};
    if (run_make(&run)) {
        case_dump(run.display, facets, out[PART_PAGES]);
        if (runner->is_keeping) {
            keep_pdf(one, &run);
        }
    }
    put_diags(&diags, input, out[PART_DIAG]);
    g_clear_pointer(&run.bytes, g_bytes_unref);
    diags_clear(&diags);
}

/* A case with a theme of its own has a session of its own: a session keeps its themes. */
static void set_in_session(struct runner *runner, const struct one_case *one,
                           const struct case_facets *facets, GString *out[N_PARTS]) {
    if (!one->parts[PART_THEME]) {
        set_case(runner, one, runner->session, facets, out);
        return;
    }
    const char *theme = one->parts[PART_THEME]->str;
    bool is_whole = strstr(theme, "extends:") != NULL;
    g_autofree char *text = g_strconcat(is_whole ? "" : "extends: card\n", theme, NULL);
    g_autofree char *path = g_strconcat("themes/", one->name, ".yaml", NULL);
    g_file_set_contents(path, text, -1, NULL);
    const struct session_options options = {.theme = one->name};
    g_autoptr(Session) session = session_new(runner->world, &options);
    set_case(runner, one, session, facets, out);
}

/* --- judging -------------------------------------------------------------------------------- */

static void show_difference(const struct one_case *one, enum part part, const char *wanted,
                            const char *got) {
    enum { LINES_MAX = 40 };
    g_autofree char *wanted_path = g_strconcat(one->name, ".wanted", NULL);
    g_autofree char *got_path = g_strconcat(one->name, ".got", NULL);
    g_file_set_contents(wanted_path, wanted, -1, NULL);
    g_file_set_contents(got_path, got, -1, NULL);
    const char *const arguments[] = {"diff", "-u", wanted_path, got_path, NULL};
    g_autofree char *difference = NULL;
    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &difference, NULL,
                 NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(difference ? difference : "", "\n", LINES_MAX + 1);
    printf("%s: %s is not as expected\n", one->name, part_names[part]);
    for (int i = 0; lines[i] && i < LINES_MAX; i++) {
        puts(lines[i]);
    }
}

static void judge_part(struct runner *runner, struct one_case *one, enum part part, GString *got) {
    const char *wanted = one->parts[part] ? one->parts[part]->str : "";
    if (strcmp(wanted, got->str) == 0) {
        return;
    }
    if (!runner->is_updating) {
        show_difference(one, part, wanted, got->str);
        runner->has_failed = true;
        return;
    }
    printf("%s: %s rewritten\n", one->name, part_names[part]);
    if (one->parts[part]) {
        g_string_free(one->parts[part], TRUE);
    }
    one->parts[part] = got->len > 0 ? g_string_new(got->str) : NULL;
}

static bool is_judged(struct runner *runner, const struct one_case *one) {
    if (one->needs && !golden_has_package(&runner->catalogue, one->needs)) {
        printf("%s: skipped, %s is not installed\n", one->name, one->needs);
        runner->has_skipped = true;
        return false;
    }
    return true;
}

/* To sum up a font's file takes longer than a case. */
static bool has_stated_fonts(struct runner *runner, const char *needed) {
    gpointer known = NULL;
    if (!g_hash_table_lookup_extended(runner->stated_fonts, needed ? needed : "", NULL, &known)) {
        known = GINT_TO_POINTER(golden_has_stated_fonts(&runner->catalogue, needed));
        g_hash_table_insert(runner->stated_fonts, g_strdup(needed ? needed : ""), known);
    }
    return GPOINTER_TO_INT(known);
}

static void run_case(struct runner *runner, struct one_case *one) {
    struct case_facets facets = {0};
    g_autofree char *unknown = NULL;
    if (!one->name || !one->parts[PART_INPUT] ||
        !case_facets_parse(one->shows ? one->shows : "", &facets, &unknown)) {
        printf("%s: no @input, or no facet is called %s\n", one->name, unknown ? unknown : "");
        runner->has_failed = true;
        return;
    }
    if (!is_judged(runner, one)) {
        return;
    }
    g_autoptr(GString) pages = g_string_new(NULL);
    g_autoptr(GString) diag = g_string_new(NULL);
    set_in_session(runner, one, &facets,
                   (GString *[N_PARTS]){[PART_PAGES] = pages, [PART_DIAG] = diag});
    bool has_fonts = has_stated_fonts(runner, one->needs);
    if (has_fonts) {
        judge_part(runner, one, PART_PAGES, pages);
    }
    runner->has_skipped |= !has_fonts;
    judge_part(runner, one, PART_DIAG, diag);
}

/* --- the workspace -------------------------------------------------------------------------- */

static void copy_folder(const char *from, const char *to) {
    g_autoptr(GDir) folder = g_dir_open(from, 0, NULL);
    g_mkdir_with_parents(to, 0777);
    for (const char *name = NULL; folder && (name = g_dir_read_name(folder));) {
        g_autofree char *source = g_build_filename(from, name, NULL);
        g_autofree char *copy = g_build_filename(to, name, NULL);
        g_autofree char *bytes = NULL;
        gsize n = 0;
        if (g_file_test(source, G_FILE_TEST_IS_DIR)) {
            copy_folder(source, copy);
        } else if (g_file_get_contents(source, &bytes, &n, NULL)) {
            g_file_set_contents(copy, bytes, (gssize)n, NULL);
        }
    }
}

static bool run_file(struct runner *runner, const char *path) {
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL)) {
        fprintf(stderr, "run_cases: cannot read %s\n", path);
        return false;
    }
    g_autofree char *folder = g_path_get_dirname(path);
    g_autofree char *workspace = g_build_filename(folder, "workspace", NULL);
    copy_folder(workspace, ".");
    g_autoptr(GString) head = g_string_new(NULL);
    g_autoptr(GPtrArray) cases = parse_cases(text, head);
    for (guint i = 0; i < cases->len; i++) {
        run_case(runner, cases->pdata[i]);
    }
    if (runner->is_updating) {
        write_cases(path, head, cases);
    }
    printf("%s: %u cases\n", path, cases->len);
    return cases->len > 0;
}

int main(int argc, char **argv) {
    static const char *const environment[] = {"PDFGEN_HOME=" PDFGEN_SOURCE_DIR, NULL};
    struct runner runner = {0};
    g_autofree char *here = g_get_current_dir();
    struct diags diags = {0};
    runner.world = world_new(environment, here);
    world_set_today(runner.world, TODAY);
    world_find_installation(runner.world, "run_cases", &diags);
    world_allow(runner.world, here);
    const struct session_options options = {0};
    runner.session = session_new(runner.world, &options);
    load_fonts(world_arena(runner.world), runner.world, NULL, &diags, &runner.catalogue);
    runner.stated_fonts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0) {
            runner.is_updating = true;
        } else if (strcmp(argv[i], "--keep") == 0) {
            runner.is_keeping = true;
        } else {
            runner.has_failed |= !run_file(&runner, argv[i]);
        }
    }
    g_hash_table_unref(runner.stated_fonts);
    session_free(runner.session);
    world_free(runner.world);
    diags_clear(&diags);
    return runner.has_failed ? 1 : runner.has_skipped ? EXIT_SKIPPED : 0;
}
