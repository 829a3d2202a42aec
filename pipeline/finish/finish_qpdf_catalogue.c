#include "finish_qpdf_merge_priv.h"

#include <stdlib.h>

/*
 * Attachments, form fields, layers and output intents of several files in one, and what the result
 * may then say of itself: no more than each of its files said.
 */

static void set(qpdf_data handle, qpdf_oh dictionary, const char *key, qpdf_oh value) {
    qpdf_oh_replace_key(handle, dictionary, key, value);
}

static void pack(qpdf_data handle, qpdf_oh bag, const char *key, qpdf_oh value) {
    if (!qpdf_oh_is_null(handle, value)) {
        set(handle, bag, key, value);
    }
}

void catalogue_pack(struct incoming *file, qpdf_oh bag) {
    qpdf_data handle = file->source;
    qpdf_oh root = qpdf_get_root(handle), files = qpdf_oh_new_array(handle);
    qpdf_read_tree(handle, qpdf_child(handle, qpdf_child(handle, root, "/Names"), "/EmbeddedFiles"),
                   "/Names", files);
    set(handle, bag, "/Files", files);
    pack(handle, bag, "/Associated", qpdf_child(handle, root, "/AF"));
    pack(handle, bag, "/Structure", qpdf_child(handle, root, "/StructTreeRoot"));
    pack(handle, bag, "/Form", qpdf_child(handle, root, "/AcroForm"));
    pack(handle, bag, "/Layers", qpdf_child(handle, root, "/OCProperties"));
    pack(handle, bag, "/Intents", qpdf_child(handle, root, "/OutputIntents"));
}

/* --- attachments ------------------------------------------------------------------------------ */

static void merge_files(struct incoming *file) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh list = qpdf_child(handle, file->bag, "/Files");
    int n = qpdf_items(handle, list) / 2 * 2;
    for (int i = 0; i < n; i += 2) {
        g_autoptr(GBytes) name = qpdf_bytes(handle, qpdf_oh_get_array_item(handle, list, i));
        if (name) {
            struct named named = {qpdf_free_name(merged->files, name, file->index),
                                  qpdf_oh_get_array_item(handle, list, i + 1)};
            g_array_append_val(merged->file_list, named);
        }
    }
    qpdf_append_all(handle, merged->associated, qpdf_child(handle, file->bag, "/Associated"));
}

/* --- forms, section 12.7 ---------------------------------------------------------------------- */

/* Fields of one name are one field: those of another file are called otherwise. */
static void rename_field(struct incoming *file, qpdf_oh field) {
    qpdf_data handle = file->merged->handle;
    g_autoptr(GBytes) name = qpdf_bytes(handle, qpdf_child(handle, field, "/T"));
    if (name) {
        g_autoptr(GBytes) now = qpdf_free_name(file->merged->fields, name, file->index);
        set(handle, field, "/T", qpdf_new_string(handle, now));
    }
}

/* What a form says for all of its fields is said by each, once there are several forms in one. */
static void push_down(qpdf_data handle, qpdf_oh form, qpdf_oh field) {
    static const char *const keys[] = {"/DA", "/Q"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        qpdf_oh value = qpdf_child(handle, form, keys[i]);
        if (!qpdf_oh_is_null(handle, value) && !qpdf_oh_has_key(handle, field, keys[i])) {
            set(handle, field, keys[i], value);
        }
    }
}

/*
 * Join the fonts that fields name to those of the files before. One whose name is taken gets
 * another, noted in @renamed: char * -> char *, without slashes.
 */
static void join_fonts(const struct incoming *file, qpdf_oh form, GHashTable *renamed) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh own = qpdf_child(handle, qpdf_child(handle, form, "/DR"), "/Font");
    qpdf_oh all = qpdf_child(handle, qpdf_child(handle, merged->form, "/DR"), "/Font");
    if (!qpdf_oh_is_dictionary(handle, own)) {
        return;
    }
    if (!qpdf_oh_is_dictionary(handle, all)) {
        set(handle, merged->form, "/DR", qpdf_child(handle, form, "/DR"));
        return;
    }
    g_autoptr(GPtrArray) keys = qpdf_keys(handle, own);
    for (unsigned i = 0; i < keys->len; i++) {
        const char *key = keys->pdata[i];
        g_autofree char *name = g_strdup(key);
        for (size_t n = file->index + 1; qpdf_oh_has_key(handle, all, name); n++) {
            g_free(name);
            name = g_strdup_printf("%s-%zu", key, n);
        }
        set(handle, all, name, qpdf_child(handle, own, key));
        if (strcmp(name, key) != 0) {
            g_hash_table_insert(renamed, g_strdup(key + 1), g_strdup(name + 1));
        }
    }
}

/* "/T1 10 Tf 0 g": names end at white space or another delimiter (section 7.2.2). */
static char *rename_in_appearance(const char *text, GHashTable *renamed) {
    GString *out = g_string_new(NULL);
    while (*text) {
        size_t n = strcspn(text, "/");
        g_string_append_len(out, text, (gssize)n);
        text += n;
        if (*text != '/') {
            break;
        }
        n = strcspn(++text, " \t\r\n\f/()<>[]{}%");
        g_autofree char *name = g_strndup(text, n);
        const char *now = g_hash_table_lookup(renamed, name);
        g_string_append_printf(out, "/%s", now ? now : name);
        text += n;
    }
    return g_string_free(out, FALSE);
}

static void push_items(qpdf_data handle, qpdf_oh array, GArray *stack) {
    int n = qpdf_items(handle, array);
    for (int i = 0; i < n; i++) {
        qpdf_oh item = qpdf_oh_get_array_item(handle, array, i);
        g_array_append_val(stack, item);
    }
}

/* The fields and all below them; @stack is of their handles. */
static void rename_fonts(qpdf_data handle, GArray *stack, GHashTable *renamed) {
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    while (stack->len > 0) {
        qpdf_oh field = g_array_index(stack, qpdf_oh, stack->len - 1);
        g_array_set_size(stack, stack->len - 1);
        int id = qpdf_oh_get_object_id(handle, field);
        if (id != 0 && !g_hash_table_add(seen, GINT_TO_POINTER(id))) {
            continue;
        }
        qpdf_oh appearance = qpdf_child(handle, field, "/DA");
        if (qpdf_oh_is_string(handle, appearance)) {
            g_autofree char *now =
                rename_in_appearance(qpdf_oh_get_string_value(handle, appearance), renamed);
            set(handle, field, "/DA", qpdf_oh_new_string(handle, now));
        }
        push_items(handle, qpdf_child(handle, field, "/Kids"), stack);
    }
}

/* Scripts that compute, another form of the form, a signature that no longer holds. */
static void begin_form(struct merged *merged, qpdf_oh form) {
    static const char *const left[] = {"/CO", "/XFA", "/SigFlags"};
    merged->form = form;
    for (size_t i = 0; i < G_N_ELEMENTS(left); i++) {
        qpdf_oh_remove_key(merged->handle, form, left[i]);
    }
}

static void join_form(const struct incoming *file, qpdf_oh form, qpdf_oh fields) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    g_autoptr(GHashTable) renamed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    join_fonts(file, form, renamed);
    g_autoptr(GArray) stack = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));
    if (g_hash_table_size(renamed) > 0) {
        push_items(handle, fields, stack);
        rename_fonts(handle, stack, renamed);
    }
    qpdf_append_all(handle, qpdf_child(handle, merged->form, "/Fields"), fields);
    if (qpdf_oh_is_bool(handle, qpdf_child(handle, form, "/NeedAppearances"))) {
        set(handle, merged->form, "/NeedAppearances", qpdf_child(handle, form, "/NeedAppearances"));
    }
}

static void merge_form(struct incoming *file) {
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh form = qpdf_child(handle, file->bag, "/Form");
    qpdf_oh fields = qpdf_child(handle, form, "/Fields");
    int n = qpdf_items(handle, fields);
    for (int i = 0; i < n; i++) {
        qpdf_oh field = qpdf_oh_get_array_item(handle, fields, i);
        if (qpdf_oh_is_dictionary(handle, field)) {
            rename_field(file, field);
            push_down(handle, form, field);
        }
    }
    if (n > 0 && merged->form == 0) {
        begin_form(merged, form);
    } else if (n > 0) {
        join_form(file, form, fields);
    }
}

/* --- layers, section 8.11.4 ------------------------------------------------------------------- */

/* Without it a layer that is not to be seen would be. */
static void merge_layers(struct incoming *file) {
    static const char *const lists[] = {"/Order", "/ON", "/OFF", "/Locked", "/RBGroups", "/AS"};
    struct merged *merged = file->merged;
    qpdf_data handle = merged->handle;
    qpdf_oh layers = qpdf_child(handle, file->bag, "/Layers");
    if (!qpdf_oh_is_dictionary(handle, layers)) {
        return;
    }
    if (merged->layers == 0) {
        merged->layers = layers;
        return;
    }
    qpdf_append_all(handle, qpdf_child(handle, merged->layers, "/OCGs"),
                    qpdf_child(handle, layers, "/OCGs"));
    qpdf_oh all = qpdf_child(handle, merged->layers, "/D"), own = qpdf_child(handle, layers, "/D");
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        qpdf_oh list = qpdf_child(handle, own, lists[i]),
                joined = qpdf_child(handle, all, lists[i]);
        if (qpdf_oh_is_array(handle, joined)) {
            qpdf_append_all(handle, joined, list);
        } else if (qpdf_oh_is_array(handle, list) && qpdf_oh_is_dictionary(handle, all)) {
            set(handle, all, lists[i], list);
        }
    }
}

/* --- output intents, ISO 19005-2 section 6.2.3 ------------------------------------------------ */

static GBytes *profile_of(qpdf_data handle, qpdf_oh intents) {
    qpdf_oh intent = qpdf_oh_get_array_item(handle, intents, 0);
    qpdf_oh profile = qpdf_child(handle, intent, "/DestOutputProfile");
    unsigned char *bytes = NULL;
    size_t n = 0;
    if (!qpdf_oh_is_stream(handle, profile) ||
        (qpdf_oh_get_stream_data(handle, profile, qpdf_dl_none, NULL, &bytes, &n) & QPDF_ERRORS)) {
        free(bytes);
        return NULL;
    }
    GBytes *result = g_bytes_new(bytes, n);
    free(bytes);
    return result;
}

/*
 * Colours of a device are those of the one intent; files with different ones cannot share it. A
 * file without any has no such colours, where it claims to be archival.
 */
static void merge_intents(struct incoming *file) {
    struct merged *merged = file->merged;
    /* Read from the source: what was copied has its bytes when the result is written. */
    qpdf_oh root = qpdf_get_root(file->source);
    qpdf_oh intents = qpdf_child(file->source, root, "/OutputIntents");
    int n = qpdf_items(file->source, intents);
    if (n == 0) {
        return;
    }
    GBytes *profile = n == 1 ? profile_of(file->source, intents) : NULL;
    bool is_same = profile && (!merged->profile || g_bytes_equal(profile, merged->profile));
    merged->has_other_intent |= !is_same;
    if (is_same && !merged->profile) {
        merged->intents = qpdf_child(merged->handle, file->bag, "/Intents");
        merged->profile = g_steal_pointer(&profile);
    }
    g_clear_pointer(&profile, g_bytes_unref);
}

void merge_catalogue(struct incoming *file) {
    merge_files(file);
    merge_form(file);
    merge_layers(file);
    merge_intents(file);
}

/* --- claims ----------------------------------------------------------------------------------- */

/* "PDF/A-2a": the part and the level; 0: no such claim, or one of part 1, which asks for less. */
static int archival_part(const struct pdf_facts *facts) {
    const char *claim = facts->archival ? facts->archival : "";
    bool is_known = g_str_has_prefix(claim, "PDF/A-") && strlen(claim) == 8 &&
                    (claim[6] == '2' || claim[6] == '3') && strchr("abu", claim[7]);
    return is_known ? claim[6] - '0' : 0;
}

static struct merge_claims claims_of(const struct merged *merged, const struct pdf_facts *facts,
                                     bool is_tagged) {
    static const char levels[] = "bua"; /* from the weakest */
    struct merge_claims claims = {.part = 2, .level = 'A', .is_accessible = is_tagged};
    for (size_t i = 0; i < merged->n_inputs; i++) {
        int part = archival_part(&facts[i]);
        const char *level = strchr(levels, part > 0 ? facts[i].archival[7] : 'b');
        claims.part = part == 0 || claims.part == 0 ? 0 : MAX(claims.part, part);
        if (level < strchr(levels, g_ascii_tolower(claims.level))) {
            claims.level = g_ascii_toupper(*level);
        }
        claims.is_accessible = claims.is_accessible && facts[i].accessible;
    }
    if (merged->has_other_intent) {
        claims.part = 0;
    }
    /* ISO 14289-1 section 7.4.4: headings are numbered, or they are not. */
    if (merged->has_plain_headings && merged->has_numbered_headings) {
        claims.is_accessible = false;
    }
    return claims;
}

/* --- the end ---------------------------------------------------------------------------------- */

static void write_names(struct merged *merged, qpdf_oh root) {
    qpdf_data handle = merged->handle;
    qpdf_oh names = qpdf_oh_new_dictionary(handle);
    if (merged->destination_list->len > 0) {
        set(handle, names, "/Dests", qpdf_write_names(handle, merged->destination_list));
    }
    if (merged->file_list->len > 0) {
        set(handle, names, "/EmbeddedFiles", qpdf_write_names(handle, merged->file_list));
    }
    if (merged->destination_list->len > 0 || merged->file_list->len > 0) {
        set(handle, root, "/Names", names);
    }
    if (qpdf_items(handle, merged->associated) > 0) {
        set(handle, root, "/AF", merged->associated);
    }
}

static void write_preferences(qpdf_data handle, qpdf_oh root) {
    qpdf_oh preferences = qpdf_oh_new_dictionary(handle);
    set(handle, preferences, "/DisplayDocTitle", qpdf_oh_new_bool(handle, QPDF_TRUE));
    set(handle, root, "/ViewerPreferences", preferences);
}

static void write_marked(qpdf_data handle, qpdf_oh root) {
    qpdf_oh marked = qpdf_oh_new_dictionary(handle);
    set(handle, marked, "/Marked", qpdf_oh_new_bool(handle, QPDF_TRUE));
    set(handle, root, "/MarkInfo", marked);
}

/* Uncompressed, as archives ask (ISO 19005-2 section 6.6.2.1). */
static void write_metadata(struct merged *merged, qpdf_oh root, const struct merge_claims *claims,
                           const char *language) {
    qpdf_data handle = merged->handle;
    g_autoptr(GString) xmp = g_string_new(NULL);
    finish_write_xmp(merged->options, claims, language, xmp);
    qpdf_oh stream = qpdf_oh_new_stream(handle);
    qpdf_oh none = qpdf_oh_new_null(handle);
    qpdf_oh_replace_stream_data(handle, stream, (const unsigned char *)xmp->str, xmp->len, none,
                                none);
    qpdf_oh dictionary = qpdf_oh_get_dict(handle, stream);
    set(handle, dictionary, "/Type", qpdf_oh_new_name(handle, "/Metadata"));
    set(handle, dictionary, "/Subtype", qpdf_oh_new_name(handle, "/XML"));
    set(handle, root, "/Metadata", stream);
}

static void write_info(struct merged *merged) {
    qpdf_data handle = merged->handle;
    struct date date = merged->options->date;
    g_autofree char *stamp =
        g_strdup_printf("D:%04d%02d%02d000000Z", date.year, date.month, date.day);
    qpdf_oh info = qpdf_make_indirect_object(handle, qpdf_oh_new_dictionary(handle));
    set(handle, info, "/Title", qpdf_oh_new_unicode_string(handle, merged->options->title));
    set(handle, info, "/Creator", qpdf_oh_new_string(handle, FINISH_PRODUCER));
    set(handle, info, "/Producer", qpdf_oh_new_string(handle, FINISH_PRODUCER));
    set(handle, info, "/CreationDate", qpdf_oh_new_string(handle, stamp));
    set(handle, info, "/ModDate", qpdf_oh_new_string(handle, stamp));
    set(handle, qpdf_get_trailer(handle), "/Info", info);
}

void merge_catalogue_end(struct merged *merged, const struct pdf_facts *facts) {
    qpdf_data handle = merged->handle;
    qpdf_oh root = qpdf_get_root(handle);
    bool is_tagged = merge_structure_end(merged) && merged->n_tagged == merged->n_inputs;
    struct merge_claims claims = claims_of(merged, facts, is_tagged);
    const char *language = facts[0].language;
    write_names(merged, root);
    write_preferences(handle, root);
    if (is_tagged) {
        write_marked(handle, root);
    }
    if (language) {
        set(handle, root, "/Lang", qpdf_oh_new_unicode_string(handle, language));
    }
    if (merged->form) {
        set(handle, root, "/AcroForm", merged->form);
    }
    if (merged->layers) {
        set(handle, root, "/OCProperties", merged->layers);
    }
    if (merged->intents && !merged->has_other_intent) {
        set(handle, root, "/OutputIntents", merged->intents);
    }
    write_metadata(merged, root, &claims, language);
    write_info(merged);
}
