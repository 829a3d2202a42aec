#include "pdf_document_priv.h"
#include "pdf_form_priv.h"

#include <string.h>

/*
 * A field and its widget are one dictionary (section 12.7.3.1). Each state has its appearance, so
 * that no reader must make one before something is typed; equal ones are one stream.
 */

static void free_string(void *string) {
    g_string_free(string, TRUE);
}

static void unref_table(void *table) {
    g_hash_table_unref(table);
}

void pdf_form_init(Arena *arena, const struct display *display, struct pdf_file *file,
                   struct pdf_form *ret) {
    *ret = (struct pdf_form){
        .arena = arena,
        .display = display,
        .file = file,
        .fields = g_string_new(NULL),
        .streams = g_hash_table_new(g_str_hash, g_str_equal),
        .fonts = ARENA_NEW_N(arena, unsigned, display->n_fonts),
    };
    arena_defer(arena, free_string, ret->fields);
    arena_defer(arena, unref_table, ret->streams);
}

/* --- fonts ------------------------------------------------------------------------------------ */

/* The field's own font, or the first of the document's that will do; -1: none does. */
static int usable_font(struct pdf_form *form, int wanted) {
    for (int i = -1; i < (int)form->display->n_fonts; i++) {
        int font = i < 0 ? wanted : i;
        if (form->fonts[font] == 0) {
            form->fonts[font] =
                pdf_form_font_write(form->arena, &form->display->fonts[font], form->file);
        }
        if (form->fonts[font] > 0) {
            return font;
        }
    }
    return -1;
}

static void put_real(GString *out, double value) {
    pdf_put_real(out, value, 3);
    g_string_append_c(out, ' ');
}

/* Section 12.7.3.3: how a reader draws what is typed. */
static void put_default_appearance(struct pdf_form *form, GString *out, const struct field *field) {
    int font = usable_font(form, field->font);
    g_autoptr(GString) text = g_string_new(NULL);
    if (font >= 0) {
        g_string_append_printf(text, "/T%d ", font);
    } else {
        form->lacks_font = true;
        g_string_append(text, "/Helv ");
    }
    struct rgb colour = rgb_from_rgb16(field->colour);
    put_real(text, field->size_pt);
    g_string_append(text, "Tf ");
    put_real(text, colour.r);
    put_real(text, colour.g);
    put_real(text, colour.b);
    g_string_append(text, "rg");
    g_string_append(out, "/DA");
    pdf_put_bytes(out, text->str, text->len);
}

/* --- appearances ------------------------------------------------------------------------------ */

/* @is_from_above: y grows downwards, as in all that layout draws. */
static unsigned write_stream(struct pdf_form *form, struct rect rect, const GString *content,
                             bool is_from_above) {
    g_autoptr(GString) entries = g_string_new("/Type/XObject/Subtype/Form/Resources<<>>/BBox[0 0 ");
    pdf_put_real(entries, rect.width, 2);
    g_string_append_c(entries, ' ');
    pdf_put_real(entries, rect.height, 2);
    g_string_append_c(entries, ']');
    if (is_from_above) {
        g_string_append(entries, "/Matrix[1 0 0 -1 0 ");
        pdf_put_real(entries, rect.height, 2);
        g_string_append_c(entries, ']');
    }
    char *key = arena_printf(form->arena, "%s\n%s", entries->str, content->str);
    unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(form->streams, key));
    if (number == 0) {
        number = pdf_file_reserve(form->file);
        g_hash_table_insert(form->streams, key, GUINT_TO_POINTER(number));
        pdf_stream_write(form->file, number, entries->str, (struct str){content->str, content->len},
                         PDF_DEFLATED);
    }
    return number;
}

static unsigned write_face(struct pdf_form *form, struct rect rect, const struct path *paths,
                           size_t n) {
    g_autoptr(GString) content = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        bool is_round = paths[i].cap == CAP_ROUND;
        struct vector_shape shape = {
            .path = paths[i], .join = is_round ? JOIN_ROUND : JOIN_MITRE, .mitre_limit = 10};
        pdf_vector_put_shape(content, &shape);
    }
    return write_stream(form, rect, content, true);
}

static void put_check(struct pdf_form *form, GString *out, const struct op *op) {
    const struct field *field = op->field.field;
    g_string_append(out, "/FT/Btn/AP<</N<</Off");
    pdf_put_ref(out, write_face(form, op->field.rect, field->off, field->n_off));
    g_string_append(out, "/Yes");
    pdf_put_ref(out, write_face(form, op->field.rect, field->on, field->n_on));
    g_string_append(out, field->is_checked ? ">>>>/V/Yes/DV/Yes/AS/Yes" : ">>>>/V/Off/AS/Off");
}

/* Nothing is seen of an empty one: its line belongs to the page. */
static void put_empty_face(struct pdf_form *form, GString *out, const struct op *op,
                           const char *content) {
    g_autoptr(GString) text = g_string_new(content);
    g_string_append(out, "/AP<</N");
    pdf_put_ref(out, write_stream(form, op->field.rect, text, false));
    g_string_append(out, ">>");
}

static void put_kind(struct pdf_form *form, GString *out, const struct op *op) {
    const struct field *field = op->field.field;
    switch (field->kind) {
    case FIELD_CHECK: put_check(form, out, op); return;
    case FIELD_TEXT:
        g_string_append(out, field->is_rtl ? "/FT/Tx/Q 2" : "/FT/Tx");
        put_default_appearance(form, out, field);
        put_empty_face(form, out, op, "/Tx BMC EMC");
        return;
    case FIELD_SIGNATURE:
        form->has_signature = true;
        g_string_append(out, "/FT/Sig");
        put_empty_face(form, out, op, "");
        return;
    }
    g_assert_not_reached();
}

/* --- fields ----------------------------------------------------------------------------------- */

/* The flag 4: it is printed. */
unsigned pdf_form_add(struct pdf_form *form, struct pdf_structure *structure, const struct op *op,
                      double page_height_pt, unsigned page) {
    const struct field *field = op->field.field;
    unsigned number = pdf_file_reserve(form->file);
    /* Streams are written between objects, not inside one. */
    g_autoptr(GString) out = g_string_new("<</Type/Annot/Subtype/Widget/F 4/Rect");
    pdf_put_rect(out, op->field.rect, page_height_pt);
    g_string_append(out, "/P");
    pdf_put_ref(out, page);
    g_string_append(out, "/T");
    pdf_put_text(out, str_from(field->name));
    g_string_append(out, "/TU");
    pdf_put_text(out, str_from(field->label));
    g_string_append(out, field->is_required ? "/Ff 2" : "");
    put_kind(form, out, op);
    g_string_append(out, "/StructParent ");
    pdf_put_int(out, pdf_structure_add_annotation(structure, op->tag, number));
    g_string_append(out, ">>");
    g_string_append_len(pdf_object_begin(form->file, number), out->str, (gssize)out->len);
    pdf_object_end(form->file);
    pdf_put_ref(form->fields, number);
    return number;
}

static void put_fonts(const struct pdf_form *form, GString *out) {
    g_string_append(out, "/DR<</Font<<");
    for (size_t i = 0; i < form->display->n_fonts; i++) {
        if (form->fonts[i] > 0) {
            g_string_append_printf(out, "/T%zu", i);
            pdf_put_ref(out, form->fonts[i]);
        }
    }
    if (form->lacks_font) {
        g_string_append(out, "/Helv<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                             "/Encoding/WinAnsiEncoding>>");
    }
    g_string_append(out, ">>>>");
}

void pdf_form_write(struct pdf_form *form, GString *catalogue) {
    if (form->fields->len == 0) {
        return;
    }
    g_string_append(catalogue, "/AcroForm<</Fields[");
    g_string_append_len(catalogue, form->fields->str, (gssize)form->fields->len);
    g_string_append(catalogue, "]/NeedAppearances false");
    put_fonts(form, catalogue);
    g_string_append(catalogue, form->has_signature ? "/SigFlags 1>>" : ">>");
}
