-- CreateTable
CREATE TABLE "clair_looks" (
    "digest" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "detail" TEXT,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "looked_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clair_looks_pkey" PRIMARY KEY ("digest")
);

-- CreateIndex
CREATE INDEX "clair_looks_due_at_idx" ON "clair_looks"("due_at");
