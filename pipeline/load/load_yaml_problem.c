#include "load_priv.h"

#include <string.h>

static const struct yaml_problem problems[] = {
    {"found character that cannot start any token", "a value cannot begin with this character",
     "Put the value in quotes; indent with spaces, not with tabs."},
    {"could not find expected ':'", "a key has no \":\" after it",
     "Write \"key: value\"; put a text that goes over several lines in quotes."},
    {"mapping keys are not allowed in this context", "a key cannot stand here",
     "Start the key on a line of its own, indented like its neighbours."},
    {"mapping values are not allowed in this context", "a second \": \" stands in this value",
     "Put the value in quotes."},
    {"block sequence entries are not allowed in this context", "a list item cannot stand here",
     "Start the \"-\" on a line of its own, or put the value in quotes."},
    {"found unexpected end of stream", "a quoted text is never closed",
     "Add the missing quotation mark."},
    {"found unexpected document indicator", "a quoted text is not closed before \"---\" or \"...\"",
     "Add the missing quotation mark."},
    {"found a tab character where an indentation space is expected", "a tab indents this line",
     "Indent with spaces."},
    {"found a tab character that violates indentation", "a tab indents this line",
     "Indent with spaces."},
    {"found unknown escape character", "this escape does not exist",
     "Write \"\\\\\" for a backslash, or use single quotes."},
    {"did not find expected hexdecimal number", "an escape lacks hexadecimal digits",
     "Write two digits after \\x, four after \\u, eight after \\U."},
    {"found invalid Unicode character escape code", "an escape names no Unicode character", NULL},
    {"did not find expected comment or line break", "only a comment may follow here",
     "Move the text to the next line."},
    {"did not find expected alphabetic or numeric character", "an anchor or alias has no name",
     "Put a value that begins with \"&\" or \"*\" in quotes."},
    {"found an indentation indicator equal to 0", "a block's indentation cannot be 0",
     "Write a number from 1 to 9 after \"|\" or \">\", or none."},
    {"did not find expected <document start>", "the file's value ended before this",
     "Indent this line as part of the value above, or remove it."},
    {"did not find expected node content", "a value is missing here",
     "Put the value in quotes if it begins with a special character."},
    {"did not find expected '-' indicator", "a list goes on without \"-\"",
     "Begin each item with \"- \", all with the same indentation."},
    {"did not find expected key", "a map goes on without a key",
     "Give every key of a map the same indentation; put texts with quotation marks in quotes as a "
     "whole."},
    {"did not find expected ',' or ']'", "a list lacks \",\" or \"]\"",
     "Separate the items with commas and close the list with \"]\"."},
    {"did not find expected ',' or '}'", "a map lacks \",\" or \"}\"",
     "Separate the entries with commas and close the map with \"}\"; a value that holds a comma "
     "needs quotes."},
    {"found undefined tag handle", "this tag's prefix is not declared", "Remove the tag."},
    {"found duplicate %YAML directive", "%YAML stands twice", NULL},
    {"found duplicate %TAG directive", "%TAG declares a prefix twice", NULL},
    {"found incompatible YAML document", "this version of YAML is not known",
     "Remove the %YAML line."},
    {"found unknown directive name", "this directive is not known", "Remove the line."},
    {"could not find expected directive name", "a directive has no name", "Remove the line."},
    {"found unexpected non-alphabetical character", "a directive or tag is malformed",
     "Remove it, or put a value that begins with \"%\" or \"!\" in quotes."},
    {"did not find expected whitespace or line break", "a tag or anchor is malformed",
     "Put a value that begins with \"!\", \"&\" or \"*\" in quotes."},
    {"did not find expected tag URI", "a tag is malformed",
     "Put a value that begins with \"!\" in quotes."},
    {"found unexpected ':'", "a \":\" stands inside a value between brackets",
     "Put the value in quotes."},
    {"control characters are not allowed", "the text holds a control character",
     "Remove it, or write it as an escape in double quotes."},
};

const struct yaml_problem *load_yaml_problem(const char *problem) {
    static const struct yaml_problem unknown = {"", "the text is not YAML", NULL};
    for (size_t i = 0; problem && i < G_N_ELEMENTS(problems); i++) {
        if (strcmp(problems[i].problem, problem) == 0) {
            return &problems[i];
        }
    }
    return &unknown;
}
