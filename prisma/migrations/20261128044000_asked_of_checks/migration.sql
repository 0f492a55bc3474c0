-- AlterTable
ALTER TABLE "check_results" ADD COLUMN     "asked" JSONB;
