/* SPDX-License-Identifier: EUPL-1.2
 *
 * Is a condition one that can be meant? Each mention exists, and what is compared compares.
 */
#include "app/demarche/condition-private.h"
#include "app/demarche/demarche-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a comparison sees of an answer. */
typedef enum
{
  CLASS_ANY, /* a setting: the commune may change it; or what was faulty already */
  CLASS_TEXT,
  CLASS_NUMBER,
  CLASS_DATE,
  CLASS_BOOLEAN,
  CLASS_CHOICE,
  CLASS_LIST,   /* of options */
  CLASS_OPAQUE, /* rows, files: answered or not, how many */
  CLASS_NOTHING,
} Class;

typedef struct
{
  ParvisReader *reader;
  const ParvisDemarche *demarche;
  const ParvisField *repeat; /* (nullable) */
} Check;

static const ParvisField *
find_field (const Check *check, const char *id)
{
  const ParvisField *own = check->repeat != NULL ? parvis_demarche_field (check->demarche, check->repeat, id) : NULL;

  return own != NULL ? own : parvis_demarche_field (check->demarche, NULL, id);
}

static Class
class_of_type (ParvisFieldType type)
{
  switch (type)
    {
    case PARVIS_FIELD_INTEGER:
    case PARVIS_FIELD_DECIMAL:
      return CLASS_NUMBER;
    case PARVIS_FIELD_DATE:
    case PARVIS_FIELD_DATETIME:
      return CLASS_DATE;
    case PARVIS_FIELD_YESNO:
      return CLASS_BOOLEAN;
    case PARVIS_FIELD_CHOICE:
    case PARVIS_FIELD_CIVILITY:
    case PARVIS_FIELD_APPOINTMENT:
      return CLASS_CHOICE;
    case PARVIS_FIELD_CHOICES:
      return CLASS_LIST;
    case PARVIS_FIELD_REPEAT:
    case PARVIS_FIELD_FILE:
    case PARVIS_FIELD_SIGNATURE:
      return CLASS_OPAQUE;
    case PARVIS_FIELD_EXPLANATION:
      return CLASS_NOTHING;
    default:
      return CLASS_TEXT;
    }
}

static Class
class_of_constant (const ParvisValue *value)
{
  switch (parvis_value_kind (value))
    {
    case PARVIS_VALUE_NUMBER:
      return CLASS_NUMBER;
    case PARVIS_VALUE_BOOLEAN:
      return CLASS_BOOLEAN;
    case PARVIS_VALUE_LIST:
      return CLASS_LIST;
    default:
      return CLASS_TEXT;
    }
}

static Class
class_of_operand (const Check *check, const ParvisOperand *operand)
{
  const ParvisField *field = operand->kind == PARVIS_OPERAND_FIELD ? find_field (check, operand->id) : NULL;

  if (operand->part == PARVIS_PART_LENGTH || operand->part == PARVIS_PART_AGE || operand->part == PARVIS_PART_NUMBER)
    return CLASS_NUMBER;
  if (operand->kind == PARVIS_OPERAND_TODAY)
    return CLASS_DATE;
  if (operand->kind == PARVIS_OPERAND_CONSTANT)
    return class_of_constant (operand->constant);
  return field != NULL ? class_of_type (field->type) : CLASS_ANY;
}

static void
check_exists (const Check *check, const ParvisOperand *operand)
{
  const ParvisField *field;

  if (operand->kind == PARVIS_OPERAND_SETTING && !g_hash_table_contains (check->demarche->settings, operand->id))
    parvis_reader_fault (check->reader, _ ("Ajoutez-le à « settings », ou corrigez le nom."),
                         _ ("Le réglage « %s » n’existe pas."), operand->id);
  if (operand->kind != PARVIS_OPERAND_FIELD)
    return;
  field = find_field (check, operand->id);
  if (field == NULL)
    parvis_reader_fault (check->reader, _ ("Corrigez le nom. Une question d’un bloc ne se lit que depuis ce bloc."),
                         _ ("La question « %s » n’existe pas ici."), operand->id);
  else if (field->type == PARVIS_FIELD_EXPLANATION)
    parvis_reader_fault (check->reader, _ ("Comparez une question."),
                         _ ("« %s » est une explication : elle n’a pas de réponse."), operand->id);
}

static void
check_part (const Check *check, const ParvisOperand *operand)
{
  const ParvisField *field = operand->kind == PARVIS_OPERAND_FIELD ? find_field (check, operand->id) : NULL;
  Class class = field != NULL ? class_of_type (field->type) : CLASS_ANY;
  gboolean odd = FALSE;

  if (operand->part == PARVIS_PART_AGE)
    odd = class != CLASS_ANY && class != CLASS_DATE && class != CLASS_TEXT;
  else if (operand->part == PARVIS_PART_NUMBER)
    odd = class == CLASS_DATE || class == CLASS_BOOLEAN || class == CLASS_LIST || class == CLASS_OPAQUE;
  else if (operand->part != PARVIS_PART_WHOLE && operand->part != PARVIS_PART_LENGTH)
    odd = class == CLASS_BOOLEAN || class == CLASS_OPAQUE;
  if (odd)
    parvis_reader_fault (check->reader, _ ("Retirez « part », ou prenez-en une autre."),
                         _ ("Cette partie de « %s » n’a pas de sens pour son type."), operand->id);
}

static gboolean
text_matches (ParvisPart part, const ParvisOption *option, const char *text)
{
  const char *words
      = part == PARVIS_PART_LABEL || part == PARVIS_PART_LOWER_LABEL ? parvis_option_source (option) : option->value;
  g_autofree char *lower = NULL;
  double number, value;

  if (words == NULL)
    return TRUE; /* already a fault */
  if (part == PARVIS_PART_LOWER || part == PARVIS_PART_LOWER_LABEL)
    words = lower = g_utf8_strdown (words, -1);
  return strcmp (words, text) == 0
         || (parvis_number_from_text (words, &value) && parvis_number_from_text (text, &number) && !(value < number)
             && !(value > number));
}

static gboolean
is_option (const ParvisField *field, ParvisPart part, const char *text)
{
  if (*text == '\0' || field->other)
    return TRUE;
  if (field->type == PARVIS_FIELD_CIVILITY)
    return part != PARVIS_PART_WHOLE || strcmp (text, "M.") == 0 || strcmp (text, "Mme") == 0;
  for (guint i = 0; field->options != NULL && i < field->options->len; i++)
    if (text_matches (part, g_ptr_array_index (field->options, i), text))
      return TRUE;
  return field->options == NULL; /* a list that is not at hand */
}

static void
fault (const Check *check, const char *message)
{
  parvis_reader_fault_at (check->reader, "value", _ ("Corrigez la valeur, ou comparez autre chose."), "%s", message);
}

static void
check_option (const Check *check, const ParvisField *field, ParvisPart part, const ParvisValue *value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *text = parvis_value_text (value);

  if (parvis_value_kind (value) == PARVIS_VALUE_NUMBER)
    text = g_ascii_formatd (buffer, sizeof buffer, "%.15g", parvis_value_number (value));
  if (parvis_value_kind (value) == PARVIS_VALUE_BOOLEAN)
    fault (check, _ ("Un choix ne se compare pas à vrai ou faux."));
  else if (!is_option (field, part, text))
    parvis_reader_fault_at (check->reader, "value", _ ("Prenez l’une de ses options."),
                            _ ("« %.80s » n’est pas une option de « %s »."), text, field->id);
}

/* One constant that the left side is compared with for equality. */
static void
check_equal (const Check *check, const ParvisOperand *left, Class class, const ParvisValue *value)
{
  const ParvisField *field = left->kind == PARVIS_OPERAND_FIELD ? find_field (check, left->id) : NULL;
  const char *text = parvis_value_text (value);
  ParvisValueKind kind = parvis_value_kind (value);
  double number;
  GDate date;

  if (parvis_value_is_empty (value))
    return;
  if (class == CLASS_NUMBER && kind != PARVIS_VALUE_NUMBER && !parvis_number_from_text (text, &number))
    fault (check, _ ("Un nombre se compare à un nombre."));
  else if (class == CLASS_DATE && left->part == PARVIS_PART_WHOLE
           && (strlen (text) != 16 && !parvis_date_from_text (text, &date)))
    fault (check, _ ("Une date se compare à une date écrite AAAA-MM-JJ."));
  else if (class == CLASS_BOOLEAN && kind != PARVIS_VALUE_BOOLEAN)
    fault (check, _ ("Un oui ou non se compare à true ou false."));
  else if (class == CLASS_OPAQUE)
    fault (check, _ ("Des lignes ou des fichiers ne se comparent pas ; voyez « answered » ou la partie « length »."));
  else if (class == CLASS_TEXT && kind == PARVIS_VALUE_BOOLEAN)
    fault (check, _ ("Un texte ne se compare pas à vrai ou faux."));
  else if (field != NULL && (class == CLASS_CHOICE || class == CLASS_LIST))
    check_option (check, field, left->part, value);
}

static void
check_each (const Check *check, const ParvisOperand *left, Class class, const ParvisValue *list)
{
  for (guint i = 0; i < parvis_value_length (list); i++)
    check_equal (check, left, class, parvis_value_item (list, i));
}

/* Two sides that are both answers (or today): numbers with numbers, dates with dates; a text may be either.
 */
static void
check_sides (const Check *check, Class left, Class right)
{
  gboolean free_left = left == CLASS_ANY || left == CLASS_TEXT || left == CLASS_CHOICE;
  gboolean free_right = right == CLASS_ANY || right == CLASS_TEXT || right == CLASS_CHOICE;

  if (left == right || (free_left && free_right))
    return;
  if ((free_left || free_right) && left != CLASS_OPAQUE && right != CLASS_OPAQUE)
    return;
  fault (check, _ ("Ces deux réponses ne sont pas de même nature."));
}

static gboolean
has_order (Class class)
{
  return class == CLASS_ANY || class == CLASS_TEXT || class == CLASS_NUMBER || class == CLASS_DATE;
}

static void
check_order (const Check *check, const ParvisCondition *self, Class left, Class right)
{
  if (left == CLASS_CHOICE)
    parvis_reader_fault (check->reader, _ ("Ajoutez \"part\": \"number\" si ses valeurs sont des nombres."),
                         _ ("« %s » est un choix : plus petit et plus grand n’y ont pas de sens."), self->left.id);
  else if (!has_order (left) || !has_order (right))
    parvis_reader_fault (check->reader, _ ("Comparez des nombres ou des dates."),
                         _ ("« %s » n’a pas de sens entre ces deux-là."), parvis_op_to_string (self->op));
  else if (self->right.kind == PARVIS_OPERAND_CONSTANT)
    check_equal (check, &self->left, left, self->right.constant);
  else
    check_sides (check, left, right);
}

static void
check_equality (const Check *check, const ParvisCondition *self, Class left, Class right)
{
  const ParvisValue *constant = self->right.constant;

  if (self->right.kind != PARVIS_OPERAND_CONSTANT)
    check_sides (check, left, right);
  else if (parvis_value_kind (constant) != PARVIS_VALUE_LIST)
    check_equal (check, &self->left, left, constant);
  else if (left == CLASS_LIST || left == CLASS_ANY)
    check_each (check, &self->left, left, constant);
  else
    fault (check, _ ("Une réponse seule ne se compare pas à une liste ; voyez « in »."));
}

static void
check_in (const Check *check, const ParvisCondition *self, Class left, Class right)
{
  if (right == CLASS_NUMBER || right == CLASS_BOOLEAN || right == CLASS_DATE || right == CLASS_OPAQUE)
    fault (check, _ ("« in » cherche dans une liste ou dans un texte."));
  else if (left == CLASS_OPAQUE)
    fault (check, _ ("Des lignes ou des fichiers ne se comparent pas ; voyez « answered » ou la partie « length »."));
  else if (self->right.kind == PARVIS_OPERAND_CONSTANT)
    check_each (check, &self->left, left, self->right.constant);
}

static void
check_contains (const Check *check, const ParvisCondition *self, Class left, Class right)
{
  if (left == CLASS_NUMBER || left == CLASS_DATE || left == CLASS_BOOLEAN || left == CLASS_OPAQUE)
    parvis_reader_fault (check->reader, _ ("Cherchez dans un texte ou dans un choix multiple."),
                         _ ("« %s » ne contient rien."), self->left.id);
  else if (self->right.kind == PARVIS_OPERAND_CONSTANT && right == CLASS_LIST)
    fault (check, _ ("« contains » cherche une seule chose ; voyez « any » pour plusieurs."));
  else if (self->right.kind == PARVIS_OPERAND_CONSTANT && left == CLASS_LIST)
    check_equal (check, &self->left, left, self->right.constant);
}

static void
check_starts_with (const Check *check, Class left, Class right)
{
  if (left == CLASS_NUMBER || left == CLASS_BOOLEAN || left == CLASS_LIST || left == CLASS_OPAQUE)
    fault (check, _ ("« starts-with » regarde le début d’un texte."));
  else if (right != CLASS_TEXT && right != CLASS_CHOICE && right != CLASS_ANY)
    fault (check, _ ("« starts-with » attend un texte."));
}

static void
check_comparison (const Check *check, const ParvisCondition *self)
{
  Class left = class_of_operand (check, &self->left);
  Class right = class_of_operand (check, &self->right);

  if (left == CLASS_NOTHING || right == CLASS_NOTHING || self->op == PARVIS_OP_ANSWERED)
    return;
  if (self->op == PARVIS_OP_EQUAL || self->op == PARVIS_OP_NOT_EQUAL)
    check_equality (check, self, left, right);
  else if (self->op == PARVIS_OP_IN)
    check_in (check, self, left, right);
  else if (self->op == PARVIS_OP_CONTAINS)
    check_contains (check, self, left, right);
  else if (self->op == PARVIS_OP_STARTS_WITH)
    check_starts_with (check, left, right);
  else
    check_order (check, self, left, right);
}

static void
check_compare (const Check *check, const ParvisCondition *self)
{
  check_exists (check, &self->left);
  check_exists (check, &self->right);
  check_part (check, &self->left);
  check_part (check, &self->right);
  check_comparison (check, self);
}

static void
check_tree (const Check *check, const ParvisCondition *self)
{
  gsize mark = 0;

  if (self->kind == PARVIS_CONDITION_COMPARE)
    check_compare (check, self);
  if (self->children->len == 0)
    return;
  mark = parvis_reader_enter (check->reader, self->kind == PARVIS_CONDITION_ALL   ? "all"
                                             : self->kind == PARVIS_CONDITION_ANY ? "any"
                                                                                  : "not");
  for (guint i = 0; i < self->children->len; i++)
    {
      gsize item = check->reader->pointer->len;

      if (self->kind != PARVIS_CONDITION_NOT)
        parvis_reader_enter_index (check->reader, i);
      check_tree (check, g_ptr_array_index (self->children, i));
      parvis_reader_leave (check->reader, item);
    }
  parvis_reader_leave (check->reader, mark);
}

void
parvis_condition_check (ParvisReader *reader, const ParvisCondition *condition, const ParvisDemarche *demarche,
                        const ParvisField *repeat)
{
  Check check = { reader, demarche, repeat };

  check_tree (&check, condition);
}
