#include "parse_priv.h"

/*
 * Footnotes. The scanner makes a NODE_NOTE of each definition, the builder a NODE_NOTE_MARK of each
 * "[^name]" in running text. Here the definitions leave the text they stand in, the marks find
 * theirs, and the notes are numbered and gathered at the document's end.
 *
 * Order: a note is numbered at its first mark; the marks in its own text come directly behind it,
 *        as a reader meets them at the foot of the page.
 */

struct notes {
    struct parse *parse;
    GHashTable *by_name; /* struct node * of the definitions */
    GPtrArray *defined;  /* the same, in the order of the text */
    GPtrArray *numbered;
};

/* Cut the definitions out of the children of @parent. */
static void take_children(struct notes *notes, struct node *parent) {
    struct node *before = NULL, *next;
    for (struct node *node = parent->first; node; node = next) {
        next = node->next;
        if (node->kind != NODE_NOTE) {
            before = node;
            continue;
        }
        *(before ? &before->next : &parent->first) = next;
        parent->last = next ? parent->last : before;
        g_ptr_array_add(notes->defined, node);
    }
}

static void take_definitions(struct notes *notes, struct node *root) {
    for (struct node *at = root; at; at = (struct node *)doc_next(root, at)) {
        take_children(notes, at);
    }
}

static void name_definitions(struct notes *notes) {
    for (guint i = 0; i < notes->defined->len; i++) {
        struct node *note = g_ptr_array_index(notes->defined, i);
        take_definitions(notes, note); /* one that stands in another */
        if (g_hash_table_contains(notes->by_name, note->note.name)) {
            diag_warning(notes->parse->diags, note->at, DIAG_FOOTNOTE,
                         "the footnote \"%s\" is written twice", note->note.name);
            diag_hint(notes->parse->diags, "The first one is used; give this one another name.");
        } else {
            g_hash_table_insert(notes->by_name, (char *)note->note.name, note);
        }
    }
}

/* A mark without a note stays what was written. */
static void keep_words(struct notes *notes, struct node *mark) {
    const char *name = mark->mark.name;
    mark->kind = NODE_TEXT;
    mark->text = str_from(arena_printf(notes->parse->arena, "[^%s]", name));
}

/* The marks of a text that is not shown. */
static void keep_all_words(struct notes *notes, struct node *note) {
    for (struct node *at = note; at; at = (struct node *)doc_next(note, at)) {
        if (at->kind == NODE_NOTE_MARK && !at->mark.note) {
            keep_words(notes, at);
        }
    }
}

static void warn_unknown(struct notes *notes, const struct node *mark) {
    struct parse *parse = notes->parse;
    const char *name = mark->mark.name;
    diag_warning(parse->diags, mark->at, DIAG_FOOTNOTE, "no footnote is called \"%s\"", name);
    if (parse->diags->newest == 0) { /* one of very many: its hint would not be shown */
        return;
    }
    struct str *names = ARENA_NEW_N(parse->arena, struct str, notes->defined->len + 1);
    for (guint i = 0; i < notes->defined->len; i++) {
        const struct node *note = g_ptr_array_index(notes->defined, i);
        names[i] = str_from(note->note.name);
    }
    int nearest = str_nearest(str_from(name), names, notes->defined->len);
    if (nearest >= 0) {
        diag_hint(parse->diags, "Did you mean \"[^" STR_FMT "]\"?", STR_ARG(names[nearest]));
    } else {
        diag_hint(parse->diags, "Write its text on a line of its own: \"[^%s]: ...\".", name);
    }
}

static void resolve(struct notes *notes, struct node *root);

static void resolve_mark(struct notes *notes, struct node *mark) {
    struct node *note = g_hash_table_lookup(notes->by_name, mark->mark.name);
    if (!note) {
        warn_unknown(notes, mark);
        keep_words(notes, mark);
        return;
    }
    mark->mark.note = note;
    if (note->note.number > 0) {
        return;
    }
    mark->mark.is_first = true;
    g_ptr_array_add(notes->numbered, note);
    note->note.number = (int)notes->numbered->len;
    if (++notes->parse->note_depth < PARSE_DEPTH_MAX) {
        resolve(notes, note);
    } else {
        parse_warn_depth(notes->parse, 0);
        keep_all_words(notes, note);
    }
    notes->parse->note_depth--;
}

static void resolve(struct notes *notes, struct node *root) {
    for (struct node *at = root; at; at = (struct node *)doc_next(root, at)) {
        if (at->kind == NODE_NOTE_MARK && !at->mark.note) {
            resolve_mark(notes, at);
        }
    }
}

static void append_notes(struct notes *notes, struct node *root) {
    for (guint i = 0; i < notes->numbered->len; i++) {
        doc_append_child(root, g_ptr_array_index(notes->numbered, i));
    }
    for (guint i = 0; i < notes->defined->len; i++) {
        struct node *note = g_ptr_array_index(notes->defined, i);
        if (note->note.number > 0) {
            continue;
        }
        doc_append_child(root, note);
        if (g_hash_table_lookup(notes->by_name, note->note.name) == note) {
            diag_warning(notes->parse->diags, note->at, DIAG_FOOTNOTE,
                         "nothing leads to the footnote \"%s\": it is not shown", note->note.name);
            diag_hint(notes->parse->diags, "Write \"[^%s]\" where it belongs, or delete it.",
                      note->note.name);
        }
        keep_all_words(notes, note);
    }
}

void parse_number_notes(struct parse *parse, struct node *root) {
    if (!parse->has_notes) {
        return;
    }
    struct notes notes = {
        .parse = parse,
        .by_name = g_hash_table_new(g_str_hash, g_str_equal),
        .defined = g_ptr_array_new(),
        .numbered = g_ptr_array_new(),
    };
    take_definitions(&notes, root);
    name_definitions(&notes);
    resolve(&notes, root);
    append_notes(&notes, root);
    g_hash_table_unref(notes.by_name);
    g_ptr_array_unref(notes.defined);
    g_ptr_array_unref(notes.numbered);
}
