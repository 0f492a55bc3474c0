-- AlterTable
ALTER TABLE "registry_images" ADD COLUMN     "judged" BYTEA,
ADD COLUMN     "judged_trust" TEXT;
