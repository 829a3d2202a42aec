/*
 * The first texts of a file, so that finding one partner among hundreds does not read them all
 * through. Broken files are silent here: the error is said when the partner itself is loaded.
 */
#include "load_yaml_priv.h"

#include <string.h>

struct head {
    struct str text;
    const char *const *keys;
    size_t n_keys, n_found;
    struct str *texts; /* p is NULL: not met yet */
    int depth;
    int wanted; /* the key whose value is next; -1: none of them */
    bool is_key_next;
    bool is_list; /* the whole: it has no keys */
};

/* A key that does not occur in the rest, not even inside another word, cannot come. */
static bool can_come(const struct head *head, size_t from) {
    for (size_t i = 0; i < head->n_keys; i++) {
        if (!head->texts[i].p &&
            str_find(head->text, str_from(head->keys[i]), from) < head->text.n) {
            return true;
        }
    }
    return false;
}

static int find_key(const struct head *head, const yaml_event_t *event) {
    struct str key = {(const char *)event->data.scalar.value, event->data.scalar.length};
    for (size_t i = 0; i < head->n_keys; i++) {
        if (str_is(key, head->keys[i])) {
            return (int)i;
        }
    }
    return -1;
}

static void read_scalar(struct head *head, Arena *arena, const yaml_event_t *event) {
    if (head->depth != 1) {
        return;
    }
    if (head->is_key_next) {
        head->wanted = find_key(head, event);
    } else if (head->wanted >= 0 && !head->texts[head->wanted].p) {
        struct str text = {(const char *)event->data.scalar.value, event->data.scalar.length};
        head->texts[head->wanted] = str_dup(arena, text);
        head->n_found++;
    }
}

/* At the top level keys and values take turns; a container or an alias is one of them. */
static void read_event(struct head *head, Arena *arena, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_SCALAR_EVENT: read_scalar(head, arena, event); break;
    case YAML_ALIAS_EVENT: break;
    case YAML_SEQUENCE_START_EVENT:
        head->is_list = head->is_list || head->depth == 0;
        head->depth++;
        return;
    case YAML_MAPPING_START_EVENT: head->depth++; return;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: head->depth--; break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT: return;
    }
    if (head->depth == 1) {
        head->is_key_next = !head->is_key_next;
    }
}

/*
 * The search for the rest of the keys is worth its time only where one was just met. libyaml's
 * index counts characters, so there are at least as many bytes before it: the search may begin too
 * early.
 */
static bool is_done(const struct head *head, const yaml_event_t *event, size_t n_found_before) {
    if (event->type == YAML_STREAM_END_EVENT || event->type == YAML_DOCUMENT_END_EVENT ||
        head->n_found == head->n_keys || head->depth > LOAD_DEPTH_MAX || head->is_list) {
        return true;
    }
    return head->n_found > n_found_before && !can_come(head, event->end_mark.index);
}

/* libyaml decodes all that it is handed; of a long file the names stand in the first lines. */
enum { STEP_BYTES = 512 };

static int read_step(void *data, unsigned char *buffer, size_t size, size_t *ret_n) {
    struct str *rest = data;
    *ret_n = MIN(MIN(size, (size_t)STEP_BYTES), rest->n);
    if (*ret_n > 0) {
        memcpy(buffer, rest->p, *ret_n);
    }
    *rest = str_skip(*rest, *ret_n);
    return 1;
}

void load_yaml_head(Arena *arena, const struct source *source, const char *const *keys,
                    size_t n_keys, struct str *ret_texts) {
    g_auto(yaml_parser_t) parser;
    struct str rest = source->text;
    yaml_parser_open_by(&parser, read_step, &rest);
    for (size_t i = 0; i < n_keys; i++) {
        ret_texts[i] = (struct str){0};
    }
    struct head head = {.text = source->text,
                        .keys = keys,
                        .n_keys = n_keys,
                        .texts = ret_texts,
                        .wanted = -1,
                        .is_key_next = true};
    yaml_event_t event;
    for (bool is_over = false; !is_over && yaml_parser_parse(&parser, &event);) {
        size_t n_found = head.n_found;
        read_event(&head, arena, &event);
        is_over = is_done(&head, &event, n_found);
        yaml_event_delete(&event);
    }
}
