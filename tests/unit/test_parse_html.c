/*
 * HTML in Markdown: understood, or dropped with a warning; never run.
 */
#include "parse_sample.h"

static const struct sample inlines[] = {
    {"breaks",
     "a<br>b<br/>\n"
     "c<BR />d\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "    line-break @1:2\n"
     "    text \"b\" @1:6\n"
     "    line-break @1:7\n"
     "    text \"c\" @2:1\n"
     "    line-break @2:2\n"
     "    text \"d\" @2:8\n"},
    {"spans with a class", "<span class=\"x\">a *b*</span> <span>c</span>\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    span .x @1:1\n"
     "      text \"a \" @1:17\n"
     "      emphasis @1:19\n"
     "        text \"b\" @1:20\n"
     "    text \" c\" @1:29\n"},
    {"what Markdown has too",
     "<b>a</b> <strong>b</strong> <i>c</i> <em>d</em> <s>e</s> <code>f &lt;</code> <kbd>G</kbd>\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    strong @1:1\n"
     "      text \"a\" @1:4\n"
     "    text \" \" @1:9\n"
     "    strong @1:10\n"
     "      text \"b\" @1:18\n"
     "    text \" \" @1:28\n"
     "    emphasis @1:29\n"
     "      text \"c\" @1:32\n"
     "    text \" \" @1:37\n"
     "    emphasis @1:38\n"
     "      text \"d\" @1:42\n"
     "    text \" \" @1:48\n"
     "    strike @1:49\n"
     "      text \"e\" @1:52\n"
     "    text \" \" @1:57\n"
     "    code \"f <\" @1:64\n"
     "    text \" \" @1:77\n"
     "    code \"G\" @1:83\n"},
    {"styles by name", "<sup>1</sup> <sub>2</sub> <u>u</u> <mark>m</mark>\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    span .sup @1:1\n"
     "      text \"1\" @1:6\n"
     "    text \" \" @1:13\n"
     "    span .sub @1:14\n"
     "      text \"2\" @1:19\n"
     "    text \" \" @1:26\n"
     "    span .u @1:27\n"
     "      text \"u\" @1:30\n"
     "    text \" \" @1:35\n"
     "    span .mark @1:36\n"
     "      text \"m\" @1:42\n"},
    {"links and images",
     "<a href=\"u&amp;v\" title=\"t\">a</a> <a id=\"x\">b</a> <img src=\"p.png\" alt=\"A b\">\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    link <u&v> @1:1\n"
     "      text \"a\" @1:29\n"
     "    text \" b\" @1:34\n"
     "    text \" \" @1:50\n"
     "    image <p.png> @1:51\n"
     "      text \"A b\" @1:51\n"},
    {"crossed with Markdown",
     "<b>a *b</b> c* d\n"
     "\n"
     "*a <b>b* c</b> d\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    strong @1:1\n"
     "      text \"a \" @1:4\n"
     "      emphasis @1:6\n"
     "        text \"b\" @1:7\n"
     "        text \" c\" @1:12\n"
     "    text \" d\" @1:15\n"
     "  paragraph @3:1\n"
     "    emphasis @3:1\n"
     "      text \"a \" @3:2\n"
     "      strong @3:4\n"
     "        text \"b\" @3:7\n"
     "    text \" c\" @3:9\n"
     "    text \" d\" @3:15\n"},
    {"unclosed",
     "<b>a\n"
     "\n"
     "b\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    strong @1:1\n"
     "      text \"a\" @1:4\n"
     "  paragraph @3:1\n"
     "    text \"b\" @3:1\n"},
    {"comments",
     "a <!-- x -- y --> b <!-- of\n"
     "two lines --> c\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a b c\" @1:1\n"},
    {"in code", "`<b>` and `<!-- x -->`\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    code \"<b>\" @1:1\n"
     "    text \" and \" @1:6\n"
     "    code \"<!-- x -->\" @1:11\n"},
    {"blocks in a table's cell",
     "|A|\n"
     "|-|\n"
     "|<ul><li>x</li><li>y</li></ul>|\n",
     "document @1:1\n"
     "  table columns=1 head=1 @1:1\n"
     "    row @1:1\n"
     "      cell @1:2\n"
     "        text \"A\" @1:2\n"
     "    row @3:10\n"
     "      cell @3:10\n"
     "        text \"x\" @3:10\n"
     "        line-break @3:20\n"
     "        text \"y\" @3:20\n"},
};

static void test_inlines(void **state) {
    (void)state;
    sample_check(inlines, G_N_ELEMENTS(inlines));
}

static const struct sample unknown[] = {
    {"words stay", "a <foo x=\"1\">b</foo> <foo>c</foo> <bar/>d\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a b c d\" @1:1\n"
     "warning markdown-html 1:3\n"
     "warning markdown-html 1:35\n"},
    {"scripts go with their contents",
     "a <script>x()</script> b\n"
     "\n"
     "<style>\n"
     "p {}\n"
     "\n"
     "q {}\n"
     "</style>\n"
     "c\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a b\" @1:1\n"
     "  paragraph @8:1\n"
     "    text \"c\" @8:1\n"
     "warning markdown-html 1:3\n"
     "warning markdown-html 3:1\n"},
    {"an unclosed script hides nothing",
     "a <script> b\n"
     "\n"
     "<script>\n"
     "c\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a b\" @1:1\n"
     "  paragraph @4:1\n"
     "    text \"c\" @4:1\n"
     "warning markdown-html 3:1\n"},
    {"components show their titles",
     "<Card title=\"A &amp; B\" icon=\"x\">\n"
     "\t\t`c` d\n"
     "</Card>\n"
     "<Tab label=\"E\">f</Tab>\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    strong @1:1\n"
     "      text \"A & B\" @1:1\n"
     "  paragraph @2:3\n"
     "    code \"c\" @2:3\n"
     "    text \" d\" @2:6\n"
     "  paragraph @4:1\n"
     "    strong @4:1\n"
     "      text \"E\" @4:1\n"
     "  paragraph @4:16\n"
     "    text \"f\" @4:16\n"
     "warning markdown-html 1:1\n"
     "warning markdown-html 4:1\n"},
    {"less-than signs are words", "a < b, <5, <=, <-\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a < b, <5, <=, <-\" @1:1\n"},
};

static void test_unknown(void **state) {
    (void)state;
    sample_check(unknown, G_N_ELEMENTS(unknown));
}

static const struct sample blocks[] = {
    {"a division by its class",
     "<div class=\"flow wide\">\n"
     "  <span class=\"step\">A</span>\n"
     "  <span class=\"arrow\">→</span>\n"
     "</div>\n"
     "after\n",
     "document @1:1\n"
     "  container flow \"wide\" @1:1\n"
     "    paragraph @2:3\n"
     "      span .step @2:3\n"
     "        text \"A\" @2:22\n"
     "      soft-break @2:30\n"
     "      span .arrow @3:3\n"
     "        text \"→\" @3:23\n"
     "  paragraph @5:1\n"
     "    text \"after\" @5:1\n"},
    {"with blank lines",
     "<div class=\"x\">\n"
     "\n"
     "# A\n"
     "\n"
     "- b\n"
     "\n"
     "</div>\n",
     "document @1:1\n"
     "  container x \"\" @1:1\n"
     "    heading 1 #a @3:1\n"
     "      text \"A\" @3:3\n"
     "    list bullet tight @5:1\n"
     "      item @5:1\n"
     "        paragraph @5:3\n"
     "          text \"b\" @5:3\n"},
    {"without a class",
     "<div style=\"x\">\n"
     "<div>a</div>\n"
     "b</div>\n",
     "document @1:1\n"
     "  paragraph @2:6\n"
     "    text \"a\" @2:6\n"
     "  paragraph @3:1\n"
     "    text \"b\" @3:1\n"},
    {"headings and paragraphs",
     "<h3 id=\"a\">Board *deck*\n"
     "ready #</h3>\n"
     "<p align=\"center\">b</p><p>c</p>\n",
     "document @1:1\n"
     "  heading 3 #a @1:12\n"
     "    text \"Board \" @1:12\n"
     "    emphasis @1:18\n"
     "      text \"deck\" @1:19\n"
     "    text \" ready #\" @1:24\n"
     "  paragraph @3:19\n"
     "    text \"b\" @3:19\n"
     "  paragraph @3:27\n"
     "    text \"c\" @3:27\n"},
    {"details",
     "<details>\n"
     "<summary>More</summary>\n"
     "\n"
     "a\n"
     "\n"
     "</details>\n",
     "document @1:1\n"
     "  container details \"\" @1:1\n"
     "    paragraph @2:1\n"
     "      strong @2:1\n"
     "        text \"More\" @2:10\n"
     "    paragraph @4:1\n"
     "      text \"a\" @4:1\n"},
    {"lists",
     "<ul><li>a<li>b <b>c</b></li></ul>\n"
     "<ol start=\"3\">\n"
     "<li>1. d</li>\n"
     "</ol>\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item @1:5\n"
     "      paragraph @1:9\n"
     "        text \"a\" @1:9\n"
     "    item @1:10\n"
     "      paragraph @1:14\n"
     "        text \"b \" @1:14\n"
     "        strong @1:16\n"
     "          text \"c\" @1:19\n"
     "  list ordered tight start=3 @2:1\n"
     "    item @3:1\n"
     "      paragraph @3:5\n"
     "        text \"1. d\" @3:5\n"},
    {"tables",
     "<table>\n"
     "<thead><tr><th>A</th><th align=\"right\">B</th></tr></thead>\n"
     "<tr><td>-</td><td># 1<br>x</td></tr>\n"
     "<tr><td>2\n"
     "</table>\n",
     "document @1:1\n"
     "  table columns=2 head=1 @1:1\n"
     "    row @2:8\n"
     "      cell @2:12\n"
     "        text \"A\" @2:16\n"
     "      cell right @2:22\n"
     "        text \"B\" @2:40\n"
     "    row @3:1\n"
     "      cell @3:5\n"
     "        text \"-\" @3:9\n"
     "      cell @3:15\n"
     "        text \"# 1\" @3:19\n"
     "        line-break @3:22\n"
     "        text \"x\" @3:26\n"
     "    row @4:1\n"
     "      cell @4:5\n"
     "        text \"2\" @4:9\n"
     "      cell @4:1\n"},
    {"a heading's own id",
     "<h2 id=\"b c\">A</h2>\n"
     "<h2 id=\"d\">E</h2>\n",
     "document @1:1\n"
     "  heading 2 #a @1:14\n"
     "    text \"A\" @1:14\n"
     "  heading 2 #d @2:12\n"
     "    text \"E\" @2:12\n"},
    {"indented tables",
     "<table>\n"
     "\n"
     "    <tr>\n"
     "\n"
     "        <th>x</th>\n"
     "\n"
     "    </tr>\n"
     "\n"
     "</table>\n"
     "\n"
     "    code\n",
     "document @1:1\n"
     "  table columns=1 head=1 @1:1\n"
     "    row @3:5\n"
     "      cell @5:9\n"
     "        text \"x\" @5:13\n"
     "  code-block info= \"code\\n\" @11:5\n"},
    {"preformatted text",
     "<pre><code class=\"language-c\">a &lt; b\n"
     "\n"
     "  <b>c</b></code></pre>\n",
     "document @1:1\n"
     "  code-block info=c \"a < b\\n\\n  c\\n\" @1:1\n"},
    {"rules, centres and quotes",
     "a\n"
     "<hr>\n"
     "<center>b</center>\n"
     "<blockquote>c</blockquote>\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  rule @2:1\n"
     "  container center \"\" @3:1\n"
     "    paragraph @3:9\n"
     "      text \"b\" @3:9\n"
     "  quote @4:1\n"
     "    paragraph @4:13\n"
     "      text \"c\" @4:13\n"},
    {"tags of several lines",
     "<div\n"
     "  class=\"x\">\n"
     "<a href=\"u\" style=\"\n"
     "  a: b;\n"
     "\">c</a>\n"
     "</div>\n",
     "document @1:1\n"
     "  container x \"\" @1:1\n"
     "    paragraph @3:1\n"
     "      link <u> @3:1\n"
     "        text \"c\" @5:3\n"},
    {"in a list item",
     "- <div class=\"x\">a</div>\n"
     "- b\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item @1:1\n"
     "      container x \"\" @1:3\n"
     "        paragraph @1:18\n"
     "          text \"a\" @1:18\n"
     "    item @2:1\n"
     "      paragraph @2:3\n"
     "        text \"b\" @2:3\n"},
    {"in a quote",
     "> <div class=\"x\">\n"
     "> a\n"
     "> </div>\n"
     "> b\n",
     "document @1:1\n"
     "  quote @1:1\n"
     "    container x \"\" @1:3\n"
     "      paragraph @2:3\n"
     "        text \"a\" @2:3\n"
     "    paragraph @4:3\n"
     "      text \"b\" @4:3\n"},
    {"a comment ends a paragraph",
     "a\n"
     "<!-- x\n"
     "\n"
     "y -->\n"
     "b\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  paragraph @5:1\n"
     "    text \"b\" @5:1\n"},
    {"an unclosed comment hides nothing",
     "<!-- a\n"
     "\n"
     "b\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"<!-- a\" @1:1\n"
     "  paragraph @3:1\n"
     "    text \"b\" @3:1\n"},
    {"an unclosed division ends with the text",
     "<div class=\"x\">\n"
     "\n"
     "a\n",
     "document @1:1\n"
     "  container x \"\" @1:1\n"
     "    paragraph @3:1\n"
     "      text \"a\" @3:1\n"},
};

static void test_blocks(void **state) {
    (void)state;
    sample_check(blocks, G_N_ELEMENTS(blocks));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/html/inline tags become inlines", test_inlines, NULL, NULL, NULL},
        {"/parse/html/other tags are dropped with one warning each", test_unknown, NULL, NULL,
         NULL},
        {"/parse/html/blocks hold Markdown", test_blocks, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
