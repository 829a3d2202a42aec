/*
 * Blocks of ours: containers, callouts of three dialects, tables of contents and page breaks.
 */
#include "parse_sample.h"

static const struct sample containers[] = {
    {"a name and an argument",
     "before\n"
     ":::columns 2 1\n"
     "text\n"
     "\n"
     "- a\n"
     ":::\n"
     "after\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"before\" @1:1\n"
     "  container columns \"2 1\" @2:1\n"
     "    paragraph @3:1\n"
     "      text \"text\" @3:1\n"
     "    list bullet tight @5:1\n"
     "      item @5:1\n"
     "        paragraph @5:3\n"
     "          text \"a\" @5:3\n"
     "  paragraph @7:1\n"
     "    text \"after\" @7:1\n"},
    {"a name begins with a letter", ":::2x\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \":::2x\" @1:1\n"},
    {"in matching order",
     ":::a\n"
     ":::b\n"
     "x\n"
     ":::\n"
     "y\n"
     ":::\n"
     "z\n",
     "document @1:1\n"
     "  container a \"\" @1:1\n"
     "    container b \"\" @2:1\n"
     "      paragraph @3:1\n"
     "        text \"x\" @3:1\n"
     "    paragraph @5:1\n"
     "      text \"y\" @5:1\n"
     "  paragraph @7:1\n"
     "    text \"z\" @7:1\n"},
    {"by the number of colons",
     "::::a\n"
     ":::b\n"
     "x\n"
     "::::\n"
     "y\n",
     "document @1:1\n"
     "  container a \"\" @1:1\n"
     "    container b \"\" @2:1\n"
     "      paragraph @3:1\n"
     "        text \"x\" @3:1\n"
     "  paragraph @5:1\n"
     "    text \"y\" @5:1\n"
     "warning markdown-block 2:1\n"},
    {"a list ends at the end",
     "- a\n"
     ":::n\n"
     "- b\n"
     ":::\n"
     "- c\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "  container n \"\" @2:1\n"
     "    list bullet tight @3:1\n"
     "      item @3:1\n"
     "        paragraph @3:3\n"
     "          text \"b\" @3:3\n"
     "  list bullet tight @5:1\n"
     "    item @5:1\n"
     "      paragraph @5:3\n"
     "        text \"c\" @5:3\n"},
    {"in a list item",
     "- a\n"
     "\n"
     "  :::n\n"
     "  b\n"
     "  :::\n"
     "\n"
     "  c\n"
     "- d\n",
     "document @1:1\n"
     "  list bullet loose @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "      container n \"\" @3:3\n"
     "        paragraph @4:3\n"
     "          text \"b\" @4:3\n"
     "      paragraph @7:3\n"
     "        text \"c\" @7:3\n"
     "    item @8:1\n"
     "      paragraph @8:3\n"
     "        text \"d\" @8:3\n"},
    {"in a quote",
     "> :::n\n"
     "> b\n"
     "> :::\n"
     "> c\n",
     "document @1:1\n"
     "  quote @1:1\n"
     "    container n \"\" @1:3\n"
     "      paragraph @2:3\n"
     "        text \"b\" @2:3\n"
     "    paragraph @4:3\n"
     "      text \"c\" @4:3\n"},
    {"an item ends its containers",
     "- :::n\n"
     "  b\n"
     "- c\n",
     "document @1:1\n"
     "  list bullet tight @1:1\n"
     "    item @1:1\n"
     "      container n \"\" @1:3\n"
     "        paragraph @2:3\n"
     "          text \"b\" @2:3\n"
     "    item @3:1\n"
     "      paragraph @3:3\n"
     "        text \"c\" @3:3\n"
     "warning markdown-block 1:3\n"},
    {"unclosed",
     "a\n"
     "\n"
     ":::n\n"
     "b\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  container n \"\" @3:1\n"
     "    paragraph @4:1\n"
     "      text \"b\" @4:1\n"
     "warning markdown-block 3:1\n"},
    {"closed without being open",
     "a\n"
     "\n"
     ":::\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  paragraph @3:1\n"
     "    text \":::\" @3:1\n"
     "warning markdown-block 3:1\n"},
    {"not in code",
     "```\n"
     ":::n\n"
     "```\n"
     "\n"
     "    :::n\n"
     "\n"
     "`:::n`\n",
     "document @1:1\n"
     "  code-block info= \":::n\\n\" @1:1\n"
     "  code-block info= \":::n\\n\" @5:5\n"
     "  paragraph @7:1\n"
     "    code \":::n\" @7:1\n"},
    {"classes",
     "::: {.n}\n"
     "a\n"
     ":::\n",
     "document @1:1\n"
     "  container n \"\" @1:1\n"
     "    paragraph @2:1\n"
     "      text \"a\" @2:1\n"},
    {"references of the whole document",
     "[a]\n"
     ":::n\n"
     "[a]\n"
     ":::\n"
     "\n"
     "[a]: /u\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    link </u> @1:1\n"
     "      text \"a\" @1:2\n"
     "  container n \"\" @2:1\n"
     "    paragraph @3:1\n"
     "      link </u> @3:1\n"
     "        text \"a\" @3:2\n"},
};

static void test_containers(void **state) {
    (void)state;
    sample_check(containers, G_N_ELEMENTS(containers));
}

static const struct sample callouts[] = {
    {"with a title in brackets",
     ":::tip[Read *this*]\n"
     "a\n"
     ":::\n",
     "document @1:1\n"
     "  callout tip \"Read this\" @1:1\n"
     "    paragraph @2:1\n"
     "      text \"a\" @2:1\n"},
    {"with a title behind the name",
     "::: danger Stop here\n"
     "a\n"
     ":::\n",
     "document @1:1\n"
     "  callout caution \"Stop here\" @1:1\n"
     "    paragraph @2:1\n"
     "      text \"a\" @2:1\n"},
    {"names that are not the kind's own",
     ":::danger\n"
     "a\n"
     ":::\n"
     ":::info\n"
     "b\n"
     ":::\n",
     "document @1:1\n"
     "  callout caution \"Danger\" @1:1\n"
     "    paragraph @2:1\n"
     "      text \"a\" @2:1\n"
     "  callout note \"Info\" @4:1\n"
     "    paragraph @5:1\n"
     "      text \"b\" @5:1\n"},
    {"of GitHub",
     "> [!WARNING]\n"
     "> a\n"
     ">\n"
     "> b\n",
     "document @1:1\n"
     "  callout warning \"\" @1:1\n"
     "    paragraph @2:3\n"
     "      text \"a\" @2:3\n"
     "    paragraph @4:3\n"
     "      text \"b\" @4:3\n"},
    {"of GitHub, with a title",
     "> [!TIP] Do *it*\n"
     "> a\n",
     "document @1:1\n"
     "  callout tip \"Do it\" @1:1\n"
     "    paragraph @2:3\n"
     "      text \"a\" @2:3\n"},
    {"of GitHub, empty", "> [!NOTE]\n",
     "document @1:1\n"
     "  callout note \"\" @1:1\n"},
    {"quotes that are none",
     "> [!OTHER]\n"
     "> a\n"
     "\n"
     "> [!NOTE]x\n"
     "\n"
     "> a [!NOTE]\n",
     "document @1:1\n"
     "  quote @1:1\n"
     "    paragraph @1:3\n"
     "      text \"[!OTHER]\" @1:3\n"
     "      soft-break @1:11\n"
     "      text \"a\" @2:3\n"
     "  quote @4:1\n"
     "    paragraph @4:3\n"
     "      text \"[!NOTE]x\" @4:3\n"
     "  quote @6:1\n"
     "    paragraph @6:3\n"
     "      text \"a [!NOTE]\" @6:3\n"},
    {"of MkDocs",
     "!!! warning \"Mind the *gap*\"\n"
     "    a\n"
     "    b\n"
     "\n"
     "    - c\n"
     "after\n",
     "document @1:1\n"
     "  callout warning \"Mind the gap\" @1:1\n"
     "    paragraph @2:5\n"
     "      text \"a\" @2:5\n"
     "      soft-break @2:6\n"
     "      text \"b\" @3:5\n"
     "    list bullet tight @5:5\n"
     "      item @5:5\n"
     "        paragraph @5:7\n"
     "          text \"c\" @5:7\n"
     "  paragraph @6:1\n"
     "    text \"after\" @6:1\n"},
    {"of MkDocs, folded",
     "?\??+ note\n"
     "    a\n",
     "document @1:1\n"
     "  callout note \"\" @1:1\n"
     "    paragraph @2:5\n"
     "      text \"a\" @2:5\n"},
    {"of MkDocs, of a kind of its own",
     "!!! example \"E\"\n"
     "\n"
     "    ```\n"
     "    x\n"
     "      y\n"
     "    ```\n",
     "document @1:1\n"
     "  callout note \"E\" @1:1\n"
     "    code-block info= \"x\\n  y\\n\" @3:5\n"},
    {"of MkDocs, in a list",
     "- a\n"
     "\n"
     "    !!! note\n"
     "        b\n"
     "\n"
     "    c\n",
     "document @1:1\n"
     "  list bullet loose @1:1\n"
     "    item @1:1\n"
     "      paragraph @1:3\n"
     "        text \"a\" @1:3\n"
     "      callout note \"\" @3:5\n"
     "        paragraph @4:9\n"
     "          text \"b\" @4:9\n"
     "      paragraph @6:5\n"
     "        text \"c\" @6:5\n"},
    {"of MkDocs, nested",
     "!!! note\n"
     "    a\n"
     "\n"
     "    !!! tip\n"
     "        b\n"
     "\n"
     "    c\n"
     "\n"
     "d\n",
     "document @1:1\n"
     "  callout note \"\" @1:1\n"
     "    paragraph @2:5\n"
     "      text \"a\" @2:5\n"
     "    callout tip \"\" @4:5\n"
     "      paragraph @5:9\n"
     "        text \"b\" @5:9\n"
     "    paragraph @7:5\n"
     "      text \"c\" @7:5\n"
     "  paragraph @9:1\n"
     "    text \"d\" @9:1\n"},
    {"of MkDocs, in a quote",
     "> !!! note\n"
     ">     a\n"
     "> b\n",
     "document @1:1\n"
     "  quote @1:1\n"
     "    callout note \"\" @1:3\n"
     "      paragraph @2:7\n"
     "        text \"a\" @2:7\n"
     "    paragraph @3:3\n"
     "      text \"b\" @3:3\n"},
    {"of MkDocs, with tabs",
     "!!! note\n"
     "\ta\n"
     "\n"
     "\t\tcode\n",
     "document @1:1\n"
     "  callout note \"\" @1:1\n"
     "    paragraph @2:2\n"
     "      text \"a\" @2:2\n"
     "    code-block info= \"code\\n\" @4:3\n"},
    {"of MkDocs, with words and no title",
     "!!! my-own kind of it\n"
     "    a\n"
     "\n"
     "!!! note inline end\n"
     "    b\n"
     "\n"
     "!!! note inline end \"T\"\n"
     "    c\n",
     "document @1:1\n"
     "  callout note \"My own kind of it\" @1:1\n"
     "    paragraph @2:5\n"
     "      text \"a\" @2:5\n"
     "  callout note \"\" @4:1\n"
     "    paragraph @5:5\n"
     "      text \"b\" @5:5\n"
     "  callout note \"T\" @7:1\n"
     "    paragraph @8:5\n"
     "      text \"c\" @8:5\n"},
    {"exclamations that are none",
     "!!! wow this is great\n"
     "next\n"
     "\n"
     "?\?? what\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"!!! wow this is great\" @1:1\n"
     "    soft-break @1:22\n"
     "    text \"next\" @2:1\n"
     "  paragraph @4:1\n"
     "    text \"?\?? what\" @4:1\n"},
};

static void test_callouts(void **state) {
    (void)state;
    sample_check(callouts, G_N_ELEMENTS(callouts));
}

static const struct sample leaves[] = {
    {"all spellings",
     "[[toc]]\n"
     "\n"
     "[[TOC]]\n"
     "\n"
     ":::toc\n"
     "\n"
     ":::pagebreak\n"
     "\n"
     "\\newpage\n"
     "\n"
     "\\pagebreak\n",
     "document @1:1\n"
     "  container toc \"\" @1:1\n"
     "  container toc \"\" @3:1\n"
     "  container toc \"\" @5:1\n"
     "  container pagebreak \"\" @7:1\n"
     "  container pagebreak \"\" @9:1\n"
     "  container pagebreak \"\" @11:1\n"},
    {"in a paragraph's place",
     "a\n"
     "[[toc]]\n"
     "b\n"
     ":::pagebreak\n"
     "c\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  container toc \"\" @2:1\n"
     "  paragraph @3:1\n"
     "    text \"b\" @3:1\n"
     "  container pagebreak \"\" @4:1\n"
     "  paragraph @5:1\n"
     "    text \"c\" @5:1\n"},
    {"a page break may be closed",
     "a\n"
     "\n"
     ":::pagebreak\n"
     ":::\n"
     "\n"
     "b\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  container pagebreak \"\" @3:1\n"
     "  paragraph @6:1\n"
     "    text \"b\" @6:1\n"},
    {"notes for a deck",
     "a\n"
     "\n"
     "<!-- notes: Say *this*.\n"
     "- one\n"
     "\n"
     "two -->\n"
     "\n"
     "b\n",
     "document @1:1\n"
     "  paragraph @1:1\n"
     "    text \"a\" @1:1\n"
     "  container notes \"\" @3:1\n"
     "    paragraph @3:13\n"
     "      text \"Say \" @3:13\n"
     "      emphasis @3:17\n"
     "        text \"this\" @3:18\n"
     "      text \".\" @3:23\n"
     "    list bullet tight @4:1\n"
     "      item @4:1\n"
     "        paragraph @4:3\n"
     "          text \"one\" @4:3\n"
     "    paragraph @6:1\n"
     "      text \"two\" @6:1\n"
     "  paragraph @8:1\n"
     "    text \"b\" @8:1\n"},
};

static void test_leaves(void **state) {
    (void)state;
    sample_check(leaves, G_N_ELEMENTS(leaves));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        {"/parse/block/containers hold blocks", test_containers, NULL, NULL, NULL},
        {"/parse/block/callouts of three dialects", test_callouts, NULL, NULL, NULL},
        {"/parse/block/page breaks and contents stand alone", test_leaves, NULL, NULL, NULL},
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
