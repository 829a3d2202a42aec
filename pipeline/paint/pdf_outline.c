#include "pdf_document_priv.h"

#include <stdlib.h>
#include <string.h>

static void put_destination(GString *out, const struct display *display, size_t index,
                            const unsigned *page_numbers) {
    const struct destination *destination = &display->destinations[index];
    const struct page *page = &display->pages[destination->page];
    g_string_append_c(out, '[');
    pdf_put_ref(out, page_numbers[destination->page]);
    g_string_append(out, "/XYZ ");
    pdf_put_real(out, destination->x_pt, 2);
    g_string_append_c(out, ' ');
    pdf_put_real(out, page->height_pt - destination->y_pt, 2);
    g_string_append(out, " null]");
}

/* --- outline, section 12.3.3 ---------------------------------------------------------------- */

/* Indexes into display.outline, plus one; 0: none. */
struct entry {
    size_t parent, previous, next, first, last;
    int n_children;
};

/* entries[0] is the outline itself. A level that skips hangs below the entry before it. */
static struct entry *link_entries(Arena *arena, const struct display *display) {
    struct entry *entries = ARENA_NEW_N(arena, struct entry, display->n_outline + 1);
    size_t parent = 0;
    for (size_t i = 1; i <= display->n_outline; i++) {
        int level = display->outline[i - 1].level;
        if (i > 1 && level > display->outline[i - 2].level) {
            parent = i - 1;
        }
        while (parent > 0 && display->outline[parent - 1].level >= level) {
            parent = entries[parent].parent;
        }
        entries[i].parent = parent;
        entries[i].previous = entries[parent].last;
        if (entries[parent].last > 0) {
            entries[entries[parent].last].next = i;
        } else {
            entries[parent].first = i;
        }
        entries[parent].last = i;
        entries[parent].n_children++;
    }
    return entries;
}

static void put_entry_ref(GString *out, const char *key, size_t index, const unsigned *numbers) {
    if (index > 0) {
        g_string_append(out, key);
        pdf_put_ref(out, numbers[index]);
    }
}

static void put_entry_links(GString *out, const struct entry *entry, const unsigned *numbers) {
    put_entry_ref(out, "/Prev", entry->previous, numbers);
    put_entry_ref(out, "/Next", entry->next, numbers);
    put_entry_ref(out, "/First", entry->first, numbers);
    put_entry_ref(out, "/Last", entry->last, numbers);
}

static unsigned write_outline(Arena *arena, const struct display *display, struct pdf_file *file,
                              const unsigned *page_numbers) {
    struct entry *entries = link_entries(arena, display);
    unsigned *numbers = ARENA_NEW_N(arena, unsigned, display->n_outline + 1);
    for (size_t i = 0; i <= display->n_outline; i++) {
        numbers[i] = pdf_file_reserve(file);
    }
    for (size_t i = 1; i <= display->n_outline; i++) {
        const struct outline_entry *entry = &display->outline[i - 1];
        GString *out = pdf_object_begin(file, numbers[i]);
        g_string_append(out, "<</Title");
        pdf_put_text(out, str_from(entry->title));
        g_string_append(out, "/Parent");
        pdf_put_ref(out, numbers[entries[i].parent]);
        put_entry_links(out, &entries[i], numbers);
        if (entries[i].n_children > 0) {
            /* Negative: closed. Two levels are shown at first, deeper ones when asked for. */
            g_string_append(out, "/Count ");
            pdf_put_int(out,
                        entries[i].parent > 0 ? -entries[i].n_children : entries[i].n_children);
        }
        g_string_append(out, "/Dest");
        put_destination(out, display, (size_t)entry->destination, page_numbers);
        g_string_append(out, ">>");
        pdf_object_end(file);
    }
    int n_open = entries[0].n_children;
    for (size_t i = entries[0].first; i > 0; i = entries[i].next) {
        n_open += entries[i].n_children;
    }
    GString *out = pdf_object_begin(file, numbers[0]);
    g_string_append(out, "<</Type/Outlines");
    put_entry_links(out, &entries[0], numbers);
    g_string_append(out, "/Count ");
    pdf_put_int(out, n_open);
    g_string_append(out, ">>");
    pdf_object_end(file);
    return numbers[0];
}

/* --- named destinations, section 12.3.2.3 ---------------------------------------------------- */

static int compare_destinations(const void *a, const void *b, void *display) {
    const struct destination *all = ((const struct display *)display)->destinations;
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    int order = strcmp(all[x].id, all[y].id);
    return order != 0 ? order : (x > y) - (x < y);
}

static unsigned write_names(Arena *arena, const struct display *display, struct pdf_file *file,
                            const unsigned *page_numbers) {
    size_t n = display->n_destinations;
    size_t *order = ARENA_NEW_N(arena, size_t, n);
    for (size_t i = 0; i < n; i++) {
        order[i] = i;
    }
    g_qsort_with_data(order, (gint)n, sizeof *order, compare_destinations,
                      (void *)(uintptr_t)display);
    unsigned number = pdf_file_reserve(file);
    GString *out = pdf_object_begin(file, number);
    g_string_append(out, "<</Names[");
    for (size_t i = 0; i < n; i++) {
        const char *id = display->destinations[order[i]].id;
        if (i > 0 && strcmp(id, display->destinations[order[i - 1]].id) == 0) {
            continue;
        }
        pdf_put_bytes(out, id, strlen(id));
        put_destination(out, display, order[i], page_numbers);
    }
    g_string_append(out, "]>>");
    pdf_object_end(file);
    return number;
}

/* --- page labels, section 12.4.2 ------------------------------------------------------------- */

/* The number that a label is in decimal digits; 0: it is something else. */
static int64_t decimal_label(const char *label) {
    if (label[0] < '1' || label[0] > '9' || strspn(label, "0123456789") != strlen(label) ||
        strlen(label) > 9) {
        return 0;
    }
    return g_ascii_strtoll(label, NULL, 10);
}

static bool has_own_labels(const struct display *display) {
    for (size_t i = 0; i < display->n_pages; i++) {
        const char *label = display->pages[i].label;
        if (label && decimal_label(label) != (int64_t)i + 1) {
            return true;
        }
    }
    return false;
}

/* A range of decimal numbers that count up is one entry; any other label is one of its own. */
static void put_labels(GString *out, const struct display *display) {
    int64_t expected = 0;
    g_string_append(out, "/PageLabels<</Nums[");
    for (size_t i = 0; i < display->n_pages; i++) {
        const char *label = display->pages[i].label;
        int64_t number = label ? decimal_label(label) : (int64_t)i + 1;
        if (number == 0 || number != expected) {
            pdf_put_int(out, (int64_t)i);
            g_string_append(out, "<<");
            if (number == 0) {
                g_string_append(out, "/P");
                pdf_put_text(out, str_from(label));
            } else {
                g_string_append(out, "/S/D/St ");
                pdf_put_int(out, number);
            }
            g_string_append(out, ">>");
        }
        expected = number > 0 ? number + 1 : 0;
    }
    g_string_append(out, "]>>");
}

void pdf_navigation_write(Arena *arena, const struct display *display, struct pdf_file *file,
                          const unsigned *page_numbers, unsigned files, GString *catalogue) {
    if (display->n_outline > 0) {
        g_string_append(catalogue, "/Outlines");
        pdf_put_ref(catalogue, write_outline(arena, display, file, page_numbers));
    }
    if (display->n_destinations > 0 || files > 0) {
        g_string_append(catalogue, "/Names<<");
        if (display->n_destinations > 0) {
            g_string_append(catalogue, "/Dests");
            pdf_put_ref(catalogue, write_names(arena, display, file, page_numbers));
        }
        if (files > 0) {
            g_string_append(catalogue, "/EmbeddedFiles");
            pdf_put_ref(catalogue, files);
        }
        g_string_append(catalogue, ">>");
    }
    if (has_own_labels(display)) {
        put_labels(catalogue, display);
    }
}
