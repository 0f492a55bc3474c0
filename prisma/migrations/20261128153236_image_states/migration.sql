-- DropIndex
DROP INDEX "image_tags_due_at_idx";

-- AlterTable
ALTER TABLE "clusters" ADD COLUMN     "images_scan_id" TEXT;

-- AlterTable
ALTER TABLE "image_artifacts" ADD COLUMN     "digest" TEXT,
ADD COLUMN     "pack_id" TEXT;

-- AlterTable
ALTER TABLE "image_tags" DROP COLUMN "due_at";

-- AlterTable
ALTER TABLE "registry_images" DROP COLUMN "trail",
ADD COLUMN     "broken" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "built_at" TEXT,
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "evidence_packs" (
    "id" TEXT NOT NULL,
    "image_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "looked" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_packs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_packs_image_id_idx" ON "evidence_packs"("image_id");

-- AddForeignKey
ALTER TABLE "image_artifacts" ADD CONSTRAINT "image_artifacts_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "evidence_packs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_packs" ADD CONSTRAINT "evidence_packs_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "registry_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;
