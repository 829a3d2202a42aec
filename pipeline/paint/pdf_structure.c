#include "pdf_page_priv.h"

#include <limits.h>

/*
 * While pages are painted, each marked content and each link's annotation is noted with its tag.
 * At the end the tree is written in one pass over the tags: an element holds its own content and
 * its child elements, children in the order of the tags (reading order), own content before the
 * first child that was painted later. Elements that hold nothing are left out, but cells of a
 * table that is there are kept, or its rows would not be of one length.
 *
 * Cost: linear in tags and content; an element is written once and never searched for.
 */

enum { NONE = -1 };

void pdf_structure_init(Arena *arena, const struct display *display, struct pdf_structure *ret) {
    *ret = (struct pdf_structure){
        .arena = arena,
        .tags = display->tags,
        .n_tags = display->n_tags,
        .pages = display->pages,
        .n_pages = display->n_pages,
        .first = ARENA_NEW_N(arena, int, display->n_tags),
        .last = ARENA_NEW_N(arena, int, display->n_tags),
    };
    for (size_t i = 0; i < display->n_tags; i++) {
        ret->first[i] = ret->last[i] = NONE;
    }
}

void pdf_structure_begin_page(struct pdf_structure *structure, size_t page) {
    structure->page = page;
    structure->next_mcid = 0;
}

static void add_item(struct pdf_structure *structure, struct pdf_item item) {
    structure->items = arena_grow(structure->arena, structure->items, structure->n_items,
                                  &structure->capacity, sizeof *structure->items);
    int index = (int)structure->n_items++;
    item.next = NONE;
    item.page = structure->page;
    structure->items[index] = item;
    if (structure->first[item.tag] == NONE) {
        structure->first[item.tag] = index;
    } else {
        structure->items[structure->last[item.tag]].next = index;
    }
    structure->last[item.tag] = index;
}

int pdf_structure_add_content(struct pdf_structure *structure, int tag) {
    add_item(structure, (struct pdf_item){.tag = tag, .mcid = structure->next_mcid});
    return structure->next_mcid++;
}

int pdf_structure_add_annotation(struct pdf_structure *structure, int tag, unsigned number) {
    add_item(structure, (struct pdf_item){.tag = tag, .mcid = -1, .annotation = number});
    return (int)structure->n_pages + structure->n_annotations++;
}

/* --- the tree ------------------------------------------------------------------------------- */

/* What writing needs to know of each tag. */
struct element {
    unsigned number; /* 0: left out */
    int start;       /* the first item in it or below; INT_MAX: none */
    int first_child, last_child, next;
    bool has_identifier;
};

static bool is_table_part(enum tag_kind kind) {
    return kind == TAG_TR || kind == TAG_TH || kind == TAG_TD;
}

static void find_starts(const struct pdf_structure *structure, struct element *elements) {
    for (size_t i = 0; i < structure->n_tags; i++) {
        int first = structure->first[i];
        elements[i] = (struct element){.start = first == NONE ? INT_MAX : first,
                                       .first_child = NONE,
                                       .last_child = NONE,
                                       .next = NONE};
    }
    /* A parent precedes its children, so backwards each is complete before its parent asks. */
    for (size_t i = structure->n_tags; i-- > 1;) {
        struct element *parent = &elements[structure->tags[i].parent];
        parent->start = MIN(parent->start, elements[i].start);
    }
}

static void link_children(const struct pdf_structure *structure, struct pdf_file *file,
                          struct element *elements) {
    for (size_t i = 0; i < structure->n_tags; i++) {
        const struct tag *tag = &structure->tags[i];
        struct element *parent = i > 0 ? &elements[tag->parent] : NULL;
        bool is_kept = elements[i].start != INT_MAX ||
                       (parent && parent->number > 0 && is_table_part(tag->kind));
        if (i > 0 && !is_kept) {
            continue;
        }
        elements[i].number = pdf_file_reserve(file);
        if (!parent) {
            continue;
        }
        if (parent->first_child == NONE) {
            parent->first_child = (int)i;
        } else {
            elements[parent->last_child].next = (int)i;
        }
        parent->last_child = (int)i;
    }
}

/* Notes have one each (ISO 14289-1 section 7.9), and the heads that a cell names. */
static void find_identified(const struct pdf_structure *structure, struct element *elements) {
    for (size_t i = 1; i < structure->n_tags; i++) {
        const struct tag *tag = &structure->tags[i];
        elements[i].has_identifier |= tag->kind == TAG_NOTE;
        elements[tag->column_head].has_identifier |= tag->column_head > 0;
        elements[tag->row_head].has_identifier |= tag->row_head > 0;
    }
}

/* --- one element ---------------------------------------------------------------------------- */

static void put_item(GString *out, const struct pdf_item *item, size_t element_page,
                     const unsigned *page_numbers) {
    if (item->mcid < 0) {
        pdf_put(out, "<</Type/OBJR/Obj");
        pdf_put_ref(out, item->annotation);
        if (item->page != element_page) {
            pdf_put(out, "/Pg");
            pdf_put_ref(out, page_numbers[item->page]);
        }
        pdf_put(out, ">>");
        return;
    }
    if (item->page == element_page) {
        g_string_append_c(out, ' ');
        pdf_put_int(out, item->mcid);
        return;
    }
    pdf_put(out, "<</Type/MCR/Pg");
    pdf_put_ref(out, page_numbers[item->page]);
    pdf_put(out, "/MCID ");
    pdf_put_int(out, item->mcid);
    pdf_put(out, ">>");
}

static void put_kids(GString *out, const struct pdf_structure *structure,
                     const struct element *elements, size_t index, const unsigned *page_numbers) {
    int item = structure->first[index], child = elements[index].first_child;
    size_t page = item == NONE ? 0 : structure->items[item].page;
    if (item == NONE && child == NONE) {
        return;
    }
    if (item != NONE) {
        pdf_put(out, "/Pg");
        pdf_put_ref(out, page_numbers[page]);
    }
    pdf_put(out, "/K[");
    while (item != NONE || child != NONE) {
        if (item != NONE && (child == NONE || item < elements[child].start)) {
            put_item(out, &structure->items[item], page, page_numbers);
            item = structure->items[item].next;
        } else {
            pdf_put_ref(out, elements[child].number);
            child = elements[child].next;
        }
    }
    g_string_append_c(out, ']');
}

/* Of fixed length, so that the tree of names, which is in the order of bytes, is in tag order. */
static void put_identifier(GString *out, size_t tag) {
    pdf_put(out, "(e");
    pdf_put_hex(out, (uint32_t)tag, 8);
    g_string_append_c(out, ')');
}

static void put_heads(GString *out, const struct tag *tag) {
    if (tag->column_head == 0 && tag->row_head == 0) {
        return;
    }
    pdf_put(out, "/Headers[");
    if (tag->column_head > 0) {
        put_identifier(out, (size_t)tag->column_head);
    }
    if (tag->row_head > 0) {
        put_identifier(out, (size_t)tag->row_head);
    }
    g_string_append_c(out, ']');
}

static void put_table_attributes(GString *out, const struct tag *tag) {
    bool has_heads = tag->column_head > 0 || tag->row_head > 0;
    if (tag->scope == SCOPE_NONE && tag->column_span <= 1 && !has_heads) {
        return;
    }
    pdf_put(out, "/A<</O/Table");
    if (tag->scope != SCOPE_NONE) {
        pdf_put(out, tag->scope == SCOPE_COLUMN ? "/Scope/Column" : "/Scope/Row");
    }
    if (tag->column_span > 1) {
        pdf_put(out, "/ColSpan ");
        pdf_put_int(out, tag->column_span);
    }
    put_heads(out, tag);
    pdf_put(out, ">>");
}

/* Section 14.8.5: standard structure attributes. */
static void put_attributes(GString *out, const struct pdf_structure *structure,
                           const struct element *element, const struct tag *tag) {
    if (tag->kind == TAG_TH || tag->kind == TAG_TD) {
        put_table_attributes(out, tag);
    }
    if (tag->kind == TAG_L && tag->numbering) {
        pdf_put(out, "/A<</O/List/ListNumbering");
        pdf_put_name(out, tag->numbering);
        pdf_put(out, ">>");
    }
    if (tag->box && element->start != INT_MAX) {
        size_t page = structure->items[element->start].page;
        pdf_put(out, "/A<</O/Layout/Placement/Block/BBox");
        pdf_put_rect(out, *tag->box, structure->pages[page].height_pt);
        pdf_put(out, ">>");
    }
    if (tag->alt) {
        pdf_put(out, "/Alt");
        pdf_put_text(out, str_from(tag->alt));
    }
    if (tag->language) {
        pdf_put(out, "/Lang");
        pdf_put_text(out, str_from(tag->language));
    }
    if (element->has_identifier) {
        pdf_put(out, "/ID");
        put_identifier(out, (size_t)(tag - structure->tags));
    }
}

static void write_element(const struct pdf_structure *structure, struct pdf_file *file,
                          const struct element *elements, size_t index, unsigned parent,
                          const unsigned *page_numbers) {
    const struct tag *tag = &structure->tags[index];
    GString *out = pdf_object_begin(file, elements[index].number);
    pdf_put(out, "<</S");
    pdf_put_name(out, tag_kind_name(tag->kind));
    pdf_put(out, "/P");
    pdf_put_ref(out, parent);
    put_attributes(out, structure, &elements[index], tag);
    put_kids(out, structure, elements, index, page_numbers);
    pdf_put(out, ">>");
    pdf_object_end(file);
}

/* --- the root ------------------------------------------------------------------------------- */

/* The elements of a page's marked contents, by their identifiers; 0: the page has none. */
static unsigned write_page_parents(const struct pdf_structure *structure, struct pdf_file *file,
                                   const struct element *elements, size_t page, size_t *item) {
    GString *out = NULL;
    unsigned number = 0;
    for (; *item < structure->n_items && structure->items[*item].page == page; ++*item) {
        const struct pdf_item *content = &structure->items[*item];
        if (content->mcid < 0) {
            continue;
        }
        if (!out) {
            number = pdf_file_reserve(file);
            out = pdf_object_begin(file, number);
            g_string_append_c(out, '[');
        }
        pdf_put_ref(out, elements[content->tag].number);
    }
    if (out) {
        g_string_append_c(out, ']');
        pdf_object_end(file);
    }
    return number;
}

/* Section 14.7.4.4: from contents and annotations back to their elements. */
static unsigned write_parent_tree(const struct pdf_structure *structure, struct pdf_file *file,
                                  const struct element *elements) {
    g_autoptr(GString) numbers = g_string_new("<</Nums[");
    size_t item = 0;
    for (size_t page = 0; page < structure->n_pages; page++) {
        unsigned parents = write_page_parents(structure, file, elements, page, &item);
        if (parents > 0) {
            pdf_put_int(numbers, (int64_t)page);
            pdf_put_ref(numbers, parents);
            g_string_append_c(numbers, ' ');
        }
    }
    int64_t key = (int64_t)structure->n_pages;
    for (size_t i = 0; i < structure->n_items; i++) {
        if (structure->items[i].mcid < 0) {
            pdf_put_int(numbers, key++);
            pdf_put_ref(numbers, elements[structure->items[i].tag].number);
            g_string_append_c(numbers, ' ');
        }
    }
    pdf_put(numbers, "]>>");
    unsigned number = pdf_file_reserve(file);
    g_string_append_len(pdf_object_begin(file, number), numbers->str, (gssize)numbers->len);
    pdf_object_end(file);
    return number;
}

static void put_identifiers(GString *out, const struct pdf_structure *structure,
                            const struct element *elements) {
    bool has_any = false;
    for (size_t i = 0; i < structure->n_tags; i++) {
        if (elements[i].has_identifier && elements[i].number > 0) {
            pdf_put(out, has_any ? "" : "/IDTree<</Names[");
            put_identifier(out, i);
            pdf_put_ref(out, elements[i].number);
            has_any = true;
        }
    }
    pdf_put(out, has_any ? "]>>" : "");
}

unsigned pdf_structure_write(struct pdf_structure *structure, struct pdf_file *file,
                             const unsigned *page_numbers) {
    struct element *elements = ARENA_NEW_N(structure->arena, struct element, structure->n_tags);
    unsigned root = pdf_file_reserve(file);
    find_starts(structure, elements);
    link_children(structure, file, elements);
    find_identified(structure, elements);
    for (size_t i = 0; i < structure->n_tags; i++) {
        if (elements[i].number > 0) {
            unsigned parent = i > 0 ? elements[structure->tags[i].parent].number : root;
            write_element(structure, file, elements, i, parent, page_numbers);
        }
    }
    unsigned parents = write_parent_tree(structure, file, elements);
    GString *out = pdf_object_begin(file, root);
    pdf_put(out, "<</Type/StructTreeRoot/K");
    pdf_put_ref(out, elements[0].number);
    pdf_put(out, "/ParentTree");
    pdf_put_ref(out, parents);
    pdf_put(out, "/ParentTreeNextKey ");
    pdf_put_int(out, (int64_t)structure->n_pages + structure->n_annotations);
    put_identifiers(out, structure, elements);
    pdf_put(out, ">>");
    pdf_object_end(file);
    return root;
}
