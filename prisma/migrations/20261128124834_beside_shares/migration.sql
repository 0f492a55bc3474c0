-- AlterTable
ALTER TABLE "share_links" ADD COLUMN     "beside" BYTEA;
