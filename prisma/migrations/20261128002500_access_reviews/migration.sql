-- CreateTable
CREATE TABLE "access_reviews" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "capability" TEXT,
    "kinds" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "defaults" BOOLEAN NOT NULL DEFAULT false,
    "reviewers" JSONB NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "signed_off_at" TIMESTAMPTZ(3),
    "signed_off_by" TEXT,
    "sign_off_note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "access_reviews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "access_review_places" (
    "review_id" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "namespaces" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "scan_id" TEXT NOT NULL,
    "scan_number" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "gaps" JSONB NOT NULL DEFAULT '[]',
    "departed" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "access_review_places_pkey" PRIMARY KEY ("review_id","cluster_id")
);

-- CreateTable
CREATE TABLE "reviewed_subjects" (
    "review_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "namespace" TEXT,
    "name" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "dangers" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "grants" JSONB NOT NULL,
    "grant_count" INTEGER NOT NULL,
    "not_assessed" BOOLEAN NOT NULL,
    "previous" JSONB,
    "gained" JSONB,
    "is_new" BOOLEAN NOT NULL DEFAULT false,
    "decision" TEXT,
    "note" TEXT,
    "decided_by_id" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "reviewed_subjects_pkey" PRIMARY KEY ("review_id","number")
);

-- CreateIndex
CREATE INDEX "access_reviews_created_at_idx" ON "access_reviews"("created_at");

-- CreateIndex
CREATE INDEX "access_review_places_cluster_id_idx" ON "access_review_places"("cluster_id");

-- CreateIndex
CREATE INDEX "access_review_places_scan_id_idx" ON "access_review_places"("scan_id");

-- CreateIndex
CREATE INDEX "reviewed_subjects_cluster_id_kind_name_idx" ON "reviewed_subjects"("cluster_id", "kind", "name");

-- AddForeignKey
ALTER TABLE "access_review_places" ADD CONSTRAINT "access_review_places_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "access_reviews"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "access_review_places" ADD CONSTRAINT "access_review_places_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviewed_subjects" ADD CONSTRAINT "reviewed_subjects_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "access_reviews"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reviewed_subjects" ADD CONSTRAINT "reviewed_subjects_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "reviewed_subjects" ADD CONSTRAINT "reviewed_subjects_decision_check"
    CHECK ("decision" IN ('keep', 'remove', 'ask'));

-- After the sign-off nothing changes; a cluster that is removed takes its rows with it.
CREATE FUNCTION "refuse_signed_off"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM "access_reviews" WHERE "id" = OLD."review_id" AND "signed_off_at" IS NOT NULL) THEN
        RAISE EXCEPTION 'The access review is signed off.';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER "reviewed_subjects_signed_off" BEFORE UPDATE ON "reviewed_subjects"
    FOR EACH ROW EXECUTE FUNCTION "refuse_signed_off"();
CREATE TRIGGER "access_review_places_signed_off" BEFORE UPDATE ON "access_review_places"
    FOR EACH ROW EXECUTE FUNCTION "refuse_signed_off"();

CREATE FUNCTION "refuse_signed_off_review"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The access review is signed off.';
END
$$;

CREATE TRIGGER "access_reviews_signed_off" BEFORE UPDATE ON "access_reviews"
    FOR EACH ROW WHEN (OLD."signed_off_at" IS NOT NULL) EXECUTE FUNCTION "refuse_signed_off_review"();
