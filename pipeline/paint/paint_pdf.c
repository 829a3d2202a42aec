#include "pdf_document_priv.h"
#include "pdf_form_priv.h"
#include "pdf_page_priv.h"

#include <string.h>

/*
 * The PDF painter: fonts and images are written before the first page, each page when it ends, and
 * what is known only then (structure, outline, metadata, catalogue) at the end.
 *
 * Numbers of pages and of the page tree's root are reserved first, because links, destinations and
 * structure elements refer to pages that come later.
 */

struct pdf {
    Arena *arena;
    const struct display *display;
    struct display_meta meta;
    struct pdf_file *file;
    struct pdf_fonts fonts;
    struct pdf_images images;
    struct pdf_structure structure;
    struct pdf_content content;
    struct pdf_form form;
    GHashTable *destinations; /* identifiers that are there */
    unsigned *page_numbers;
    unsigned pages_number, resources_number;
    size_t page;          /* being painted */
    GString *annotations; /* of that page: references */
    bool has_loose_link;  /* an annotation that no Link element holds */
    bool is_encrypted;
};

/* --- begin ---------------------------------------------------------------------------------- */

static void put_resource(GString *out, const char *prefix, size_t name, unsigned number) {
    if (number > 0) {
        g_string_append(out, prefix);
        pdf_put_int(out, (int64_t)name);
        pdf_put_ref(out, number);
    }
}

static void write_resources(struct pdf *pdf) {
    GString *out = pdf_object_begin(pdf->file, pdf->resources_number);
    g_string_append(out, "<</Font<<");
    for (size_t i = 0; i < pdf->fonts.n; i++) {
        for (size_t layer = 0; layer < PDF_LAYERS_MAX; layer++) {
            put_resource(out, "/F", i * PDF_LAYERS_MAX + layer, pdf->fonts.items[i].numbers[layer]);
        }
    }
    g_string_append(out, ">>/XObject<<");
    for (size_t i = 0; i < pdf->images.n; i++) {
        put_resource(out, "/I", i, pdf->images.numbers[i]);
    }
    g_string_append(out, ">>>>");
    pdf_object_end(pdf->file);
}

static void free_string(void *string) {
    g_string_free(string, TRUE);
}

static void unref_table(void *table) {
    g_hash_table_unref(table);
}

static void index_destinations(struct pdf *pdf) {
    pdf->destinations = g_hash_table_new(g_str_hash, g_str_equal);
    arena_defer(pdf->arena, unref_table, pdf->destinations);
    for (size_t i = 0; i < pdf->display->n_destinations; i++) {
        g_hash_table_add(pdf->destinations, (void *)(uintptr_t)pdf->display->destinations[i].id);
    }
}

/* Most of what is made for each partner has one page or two, and no more than this. */
enum { SHORT_PAGES_MAX = 4 };

static void *begin(Arena *arena, const struct display *display, const struct paint_options *options,
                   struct diags *diags) {
    g_assert(display->n_tags > 0);
    struct pdf *pdf = ARENA_NEW(arena, struct pdf);
    pdf->arena = arena;
    pdf->is_encrypted = options->is_encrypted;
    pdf->display = display;
    pdf->meta = pdf_meta_clean(arena, &display->meta);
    pdf->file = pdf_file_new(arena, display->n_pages > SHORT_PAGES_MAX, options->cache);
    pdf->annotations = g_string_new(NULL);
    pdf->content.out = g_string_new(NULL);
    arena_defer(arena, free_string, pdf->annotations);
    arena_defer(arena, free_string, pdf->content.out);
    pdf->content.structure = &pdf->structure;
    pdf->pages_number = pdf_file_reserve(pdf->file);
    pdf->resources_number = pdf_file_reserve(pdf->file);
    pdf->page_numbers = ARENA_NEW_N(arena, unsigned, display->n_pages);
    for (size_t i = 0; i < display->n_pages; i++) {
        pdf->page_numbers[i] = pdf_file_reserve(pdf->file);
    }
    pdf_structure_init(arena, display, &pdf->structure);
    index_destinations(pdf);
    pdf_form_init(arena, display, pdf->file, &pdf->form);
    bool has_images = pdf_images_write(arena, display, pdf->file, diags, &pdf->images);
    if (!pdf_fonts_collect(arena, display, diags, &pdf->fonts) ||
        !pdf_fonts_write(arena, &pdf->fonts, pdf->file, diags) || !has_images) {
        return NULL;
    }
    write_resources(pdf);
    return pdf;
}

/* --- pages ---------------------------------------------------------------------------------- */

static void page_begin(void *self, const struct page *page) {
    struct pdf *pdf = self;
    pdf_content_begin(&pdf->content, page, pdf->page);
    g_string_truncate(pdf->annotations, 0);
}

static void draw_glyphs(void *self, const struct op *op) {
    struct pdf *pdf = self;
    pdf_text_show(&pdf->content, op, &pdf->fonts.items[op->glyphs.font]);
}

static void draw_rect(void *self, const struct op *op) {
    struct pdf *pdf = self;
    pdf_content_rect(&pdf->content, op);
}

static void draw_path(void *self, const struct op *op) {
    struct pdf *pdf = self;
    pdf_content_path(&pdf->content, op);
}

static void draw_image(void *self, const struct op *op) {
    struct pdf *pdf = self;
    pdf_content_image(&pdf->content, op, (size_t)op->image.image);
}

/* A URI is ASCII (section 12.6.4.7): other bytes and spaces are escaped, nothing else is. */
static void put_uri(GString *out, const char *uri) {
    g_autoptr(GString) ascii = g_string_new(NULL);
    for (const char *p = uri; *p; p++) {
        if (g_ascii_isgraph(*p)) {
            g_string_append_c(ascii, *p);
        } else {
            g_string_append_c(ascii, '%');
            pdf_put_hex(ascii, (unsigned char)*p, 2);
        }
    }
    pdf_put_bytes(out, ascii->str, ascii->len);
}

/* Section 12.5.6.5. The print flag is PDF/A's wish (ISO 19005-2 section 6.3.2). */
static void put_link(GString *out, const struct op *op, double page_height_pt) {
    g_string_append(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
    pdf_put_rect(out, op->link.rect, page_height_pt);
    if (op->link.contents) {
        g_string_append(out, "/Contents");
        pdf_put_text(out, str_from(op->link.contents));
    }
    if (op->link.uri) {
        g_string_append(out, "/A<</S/URI/URI");
        put_uri(out, op->link.uri);
        g_string_append(out, ">>");
    } else {
        g_string_append(out, "/Dest");
        pdf_put_bytes(out, op->link.id, strlen(op->link.id));
    }
}

static void draw_link(void *self, const struct op *op) {
    struct pdf *pdf = self;
    bool has_target =
        op->link.uri || (op->link.id && g_hash_table_contains(pdf->destinations, op->link.id));
    if (!has_target) {
        return;
    }
    unsigned number = pdf_file_reserve(pdf->file);
    GString *out = pdf_object_begin(pdf->file, number);
    put_link(out, op, pdf->content.height_pt);
    bool is_held = op->tag >= 0 && pdf->display->tags[op->tag].kind == TAG_LINK;
    if (op->tag >= 0) {
        g_string_append(out, "/StructParent ");
        pdf_put_int(out, pdf_structure_add_annotation(&pdf->structure, op->tag, number));
    }
    pdf->has_loose_link |= !is_held || !op->link.contents;
    g_string_append(out, ">>");
    pdf_object_end(pdf->file);
    pdf_put_ref(pdf->annotations, number);
}

/* What repeats a field that stands elsewhere is a picture of it. */
static void draw_field(void *self, const struct op *op) {
    struct pdf *pdf = self;
    struct op face;
    if (op->field.field->name) {
        pdf_put_ref(pdf->annotations,
                    pdf_form_add(&pdf->form, &pdf->structure, op, pdf->content.height_pt,
                                 pdf->page_numbers[pdf->page]));
        return;
    }
    for (size_t i = 0; op_field_face(pdf->arena, op, i, &face); i++) {
        pdf_content_path(&pdf->content, &face);
    }
}

/* Section 12.4.4; half a second: longer ones are looked at, not through. */
static void put_transition(GString *out, enum transition transition) {
    static const char *const styles[N_TRANSITIONS] = {NULL,        "Fade",       "Dissolve",
                                                      "Push/Di 0", "Cover/Di 0", "Wipe/Di 0"};
    if (transition != TRANSITION_NONE) {
        g_string_append_printf(out, "/Trans<</S/%s/D .5>>", styles[transition]);
    }
}

static void put_page(struct pdf *pdf, GString *out, unsigned contents) {
    const struct page *page = &pdf->display->pages[pdf->page];
    g_string_append(out, "<</Type/Page/Parent");
    pdf_put_ref(out, pdf->pages_number);
    g_string_append(out, "/MediaBox[0 0 ");
    pdf_put_real(out, page->width_pt, 2);
    g_string_append_c(out, ' ');
    pdf_put_real(out, page->height_pt, 2);
    /* Its own and not inherited: ISO 19005-2 section 6.2.2. All pages share one dictionary. */
    g_string_append(out, "]/Resources");
    pdf_put_ref(out, pdf->resources_number);
    g_string_append(out, "/Contents");
    pdf_put_ref(out, contents);
    if (pdf->structure.next_mcid > 0) {
        g_string_append(out, "/StructParents ");
        pdf_put_int(out, (int64_t)pdf->page);
    }
    if (pdf->annotations->len > 0) {
        /* Tab order follows the structure: ISO 14289-1 section 7.18.3. */
        g_string_append(out, "/Tabs/S/Annots[");
        g_string_append_len(out, pdf->annotations->str, (gssize)pdf->annotations->len);
        g_string_append_c(out, ']');
    }
    put_transition(out, pdf->meta.show.transition);
    g_string_append(out, ">>");
}

static void page_end(void *self) {
    struct pdf *pdf = self;
    unsigned contents = pdf_file_reserve(pdf->file);
    pdf_content_end(&pdf->content);
    GString *stream = pdf->content.out;
    pdf_stream_write(pdf->file, contents, "", (struct str){stream->str, stream->len}, PDF_PAGE);
    put_page(pdf, pdf_object_begin(pdf->file, pdf->page_numbers[pdf->page]), contents);
    pdf_object_end(pdf->file);
    pdf->page++;
}

/* --- end ------------------------------------------------------------------------------------ */

/* Flat: readers find a page by its place in one array. */
static void write_page_tree(struct pdf *pdf) {
    GString *out = pdf_object_begin(pdf->file, pdf->pages_number);
    g_string_append(out, "<</Type/Pages/Count ");
    pdf_put_int(out, (int64_t)pdf->display->n_pages);
    g_string_append(out, "/Kids[");
    for (size_t i = 0; i < pdf->display->n_pages; i++) {
        pdf_put_ref(out, pdf->page_numbers[i]);
    }
    g_string_append(out, "]>>");
    pdf_object_end(pdf->file);
}

static bool has_figure_without_text(const struct display *display) {
    for (size_t i = 0; i < display->n_tags; i++) {
        if (display->tags[i].kind == TAG_FIGURE && !display->tags[i].alt) {
            return true;
        }
    }
    return false;
}

static bool shows_notdef(const struct pdf_fonts *fonts) {
    for (size_t i = 0; i < fonts->n; i++) {
        if (fonts->items[i].has_notdef) {
            return true;
        }
    }
    return false;
}

/* A file says of itself only what is true of it. */
static struct pdf_claims claims_of(const struct pdf *pdf) {
    bool has_all_glyphs = !shows_notdef(&pdf->fonts) && !pdf->form.lacks_font;
    return (struct pdf_claims){
        .is_archival = has_all_glyphs && !pdf->is_encrypted,
        .has_attachments = pdf->display->n_attachments > 0,
        .is_accessible =
            has_all_glyphs && !pdf->has_loose_link && !has_figure_without_text(pdf->display),
    };
}

static unsigned write_catalogue(struct pdf *pdf) {
    const struct display *display = pdf->display;
    struct pdf_claims claims = claims_of(pdf);
    g_autoptr(GString) entries = g_string_new("<</Type/Catalog/Pages");
    pdf_put_ref(entries, pdf->pages_number);
    g_string_append(entries, "/Lang");
    pdf_put_text(entries, str_from(pdf->meta.language));
    g_string_append(entries, pdf->meta.show.is_full_screen ? "/PageMode/FullScreen" : "");
    g_string_append(entries, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
                             "/StructTreeRoot");
    pdf_put_ref(entries, pdf_structure_write(&pdf->structure, pdf->file, pdf->page_numbers));
    g_string_append(entries, "/Metadata");
    pdf_put_ref(entries, pdf_metadata_write(&pdf->meta, &claims, pdf->file));
    g_string_append(entries, "/OutputIntents[");
    pdf_put_ref(entries, pdf_output_intent_write(pdf->file));
    g_string_append_c(entries, ']');
    pdf_form_write(&pdf->form, entries);
    unsigned files = pdf_attachments_write(pdf->arena, display, pdf->file, entries);
    pdf_navigation_write(pdf->arena, display, pdf->file, pdf->page_numbers, files, entries);
    g_string_append(entries, ">>");
    unsigned number = pdf_file_reserve(pdf->file);
    g_string_append_len(pdf_object_begin(pdf->file, number), entries->str, (gssize)entries->len);
    pdf_object_end(pdf->file);
    return number;
}

static GBytes *end(void *self, struct diags *diags) {
    struct pdf *pdf = self;
    (void)diags;
    write_page_tree(pdf);
    unsigned root = write_catalogue(pdf);
    unsigned info = pdf_info_write(&pdf->meta, pdf->file);
    return pdf_file_end(pdf->file, root, info);
}

const struct painter paint_pdf = {
    .name = "pdf",
    .extension = "pdf",
    .begin = begin,
    .page_begin = page_begin,
    .glyphs = draw_glyphs,
    .rect = draw_rect,
    .path = draw_path,
    .image = draw_image,
    .link = draw_link,
    .field = draw_field,
    .page_end = page_end,
    .end = end,
};
