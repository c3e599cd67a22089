/* SPDX-License-Identifier: EUPL-1.2
 *
 * Texts from patterns: the pattern is walked from left to right, each choice taken at random.
 */
#include "app/demarche/fill-private.h"

#include <string.h>

#define MAX_CHARACTERS 2000
#define MAX_DEPTH      32
#define MAX_STEPS      20000

typedef struct
{
  GRand *rand;
  GString *out;
  guint depth;
  guint steps;
  guint most; /* of what has no end of its own */
} Maker;

#define ENDLESS G_MAXUINT

/* A piece of the pattern: [at, end). */
typedef struct
{
  const char *at, *end;
} Span;

typedef struct
{
  gunichar first, last;
} Range;

static void make_alternatives (Maker *maker, Span span);

static const char digits[] = "0123456789";
static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static gboolean
spent (Maker *maker)
{
  return ++maker->steps > MAX_STEPS || maker->out->len > MAX_CHARACTERS;
}

static const char *
after_character (Span span)
{
  const char *next = g_utf8_next_char (span.at);

  return next < span.end ? next : span.end;
}

/* Just after the class that opens at span.at. */
static const char *
after_class (Span span)
{
  const char *p = span.at + 1;

  p += p < span.end && *p == '^';
  p += p < span.end && *p == ']'; /* a bracket that comes first is one of the class */
  while (p < span.end && *p != ']')
    {
      const char *close = p + 1 < span.end && p[0] == '[' && p[1] == ':' ? g_strstr_len (p, span.end - p, ":]") : NULL;

      p = close != NULL ? close + 2 : p + (*p == '\\' && p + 1 < span.end ? 2 : 1);
    }
  return MIN (p + 1, span.end);
}

/* Just after the escape: "\d", "\x{e9}", "\p{L}". */
static const char *
after_escape (Span span)
{
  Span rest = { MIN (span.at + 1, span.end), span.end };
  const char *p = rest.at < rest.end ? after_character (rest) : rest.end;
  const char *close;

  if (rest.at < rest.end && strchr ("pPxuog", *rest.at) != NULL && p < span.end && *p == '{')
    {
      close = memchr (p, '}', (gsize) (span.end - p));
      return close != NULL ? close + 1 : span.end;
    }
  return p;
}

/* Just after the group that opens at span.at. */
static const char *
after_group (Span span)
{
  guint open = 0;

  for (Span p = span; p.at < p.end;)
    {
      if (*p.at == '\\')
        p.at = after_escape (p);
      else if (*p.at == '[')
        p.at = after_class (p);
      else
        {
          open += *p.at == '(';
          open -= *p.at == ')';
          p.at++;
          if (open == 0)
            return p.at;
        }
    }
  return span.end;
}

static const char *
after_atom (Span span)
{
  if (*span.at == '\\')
    return after_escape (span);
  if (*span.at == '[')
    return after_class (span);
  return *span.at == '(' ? after_group (span) : after_character (span);
}

/* "{2}", "{2,}", "{2,5}"; FALSE when it is a plain brace. */
static gboolean
read_braces (Span span, guint *min, guint *max, const char **after)
{
  char *p;

  if (span.end - span.at < 3 || !g_ascii_isdigit (span.at[1]))
    return FALSE;
  *min = *max = (guint) MIN (g_ascii_strtoull (span.at + 1, &p, 10), MAX_CHARACTERS);
  if (p < span.end && *p == ',')
    {
      p++;
      *max
          = p < span.end && g_ascii_isdigit (*p) ? (guint) MIN (g_ascii_strtoull (p, &p, 10), MAX_CHARACTERS) : ENDLESS;
    }
  *after = p + 1;
  return p < span.end && *p == '}';
}

/* How often the atom before comes, and where the pattern goes on. */
static const char *
read_count (Span span, guint *min, guint *max)
{
  const char *after = span.at + 1;

  *min = *max = 1;
  if (span.at >= span.end || strchr ("*+?{", *span.at) == NULL)
    return span.at;
  if (*span.at == '{' && !read_braces (span, min, max, &after))
    return span.at;
  if (*span.at != '{')
    {
      *min = *span.at == '+';
      *max = *span.at == '?' ? 1 : ENDLESS;
    }
  return after + (after < span.end && (*after == '?' || *after == '+')); /* lazy or possessive: the same texts */
}

static void
add_one_of (Maker *maker, const char *characters)
{
  g_string_append_c (maker->out, characters[g_rand_int_range (maker->rand, 0, (gint32) strlen (characters))]);
}

static void
make_escape (Maker *maker, Span span)
{
  char c = span.at + 1 < span.end ? span.at[1] : '\\';

  if (c == 'd')
    add_one_of (maker, digits);
  else if (c == 'w' || c == 'D' || c == 'p')
    add_one_of (maker, letters);
  else if (c == 's' || c == 'W' || c == 'h')
    g_string_append_c (maker->out, ' ');
  else if (c == 'S' || c == 'N' || c == 'P')
    add_one_of (maker, digits);
  else if (c == 't')
    g_string_append_c (maker->out, '\t');
  else if (strchr ("bBAzZGKQEnrfvRxXugko123456789", c) == NULL) /* places and references make nothing */
    g_string_append_len (maker->out, span.at + 1, after_escape (span) - span.at - 1);
}

static void
add_range (GArray *ranges, gunichar first, gunichar last)
{
  Range range = { first, MAX (first, last) };

  g_array_append_val (ranges, range);
}

/* "\d" and "[:alpha:]" stand for several. */
static void
add_kind (GArray *ranges, char kind)
{
  if (kind == 'd')
    add_range (ranges, '0', '9');
  else if (kind == 's')
    add_range (ranges, ' ', ' ');
  else if (kind == 'u')
    add_range (ranges, 'A', 'Z');
  else
    add_range (ranges, 'a', 'z');
  if (kind == 'w' || kind == 'n')
    add_range (ranges, '0', '9');
}

static gboolean
add_named (GArray *ranges, Span span, const char **after)
{
  const char *close = g_strstr_len (span.at, span.end - span.at, ":]");

  if (span.end - span.at < 4 || span.at[1] != ':' || close == NULL)
    return FALSE;
  *after = close + 2;
  if (g_str_has_prefix (span.at, "[:digit:]"))
    add_kind (ranges, 'd');
  else if (g_str_has_prefix (span.at, "[:upper:]"))
    add_kind (ranges, 'u');
  else if (g_str_has_prefix (span.at, "[:space:]"))
    add_kind (ranges, 's');
  else
    add_kind (ranges, g_str_has_prefix (span.at, "[:alnum:]") ? 'n' : 'a');
  return TRUE;
}

/* One member of a class; gives where the next begins. */
static const char *
read_member (GArray *ranges, Span span)
{
  Span next = span;
  gboolean escaped = *span.at == '\\' && span.at + 1 < span.end;
  gunichar first;

  if (*span.at == '[' && add_named (ranges, span, &next.at))
    return next.at;
  next.at = escaped ? after_escape (span) : after_character (span);
  if (escaped && strchr ("dws", span.at[1]) != NULL)
    {
      add_kind (ranges, span.at[1]);
      return next.at;
    }
  if (escaped && span.at[1] == 'p')
    {
      add_kind (ranges, 'a');
      return next.at;
    }
  first = g_utf8_get_char (span.at + escaped);
  if (next.at + 1 >= span.end || *next.at != '-')
    {
      add_range (ranges, first, first);
      return next.at;
    }
  next.at += 1 + (next.at[1] == '\\' && next.at + 2 < span.end);
  add_range (ranges, first, g_utf8_get_char (next.at));
  return after_character (next);
}

static gboolean
in_ranges (const GArray *ranges, gunichar c)
{
  for (guint i = 0; i < ranges->len; i++)
    if (c >= g_array_index (ranges, Range, i).first && c <= g_array_index (ranges, Range, i).last)
      return TRUE;
  return FALSE;
}

static void
add_outside (Maker *maker, const GArray *ranges)
{
  static const char usual[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -.,;:!?'_/@";

  for (guint tries = 0; tries < 200; tries++)
    {
      char c = usual[g_rand_int_range (maker->rand, 0, sizeof usual - 1)];

      if (!in_ranges (ranges, (gunichar) c))
        {
          g_string_append_c (maker->out, c);
          return;
        }
    }
}

static void
add_inside (Maker *maker, const GArray *ranges)
{
  Range range = g_array_index (ranges, Range, g_rand_int_range (maker->rand, 0, (gint32) ranges->len));
  gunichar c
      = range.first + (gunichar) g_rand_int_range (maker->rand, 0, (gint32) MIN (range.last - range.first, 1000) + 1);

  if (g_unichar_validate (c) && c != 0)
    g_string_append_unichar (maker->out, c);
}

static void
make_class (Maker *maker, Span span)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  gboolean negated = span.end - span.at > 2 && span.at[1] == '^';
  Span inside = { span.at + 1 + negated, MAX (span.end - 1, span.at + 1 + negated) };

  while (inside.at < inside.end)
    inside.at = read_member (ranges, inside);
  if (ranges->len == 0)
    return;
  if (negated)
    add_outside (maker, ranges);
  else
    add_inside (maker, ranges);
}

/* The inside of a group after "?:" or "?<name>"; empty for one that only looks around. */
static Span
inside_group (Span span)
{
  Span inside = { span.at + 1, MAX (span.end - 1, span.at + 1) };
  Span nothing = { inside.end, inside.end };
  const char *close;

  if (inside.at >= inside.end || *inside.at != '?')
    return inside;
  if (inside.at + 1 < inside.end && (inside.at[1] == '=' || inside.at[1] == '!' || inside.at[1] == '#'))
    return nothing;
  if (inside.at + 2 < inside.end && inside.at[1] == '<' && (inside.at[2] == '=' || inside.at[2] == '!'))
    return nothing;
  close = inside.at + 1;
  while (close < inside.end && strchr (":>'", *close) == NULL)
    close++;
  inside.at = close < inside.end ? close + 1 : inside.end;
  return inside;
}

static void
make_atom (Maker *maker, Span span)
{
  if (*span.at == '(')
    make_alternatives (maker, inside_group (span));
  else if (*span.at == '[')
    make_class (maker, span);
  else if (*span.at == '\\')
    make_escape (maker, span);
  else if (*span.at == '.')
    add_one_of (maker, parvis_fill_chance (maker->rand, 0.2) ? capitals : letters);
  else if (*span.at != '^' && *span.at != '$')
    g_string_append_len (maker->out, span.at, span.end - span.at);
}

static void
make_sequence (Maker *maker, Span span)
{
  while (span.at < span.end && !spent (maker))
    {
      Span atom = { span.at, after_atom (span) };
      guint min, max, count;

      span.at = atom.end;
      span.at = read_count (span, &min, &max);
      max = max == ENDLESS ? min + maker->most : MAX (min, max);
      count = (guint) g_rand_int_range (maker->rand, (gint32) min, (gint32) max + 1);
      for (guint i = 0; i < count && !spent (maker); i++)
        make_atom (maker, atom);
    }
}

static GArray *
split_alternatives (Span span)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Span));
  Span part = { span.at, span.at };

  while (span.at < span.end)
    {
      part.end = span.at;
      if (*span.at == '|')
        {
          g_array_append_val (parts, part);
          part.at = span.at + 1;
        }
      span.at = after_atom (span);
    }
  part.end = span.end;
  g_array_append_val (parts, part);
  return parts;
}

static void
make_alternatives (Maker *maker, Span span)
{
  g_autoptr (GArray) parts = NULL;

  if (maker->depth >= MAX_DEPTH || spent (maker))
    return;
  maker->depth++;
  parts = split_alternatives (span);
  make_sequence (maker, g_array_index (parts, Span, g_rand_int_range (maker->rand, 0, (gint32) parts->len)));
  maker->depth--;
}

char *
parvis_fill_pattern (GRand *rand, const char *pattern)
{
  Maker maker = { rand, g_string_new (NULL), 0, 0, parvis_fill_chance (rand, 0.8) ? 8 : 40 };
  Span whole = { pattern, pattern + strlen (pattern) };

  make_alternatives (&maker, whole);
  return g_string_free (maker.out, FALSE);
}
