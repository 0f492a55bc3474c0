-- CreateTable
CREATE TABLE "uploaded_kubelets" (
    "cluster_id" TEXT NOT NULL,
    "kubelets" BYTEA NOT NULL,
    "unread" INTEGER NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "uploaded_kubelets_pkey" PRIMARY KEY ("cluster_id")
);

-- AddForeignKey
ALTER TABLE "uploaded_kubelets" ADD CONSTRAINT "uploaded_kubelets_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;
