#include "child.h"
#include "pdf_font_priv.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_blob_t, hb_blob_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_face_t, hb_face_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_subset_input_t, hb_subset_input_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(hb_subset_plan_t, hb_subset_plan_destroy)

/*
 * Glyph ids are remapped to 0, 1, 2 ...: with retained ids the same three faces take four times
 * the bytes. Character to glyph and layout tables are of no use to a PDF reader, which is told the
 * glyphs; a CFF table stands alone, a TrueType font needs the tables of section 9.9.
 *
 * The subsetter is handed a face that has no other tables to begin with: told to drop them, it
 * would still read them all, which takes three times as long.
 */

enum { TRIAL_SECONDS_MAX = 10 };

#define CFF_TABLE HB_TAG('C', 'F', 'F', ' ')

static const hb_tag_t TRUETYPE_TABLES[] = {
    HB_TAG('g', 'l', 'y', 'f'),
    HB_TAG('l', 'o', 'c', 'a'),
    HB_TAG('h', 'e', 'a', 'd'),
    HB_TAG('h', 'h', 'e', 'a'),
    HB_TAG('h', 'm', 't', 'x'),
    HB_TAG('m', 'a', 'x', 'p'),
    /* Instancing a variable font needs its variations; they are gone afterwards. */
    HB_TAG('f', 'v', 'a', 'r'),
    HB_TAG('g', 'v', 'a', 'r'),
    HB_TAG('a', 'v', 'a', 'r'),
    HB_TAG('H', 'V', 'A', 'R'),
};
static const hb_tag_t CFF_TABLES[] = {CFF_TABLE, HB_TAG('m', 'a', 'x', 'p')};
#define CMAP_TABLE HB_TAG('c', 'm', 'a', 'p')

static void copy_table(hb_face_t *source, hb_tag_t tag, hb_face_t *into) {
    g_autoptr(hb_blob_t) table = hb_face_reference_table(source, tag);
    if (hb_blob_get_length(table) > 0) {
        hb_face_builder_add_table(into, tag, table);
    }
}

static hb_face_t *bare_face(hb_face_t *source, bool is_cff) {
    hb_face_t *face = hb_face_builder_create();
    const hb_tag_t *tags = is_cff ? CFF_TABLES : TRUETYPE_TABLES;
    size_t n = is_cff ? G_N_ELEMENTS(CFF_TABLES) : G_N_ELEMENTS(TRUETYPE_TABLES);
    hb_face_set_upem(face, hb_face_get_upem(source));
    for (size_t i = 0; i < n; i++) {
        copy_table(source, tags[i], face);
    }
    return face;
}

/* A PDF knows no variable fonts: the weight is that of the text, all else as the font has it. */
static void pin_axes(hb_face_t *face, const struct font_face *of, hb_subset_input_t *input) {
    unsigned total = hb_ot_var_get_axis_count(face);
    for (unsigned i = 0; i < total; i++) {
        hb_ot_var_axis_info_t axis;
        unsigned n = 1;
        hb_ot_var_get_axis_infos(face, i, &n, &axis);
        if (n == 1 && of->is_variable && axis.tag == HB_TAG('w', 'g', 'h', 't')) {
            hb_subset_input_pin_axis_location(input, face, axis.tag, (float)of->weight);
        } else if (n == 1) {
            hb_subset_input_pin_axis_to_default(input, face, axis.tag);
        }
    }
}

/* What a subset is made of: glyphs, or the characters that it can be asked for. */
struct wanted {
    const uint32_t *ids;
    size_t n;
    bool are_characters;
};

static hb_subset_plan_t *plan_new(hb_face_t *face, const struct font_face *of,
                                  const struct wanted *wanted) {
    g_autoptr(hb_subset_input_t) input = hb_subset_input_create_or_fail();
    if (!input) {
        return NULL;
    }
    /* Subroutines unrolled: quicker to make, and deflate finds what they had in common. */
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    pin_axes(face, of, input);
    hb_set_t *set = wanted->are_characters ? hb_subset_input_unicode_set(input)
                                           : hb_subset_input_glyph_set(input);
    for (size_t i = 0; i < wanted->n; i++) {
        hb_set_add(set, wanted->ids[i]);
    }
    return hb_subset_plan_create_or_fail(face, input);
}

static struct str program_dup(Arena *arena, hb_face_t *face, bool is_cff) {
    g_autoptr(hb_blob_t) blob =
        is_cff ? hb_face_reference_table(face, CFF_TABLE) : hb_face_reference_blob(face);
    unsigned n;
    const char *bytes = hb_blob_get_data(blob, &n);
    return str_dup(arena, (struct str){bytes, n});
}

static bool read_ids(Arena *arena, hb_subset_plan_t *plan, struct pdf_subset *subset) {
    const hb_map_t *old_to_new = hb_subset_plan_old_to_new_glyph_mapping(plan);
    const hb_map_t *new_to_old = hb_subset_plan_new_to_old_glyph_mapping(plan);
    subset->n_glyphs = hb_map_get_population(old_to_new);
    if (subset->n_glyphs == 0 || subset->n_glyphs > UINT16_MAX) {
        return false;
    }
    subset->old_ids = ARENA_NEW_N(arena, uint32_t, subset->n_glyphs);
    subset->codes = ARENA_NEW_N(arena, uint16_t, subset->n_glyphs);
    for (uint32_t i = 0; i < subset->n_glyphs; i++) {
        subset->old_ids[i] = hb_map_get(new_to_old, i);
        subset->codes[i] = (uint16_t)i;
    }
    return true;
}

static bool has_table(hb_face_t *face, hb_tag_t tag) {
    g_autoptr(hb_blob_t) blob = hb_face_reference_table(face, tag);
    return hb_blob_get_length(blob) > 0;
}

static bool run_subsetter(Arena *arena, const struct font_face *face, const struct wanted *wanted,
                          struct pdf_subset *ret) {
    gsize size;
    const char *bytes = g_bytes_get_data(face->data, &size);
    g_autoptr(hb_blob_t) blob =
        hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    g_autoptr(hb_face_t) source = hb_face_create(blob, face->index);
    struct pdf_subset subset = {.is_cff = has_table(source, CFF_TABLE)};
    if (!subset.is_cff && !has_table(source, HB_TAG('g', 'l', 'y', 'f'))) {
        return false;
    }
    g_autoptr(hb_face_t) bare = bare_face(source, subset.is_cff);
    if (wanted->are_characters) {
        copy_table(source, CMAP_TABLE, bare);
    }
    g_autoptr(hb_subset_plan_t) plan = plan_new(bare, face, wanted);
    g_autoptr(hb_face_t) result = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
    if (!result || !read_ids(arena, plan, &subset)) {
        return false;
    }
    subset.program = program_dup(arena, result, subset.is_cff);
    *ret = subset;
    return subset.program.n > 0;
}

struct trial {
    Arena *arena;
    const struct font_face *face;
    const struct wanted *wanted;
};

static bool try_subsetter(void *data, int pipe) {
    (void)pipe;
    const struct trial *trial = data;
    struct pdf_subset unused;
    return run_subsetter(trial->arena, trial->face, trial->wanted, &unused);
}

/*
 * HarfBuzz's subsetter trusts outlines and variations more than its shaper does: a file with wrong
 * bytes can make it free what it has not allocated. So that is tried out elsewhere first.
 */
static bool make_subset(Arena *arena, const struct font_face *face, const struct wanted *wanted,
                        struct pdf_subset *ret) {
    struct trial trial = {arena, face, wanted};
    g_autoptr(GBytes) tried =
        face->is_damaged ? child_run(try_subsetter, &trial, TRIAL_SECONDS_MAX) : NULL;
    return (!face->is_damaged || tried) && run_subsetter(arena, face, wanted, ret);
}

void pdf_subset_number(Arena *arena, const uint32_t *glyphs, size_t n, struct pdf_subset *ret) {
    size_t first = n > 0 && glyphs[0] == 0 ? 1 : 0;
    ret->n_glyphs = (uint32_t)(1 + n - first);
    ret->old_ids = ARENA_NEW_N(arena, uint32_t, ret->n_glyphs);
    ret->codes = ARENA_NEW_N(arena, uint16_t, ret->n_glyphs);
    for (uint32_t i = 1; i < ret->n_glyphs; i++) {
        ret->old_ids[i] = glyphs[first + i - 1];
        ret->codes[i] = (uint16_t)i;
    }
}

/* Whether a subset has exactly the glyphs that were asked for, in their order. */
static bool is_exact(Arena *arena, const struct pdf_subset *subset, const uint32_t *glyphs,
                     size_t n) {
    struct pdf_subset exact;
    pdf_subset_number(arena, glyphs, n, &exact);
    return subset->n_glyphs == exact.n_glyphs &&
           memcmp(subset->old_ids, exact.old_ids, exact.n_glyphs * sizeof *exact.old_ids) == 0;
}

bool pdf_subset_make(Arena *arena, const struct font_face *face, const uint32_t *glyphs, size_t n,
                     struct pdf_subset *ret) {
    const struct wanted wanted = {glyphs, n, false};
    struct pdf_subset subset;
    if (!make_subset(arena, face, &wanted, &subset) ||
        (subset.is_cff && !pdf_cff_read_cids(subset.program, subset.n_glyphs, subset.codes))) {
        return false;
    }
    if (subset.is_cff && is_exact(arena, &subset, glyphs, n) &&
        pdf_cff_take_apart(arena, subset.program, subset.n_glyphs, &subset.parts)) {
        subset.has_parts = true;
        subset.program =
            pdf_cff_assemble(arena, &subset.parts.frame, subset.parts.glyphs, subset.n_glyphs);
    }
    *ret = subset;
    return true;
}

bool pdf_subset_make_simple(Arena *arena, const struct font_face *face, const uint32_t *characters,
                            size_t n, struct pdf_subset *ret) {
    const struct wanted wanted = {characters, n, true};
    return make_subset(arena, face, &wanted, ret) &&
           (!ret->is_cff || !pdf_cff_has_cids(ret->program));
}
