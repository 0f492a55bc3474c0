/** The dumps in use: another text as soon as one comes or goes, and empty where there are none. */
export const osvRevisionSql = "(SELECT coalesce(string_agg(id, ' ' ORDER BY id), '') FROM osv_dumps WHERE state = 'current')";
