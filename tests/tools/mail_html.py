"""What mail programs make of a message's HTML, by rule: mail_html.py FILE.eml|FILE.html...

Outlook on Windows shows HTML by Word, Gmail drops style sheets and what is behind 102 KB, telephones
are narrow, and many programs turn a page dark. Each rule is a function that yields complaints about
an element or the whole; the file's name goes before them, and the exit code is 1 where there is one.
"""
import email
import re
import sys
from email import policy
from html.parser import HTMLParser

CLIPPED_BYTES = 102 * 1024  # of HTML, by Gmail
CONTRAST_MIN = 4.5
EMPTY = {"br", "img", "meta", "hr", "link", "input"}
TAGS = {
    "html", "head", "meta", "title", "body", "div", "table", "tr", "td", "th", "img", "a", "p", "h1", "h2", "h3",
    "ul", "ol", "li", "strong", "em", "s", "code", "pre", "span", "br",
}
# Known everywhere, or harmless where it is not: max-width has the table of Outlook's own beside it,
# the preheader is hidden by mso-hide there.
PROPERTIES = {
    "color", "background-color", "font-family", "font-size", "font-weight", "line-height", "mso-line-height-rule",
    "text-align", "white-space", "margin", "padding", "border", "border-top", "border-bottom", "border-left",
    "border-right", "border-color", "border-collapse", "width", "max-width", "height", "display", "max-height",
    "overflow", "mso-hide",
}
DISPLAYS = {"none", "block"}
ATTRIBUTES_OF_TABLES = ("width", "cellpadding", "cellspacing", "border")


class Element:
    def __init__(self, tag, attributes, above):
        self.tag, self.attributes, self.above = tag, attributes, above
        pairs = [pair.partition(":")[::2] for pair in attributes.get("style", "").split(";") if pair.strip()]
        self.style = {name.strip(): value.strip() for name, value in pairs}
        self.words = ""

    def says(self):
        return None if self.is_hidden() else " ".join(self.words.split())[:20]

    def inherited(self, name):
        element = self
        while element and name not in element.style:
            element = element.above
        return element.style[name] if element else None

    def is_hidden(self):
        element = self
        while element and element.style.get("display") != "none":
            element = element.above
        return element is not None


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.text, self.elements, self.open, self.complaints, self.comments = text, [], [], [], []
        self.feed(text)
        if self.open:
            self.complaints.append(f"<{self.open[-1].tag}> is not closed")

    def handle_starttag(self, tag, attributes):
        element = Element(tag, dict(attributes), self.open[-1] if self.open else None)
        self.elements.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1].tag != tag:
            self.complaints.append(f"</{tag}> ends what is not open")
        else:
            self.open.pop()

    def handle_data(self, data):
        if self.open:
            self.open[-1].words += data

    def handle_comment(self, data):
        self.comments.append(data)


def names(page):
    for element in page.elements:
        if element.tag not in TAGS:
            yield f"<{element.tag}> is not for mail"
        for name in element.attributes:
            if name in ("class", "id", "background") or name.startswith("on"):
                yield f'<{element.tag}> has the attribute "{name}"'


def styles(page):
    for element in page.elements:
        for name, value in element.style.items():
            if name not in PROPERTIES:
                yield f'<{element.tag}> has the property "{name}"'
            if re.search(r"url\(|calc\(|var\(|rgba?\(|!important|\d(rem|vw|vh)\b", value):
                yield f'<{element.tag}> has "{name}:{value}"'
        if element.style.get("display", "none") not in DISPLAYS:
            yield f'<{element.tag}> has "display:{element.style["display"]}"'


def tables(page):
    for element in page.elements:
        if element.tag != "table":
            continue
        for name in ATTRIBUTES_OF_TABLES:
            if name not in element.attributes:
                yield f'a table without the attribute "{name}"'
        if "margin" in element.style or "padding" in element.style:
            yield "a table with room around it, which Word gives none"
    for element in page.elements:
        if element.tag in ("ul", "ol") and element.style.get("padding", "") != "0":
            yield f"a <{element.tag}> with padding, of which Word cuts off the bullets"
        if element.tag in ("a", "p", "div", "span", "h1", "h2", "h3") and element.style.get("padding", "0") != "0":
            yield f"<{element.tag}> with padding, which Word does not know"


def fonts(page):
    """Word: letters go by the nearest cell, and the first typeface must be one that its machine has."""
    for element in page.elements:
        first = element.style.get("font-family", "Arial").split(",")[0].strip("'\" ")
        if first not in ("Segoe UI", "Arial", "Helvetica", "Consolas"):
            yield f'"{first}" is the first typeface'
        cell = element if element.says() else None
        while cell and cell.tag not in ("td", "th", "title", "head"):
            cell = cell.above
        if cell and cell.tag in ("td", "th") and "font-family" not in cell.style:
            yield f'"{element.says()}" stands in a cell without a typeface'


def pictures(page):
    for element in page.elements:
        if element.tag != "img":
            continue
        for name in "width", "height":
            if not element.attributes.get(name, "").isdigit():
                yield f'a picture without the attribute "{name}"'
        if not element.attributes.get("alt", "").strip():
            yield "a picture without words for who does not see it"
        if not element.attributes.get("src", "").startswith("cid:"):
            yield "a picture that is fetched"
        width = int(element.attributes.get("width", 0) or 0)
        if width > 600 or (width > 300 and element.style.get("max-width") != f"{width}px"):
            yield f"a picture of {width} pixels that is not narrower on a telephone"


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def colours(page):
    """Where a program turns pages dark, a word whose ground is not said is lost on another one's."""
    for element in page.elements:
        if not element.says() or element.tag == "title":
            continue
        pair = [element.inherited(name) for name in ("color", "background-color")]
        if not all(pair) or not all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in pair):
            yield f'"{element.says()}" has not both a colour and a ground: {pair}'
            continue
        bright, dark = sorted(map(luminance, pair), reverse=True)
        if (bright + 0.05) / (dark + 0.05) < CONTRAST_MIN:
            yield f'"{element.says()}" can hardly be read: {pair}'


def whole(page):
    size = len(page.text.encode())
    if size >= CLIPPED_BYTES:
        yield f"{size} bytes of HTML, of which Gmail shows {CLIPPED_BYTES}"
    metas = {element.attributes.get("name"): element.attributes.get("content") for element in page.elements if element.tag == "meta"}
    for name in "viewport", "color-scheme", "supported-color-schemes":
        if not metas.get(name):
            yield f'nothing says "{name}"'
    html = next((element for element in page.elements if element.tag == "html"), None)
    article = next((element for element in page.elements if element.attributes.get("role") == "article"), None)
    for element in html, article:
        if element is None or not element.attributes.get("lang") or element.attributes.get("dir") not in ("ltr", "rtl"):
            yield "the language or its direction is not said"
    for comment in page.comments:
        if "<table" in comment and not all(f'{name}="' in comment for name in ATTRIBUTES_OF_TABLES):
            yield "Outlook's own table lacks an attribute"
    if not any("[if mso]" in comment and "<table" in comment and 'width="600"' in comment for comment in page.comments):
        yield "Outlook has no table that keeps the column narrow"
    if not any("PixelsPerInch" in comment for comment in page.comments):
        yield "Outlook scales letters and not pictures"


def opaque(message):
    """Dark letters on no ground are lost where the page is dark."""
    for part in message.walk():
        if part.get_content_type() == "image/png" and part.get_content()[25] not in (0, 2):
            yield f"{part.get_filename()} may be seen through"


def complaints(path):
    with open(path, "rb") as file:
        content = file.read()
    message = None if path.endswith(".html") else email.message_from_bytes(content, policy=policy.default)
    page = Page(message.get_body(("html",)).get_content() if message else content.decode())
    found = list(page.complaints)
    for rule in names, styles, tables, fonts, pictures, colours, whole:
        found += rule(page)
    return found + (list(opaque(message)) if message else [])


found = [f"{path}: {complaint}" for path in sys.argv[1:] for complaint in complaints(path)]
print(*found, sep="\n", end="\n" if found else "")
sys.exit(1 if found else 0)
