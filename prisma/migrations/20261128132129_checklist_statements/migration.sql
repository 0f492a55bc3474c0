-- CreateTable
CREATE TABLE "checklist_statements" (
    "cluster_id" TEXT NOT NULL,
    "item" TEXT NOT NULL,
    "stated_at" TIMESTAMPTZ(3) NOT NULL,
    "text" TEXT NOT NULL,
    "statement" TEXT NOT NULL,
    "evidence" TEXT,
    "owner" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "stated_by" TEXT NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,

    CONSTRAINT "checklist_statements_pkey" PRIMARY KEY ("cluster_id","item","stated_at")
);

-- AddForeignKey
ALTER TABLE "checklist_statements" ADD CONSTRAINT "checklist_statements_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;
