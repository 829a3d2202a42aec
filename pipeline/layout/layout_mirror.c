#include "layout_text_priv.h"

#include "direction.h"

/*
 * Documents in languages that run from right to left are laid out as all others are, from the left,
 * and the finished pages are mirrored: columns, bullets, edges, header and footer change sides
 * together. Mirrored is where an operation stands, not what it draws.
 *
 * What must keep its order, the runs of a line and the parts of a figure, is mirrored within its
 * own width beforehand: turned round twice, it stands as it was.
 *
 * A text runs as the document does, whatever its first letter is: an English title that begins with
 * an Arabic name stays an English title. Against the document runs what has no word of its
 * direction, and running text that is a sentence of the other language and quotes a name. A
 * container can say it for all texts in it.
 */

/* Longer than names are, and by so many times more words. */
enum { SENTENCE_WORDS = 8, SENTENCE_SHARE = 3 };

bool text_is_turned(const struct layout *layout, struct str text, bool is_running) {
    if (layout->given_direction != DIRECTION_BY_WORDS) {
        return layout->is_rtl != (layout->given_direction == DIRECTION_RTL);
    }
    struct direction_words words = direction_count_words(text);
    size_t with = layout->is_rtl ? words.rtl : words.ltr;
    size_t against = layout->is_rtl ? words.ltr : words.rtl;
    bool is_sentence = is_running && against >= SENTENCE_WORDS && against >= with * SENTENCE_SHARE;
    return against > 0 && (with == 0 || is_sentence);
}

struct turn turn_begin(struct layout *layout, const struct node *container) {
    struct turn before = {layout->given_direction, layout->quotes};
    if (container->container.language.n > 0) {
        const char *language = str_cstr(layout->arena, container->container.language);
        layout->given_direction =
            direction_of_language_is_rtl(language) ? DIRECTION_RTL : DIRECTION_LTR;
        layout->quotes = layout->quotes ? smart_quotes(language) : NULL;
    }
    for (struct str word, rest = container->container.argument; rest.n > 0;) {
        str_cut(rest, ' ', &word, &rest);
        layout->given_direction = str_is(word, "dir=rtl")    ? DIRECTION_RTL
                                  : str_is(word, "dir=ltr")  ? DIRECTION_LTR
                                  : str_is(word, "dir=auto") ? DIRECTION_BY_WORDS
                                                             : layout->given_direction;
    }
    return before;
}

void turn_end(struct layout *layout, const struct turn *before) {
    layout->given_direction = before->direction;
    layout->quotes = before->quotes;
}

void mirror_ops(Arena *arena, struct op *ops, size_t n, double width_pt) {
    for (size_t i = 0; i < n; i++) {
        struct rect bounds = op_bounds(&ops[i]);
        op_translate(arena, &ops[i], width_pt - 2 * bounds.x - bounds.width, 0);
    }
}

void mirror_lines(struct layout *layout, struct lines *lines) {
    for (size_t i = 0; layout->is_rtl && i < lines->n; i++) {
        struct line *line = &lines->lines[i];
        mirror_ops(layout->arena, line->ops, line->n_ops, line->width_pt);
    }
}

void mirror_pages(struct layout *layout) {
    for (size_t i = 0; layout->is_rtl && i < layout->display->n_pages; i++) {
        struct page *page = &layout->display->pages[i];
        mirror_ops(layout->arena, page->ops, page->n_ops, page->width_pt);
    }
}
