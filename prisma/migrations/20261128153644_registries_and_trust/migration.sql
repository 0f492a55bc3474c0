-- CreateTable
CREATE TABLE "registries" (
    "id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "via" TEXT,
    "realms" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "content_hosts" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "ca_data" TEXT,
    "signatures" JSONB NOT NULL DEFAULT '[]',
    "test_state" TEXT,
    "test_category" TEXT,
    "test_sentence" TEXT,
    "test_remedy" TEXT,
    "tested_at" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "updated_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "registry_credentials" (
    "registry_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "kid" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "endpoint_fingerprint" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registry_credentials_pkey" PRIMARY KEY ("registry_id")
);

-- CreateTable
CREATE TABLE "trust_profiles" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "root" JSONB,
    "thresholds" JSONB,
    "keys" JSONB NOT NULL DEFAULT '[]',
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "as_of" TIMESTAMPTZ(3),
    "created_by" TEXT NOT NULL,
    "updated_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "trust_profiles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "signing_policies" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "images" TEXT[],
    "signers" JSONB NOT NULL,
    "attestations" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sources" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "draft" BOOLEAN NOT NULL DEFAULT false,
    "origin" JSONB,
    "created_by" TEXT NOT NULL,
    "updated_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signing_policies_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "registries_host_key" ON "registries"("host");

-- CreateIndex
CREATE INDEX "registry_credentials_kid_idx" ON "registry_credentials"("kid");

-- CreateIndex
CREATE UNIQUE INDEX "trust_profiles_name_key" ON "trust_profiles"("name");

-- CreateIndex
CREATE UNIQUE INDEX "signing_policies_name_key" ON "signing_policies"("name");

-- AddForeignKey
ALTER TABLE "registry_credentials" ADD CONSTRAINT "registry_credentials_registry_id_fkey" FOREIGN KEY ("registry_id") REFERENCES "registries"("id") ON DELETE CASCADE ON UPDATE CASCADE;
