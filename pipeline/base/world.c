#include "digest.h"
#include "world_record_priv.h"
#include "world_roots_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct world {
    Arena *arena;
    const char *const *environment;
    const char *directory;
    const char *installation;
    struct date today;
    struct roots *roots;
    GHashTable *sources;   /* absolute path -> const struct source * */
    GHashTable *bytes;     /* absolute path -> GBytes * */
    GPtrArray *reads;      /* absolute paths, in order */
    struct record *record; /* NULL: no batch */
};

World *world_new(const char *const *environment, const char *directory) {
    World *world = g_new0(World, 1);
    world->arena = arena_new();
    world->environment = environment;
    world->directory = arena_strdup(world->arena, directory);
    world->today = (struct date){1970, 1, 1};
    world->roots = roots_new(world->arena);
    world->sources = g_hash_table_new(g_str_hash, g_str_equal);
    world->bytes =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_bytes_unref);
    world->reads = g_ptr_array_new();
    return world;
}

void world_free(World *world) {
    if (!world) {
        return;
    }
    roots_free(world->roots);
    g_ptr_array_unref(world->reads);
    g_hash_table_unref(world->sources);
    g_hash_table_unref(world->bytes);
    record_free(world->record);
    arena_free(world->arena);
    g_free(world);
}

Arena *world_arena(World *world) {
    return world->arena;
}

const char *world_env(const World *world, const char *name) {
    size_t n = strlen(name);
    for (const char *const *entry = world->environment; entry && *entry; entry++) {
        if (strncmp(*entry, name, n) == 0 && (*entry)[n] == '=') {
            return (*entry)[n + 1] ? *entry + n + 1 : NULL;
        }
    }
    return NULL;
}

const char *world_directory(const World *world) {
    return world->directory;
}

char *world_secret(Arena *arena, size_t n_bytes) {
    char *digits = arena_alloc(arena, 2 * n_bytes + 1);
    for (size_t i = 0; i < n_bytes; i++) {
        unsigned char byte;
        while (getrandom(&byte, 1, 0) != 1) {
        }
        digits[2 * i] = "0123456789abcdef"[byte >> 4];
        digits[2 * i + 1] = "0123456789abcdef"[byte & 15];
    }
    return digits;
}

void world_set_today(World *world, struct date today) {
    world->today = today;
}

struct date world_today(const World *world) {
    return world->today;
}

static bool is_installation(const char *directory) {
    g_autofree char *fonts = g_build_filename(directory, "fonts", "fonts.yaml", NULL);
    g_autofree char *templates = g_build_filename(directory, "templates", NULL);
    return access(fonts, R_OK) == 0 && access(templates, R_OK) == 0;
}

static bool try_installation(World *world, const char *directory) {
    if (!is_installation(directory)) {
        return false;
    }
    world->installation = arena_strdup(world->arena, directory);
    world_allow(world, directory);
    return true;
}

/* A build tree lies inside the source tree; an installed program is PREFIX/bin/pdfgen. */
bool world_find_installation(World *world, const char *executable, struct diags *diags) {
    const char *home = world_env(world, "PDFGEN_HOME");
    if (home) {
        g_autofree char *path = g_canonicalize_filename(home, world->directory);
        if (try_installation(world, path)) {
            return true;
        }
        return diag_error(diags, (struct span){0}, DIAG_INSTALL_MISSING,
                          "PDFGEN_HOME \"%s\" holds no fonts/fonts.yaml and templates/", home);
    }
    g_autofree char *folder = g_path_get_dirname(executable);
    g_autofree char *shared = g_build_filename(folder, "..", "share", "pdfgen", NULL);
    g_autofree char *canonical = g_canonicalize_filename(shared, "/");
    if (try_installation(world, canonical)) {
        return true;
    }
    while (strcmp(folder, "/") != 0 && strcmp(folder, ".") != 0) {
        if (try_installation(world, folder)) {
            return true;
        }
        char *up = g_path_get_dirname(folder);
        g_free(folder);
        folder = up;
    }
    diag_error(diags, (struct span){0}, DIAG_INSTALL_MISSING,
               "templates, themes and fonts of pdfgen were not found near \"%s\"", executable);
    diag_hint(diags, "Set PDFGEN_HOME to the folder that holds templates/, themes/ and fonts/.");
    return false;
}

const char *world_installation(const World *world) {
    return world->installation;
}

void world_allow(World *world, const char *directory) {
    g_autofree char *absolute = g_canonicalize_filename(directory, world->directory);
    roots_allow(world->roots, absolute);
}

void world_allow_file(World *world, const char *path) {
    g_autofree char *absolute = g_canonicalize_filename(path, world->directory);
    g_autofree char *folder = g_path_get_dirname(absolute);
    world_allow(world, folder);
    char *real = realpath(absolute, NULL);
    if (real) {
        g_autofree char *real_folder = g_path_get_dirname(real);
        world_allow(world, real_folder);
    }
    free(real);
}

char *world_absolute(const World *world, Arena *arena, const char *path) {
    g_autofree char *absolute = g_canonicalize_filename(path, world->directory);
    return arena_strdup(arena, absolute);
}

char *world_display_path(const World *world, Arena *arena, const char *path) {
    char *absolute = world_absolute(world, arena, path);
    size_t n = strlen(world->directory);
    if (path_is_below(absolute, world->directory) && absolute[n] == '/') {
        return absolute + n + 1;
    }
    return absolute;
}

bool world_is_file(const World *world, const char *path) {
    g_autofree char *absolute = g_canonicalize_filename(path, world->directory);
    struct stat status;
    bool is_there = g_hash_table_contains(world->sources, absolute) ||
                    (stat(absolute, &status) == 0 && S_ISREG(status.st_mode));
    if (!is_there) {
        record_absent(world->record, absolute);
    }
    return is_there;
}

bool world_is_directory(const World *world, const char *path) {
    g_autofree char *absolute = g_canonicalize_filename(path, world->directory);
    struct stat status;
    bool is_there = stat(absolute, &status) == 0 && S_ISDIR(status.st_mode);
    if (!is_there) {
        record_absent(world->record, absolute);
    }
    return is_there;
}

/* What to say of a path, with its place in the file that names it where there is one. */
static bool report(World *world, const char *absolute, struct span asked_at, struct diags *diags,
                   enum diag_code code, const char *reason) {
    const char *shown = world_display_path(world, world->arena, absolute);
    if (!asked_at.source) {
        asked_at = span_of_file(source_new(world->arena, shown, (struct str){"", 0}));
    }
    return diag_error(diags, asked_at, code, "cannot read \"%s\": %s", shown, reason);
}

static bool check_file(World *world, const char *absolute, size_t limit, struct span asked_at,
                       struct diags *diags) {
    struct stat status;
    if (stat(absolute, &status) != 0) {
        enum diag_code code =
            errno == ENOENT || errno == ENOTDIR ? DIAG_FILE_MISSING : DIAG_FILE_UNREADABLE;
        return report(world, absolute, asked_at, diags, code, g_strerror(errno));
    }
    if (!roots_hold(world->roots, absolute)) {
        report(world, absolute, asked_at, diags, DIAG_FILE_OUTSIDE,
               "it is outside the workspace and the installation");
        diag_hint(diags, "Copy the file into the workspace.");
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        return report(world, absolute, asked_at, diags, DIAG_FILE_UNREADABLE, "it is not a file");
    }
    if ((uintmax_t)status.st_size > limit) {
        g_autofree char *reason =
            g_strdup_printf("it has %ju bytes, the limit is %zu", (uintmax_t)status.st_size, limit);
        return report(world, absolute, asked_at, diags, DIAG_FILE_LARGE, reason);
    }
    return true;
}

/* Where what is read now is kept. */
struct store {
    Arena *arena;
    GHashTable *sources, *bytes;
};

static struct store store_of(World *world) {
    struct store store = {world->arena, world->sources, world->bytes};
    if (record_is_of_job(world->record)) {
        record_job_store(world->record, &store.arena, &store.sources, &store.bytes);
    }
    return store;
}

/* @absolute lives as long as the store. A job's list of inputs is the record's. */
static void keep_read(World *world, char *absolute, struct str whole) {
    if (!record_is_of_job(world->record)) {
        g_ptr_array_add(world->reads, absolute);
    }
    record_read(world->record, absolute, whole);
}

GBytes *world_read_bytes(World *world, const char *path, size_t limit, struct span asked_at,
                         struct diags *diags) {
    struct store store = store_of(world);
    g_autofree char *canonical = g_canonicalize_filename(path, world->directory);
    GBytes *known = g_hash_table_lookup(world->bytes, canonical);
    known = known ? known : g_hash_table_lookup(store.bytes, canonical);
    if (known) {
        record_use(world->record, canonical);
        return known;
    }
    char *absolute = arena_strdup(store.arena, canonical);
    if (!check_file(world, absolute, limit, asked_at, diags)) {
        record_absent(world->record, absolute);
        return NULL;
    }
    g_autoptr(GError) error = NULL;
    GMappedFile *file = g_mapped_file_new(absolute, FALSE, &error);
    if (!file) {
        report(world, absolute, asked_at, diags, DIAG_FILE_UNREADABLE, error->message);
        return NULL;
    }
    GBytes *bytes = g_mapped_file_get_bytes(file);
    g_mapped_file_unref(file);
    g_hash_table_insert(store.bytes, absolute, bytes);
    gsize n;
    const char *data = g_bytes_get_data(bytes, &n);
    keep_read(world, absolute, (struct str){data, n});
    return bytes;
}

/* Texts are copied, not mapped: a file that shrinks meanwhile would end the program. */
static bool read_copy(World *world, Arena *arena, char *absolute, struct span asked_at,
                      struct diags *diags, struct str *ret, size_t *ret_mark) {
    g_autoptr(GError) error = NULL;
    g_autofree char *text = NULL;
    gsize n = 0;
    if (!g_file_get_contents(absolute, &text, &n, &error)) {
        return report(world, absolute, asked_at, diags, DIAG_FILE_UNREADABLE, error->message);
    }
    struct str whole = {text, n};
    *ret_mark = str_starts_with(whole, "\xEF\xBB\xBF") ? 3 : 0;
    *ret = str_dup(arena, str_skip(whole, *ret_mark));
    keep_read(world, absolute, whole);
    return true;
}

/* @before: bytes of the file before the source's text. */
static bool check_encoding(const struct source *source, size_t before, struct diags *diags) {
    struct str text = source->text;
    size_t invalid = str_utf8_error(text);
    if (invalid == text.n) {
        return true;
    }
    struct span at = span_of(source, invalid, invalid + 1);
    if (str_starts_with(text, "\xFF\xFE") || str_starts_with(text, "\xFE\xFF")) {
        diag_error(diags, at, DIAG_FILE_ENCODING, "the file is UTF-16 text");
    } else if (text.p[invalid] == '\0') {
        diag_error(diags, at, DIAG_FILE_ENCODING, "byte %zu is a NUL byte, which no text has",
                   invalid + before);
    } else {
        diag_error(diags, at, DIAG_FILE_ENCODING, "byte %zu (0x%02X) is not UTF-8 text",
                   invalid + before, (unsigned)(unsigned char)text.p[invalid]);
    }
    diag_hint(diags, "Save the file as UTF-8.");
    return false;
}

const struct source *world_read_text(World *world, const char *path, struct span asked_at,
                                     struct diags *diags) {
    struct store store = store_of(world);
    g_autofree char *canonical = g_canonicalize_filename(path, world->directory);
    const struct source *known = g_hash_table_lookup(world->sources, canonical);
    known = known ? known : g_hash_table_lookup(store.sources, canonical);
    if (known) {
        record_use(world->record, canonical);
        return known;
    }
    char *absolute = arena_strdup(store.arena, canonical);
    struct str text;
    size_t before = 0;
    if (!check_file(world, absolute, WORLD_TEXT_BYTES_MAX, asked_at, diags)) {
        record_absent(world->record, absolute);
        return NULL;
    }
    bool is_passing = record_is_passing(world->record);
    store.arena = is_passing ? record_text_arena(world->record) : store.arena;
    if (!read_copy(world, store.arena, absolute, asked_at, diags, &text, &before)) {
        return NULL;
    }
    const char *shown = world_display_path(world, store.arena, absolute);
    const struct source *source = source_new(store.arena, shown, text);
    if (!check_encoding(source, before, diags)) {
        return NULL;
    }
    if (!is_passing) {
        g_hash_table_insert(store.sources, absolute, (void *)source);
    }
    return source;
}

void world_put_text(World *world, const char *path, struct str text) {
    char *absolute = world_absolute(world, world->arena, path);
    const char *shown = world_display_path(world, world->arena, absolute);
    g_hash_table_insert(world->sources, absolute,
                        (void *)source_new(world->arena, shown, str_dup(world->arena, text)));
}

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

size_t world_list(World *world, Arena *arena, const char *directory, char ***ret_names) {
    *ret_names = NULL;
    g_autofree char *absolute = g_canonicalize_filename(directory, world->directory);
    if (!roots_hold(world->roots, absolute)) {
        return 0;
    }
    GDir *folder = g_dir_open(absolute, 0, NULL);
    if (!folder) {
        record_absent(world->record, absolute);
        return 0;
    }
    size_t n = 0, capacity = 0;
    char **names = NULL;
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        names = arena_grow(arena, names, n, &capacity, sizeof *names);
        names[n++] = arena_strdup(arena, name);
    }
    g_dir_close(folder);
    if (n > 1) {
        qsort(names, n, sizeof *names, compare_names);
    }
    record_list(world->record, absolute, names, n);
    *ret_names = names;
    return n;
}

size_t world_reads(const World *world, const char *const **ret_paths) {
    *ret_paths = (const char *const *)world->reads->pdata;
    return world->reads->len;
}

int64_t world_clock_us(void) {
    return g_get_monotonic_time();
}

/* proc(5): the first number of statm is the size in pages. */
size_t world_address_space(void) {
    g_autofree char *text = NULL;
    guint64 pages = 0;
    if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL)) {
        return 0;
    }
    *strchrnul(text, ' ') = '\0';
    return g_ascii_string_to_unsigned(text, 10, 0, G_MAXUINT32, &pages, NULL)
               ? (size_t)pages * (size_t)sysconf(_SC_PAGESIZE)
               : 0;
}

/* --- jobs of a batch ------------------------------------------------------------------------ */

void world_record(World *world) {
    g_assert(!world->record);
    world->record = record_new(world->arena);
}

void world_begin_job(World *world) {
    record_begin_job(world->record);
}

size_t world_job_inputs(World *world, const struct world_input **ret) {
    return record_job_inputs(world->record, ret);
}

void world_end_job(World *world) {
    record_end_job(world->record);
}

enum world_reading world_set_reading(World *world, enum world_reading reading) {
    return world->record ? record_set_reading(world->record, reading) : reading;
}

void world_note(World *world, const char *path) {
    record_use(world->record, path);
}

/* Of a folder or a file, as record_list() and record_read() saw it. */
static char *digest_now(World *world, const char *path) {
    g_autoptr(Arena) arena = arena_new();
    char **names = NULL;
    if (g_str_has_suffix(path, "/")) {
        size_t n = world_list(world, arena, path, &names);
        return record_names_digest(names, n);
    }
    struct stat status;
    g_autofree char *text = NULL;
    gsize n = 0;
    if (stat(path, &status) != 0 || !S_ISREG(status.st_mode) ||
        !g_file_get_contents(path, &text, &n, NULL)) {
        return g_strdup("-");
    }
    return g_strdup(digest_of(text, n).text);
}

void world_keep_digests(World *world) {
    const struct world_input *inputs = NULL;
    size_t n = world_job_inputs(world, &inputs);
    for (size_t i = 0; i < n; i++) {
        record_keep_digest_now(world->record, inputs[i].path, inputs[i].digest);
    }
}

const char *world_digest(World *world, const char *path) {
    struct record *record = world->record;
    const char *known = record_digest_now(record, path);
    if (!known) {
        world->record = NULL; /* to look is not to use */
        g_autofree char *digest = digest_now(world, path);
        world->record = record;
        known = record_keep_digest_now(record, path, digest);
    }
    return known;
}
