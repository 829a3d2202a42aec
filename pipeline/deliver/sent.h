/*
 * sent.h - which messages were sent, written down so that none is sent twice (room 8).
 *
 * Where:  below the folder that documents go to, .pdfgen/sent: one line a fact, only ever appended.
 * Order:  "sending" is on the disk before the server hears of a message, what became of it behind.
 *         A "sending" that is the last word on a message is one of a process that was ended: nobody
 *         knows whether the message arrived. It is told, with the Message-ID, and not tried again
 *         by itself.
 * Owner:  one process a folder, by a lock that goes with the process.
 */
#pragma once

#include "diag.h"

typedef struct sent Sent;

enum sent_state {
    SENT_SENDING, /* also: begun, and nobody knows the end */
    SENT_SENT,
    SENT_REFUSED,
    SENT_DEFERRED,
};

/* Document, partner, period and address are what a message is known by. */
struct sent_entry {
    enum sent_state state;
    const char *document, *partner, *period, *address;
    const char *message_id;
    const char *sha256; /* of the PDF */
    const char *date;   /* 2026-11-04 */
    const char *said;   /* the server's answer; "" */
};

/*
 * @is_reading: nothing is made, locked or written; a ledger that is not there is empty. Errors:
 * batch-locked, email-ledger.
 */
Sent *sent_open(const char *folder, const char *shown, bool is_reading, struct diags *diags);
void sent_close(Sent *sent); /* accepts NULL */

/* The last word on a message; NULL: none. */
const struct sent_entry *sent_lookup(const Sent *sent, const struct sent_entry *key);

/* On the disk when it returns true. Error: email-ledger. */
bool sent_write(Sent *sent, const struct sent_entry *entries, size_t n, struct diags *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sent, sent_close)
