-- AlterTable
ALTER TABLE "registry_images" ADD COLUMN     "uneven" BOOLEAN NOT NULL DEFAULT true;
