/* SPDX-License-Identifier: EUPL-1.2 */
#pragma once

#include "app/demarche/condition.h"
#include "app/demarche/reader.h"

G_BEGIN_DECLS

/* What a condition is made of, for the parser, the evaluator and the checks of a definition. */
typedef enum
{
  PARVIS_CONDITION_ALL,
  PARVIS_CONDITION_ANY,
  PARVIS_CONDITION_NOT, /* one child */
  PARVIS_CONDITION_ALWAYS,
  PARVIS_CONDITION_COMPARE,
} ParvisConditionKind;

typedef enum /* in the order of their names in condition.c */
{
  PARVIS_OP_EQUAL,
  PARVIS_OP_NOT_EQUAL,
  PARVIS_OP_LESS,
  PARVIS_OP_LESS_OR_EQUAL,
  PARVIS_OP_GREATER,
  PARVIS_OP_GREATER_OR_EQUAL,
  PARVIS_OP_CONTAINS,
  PARVIS_OP_IN,
  PARVIS_OP_STARTS_WITH,
  PARVIS_OP_ANSWERED,
} ParvisOp;

typedef enum /* in the order of their names in condition.c */
{
  PARVIS_PART_LABEL,
  PARVIS_PART_LENGTH,
  PARVIS_PART_LOWER,
  PARVIS_PART_LOWER_LABEL,
  PARVIS_PART_AGE,
  PARVIS_PART_NUMBER,
  PARVIS_PART_WHOLE,
} ParvisPart;

typedef enum
{
  PARVIS_OPERAND_CONSTANT,
  PARVIS_OPERAND_FIELD,
  PARVIS_OPERAND_SETTING,
  PARVIS_OPERAND_TODAY,
} ParvisOperandKind;

typedef struct
{
  ParvisOperandKind kind;
  ParvisPart part;
  char *id;              /* FIELD, SETTING */
  ParvisValue *constant; /* CONSTANT (nullable: empty) */
  int days;              /* TODAY */
} ParvisOperand;

struct _ParvisCondition
{
  gatomicrefcount references;
  ParvisConditionKind kind;
  GPtrArray *children; /* of ParvisCondition */
  gboolean always;
  ParvisOp op;
  ParvisOperand left, right;
};

/* Where a condition is being read; reads it, notes faults, gives %NULL when there was one. */
ParvisCondition *parvis_condition_read (ParvisReader *reader, JsonNode *node);
const char *parvis_op_to_string (ParvisOp op);

typedef void (*ParvisCompareFunc) (const ParvisCondition *compare, gpointer user_data);
/* Calls @func for each comparison of the tree. */
void parvis_condition_foreach (const ParvisCondition *self, ParvisCompareFunc func, gpointer user_data);

/* A text that is a number, as people and programs write it ("1 234,5", "1234.5"); FALSE when it is none. */
gboolean parvis_number_from_text (const char *text, double *number);
/* A date "YYYY-MM-DD" that exists (years 1000 to 9999). */
gboolean parvis_date_from_text (const char *text, GDate *date);

G_END_DECLS
