-- What the first scan of a cluster found was called new, although there was no scan before it.
UPDATE "findings" f SET "state" = 'firstLook'
FROM "scans" s
WHERE s."id" = f."scan_id" AND s."new_findings" IS NULL AND f."state" = 'new';
