-- CreateTable
CREATE TABLE "security_documents" (
    "id" TEXT NOT NULL,
    "file_key" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "file_name" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "format_version" TEXT,
    "digests" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "given" BOOLEAN NOT NULL DEFAULT false,
    "names" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "tool" TEXT,
    "tool_version" TEXT,
    "database_date" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "components" INTEGER,
    "vulnerabilities" INTEGER,
    "secrets" INTEGER,
    "statements" INTEGER NOT NULL DEFAULT 0,
    "notes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "body" BYTEA NOT NULL,
    "uploaded_by" TEXT NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "security_documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "packages" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "purl" TEXT,
    "type" TEXT,
    "name" TEXT NOT NULL,
    "version" TEXT,
    "search" TEXT NOT NULL,

    CONSTRAINT "packages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sbom_components" (
    "document_id" TEXT NOT NULL,
    "package_id" BIGINT NOT NULL,
    "licences" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "sbom_components_pkey" PRIMARY KEY ("document_id","package_id")
);

-- CreateTable
CREATE TABLE "assessed_images" (
    "id" TEXT NOT NULL,
    "digests" TEXT[],
    "tools" TEXT[],
    "newest_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "assessed_images_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "image_vulnerabilities" (
    "image_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "vulnerability" TEXT NOT NULL,
    "ids" TEXT[],
    "package" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "severity" TEXT NOT NULL,
    "fixable" BOOLEAN NOT NULL,
    "differs" BOOLEAN NOT NULL,
    "open" BOOLEAN NOT NULL,
    "standing" TEXT NOT NULL,
    "tools" TEXT[],
    "title" TEXT,
    "detail" BYTEA NOT NULL,

    CONSTRAINT "image_vulnerabilities_pkey" PRIMARY KEY ("image_id","seq")
);

-- CreateTable
CREATE TABLE "vulnerability_lists" (
    "kind" TEXT NOT NULL,
    "version" TEXT,
    "dated_at" TIMESTAMPTZ(3),
    "entries" INTEGER NOT NULL,
    "loaded_by" TEXT NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vulnerability_lists_pkey" PRIMARY KEY ("kind")
);

-- CreateTable
CREATE TABLE "kev_entries" (
    "cve" TEXT NOT NULL,
    "added_on" TEXT,
    "due_on" TEXT,
    "ransomware" BOOLEAN NOT NULL,

    CONSTRAINT "kev_entries_pkey" PRIMARY KEY ("cve")
);

-- CreateTable
CREATE TABLE "epss_scores" (
    "cve" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "percentile" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "epss_scores_pkey" PRIMARY KEY ("cve")
);

-- CreateIndex
CREATE INDEX "security_documents_digests_idx" ON "security_documents" USING GIN ("digests");

-- CreateIndex
CREATE UNIQUE INDEX "security_documents_file_key_seq_key" ON "security_documents"("file_key", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "packages_key_key" ON "packages"("key");

-- CreateIndex
CREATE INDEX "sbom_components_package_id_idx" ON "sbom_components"("package_id");

-- CreateIndex
CREATE INDEX "assessed_images_digests_idx" ON "assessed_images" USING GIN ("digests");

-- CreateIndex
CREATE INDEX "image_vulnerabilities_vulnerability_idx" ON "image_vulnerabilities"("vulnerability");

-- AddForeignKey
ALTER TABLE "sbom_components" ADD CONSTRAINT "sbom_components_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "security_documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sbom_components" ADD CONSTRAINT "sbom_components_package_id_fkey" FOREIGN KEY ("package_id") REFERENCES "packages"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "image_vulnerabilities" ADD CONSTRAINT "image_vulnerabilities_image_id_fkey" FOREIGN KEY ("image_id") REFERENCES "assessed_images"("id") ON DELETE CASCADE ON UPDATE CASCADE;
