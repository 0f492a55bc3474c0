-- CreateTable
CREATE TABLE "image_changes" (
    "image_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "link" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,

    CONSTRAINT "image_changes_pkey" PRIMARY KEY ("image_id","at","link")
);

-- CreateIndex
CREATE INDEX "image_changes_at_idx" ON "image_changes"("at");

-- AddForeignKey
ALTER TABLE "image_changes" ADD CONSTRAINT "image_changes_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "registry_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;
