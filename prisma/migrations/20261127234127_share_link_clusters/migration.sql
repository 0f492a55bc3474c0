-- AlterTable
ALTER TABLE "share_links" ADD COLUMN     "clusters" JSONB NOT NULL DEFAULT '[]';
