#include "mail_send_priv.h"

#include <curl/curl.h>
#include <string.h>

/*
 * One transaction after the other over one connection, which libcurl keeps in its handle and drops
 * where a transaction has failed. What became of a message is told by the server's last answer, and
 * by whether all bytes were handed over: libcurl has then sent the final dot, or is about to, so
 * that no answer leaves the question open.
 */

enum { SAID_BYTES_MAX = 300 };

struct transfer {
    const char *at;
    size_t n;
    bool was_read; /* all of it, and its end */
    GString *said; /* the server's last line; after a complaint, that: "221 Bye" comes behind it */
};

static size_t give_bytes(char *buffer, size_t size, size_t n, void *context) {
    struct transfer *transfer = context;
    size_t taken = MIN(size * n, transfer->n);
    memcpy(buffer, transfer->at, taken);
    transfer->at += taken;
    transfer->n -= taken;
    transfer->was_read = transfer->n == 0;
    return taken;
}

/* Each line from the server; what goes to it, passwords among it, is not looked at. */
static int take_line(CURL *curl, curl_infotype kind, char *bytes, size_t n, void *context) {
    struct transfer *transfer = context;
    (void)curl;
    bool is_complaint = n > 0 && (bytes[0] == '4' || bytes[0] == '5');
    bool has_complaint = transfer->said->str[0] == '4' || transfer->said->str[0] == '5';
    if (kind == CURLINFO_HEADER_IN && (is_complaint || !has_complaint)) {
        g_string_truncate(transfer->said, 0);
        g_string_append_len(transfer->said, bytes, (gssize)MIN(n, SAID_BYTES_MAX));
    }
    return 0;
}

static size_t drop(char *bytes, size_t size, size_t n, void *context) {
    (void)bytes;
    (void)context;
    return size * n;
}

/* What a server says is nobody's to trust: no controls, no broken UTF-8. */
static const char *clean(Arena *arena, const char *text) {
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (char *p = valid; *p; p++) {
        *p = (unsigned char)*p < ' ' || *p == 0x7F ? ' ' : *p;
    }
    return arena_strdup(arena, g_strstrip(valid));
}

/* --- settings ------------------------------------------------------------------------------- */

/* The path is what this side calls itself: the sender's domain. */
static void set_url(CURL *curl, const struct mail_server *server, const char *from) {
    g_autofree char *url =
        g_strdup_printf("%s://%s:%u/%s", server->tls == MAIL_IMPLICIT_TLS ? "smtps" : "smtp",
                        server->host, server->port, strrchr(from, '@') + 1);
    curl_easy_setopt(curl, CURLOPT_URL, url);
}

static void set_server(CURL *curl, const struct mail_server *server) {
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, ""); /* not what the environment says */
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     server->tls == MAIL_NO_TLS ? (long)CURLUSESSL_NONE : (long)CURLUSESSL_ALL);
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    if (server->ca_file) {
        curl_easy_setopt(curl, CURLOPT_CAINFO, server->ca_file);
        curl_easy_setopt(curl, CURLOPT_CAPATH, NULL);
    }
    if (server->user) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
        curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
    }
}

/* A limit for each answer and for a line that stands still: a large message may take its time. */
static void set_times(CURL *curl, const struct mail_server *server) {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)server->timeout_s);
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)server->timeout_s);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)server->timeout_s);
}

static struct curl_slist *set_envelope(CURL *curl, const struct mail_envelope *envelope) {
    struct curl_slist *to = NULL;
    g_autofree char *from = g_strdup_printf("<%s>", envelope->from);
    for (size_t i = 0; i < envelope->n_to; i++) {
        g_autofree char *address = g_strdup_printf("<%s>", envelope->to[i]);
        to = curl_slist_append(to, address);
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    return to;
}

static void set_transfer(CURL *curl, struct transfer *transfer) {
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)transfer->n);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
    curl_easy_setopt(curl, CURLOPT_READDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L); /* to the next function, and nowhere else */
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, take_line);
    curl_easy_setopt(curl, CURLOPT_DEBUGDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, drop);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
}

/* --- outcomes ------------------------------------------------------------------------------- */

/* Of the server, whatever the message. */
static bool is_about_server(CURLcode result) {
    switch ((int)result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_REMOTE_ACCESS_DENIED: /* EHLO is refused */
    case CURLE_LOGIN_DENIED: return true;
    default: return false;
    }
}

static bool is_passing(CURLcode result) {
    switch ((int)result) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_WEIRD_SERVER_REPLY: return true;
    default: return false;
    }
}

static void judge(CURLcode result, long code, const struct transfer *transfer,
                  struct mail_reply *ret) {
    bool is_answered = code >= 400;
    ret->code = (int)code;
    /* A server that has not said a word in time says none to the next message either. */
    bool is_silent = result == CURLE_OPERATION_TIMEDOUT && code == 0 && !transfer->was_read;
    /* Its first word, before it has heard of a message. */
    bool is_greeting = result == CURLE_WEIRD_SERVER_REPLY && !transfer->was_read;
    ret->is_server = is_about_server(result) || is_silent || is_greeting;
    if (result == CURLE_OK) {
        ret->outcome = MAIL_SENT;
    } else if (is_answered && code >= 500) {
        ret->outcome = ret->is_server ? MAIL_DEFERRED : MAIL_REFUSED;
    } else if (!is_answered && transfer->was_read) {
        ret->outcome = MAIL_UNKNOWN;
    } else {
        ret->outcome = MAIL_DEFERRED;
        ret->can_try_again = is_answered || is_passing(result);
    }
}

/* --- transactions --------------------------------------------------------------------------- */

struct client {
    CURL *curl;
    const struct mail_server *server;
};

static void send_once(struct client *client, Arena *arena, const struct mail_envelope *envelope,
                      struct mail_reply *ret) {
    gsize n = 0;
    const char *bytes = g_bytes_get_data(envelope->message, &n);
    g_autoptr(GString) said = g_string_new(NULL);
    struct transfer transfer = {.at = bytes, .n = n, .said = said};
    char reason[CURL_ERROR_SIZE] = "";
    long code = 0;
    CURL *curl = client->curl;
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
    set_url(curl, client->server, envelope->from);
    set_transfer(curl, &transfer);
    struct curl_slist *to = set_envelope(curl, envelope);
    CURLcode result = curl_easy_perform(curl);
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code);
    judge(result, code, &transfer, ret);
    bool has_answer = result == CURLE_OK || code >= 400;
    const char *own = *reason ? reason : curl_easy_strerror(result);
    ret->said = clean(arena, has_answer && said->len > 0 ? said->str : own);
    curl_slist_free_all(to);
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, NULL);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, NULL);
    curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, NULL); /* closing it says something, too */
    curl_easy_setopt(curl, CURLOPT_VERBOSE, 0L);
}

/* An old connection that the server has ended meanwhile, as 421 or without a word, is no try. */
static bool was_left(CURL *curl, const struct mail_reply *reply) {
    long n_connected = 0;
    curl_easy_getinfo(curl, CURLINFO_NUM_CONNECTS, &n_connected);
    return n_connected == 0 && reply->can_try_again && (reply->code == 0 || reply->code == 421);
}

static void *client_open(const struct mail_server *server) {
    struct client *client = g_new0(struct client, 1);
    client->server = server;
    client->curl = curl_easy_init();
    g_assert(client->curl);
    set_server(client->curl, server);
    set_times(client->curl, server);
    return client;
}

static void client_send(void *self, Arena *arena, const struct mail_envelope *envelope,
                        struct mail_reply *ret) {
    struct client *client = self;
    send_once(client, arena, envelope, ret);
    if (was_left(client->curl, ret)) {
        *ret = (struct mail_reply){0};
        curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 1L);
        send_once(client, arena, envelope, ret);
        curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, 0L);
    }
}

static void client_close(void *self) {
    struct client *client = self;
    curl_easy_cleanup(client->curl);
    g_free(client);
}

const struct mail_client mail_curl = {client_open, client_send, client_close};
