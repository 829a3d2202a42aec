#include "pipeline_email_priv.h"

#include <string.h>

/*
 * Recipients are the partner's contacts: those whose role has one of the words that the template's
 * front matter asks for, or the primary one. The command line comes before both.
 */

#define PRIMARY "primary"

/* --- contacts ------------------------------------------------------------------------------- */

static bool holds(struct str text, struct str word) {
    g_autofree char *folded = g_utf8_casefold(text.p, (gssize)text.n);
    g_autofree char *wanted = g_utf8_casefold(word.p, (gssize)word.n);
    return strstr(folded, wanted) != NULL;
}

static bool has_address(const struct value *contact) {
    return value_string(value_get(contact, "email")).n > 0;
}

static const struct value *primary_of(const struct value *contacts) {
    for (size_t i = 0; i < contacts->list.n; i++) {
        if (value_is_true(value_get(contacts->list.items[i], PRIMARY))) {
            return contacts->list.items[i];
        }
    }
    return contacts->list.n > 0 ? contacts->list.items[0] : NULL;
}

struct people {
    struct mailbox *items;
    size_t n, capacity;
};

static bool is_among(const struct people *people, const char *address) {
    for (size_t i = 0; i < people->n; i++) {
        if (g_ascii_strcasecmp(people->items[i].address, address) == 0) {
            return true;
        }
    }
    return false;
}

/* The name's own place, where it is the name that is wrong. */
static struct span place_of(const struct value *person) {
    const struct value *email = value_get(person, "email");
    return email ? email->at : person->at;
}

static bool add_person(struct email *email, const struct value *person, struct people *people) {
    Arena *arena = email->run->arena;
    struct diags *diags = email->run->diags;
    const struct value *name = value_get(person, "name");
    struct mailbox mailbox;
    if ((name &&
         !mail_check_header(value_string(name), "name of a person in the head", name->at, diags)) ||
        !mailbox_make(arena, value_string(name), value_string(value_get(person, "email")),
                      place_of(person), diags, &mailbox)) {
        return false;
    }
    if (people->n == MAIL_ADDRESSES_MAX) {
        return diag_error(diags, place_of(person), DIAG_EMAIL_ADDRESS,
                          "a message goes to at most %d addresses", MAIL_ADDRESSES_MAX);
    }
    if (!is_among(people, mailbox.address)) {
        people->items =
            arena_grow(arena, people->items, people->n, &people->capacity, sizeof *people->items);
        people->items[people->n++] = mailbox;
    }
    return true;
}

static bool add_role(struct email *email, const struct value *contacts, struct str word,
                     struct people *people) {
    bool is_primary = str_is(word, PRIMARY);
    const struct value *primary = is_primary ? primary_of(contacts) : NULL;
    for (size_t i = 0; word.n > 0 && i < contacts->list.n; i++) {
        const struct value *contact = contacts->list.items[i];
        bool is_wanted =
            is_primary ? contact == primary : holds(value_string(value_get(contact, "role")), word);
        if (is_wanted && has_address(contact) && !add_person(email, contact, people)) {
            return false;
        }
    }
    return true;
}

/* @wanted: a word or a list of words. */
static bool add_roles(struct email *email, const struct value *contacts, const struct value *wanted,
                      struct people *people) {
    if (wanted->kind != VALUE_LIST) {
        return add_role(email, contacts, str_trim(value_string(wanted)), people);
    }
    for (size_t i = 0; i < wanted->list.n; i++) {
        if (!add_role(email, contacts, str_trim(value_string(wanted->list.items[i])), people)) {
            return false;
        }
    }
    return true;
}

static const struct value *contacts_of(const struct email *email) {
    const struct value *contacts = value_get(email->run->partner, "contacts");
    return contacts && contacts->kind == VALUE_LIST ? contacts : NULL;
}

static bool find_contacts(struct email *email, const char *key, struct people *people) {
    const struct value *contacts = contacts_of(email);
    const struct value *wanted = value_get(email->meta, key);
    return !contacts || !wanted || add_roles(email, contacts, wanted, people);
}

static bool report_nobody(struct email *email) {
    struct run *run = email->run;
    const struct value *contacts = contacts_of(email);
    const struct value *wanted = value_get(email->meta, "to");
    struct span at = contacts && contacts->list.n > 0 ? contacts->at
                     : run->partner                   ? run->partner->at
                                                      : (struct span){0};
    bool has_people = contacts && contacts->list.n > 0;
    diag_error(run->diags, at, DIAG_EMAIL_ADDRESS,
               has_people ? "no contact of \"%s\" is whom the message is for, with an address"
                          : "\"%s\" has no contact that the message could go to",
               run->entry.name ? run->entry.name : run->job->document);
    diag_hint(run->diags, "Give a contact an \"email\", or add --to ADDRESS.");
    if (has_people && wanted) {
        diag_note(run->diags, wanted->at, "it is for these contacts");
    }
    return false;
}

static bool find_recipients(struct email *email) {
    struct run *run = email->run;
    struct people to = {0}, cc = {0};
    struct mail *mail = &email->mail;
    const char *typed_to = email->options->to, *typed_cc = email->options->cc;
    bool is_good = typed_to ? mailbox_parse_list(run->arena, str_from(typed_to), (struct span){0},
                                                 run->diags, &to.items, &to.n)
                            : find_contacts(email, "to", &to);
    is_good = (typed_cc ? mailbox_parse_list(run->arena, str_from(typed_cc), (struct span){0},
                                             run->diags, &cc.items, &cc.n)
                        : typed_to || find_contacts(email, "cc", &cc)) &&
              is_good;
    if (!is_good) {
        return false;
    }
    if (to.n == 0) {
        return report_nobody(email);
    }
    mail->to = to.items;
    mail->n_to = to.n;
    struct mailbox *copies = ARENA_NEW_N(run->arena, struct mailbox, cc.n);
    for (size_t i = 0; i < cc.n; i++) {
        if (!is_among(&to, cc.items[i].address)) {
            copies[mail->n_cc++] = cc.items[i];
        }
    }
    mail->cc = copies;
    return true;
}

/* --- the sender ----------------------------------------------------------------------------- */

static const struct value *setting(const struct email *email, const char *key) {
    const struct workspace *workspace = email->run->workspace;
    const struct value *settings = workspace ? value_get(workspace->config, "email") : NULL;
    return value_get(settings, key);
}

static bool parse_setting(struct email *email, const struct value *value, struct mailbox *ret) {
    return mailbox_parse(email->run->arena, value_string(value), value->at, email->run->diags, ret);
}

/* A person with an address into @ret; nothing happens where there is none. */
static bool take_person(struct email *email, const struct value *person, struct mailbox *ret) {
    struct people people = {0};
    if (ret->address || !person || person->kind != VALUE_MAP || !has_address(person)) {
        return true;
    }
    if (!add_person(email, person, &people)) {
        return false;
    }
    *ret = people.items[0];
    return true;
}

/* `email.from`, else the company's contact, else the partner's manager. */
static bool find_sender(struct email *email) {
    struct run *run = email->run;
    struct mailbox *from = &email->mail.from, *reply_to = &email->mail.reply_to;
    const struct value *said = setting(email, "from"), *answers = setting(email, "reply_to");
    const struct value *manager = value_get(run->partner, "manager");
    const struct value *contact =
        run->workspace ? value_get(run->workspace->config, "contact") : NULL;
    if ((said && !parse_setting(email, said, from)) ||
        (answers && !parse_setting(email, answers, reply_to)) ||
        !take_person(email, contact, from) || !take_person(email, manager, from) ||
        !take_person(email, manager, reply_to)) {
        return false;
    }
    if (!from->address) {
        struct span at = run->workspace ? run->workspace->config->at : (struct span){0};
        diag_error(run->diags, at, DIAG_EMAIL_ADDRESS, "nobody is named whom the message is from");
        diag_hint(run->diags, "Write \"email: {from: Name <name@company.example>}\".");
        return false;
    }
    if (reply_to->address && g_str_equal(reply_to->address, from->address)) {
        *reply_to = (struct mailbox){0};
    }
    return true;
}

bool email_find_people(struct email *email) {
    bool has_sender = find_sender(email);
    return find_recipients(email) && has_sender;
}
