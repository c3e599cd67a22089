/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_BYTES  200000
#define MAX_LEVELS 64
#define MAX_WORD   60

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlChar, xmlFree)

typedef struct
{
  GString *text;
  gboolean fresh; /* at the start of a line */
  gboolean space; /* a space is due before the next word */
  guint level;
  guint number; /* of the item in an ordered list; 0: bullets */
} Writer;

static gboolean
is_one_of (const xmlNode *node, const char *const *names)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *) node->name);
}

static gboolean
is_block (const xmlNode *node)
{
  static const char *const names[]
      = { "p",     "div", "h1",         "h2",      "h3",      "h4",     "h5",     "h6", "li", "ul", "ol",  "br", "hr",
          "table", "tr",  "blockquote", "section", "article", "header", "footer", "dl", "dt", "dd", "pre", NULL };
  return is_one_of (node, names);
}

static gboolean
is_hidden (const xmlNode *node)
{
  static const char *const names[]
      = { "script", "style", "iframe",   "object",   "embed", "form",     "input", "select",
          "button", "head",  "noscript", "template", "svg",   "textarea", "title", NULL };
  return is_one_of (node, names) || node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE;
}

static void
break_line (Writer *writer)
{
  if (!writer->fresh)
    g_string_append_c (writer->text, '\n');
  writer->fresh = TRUE;
  writer->space = FALSE;
}

static void
write_char (Writer *writer, gunichar c)
{
  /* Spaces of any kind but the no-break ones, which French typography means, and control characters become
   * one space. */
  if ((g_unichar_isspace (c) && c != 0xa0 && c != 0x202f) || g_unichar_iscntrl (c))
    {
      writer->space = !writer->fresh;
      return;
    }
  if (writer->space)
    g_string_append_c (writer->text, ' ');
  writer->space = FALSE;
  if (writer->fresh && (c == 0xa0 || c == 0x202f))
    return;
  writer->fresh = FALSE;
  g_string_append_unichar (writer->text, c);
}

static void
write_words (Writer *writer, const char *words)
{
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    write_char (writer, g_utf8_get_char (at));
}

static void
write_mark (Writer *writer, const xmlNode *node)
{
  g_autofree char *number = g_strdup_printf ("%u. ", writer->number);
  g_string_append (writer->text, writer->number > 0 ? number : "• ");
  if (writer->number > 0)
    writer->number++;
  writer->fresh = TRUE; /* nothing but the mark yet */
}

static void
write_attribute (Writer *writer, const xmlNode *node, const char *name)
{
  g_autoptr (xmlChar) value = xmlGetProp (node, (const xmlChar *) name);
  g_autofree char *text = value == NULL ? NULL : g_utf8_make_valid ((const char *) value, -1);
  if (text != NULL)
    write_words (writer, g_strstrip (text));
}

/* The address of a link, unless its words already say it or it leads nowhere a person could go. */
static void
write_address (Writer *writer, const xmlNode *node, gsize start)
{
  g_autoptr (xmlChar) value = xmlGetProp (node, (const xmlChar *) "href");
  g_autofree char *href = value == NULL ? NULL : g_strstrip (g_utf8_make_valid ((const char *) value, -1));
  if (href == NULL)
    return;
  const char *shown = g_str_has_prefix (href, "mailto:") ? href + strlen ("mailto:") : href;
  gboolean useful = g_str_has_prefix (href, "http://") || g_str_has_prefix (href, "https://") || shown != href;
  const char *bare = strstr (shown, "://") != NULL ? strstr (shown, "://") + 3 : shown;
  if (!useful || strlen (bare) < 4 || strchr (bare, '.') == NULL || start >= writer->text->len
      || strstr (writer->text->str + start, bare) != NULL)
    return;
  g_string_append (writer->text, " (");
  write_words (writer, shown);
  g_string_append (writer->text, ")");
}

static void write_node (Writer *writer, const xmlNode *node);

static void
write_children (Writer *writer, const xmlNode *node)
{
  if (++writer->level <= MAX_LEVELS)
    for (const xmlNode *child = node->children; child != NULL; child = child->next)
      write_node (writer, child);
  writer->level--;
}

static void
write_list (Writer *writer, const xmlNode *node)
{
  guint before = writer->number;
  writer->number = strcmp ((const char *) node->name, "ol") == 0 ? 1 : 0;
  write_children (writer, node);
  writer->number = before;
}

static void
write_element (Writer *writer, const xmlNode *node)
{
  static const char *const lists[] = { "ul", "ol", NULL };
  gboolean block = is_block (node);
  gsize start = writer->text->len;
  if (block)
    break_line (writer);
  if (strcmp ((const char *) node->name, "li") == 0)
    write_mark (writer, node);
  if (strcmp ((const char *) node->name, "img") == 0)
    write_attribute (writer, node, "alt");
  if (is_one_of (node, lists))
    write_list (writer, node);
  else
    write_children (writer, node);
  if (strcmp ((const char *) node->name, "a") == 0)
    write_address (writer, node, start);
  if (block)
    break_line (writer);
  else if (strcmp ((const char *) node->name, "td") == 0)
    writer->space = TRUE;
}

static void
write_node (Writer *writer, const xmlNode *node)
{
  if (is_hidden (node))
    return;
  if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
    {
      g_autofree char *text = node->content == NULL ? NULL : g_utf8_make_valid ((const char *) node->content, -1);
      if (text != NULL)
        write_words (writer, text);
    }
  else if (node->type == XML_ELEMENT_NODE)
    write_element (writer, node);
}

/* What a screen cannot break: an address keeps its host, which is what a person can remember; another word
 * is cut in two. */
static void
append_word (GString *out, const char *word, gsize length)
{
  g_autofree char *copy = g_strndup (word, length);
  const char *scheme = strstr (copy, "://");
  if (g_utf8_strlen (copy, -1) <= MAX_WORD)
    g_string_append (out, copy);
  else if (scheme != NULL)
    {
      const char *host = scheme + 3;
      g_autofree char *name = g_strndup (host, strcspn (host, "/?#"));
      g_autofree char *shown = g_utf8_substring (name, 0, MIN (g_utf8_strlen (name, -1), MAX_WORD - 10));
      g_string_append_len (out, copy, *copy == '(' ? 1 : 0);
      g_string_append (out, shown);
      g_string_append (out, *copy == '(' ? "/…)" : "/…");
    }
  else
    for (const char *at = copy; *at != '\0';)
      {
        const char *end
            = g_utf8_strlen (at, -1) > MAX_WORD ? g_utf8_offset_to_pointer (at, MAX_WORD) : at + strlen (at);
        g_string_append_len (out, at, end - at);
        g_string_append (out, *end != '\0' ? " " : "");
        at = end;
      }
}

static void
append_line (GString *out, const char *line)
{
  while (*line != '\0')
    {
      gsize length = strcspn (line, " ");
      append_word (out, line, length);
      line += length;
      if (*line == ' ')
        g_string_append_c (out, *line++);
    }
}

/* A mark with nothing behind it, a blank line: gone. */
static char *
tidy (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *tidied = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      const char *words = g_str_has_prefix (line, "•") ? line + strlen ("•") : line;
      if (words[strspn (words, " .,;:-")] == '\0')
        continue;
      if (tidied->len > 0)
        g_string_append_c (tidied, '\n');
      append_line (tidied, line);
    }
  return g_string_free (tidied, FALSE);
}

static char *
plain_text (const char *source)
{
  Writer writer = { g_string_new (NULL), TRUE, FALSE, 0, 0 };
  for (const char *at = source; *at != '\0'; at = g_utf8_next_char (at))
    if (*at == '\n')
      break_line (&writer);
    else
      write_char (&writer, g_utf8_get_char (at));
  g_autofree char *raw = g_string_free (writer.text, FALSE);
  return tidy (raw);
}

char *
wcs_html_to_text (const char *html)
{
  g_autofree char *valid = g_utf8_make_valid (html, MIN ((gssize) strlen (html), MAX_BYTES));
  if (strpbrk (valid, "<&") == NULL)
    return plain_text (valid);
  g_autoptr (xmlDoc) doc = htmlReadMemory (valid, (int) strlen (valid), NULL, "UTF-8",
                                           HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR
                                               | HTML_PARSE_NOWARNING | HTML_PARSE_NODEFDTD);
  const xmlNode *root = doc == NULL ? NULL : xmlDocGetRootElement (doc);
  Writer writer = { g_string_new (NULL), TRUE, FALSE, 0, 0 };
  if (root != NULL)
    write_node (&writer, root);
  g_autofree char *raw = g_string_free (writer.text, FALSE);
  return tidy (raw);
}
