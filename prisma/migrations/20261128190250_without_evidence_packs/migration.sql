-- DropForeignKey
ALTER TABLE "evidence_packs" DROP CONSTRAINT "evidence_packs_image_id_fkey";

-- DropForeignKey
ALTER TABLE "image_artifacts" DROP CONSTRAINT "image_artifacts_pack_id_fkey";

-- AlterTable
ALTER TABLE "image_artifacts" DROP COLUMN "pack_id";

-- AlterTable
ALTER TABLE "source_commits" DROP COLUMN "request_state";

-- DropTable
DROP TABLE "evidence_packs";
