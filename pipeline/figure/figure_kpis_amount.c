#include "figure_kpis_priv.h"

/*
 * Cards that compute: of a card with `amount`, its value, and the difference and share to the
 * number that a reference is compared with (`than`), are written where the card does not say them.
 */

static bool complain(const struct fields *fields, const struct value *at, const char *message,
                     const char *hint) {
    diag_error(fields->diags, figure_place(fields->request, at), DIAG_FIGURE_FIELD, "%s", message);
    diag_hint(fields->diags, "%s", hint);
    return false;
}

static void put_text(const struct fields *fields, struct value *map, const char *key,
                     struct str text) {
    const struct value *there = value_get(map, key);
    if (!there || there->kind == VALUE_NULL) {
        value_put(fields->arena, map, key, value_new_string(fields->arena, map->at, text));
    }
}

/* A number that stands there or that a path leads to; false: there is none. */
static bool read_number(const struct fields *fields, const char *key, struct decimal *ret) {
    const struct value *value = field_value(fields, key);
    if (!value || value->kind != VALUE_NUMBER) {
        return false;
    }
    *ret = value->number;
    return true;
}

static struct str format(const struct canvas *canvas, const char *currency, struct decimal number,
                         bool is_signed) {
    const struct number_style style = {
        .decimals = currency ? 0 : -1,
        .is_signed = is_signed,
        .is_compact = currency != NULL,
        .currency = currency,
    };
    return str_from(locale_format_number(canvas->request->locale, canvas->arena, number, &style));
}

static bool complete_reference(const struct canvas *canvas, const struct fields *reference,
                               struct value *map, const char *currency,
                               const struct decimal *amount) {
    struct decimal than, difference;
    const struct value *at = value_get(map, "than");
    if (!at || at->kind == VALUE_NULL) {
        return true;
    }
    if (!amount) {
        return complain(reference, at, "\"than\" needs an amount to compare with",
                        "Give the card a number: \"amount: 1284000\".");
    }
    if (!read_number(reference, "than", &than) || !decimal_subtract(*amount, than, &difference)) {
        return complain(reference, at, "\"than\" is not a number",
                        "Write a number, or the name of one, such as kpi.booked.plan.");
    }
    put_text(reference, map, "difference", format(canvas, currency, difference, true));
    if (decimal_sign(than) > 0) {
        double share = decimal_to_double(difference) / decimal_to_double(than);
        put_text(reference, map, "share", chart_format_share(canvas, share, 1, true));
    }
    return true;
}

static bool complete_card(const struct canvas *canvas, struct fields *card, struct value *map) {
    struct decimal number;
    const struct value *at = value_get(map, "amount"), *list = value_get(map, "versus");
    const struct value *shown = value_get(map, "value");
    struct str code = field_text(card, "currency");
    const char *currency = code.n > 0 ? str_cstr(card->arena, code) : NULL;
    bool has_amount = at && at->kind != VALUE_NULL;
    bool has_number =
        has_amount ? read_number(card, "amount", &number) : shown && shown->kind == VALUE_NUMBER;
    if (has_amount && !has_number) {
        return complain(card, at, "\"amount\" is not a number",
                        "Write a number, or the name of one, such as kpi.booked.value.");
    }
    if (has_amount) {
        put_text(card, map, "value", format(canvas, currency, number, false));
    } else if (has_number) {
        number = shown->number;
    }
    bool is_good = true;
    for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list.n; i++) {
        struct fields reference = *card;
        reference.map = list->list.items[i];
        is_good = (reference.map->kind != VALUE_MAP ||
                   complete_reference(canvas, &reference, list->list.items[i], currency,
                                      has_number ? &number : NULL)) &&
                  is_good;
    }
    return is_good;
}

const struct value *cards_complete(struct canvas *canvas, const struct value *cards,
                                   struct diags *diags) {
    struct value *all = value_copy(canvas->arena, cards);
    bool is_good = true;
    for (size_t i = 0; i < all->list.n; i++) {
        struct fields card = {canvas->request, canvas->arena, diags, all->list.items[i]};
        is_good = complete_card(canvas, &card, all->list.items[i]) && is_good;
    }
    return is_good ? all : NULL;
}
