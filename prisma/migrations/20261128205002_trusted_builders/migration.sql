-- CreateTable
CREATE TABLE "trusted_builders" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "signers" JSONB NOT NULL,
    "builders" JSONB NOT NULL,
    "hosted" BOOLEAN NOT NULL,
    "level" INTEGER NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "created_by" TEXT NOT NULL,
    "updated_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trusted_builders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "trusted_builders_name_key" ON "trusted_builders"("name");
