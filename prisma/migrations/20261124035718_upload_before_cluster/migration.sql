-- AlterTable
ALTER TABLE "uploads" ALTER COLUMN "cluster_id" DROP NOT NULL;
