-- AlterTable
ALTER TABLE "security_documents" ADD COLUMN     "origin" TEXT NOT NULL DEFAULT 'upload',
ADD COLUMN     "signer" TEXT,
ADD COLUMN     "signer_name" TEXT,
ADD COLUMN     "state" TEXT,
ADD COLUMN     "state_reason" TEXT;

-- CreateTable
CREATE TABLE "attested_documents" (
    "image_id" TEXT NOT NULL,
    "evidence_digest" TEXT NOT NULL,
    "predicate_type" TEXT NOT NULL,
    "digests" TEXT[],
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "signer" TEXT,
    "signer_name" TEXT,
    "document_id" TEXT,
    "problem" TEXT,

    CONSTRAINT "attested_documents_pkey" PRIMARY KEY ("image_id","evidence_digest")
);

-- CreateIndex
CREATE INDEX "attested_documents_evidence_digest_idx" ON "attested_documents"("evidence_digest");

-- CreateIndex
CREATE INDEX "attested_documents_document_id_idx" ON "attested_documents"("document_id");

-- AddForeignKey
ALTER TABLE "attested_documents" ADD CONSTRAINT "attested_documents_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "registry_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attested_documents" ADD CONSTRAINT "attested_documents_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "security_documents"("id") ON DELETE SET NULL ON UPDATE CASCADE;
