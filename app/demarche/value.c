/* SPDX-License-Identifier: EUPL-1.2 */
#include "app/demarche/value.h"

#include "base/secret.h"

#include <math.h>
#include <string.h>

typedef struct
{
  GPtrArray *names; /* insertion order; owned by @members */
  GHashTable *members;
} Object;

typedef struct
{
  char *filename;
  char *media_type;
  GBytes *bytes; /* (nullable) */
} File;

struct _ParvisValue
{
  ParvisValueKind kind;
  union
  {
    char *text;
    double number;
    gboolean boolean;
    GPtrArray *items;
    Object object;
    File file;
  };
};

static ParvisValue *
value_new (ParvisValueKind kind)
{
  ParvisValue *self = g_new0 (ParvisValue, 1);

  self->kind = kind;
  return self;
}

ParvisValue *
parvis_value_new_empty (void)
{
  return value_new (PARVIS_VALUE_EMPTY);
}

ParvisValue *
parvis_value_new_text (const char *text)
{
  ParvisValue *self;

  if (text == NULL || *text == '\0')
    return parvis_value_new_empty ();
  self = value_new (PARVIS_VALUE_TEXT);
  self->text = g_utf8_validate (text, -1, NULL) ? g_strdup (text) : g_utf8_make_valid (text, -1);
  return self;
}

ParvisValue *
parvis_value_new_number (double number)
{
  ParvisValue *self;

  if (!isfinite (number))
    return parvis_value_new_empty ();
  self = value_new (PARVIS_VALUE_NUMBER);
  self->number = number;
  return self;
}

ParvisValue *
parvis_value_new_boolean (gboolean boolean)
{
  ParvisValue *self = value_new (PARVIS_VALUE_BOOLEAN);

  self->boolean = boolean != FALSE;
  return self;
}

ParvisValue *
parvis_value_new_list (void)
{
  ParvisValue *self = value_new (PARVIS_VALUE_LIST);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) parvis_value_free);
  return self;
}

ParvisValue *
parvis_value_new_object (void)
{
  ParvisValue *self = value_new (PARVIS_VALUE_OBJECT);

  self->object.names = g_ptr_array_new ();
  self->object.members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) parvis_value_free);
  return self;
}

ParvisValue *
parvis_value_new_file (const char *filename, const char *media_type, GBytes *bytes)
{
  ParvisValue *self = value_new (PARVIS_VALUE_FILE);

  self->file.filename = g_utf8_make_valid (filename != NULL ? filename : "", -1);
  self->file.media_type = g_utf8_make_valid (media_type != NULL ? media_type : "", -1);
  self->file.bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  return self;
}

static ParvisValue *
copy_list (const ParvisValue *self)
{
  ParvisValue *copy = parvis_value_new_list ();

  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (copy->items, parvis_value_copy (g_ptr_array_index (self->items, i)));
  return copy;
}

static ParvisValue *
copy_object (const ParvisValue *self)
{
  ParvisValue *copy = parvis_value_new_object ();

  for (guint i = 0; i < self->object.names->len; i++)
    {
      const char *name = g_ptr_array_index (self->object.names, i);

      parvis_value_set_member (copy, name, parvis_value_copy (parvis_value_member (self, name)));
    }
  return copy;
}

ParvisValue *
parvis_value_copy (const ParvisValue *self)
{
  switch (parvis_value_kind (self))
    {
    case PARVIS_VALUE_TEXT:
      return parvis_value_new_text (self->text);
    case PARVIS_VALUE_NUMBER:
      return parvis_value_new_number (self->number);
    case PARVIS_VALUE_BOOLEAN:
      return parvis_value_new_boolean (self->boolean);
    case PARVIS_VALUE_LIST:
      return copy_list (self);
    case PARVIS_VALUE_OBJECT:
      return copy_object (self);
    case PARVIS_VALUE_FILE:
      return parvis_value_new_file (self->file.filename, self->file.media_type, self->file.bytes);
    case PARVIS_VALUE_EMPTY:
    default:
      return parvis_value_new_empty ();
    }
}

void
parvis_value_free (ParvisValue *self)
{
  if (self == NULL)
    return;
  if (self->kind == PARVIS_VALUE_TEXT)
    parvis_secret_free (self->text);
  else if (self->kind == PARVIS_VALUE_LIST)
    g_ptr_array_unref (self->items);
  else if (self->kind == PARVIS_VALUE_OBJECT)
    {
      g_ptr_array_unref (self->object.names);
      g_hash_table_unref (self->object.members);
    }
  else if (self->kind == PARVIS_VALUE_FILE)
    {
      parvis_secret_free (self->file.filename);
      g_free (self->file.media_type);
      g_clear_pointer (&self->file.bytes, g_bytes_unref);
    }
  parvis_wipe (self, sizeof *self);
  g_free (self);
}

ParvisValueKind
parvis_value_kind (const ParvisValue *self)
{
  return self != NULL ? self->kind : PARVIS_VALUE_EMPTY;
}

static gboolean
is_blank (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

static gboolean
object_is_empty (const ParvisValue *self)
{
  for (guint i = 0; i < self->object.names->len; i++)
    if (!parvis_value_is_empty (parvis_value_member (self, g_ptr_array_index (self->object.names, i))))
      return FALSE;
  return TRUE;
}

gboolean
parvis_value_is_empty (const ParvisValue *self)
{
  switch (parvis_value_kind (self))
    {
    case PARVIS_VALUE_EMPTY:
      return TRUE;
    case PARVIS_VALUE_TEXT:
      return is_blank (self->text);
    case PARVIS_VALUE_LIST:
      return self->items->len == 0;
    case PARVIS_VALUE_OBJECT:
      return object_is_empty (self);
    case PARVIS_VALUE_NUMBER:
    case PARVIS_VALUE_BOOLEAN:
    case PARVIS_VALUE_FILE:
    default:
      return FALSE;
    }
}

const char *
parvis_value_text (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_TEXT ? self->text : "";
}

double
parvis_value_number (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_NUMBER ? self->number : 0;
}

gboolean
parvis_value_boolean (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_BOOLEAN && self->boolean;
}

guint
parvis_value_length (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_LIST ? self->items->len : 0;
}

ParvisValue *
parvis_value_item (const ParvisValue *self, guint index)
{
  return index < parvis_value_length (self) ? g_ptr_array_index (self->items, index) : NULL;
}

void
parvis_value_append (ParvisValue *list, ParvisValue *item)
{
  g_return_if_fail (parvis_value_kind (list) == PARVIS_VALUE_LIST && item != NULL);
  g_ptr_array_add (list->items, item);
}

void
parvis_value_remove (ParvisValue *list, guint index)
{
  if (index < parvis_value_length (list))
    g_ptr_array_remove_index (list->items, index);
}

ParvisValue *
parvis_value_member (const ParvisValue *self, const char *name)
{
  return parvis_value_kind (self) == PARVIS_VALUE_OBJECT ? g_hash_table_lookup (self->object.members, name) : NULL;
}

static void
remove_member (ParvisValue *object, const char *name)
{
  gpointer key;

  if (!g_hash_table_lookup_extended (object->object.members, name, &key, NULL))
    return;
  g_ptr_array_remove (object->object.names, key);
  g_hash_table_remove (object->object.members, name);
}

void
parvis_value_set_member (ParvisValue *object, const char *name, ParvisValue *value)
{
  g_return_if_fail (parvis_value_kind (object) == PARVIS_VALUE_OBJECT && name != NULL);
  if (value == NULL)
    remove_member (object, name);
  else if (g_hash_table_contains (object->object.members, name))
    g_hash_table_insert (object->object.members, g_strdup (name), value); /* keeps the old key */
  else
    {
      char *key = g_strdup (name);

      g_ptr_array_add (object->object.names, key);
      g_hash_table_insert (object->object.members, key, value);
    }
}

GPtrArray *
parvis_value_member_names (const ParvisValue *object)
{
  GPtrArray *names = g_ptr_array_new ();

  if (parvis_value_kind (object) == PARVIS_VALUE_OBJECT)
    g_ptr_array_extend (names, object->object.names, NULL, NULL);
  return names;
}

const char *
parvis_value_filename (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_FILE ? self->file.filename : "";
}

const char *
parvis_value_media_type (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_FILE ? self->file.media_type : "";
}

GBytes *
parvis_value_bytes (const ParvisValue *self)
{
  return parvis_value_kind (self) == PARVIS_VALUE_FILE ? self->file.bytes : NULL;
}

static gboolean
lists_equal (const ParvisValue *a, const ParvisValue *b)
{
  if (a->items->len != b->items->len)
    return FALSE;
  for (guint i = 0; i < a->items->len; i++)
    if (!parvis_value_equal (parvis_value_item (a, i), parvis_value_item (b, i)))
      return FALSE;
  return TRUE;
}

static gboolean
objects_equal (const ParvisValue *a, const ParvisValue *b)
{
  if (a->object.names->len != b->object.names->len)
    return FALSE;
  for (guint i = 0; i < a->object.names->len; i++)
    {
      const char *name = g_ptr_array_index (a->object.names, i);

      if (!g_hash_table_contains (b->object.members, name)
          || !parvis_value_equal (parvis_value_member (a, name), parvis_value_member (b, name)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
files_equal (const File *a, const File *b)
{
  if (g_strcmp0 (a->filename, b->filename) != 0 || g_strcmp0 (a->media_type, b->media_type) != 0)
    return FALSE;
  if (a->bytes == NULL || b->bytes == NULL)
    return a->bytes == b->bytes;
  return g_bytes_equal (a->bytes, b->bytes);
}

gboolean
parvis_value_equal (const ParvisValue *a, const ParvisValue *b)
{
  if (parvis_value_kind (a) != parvis_value_kind (b))
    return FALSE;
  switch (parvis_value_kind (a))
    {
    case PARVIS_VALUE_TEXT:
      return strcmp (a->text, b->text) == 0;
    case PARVIS_VALUE_NUMBER:
      return !(a->number < b->number) && !(a->number > b->number);
    case PARVIS_VALUE_BOOLEAN:
      return a->boolean == b->boolean;
    case PARVIS_VALUE_LIST:
      return lists_equal (a, b);
    case PARVIS_VALUE_OBJECT:
      return objects_equal (a, b);
    case PARVIS_VALUE_FILE:
      return files_equal (&a->file, &b->file);
    case PARVIS_VALUE_EMPTY:
    default:
      return TRUE;
    }
}
