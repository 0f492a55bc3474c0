-- AlterTable
ALTER TABLE "registries" ADD COLUMN     "push_api" TEXT,
ADD COLUMN     "push_forge" TEXT;

-- CreateTable
CREATE TABLE "registry_pushes" (
    "host" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "answer" BYTEA,
    "looked_at" TIMESTAMPTZ(3),
    "failure" JSONB,
    "failures" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registry_pushes_pkey" PRIMARY KEY ("host","place")
);
