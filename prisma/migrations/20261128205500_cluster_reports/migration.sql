-- AlterTable
ALTER TABLE "clusters" ADD COLUMN     "reports_scan_id" TEXT;

-- AlterTable
ALTER TABLE "security_documents" ADD COLUMN     "cluster_id" TEXT,
ADD COLUMN     "content_key" TEXT;

-- CreateTable
CREATE TABLE "operator_reports" (
    "cluster_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "namespace" TEXT,
    "workload_kind" TEXT,
    "workload" TEXT,
    "container" TEXT,
    "image" TEXT,
    "digest" TEXT,
    "at" TIMESTAMPTZ(3),
    "scanner_version" TEXT,

    CONSTRAINT "operator_reports_pkey" PRIMARY KEY ("cluster_id","seq")
);

-- CreateTable
CREATE TABLE "scanned_reports" (
    "scan_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3),
    "content_key" TEXT NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "scanned_reports_pkey" PRIMARY KEY ("scan_id","attempt","key")
);

-- CreateIndex
CREATE INDEX "security_documents_cluster_id_idx" ON "security_documents"("cluster_id");

-- AddForeignKey
ALTER TABLE "security_documents" ADD CONSTRAINT "security_documents_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_reports" ADD CONSTRAINT "operator_reports_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scanned_reports" ADD CONSTRAINT "scanned_reports_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;
