/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "foyer-html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

/* Reading HTML: libxml2 finds elements and texts, and closes what was not closed; here they become
 * blocks. Nothing is kept but what a block can say, so nothing else can come out again. */
typedef enum
{
  PART_INLINE, /* its text belongs to the paragraph around it; so does that of what nobody knows */
  PART_BLOCK,  /* its text is a paragraph of its own */
  PART_HIDDEN, /* neither it nor what is within is text */
  PART_HEADING,
  PART_SUBHEADING,
  PART_QUOTE,
  PART_BULLETS,
  PART_NUMBERS,
  PART_ITEM,
  PART_BOLD,
  PART_ITALIC,
  PART_LINK,
  PART_IMAGE,
  PART_BREAK,
  PART_CELL,
  PART_PREFORMATTED,
} Part;

/* Sorted by name. */
static const struct
{
  const char *name;
  Part part;
} elements[] = {
  { "a", PART_LINK },           { "address", PART_BLOCK },    { "applet", PART_HIDDEN },
  { "article", PART_BLOCK },    { "aside", PART_BLOCK },      { "audio", PART_HIDDEN },
  { "b", PART_BOLD },           { "blockquote", PART_QUOTE }, { "body", PART_BLOCK },
  { "br", PART_BREAK },         { "button", PART_HIDDEN },    { "canvas", PART_HIDDEN },
  { "caption", PART_BLOCK },    { "center", PART_BLOCK },     { "dd", PART_BLOCK },
  { "details", PART_BLOCK },    { "dialog", PART_BLOCK },     { "dir", PART_BULLETS },
  { "div", PART_BLOCK },        { "dl", PART_BLOCK },         { "dt", PART_BLOCK },
  { "em", PART_ITALIC },        { "embed", PART_INLINE },     { "fieldset", PART_BLOCK },
  { "figcaption", PART_BLOCK }, { "figure", PART_BLOCK },     { "footer", PART_BLOCK },
  { "form", PART_BLOCK },       { "frame", PART_HIDDEN },     { "frameset", PART_HIDDEN },
  { "h1", PART_HEADING },       { "h2", PART_HEADING },       { "h3", PART_SUBHEADING },
  { "h4", PART_SUBHEADING },    { "h5", PART_SUBHEADING },    { "h6", PART_SUBHEADING },
  { "header", PART_BLOCK },     { "hr", PART_BLOCK },         { "html", PART_BLOCK },
  { "i", PART_ITALIC },         { "iframe", PART_HIDDEN },    { "img", PART_IMAGE },
  { "legend", PART_BLOCK },     { "li", PART_ITEM },          { "main", PART_BLOCK },
  { "math", PART_HIDDEN },      { "menu", PART_BULLETS },     { "nav", PART_BLOCK },
  { "noembed", PART_HIDDEN },   { "noframes", PART_HIDDEN },  { "noscript", PART_HIDDEN },
  { "object", PART_HIDDEN },    { "ol", PART_NUMBERS },       { "option", PART_HIDDEN },
  { "p", PART_BLOCK },          { "plaintext", PART_HIDDEN }, { "pre", PART_PREFORMATTED },
  { "script", PART_HIDDEN },    { "section", PART_BLOCK },    { "select", PART_HIDDEN },
  { "strong", PART_BOLD },      { "style", PART_HIDDEN },     { "summary", PART_BLOCK },
  { "svg", PART_HIDDEN },       { "table", PART_BLOCK },      { "tbody", PART_BLOCK },
  { "td", PART_CELL },          { "template", PART_HIDDEN },  { "textarea", PART_HIDDEN },
  { "tfoot", PART_BLOCK },      { "th", PART_CELL },          { "thead", PART_BLOCK },
  { "title", PART_HIDDEN },     { "tr", PART_BLOCK },         { "ul", PART_BULLETS },
  { "video", PART_HIDDEN },     { "xmp", PART_HIDDEN },
};

/* An open element, with what holds within it. */
typedef struct
{
  const char *name; /* in a spelling of our own, or a copy of the reader's */
  Part part;
  FoyerRichKind kind;
  FoyerRichStyle style;
  const char *link; /* (nullable) kept by the reader */
  int level;        /* of lists, -1 outside */
  gboolean is_hidden;
  gboolean is_preformatted;
  guint item;  /* of PART_ITEM: the block that it became, counted from 1; 0 for none yet */
  guint begin; /* of PART_ITEM: how many blocks there were before it */
} Frame;

typedef struct
{
  GArray *frames;        /* of Frame; the first is the document's own */
  GStringChunk *texts;   /* names and links of frames */
  GPtrArray *blocks;     /* what was read */
  FoyerRichBlock *block; /* (owned) (nullable) being read */
  gboolean is_too_deep;
} Reader;

static Frame *
get_frame (Reader *self)
{
  return &g_array_index (self->frames, Frame, self->frames->len - 1);
}

static int
compare_element (gconstpointer key, gconstpointer element)
{
  return strcmp (key, *(const char *const *) element);
}

static Part
find_part (const char *name)
{
  const char *const *found =
      bsearch (name, elements, G_N_ELEMENTS (elements), sizeof elements[0], compare_element);

  return found != NULL ? elements[((gsize) found - (gsize) elements) / sizeof elements[0]].part
                       : PART_INLINE;
}

/* The item of a list that the text belongs to. */
static Frame *
find_item (Reader *self)
{
  for (guint i = self->frames->len; i-- > 0;)
    {
      Frame *frame = &g_array_index (self->frames, Frame, i);

      if (frame->part == PART_ITEM)
        return frame;
      if (frame->part == PART_BULLETS || frame->part == PART_NUMBERS)
        return NULL;
    }
  return NULL;
}

/* A block without anything that is seen is none, as in a browser; a line break or a no-break space
 * is seen. */
static gboolean
is_seen (const FoyerRichBlock *block)
{
  for (guint i = 0; i < block->runs->len; i++)
    {
      const FoyerRichRun *run = block->runs->pdata[i];

      if (strspn (run->text->str, " \t\n\r\f") != run->text->len)
        return TRUE;
    }
  return FALSE;
}

static void
end_block (Reader *self)
{
  g_autoptr (FoyerRichBlock) block = g_steal_pointer (&self->block);

  if (block != NULL && is_seen (block))
    g_ptr_array_add (self->blocks, foyer_rich_block_tidy (block, TRUE));
}

/* Several paragraphs of one item are lines of it, as long as nothing came between. */
static void
begin_item_block (Reader *self, Frame *item)
{
  if (item->item > 0 && item->item == self->blocks->len)
    {
      self->block = g_ptr_array_steal_index (self->blocks, self->blocks->len - 1);
      if (!foyer_rich_block_is_empty (self->block))
        foyer_rich_block_append (self->block, FOYER_RICH_BREAK, -1, FOYER_RICH_PLAIN, NULL);
      return;
    }
  self->block = foyer_rich_block_new (item->kind, MAX (item->level, 0));
}

static FoyerRichBlock *
need_block (Reader *self)
{
  const Frame *frame = get_frame (self);
  Frame *item;

  if (self->block != NULL)
    return self->block;
  item = find_item (self);
  if (item == NULL)
    {
      /* Text of a list outside of its items is an item too. */
      self->block = foyer_rich_block_new (frame->kind, MAX (frame->level, 0));
      return self->block;
    }
  begin_item_block (self, item);
  item->item = self->blocks->len + 1;
  return self->block;
}

/* What a style attribute says of a property; not of one that only ends with its name, as
 * "mso-bidi-font-weight". */
static gboolean
style_says (const char *style, const char *property, const char *const *values)
{
  g_auto (GStrv) parts = g_strsplit (style, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *colon = strchr (parts[i], ':');

      if (colon == NULL)
        continue;
      *colon = '\0';
      if (g_str_equal (g_strstrip (parts[i]), property) &&
          g_strv_contains (values, g_strstrip (colon + 1)))
        return TRUE;
    }
  return FALSE;
}

/* Word processors in a browser say bold and italic this way, and some put all of it into one <b>
 * that is not bold. */
static FoyerRichStyle
apply_style (FoyerRichStyle style, const char *attribute)
{
  static const char *const bold[] = { "bold", "bolder", "600", "700", "800", "900", NULL };
  static const char *const not_bold[] = { "normal", "lighter", "100", "200", "300", "400", NULL };
  static const char *const italic[] = { "italic", "oblique", NULL };
  static const char *const upright[] = { "normal", NULL };
  g_autofree char *lower = g_ascii_strdown (attribute, -1);

  if (style_says (lower, "font-weight", bold))
    style |= FOYER_RICH_BOLD;
  else if (style_says (lower, "font-weight", not_bold))
    style &= ~FOYER_RICH_BOLD;
  if (style_says (lower, "font-style", italic))
    style |= FOYER_RICH_ITALIC;
  else if (style_says (lower, "font-style", upright))
    style &= ~FOYER_RICH_ITALIC;
  return style;
}

static const char *
find_attribute (const xmlChar **attributes, const char *name)
{
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    if (g_ascii_strcasecmp ((const char *) attributes[i], name) == 0)
      return (const char *) attributes[i + 1];
  return NULL;
}

static void
read_image (Reader *self, const xmlChar **attributes)
{
  static const char scheme[] = "foyer-image:";
  const char *source = find_attribute (attributes, "src");
  const char *alt = find_attribute (attributes, "alt");
  const Frame *frame = get_frame (self);
  g_autofree char *valid = alt != NULL ? g_utf8_make_valid (alt, -1) : NULL;

  if (source == NULL || !g_str_has_prefix (source, scheme) ||
      !foyer_rich_image_is_valid (source + strlen (scheme)))
    return;
  foyer_rich_block_append_image (need_block (self), source + strlen (scheme), valid, frame->style,
                                 frame->link);
}

static void
enter_part (Reader *self, Frame *frame, const xmlChar **attributes)
{
  g_autofree char *link = NULL;

  switch (frame->part)
    {
    case PART_HEADING:
      frame->kind = FOYER_RICH_HEADING;
      break;
    case PART_SUBHEADING:
      frame->kind = FOYER_RICH_SUBHEADING;
      break;
    case PART_QUOTE:
      frame->kind = FOYER_RICH_QUOTE;
      break;
    case PART_BULLETS:
    case PART_NUMBERS:
      frame->kind = frame->part == PART_BULLETS ? FOYER_RICH_BULLET : FOYER_RICH_NUMBER;
      frame->level = MIN (frame->level + 1, FOYER_RICH_LEVEL_MAX);
      break;
    case PART_ITEM:
      frame->item = 0;
      frame->begin = self->blocks->len;
      if (frame->level < 0)
        frame->kind = FOYER_RICH_BULLET;
      break;
    case PART_BOLD:
      frame->style |= FOYER_RICH_BOLD;
      break;
    case PART_ITALIC:
      frame->style |= FOYER_RICH_ITALIC;
      break;
    case PART_LINK:
      link = foyer_rich_link_tidy (find_attribute (attributes, "href"));
      frame->link = link != NULL ? g_string_chunk_insert_const (self->texts, link) : NULL;
      break;
    case PART_PREFORMATTED:
      frame->is_preformatted = TRUE;
      break;
    case PART_HIDDEN:
      frame->is_hidden = TRUE;
      break;
    default:
      break;
    }
}

static gboolean
is_block (Part part)
{
  switch (part)
    {
    case PART_BLOCK:
    case PART_HEADING:
    case PART_SUBHEADING:
    case PART_QUOTE:
    case PART_BULLETS:
    case PART_NUMBERS:
    case PART_ITEM:
    case PART_PREFORMATTED:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
start_cb (void *context, const xmlChar *name, const xmlChar **attributes)
{
  htmlParserCtxtPtr parser = context;
  Reader *self = parser->_private;
  Frame frame = *get_frame (self);
  const char *style = find_attribute (attributes, "style");

  if (self->frames->len > FOYER_HTML_DEPTH_MAX)
    {
      self->is_too_deep = TRUE;
      xmlStopParser (parser);
      return;
    }
  frame.name = g_string_chunk_insert_const (self->texts, (const char *) name);
  frame.part = find_part (frame.name);
  if (!frame.is_hidden && is_block (frame.part))
    end_block (self);
  enter_part (self, &frame, attributes);
  if (style != NULL && !is_block (frame.part))
    frame.style = apply_style (frame.style, style);
  g_array_append_val (self->frames, frame);
  if (frame.is_hidden)
    return;
  if (frame.part == PART_BREAK)
    foyer_rich_block_append (need_block (self), FOYER_RICH_BREAK, -1, frame.style, frame.link);
  else if (frame.part == PART_IMAGE)
    read_image (self, attributes);
  else if (frame.part == PART_CELL && self->block != NULL)
    foyer_rich_block_append (self->block, " ", 1, FOYER_RICH_PLAIN, NULL);
}

static void
leave_frame (Reader *self)
{
  Frame frame = *get_frame (self);

  if (!frame.is_hidden && is_block (frame.part))
    end_block (self);
  g_array_set_size (self->frames, self->frames->len - 1);
  if (!frame.is_hidden && frame.part == PART_ITEM && self->blocks->len == frame.begin)
    g_ptr_array_add (self->blocks, foyer_rich_block_new (frame.kind, MAX (frame.level, 0)));
}

static void
end_cb (void *context, const xmlChar *name)
{
  htmlParserCtxtPtr parser = context;
  Reader *self = parser->_private;
  guint i = self->frames->len;

  while (--i > 0)
    if (g_str_equal (g_array_index (self->frames, Frame, i).name, (const char *) name))
      break;
  while (i > 0 && self->frames->len > i)
    leave_frame (self);
}

/* In preformatted text line ends and spaces are seen. */
static void
append_preformatted (Reader *self, const char *text)
{
  g_autoptr (GString) seen = g_string_new (text);
  const Frame *frame = get_frame (self);

  g_string_replace (seen, "\r\n", "\n", 0);
  g_string_replace (seen, "\n", FOYER_RICH_BREAK, 0);
  g_string_replace (seen, "\t", "    ", 0);
  g_string_replace (seen, "  ", "\xc2\xa0 ", 0);
  foyer_rich_block_append (need_block (self), seen->str, seen->len, frame->style, frame->link);
}

static void
characters_cb (void *context, const xmlChar *bytes, int length)
{
  htmlParserCtxtPtr parser = context;
  Reader *self = parser->_private;
  const Frame *frame = get_frame (self);
  g_autofree char *text = g_utf8_make_valid ((const char *) bytes, length);

  if (frame->is_hidden || (self->block == NULL && strspn (text, " \t\n\r\f") == strlen (text)))
    return;
  if (frame->is_preformatted)
    append_preformatted (self, self->block == NULL && *text == '\n' ? text + 1 : text);
  else
    foyer_rich_block_append (need_block (self), text, -1, frame->style, frame->link);
}

/* What a style or script holds, and a CDATA section: never text. */
static void
cdata_cb (void *context, const xmlChar *bytes, int length)
{
}

static void
parse (Reader *self, const char *html)
{
  htmlParserCtxtPtr parser = htmlNewParserCtxt ();
  htmlDocPtr document;

  memset (parser->sax, 0, sizeof *parser->sax);
  parser->sax->startElement = start_cb;
  parser->sax->endElement = end_cb;
  parser->sax->characters = characters_cb;
  parser->sax->ignorableWhitespace = characters_cb;
  parser->sax->cdataBlock = cdata_cb;
  parser->_private = self;
  document = htmlCtxtReadMemory (parser, html, strlen (html), NULL, "UTF-8",
                                 HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                     HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  if (document != NULL)
    xmlFreeDoc (document);
  htmlFreeParserCtxt (parser);
}

/**
 * foyer_html_read:
 * @html: HTML from anywhere, valid UTF-8 or not
 *
 * A pure function: nothing that the HTML names is fetched.
 *
 * Returns: (transfer full) (nullable) (element-type FoyerRichBlock): its tidy blocks; %NULL when it
 * is longer than %FOYER_HTML_SIZE_MAX or deeper than %FOYER_HTML_DEPTH_MAX
 */
GPtrArray *
foyer_html_read (const char *html)
{
  g_autoptr (GPtrArray) blocks =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_rich_block_free);
  g_autofree char *valid = NULL;
  Frame document = { .name = "", .part = PART_BLOCK, .level = -1 };
  Reader reader = { 0 };

  g_return_val_if_fail (html != NULL, NULL);

  if (strlen (html) > FOYER_HTML_SIZE_MAX)
    return NULL;
  valid = g_utf8_make_valid (html, -1);
  reader.frames = g_array_new (FALSE, FALSE, sizeof (Frame));
  reader.texts = g_string_chunk_new (256);
  reader.blocks = blocks;
  g_array_append_val (reader.frames, document);
  parse (&reader, valid);
  while (reader.frames->len > 1)
    leave_frame (&reader);
  end_block (&reader);
  g_array_unref (reader.frames);
  g_string_chunk_free (reader.texts);

  if (reader.is_too_deep)
    return NULL;
  foyer_rich_blocks_tidy (blocks);
  return g_steal_pointer (&blocks);
}
