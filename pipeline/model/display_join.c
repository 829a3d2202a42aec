#include "display_join.h"

#include <string.h>

/*
 * Several documents in one: pages behind pages, and one tree of structure over all. What a document
 * refers to by number gets the number that it has in the whole; what it refers to by name gets the
 * part's name in front. Faces and pictures that parts share are there once.
 *
 * Everything is copied, because a document's arena goes before the next one is laid out; only a
 * picture made of shapes is lent.
 */

struct join {
    Arena *arena;
    struct display *to;
    const struct display *from;
    const struct display_part *part;
    int *fonts, *images; /* by number in @from: number in @to */
    size_t first_page, first_tag;
};

static const char *copy_text(Arena *arena, const char *text) {
    return text ? arena_strdup(arena, text) : NULL;
}

static const char *own_name(const struct join *join, const char *name) {
    return name ? arena_printf(join->arena, "%s/%s", join->part->name, name) : NULL;
}

/* --- what parts share ------------------------------------------------------------------------- */

static void unref_bytes(void *bytes) {
    g_bytes_unref(bytes);
}

static GBytes *hold(Arena *arena, GBytes *bytes) {
    arena_defer(arena, unref_bytes, g_bytes_ref(bytes));
    return bytes;
}

static bool is_same_face(const struct font_face *a, const struct font_face *b) {
    return a->data == b->data && a->index == b->index && a->is_variable == b->is_variable &&
           (!a->is_variable || a->weight == b->weight);
}

static int join_face(struct join *join, const struct font_face *face) {
    struct display *to = join->to;
    for (size_t i = 0; i < to->n_fonts; i++) {
        if (is_same_face(&to->fonts[i], face)) {
            return (int)i;
        }
    }
    struct font_face *faces = ARENA_NEW_N(join->arena, struct font_face, to->n_fonts + 1);
    if (to->n_fonts > 0) {
        memcpy(faces, to->fonts, to->n_fonts * sizeof *faces);
    }
    faces[to->n_fonts] = *face;
    faces[to->n_fonts].data = hold(join->arena, face->data);
    faces[to->n_fonts].family = copy_text(join->arena, face->family);
    faces[to->n_fonts].path = copy_text(join->arena, face->path);
    to->fonts = faces;
    return (int)to->n_fonts++;
}

static int join_image(struct join *join, const struct image *image, bool *ret_is_lent) {
    struct display *to = join->to;
    for (size_t i = 0; i < to->n_images; i++) {
        if (to->images[i].format == image->format && to->images[i].width_px == image->width_px &&
            g_bytes_equal(to->images[i].data, image->data)) {
            return (int)i;
        }
    }
    size_t n = to->n_images;
    if ((n & (n - 1)) == 0) { /* room for twice as many, each time it is a power of two */
        struct image *more = ARENA_NEW_N(join->arena, struct image, n > 0 ? 2 * n : 1);
        if (n > 0) {
            memcpy(more, to->images, n * sizeof *more);
        }
        to->images = more;
    }
    struct image *own = (struct image *)&to->images[n];
    *own = *image;
    own->data = hold(join->arena, image->data);
    own->path = copy_text(join->arena, image->path);
    *ret_is_lent = *ret_is_lent || image->vector;
    return (int)to->n_images++;
}

/* --- structure ------------------------------------------------------------------------------ */

static bool is_other_language(const struct display *to, const char *language) {
    return language && g_strcmp0(language, to->meta.language) != 0;
}

static void join_tags(struct join *join) {
    struct display *to = join->to;
    int first = (int)join->first_tag;
    for (size_t i = 0; i < join->from->n_tags; i++) {
        struct tag tag = join->from->tags[i];
        bool is_root = i == 0;
        tag.kind = is_root ? TAG_SECT : tag.kind;
        tag.parent = is_root ? 0 : tag.parent + first;
        tag.language = is_root && is_other_language(to, join->from->meta.language)
                           ? join->from->meta.language
                           : tag.language;
        tag.alt = copy_text(join->arena, tag.alt);
        tag.language = copy_text(join->arena, tag.language);
        tag.numbering = copy_text(join->arena, tag.numbering);
        tag.column_head += tag.column_head > 0 ? first : 0;
        tag.row_head += tag.row_head > 0 ? first : 0;
        tag.box = tag.box ? arena_memdup(join->arena, tag.box, sizeof *tag.box) : NULL;
        to->tags =
            arena_grow(join->arena, to->tags, to->n_tags, &to->tags_capacity, sizeof *to->tags);
        to->tags[to->n_tags++] = tag;
    }
}

/* --- pages ---------------------------------------------------------------------------------- */

static const struct path *join_faces(struct join *join, const struct path *faces, size_t n) {
    struct path *own = arena_memdup(join->arena, faces, n * sizeof *faces);
    for (size_t i = 0; i < n; i++) {
        own[i].steps =
            arena_memdup(join->arena, own[i].steps, own[i].n_steps * sizeof *own[i].steps);
    }
    return own;
}

static const struct field *join_field(struct join *join, const struct field *field) {
    struct field *own = arena_memdup(join->arena, field, sizeof *field);
    own->name = own_name(join, field->name);
    own->label = copy_text(join->arena, field->label);
    own->off = join_faces(join, field->off, field->n_off);
    own->on = join_faces(join, field->on, field->n_on);
    own->font = join->fonts[field->font];
    return own;
}

static void join_op(struct join *join, struct op *op) {
    Arena *arena = join->arena;
    op->tag += op->tag >= 0 ? (int)join->first_tag : 0;
    switch (op->kind) {
    case OP_GLYPHS:
        op->glyphs.font = join->fonts[op->glyphs.font];
        op->glyphs.glyphs =
            arena_memdup(arena, op->glyphs.glyphs, op->glyphs.n_glyphs * sizeof *op->glyphs.glyphs);
        op->glyphs.text = str_dup(arena, op->glyphs.text);
        return;
    case OP_RECT: return;
    case OP_PATH:
        op->path.steps =
            arena_memdup(arena, op->path.steps, op->path.n_steps * sizeof *op->path.steps);
        return;
    case OP_IMAGE: op->image.image = join->images[op->image.image]; return;
    case OP_LINK:
        op->link.uri = copy_text(arena, op->link.uri);
        op->link.id = own_name(join, op->link.id);
        op->link.contents = copy_text(arena, op->link.contents);
        return;
    case OP_FIELD: op->field.field = join_field(join, op->field.field); return;
    }
    g_assert_not_reached();
}

static void join_page(struct join *join, const struct page *page, size_t number) {
    struct display *to = join->to;
    to->pages =
        arena_grow(join->arena, to->pages, to->n_pages, &to->pages_capacity, sizeof *to->pages);
    struct page *own = &to->pages[to->n_pages++];
    *own = *page;
    own->ops = arena_memdup(join->arena, page->ops, page->n_ops * sizeof *page->ops);
    own->capacity = page->n_ops;
    own->label = page->label ? arena_printf(join->arena, "%s %s", join->part->title, page->label)
                             : arena_printf(join->arena, "%s %zu", join->part->title, number);
    for (size_t i = 0; i < own->n_ops; i++) {
        join_op(join, &own->ops[i]);
    }
}

/* --- ways to it ------------------------------------------------------------------------------- */

static int add_destination(struct join *join, struct destination destination) {
    struct display *to = join->to;
    destination.page += (int)join->first_page;
    to->destinations = arena_grow(join->arena, to->destinations, to->n_destinations,
                                  &to->destinations_capacity, sizeof *to->destinations);
    to->destinations[to->n_destinations] = destination;
    return (int)to->n_destinations++;
}

static void add_entry(struct join *join, struct outline_entry entry) {
    struct display *to = join->to;
    to->outline = arena_grow(join->arena, to->outline, to->n_outline, &to->outline_capacity,
                             sizeof *to->outline);
    to->outline[to->n_outline++] = entry;
}

static void join_outline(struct join *join) {
    const struct display *from = join->from;
    int first = (int)join->to->n_destinations + 1;
    struct destination start = {.id = own_name(join, "")};
    add_entry(join, (struct outline_entry){1, copy_text(join->arena, join->part->title),
                                           add_destination(join, start)});
    for (size_t i = 0; i < from->n_destinations; i++) {
        struct destination destination = from->destinations[i];
        destination.id = own_name(join, destination.id);
        add_destination(join, destination);
    }
    for (size_t i = 0; i < from->n_outline; i++) {
        const struct outline_entry *entry = &from->outline[i];
        add_entry(join,
                  (struct outline_entry){entry->level + 1, copy_text(join->arena, entry->title),
                                         entry->destination + first});
    }
}

/* --- the whole ------------------------------------------------------------------------------ */

struct display *display_join_new(Arena *arena, const struct display_meta *meta) {
    struct display *display = ARENA_NEW(arena, struct display);
    display->meta = (struct display_meta){
        .title = arena_strdup(arena, meta->title),
        .author = copy_text(arena, meta->author),
        .subject = copy_text(arena, meta->subject),
        .keywords = copy_text(arena, meta->keywords),
        .language = arena_strdup(arena, meta->language),
        .date = meta->date,
        .from = {.document = copy_text(arena, meta->from.document),
                 .period = copy_text(arena, meta->from.period),
                 .template_key = copy_text(arena, meta->from.template_key)},
        .show = meta->show,
    };
    display->tags = arena_grow(arena, NULL, 0, &display->tags_capacity, sizeof *display->tags);
    display->tags[display->n_tags++] = (struct tag){.kind = TAG_DOCUMENT, .parent = -1};
    return display;
}

bool display_append(Arena *arena, struct display *to, const struct display *from,
                    const struct display_part *part) {
    struct join join = {.arena = arena,
                        .to = to,
                        .from = from,
                        .part = part,
                        .fonts = g_new0(int, from->n_fonts + 1),
                        .images = g_new0(int, from->n_images + 1),
                        .first_page = to->n_pages,
                        .first_tag = to->n_tags};
    bool is_lent = false;
    for (size_t i = 0; i < from->n_fonts; i++) {
        join.fonts[i] = join_face(&join, &from->fonts[i]);
    }
    for (size_t i = 0; i < from->n_images; i++) {
        join.images[i] = join_image(&join, &from->images[i], &is_lent);
    }
    join_tags(&join);
    for (size_t i = 0; i < from->n_pages; i++) {
        join_page(&join, &from->pages[i], i + 1);
    }
    join_outline(&join);
    g_free(join.fonts);
    g_free(join.images);
    return is_lent;
}
