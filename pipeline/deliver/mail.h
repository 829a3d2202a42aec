/*
 * mail.h - a message for a mail program or a server: addresses, bodies, MIME (room 8).
 *
 * Source: RFC 5322 (messages), RFC 2045-2049 (MIME), RFC 2231 (names of files), RFC 2387 (related).
 * Rule:   nothing from outside can become a line of the head: names, addresses, subjects and names
 *         of files with a control character are errors here, before any library sees them.
 * Bytes:  a message is a function of struct mail; boundaries and Message-ID come from its content.
 *         The library is a module, loaded at the first message.
 */
#pragma once

#include "date.h"
#include "diag.h"
#include "doc.h"
#include "geom.h"

/* --- addresses ------------------------------------------------------------------------------ */

enum { MAIL_ADDRESSES_MAX = 50 };

struct mailbox {
    const char *name;    /* "": none */
    const char *address; /* its domain in ASCII (IDNA) */
};

/*
 * "a@b.example", "Name <a@b.example>", "\"Last, First\" <a@b.example>". @at: where it stands.
 * Errors: email-address, email-header.
 */
bool mailbox_parse(Arena *arena, struct str text, struct span at, struct diags *diags,
                   struct mailbox *ret);

/* Several of them with commas between; at least one. */
bool mailbox_parse_list(Arena *arena, struct str text, struct span at, struct diags *diags,
                        struct mailbox **ret, size_t *ret_n);

/* A name and an address that stand apart. */
bool mailbox_make(Arena *arena, struct str name, struct str address, struct span at,
                  struct diags *diags, struct mailbox *ret);

/* Whether @text can stand in a head; @what it is, for the message. Error: email-header. */
bool mail_check_header(struct str text, const char *what, struct span at, struct diags *diags);

/* "Name <address>", as people read it. */
char *mailbox_show(Arena *arena, const struct mailbox *mailbox);

/* --- bodies --------------------------------------------------------------------------------- */

/* A picture as it is shown, by what `cid:` calls it; its own dots may be more. */
struct mail_picture {
    const char *id, *alt; /* id NULL: there is none */
    int width_px, height_px;
};

struct mail_look {
    const char *language; /* BCP 47 */
    const char *title;
    const char *preheader; /* shown behind the subject in a list of messages; "": none */
    struct rgb ground, ink, muted, brand, link, card, rule;
    struct mail_picture logo, page; /* page: the attachment's first */
    const char *attached, *caption; /* below the page: what it is, what of it; caption "": none */
    const char *company;            /* instead of a logo */
    const char *imprint, *website;  /* the last line; "": none */
};

/*
 * Plain text of at most 72 characters a line, links with their addresses behind them, the last line
 * as a signature.
 */
void mail_write_text(const struct doc *doc, const struct mail_look *look, GString *out);

/* Of HTML; what is behind them Gmail hides behind a link. */
enum { MAIL_SHOWN_BYTES_MAX = 102 * 1024 };

/* HTML with styles in its tags and a table around it, as mail programs need it. */
void mail_write_html(const struct doc *doc, const struct mail_look *look, GString *out);

/* --- messages ------------------------------------------------------------------------------- */

struct mail_file {
    const char *name, *type; /* type: "application/pdf" */
    GBytes *bytes;           /* borrowed */
};

struct mail {
    struct mailbox from, reply_to; /* reply_to without address: none */
    const struct mailbox *to, *cc;
    size_t n_to, n_cc;
    const char *subject;
    struct span subject_at;
    struct date date;
    const char *text, *html;
    const struct mail_file *pictures; /* of the HTML, by mail_content_id() */
    size_t n_pictures;
    struct mail_file attachment;
    bool is_draft; /* mail programs open it to be sent (X-Unsent) */
};

/* What `cid:` calls a picture; the same for the same bytes. */
char *mail_content_id(Arena *arena, GBytes *bytes);

/* Without its angle brackets; of everything in the message but is_draft. */
char *mail_message_id(Arena *arena, const struct mail *mail);

/* A name that every system can save a file by, @extension behind it (".pdf"). */
char *mail_file_name(Arena *arena, struct str title, const char *extension);

/*
 * The message with line ends CR LF; the caller unrefs *ret. Errors: email-header, email-failed,
 * module-missing.
 */
bool mail_compose(const struct mail *mail, struct diags *diags, GBytes **ret);
