-- AlterTable
ALTER TABLE "scans" ADD COLUMN     "schedule_due_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "scans_schedule_id_schedule_due_at_idx" ON "scans"("schedule_id", "schedule_due_at");
