/* SPDX-License-Identifier: EUPL-1.2 */
#include "ui/fields/date-field.h"
#include "ui/fields/entry-field.h"
#include "ui/fields/file-field.h"
#include "ui/fields/group-field.h"
#include "ui/fields/identity-field.h"
#include "ui/fields/linked-field.h"
#include "ui/fields/pass-field.h"
#include "ui/fields/point-field.h"
#include "ui/fields/list-field.h"
#include "ui/fields/repeat-field.h"
#include "ui/fields/signature-field.h"
#include "ui/fields/text-field.h"
#include "ui/fields/tiles-field.h"

/* More tiles than this are a list to search. */
#define MOST_TILES 8

typedef GtkWidget *(*Maker) (const ParvisFieldContext *context);

static const Maker makers[] = {
  [PARVIS_FIELD_TEXT] = parvis_entry_field_new,          [PARVIS_FIELD_TEXTAREA] = parvis_text_field_new,
  [PARVIS_FIELD_EMAIL] = parvis_entry_field_new,         [PARVIS_FIELD_PHONE] = parvis_entry_field_new,
  [PARVIS_FIELD_INTEGER] = parvis_entry_field_new,       [PARVIS_FIELD_DECIMAL] = parvis_entry_field_new,
  [PARVIS_FIELD_DATE] = parvis_date_field_new,           [PARVIS_FIELD_TIME] = parvis_date_field_new,
  [PARVIS_FIELD_DATETIME] = parvis_date_field_new,       [PARVIS_FIELD_YESNO] = parvis_tiles_field_new,
  [PARVIS_FIELD_CHOICE] = parvis_tiles_field_new,        [PARVIS_FIELD_CHOICES] = parvis_tiles_field_new,
  [PARVIS_FIELD_LINKED] = parvis_linked_field_new,       [PARVIS_FIELD_CIVILITY] = parvis_tiles_field_new,
  [PARVIS_FIELD_ADDRESS] = parvis_group_field_new,       [PARVIS_FIELD_COMMUNE] = parvis_group_field_new,
  [PARVIS_FIELD_COUNTRY] = parvis_list_field_new,        [PARVIS_FIELD_IBAN] = parvis_entry_field_new,
  [PARVIS_FIELD_SIRET] = parvis_entry_field_new,         [PARVIS_FIELD_REPEAT] = parvis_repeat_field_new,
  [PARVIS_FIELD_IDENTITY] = parvis_identity_field_new,   [PARVIS_FIELD_FILE] = parvis_file_field_new,
  [PARVIS_FIELD_SIGNATURE] = parvis_signature_field_new, [PARVIS_FIELD_POINT] = parvis_point_field_new,
  [PARVIS_FIELD_APPOINTMENT] = parvis_tiles_field_new,   [PARVIS_FIELD_EXPLANATION] = NULL,
};

static gboolean
is_long_list (const ParvisField *field)
{
  return (field->type == PARVIS_FIELD_CHOICE || field->type == PARVIS_FIELD_APPOINTMENT) && field->options != NULL
         && field->options->len > MOST_TILES;
}

GtkWidget *
parvis_field_control_new (const ParvisFieldContext *context)
{
  const ParvisField *field = context->field;
  Maker make = is_long_list (field) ? parvis_list_field_new : makers[field->type];

  if (field->card != NULL)
    make = parvis_pass_field_new;
  return make != NULL ? make (context) : NULL;
}
