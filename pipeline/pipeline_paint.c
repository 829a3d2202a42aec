#include "pipeline_priv.h"

#include <string.h>

/* --- stage 6: bytes --------------------------------------------------------------------------- */

/* A whole number from 1 at the head of @rest; 0: there is none. */
static size_t take_number(struct str *rest) {
    size_t number = 0, n = 0;
    while (n < rest->n && g_ascii_isdigit(rest->p[n]) && n < 9) {
        number = number * 10 + (size_t)(rest->p[n++] - '0');
    }
    *rest = str_skip(*rest, n);
    return number;
}

/* "3", "2-5" or "4-". */
static bool read_range(struct str part, size_t n_pages, bool *wanted) {
    part = str_trim(part);
    size_t first = take_number(&part), last = first;
    if (part.n > 0 && part.p[0] == '-') {
        part = str_skip(part, 1);
        last = part.n > 0 ? take_number(&part) : n_pages;
    }
    if (first == 0 || last < first || part.n > 0) {
        return false;
    }
    for (size_t page = first; page <= MIN(last, n_pages); page++) {
        wanted[page - 1] = true;
    }
    return true;
}

bool run_choose_pages(struct run *run, bool *wanted) {
    size_t n_pages = run->display->n_pages, n_wanted = 0;
    struct str rest = str_from(run->job->pages ? run->job->pages : "1-"), part;
    bool is_read = true;
    while (is_read && rest.n > 0) {
        str_cut(rest, ',', &part, &rest);
        is_read = read_range(part, n_pages, wanted);
    }
    if (!is_read) {
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "\"%s\" does not say which pages", run->job->pages);
        diag_hint(run->diags, "Write numbers and ranges, such as 1-3,5 or 4-.");
        return false;
    }
    for (size_t i = 0; i < n_pages; i++) {
        n_wanted += wanted[i];
    }
    if (n_wanted == 0) {
        diag_error(run->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
                   "the document has no page of \"%s\": it has %zu", run->job->pages, n_pages);
        return false;
    }
    return true;
}

static struct paint_options picture_options(const struct run *run, const struct page *page) {
    struct paint_options options = {.dpi = run->job->dpi,
                                    .is_transparent = run->job->is_transparent};
    if (run->job->width_px > 0) {
        options.dpi = run->job->width_px * 72 / page->width_pt;
    }
    return options;
}

/* A picture is of one page: each is painted as a document of its own. */
static bool paint_pictures(struct run *run) {
    size_t n_pages = run->display->n_pages;
    bool *wanted = ARENA_NEW_N(run->arena, bool, n_pages);
    if (run->job->is_sheet) {
        wanted[0] = true;
    } else if (!run_choose_pages(run, wanted)) {
        return false;
    }
    run->pictures = ARENA_NEW_N(run->arena, struct picture, n_pages);
    for (size_t i = 0; i < n_pages; i++) {
        if (!wanted[i]) {
            continue;
        }
        struct display one = *run->display;
        one.pages = &run->display->pages[i];
        one.n_pages = 1;
        struct paint_options options = picture_options(run, one.pages);
        struct picture *picture = &run->pictures[run->n_pictures];
        if (!paint_display(run->painter, &one, &options, run->diags, &picture->bytes)) {
            return false;
        }
        picture->page = i + 1;
        run->n_pictures++;
    }
    return true;
}

bool run_paint(struct run *run) {
    const struct paint_options options = {.dpi = run->job->dpi,
                                          .is_encrypted = run->job->encryption != NULL,
                                          .cache = session_paint_cache(run->session)};
    if (options.is_encrypted && run->painter == &paint_pdf) {
        diag_warning(run->diags, (struct span){0}, DIAG_PDF_CLAIM,
                     "an encrypted PDF is not archival: it does not claim to be PDF/A");
        diag_hint(run->diags, "Keep a copy without encryption for the archive.");
    }
    return run->painter->is_picture
               ? paint_pictures(run)
               : paint_display(run->painter, run->display, &options, run->diags, &run->bytes);
}
