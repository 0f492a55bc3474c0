-- CreateTable
CREATE TABLE "running_images" (
    "cluster_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "scan_id" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "workload_kind" TEXT NOT NULL,
    "workload" TEXT NOT NULL,
    "container" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "image" TEXT NOT NULL,
    "registry" TEXT,
    "repository" TEXT,
    "tag" TEXT,
    "image_id_kind" TEXT NOT NULL,
    "id_registry" TEXT,
    "id_repository" TEXT,
    "digest" TEXT,
    "architecture" TEXT,
    "pods" INTEGER NOT NULL,
    "started_at" TIMESTAMPTZ(3),

    CONSTRAINT "running_images_pkey" PRIMARY KEY ("cluster_id","seq")
);

-- CreateTable
CREATE TABLE "registry_images" (
    "id" TEXT NOT NULL,
    "registry" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "digests" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),
    "resolved" BYTEA,
    "looked" BYTEA,
    "facts" BYTEA,
    "trail" BYTEA,
    "judged_by" TEXT,
    "judged_at" TIMESTAMPTZ(3),
    "states" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registry_images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image_artifacts" (
    "image_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "layout" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "attached_to" TEXT NOT NULL,
    "manifest" TEXT,
    "media_type" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "failure" JSONB,
    "evidence_digest" TEXT,

    CONSTRAINT "image_artifacts_pkey" PRIMARY KEY ("image_id","seq")
);

-- CreateTable
CREATE TABLE "evidence_blobs" (
    "digest" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "size" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_blobs_pkey" PRIMARY KEY ("digest")
);

-- CreateTable
CREATE TABLE "artifact_verifications" (
    "evidence_digest" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "trust_revision" TEXT NOT NULL,
    "result" BYTEA NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_verifications_pkey" PRIMARY KEY ("evidence_digest","target","trust_revision")
);

-- CreateTable
CREATE TABLE "image_tags" (
    "registry" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "digest" TEXT,
    "manifests" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "failure" JSONB,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "image_tags_pkey" PRIMARY KEY ("registry","repository","tag")
);

-- CreateTable
CREATE TABLE "image_signers" (
    "image_id" TEXT NOT NULL,
    "signer" TEXT NOT NULL,
    "identity" JSONB NOT NULL,
    "role" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "first_seen" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "image_signers_pkey" PRIMARY KEY ("image_id","signer","role")
);

-- CreateIndex
CREATE INDEX "running_images_digest_idx" ON "running_images"("digest");

-- CreateIndex
CREATE INDEX "running_images_cluster_id_namespace_idx" ON "running_images"("cluster_id", "namespace");

-- CreateIndex
CREATE INDEX "registry_images_due_at_idx" ON "registry_images"("due_at");

-- CreateIndex
CREATE INDEX "registry_images_digests_idx" ON "registry_images" USING GIN ("digests");

-- CreateIndex
CREATE UNIQUE INDEX "registry_images_registry_repository_digest_key" ON "registry_images"("registry", "repository", "digest");

-- CreateIndex
CREATE INDEX "image_artifacts_evidence_digest_idx" ON "image_artifacts"("evidence_digest");

-- CreateIndex
CREATE INDEX "artifact_verifications_trust_revision_idx" ON "artifact_verifications"("trust_revision");

-- CreateIndex
CREATE INDEX "image_tags_due_at_idx" ON "image_tags"("due_at");

-- CreateIndex
CREATE INDEX "image_signers_signer_idx" ON "image_signers"("signer");

-- AddForeignKey
ALTER TABLE "running_images" ADD CONSTRAINT "running_images_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_artifacts" ADD CONSTRAINT "image_artifacts_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "registry_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_artifacts" ADD CONSTRAINT "image_artifacts_evidence_digest_fkey" FOREIGN KEY ("evidence_digest") REFERENCES "evidence_blobs"("digest") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "artifact_verifications" ADD CONSTRAINT "artifact_verifications_evidence_digest_fkey" FOREIGN KEY ("evidence_digest") REFERENCES "evidence_blobs"("digest") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_signers" ADD CONSTRAINT "image_signers_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "registry_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;
