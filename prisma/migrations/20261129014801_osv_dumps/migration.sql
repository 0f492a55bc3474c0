-- AlterTable
ALTER TABLE "assessed_images" ADD COLUMN     "partial" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "security_documents" ADD COLUMN     "partial" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "osv_dumps" (
    "id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "whole" BOOLEAN NOT NULL,
    "ecosystems" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "advisories" INTEGER NOT NULL DEFAULT 0,
    "withdrawn" INTEGER NOT NULL DEFAULT 0,
    "unread" INTEGER NOT NULL DEFAULT 0,
    "dated_at" TIMESTAMPTZ(3),
    "loaded_by" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "osv_dumps_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "osv_entries" (
    "dump_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "advisory" JSONB NOT NULL,

    CONSTRAINT "osv_entries_pkey" PRIMARY KEY ("dump_id","seq")
);

-- CreateTable
CREATE TABLE "osv_matches" (
    "bill_id" TEXT NOT NULL,
    "revision" TEXT NOT NULL,
    "digests" TEXT[],
    "packages" INTEGER NOT NULL,
    "evaluated" INTEGER NOT NULL,
    "left" JSONB NOT NULL,
    "document_id" TEXT,

    CONSTRAINT "osv_matches_pkey" PRIMARY KEY ("bill_id")
);

-- CreateIndex
CREATE INDEX "osv_entries_type_name_idx" ON "osv_entries"("type", "name");

-- AddForeignKey
ALTER TABLE "osv_entries" ADD CONSTRAINT "osv_entries_dump_id_fkey" FOREIGN KEY ("dump_id") REFERENCES "osv_dumps"("id") ON DELETE CASCADE ON UPDATE CASCADE;
