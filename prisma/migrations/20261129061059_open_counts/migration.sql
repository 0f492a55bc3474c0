-- AlterTable
ALTER TABLE "assessed_images" ADD COLUMN     "open" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- What was assessed before: six severities, the worst first.
UPDATE "assessed_images" a SET "open" = ARRAY(
  SELECT (SELECT count(DISTINCT v."vulnerability")::int FROM "image_vulnerabilities" v
    WHERE v."image_id" = a."id" AND v."open" AND v."rank" = s.rank)
  FROM generate_series(0, 5) AS s (rank) ORDER BY s.rank);
