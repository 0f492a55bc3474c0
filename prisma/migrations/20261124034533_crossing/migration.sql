-- AlterTable
ALTER TABLE "check_results" ADD COLUMN     "crosses_namespaces" BOOLEAN NOT NULL DEFAULT false;
