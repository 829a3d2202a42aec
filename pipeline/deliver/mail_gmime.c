#include "mail_priv.h"

#include <gmime/gmime.h>
#include <string.h>

/*
 * GMime folds and encodes heads (RFC 2047, RFC 2231) and bodies. Objects are reference counted; a
 * container holds references of its own, so that what was added is unreffed here.
 */

static GMimeObject *new_part(const char *type, const void *bytes, size_t n,
                             GMimeContentEncoding encoding) {
    g_auto(GStrv) halves = g_strsplit(type, "/", 2);
    GMimePart *part = g_mime_part_new_with_type(halves[0], halves[1]);
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, n);
    GMimeDataWrapper *content =
        g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
    g_mime_part_set_content(part, content);
    g_mime_part_set_content_encoding(part, encoding);
    g_object_unref(content);
    g_object_unref(stream);
    return GMIME_OBJECT(part);
}

static GMimeObject *new_text(const char *type, const char *text) {
    GMimeObject *part = new_part(type, text, strlen(text), GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
    g_mime_object_set_content_type_parameter(part, "charset", "utf-8");
    return part;
}

/* Left alone, GMime takes the first charset that has all letters: not every program knows each. */
static void write_in_utf8(GMimeParamList *parameters) {
    for (int i = 0; i < g_mime_param_list_length(parameters); i++) {
        g_mime_param_set_charset(g_mime_param_list_get_parameter_at(parameters, i), "utf-8");
    }
}

static GMimeObject *new_file(const struct mail_file *file, const char *disposition) {
    gsize n = 0;
    const void *bytes = g_bytes_get_data(file->bytes, &n);
    GMimeObject *part = new_part(file->type, bytes, n, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_disposition(part, disposition);
    g_mime_part_set_filename(GMIME_PART(part), file->name);
    write_in_utf8(
        g_mime_content_disposition_get_parameters(g_mime_object_get_content_disposition(part)));
    write_in_utf8(g_mime_content_type_get_parameters(g_mime_object_get_content_type(part)));
    return part;
}

static GMimeMultipart *new_multipart(const char *subtype, const struct mail_ids *ids, int which) {
    GMimeMultipart *multipart = g_mime_multipart_new_with_subtype(subtype);
    g_mime_multipart_set_boundary(multipart, ids->boundaries[which]);
    return multipart;
}

static void add(GMimeMultipart *multipart, GMimeObject *part) {
    g_mime_multipart_add(multipart, part);
    g_object_unref(part);
}

/* The HTML with the pictures that it shows (RFC 2387), or alone. */
static GMimeObject *new_page(const struct mail *mail, const struct mail_ids *ids) {
    GMimeObject *html = new_text("text/html", mail->html);
    if (mail->n_pictures == 0) {
        return html;
    }
    GMimeMultipart *related = new_multipart("related", ids, MAIL_RELATED);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(related), "type", "text/html");
    add(related, html);
    for (size_t i = 0; i < mail->n_pictures; i++) {
        GMimeObject *picture = new_file(&mail->pictures[i], "inline");
        g_mime_object_set_content_id(picture, ids->pictures[i]);
        add(related, picture);
    }
    return GMIME_OBJECT(related);
}

static GMimeObject *new_body(const struct mail *mail, const struct mail_ids *ids) {
    GMimeMultipart *mixed = new_multipart("mixed", ids, MAIL_MIXED);
    GMimeMultipart *alternative = new_multipart("alternative", ids, MAIL_ALTERNATIVE);
    add(alternative, new_text("text/plain", mail->text));
    add(alternative, new_page(mail, ids));
    add(mixed, GMIME_OBJECT(alternative));
    add(mixed, new_file(&mail->attachment, "attachment"));
    return GMIME_OBJECT(mixed);
}

static void add_mailboxes(GMimeMessage *message, GMimeAddressType type,
                          const struct mailbox *mailboxes, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const char *name = *mailboxes[i].name ? mailboxes[i].name : NULL;
        g_mime_message_add_mailbox(message, type, name, mailboxes[i].address);
    }
    InternetAddressList *list = g_mime_message_get_addresses(message, type);
    for (int i = 0; i < internet_address_list_length(list); i++) {
        internet_address_set_charset(internet_address_list_get_address(list, i), "utf-8");
    }
}

static void set_head(GMimeMessage *message, const struct mail *mail, const struct mail_ids *ids) {
    add_mailboxes(message, GMIME_ADDRESS_TYPE_FROM, &mail->from, 1);
    if (mail->reply_to.address) {
        add_mailboxes(message, GMIME_ADDRESS_TYPE_REPLY_TO, &mail->reply_to, 1);
    }
    add_mailboxes(message, GMIME_ADDRESS_TYPE_TO, mail->to, mail->n_to);
    add_mailboxes(message, GMIME_ADDRESS_TYPE_CC, mail->cc, mail->n_cc);
    g_mime_message_set_subject(message, mail->subject, "utf-8");
    /* A day has no hour: at this one it is the same day from Los Angeles to Auckland. */
    g_autoptr(GDateTime) date =
        g_date_time_new_utc(mail->date.year, mail->date.month, mail->date.day, 8, 0, 0);
    g_mime_message_set_date(message, date);
    g_mime_message_set_message_id(message, ids->message);
    if (mail->is_draft) {
        g_mime_object_set_header(GMIME_OBJECT(message), "X-Unsent", "1", NULL);
    }
}

GBytes *mail_gmime(const struct mail *mail, const struct mail_ids *ids, char **ret_reason) {
    static gsize is_ready;
    if (g_once_init_enter(&is_ready)) {
        g_mime_init();
        g_once_init_leave(&is_ready, 1);
    }
    GMimeMessage *message = g_mime_message_new(TRUE);
    set_head(message, mail, ids);
    GMimeObject *body = new_body(mail, ids);
    g_mime_message_set_mime_part(message, body);
    GMimeFormatOptions *options = g_mime_format_options_new();
    g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
    g_mime_format_options_set_param_encoding_method(options, GMIME_PARAM_ENCODING_METHOD_RFC2231);
    GMimeStream *stream = g_mime_stream_mem_new();
    GBytes *bytes = NULL;
    if (g_mime_object_write_to_stream(GMIME_OBJECT(message), options, stream) >= 0) {
        GByteArray *array = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
        bytes = g_bytes_new(array->data, array->len);
    } else {
        *ret_reason = g_strdup("the message could not be written");
    }
    g_object_unref(stream);
    g_mime_format_options_free(options);
    g_object_unref(body);
    g_object_unref(message);
    return bytes;
}
