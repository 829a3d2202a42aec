/*
 * load_field_priv.h - what the checks of fields share: load_field.c (lists and maps) and
 * load_field_scalar.c.
 */
#pragma once

#include "load_priv.h"

/* A mistake at @at: a warning where the rule is soft. */
void field_complain(struct field_check *check, const struct field_rule *rule, struct span at,
                    enum diag_code code, const char *message);

/* ""NAME" is not @wanted: "VALUE"", at the value. */
void field_complain_of_kind(struct field_check *check, const struct field_rule *rule,
                            const struct value *value, enum diag_code code, const char *wanted);

/* The code as it is called in the file that is checked. */
enum diag_code field_code(const struct field_check *check, enum diag_code code);

/* A value as it is quoted in a message: on one line and not too long. */
const char *field_shown(const struct field_check *check, const struct value *value);

void field_check_text(struct field_check *check, const struct field_rule *rule,
                      const struct value *value);
void field_check_number(struct field_check *check, const struct field_rule *rule,
                        const struct value *value);
void field_check_boolean(struct field_check *check, const struct field_rule *rule,
                         const struct value *value);
void field_check_date(struct field_check *check, const struct field_rule *rule,
                      const struct value *value);
void field_check_period(struct field_check *check, const struct field_rule *rule,
                        const struct value *value);
void field_check_word(struct field_check *check, const struct field_rule *rule,
                      const struct value *value);
void field_check_currency(struct field_check *check, const struct field_rule *rule,
                          const struct value *value);
void field_check_locale(struct field_check *check, const struct field_rule *rule,
                        const struct value *value);
void field_check_month(struct field_check *check, const struct field_rule *rule,
                       const struct value *value);
