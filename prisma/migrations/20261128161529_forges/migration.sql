-- AlterTable
ALTER TABLE "registry_images" ADD COLUMN     "source_commit" TEXT,
ADD COLUMN     "source_repository" TEXT;

-- CreateTable
CREATE TABLE "forges" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "forges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "forge_tokens" (
    "forge_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "kid" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "forge_tokens_pkey" PRIMARY KEY ("forge_id")
);

-- CreateTable
CREATE TABLE "commit_signers" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "commit_signers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_commits" (
    "repository" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "looked_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "answers" BYTEA,
    "failure" JSONB,
    "commit_state" TEXT,
    "request_state" TEXT,
    "judged_by" TEXT,

    CONSTRAINT "source_commits_pkey" PRIMARY KEY ("repository","commit")
);

-- CreateTable
CREATE TABLE "source_reports" (
    "id" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "commit" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "tool" TEXT NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_reports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "forges_host_key" ON "forges"("host");

-- CreateIndex
CREATE INDEX "forge_tokens_kid_idx" ON "forge_tokens"("kid");

-- CreateIndex
CREATE UNIQUE INDEX "commit_signers_name_key" ON "commit_signers"("name");

-- CreateIndex
CREATE INDEX "source_commits_due_at_idx" ON "source_commits"("due_at");

-- CreateIndex
CREATE UNIQUE INDEX "source_reports_repository_commit_kind_origin_tool_key" ON "source_reports"("repository", "commit", "kind", "origin", "tool");

-- CreateIndex
CREATE INDEX "registry_images_source_repository_source_commit_idx" ON "registry_images"("source_repository", "source_commit");

-- AddForeignKey
ALTER TABLE "forge_tokens" ADD CONSTRAINT "forge_tokens_forge_id_fkey" FOREIGN KEY ("forge_id") REFERENCES "forges"("id") ON DELETE CASCADE ON UPDATE CASCADE;
