/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/content/content-fixture.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "tests", "app", "content", "data", "bundle", name, NULL);
}

JsonNode *
fixture_json (const char *name)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

static void
copy_tree (GFile *from, GFile *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileEnumerator) children = NULL;
  GFileInfo *info;
  GFile *child;

  if (g_file_query_file_type (from, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_DIRECTORY)
    {
      g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      return;
    }
  g_file_make_directory (to, NULL, NULL);
  children = g_file_enumerate_children (from, "standard::name", G_FILE_QUERY_INFO_NONE, NULL, &error);
  g_assert_no_error (error);
  while (g_file_enumerator_iterate (children, &info, &child, NULL, NULL) && info != NULL)
    {
      g_autoptr (GFile) target = g_file_get_child (to, g_file_info_get_name (info));

      copy_tree (child, target);
    }
}

char *
fixture_copy (void)
{
  g_autofree char *source = fixture_path (NULL);
  char *folder = g_dir_make_tmp ("parvis-content-XXXXXX", NULL);
  g_autoptr (GFile) from = g_file_new_for_path (source);
  g_autoptr (GFile) to = g_file_new_for_path (folder);

  copy_tree (from, to);
  return folder;
}

static void
remove_tree (GFile *file)
{
  g_autoptr (GFileEnumerator) children
      = g_file_enumerate_children (file, "standard::name", G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, NULL, NULL) && info != NULL)
    remove_tree (child);
  g_file_delete (file, NULL, NULL);
}

void
fixture_remove (const char *folder)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  remove_tree (file);
}

void
fixture_write (const char *folder, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (parent, 0755);
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

char *
fixture_read (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

void
fixture_edit (const char *folder, const char *name, const char *old, const char *replacement)
{
  g_autofree char *text = fixture_read (folder, name);
  char *found = strstr (text, old);
  g_autoptr (GString) edited = NULL;

  g_assert_nonnull (found);
  g_assert_null (strstr (found + 1, old));
  edited = g_string_new_len (text, found - text);
  g_string_append (edited, replacement);
  g_string_append (edited, found + strlen (old));
  fixture_write (folder, name, edited->str, (gssize) edited->len);
}

void
fixture_delete (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}
