-- CreateTable
CREATE TABLE "support_dates" (
    "provider" TEXT NOT NULL,
    "minor" INTEGER NOT NULL,
    "end" TEXT NOT NULL,
    "date" DATE NOT NULL,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "support_dates_pkey" PRIMARY KEY ("provider","minor","end")
);
