#include "pipeline_batch_priv.h"

#include "digest.h"
#include "pipeline_partners.h"

#include <stdlib.h>
#include <string.h>

/* --- what they have in common ----------------------------------------------------------------- */

static bool check_about(struct batch *batch, struct run *run) {
    if (!run_is_about_programme(run)) {
        return true;
    }
    diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "\"%s\" is about all partners together, so there is one of it",
               batch->options->job.document);
    diag_hint(batch->diags, "Leave out --all.");
    return false;
}

/* Only PDFs are put into one. */
static bool check_painter(struct batch *batch, const struct run *run) {
    if (!batch->options->merge || run->painter == &paint_pdf) {
        return true;
    }
    diag_error(batch->diags, (struct span){0}, DIAG_USAGE_ARGUMENT,
               "--merge makes a PDF, and the format is \"%s\"", batch->options->job.painter);
    diag_hint(batch->diags, "Leave out --merge or --format.");
    return false;
}

/* What is allowed, and not the password: a digest of it would help to guess it. */
static const char *encryption_word(const struct batch *batch) {
    const struct pdf_encryption *encryption = batch->options->job.encryption;
    return !encryption
               ? ""
               : arena_printf(batch->arena, "yes%s%s%s", encryption->can_print ? " print" : "",
                              encryption->can_copy ? " copy" : "",
                              encryption->can_annotate ? " annotate" : "");
}

static const char *pages_word(const struct batch *batch) {
    const struct job *job = &batch->options->job;
    return arena_printf(batch->arena, "%s %d", job->pages ? job->pages : "", (int)job->width_px);
}

/* The same file is the same word, however it was typed and from wherever. */
static const char *typed_path(const struct batch *batch, const char *path) {
    return path ? batch_portable_path(batch, batch->arena,
                                      world_absolute(batch->world, batch->arena, path))
                : "";
}

/* Loads them into the session, from which the workers take them. */
static bool load_shared(struct batch *batch, struct run *run) {
    struct period period;
    if (!session_workspace(batch->session, true, batch->diags, &batch->workspace) ||
        !run_load_shared(run) || !check_painter(batch, run) || !check_about(batch, run) ||
        !run_choose_period(run, &period)) {
        return false;
    }
    run->period = period;
    batch->period = period.id;
    batch->date = date_format_iso(batch->arena, world_today(batch->world));
    g_autoptr(GString) attached = g_string_new(NULL);
    for (size_t i = 0; i < batch->options->job.n_attach; i++) {
        g_string_append_printf(attached, "%s\n", typed_path(batch, batch->options->job.attach[i]));
    }
    batch->attached = arena_strdup(batch->arena, attached->str);
    batch->data = typed_path(batch, batch->options->job.data);
    batch->dpi = arena_printf(batch->arena, "%d", (int)batch->options->job.dpi);
    batch->encrypted = encryption_word(batch);
    batch->pages = pages_word(batch);
    batch->folder = arena_printf(batch->arena, "%s/out", batch->workspace->directory);
    batch->shown = world_display_path(batch->world, batch->arena, batch->folder);
    batch->place = (struct ledger_place){.folder = batch->folder,
                                         .shown = batch->shown,
                                         .shard = batch->shard.number,
                                         .n_shards = batch->shard.n,
                                         .is_to_read = batch->options->is_dry};
    return true;
}

static void plan_one(struct batch *batch, const struct run *run, const struct partner_entry *entry,
                     struct planned *ret) {
    const char *path = run_output_path(run, entry->slug);
    *ret = (struct planned){
        .entry = *entry, .path = path + strlen(batch->folder) + 1, .status = BATCH_LEFT};
}

static bool is_same_partner(const struct partner_entry *one, const struct partner_entry *other) {
    return g_str_equal(one->path, other->path) && one->at.source == other->at.source &&
           one->at.begin == other->at.begin && g_str_equal(one->name, other->name);
}

bool batch_prepare(struct batch *batch, struct run *ret) {
    size_t errors_before = batch->diags->n_errors;
    *ret = (struct run){.arena = batch->arena,
                        .session = batch->session,
                        .job = &batch->options->job,
                        .diags = batch->diags};
    return batch_choose_shard(batch) && load_shared(batch, ret) &&
           batch->diags->n_errors == errors_before;
}

bool batch_plan(struct batch *batch, const struct run *shared) {
    struct partner_choice choice = {.world = batch->world,
                                    .workspace = batch->workspace,
                                    .where = batch->options->where,
                                    .file = batch->options->partners,
                                    .is_compared = ledger_is_there(&batch->place)};
    struct partner_entry *entries = NULL;
    size_t n = 0;
    if (!partners_choose(batch->arena, &choice, batch->diags, &entries, &n)) {
        return false;
    }
    batch_keep_shard(batch, entries, &n);
    batch->planned = ARENA_NEW_N(batch->arena, struct planned, n);
    GHashTable *paths = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < n; i++) {
        struct planned *planned = &batch->planned[batch->n_planned];
        plan_one(batch, shared, &entries[i], planned);
        const struct planned *first = g_hash_table_lookup(paths, planned->path);
        if (first && is_same_partner(&first->entry, &planned->entry)) {
            continue; /* --partners names it twice */
        }
        if (first) {
            planned->double_of = first->entry.name;
        } else {
            g_hash_table_insert(paths, (char *)planned->path, planned);
        }
        batch->n_planned++;
    }
    g_hash_table_unref(paths);
    batch->progress.n = batch->n_planned;
    return true;
}

/* --- inputs --------------------------------------------------------------------------------- */

void batch_words(const struct batch *batch, const struct planned *planned,
                 struct world_input *ret) {
    const struct job *job = &batch->options->job;
    const struct session_options *session = session_options_of(batch->session);
    const char *theme = session->theme ? session->theme : world_env(batch->world, "PDFGEN_THEME");
    const struct world_input words[N_BATCH_WORDS] = {
        {":version", PDFGEN_VERSION},
        {":document", job->document},
        {":partner", planned->entry.slug},
        {":period", batch->period},
        {":date", batch->date},
        {":theme", theme ? theme : ""},
        {":format", job->painter},
        {":dpi", batch->dpi},
        {":data", batch->data},
        {":watermark", job->watermark ? job->watermark : ""},
        {":attach", batch->attached},
        {":attach-data", job->attach_data ? "yes" : ""},
        {":encrypt", batch->encrypted},
        {":pages", batch->pages},
        {":linearize", job->linearize ? "yes" : ""},
        {":forms", job->forms ? "yes" : ""},
        {":notes", job->notes ? "yes" : ""},
        {":lenient", session->is_lenient ? "yes" : ""},
        {":strict", batch->options->is_strict ? "yes" : ""},
    };
    memcpy(ret, words, sizeof words);
}

/* "@/..." for what is below @home; NULL: it is not. */
static char *below(Arena *arena, const char *home, const char *sign, const char *path) {
    size_t n = home ? strlen(home) : 0;
    bool is_below = n > 0 && strncmp(path, home, n) == 0 && (path[n] == '/' || path[n] == '\0');
    return is_below ? arena_printf(arena, "%s%s", sign, path + n) : NULL;
}

char *batch_portable_path(const struct batch *batch, Arena *arena, const char *path) {
    char *portable = below(arena, batch->workspace->directory, "@", path);
    portable = portable ? portable : below(arena, world_installation(batch->world), "%", path);
    return portable ? portable : arena_strdup(arena, path);
}

static char *own_path(const struct batch *batch, Arena *arena, const char *portable) {
    const char *home = portable[0] == '@'   ? batch->workspace->directory
                       : portable[0] == '%' ? world_installation(batch->world)
                                            : NULL;
    return home ? arena_printf(arena, "%s%s", home, portable + 1) : arena_strdup(arena, portable);
}

static int compare_inputs(const void *a, const void *b) {
    return strcmp(((const struct world_input *)a)->path, ((const struct world_input *)b)->path);
}

char *batch_key(Arena *arena, const struct world_input *inputs, size_t n) {
    struct world_input *sorted = arena_memdup(arena, inputs, n * sizeof *inputs);
    struct digest digest;
    digest_init(&digest);
    qsort(sorted, n, sizeof *sorted, compare_inputs);
    for (size_t i = 0; i < n; i++) {
        digest_add(&digest, sorted[i].path, strlen(sorted[i].path) + 1);
        digest_add(&digest, sorted[i].digest, strlen(sorted[i].digest) + 1);
    }
    struct digest_text key = digest_end(&digest);
    return arena_strdup(arena, key.text);
}

/* --- what has changed ----------------------------------------------------------------------- */

static const char *word_now(const struct world_input *words, const char *path) {
    for (size_t i = 0; i < N_BATCH_WORDS; i++) {
        if (g_str_equal(words[i].path, path)) {
            return words[i].digest;
        }
    }
    return NULL;
}

/* What to say of an input that is not what it was; NULL: it is. */
static const char *describe_change(struct batch *batch, const struct world_input *words,
                                   const struct world_input *input) {
    Arena *arena = batch->arena;
    if (input->path[0] == ':') {
        const char *now = word_now(words, input->path);
        return g_strcmp0(now, input->digest) == 0
                   ? NULL
                   : arena_printf(arena, "another %s", input->path + 1);
    }
    g_autoptr(Arena) scratch = arena_new();
    const char *path = own_path(batch, scratch, input->path);
    const char *now = world_digest(batch->world, path);
    if (g_str_equal(now, input->digest)) {
        return NULL;
    }
    const char *change = g_str_equal(input->digest, "-") ? "is new"
                         : g_str_equal(now, "-")         ? "is gone"
                                                         : "has changed";
    return arena_printf(arena, "%s %s", world_display_path(batch->world, scratch, path), change);
}

/* Of each input of the ledger: whether it is what it was; looked at once, however many use it. */
enum { INPUT_UNKNOWN, INPUT_SAME, INPUT_OTHER };

static const char *find_change(struct batch *batch, const struct planned *planned, GArray *known,
                               const struct ledger_document *made) {
    struct world_input words[N_BATCH_WORDS];
    batch_words(batch, planned, words);
    for (size_t i = 0; i < made->n_inputs; i++) {
        uint32_t number = made->inputs[i];
        if (number >= known->len) {
            g_array_set_size(known, number + 1);
        }
        guint8 *state = &g_array_index(known, guint8, number);
        if (*state == INPUT_SAME) {
            continue;
        }
        struct world_input input = ledger_input(batch->ledger, number);
        const char *change = describe_change(batch, words, &input);
        if (change) {
            return change;
        }
        *state = input.path[0] == ':' ? INPUT_UNKNOWN : INPUT_SAME;
    }
    return NULL;
}

static const char *why_made(struct batch *batch, const struct planned *planned, GArray *known) {
    const struct ledger_document *made =
        batch->ledger ? ledger_lookup(batch->ledger, planned->path) : NULL;
    if (!made) {
        return "new";
    }
    if (batch->options->force) {
        return "--force";
    }
    if (!made->is_made) {
        return "failed before";
    }
    const char *change = find_change(batch, planned, known, made);
    return change ? change
                  : (ledger_is_intact(batch->ledger, made) ? NULL : "the file is another or gone");
}

void batch_decide(struct batch *batch) {
    GArray *known = g_array_new(FALSE, TRUE, sizeof(guint8));
    for (size_t i = 0; i < batch->n_planned; i++) {
        struct planned *planned = &batch->planned[i];
        planned->why = planned->double_of ? NULL : why_made(batch, planned, known);
        planned->status = planned->double_of ? BATCH_FAILED
                          : planned->why     ? BATCH_LEFT
                                             : BATCH_UNCHANGED;
        batch->progress.n_to_make += planned->why != NULL || planned->double_of;
    }
    g_array_unref(known);
}
