-- AlterTable
ALTER TABLE "waived_findings" DROP CONSTRAINT "waived_findings_pkey",
ADD COLUMN     "until" TIMESTAMPTZ(3),
ADD CONSTRAINT "waived_findings_pkey" PRIMARY KEY ("waiver_id", "cluster_id", "fingerprint", "since");
