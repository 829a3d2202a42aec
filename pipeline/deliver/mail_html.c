#include "mail.h"

#include "direction.h"

#include <math.h>
#include <string.h>

/*
 * HTML as mail programs show it: a table for the page, styles in the tags, no style sheet, no
 * script, nothing fetched. Every word is escaped, and a link leads to http, https or mailto or is
 * no link: what a partner's file says cannot become markup here either.
 *
 * Outlook on Windows shows it by Word, which has manners of its own: no room around tables and
 * lines, so that room is padding of a cell; no padding of lists; no letters of an outer table in an
 * inner one; and a first typeface that the machine does not have may become Times, whatever stands
 * behind it. tests/tools/mail_html.py has the rules.
 */

struct page {
    GString *out;
    const struct mail_look *look;
    bool is_rtl;
};

#define FONT      "font-family:'Segoe UI',Helvetica,Arial,sans-serif"
#define TEXT      FONT ";font-size:16px;line-height:1.5"
#define MONOSPACE "font-family:Consolas,Menlo,'Courier New',monospace"
#define TABLE                                                                                      \
    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "             \
    "border=\"0\""

/* --- characters ----------------------------------------------------------------------------- */

static void append_escaped(GString *out, struct str text) {
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        switch (c) {
        case '&': g_string_append(out, "&amp;"); break;
        case '<': g_string_append(out, "&lt;"); break;
        case '>': g_string_append(out, "&gt;"); break;
        case '"': g_string_append(out, "&quot;"); break;
        case '\'': g_string_append(out, "&#39;"); break;
        default:
            if ((unsigned char)c >= ' ' || c == '\n' || c == '\t') {
                g_string_append_c(out, c);
            }
        }
    }
}

static void append_text(GString *out, const char *text) {
    append_escaped(out, str_from(text));
}

static void append_colour(GString *out, struct rgb colour) {
    g_string_append_printf(out, "#%02X%02X%02X", (unsigned)lround(colour.r * 255),
                           (unsigned)lround(colour.g * 255), (unsigned)lround(colour.b * 255));
}

/* @format up to its one "@", which is the colour. */
static void append_styled(GString *out, const char *format, struct rgb colour) {
    const char *at = strchr(format, '@');
    g_string_append_len(out, format, at - format);
    append_colour(out, colour);
    g_string_append(out, at + 1);
}

/* --- inlines -------------------------------------------------------------------------------- */

static void write_inlines(const struct page *page, const struct node *parent);

static bool is_safe(const char *target) {
    static const char *const schemes[] = {"https://", "http://", "mailto:"};
    for (size_t i = 0; target && i < G_N_ELEMENTS(schemes); i++) {
        if (g_ascii_strncasecmp(target, schemes[i], strlen(schemes[i])) == 0) {
            return true;
        }
    }
    return false;
}

static void write_link(const struct page *page, const struct node *node) {
    if (!is_safe(node->link.target)) {
        write_inlines(page, node);
        return;
    }
    g_string_append(page->out, "<a href=\"");
    append_text(page->out, node->link.target);
    append_styled(page->out, "\" style=\"color:@\">", page->look->link);
    write_inlines(page, node);
    g_string_append(page->out, "</a>");
}

static void write_tagged(const struct page *page, const struct node *node, const char *tag) {
    g_string_append_printf(page->out, "<%s>", tag);
    write_inlines(page, node);
    g_string_append_printf(page->out, "</%s>", tag);
}

static void write_inline(const struct page *page, const struct node *node) {
    switch (node->kind) {
    case NODE_TEXT: append_escaped(page->out, node->text); return;
    case NODE_CODE:
        g_string_append(page->out, "<code style=\"" MONOSPACE "\">");
        append_escaped(page->out, node->text);
        g_string_append(page->out, "</code>");
        return;
    case NODE_SOFT_BREAK: g_string_append_c(page->out, '\n'); return;
    case NODE_LINE_BREAK: g_string_append(page->out, "<br>\n"); return;
    case NODE_EMPHASIS: write_tagged(page, node, "em"); return;
    case NODE_STRONG: write_tagged(page, node, "strong"); return;
    case NODE_STRIKE: write_tagged(page, node, "s"); return;
    case NODE_LINK: write_link(page, node); return;
    default: write_inlines(page, node); return; /* spans, words of pictures */
    }
}

static void write_inlines(const struct page *page, const struct node *parent) {
    for (const struct node *node = parent->first; node; node = node->next) {
        write_inline(page, node);
    }
}

/* --- blocks --------------------------------------------------------------------------------- */

static void write_blocks(const struct page *page, const struct node *parent);

/* The last paragraph of a box keeps no room below it: the box has its own. */
static bool ends_box(const struct node *node) {
    enum node_kind around = node->parent->kind;
    return !node->next && (around == NODE_QUOTE || around == NODE_CALLOUT);
}

static void write_paragraph(const struct page *page, const struct node *node) {
    bool is_tight = node->paragraph.is_tight;
    g_string_append(page->out, is_tight         ? ""
                               : ends_box(node) ? "<p style=\"margin:0\">"
                                                : "<p style=\"margin:0 0 16px 0\">");
    write_inlines(page, node);
    g_string_append(page->out, is_tight ? "" : "</p>\n");
}

/* What stands in a cell with room below it: that room and a margin are not one, as two margins are.
 */
static bool is_framed(const struct node *node) {
    return node->kind == NODE_QUOTE || node->kind == NODE_CALLOUT || node->kind == NODE_TABLE ||
           node->kind == NODE_RULE;
}

static void write_heading(const struct page *page, const struct node *node,
                          const struct node *before) {
    static const int sizes_px[] = {24, 19, 16};
    int level = CLAMP(node->heading.level, 1, 3);
    int above_px = !before ? 0 : is_framed(before) ? 6 : 22;
    g_string_append_printf(page->out, "<h%d style=\"margin:%dpx 0 12px 0;font-size:%dpx;", level,
                           above_px, sizes_px[level - 1]);
    append_styled(page->out, FONT ";line-height:1.25;color:@\">", page->look->ink);
    write_inlines(page, node);
    g_string_append_printf(page->out, "</h%d>\n", level);
}

static void write_list(const struct page *page, const struct node *node) {
    const char *tag = node->list.is_ordered ? "ol" : "ul";
    g_string_append_printf(page->out, "<%s style=\"margin:0 24px 16px 24px;padding:0\"", tag);
    if (node->list.is_ordered && node->list.start != 1) {
        g_string_append_printf(page->out, " start=\"%" G_GINT64_FORMAT "\"", node->list.start);
    }
    g_string_append(page->out, ">\n");
    write_blocks(page, node);
    g_string_append_printf(page->out, "</%s>\n", tag);
}

static void write_item(const struct page *page, const struct node *node) {
    g_string_append(page->out, "<li style=\"margin:0 0 6px 0\">");
    g_string_append(page->out, node->item.task == TASK_DONE   ? "&#9745; "
                               : node->item.task == TASK_OPEN ? "&#9744; "
                                                              : "");
    write_blocks(page, node);
    g_string_append(page->out, "</li>\n");
}

/* A cell with room below it, for what can have none. */
static void begin_frame(const struct page *page) {
    g_string_append(page->out, TABLE "><tr><td style=\"padding:0 0 16px 0\">\n");
}

static void end_frame(const struct page *page) {
    g_string_append(page->out, "</td></tr></table>\n");
}

static void write_boxed(const struct page *page, const struct node *node, struct str title) {
    begin_frame(page);
    g_string_append(page->out, TABLE "><tr><td style=\"border-");
    g_string_append_printf(page->out, "%s:", page->is_rtl ? "right" : "left");
    append_styled(page->out, "4px solid @;" TEXT, page->look->brand);
    append_styled(page->out, ";color:@", page->look->ink);
    append_styled(page->out, ";background-color:@;padding:12px 16px\">\n", page->look->card);
    if (title.n > 0) {
        g_string_append(page->out, "<p style=\"margin:0 0 6px 0\"><strong>");
        append_escaped(page->out, title);
        g_string_append(page->out, "</strong></p>\n");
    }
    write_blocks(page, node);
    g_string_append(page->out, "</td></tr></table>\n");
    end_frame(page);
}

static void write_cell(const struct page *page, const struct node *cell, const char *tag) {
    const char *const aligns[] = {page->is_rtl ? "right" : "left", "left", "center", "right"};
    g_string_append_printf(page->out, "<%s align=\"%s\" style=\"padding:6px 8px;" TEXT, tag,
                           aligns[cell->cell.align]);
    append_styled(page->out, ";color:@", page->look->ink);
    append_styled(page->out, ";border-bottom:1px solid @\">", page->look->rule);
    write_inlines(page, cell);
    g_string_append_printf(page->out, "</%s>", tag);
}

static void write_table(const struct page *page, const struct node *node) {
    size_t n_head = node->table.n_head_rows, n = 0;
    begin_frame(page);
    g_string_append(page->out,
                    "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" "
                    "style=\"border-collapse:collapse\">\n");
    for (const struct node *row = node->first; row; row = row->next, n++) {
        g_string_append(page->out, "<tr>");
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            write_cell(page, cell, n < n_head ? "th" : "td");
        }
        g_string_append(page->out, "</tr>\n");
    }
    g_string_append(page->out, "</table>\n");
    end_frame(page);
}

static void write_rule(const struct page *page) {
    begin_frame(page);
    append_styled(page->out,
                  TABLE "><tr><td style=\"border-top:1px solid @;font-size:1px;line-height:1px\">"
                        "&nbsp;</td></tr></table>\n",
                  page->look->rule);
    end_frame(page);
}

static void write_block(const struct page *page, const struct node *node,
                        const struct node *before) {
    switch (node->kind) {
    case NODE_HEADING: write_heading(page, node, before); return;
    case NODE_PARAGRAPH: write_paragraph(page, node); return;
    case NODE_LIST: write_list(page, node); return;
    case NODE_ITEM: write_item(page, node); return;
    case NODE_QUOTE: write_boxed(page, node, (struct str){0}); return;
    case NODE_CALLOUT: write_boxed(page, node, node->callout.title); return;
    case NODE_TABLE: write_table(page, node); return;
    case NODE_RULE: write_rule(page); return;
    case NODE_CODE_BLOCK:
        g_string_append(page->out,
                        "<pre style=\"margin:0 0 16px 0;white-space:pre-wrap;" MONOSPACE "\">");
        append_escaped(page->out, node->code.text);
        g_string_append(page->out, "</pre>\n");
        return;
    default: write_blocks(page, node); return; /* documents, containers, notes */
    }
}

static void write_blocks(const struct page *page, const struct node *parent) {
    const struct node *before = NULL;
    for (const struct node *node = parent->first; node; node = node->next) {
        write_block(page, node, before);
        before = node;
    }
}

/* --- the page around them ------------------------------------------------------------------- */

/* What a column of text is in mails; 24 pixels stand on each side of what is in it. */
#define WIDTH "600"

static void write_picture(const struct page *page, const struct mail_picture *picture,
                          const char *style) {
    g_string_append_printf(page->out, "<img src=\"cid:%s\" width=\"%d\" height=\"%d\" alt=\"",
                           picture->id, picture->width_px, picture->height_px);
    append_text(page->out, picture->alt);
    append_styled(page->out, "\" style=\"display:block;border:0;color:@;", page->look->muted);
    append_styled(page->out, style, page->look->rule);
    g_string_append(page->out, "\">");
}

/* A line of the brand's colour, then the logo, or the company's name where it has none. */
static void write_top(const struct page *page) {
    const struct mail_look *look = page->look;
    append_styled(page->out,
                  "<tr><td style=\"background-color:@;height:4px;font-size:4px;line-height:4px;"
                  "mso-line-height-rule:exactly\">&nbsp;</td></tr>\n",
                  look->brand);
    append_styled(page->out, "<tr><td style=\"" FONT ";padding:20px 24px 0 24px;color:@\">",
                  look->ink);
    if (look->logo.id) {
        write_picture(page, &look->logo, "font-size:18px;font-weight:bold;border-color:@");
    } else {
        g_string_append(page->out, "<strong style=\"font-size:18px\">");
        append_text(page->out, look->company);
        g_string_append(page->out, "</strong>");
    }
    g_string_append(page->out, "</td></tr>\n");
}

/* What is attached, as a card: its first page, its title, what the text says of it. */
static void write_attached(const struct page *page) {
    const struct mail_look *look = page->look;
    if (!look->page.id) {
        return;
    }
    append_styled(page->out,
                  "<tr><td style=\"padding:6px 24px 24px 24px\">\n" TABLE
                  "style=\"background-color:@\">\n<tr><td align=\"center\" "
                  "style=\"padding:20px 20px 0 20px\">",
                  look->card);
    write_picture(page, &look->page,
                  "margin:0 auto;width:100%;max-width:400px;height:auto;border:1px solid @");
    append_styled(page->out,
                  "</td></tr>\n<tr><td align=\"center\" style=\"" FONT
                  ";padding:12px 20px 18px 20px;font-size:14px;line-height:1.5;color:@\"><strong>",
                  look->ink);
    append_text(page->out, look->attached);
    g_string_append(page->out, "</strong>");
    if (*look->caption) {
        append_styled(page->out, "<br>\n<span style=\"color:@\">", look->muted);
        append_text(page->out, look->caption);
        g_string_append(page->out, "</span>");
    }
    g_string_append(page->out, "</td></tr>\n</table>\n</td></tr>\n");
}

/* "https://halyard.example" is read as "halyard.example". */
static void write_website(const struct page *page) {
    const char *site = page->look->website, *words = strstr(site, "://");
    if (!is_safe(site)) {
        append_text(page->out, site);
        return;
    }
    g_string_append(page->out, "<a href=\"");
    append_text(page->out, site);
    append_styled(page->out, "\" style=\"color:@\">", page->look->muted);
    append_text(page->out, words ? words + strlen("://") : site);
    g_string_append(page->out, "</a>");
}

static void write_foot(const struct page *page) {
    const struct mail_look *look = page->look;
    if (!*look->imprint && !*look->website) {
        return;
    }
    append_styled(page->out,
                  "<tr><td style=\"" FONT ";padding:14px 24px 20px 24px;border-top:1px solid @;",
                  look->rule);
    append_styled(page->out, "font-size:12px;line-height:1.5;color:@\">", look->muted);
    append_text(page->out, look->imprint);
    if (*look->website) {
        g_string_append(page->out, *look->imprint ? " &middot; " : "");
        write_website(page);
    }
    g_string_append(page->out, "</td></tr>\n");
}

static void write_head(const struct page *page) {
    const struct mail_look *look = page->look;
    g_string_append(page->out, "<!DOCTYPE html>\n<html lang=\"");
    append_text(page->out, look->language);
    g_string_append_printf(page->out, "\" dir=\"%s\" ", page->is_rtl ? "rtl" : "ltr");
    g_string_append(
        page->out,
        "xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n"
        "<head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; "
        "charset=utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light\">\n"
        "<meta name=\"supported-color-schemes\" content=\"light\">\n"
        "<meta name=\"format-detection\" content=\"telephone=no, date=no, address=no\">\n"
        "<title>");
    append_text(page->out, look->title);
    /* Else Outlook enlarges letters with the screen's scale, and neither pictures nor columns. */
    g_string_append(page->out, "</title>\n<!--[if mso]><xml><o:OfficeDocumentSettings>"
                               "<o:PixelsPerInch>96</o:PixelsPerInch></o:OfficeDocumentSettings>"
                               "</xml><![endif]-->\n</head>\n");
}

/* Read by lists of messages, not shown; the empty signs keep the text from being read on there. */
static void write_preheader(const struct page *page) {
    enum { N_SIGNS = 60 };
    if (!*page->look->preheader) {
        return;
    }
    g_string_append(page->out, "<div style=\"display:none;max-height:0;overflow:hidden;"
                               "mso-hide:all\">");
    append_text(page->out, page->look->preheader);
    for (int i = 0; i < N_SIGNS; i++) {
        g_string_append(page->out, i % 10 == 0 ? "\n&#847;&nbsp;" : "&#847;&nbsp;");
    }
    g_string_append(page->out, "</div>\n");
}

/*
 * A column as wide as the screen, of at most 600 pixels: Outlook, whose HTML is Word's, knows no
 * max-width and is given a table of its own. Programs that drop the body keep the table around all.
 */
static void write_body(const struct page *page, const struct doc *doc) {
    const struct mail_look *look = page->look;
    GString *out = page->out;
    append_styled(out, "<body style=\"margin:0;padding:0;background-color:@\">\n", look->card);
    write_preheader(page);
    g_string_append(out, "<div role=\"article\" lang=\"");
    append_text(out, look->language);
    g_string_append_printf(out, "\" dir=\"%s\" aria-label=\"", page->is_rtl ? "rtl" : "ltr");
    append_text(out, look->title);
    append_styled(out, "\">\n" TABLE " style=\"background-color:@\">", look->card);
    g_string_append(out, "<tr><td align=\"center\" style=\"padding:24px 10px\">\n"
                         "<!--[if mso]><table role=\"presentation\" width=\"" WIDTH
                         "\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" align=\"center\">"
                         "<tr><td><![endif]-->\n");
    append_styled(out, TABLE " style=\"width:100%;max-width:" WIDTH "px;background-color:@\">\n",
                  look->ground);
    write_top(page);
    g_string_append_printf(out, "<tr><td align=\"%s\"", page->is_rtl ? "right" : "left");
    append_styled(out, " style=\"padding:18px 24px 8px 24px;" TEXT ";color:@\">\n", look->ink);
    write_blocks(page, doc->root);
    g_string_append(out, "</td></tr>\n");
    write_attached(page);
    write_foot(page);
    g_string_append(out, "</table>\n<!--[if mso]></td></tr></table><![endif]-->\n"
                         "</td></tr></table>\n</div>\n</body>\n</html>\n");
}

void mail_write_html(const struct doc *doc, const struct mail_look *look, GString *out) {
    const struct page page = {
        .out = out, .look = look, .is_rtl = direction_of_language_is_rtl(look->language)};
    write_head(&page);
    write_body(&page, doc);
}
