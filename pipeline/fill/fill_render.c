#include "fill_filter_priv.h"
#include "fill_record_priv.h"

#include <string.h>

static void render_parts(struct filling *filling, const struct template *template,
                         const struct part *first);

/* False, after an error, where rendering must stop. */
static bool take_step(struct filling *filling, struct span at) {
    if (filling->is_stopped) {
        return false;
    }
    bool is_long = ++filling->steps > FILL_STEPS_MAX, is_large = filling->out->len > FILL_BYTES_MAX;
    if (is_large) {
        diag_error(filling->diags, at, DIAG_TEMPLATE_SIZE, "filled text is larger than %d MiB",
                   FILL_BYTES_MAX / (1024 * 1024));
    } else if (is_long) {
        diag_error(filling->diags, at, DIAG_TEMPLATE_SIZE,
                   "sections and partials repeat more than %d million times",
                   FILL_STEPS_MAX / 1000000);
    }
    if (is_large || is_long) {
        filling->is_stopped = true;
        diag_hint(filling->diags, "Limit the lists of the sections around this place.");
    }
    return !filling->is_stopped;
}

static bool enter(struct filling *filling, struct span at) {
    if (filling->depth < FILL_DEPTH_MAX) {
        filling->depth++;
        return true;
    }
    /* A partial that includes itself twice would otherwise be tried 2^100 times. */
    filling->is_stopped = true;
    diag_error(filling->diags, at, DIAG_TEMPLATE_DEPTH,
               "partials and sections are nested more than %d deep", FILL_DEPTH_MAX);
    diag_hint(filling->diags, "A partial that includes itself must stop on a section whose list "
                              "becomes empty.");
    return false;
}

/* A mistake inside a partial: how the text came there. */
static void note_includes(struct filling *filling) {
    enum { INCLUDES_MAX = 5 };
    const struct include *include = filling->include;
    for (int i = 0; include && i < INCLUDES_MAX; i++, include = include->outer) {
        diag_note(filling->diags, include->at, "the partial is included here");
    }
}

/* NULL after an error, which may be of the tag. */
static const struct value *evaluate_part(struct filling *filling, const struct part *part,
                                         const struct value **ret_origin) {
    const struct value *value =
        part->expression ? evaluate(filling, part->expression, ret_origin) : NULL;
    if (!value && part->expression) {
        note_includes(filling);
    }
    if (!value && ++filling->failures > FILL_FAILURES_MAX) {
        filling->is_stopped = true; /* the mistakes are said, over and over */
    }
    return value;
}

/* --- pieces --------------------------------------------------------------------------------- */

static struct piece *add_piece(struct filling *filling, struct str bytes, struct span at) {
    if (filling->n_pieces == filling->pieces_capacity) {
        filling->pieces_capacity = MAX(filling->pieces_capacity * 2, 64);
        filling->pieces = g_renew(struct piece, filling->pieces, filling->pieces_capacity);
    }
    struct piece *piece = &filling->pieces[filling->n_pieces++];
    size_t begin = filling->out->len;
    g_string_append_len(filling->out, bytes.p, (gssize)bytes.n);
    *piece = (struct piece){.begin = begin, .end = filling->out->len, .at = at};
    return piece;
}

/* Literal text grows the piece before it where the template goes on there too. */
static void add_literal(struct filling *filling, struct str bytes, struct span at) {
    struct piece *last = filling->n_pieces ? &filling->pieces[filling->n_pieces - 1] : NULL;
    if (bytes.n == 0) {
        return;
    }
    if (last && !last->value && !at.pointer && last->at.source == at.source &&
        last->at.end == at.begin && last->end - last->begin == last->at.end - last->at.begin) {
        g_string_append_len(filling->out, bytes.p, (gssize)bytes.n);
        last->end += bytes.n;
        last->at.end = at.end;
        return;
    }
    add_piece(filling, bytes, at);
}

static void add_prefix(struct filling *filling, const struct indent *indent) {
    if (indent) {
        add_prefix(filling, indent->outer);
        add_literal(filling, indent->prefix, indent->prefix_at);
    }
}

static void begin_line(struct filling *filling) {
    if (filling->is_line_start) {
        add_prefix(filling, filling->indent);
        filling->is_line_start = false;
    }
}

static struct str skip_indentation(struct str line, size_t n) {
    while (n > 0 && line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t')) {
        line = str_skip(line, 1);
        n--;
    }
    return line;
}

static void render_indented(struct filling *filling, const struct template *template,
                            struct str text) {
    while (text.n > 0) {
        struct str line = str_slice(text, 0, str_find(text, STR("\n"), 0) + 1);
        text = str_skip(text, line.n);
        if (filling->is_line_start) {
            line = skip_indentation(line, filling->indent->n_skip);
            begin_line(filling);
        }
        add_literal(filling, line, origin_span(template->origin, line));
        filling->is_line_start = str_ends_with(line, "\n");
    }
}

static void render_text(struct filling *filling, const struct template *template,
                        const struct part *part) {
    if (filling->recording) {
        recording_text(filling, part);
    }
    if (filling->indent) {
        render_indented(filling, template, part->source);
        return;
    }
    add_literal(filling, part->source, origin_span(template->origin, part->source));
    filling->is_line_start = str_ends_with(part->source, "\n");
}

/* --- values --------------------------------------------------------------------------------- */

static void report_null(struct filling *filling, const struct part *part,
                        const struct value *origin) {
    struct str name = part->expression->path.text;
    diag_error(filling->diags, part->at, DIAG_TEMPLATE_TYPE, "\"" STR_FMT "\" is null",
               STR_ARG(name));
    diag_hint(filling->diags,
              "Write {{" STR_FMT " | default \"n/a\"}}, or put the text in a "
              "section {{#" STR_FMT "}}.",
              STR_ARG(name), STR_ARG(name));
    if (origin->at.source) {
        diag_note(filling->diags, origin->at, "the value is left empty here");
    }
}

static void report_container(struct filling *filling, const struct part *part,
                             const struct value *value) {
    struct str name = part->expression->path.text;
    diag_error(filling->diags, part->at, DIAG_TEMPLATE_TYPE,
               "\"" STR_FMT "\" is %s, which cannot be written as text", STR_ARG(name),
               value_kind_name(value->kind));
    diag_hint(filling->diags, value->kind == VALUE_LIST
                                  ? "Use a section, or a filter such as join, count or json."
                                  : "Name one of its fields, or use a section or the filter json.");
    if (value->at.source) {
        diag_note(filling->diags, value->at, "it comes from here");
    }
}

static bool is_json(const struct expression *expression) {
    size_t n = expression->n_calls;
    return n > 0 && expression->calls[n - 1].filter->apply == filter_json;
}

static void render_value(struct filling *filling, const struct part *part) {
    const struct value *origin = NULL;
    const struct value *shown = evaluate_part(filling, part, &origin);
    if (!shown) {
        return;
    }
    if (!filling->options->is_lenient) {
        if (shown->kind == VALUE_NULL && filling->recording) {
            recording_null(filling, &part->expression->path);
            return;
        }
        if (shown->kind == VALUE_NULL) {
            report_null(filling, part, origin);
            note_includes(filling);
            return;
        }
        if (shown->kind == VALUE_LIST || shown->kind == VALUE_MAP) {
            report_container(filling, part, shown);
            note_includes(filling);
            return;
        }
    }
    begin_line(filling);
    struct piece *piece = add_piece(filling, value_to_str(filling->arena, shown), part->at);
    piece->value = origin->kind == VALUE_NULL ? shown : origin;
    piece->shown = shown;
    piece->is_raw = part->is_raw;
    piece->is_counter = part->expression->path.kind == PATH_INDEX && !part->expression->n_calls;
    piece->is_json = is_json(part->expression);
}

/* --- sections ------------------------------------------------------------------------------- */

static void render_inside(struct filling *filling, const struct template *template,
                          const struct part *part, struct scope scope) {
    filling_push(filling, scope);
    render_parts(filling, template, part->first);
    filling_pop(filling);
}

static void render_section(struct filling *filling, const struct template *template,
                           const struct part *part) {
    const struct value *value = evaluate_part(filling, part, NULL);
    if (!value || value_is_true(value) != (part->kind == PART_SECTION) ||
        !enter(filling, part->at)) {
        return;
    }
    if (part->kind == PART_INVERTED) {
        render_parts(filling, template, part->first);
    } else if (value->kind == VALUE_LIST) {
        for (size_t i = 0; i < value->list.n && take_step(filling, part->at); i++) {
            render_inside(filling, template, part,
                          (struct scope){.value = value->list.items[i],
                                         .is_loop = true,
                                         .index = i,
                                         .n = value->list.n});
        }
    } else {
        render_inside(filling, template, part, (struct scope){.value = value});
    }
    filling->depth--;
}

/* --- partials and inheritance --------------------------------------------------------------- */

const struct template *template_of(struct filling *filling, const struct source *source) {
    for (size_t i = 0; i < filling->n_templates; i++) {
        if (filling->templates[i]->origin->source == source) {
            return filling->templates[i];
        }
    }
    struct origin *origin = ARENA_NEW(filling->arena, struct origin);
    origin->source = source;
    const struct template *template = filling_parse(filling, origin);
    filling->templates = arena_grow(filling->arena, filling->templates, filling->n_templates,
                                    &filling->templates_capacity, sizeof *filling->templates);
    filling->templates[filling->n_templates++] = template;
    if (filling->recording) {
        recording_walk(filling, template);
    }
    return template;
}

/* The name of a partial, looked up where it is dynamic; false: an error was reported. */
static bool partial_name(struct filling *filling, const struct part *part, struct str *ret) {
    *ret = part->name;
    if (part->name.n == 0 || part->name.p[0] != '*') {
        return part->name.n > 0;
    }
    const struct value *value = evaluate_part(filling, part, NULL);
    if (!value) {
        return false;
    }
    if (value->kind != VALUE_STRING && !filling->options->is_lenient) {
        diag_error(filling->diags, part->at, DIAG_TEMPLATE_TYPE,
                   "\"" STR_FMT "\" is %s, a partial's name is a string",
                   STR_ARG(part->expression->path.text), value_kind_name(value->kind));
        return false;
    }
    *ret = value_string(value);
    return ret->n > 0;
}

static const struct template *find_partial(struct filling *filling, const struct part *part) {
    const struct fill_options *options = filling->options;
    struct str name;
    if (!partial_name(filling, part, &name)) {
        return NULL;
    }
    const struct source *source =
        options->partial ? options->partial(options->context, name) : NULL;
    if (filling->recording) {
        recording_partial(filling, part, source != NULL);
    }
    if (source) {
        return template_of(filling, source);
    }
    if (!options->is_lenient) {
        diag_error(filling->diags, part->at, DIAG_TEMPLATE_PARTIAL,
                   "partial \"" STR_FMT "\" is not there", STR_ARG(str_head(name, 100)));
        diag_hint(filling->diags, "Partials are Markdown files in the templates' folder "
                                  "partials/, named without \".md\".");
    }
    return NULL;
}

static void render_partial(struct filling *filling, const struct template *outer,
                           const struct part *part) {
    const struct template *template = find_partial(filling, part);
    if (!template || !enter(filling, part->at)) {
        return;
    }
    const struct indent *before = filling->indent;
    struct indent indent = {.outer = before,
                            .prefix = part->indentation,
                            .prefix_at = origin_span(outer->origin, part->indentation)};
    if (part->is_standalone) {
        filling->indent = &indent;
        filling->is_line_start = true;
    }
    struct arguments arguments = {.outer = filling->arguments, .template = outer, .parent = part};
    if (part->kind == PART_PARENT) {
        filling->arguments = &arguments;
    }
    struct include include = {.outer = filling->include, .at = part->at};
    filling->include = &include;
    render_parts(filling, template, template->first);
    filling->include = include.outer;
    filling->arguments = part->kind == PART_PARENT ? arguments.outer : filling->arguments;
    filling->indent = before;
    filling->depth--;
}

static const struct part *argument_of(const struct part *parent, struct str name) {
    for (const struct part *part = parent->first; part; part = part->next) {
        if (part->kind == PART_BLOCK && str_eq(part->name, name)) {
            return part;
        }
    }
    return NULL;
}

/* The argument for a block; the outermost parent's wins, as it is the most special. */
static const struct part *find_argument(const struct filling *filling, struct str name,
                                        const struct template **ret_template) {
    const struct part *found = NULL;
    for (const struct arguments *at = filling->arguments; at; at = at->outer) {
        const struct part *argument = argument_of(at->parent, name);
        if (argument) {
            found = argument;
            *ret_template = at->template;
        }
    }
    return found;
}

/* White space that an argument's lines get in place of the block's own. */
static struct str site_indentation(const struct filling *filling, const struct part *block) {
    struct str indentation =
        block->is_standalone && block->first ? block->inner_indentation : block->indentation;
    return str_skip(indentation, filling->indent ? filling->indent->n_skip : 0);
}

static void render_block(struct filling *filling, const struct template *template,
                         const struct part *block) {
    const struct template *from = NULL;
    const struct part *argument = find_argument(filling, block->name, &from);
    if (!enter(filling, block->at)) {
        return;
    }
    if (!argument) {
        render_parts(filling, template, block->first);
    } else {
        struct str site = site_indentation(filling, block);
        struct indent indent = {.outer = filling->indent,
                                .prefix = site,
                                .prefix_at = origin_span(template->origin, site),
                                .n_skip = argument->inner_indentation.n};
        filling->indent = &indent;
        filling->is_line_start = filling->is_line_start || block->is_standalone;
        render_parts(filling, from, argument->first);
        filling->indent = indent.outer;
    }
    filling->depth--;
}

static void render_parts(struct filling *filling, const struct template *template,
                         const struct part *first) {
    for (const struct part *part = first; part && take_step(filling, part->at); part = part->next) {
        switch (part->kind) {
        case PART_TEXT: render_text(filling, template, part); break;
        case PART_VALUE: render_value(filling, part); break;
        case PART_SECTION:
        case PART_INVERTED: render_section(filling, template, part); break;
        case PART_PARTIAL:
        case PART_PARENT: render_partial(filling, template, part); break;
        case PART_BLOCK: render_block(filling, template, part); break;
        }
    }
}

void render_template(struct filling *filling, const struct template *template) {
    filling->is_line_start = true;
    render_parts(filling, template, template->first);
}
