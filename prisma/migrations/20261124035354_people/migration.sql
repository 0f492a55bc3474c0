-- AlterTable
ALTER TABLE "invitations" ADD COLUMN "created_by_id" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "users" ADD COLUMN "last_seen_at" TIMESTAMPTZ(3);
