-- CreateTable
CREATE TABLE "run_book_ticks" (
    "cluster_id" TEXT NOT NULL,
    "from" INTEGER NOT NULL,
    "target" INTEGER NOT NULL,
    "item" TEXT NOT NULL,
    "ticked_at" TIMESTAMPTZ(3) NOT NULL,
    "ticked_by" TEXT NOT NULL,
    "cleared_at" TIMESTAMPTZ(3),
    "cleared_by" TEXT,

    CONSTRAINT "run_book_ticks_pkey" PRIMARY KEY ("cluster_id","from","target","item","ticked_at")
);

-- AddForeignKey
ALTER TABLE "run_book_ticks" ADD CONSTRAINT "run_book_ticks_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;
