/*
 * sent_sample.h - a message as the ledger of what was sent knows it, with what its line must
 * escape.
 */
#pragma once

#include "sent.h"

static const struct sent_entry sent_sample = {.state = SENT_REFUSED,
                                              .document = "qbr",
                                              .partner = "acme",
                                              .period = "2026-Q3",
                                              .address = "A@b.example",
                                              .message_id = "1@b.example",
                                              .sha256 = "00",
                                              .date = "2026-11-04",
                                              .said = "550\t\"no\"\r\n\\ B\303\274ro"};
