/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/publik/xml.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <libxml/parser.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_BYTES  (8 * 1024 * 1024)
#define MAX_LEVELS 64
#define MAX_NODES  200000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlParserCtxt, xmlFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlChar, xmlFree)

static gboolean
refuse (GError **error, ParvisPublikError code, const char *name, const char *why)
{
  g_set_error (error, PARVIS_PUBLIK_ERROR, code, _ ("%s : %s. Exportez de nouveau le formulaire depuis Publik."), name,
               why);
  return FALSE;
}

/* Walks without recursion: the depth is the stranger's choice. */
static gboolean
check_bounds (const xmlNode *root, const char *name, GError **error)
{
  guint nodes = 0, level = 1;
  for (const xmlNode *node = root; node != NULL;)
    {
      if (++nodes > MAX_NODES || level > MAX_LEVELS)
        return refuse (error, PARVIS_PUBLIK_ERROR_BOUNDS, name, _ ("trop grand ou trop profond pour un formulaire"));
      if (node->type == XML_ENTITY_REF_NODE)
        return refuse (error, PARVIS_PUBLIK_ERROR_INVALID, name,
                       _ ("contient une entité, ce qu’un export ne fait pas"));
      if (node->children != NULL && node->type == XML_ELEMENT_NODE)
        {
          node = node->children;
          level++;
          continue;
        }
      while (node != root && node->next == NULL)
        {
          node = node->parent;
          level--;
        }
      node = node == root ? NULL : node->next;
    }
  return TRUE;
}

static char *
parser_complaint (xmlParserCtxt *context)
{
  const xmlError *last = xmlCtxtGetLastError (context);
  if (last == NULL || last->message == NULL)
    return g_strdup (_ ("ce n’est pas du XML"));
  g_autofree char *message = g_strstrip (g_utf8_make_valid (last->message, -1));
  return g_strdup_printf (_ ("ce n’est pas du XML bien formé (ligne %d, %s)"), last->line, message);
}

xmlDoc *
wcs_xml_parse (const char *data, gsize length, const char *name, GError **error)
{
  if (length == 0 || length > MAX_BYTES)
    {
      refuse (error, PARVIS_PUBLIK_ERROR_BOUNDS, name, length == 0 ? _ ("fichier vide") : _ ("plus de 8 Mio"));
      return NULL;
    }
  g_autoptr (xmlParserCtxt) context = xmlNewParserCtxt ();
  g_autoptr (xmlDoc) doc
      = xmlCtxtReadMemory (context, data, (int) length, NULL, NULL,
                           XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA);
  if (doc == NULL || xmlDocGetRootElement (doc) == NULL)
    {
      g_autofree char *why = parser_complaint (context);
      refuse (error, PARVIS_PUBLIK_ERROR_INVALID, name, why);
      return NULL;
    }
  if (doc->intSubset != NULL || doc->extSubset != NULL)
    {
      refuse (error, PARVIS_PUBLIK_ERROR_INVALID, name,
              _ ("contient une déclaration DOCTYPE, ce qu’un export ne fait pas"));
      return NULL;
    }
  if (!check_bounds (xmlDocGetRootElement (doc), name, error))
    return NULL;
  return g_steal_pointer (&doc);
}

static char *
cannot_read (GError **error, const char *path, const char *why)
{
  g_set_error (error, PARVIS_PUBLIK_ERROR, PARVIS_PUBLIK_ERROR_FAILED,
               _ ("%s : lecture impossible (%s). Vérifiez le chemin et les droits."), path, why);
  return NULL;
}

/* Opened without waiting, so that a pipe given by mistake is refused and not waited for. */
char *
wcs_xml_read (const char *path, gsize *length, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0)
    return cannot_read (error, path, g_strerror (errno));
  struct stat status;
  gboolean regular = fstat (fd, &status) == 0 && S_ISREG (status.st_mode);
  if (!regular || status.st_size > MAX_BYTES)
    {
      close (fd);
      return cannot_read (error, path, regular ? _ ("plus de 8 Mio") : _ ("ce n’est pas un fichier"));
    }
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (fd, TRUE);
  g_autofree char *data = g_malloc0 ((gsize) status.st_size + 1);
  g_autoptr (GError) why = NULL;
  if (!g_input_stream_read_all (stream, data, (gsize) status.st_size, length, NULL, &why))
    return cannot_read (error, path, why->message);
  return g_steal_pointer (&data);
}

xmlDoc *
wcs_xml_load (const char *path, GError **error)
{
  gsize length = 0;
  g_autofree char *data = wcs_xml_read (path, &length, error);
  return data == NULL ? NULL : wcs_xml_parse (data, length, path, error);
}

static xmlNode *
find (xmlNode *node, const char *name)
{
  while (node != NULL && (node->type != XML_ELEMENT_NODE || strcmp ((const char *) node->name, name) != 0))
    node = node->next;
  return node;
}

xmlNode *
wcs_xml_child (const xmlNode *parent, const char *name)
{
  return parent == NULL ? NULL : find (parent->children, name);
}

xmlNode *
wcs_xml_next (const xmlNode *node, const char *name)
{
  return find (node->next, name);
}

char *
wcs_xml_own_text (const xmlNode *node)
{
  g_autoptr (xmlChar) content = node == NULL ? NULL : xmlNodeGetContent (node);
  if (content == NULL)
    return NULL;
  g_autofree char *text = g_strstrip (g_utf8_make_valid ((const char *) content, -1));
  return *text == '\0' ? NULL : g_steal_pointer (&text);
}

char *
wcs_xml_text (const xmlNode *parent, const char *name)
{
  return wcs_xml_own_text (wcs_xml_child (parent, name));
}

guint
wcs_xml_number (const xmlNode *parent, const char *name, guint otherwise)
{
  g_autofree char *text = wcs_xml_text (parent, name);
  guint64 number = 0;
  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, 1000000, &number, NULL))
    return otherwise;
  return (guint) number;
}

gboolean
wcs_xml_is_true (const xmlNode *parent, const char *name)
{
  g_autofree char *text = wcs_xml_text (parent, name);
  return text != NULL && g_ascii_strcasecmp (text, "true") == 0;
}
