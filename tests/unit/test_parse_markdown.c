/*
 * Markdown of CommonMark and GFM as a tree, with places.
 */
#include "parse_sample.h"

static const struct sample blocks[] = {
    {"headings of both kinds",
     "# One\n"
     "\n"
     "Two\n"
     "===\n"
     "\n"
     "###### Six ##\n",
     "document @1:1\n"
     "  heading 1 #one @1:1\n"
     "    text \"One\" @1:3\n"
     "  heading 1 #two @3:1\n"
     "    text \"Two\" @3:1\n"
     "  heading 6 #six @6:1\n"
     "    text \"Six\" @6:8\n"},
    {"a paragraph of several lines",
     "one\n"
     "  two\n"
     "three  \n"
     "four\\\n"
     "five\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"one\" @1:1\n"
     "    soft-break @1:4\n"
     "    text \"two\" @2:3\n"
     "    soft-break @2:6\n"
     "    text \"three\" @3:1\n"
     "    line-break @3:6\n"
     "    text \"four\" @4:1\n"
     "    line-break @4:5\n"
     "    text \"five\" @5:1\n"},
    {"quotes nest",
     "> a\n"
     "> > b\n"
     "\n"
     "c\n",
     "document @1:1\n"
     "  quote @1:1\n"
     "    paragraph @1:3\n"
     "      text \"a\" @1:3\n"
     "    quote @2:3\n"
     "      paragraph @2:5\n"
     "        text \"b\" @2:5\n"
     "  paragraph @4:1\n"
     "    text \"c\" @4:1\n"},
    {"code keeps its text and its words",
     "```python x=1\n"
     "a  b\n"
     "\n"
     " c\n"
     "```\n"
     "\n"
     "    in dented\n"
     "\n"
     "~~~\n"
     "~~~\n",
     "document @1:1\n"
     "  code-block info=python x=1 \"a  b\\n\\n c\\n\" @1:1\n"
     "  code-block info= \"in dented\\n\" @7:5\n"
     "  code-block info= \"\" @8:1\n"},
    {"a mermaid fence stays code",
     "```mermaid\n"
     "graph LR\n"
     "  A --> B[x<br/>y]\n"
     "```\n",
     "document @1:1\n"
     "  code-block info=mermaid \"graph LR\\n  A --> B[x<br/>y]\\n\" @1:1\n"},
    {"rules are found where they stand",
     "a\n"
     "\n"
     "---\n"
     "\n"
     "b\n"
     "---\n"
     "\n"
     "- - -\n"
     "> ***\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  rule @3:1\n"
     "  heading 2 #b @5:1\n"
     "    text \"b\" @5:1\n"
     "  rule @8:1\n"
     "  quote @9:1\n"
     "    rule @9:1\n"},
    {"nothing at all",
     "\n"
     " \n",
     "document @1:1\n"},
    {"lines may end with CR LF",
     "# A\r\n"
     "\r\n"
     "b\r\n"
     "c\r\n",
     "document @1:1\n"
     "  heading 1 #a @1:1\n"
     "    text \"A\" @1:3\n"
     "  paragraph @3:1\n"
     "    text \"b\" @3:1\n"
     "    soft-break @3:2\n"
     "    text \"c\" @4:1\n"},
};

static void test_blocks(void **state) {
    (void)state;
    sample_check(blocks, G_N_ELEMENTS(blocks));
}

static const struct sample lists[] = {
    {"a tight list holds tight paragraphs",
     "- a\n"
     "- b\n"
     "  - c\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "    item @2:1\n"
     "      paragraph @2:3\n"
     "        text \"b\" @2:3\n"
     "      list bullet tight @3:3\n"
     "        item @3:3\n"
     "          paragraph @3:5\n"
     "            text \"c\" @3:5\n"},
    {"a loose list holds paragraphs",
     "- a\n"
     "\n"
     "- b\n",
     "document @1:1\n"
     "  list bullet loose @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "    item @3:1\n"
     "      paragraph @3:3\n"
     "        text \"b\" @3:3\n"},
    {"an ordered list starts where it says",
     "7. a\n"
     "8. b\n",
     "document @1:1\n"
     "  list ordered tight start=7 @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:4\n"
     "        text \"a\" @1:4\n"
     "    item @2:1\n"
     "      paragraph @2:4\n"
     "        text \"b\" @2:4\n"},
    {"tasks",
     "- [ ] open\n"
     "- [x] done\n"
     "- [X] done too\n"
     "- [y] none\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item [ ] @1:1\n"
     "      paragraph @1:7\n"
     "        text \"open\" @1:7\n"
     "    item [x] @2:1\n"
     "      paragraph @2:7\n"
     "        text \"done\" @2:7\n"
     "    item [x] @3:1\n"
     "      paragraph @3:7\n"
     "        text \"done too\" @3:7\n"
     "    item @4:1\n"
     "      paragraph @4:3\n"
     "        text \"[y] none\" @4:3\n"},
    {"an item may be empty",
     "-\n"
     "- a\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item @1:1\n"
     "    item @2:1\n"
     "      paragraph @2:3\n"
     "        text \"a\" @2:3\n"},
    {"an item may hold blocks",
     "1. a\n"
     "\n"
     "   ```\n"
     "   c\n"
     "   ```\n"
     "   > q\n",
     "document @1:1\n"
     "  list ordered loose start=1 @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:4\n"
     "        text \"a\" @1:4\n"
     "      code-block info= \"c\\n\" @3:4\n"
     "      quote @6:4\n"
     "        paragraph @6:6\n"
     "          text \"q\" @6:6\n"},
};

static void test_lists(void **state) {
    (void)state;
    sample_check(lists, G_N_ELEMENTS(lists));
}

static const struct sample tables[] = {
    {"alignment and head",
     "| A | B | C | D |\n"
     "|---|:--|:-:|--:|\n"
     "| 1 | 2 | 3 | 4 |\n",
     "document @1:1\n"
     "  table columns=4 head=1 @1:1\n"
     "    row @1:1\n"
     "      cell @1:3\n"
     "        text \"A\" @1:3\n"
     "      cell left @1:7\n"
     "        text \"B\" @1:7\n"
     "      cell center @1:11\n"
     "        text \"C\" @1:11\n"
     "      cell right @1:15\n"
     "        text \"D\" @1:15\n"
     "    row @3:1\n"
     "      cell @3:3\n"
     "        text \"1\" @3:3\n"
     "      cell left @3:7\n"
     "        text \"2\" @3:7\n"
     "      cell center @3:11\n"
     "        text \"3\" @3:11\n"
     "      cell right @3:15\n"
     "        text \"4\" @3:15\n"},
    {"a short row is filled up",
     "|A|B|\n"
     "|-|-|\n"
     "|1|\n",
     "document @1:1\n"
     "  table columns=2 head=1 @1:1\n"
     "    row @1:1\n"
     "      cell @1:2\n"
     "        text \"A\" @1:2\n"
     "      cell @1:4\n"
     "        text \"B\" @1:4\n"
     "    row @3:1\n"
     "      cell @3:2\n"
     "        text \"1\" @3:2\n"
     "      cell @3:3\n"},
    {"a long row keeps its words",
     "|A|B|\n"
     "|-|-|\n"
     "|1|2|3|4|\n",
     "document @1:1\n"
     "  table columns=2 head=1 @1:1\n"
     "    row @1:1\n"
     "      cell @1:2\n"
     "        text \"A\" @1:2\n"
     "      cell @1:4\n"
     "        text \"B\" @1:4\n"
     "    row @3:1\n"
     "      cell @3:2\n"
     "        text \"1\" @3:2\n"
     "      cell @3:4\n"
     "        text \"2|3|4\" @3:4\n"
     "warning markdown-block 3:1\n"},
    {"a head of another width makes no table",
     "|A|B|\n"
     "|-|\n"
     "|1|\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"|A|B|\" @1:1\n"
     "    soft-break @1:6\n"
     "    text \"|-|\" @2:1\n"
     "    soft-break @2:4\n"
     "    text \"|1|\" @3:1\n"
     "warning markdown-block 2:1\n"},
    {"a bar in code is escaped",
     "|A|\n"
     "|-|\n"
     "|`a\\|b`|\n",
     "document @1:1\n"
     "  table columns=1 head=1 @1:1\n"
     "    row @1:1\n"
     "      cell @1:2\n"
     "        text \"A\" @1:2\n"
     "    row @3:1\n"
     "      cell @3:2\n"
     "        code \"a|b\" @3:2\n"},
    {"a table may follow words",
     "**Commands:**\n"
     "| A | B |\n"
     "|---|---|\n"
     "| 1 | 2 |\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    strong @1:1\n"
     "      text \"Commands:\" @1:3\n"
     "  table columns=2 head=1 @2:1\n"
     "    row @2:1\n"
     "      cell @2:3\n"
     "        text \"A\" @2:3\n"
     "      cell @2:7\n"
     "        text \"B\" @2:7\n"
     "    row @4:1\n"
     "      cell @4:3\n"
     "        text \"1\" @4:3\n"
     "      cell @4:7\n"
     "        text \"2\" @4:7\n"},
    {"a table may be in a list",
     "- a\n"
     "\n"
     "  |A|B|\n"
     "  |-|-|\n"
     "  |1|2|\n",
     "document @1:1\n"
     "  list bullet loose @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "      table columns=2 head=1 @3:3\n"
     "        row @3:3\n"
     "          cell @3:4\n"
     "            text \"A\" @3:4\n"
     "          cell @3:6\n"
     "            text \"B\" @3:6\n"
     "        row @5:3\n"
     "          cell @5:4\n"
     "            text \"1\" @5:4\n"
     "          cell @5:6\n"
     "            text \"2\" @5:6\n"},
};

static void test_tables(void **state) {
    (void)state;
    sample_check(tables, G_N_ELEMENTS(tables));
}

static const struct sample inlines[] = {
    {"emphasis of all kinds", "*a **b ~~c~~** d* ~e~\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    emphasis @1:1\n"
     "      text \"a \" @1:2\n"
     "      strong @1:4\n"
     "        text \"b \" @1:6\n"
     "        strike @1:8\n"
     "          text \"c\" @1:10\n"
     "      text \" d\" @1:15\n"
     "    text \" \" @1:18\n"
     "    strike @1:19\n"
     "      text \"e\" @1:20\n"},
    {"links and images",
     "[a *b*](u \"t\") ![alt *x*](p.png) <https://a.example> me@a.example www.a.example\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    link <u> @1:1\n"
     "      text \"a \" @1:2\n"
     "      emphasis @1:4\n"
     "        text \"b\" @1:5\n"
     "    text \" \" @1:15\n"
     "    image <p.png> @1:16\n"
     "      text \"alt \" @1:18\n"
     "      emphasis @1:22\n"
     "        text \"x\" @1:23\n"
     "    text \" \" @1:33\n"
     "    link <https://a.example> @1:34\n"
     "      text \"https://a.example\" @1:35\n"
     "    text \" \" @1:53\n"
     "    link <mailto:me@a.example> @1:54\n"
     "      text \"me@a.example\" @1:54\n"
     "    text \" \" @1:66\n"
     "    link <http://www.a.example> @1:67\n"
     "      text \"www.a.example\" @1:67\n"},
    {"references work in the whole document",
     "[a], [b][a]\n"
     "\n"
     "- [c][A]\n"
     "\n"
     "[a]: /u (t)\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    link </u> @1:1\n"
     "      text \"a\" @1:2\n"
     "    text \", \" @1:4\n"
     "    link </u> @1:6\n"
     "      text \"b\" @1:7\n"
     "  list bullet tight @3:1\n"
     "    item @3:1\n"
     "      paragraph @3:3\n"
     "        link </u> @3:3\n"
     "          text \"c\" @3:4\n"},
    {"entities and escapes", "&amp; &copy; &NotEqualTilde; &#65; &#x42; &#0; &nope; \\* \\&amp;\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"& © ≂̸ A B � &nope; * &amp;\" @1:1\n"},
    {"code spans", "`a` `` b` `` ` c `\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    code \"a\" @1:1\n"
     "    text \" \" @1:4\n"
     "    code \"b`\" @1:8\n"
     "    text \" \" @1:13\n"
     "    code \"c\" @1:16\n"},
    {"no sign of ours in plain text", "a ::: b !!! c [[toc]] d \\newpage\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a ::: b !!! c [[toc]] d \\\\newpage\" @1:1\n"},
};

static void test_inlines(void **state) {
    (void)state;
    sample_check(inlines, G_N_ELEMENTS(inlines));
}

static const struct sample headings[] = {
    {"an id may be written",
     "# A *b* {#my-id}\n"
     "## C {#d .e}\n"
     "### {#f}\n",
     "document @1:1\n"
     "  heading 1 #my-id @1:1\n"
     "    text \"A \" @1:3\n"
     "    emphasis @1:5\n"
     "      text \"b\" @1:6\n"
     "  heading 2 #d @2:1\n"
     "    text \"C\" @2:4\n"
     "  heading 3 #f @3:1\n"},
    {"ids are made of words",
     "# What's new? & more\n"
     "## Über uns\n"
     "## 日本 語\n"
     "## !?\n",
     "document @1:1\n"
     "  heading 1 #whats-new-more @1:1\n"
     "    text \"What's new? & more\" @1:3\n"
     "  heading 2 #über-uns @2:1\n"
     "    text \"Über uns\" @2:4\n"
     "  heading 2 #日本-語 @3:1\n"
     "    text \"日本 語\" @3:4\n"
     "  heading 2 #section @4:1\n"
     "    text \"!?\" @4:4\n"},
    {"ids are unique",
     "# A\n"
     "# A\n"
     "# A\n"
     "# A-2\n",
     "document @1:1\n"
     "  heading 1 #a @1:1\n"
     "    text \"A\" @1:3\n"
     "  heading 1 #a-2 @2:1\n"
     "    text \"A\" @2:3\n"
     "  heading 1 #a-3 @3:1\n"
     "    text \"A\" @3:3\n"
     "  heading 1 #a-2-2 @4:1\n"
     "    text \"A-2\" @4:3\n"},
    {"a written id is not taken by words",
     "# Intro\n"
     "# Other {#intro}\n",
     "document @1:1\n"
     "  heading 1 #intro-2 @1:1\n"
     "    text \"Intro\" @1:3\n"
     "  heading 1 #intro @2:1\n"
     "    text \"Other\" @2:3\n"},
    {"a written id twice is a warning",
     "# A {#x}\n"
     "# B {#x}\n",
     "document @1:1\n"
     "  heading 1 #x @1:1\n"
     "    text \"A\" @1:3\n"
     "  heading 1 #x-2 @2:1\n"
     "    text \"B\" @2:3\n"
     "warning markdown-block 2:1\n"},
    {"braces without an id stay",
     "# A {b}\n"
     "# C {#}\n"
     "# D {#e f}\n",
     "document @1:1\n"
     "  heading 1 #a-b @1:1\n"
     "    text \"A {b}\" @1:3\n"
     "  heading 1 #c @2:1\n"
     "    text \"C {#}\" @2:3\n"
     "  heading 1 #d-e-f @3:1\n"
     "    text \"D {#e f}\" @3:3\n"},
};

static void test_headings(void **state) {
    (void)state;
    sample_check(headings, G_N_ELEMENTS(headings));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/markdown/blocks become nodes with places", test_blocks, NULL, NULL, NULL},
        {"/parse/markdown/lists are tight or loose, and numbered", test_lists, NULL, NULL, NULL},
        {"/parse/markdown/tables keep every word", test_tables, NULL, NULL, NULL},
        {"/parse/markdown/inlines nest", test_inlines, NULL, NULL, NULL},
        {"/parse/markdown/headings have ids", test_headings, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
