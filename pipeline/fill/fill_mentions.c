#include "fill_cache_priv.h"
#include "fill_uses_priv.h"

#include <string.h>

/*
 * Whether a template may ask for a name of the root. In doubt it may: a partial whose name is a
 * value, a figure's field that is filled, a raw value that could bring a figure along. Names in
 * literal text count where they could stand in a figure's fence or in the front matter.
 */

struct visit {
    struct str partial;
    bool is_inside; /* a section was around it */
};

struct mentions {
    Arena *arena;
    const struct fill_options *options;
    struct str name;
    struct diags diags; /* of parsing; they are said when the template is filled */
    struct visit *visits;
    size_t n_visits, capacity;
    struct fill_partial *partials; /* that were looked for */
    size_t n_partials, partials_capacity;
    int depth;
};

static bool parts_mention(struct mentions *mentions, const struct part *first, bool is_inside);

static bool is_name_char(char c) {
    return g_ascii_isalnum(c) || c == '_' || c == '-' || (unsigned char)c >= 0x80;
}

static char char_at(struct str s, size_t i) {
    return i < s.n ? s.p[i] : '\0';
}

/* --- literal text --------------------------------------------------------------------------- */

/* Where a YAML value may begin: nothing but blanks, quotes and brackets behind a colon. */
static bool is_field_value(struct str text, size_t at) {
    while (at > 0 && strchr(" \t\r\n'\"[{-,", text.p[at - 1])) {
        at--;
    }
    return at > 0 && text.p[at - 1] == ':';
}

static bool text_mentions(struct str text, struct str name) {
    for (size_t at = str_find(text, name, 0); at < text.n; at = str_find(text, name, at + 1)) {
        size_t end = at + name.n;
        bool is_start = at == 0 || (!is_name_char(text.p[at - 1]) && text.p[at - 1] != '.');
        if (!is_start || is_name_char(char_at(text, end))) {
            continue;
        }
        bool is_path = char_at(text, end) == '.' && is_name_char(char_at(text, end + 1));
        if (is_path || is_field_value(text, at)) {
            return true;
        }
    }
    return false;
}

/* The text ends inside a figure's field that holds a name. */
static bool ends_in_binding(struct str text) {
    size_t colon = text.n;
    while (colon > 0 && text.p[colon - 1] != ':') {
        colon--;
    }
    struct str key = str_slice(text, 0, colon - (colon > 0));
    while (key.n > 0 && strchr(" \t'\"", key.p[key.n - 1])) {
        key.n--;
    }
    size_t begin = key.n;
    while (begin > 0 && is_name_char(key.p[begin - 1])) {
        begin--;
    }
    return is_figure_name(STR(""), str_skip(key, begin));
}

/* In YAML between double quotes a name can be written in other ways. */
static bool has_escapes(struct str text) {
    for (size_t at = str_find(text, STR("\\"), 0); at < text.n;
         at = str_find(text, STR("\\"), at + 2)) {
        if (char_at(text, at + 1) != '"') {
            return true;
        }
    }
    return false;
}

static bool starts_line(const struct source *source, struct str tag) {
    size_t at = (size_t)(tag.p - source->text.p);
    while (at > 0 && strchr(" \t", source->text.p[at - 1])) {
        at--;
    }
    return at == 0 || source->text.p[at - 1] == '\n';
}

/* --- tags ----------------------------------------------------------------------------------- */

static bool path_mentions(const struct mentions *mentions, const struct path *path,
                          bool is_inside) {
    if (path->kind == PATH_ITEM) {
        return !is_inside; /* the root itself */
    }
    return path->kind == PATH_NAME && str_eq(path->steps[0], mentions->name);
}

static bool expression_mentions(const struct mentions *mentions, const struct part *part,
                                bool is_inside) {
    const struct expression *expression = part->expression;
    if (!expression) { /* it could not be read, perhaps because it is written in YAML's way */
        return str_find(part->source, mentions->name, 0) < part->source.n;
    }
    bool is_found = path_mentions(mentions, &expression->path, is_inside);
    for (size_t i = 0; i < expression->n_calls; i++) {
        const struct filter_call *call = &expression->calls[i];
        for (size_t k = 0; k < call->n_arguments; k++) {
            const struct argument *argument = &call->arguments[k];
            is_found = is_found ||
                       (!argument->value && path_mentions(mentions, &argument->path, is_inside));
        }
    }
    return is_found;
}

static bool is_visited(struct mentions *mentions, struct str partial, bool is_inside) {
    for (size_t i = 0; i < mentions->n_visits; i++) {
        const struct visit *visit = &mentions->visits[i];
        if (str_eq(visit->partial, partial) && visit->is_inside == is_inside) {
            return true;
        }
    }
    mentions->visits = arena_grow(mentions->arena, mentions->visits, mentions->n_visits,
                                  &mentions->capacity, sizeof *mentions->visits);
    mentions->visits[mentions->n_visits++] = (struct visit){partial, is_inside};
    return false;
}

/* @cache: NULL where the source is gone before the cache is. */
static bool source_mentions(struct mentions *mentions, const struct source *source, size_t begin,
                            bool is_inside, FillCache *cache) {
    struct origin *origin = ARENA_NEW(mentions->arena, struct origin);
    *origin = (struct origin){.source = source, .begin = begin};
    const struct template *template =
        cached_template(mentions->arena, cache, origin, &mentions->diags);
    return parts_mention(mentions, template->first, is_inside);
}

static const struct source *find_partial(struct mentions *mentions, struct str name) {
    const struct fill_options *options = mentions->options;
    const struct source *source = options->partial(options->context, name);
    mentions->partials = arena_grow(mentions->arena, mentions->partials, mentions->n_partials,
                                    &mentions->partials_capacity, sizeof *mentions->partials);
    mentions->partials[mentions->n_partials++] = (struct fill_partial){name, source};
    return source;
}

static bool partial_mentions(struct mentions *mentions, const struct part *part, bool is_inside) {
    if (str_starts_with(part->name, "*")) {
        return true;
    }
    if (parts_mention(mentions, part->first, is_inside)) {
        return true;
    }
    bool is_new = mentions->options->partial && !is_visited(mentions, part->name, is_inside);
    const struct source *source = is_new ? find_partial(mentions, part->name) : NULL;
    return source && source_mentions(mentions, source, 0, is_inside, mentions->options->cache);
}

static bool part_mentions(struct mentions *mentions, const struct part *part, bool is_inside) {
    switch (part->kind) {
    case PART_TEXT: return text_mentions(part->source, mentions->name);
    case PART_VALUE:
        return (part->is_raw && starts_line(part->at.source, part->source)) ||
               expression_mentions(mentions, part, is_inside);
    case PART_SECTION:
        return expression_mentions(mentions, part, is_inside) ||
               parts_mention(mentions, part->first, true);
    case PART_INVERTED:
        return expression_mentions(mentions, part, is_inside) ||
               parts_mention(mentions, part->first, is_inside);
    case PART_PARTIAL:
    case PART_PARENT: return partial_mentions(mentions, part, is_inside);
    case PART_BLOCK: return parts_mention(mentions, part->first, is_inside);
    }
    g_assert_not_reached();
}

static bool parts_mention(struct mentions *mentions, const struct part *first, bool is_inside) {
    if (mentions->depth == FILL_DEPTH_MAX) {
        return true;
    }
    mentions->depth++;
    const struct part *before = NULL;
    bool is_found = false;
    for (const struct part *part = first; part && !is_found; part = part->next) {
        bool is_bound = before && before->kind == PART_TEXT && ends_in_binding(before->source);
        is_found = is_bound || part_mentions(mentions, part, is_inside);
        before = part;
    }
    mentions->depth--;
    return is_found;
}

/* --- at first sight ------------------------------------------------------------------------- */

/* The tags that are open where a scan stands, by their signs. */
struct open_tags {
    char signs[FILL_DEPTH_MAX];
    size_t n, n_sections;
};

static bool is_free_of(struct mentions *mentions, const struct source *source, size_t begin,
                       bool is_inside);

static bool open_tag(struct open_tags *open, char sign) {
    if (open->n == FILL_DEPTH_MAX) {
        return false;
    }
    open->signs[open->n++] = sign;
    open->n_sections += sign == '#';
    return true;
}

static bool close_tag(struct open_tags *open) {
    if (open->n == 0) {
        return false;
    }
    open->n_sections -= open->signs[--open->n] == '#';
    return true;
}

/* @rest: of the tag, behind its sign. */
static bool is_free_partial(struct mentions *mentions, struct str rest, bool is_inside) {
    struct str name = str_trim(rest);
    if (str_starts_with(name, "*") || mentions->depth == FILL_DEPTH_MAX) {
        return false;
    }
    bool is_new = mentions->options->partial && !is_visited(mentions, name, is_inside);
    const struct source *source = is_new ? find_partial(mentions, name) : NULL;
    mentions->depth++;
    bool is_free = !source || is_free_of(mentions, source, 0, is_inside);
    mentions->depth--;
    return is_free;
}

/* A tag as a scan finds it: the text from its sign to its end, and what is open around it. */
struct scanned_tag {
    struct str tag, inner;
    struct open_tags *open;
    bool is_inside;
};

/* False: the tag is one to parse the template for. */
static bool is_plain_tag(struct mentions *mentions, const struct source *source,
                         const struct scanned_tag *scanned) {
    char sign = char_at(scanned->inner, 0);
    bool is_inside = scanned->is_inside || scanned->open->n_sections > 0;
    switch (sign) {
    case '#':
    case '^':
    case '$': return open_tag(scanned->open, sign);
    case '/': return close_tag(scanned->open);
    case '.': return is_inside;
    case '{':
    case '&': return !starts_line(source, scanned->tag);
    case '>': return is_free_partial(mentions, str_skip(scanned->inner, 1), is_inside);
    case '<':
    case '=': return false;
    default: return true;
    }
}

/*
 * True: the name is nowhere in the text or its partials, and no tag leads elsewhere. Most templates
 * are done with then, for a small part of the work of parsing them.
 */
static bool is_free_of(struct mentions *mentions, const struct source *source, size_t begin,
                       bool is_inside) {
    struct open_tags open = {0};
    struct str text = source->text;
    size_t before = begin;
    if (str_find(text, mentions->name, begin) < text.n) {
        return false;
    }
    for (size_t at = str_find(text, STR("{{"), begin); at < text.n;
         at = str_find(text, STR("{{"), at + 2)) {
        size_t sign = at + 2;
        while (sign < text.n && g_ascii_isspace(text.p[sign])) {
            sign++;
        }
        size_t close = str_find(text, STR("}}"), sign);
        struct scanned_tag tag = {str_slice(text, at, sign), str_slice(text, sign, close), &open,
                                  is_inside};
        bool is_nested = str_find(str_slice(text, 0, close), STR("{{"), sign) < close;
        if (is_nested || ends_in_binding(str_slice(text, before, at)) ||
            !is_plain_tag(mentions, source, &tag)) {
            return false;
        }
        before = at;
    }
    return true;
}

static bool text_is_free(struct mentions *mentions, const struct source *source, size_t begin) {
    bool is_free = is_free_of(mentions, source, begin, false);
    mentions->n_visits = 0; /* a partial that was not free is still to be parsed */
    return is_free;
}

/* The strings of the front matter, as written: YAML may write a name in other ways, and change the
   delimiters of one string only. */
static bool head_mentions(struct mentions *mentions, const struct source *source, size_t begin) {
    struct str head = str_slice(source->text, 0, begin);
    if (has_escapes(head) || str_find(head, STR("{{="), 0) < head.n) {
        return true;
    }
    const struct source *cut = source_new(mentions->arena, source->path, head);
    return !text_is_free(mentions, cut, 0) && source_mentions(mentions, cut, 0, false, NULL);
}

bool fill_mentions(Arena *arena, const struct source *source, size_t begin,
                   const struct fill_options *options, struct str root_name) {
    const struct fill_question question = {source, begin, options, root_name};
    struct mentions mentions = {.arena = arena, .options = options, .name = root_name};
    bool is_found;
    if (cached_answer(&question, &is_found)) {
        return is_found;
    }
    is_found = head_mentions(&mentions, source, begin) ||
               (!text_is_free(&mentions, source, begin) &&
                source_mentions(&mentions, source, begin, false, options->cache));
    diags_clear(&mentions.diags);
    cache_answer(&question, mentions.partials, mentions.n_partials, is_found);
    return is_found;
}
