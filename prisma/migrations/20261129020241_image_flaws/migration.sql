-- AlterTable
ALTER TABLE "assessed_images" ADD COLUMN     "no" SERIAL NOT NULL;

-- CreateTable
CREATE TABLE "flaws" (
    "no" SERIAL NOT NULL,
    "key" BYTEA NOT NULL,
    "vulnerability" TEXT NOT NULL,
    "search" TEXT NOT NULL,
    "title" TEXT,

    CONSTRAINT "flaws_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "flaw_packages" (
    "no" SERIAL NOT NULL,
    "key" BYTEA NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "flaw_packages_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "flaw_witnesses" (
    "no" SERIAL NOT NULL,
    "key" BYTEA NOT NULL,
    "tools" TEXT[],

    CONSTRAINT "flaw_witnesses_pkey" PRIMARY KEY ("no")
);

-- CreateTable
CREATE TABLE "image_flaws" (
    "image_no" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "flaw_no" INTEGER NOT NULL,
    "package_no" INTEGER NOT NULL,
    "witness_no" INTEGER NOT NULL,
    "rank" SMALLINT NOT NULL,
    "open" BOOLEAN NOT NULL,
    "fixable" BOOLEAN NOT NULL,
    "differs" BOOLEAN NOT NULL,

    CONSTRAINT "image_flaws_pkey" PRIMARY KEY ("image_no","seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "flaws_key_key" ON "flaws"("key");

-- CreateIndex
CREATE INDEX "flaws_vulnerability_idx" ON "flaws"("vulnerability");

-- CreateIndex
CREATE UNIQUE INDEX "flaw_packages_key_key" ON "flaw_packages"("key");

-- CreateIndex
CREATE UNIQUE INDEX "flaw_witnesses_key_key" ON "flaw_witnesses"("key");

-- CreateIndex
CREATE INDEX "image_flaws_flaw_no_idx" ON "image_flaws"("flaw_no");

-- CreateIndex
CREATE INDEX "image_flaws_package_no_idx" ON "image_flaws"("package_no");

-- CreateIndex
CREATE INDEX "image_flaws_witness_no_idx" ON "image_flaws"("witness_no");

-- CreateIndex
CREATE UNIQUE INDEX "assessed_images_no_key" ON "assessed_images"("no");

-- AddForeignKey
ALTER TABLE "image_flaws" ADD CONSTRAINT "image_flaws_image_no_fkey" FOREIGN KEY ("image_no") REFERENCES "assessed_images"("no") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_flaws" ADD CONSTRAINT "image_flaws_flaw_no_fkey" FOREIGN KEY ("flaw_no") REFERENCES "flaws"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_flaws" ADD CONSTRAINT "image_flaws_package_no_fkey" FOREIGN KEY ("package_no") REFERENCES "flaw_packages"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_flaws" ADD CONSTRAINT "image_flaws_witness_no_fkey" FOREIGN KEY ("witness_no") REFERENCES "flaw_witnesses"("no") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was assessed before.
INSERT INTO "flaws" ("key", "vulnerability", "search", "title")
SELECT DISTINCT ON (1) sha256(convert_to(concat_ws(E'\n', array_to_string("ids", ' '), "title"), 'UTF8')), "vulnerability",
  lower(array_to_string("ids", ' ')), "title" FROM "image_vulnerabilities";
INSERT INTO "flaw_packages" ("key", "name")
SELECT DISTINCT sha256(convert_to("package", 'UTF8')), "package" FROM "image_vulnerabilities";
INSERT INTO "flaw_witnesses" ("key", "tools")
SELECT DISTINCT sha256(convert_to(array_to_string("tools", E'\n'), 'UTF8')), "tools" FROM "image_vulnerabilities";
INSERT INTO "image_flaws" ("image_no", "seq", "flaw_no", "package_no", "witness_no", "rank", "open", "fixable", "differs")
SELECT a."no", v."seq", f."no", p."no", w."no", v."rank", v."open", v."fixable", v."differs"
FROM "image_vulnerabilities" v JOIN "assessed_images" a ON a."id" = v."image_id"
  JOIN "flaws" f ON f."key" = sha256(convert_to(concat_ws(E'\n', array_to_string(v."ids", ' '), v."title"), 'UTF8'))
  JOIN "flaw_packages" p ON p."key" = sha256(convert_to(v."package", 'UTF8'))
  JOIN "flaw_witnesses" w ON w."key" = sha256(convert_to(array_to_string(v."tools", E'\n'), 'UTF8'));
