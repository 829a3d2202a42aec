/*
 * run_golden.c - a folder is a test: input.md (and data.yaml) through the whole pipeline, judged by
 * the expected files that stand beside it.
 *
 *   doc       the document tree (doc_dump)
 *   display   the pages, one operation a line (the trace painter)
 *   text      what pdftotext reads from the PDF
 *   diag      each diagnostic: severity, code, place, hint; without this file there must be none
 *   needs     an `optional` package of fonts.yaml; where it is absent nothing is judged (code 77)
 *   xfail     why the test is known to fail; passing all the same is a failure
 *
 * Call:     run_golden [--update] FOLDER...
 * Update:   rewrites the expected files that exist (so `touch FOLDER/doc` first makes a new one);
 *           the author reads that difference line by line before committing it.
 * Always:   the PDF passes tests/check_pdf.sh. Got files go to the current folder.
 * Fonts:    widths are those of the font files that fonts/fonts.yaml states (Debian 12's); where a
 *           release has others, `display` and `text` are not judged and the exit code is 77.
 * Nothing from the machine: the date, the locale and the installation are given.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "golden_fonts.h"
#include "parse.h"
#include "pipeline.h"

/* After the third quarter of 2026, so that it is the last completed one. */
static const struct date TODAY = {2026, 11, 4};

enum { EXIT_SKIPPED = 77 };

struct golden {
    const char *folder;
    char *name;
    bool is_updating;
    bool has_failed, has_skipped;
    bool has_stated_fonts;
    char *pdf, *trace; /* paths in the current folder */
    bool has_pdf;
    World *world;
    Session *session;
    struct diags diags;
};

static char *read_optional(const char *folder, const char *file) {
    g_autofree char *path = g_build_filename(folder, file, NULL);
    char *text = NULL;
    return g_file_get_contents(path, &text, NULL, NULL) ? text : NULL;
}

/* Runs a command line; its output, both streams, is told where it fails. */
static bool run(struct golden *golden, const char *const *arguments, char **ret_output) {
    g_autofree char *output = NULL;
    g_autofree char *problems = NULL;
    int status = 0;
    bool is_run = g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                               &output, &problems, &status, NULL);
    if (!is_run || !g_spawn_check_wait_status(status, NULL)) {
        printf("%s: %s failed\n%s%s\n", golden->name, arguments[0], output ? output : "",
               problems ? problems : "");
        golden->has_failed = true;
        return false;
    }
    if (ret_output) {
        *ret_output = g_steal_pointer(&output);
    }
    return true;
}

/* --- what is judged --------------------------------------------------------------------------- */

static bool run_job(struct golden *golden, const char *painter, const char *output,
                    struct diags *diags) {
    g_autofree char *input = g_build_filename(golden->folder, "input.md", NULL);
    g_autofree char *data = g_build_filename(golden->folder, "data.yaml", NULL);
    struct job job = {
        .file = input,
        .data = g_file_test(data, G_FILE_TEST_EXISTS) ? data : NULL,
        .output = output,
        .painter = painter,
    };
    struct job_result result = {0};
    bool is_done = pipeline_run(golden->session, &job, diags, &result);
    g_free(result.path);
    g_strfreev(result.paths);
    return is_done;
}

static void produce_diag(struct golden *golden, GString *out) {
    diags_sort(&golden->diags);
    for (size_t i = 0; i < golden->diags.n; i++) {
        const struct diag *diag = &golden->diags.items[i];
        g_string_append_printf(out, "%s %s %s",
                               diag->severity == DIAG_SEVERITY_ERROR ? "error" : "warning",
                               diag_code_word(diag->code), diag->at.path ? diag->at.path : "-");
        if (diag->at.pointer) {
            g_string_append_printf(out, "#%s", diag->at.pointer);
        } else if (diag->at.line > 0) {
            g_string_append_printf(out, ":%u:%u", diag->at.line, diag->at.column);
        }
        g_string_append_printf(out, "\n  %s\n", diag->hint ? diag->hint : "(no hint)");
    }
}

static void produce_doc(struct golden *golden, GString *out) {
    g_autoptr(Arena) arena = arena_new();
    struct diags diags = {0};
    g_autofree char *input = g_build_filename(golden->folder, "input.md", NULL);
    const struct source *source = world_read_text(golden->world, input, (struct span){0}, &diags);
    if (source) {
        struct value *meta = NULL;
        size_t body = 0;
        load_front_matter(arena, source, &diags, &meta, &body);
        struct doc *doc = NULL;
        if (parse_markdown(arena, text_from_source(arena, source, body), meta, &diags, &doc)) {
            doc_dump(doc, out);
        }
    }
    diags_clear(&diags);
}

static void produce_display(struct golden *golden, GString *out) {
    struct diags diags = {0};
    g_autofree char *trace = NULL;
    gsize n = 0;
    if (run_job(golden, "trace", golden->trace, &diags) &&
        g_file_get_contents(golden->trace, &trace, &n, NULL)) {
        g_string_append_len(out, trace, (gssize)n);
    }
    diags_clear(&diags);
}

static void produce_text(struct golden *golden, GString *out) {
    const char *const arguments[] = {"pdftotext", "-enc", "UTF-8", golden->pdf, "-", NULL};
    g_autofree char *text = NULL;
    if (golden->has_pdf && run(golden, arguments, &text)) {
        g_string_append(out, text);
    }
}

static const struct judge {
    const char *file;
    bool is_always;   /* an expected file that is not there stands for an empty one */
    bool needs_fonts; /* what it shows depends on the widths of letters */
    void (*produce)(struct golden *golden, GString *out);
} JUDGES[] = {
    {"diag", true, false, produce_diag},
    {"doc", false, false, produce_doc},
    {"display", false, true, produce_display},
    {"text", false, true, produce_text},
};

/* --- judging ---------------------------------------------------------------------------------- */

static void show_difference(struct golden *golden, const char *file, const char *got) {
    enum { LINES_MAX = 40 };
    g_autofree char *wanted_path = g_build_filename(golden->folder, file, NULL);
    g_autofree char *got_path = g_strconcat(golden->name, ".", file, NULL);
    g_file_set_contents(got_path, got, -1, NULL);
    if (!g_file_test(wanted_path, G_FILE_TEST_EXISTS)) {
        printf("%s: wanted no %s, got\n%s", golden->name, file, got);
        return;
    }
    const char *const arguments[] = {"diff", "-u", wanted_path, got_path, NULL};
    g_autofree char *difference = NULL;
    g_spawn_sync(NULL, (char **)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &difference, NULL,
                 NULL, NULL);
    g_auto(GStrv) lines = g_strsplit(difference ? difference : "", "\n", LINES_MAX + 1);
    printf("%s: %s is not as expected\n", golden->name, file);
    for (int i = 0; lines[i] && i < LINES_MAX; i++) {
        puts(lines[i]);
    }
}

static void judge_one(struct golden *golden, const struct judge *judge) {
    g_autofree char *wanted = read_optional(golden->folder, judge->file);
    if (!wanted && !judge->is_always) {
        return;
    }
    if (judge->needs_fonts && !golden->has_stated_fonts) {
        printf("%s: %s is not judged: the fonts are not those of fonts.yaml\n", golden->name,
               judge->file);
        golden->has_skipped = true;
        return;
    }
    g_autoptr(GString) got = g_string_new(NULL);
    judge->produce(golden, got);
    if (strcmp(got->str, wanted ? wanted : "") == 0) {
        return;
    }
    if (golden->is_updating) {
        g_autofree char *path = g_build_filename(golden->folder, judge->file, NULL);
        if (g_file_set_contents(path, got->str, (gssize)got->len, NULL)) {
            printf("%s: %s rewritten\n", golden->name, judge->file);
            return;
        }
    }
    show_difference(golden, judge->file, got->str);
    golden->has_failed = true;
}

static void check_pdf(struct golden *golden) {
    if (golden->has_pdf) {
        const char *const arguments[] = {"sh", PDFGEN_SOURCE_DIR "/tests/check_pdf.sh", golden->pdf,
                                         NULL};
        run(golden, arguments, NULL);
    }
}

/* False: the folder needs a package that is not installed. */
static bool check_fonts(struct golden *golden) {
    struct font_catalogue catalogue = {0};
    struct diags diags = {0};
    g_autofree char *needed = read_optional(golden->folder, "needs");
    bool is_read = load_fonts(world_arena(golden->world), golden->world, NULL, &diags, &catalogue);
    diags_clear(&diags);
    if (needed && !golden_has_package(&catalogue, g_strstrip(needed))) {
        printf("%s: skipped, %s is not installed\n", golden->name, needed);
        return false;
    }
    golden->has_stated_fonts = is_read && golden_has_stated_fonts(&catalogue, needed);
    return true;
}

/* True: as it should be, which for a folder with `xfail` is a failure. */
static bool judge_outcome(const struct golden *golden) {
    g_autofree char *reason = read_optional(golden->folder, "xfail");
    if (!reason || golden->is_updating || golden->has_skipped) {
        return !golden->has_failed;
    }
    g_strchomp(reason);
    if (!golden->has_failed) {
        printf("%s: passes although xfail says: %s\n", golden->name, reason);
        return false;
    }
    printf("%s: fails as expected: %s\n", golden->name, reason);
    return true;
}

static int run_folder(const char *folder, bool is_updating) {
    static const char *const environment[] = {"PDFGEN_HOME=" PDFGEN_SOURCE_DIR, NULL};
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    struct golden golden = {.folder = absolute, .is_updating = is_updating};
    golden.name = g_path_get_basename(absolute);
    g_autofree char *here = g_get_current_dir();
    golden.pdf = g_strconcat(here, "/", golden.name, ".pdf", NULL);
    golden.trace = g_strconcat(here, "/", golden.name, ".trace", NULL);

    golden.world = world_new(environment, absolute);
    world_set_today(golden.world, TODAY);
    world_find_installation(golden.world, "run_golden", &golden.diags);
    world_allow(golden.world, absolute);
    const struct session_options options = {0};
    golden.session = session_new(golden.world, &options);
    if (check_fonts(&golden)) {
        golden.has_pdf = run_job(&golden, "pdf", golden.pdf, &golden.diags);
        check_pdf(&golden);
        for (size_t i = 0; i < G_N_ELEMENTS(JUDGES); i++) {
            judge_one(&golden, &JUDGES[i]);
        }
    } else {
        golden.has_skipped = true;
    }
    int code = !judge_outcome(&golden) ? 1 : golden.has_skipped ? EXIT_SKIPPED : 0;

    session_free(golden.session);
    world_free(golden.world);
    diags_clear(&golden.diags);
    g_free(golden.name);
    g_free(golden.pdf);
    g_free(golden.trace);
    return code;
}

int main(int argc, char **argv) {
    bool is_updating = argc > 1 && strcmp(argv[1], "--update") == 0;
    int first = is_updating ? 2 : 1;
    if (first >= argc) {
        fprintf(stderr, "usage: run_golden [--update] FOLDER...\n");
        return 2;
    }
    int code = 0;
    for (int i = first; i < argc; i++) {
        int one = run_folder(argv[i], is_updating);
        code = one == 1 || code == 0 ? one : code;
    }
    return code;
}
