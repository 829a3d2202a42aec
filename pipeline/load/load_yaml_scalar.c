/*
 * What a scalar of YAML is: by its tag, or by the core schema narrowed to what load.h promises.
 */
#include "load_yaml_priv.h"

#include <string.h>

enum yaml_tag yaml_tag_meaning(const yaml_char_t *tag) {
    static const struct {
        const char *name;
        enum yaml_tag meaning;
    } tags[] = {
        {"!", MEANS_TEXT},
        {"tag:yaml.org,2002:str", MEANS_TEXT},
        {"tag:yaml.org,2002:int", MEANS_NUMBER},
        {"tag:yaml.org,2002:float", MEANS_NUMBER},
        {"tag:yaml.org,2002:bool", MEANS_BOOLEAN},
        {"tag:yaml.org,2002:null", MEANS_NULL},
        {"tag:yaml.org,2002:seq", MEANS_COLLECTION},
        {"tag:yaml.org,2002:map", MEANS_COLLECTION},
    };
    for (size_t i = 0; tag && i < G_N_ELEMENTS(tags); i++) {
        if (strcmp((const char *)tag, tags[i].name) == 0) {
            return tags[i].meaning;
        }
    }
    return tag ? MEANS_OTHER : MEANS_NONE;
}

/* Past the range of a decimal it is most likely an identifier; it stays a string. */
static void set_number(struct diags *diags, struct value *value, struct str text) {
    struct decimal number;
    if (decimal_parse(text, &number)) {
        value->kind = VALUE_NUMBER;
        value->number = number;
    } else {
        load_warn_of_range(diags, value->at, text);
    }
}

void yaml_resolve_plain(struct diags *diags, struct value *value, struct str text) {
    char first = '~';
    if (text.n > 0) {
        first = text.p[0];
    }
    if (first == '-' || g_ascii_isdigit(first)) {
        if (load_number_length(text) == text.n) {
            set_number(diags, value, text);
        }
    } else if (text.n == 0 || str_is(text, "~") || str_is(text, "null")) {
        value->kind = VALUE_NULL;
    } else if (str_is(text, "true") || str_is(text, "false")) {
        value->kind = VALUE_BOOL;
        value->boolean = first == 't';
    }
}
