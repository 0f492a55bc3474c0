-- AlterTable
ALTER TABLE "running_images" DROP COLUMN "architecture",
ADD COLUMN     "wanted" TEXT,
ADD COLUMN     "wanted_registry" TEXT,
ADD COLUMN     "wanted_repository" TEXT;

-- CreateIndex
CREATE INDEX "running_images_wanted_idx" ON "running_images"("wanted");
