/* SPDX-License-Identifier: EUPL-1.2
 *
 * Read: FAQ, news, notices.
 */
#include "app/content/catalog-private.h"

/* ---- FAQ ---- */

#define FAQ_COLUMNS "id, question, answer, theme, service"

void
parvis_faq_free (ParvisFaq *faq)
{
  if (faq == NULL)
    return;
  g_free (faq->id);
  g_free (faq->question);
  g_free (faq->answer);
  g_free (faq->theme);
  g_free (faq->service);
  g_free (faq);
}

static gpointer
read_faq (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisFaq *faq = g_new0 (ParvisFaq, 1);

  faq->id = parvis_sql_text (row, 0);
  faq->question = parvis_sql_text (row, 1);
  faq->answer = parvis_sql_text (row, 2);
  faq->theme = parvis_sql_text (row, 3);
  faq->service = parvis_sql_text (row, 4);
  return faq;
}

GPtrArray *
parvis_catalog_faq (ParvisCatalog *self, const char *theme, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT " FAQ_COLUMNS " FROM faq WHERE language = ?1 AND (?2 IS NULL OR theme = ?2) ORDER BY position", "tt",
      parvis_catalog_code (self, language), theme);

  return parvis_catalog_collect (self, statement, read_faq, (GDestroyNotify) parvis_faq_free, error);
}

ParvisFaq *
parvis_catalog_faq_item (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT " FAQ_COLUMNS " FROM faq WHERE language = ? AND id = ?", "tt",
                          parvis_catalog_code (self, language), id);

  return parvis_catalog_single (self, statement, read_faq, id, error);
}

/* ---- news ---- */

#define NEWS_COLUMNS "id, title, summary, body, picture, published_at, expires_at"

void
parvis_news_free (ParvisNews *news)
{
  if (news == NULL)
    return;
  g_free (news->id);
  g_free (news->title);
  g_free (news->summary);
  g_free (news->body);
  g_free (news->picture);
  g_free (news);
}

static gpointer
read_news (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisNews *news = g_new0 (ParvisNews, 1);

  news->id = parvis_sql_text (row, 0);
  news->title = parvis_sql_text (row, 1);
  news->summary = parvis_sql_text (row, 2);
  news->body = parvis_sql_text (row, 3);
  news->picture = parvis_sql_text (row, 4);
  news->published_at = sqlite3_column_int64 (row, 5);
  news->expires_at = sqlite3_column_int64 (row, 6);
  return news;
}

GPtrArray *
parvis_catalog_news (ParvisCatalog *self, gint64 now, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT " NEWS_COLUMNS " FROM news WHERE language = ?1 AND published_at <= ?2 AND expires_at > ?2"
      " ORDER BY published_at DESC, id",
      "ti", parvis_catalog_code (self, language), now);

  return parvis_catalog_collect (self, statement, read_news, (GDestroyNotify) parvis_news_free, error);
}

ParvisNews *
parvis_catalog_news_item (ParvisCatalog *self, const char *id, const char *language, GError **error)
{
  sqlite3_stmt *statement
      = parvis_sql_query (&self->sql, error, "SELECT " NEWS_COLUMNS " FROM news WHERE language = ? AND id = ?", "tt",
                          parvis_catalog_code (self, language), id);

  return parvis_catalog_single (self, statement, read_news, id, error);
}

/* ---- notices ---- */

void
parvis_notice_free (ParvisNotice *notice)
{
  if (notice == NULL)
    return;
  g_free (notice->id);
  g_free (notice->title);
  g_free (notice->text);
  g_free (notice);
}

static gpointer
read_notice (ParvisCatalog *self, sqlite3_stmt *row)
{
  ParvisNotice *notice = g_new0 (ParvisNotice, 1);

  notice->id = parvis_sql_text (row, 0);
  notice->level = (ParvisNoticeLevel) sqlite3_column_int (row, 1);
  notice->title = parvis_sql_text (row, 2);
  notice->text = parvis_sql_text (row, 3);
  notice->from = sqlite3_column_int64 (row, 4);
  notice->until = sqlite3_column_int64 (row, 5);
  return notice;
}

GPtrArray *
parvis_catalog_notices (ParvisCatalog *self, gint64 now, const char *language, GError **error)
{
  sqlite3_stmt *statement = parvis_sql_query (
      &self->sql, error,
      "SELECT id, level, title, text, from_time, until_time FROM notice WHERE language = ?1 AND from_time <= ?2"
      " AND until_time > ?2 ORDER BY level DESC, from_time DESC, id",
      "ti", parvis_catalog_code (self, language), now);

  return parvis_catalog_collect (self, statement, read_notice, (GDestroyNotify) parvis_notice_free, error);
}

gint64
parvis_catalog_notices_change (ParvisCatalog *self, gint64 now)
{
  g_autoptr (sqlite3_stmt) statement = parvis_sql_query (
      &self->sql, NULL,
      "SELECT min (change) FROM (SELECT from_time AS change FROM notice UNION SELECT until_time FROM notice)"
      " WHERE change > ?",
      "i", now);

  if (statement == NULL || !parvis_sql_next (&self->sql, statement, NULL)
      || sqlite3_column_type (statement, 0) == SQLITE_NULL)
    return G_MAXINT64;
  return sqlite3_column_int64 (statement, 0);
}
