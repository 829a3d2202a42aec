#include "pipeline_priv.h"

#include <string.h>

/*
 * Between layout and paint: what the PDF carries besides its pages. The values that the document
 * was made from come first, then the data of its charts, then the files that the user names.
 */

static void unref_bytes(void *bytes) {
    g_bytes_unref(bytes);
}

GBytes *run_own_bytes(struct run *run, GString *text) {
    GBytes *bytes = g_string_free_to_bytes(text);
    arena_defer(run->arena, unref_bytes, bytes);
    return bytes;
}

struct bag {
    struct run *run;
    struct attachment *items;
    size_t n, bytes;
};

/* --- limits and names ----------------------------------------------------------------------- */

static bool has_name(const struct bag *bag, const char *name) {
    for (size_t i = 0; i < bag->n; i++) {
        if (g_ascii_strcasecmp(bag->items[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* "plan.pdf", where that is taken "plan (2).pdf". */
static const char *unused_name(const struct bag *bag, const char *name) {
    const char *point = strrchr(name, '.');
    size_t stem = point ? (size_t)(point - name) : strlen(name);
    const char *unused = name;
    for (int i = 2; has_name(bag, unused); i++) {
        unused = arena_printf(bag->run->arena, "%.*s (%d)%s", (int)stem, name, i, name + stem);
    }
    return unused;
}

static bool add(struct bag *bag, struct attachment attachment) {
    size_t n_bytes = g_bytes_get_size(attachment.data);
    struct diags *diags = bag->run->diags;
    if (bag->n == ATTACHMENTS_MAX) {
        diag_error(diags, (struct span){0}, DIAG_ATTACHMENT_LIMIT,
                   "there are more than %d attachments", ATTACHMENTS_MAX);
        diag_hint(diags, "Put files that belong together into one archive.");
        return false;
    }
    if (n_bytes > ATTACHMENT_BYTES_MAX - bag->bytes) {
        diag_error(diags, (struct span){0}, DIAG_ATTACHMENT_LIMIT,
                   "with \"%s\" the attachments are larger than %d MiB", attachment.name,
                   ATTACHMENT_BYTES_MAX >> 20);
        diag_hint(diags, "Send large files beside the document, not in it.");
        return false;
    }
    bag->bytes += n_bytes;
    bag->items[bag->n++] = attachment;
    return true;
}

/* --- files that the user names -------------------------------------------------------------- */

/* Of words of the command line, which may be any bytes. */
static char *printable(Arena *arena, struct str words) {
    g_autofree char *valid = g_utf8_make_valid(words.p, (gssize)words.n);
    for (char *p = valid; *p; p++) {
        *p = (unsigned char)*p < ' ' || *p == 0x7F ? ' ' : *p;
    }
    return arena_strdup(arena, valid);
}

/* "FILE" or "FILE=DESCRIPTION"; a file whose own name has the sign wins. */
static struct str split_word(struct run *run, const char *word, const char **ret_description) {
    World *world = session_world(run->session);
    struct str path, description;
    *ret_description = NULL;
    if (!world_is_file(world, world_absolute(world, run->arena, word)) &&
        str_cut(str_from(word), '=', &path, &description)) {
        description = str_trim(description);
        *ret_description = description.n > 0 ? printable(run->arena, description) : NULL;
        return path;
    }
    return str_from(word);
}

static void warn_of_name(struct run *run, const char *word, const char *name) {
    diag_warning(run->diags, (struct span){0}, DIAG_ATTACHMENT_NAME,
                 "the attachment \"%s\" is called \"%s\" in the PDF",
                 printable(run->arena, str_from(word)), name);
}

static bool add_file(struct bag *bag, const char *word) {
    struct run *run = bag->run;
    World *world = session_world(run->session);
    const char *description = NULL;
    const char *path = str_cstr(run->arena, split_word(run, word, &description));
    const char *absolute = world_absolute(world, run->arena, path);
    world_allow_file(world, absolute);
    GBytes *data =
        world_read_bytes(world, absolute, ATTACHMENT_BYTES_MAX, (struct span){0}, run->diags);
    if (!data) {
        return false;
    }
    g_autofree char *base = g_path_get_basename(absolute);
    const char *name = unused_name(bag, attachment_name(run->arena, base));
    if (!g_str_equal(name, base)) {
        warn_of_name(run, base, name);
    }
    return add(bag, (struct attachment){
                        .name = name,
                        .description = description ? description : name,
                        .mime = attachment_mime(name),
                        .relationship = ATTACHMENT_SUPPLEMENT,
                        .data = data,
                    });
}

/* --- the stage ------------------------------------------------------------------------------ */

static bool add_data(struct bag *bag) {
    struct run *run = bag->run;
    if (!add(bag, run_data_attachment(run))) {
        return false;
    }
    bool is_added = true;
    for (size_t i = 0; is_added && i < run->n_charts; i++) {
        is_added = add(bag, run->charts[i].attachment);
    }
    return is_added;
}

/* What the PDF that is verified carries besides is carried again. */
static bool add_again(struct bag *bag, const struct rerun *rerun) {
    bool is_added = true;
    for (size_t i = 0; is_added && rerun && i < rerun->n_attached; i++) {
        is_added = add(bag, rerun->attached[i]);
    }
    return is_added;
}

bool run_attach(struct run *run) {
    const struct job *job = run->job;
    struct bag bag = {.run = run,
                      .items = ARENA_NEW_N(run->arena, struct attachment, ATTACHMENTS_MAX)};
    run_say_origin(run);
    bool is_added = !job->attach_data || add_data(&bag);
    for (size_t i = 0; is_added && i < job->n_attach; i++) {
        is_added = add_file(&bag, job->attach[i]);
    }
    is_added = is_added && add_again(&bag, job->rerun);
    run->display->attachments = bag.items;
    run->display->n_attachments = bag.n;
    return is_added;
}
