/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/template.h"

#include <string.h>

#define MAX_LEVELS 20

typedef struct
{
  const char *at;
  char *tag; /* the tag that ended the last list of nodes, "" at the end of the source */
  guint level;
} Reader;

static void
branch_free (gpointer data)
{
  TemplateBranch *self = data;
  g_clear_pointer (&self->expression, django_expression_free);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

static void
node_free (gpointer data)
{
  TemplateNode *self = data;
  g_free (self->text);
  g_ptr_array_unref (self->expressions);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->branches);
  g_free (self);
}

static TemplateNode *
node_new (TemplateKind kind, const char *text)
{
  TemplateNode *self = g_new0 (TemplateNode, 1);
  self->kind = kind;
  self->text = g_strdup (text);
  self->expressions = g_ptr_array_new_with_free_func ((GDestroyNotify) django_expression_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->branches = g_ptr_array_new_with_free_func (branch_free);
  return self;
}

gboolean
django_template_is_plain (const char *source)
{
  return strstr (source, "{{") == NULL && strstr (source, "{%") == NULL;
}

/* The inside of a tag, as an editor of HTML may have left it: entities, no-break spaces. */
static char *
read_inside (Reader *reader, const char *closing)
{
  const char *start = reader->at + 2;
  const char *end = strstr (start, closing);
  if (end == NULL)
    end = start + strlen (start);
  reader->at = *end == '\0' ? end : end + 2;
  g_autoptr (GString) inside = g_string_new_len (start, end - start);
  g_string_replace (inside, "&nbsp;", " ", 0);
  g_string_replace (inside, "\xc2\xa0", " ", 0);
  g_string_replace (inside, "&quot;", "\"", 0);
  g_string_replace (inside, "&#39;", "'", 0);
  g_string_replace (inside, "&lt;", "<", 0);
  g_string_replace (inside, "&gt;", ">", 0);
  g_string_replace (inside, "&amp;", "&", 0);
  return g_strstrip (g_string_free (g_steal_pointer (&inside), FALSE));
}

static GPtrArray *read_nodes (Reader *reader, const char *const *until);

static gboolean
tag_is (const char *tag, const char *name)
{
  gsize length = strlen (name);
  return strncmp (tag, name, length) == 0 && (tag[length] == '\0' || g_ascii_isspace (tag[length]));
}

static const char *
after_word (const char *tag)
{
  tag += strcspn (tag, " \t\r\n");
  return tag + strspn (tag, " \t\r\n");
}

static void
add_branch (TemplateNode *node, DjangoExpression *expression, GPtrArray *nodes)
{
  TemplateBranch *branch = g_new0 (TemplateBranch, 1);
  branch->expression = expression;
  branch->nodes = nodes;
  g_ptr_array_add (node->branches, branch);
}

/* A branch whose test is not understood makes the whole {% if %} unknown. */
static TemplateNode *
read_if (Reader *reader, const char *tag)
{
  static const char *const until[] = { "elif", "else", "endif", NULL };
  TemplateNode *node = node_new (TEMPLATE_IF, tag);
  g_autofree char *current = g_strdup (tag);
  while (*current != '\0' && !tag_is (current, "endif"))
    {
      gboolean is_else = tag_is (current, "else");
      DjangoExpression *expression = is_else ? NULL : django_expression_parse (after_word (current), NULL);
      if (expression == NULL && !is_else)
        node->kind = TEMPLATE_UNKNOWN;
      add_branch (node, expression, read_nodes (reader, until));
      g_free (current);
      current = g_strdup (reader->tag);
    }
  return node;
}

static TemplateNode *
read_first_of (const char *tag)
{
  TemplateNode *node = node_new (TEMPLATE_FIRSTOF, tag);
  g_auto (GStrv) words = g_strsplit_set (after_word (tag), " \t\r\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      DjangoExpression *expression = *words[i] == '\0' ? NULL : django_expression_parse (words[i], NULL);
      if (expression != NULL)
        g_ptr_array_add (node->expressions, expression);
    }
  return node;
}

static TemplateNode *
read_with (Reader *reader, const char *tag)
{
  static const char *const until[] = { "endwith", NULL };
  TemplateNode *node = node_new (TEMPLATE_WITH, tag);
  g_auto (GStrv) words = g_strsplit_set (after_word (tag), " \t\r\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      char *equals = strchr (words[i], '=');
      DjangoExpression *expression = equals == NULL ? NULL : django_expression_parse (equals + 1, NULL);
      if (expression == NULL)
        continue;
      g_ptr_array_add (node->names, g_strndup (words[i], (gsize) (equals - words[i])));
      g_ptr_array_add (node->expressions, expression);
    }
  add_branch (node, NULL, read_nodes (reader, until));
  return node;
}

/* A tag with an end of its own: its inside is dropped with it. */
static TemplateNode *
read_unknown (Reader *reader, const char *tag)
{
  static const char *const blocks[] = { "for", "comment", "filter", "autoescape", "block", "spaceless", "ifchanged" };
  TemplateNode *node = node_new (TEMPLATE_UNKNOWN, tag);
  for (gsize i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (tag_is (tag, blocks[i]))
      {
        g_autofree char *end = g_strconcat ("end", blocks[i], NULL);
        const char *const until[] = { end, NULL };
        g_ptr_array_unref (read_nodes (reader, until));
      }
  return node;
}

static TemplateNode *
read_tag (Reader *reader, const char *tag)
{
  if (tag_is (tag, "if"))
    return read_if (reader, tag);
  if (tag_is (tag, "firstof"))
    return read_first_of (tag);
  return tag_is (tag, "with") ? read_with (reader, tag) : read_unknown (reader, tag);
}

static TemplateNode *
read_value (Reader *reader)
{
  g_autofree char *inside = read_inside (reader, "}}");
  DjangoExpression *expression = django_expression_parse (inside, NULL);
  TemplateNode *node = node_new (expression == NULL ? TEMPLATE_UNKNOWN : TEMPLATE_VALUE, inside);
  if (expression != NULL)
    g_ptr_array_add (node->expressions, expression);
  return node;
}

static TemplateNode *
read_text (Reader *reader)
{
  const char *start = reader->at, *end = start + 1;
  while (*end != '\0' && !g_str_has_prefix (end, "{{") && !g_str_has_prefix (end, "{%")
         && !g_str_has_prefix (end, "{#"))
    end++;
  reader->at = end;
  g_autofree char *text = g_strndup (start, (gsize) (end - start));
  return node_new (TEMPLATE_TEXT, text);
}

static gboolean
is_end (const char *tag, const char *const *until)
{
  for (guint i = 0; until != NULL && until[i] != NULL; i++)
    if (tag_is (tag, until[i]))
      return TRUE;
  return FALSE;
}

/* Past the allowed depth, and after the end of the source, a list is simply empty. */
static GPtrArray *
read_nodes (Reader *reader, const char *const *until)
{
  GPtrArray *nodes = g_ptr_array_new_with_free_func (node_free);
  g_free (reader->tag);
  reader->tag = g_strdup ("");
  if (reader->level >= MAX_LEVELS)
    reader->at += strlen (reader->at);
  reader->level++;
  while (*reader->at != '\0')
    {
      if (g_str_has_prefix (reader->at, "{#"))
        g_free (read_inside (reader, "#}"));
      else if (g_str_has_prefix (reader->at, "{{"))
        g_ptr_array_add (nodes, read_value (reader));
      else if (g_str_has_prefix (reader->at, "{%"))
        {
          g_autofree char *tag = read_inside (reader, "%}");
          if (is_end (tag, until))
            {
              g_free (reader->tag);
              reader->tag = g_steal_pointer (&tag);
              break;
            }
          g_ptr_array_add (nodes, read_tag (reader, tag));
          g_free (reader->tag);
          reader->tag = g_strdup ("");
        }
      else
        g_ptr_array_add (nodes, read_text (reader));
    }
  reader->level--;
  return nodes;
}

GPtrArray *
django_template_parse (const char *source)
{
  Reader reader = { source, NULL, 0 };
  GPtrArray *nodes = read_nodes (&reader, NULL);
  g_free (reader.tag);
  return nodes;
}
