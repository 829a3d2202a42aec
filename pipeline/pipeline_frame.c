#include "pipeline_priv.h"

#include <string.h>

/*
 * What stands around the text. Every piece comes from the front matter (docs/front-matter.md); a
 * plain Markdown file, which has none, gets a title, its name in the header and its pages counted.
 */

static bool is_scalar(const struct value *value) {
    return value && value->kind != VALUE_NULL && value->kind != VALUE_LIST &&
           value->kind != VALUE_MAP;
}

/* A scalar as text, a map's name, a list of these with commas; NULL: there is nothing to show. */
static const char *text_of(Arena *arena, const struct value *value) {
    if (value && value->kind == VALUE_MAP) {
        value = value_get(value, "name");
    }
    if (is_scalar(value)) {
        const char *text = str_cstr(arena, str_trim(value_to_str(arena, value)));
        return *text ? text : NULL;
    }
    if (!value || value->kind != VALUE_LIST) {
        return NULL;
    }
    g_autoptr(GString) joined = g_string_new(NULL);
    for (size_t i = 0; i < value->list.n; i++) {
        const char *item = text_of(arena, value->list.items[i]);
        if (item) {
            g_string_append_printf(joined, "%s%s", joined->len ? ", " : "", item);
        }
    }
    return joined->len ? arena_strdup(arena, joined->str) : NULL;
}

const char *run_meta_text(const struct run *run, const char *key) {
    return text_of(run->arena, value_get(run->meta, key));
}

static const char *company_name(const struct run *run) {
    return run->workspace ? text_of(run->arena, value_path(run->workspace->config, "company.name"))
                          : NULL;
}

/* The file's name without its last extension. */
static const char *file_stem(const struct run *run) {
    g_autofree char *name = g_path_get_basename(run->path);
    char *point = strrchr(name, '.');
    if (point && point != name) {
        *point = '\0';
    }
    return arena_strdup(run->arena, name);
}

static const char *choose_title(const struct run *run) {
    const char *title = run_meta_text(run, "title");
    if (title) {
        return title;
    }
    struct str heading = str_trim(doc_first_heading(run->arena, run->doc));
    return heading.n > 0 ? str_cstr(run->arena, heading) : file_stem(run);
}

/* Of slides alone: pages of notes are read, not shown. */
static bool is_shown(const struct run *run) {
    return run->is_deck && !run->notes_theme;
}

static enum transition choose_transition(const struct run *run) {
    static const char *const names[N_TRANSITIONS] = {"none", "fade",  "dissolve",
                                                     "push", "cover", "wipe"};
    const struct value *value = value_get(run->meta, "transition");
    struct str known[N_TRANSITIONS];
    if (!value || !is_shown(run)) {
        return TRANSITION_NONE;
    }
    struct str word = value_string(value);
    for (int i = 0; i < N_TRANSITIONS; i++) {
        if (str_is(word, names[i])) {
            return (enum transition)i;
        }
        known[i] = str_from(names[i]);
    }
    diag_warning(run->diags, value->at, DIAG_FRONT_MATTER,
                 "\"" STR_FMT "\" is no transition of slides", STR_ARG(word));
    diag_hint_nearest(run->diags, word, known, N_TRANSITIONS);
    diag_hint(run->diags, "Write none, fade, dissolve, push, cover or wipe.");
    return TRANSITION_NONE;
}

static bool is_full_screen(const struct run *run) {
    const struct value *value = value_get(run->meta, "full_screen");
    if (value && value->kind != VALUE_BOOL) {
        diag_warning(run->diags, value->at, DIAG_FRONT_MATTER, "full_screen is true or false");
    }
    return value && value->kind == VALUE_BOOL && value->boolean && is_shown(run);
}

/* Whoever finds a file of the demo without its folder is told by the file itself. */
static const char *choose_subject(const struct run *run) {
    const char *description = run_meta_text(run, "description");
    description = description ? description : run_meta_text(run, "subtitle");
    if (!session_is_demo(run->session)) {
        return description;
    }
    return arena_printf(run->arena, "Demo: companies, people and figures are made up. %s",
                        description ? description : "");
}

struct display_meta run_make_meta(const struct run *run) {
    const char *author = run_meta_text(run, "author");
    return (struct display_meta){
        .title = choose_title(run),
        .author = author ? author : company_name(run),
        .subject = choose_subject(run),
        .keywords =
            session_is_demo(run->session) ? "demo, made up" : run_meta_text(run, "keywords"),
        .language = locale_tag(run->locale),
        .date = world_today(session_world(run->session)),
        .show = {choose_transition(run), is_full_screen(run)},
    };
}

/*
 * One side of a running line. @key: "header" or "footer", a map with `left` and `right`, or a text
 * for its @main side. An empty text is nothing; where the front matter is silent stands what the
 * theme says, or else @otherwise.
 */
static const char *side(const struct run *run, const char *key, const char *name, const char *main,
                        const char *of_theme, const char *otherwise) {
    const struct value *line = value_get(run->meta, key);
    const struct value *value = line && line->kind == VALUE_MAP ? value_get(line, name)
                                : g_str_equal(name, main)       ? line
                                                                : NULL;
    return value ? text_of(run->arena, value) : of_theme ? of_theme : otherwise;
}

/* "Page 2 of 8" is English; other languages, and slides, get what needs no words. */
static const char *page_count(const struct run *run) {
    return !run->is_deck && g_str_has_prefix(locale_tag(run->locale), "en")
               ? "Page {page} of {pages}"
               : "{page} / {pages}";
}

/* What stands in the running lines: of the front matter, the theme, or what is usual. */
static void make_furniture(const struct run *run, struct layout_input *input) {
    const char *const *all = run->theme->furniture[PAGES_ALL];
    input->header_left = side(run, "header", "left", "right", all[HEADER_LEFT], input->partner);
    input->header_center = side(run, "header", "center", "right", all[HEADER_CENTER], NULL);
    input->header_right =
        side(run, "header", "right", "right", all[HEADER_RIGHT], input->meta.title);
    input->footer_left = side(run, "footer", "left", "left", all[FOOTER_LEFT], input->company);
    input->footer_center = side(run, "footer", "center", "left", all[FOOTER_CENTER], NULL);
    input->footer_right = side(run, "footer", "right", "left", all[FOOTER_RIGHT], page_count(run));
}

/* --watermark, else the front matter's. */
static const char *choose_watermark(const struct run *run) {
    return run->job->watermark ? run->job->watermark : run_meta_text(run, "watermark");
}

/* One of the partner's pictures, beside the partner's file or in the workspace. */
static struct theme_logo partner_logo(const struct run *run, const char *key) {
    const struct value *logo = value_get(run->partner, "logo");
    const struct value *path = logo && logo->kind == VALUE_MAP ? value_get(logo, key) : logo;
    const char *written = value_text(run->arena, path, NULL);
    g_autofree char *beside = run->entry.path ? g_path_get_dirname(run->entry.path) : NULL;
    const char *homes[] = {beside, run->workspace ? run->workspace->directory : NULL};
    if (!written || (path == logo && !g_str_equal(key, "path"))) {
        return (struct theme_logo){0};
    }
    for (size_t i = 0; i < G_N_ELEMENTS(homes); i++) {
        g_autofree char *absolute = homes[i] ? g_canonicalize_filename(written, homes[i]) : NULL;
        if (absolute && world_is_file(session_world(run->session), absolute)) {
            const char *alt = text_of(run->arena, value_get(logo, "alt"));
            return (struct theme_logo){arena_strdup(run->arena, absolute),
                                       alt ? alt
                                           : text_of(run->arena, value_get(run->partner, "name"))};
        }
    }
    diag_warning(run->diags, path->at, DIAG_IMAGE_MISSING, "the partner's logo \"%s\" is not there",
                 written);
    diag_hint(run->diags, "Paths start at the partner's file or at the workspace.");
    return (struct theme_logo){0};
}

static bool make_sheet(struct run *run, const struct layout_input *input) {
    size_t n_pages = run->display->n_pages, n_wanted = 0;
    bool *wanted = ARENA_NEW_N(run->arena, bool, n_pages);
    const struct layout_sheet sheet = {.columns = run->job->columns, .is_wanted = wanted};
    if (!run_choose_pages(run, wanted)) {
        return false;
    }
    for (size_t i = 0; i < n_pages; i++) {
        n_wanted += wanted[i];
        wanted[i] = wanted[i] && n_wanted <= LAYOUT_SHEET_PAGES_MAX;
    }
    if (n_wanted > LAYOUT_SHEET_PAGES_MAX) {
        diag_warning(run->diags, (struct span){0}, DIAG_LAYOUT_LIMIT,
                     "the sheet shows the first %d of %zu pages", LAYOUT_SHEET_PAGES_MAX, n_wanted);
        diag_hint(run->diags, "Choose others with --pages.");
    }
    layout_sheet(run->arena, input, &sheet, run->diags, run->display);
    return true;
}

bool run_layout(struct run *run) {
    if (run->job->is_figure) {
        return run_layout_figure(run);
    }
    struct layout_input input = {
        .doc = run->doc,
        .theme = run->theme,
        .notes_theme = run->notes_theme,
        .fonts = run->fonts,
        .is_deck = run->is_deck,
        .is_form = run->is_form,
        .is_one_page = run->is_one_page,
        .meta = run_make_meta(run),
        .context = run,
        .load_image = run_load_image,
        .draw_figure = run_draw_figure,
    };
    input.company = company_name(run);
    input.partner = text_of(run->arena, value_get(run->partner, "name"));
    const char *date = locale_format_date(run->locale, run->arena,
                                          world_today(session_world(run->session)), "long");
    const struct layout_word words[] = {
        {"title", input.meta.title},
        {"partner", input.partner ? input.partner : run_meta_text(run, "partner")},
        {"company", input.company},
        {"period", text_of(run->arena, value_path(run->root, "period.label"))},
        {"date", date},
        {"confidentiality", run_meta_text(run, "confidentiality")},
    };
    input.partner_logo = partner_logo(run, "path");
    input.partner_dark_logo = partner_logo(run, "dark");
    input.words = words;
    input.n_words = G_N_ELEMENTS(words);
    input.cover_right = date;
    input.watermark = choose_watermark(run);
    make_furniture(run, &input);
    run_set_title(run, &input);
    return layout_document(run->arena, &input, run->diags, &run->display) &&
           (!run->job->is_sheet || make_sheet(run, &input));
}
