-- AlterTable
ALTER TABLE "registry_images" ADD COLUMN     "failure" JSONB;
