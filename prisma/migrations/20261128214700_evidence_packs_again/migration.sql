-- AlterTable
ALTER TABLE "image_artifacts" ADD COLUMN     "pack_id" TEXT;

-- CreateTable
CREATE TABLE "evidence_packs" (
    "id" TEXT NOT NULL,
    "image_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "artifacts" INTEGER NOT NULL,
    "others" INTEGER NOT NULL,
    "resolved" BYTEA,
    "looked" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_packs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "evidence_packs_image_id_sha256_key" ON "evidence_packs"("image_id", "sha256");

-- CreateIndex
CREATE INDEX "image_artifacts_pack_id_idx" ON "image_artifacts"("pack_id");

-- AddForeignKey
ALTER TABLE "image_artifacts" ADD CONSTRAINT "image_artifacts_pack_id_fkey" FOREIGN KEY ("pack_id") REFERENCES "evidence_packs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_packs" ADD CONSTRAINT "evidence_packs_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "registry_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;
