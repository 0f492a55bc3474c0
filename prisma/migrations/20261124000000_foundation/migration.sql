-- CreateTable
CREATE TABLE "installation" (
    "id" TEXT NOT NULL,
    "singleton" INTEGER NOT NULL DEFAULT 1,
    "keyring" JSONB NOT NULL DEFAULT '[]',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "setup_token_hash" TEXT,
    "setup_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "users" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "role" TEXT NOT NULL DEFAULT 'viewer',
    "scope" JSONB NOT NULL DEFAULT '{"clusters":[]}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "clusters" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "server" TEXT,
    "ca_data" TEXT,
    "tls_server_name" TEXT,
    "identity" TEXT,
    "provider" TEXT,
    "version" TEXT,
    "labels" JSONB NOT NULL DEFAULT '{}',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "scan_count" INTEGER NOT NULL DEFAULT 0,
    "latest_scan_id" TEXT,
    "created_by" TEXT,
    "removed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "clusters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cluster_credentials" (
    "cluster_id" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "kid" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "endpoint_fingerprint" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "without_end" BOOLEAN NOT NULL,
    "service_account_namespace" TEXT,
    "service_account_name" TEXT,
    "renews" BOOLEAN NOT NULL DEFAULT false,
    "renewed_at" TIMESTAMPTZ(3),
    "renewal_error" TEXT,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cluster_credentials_pkey" PRIMARY KEY ("cluster_id")
);

-- CreateTable
CREATE TABLE "connection_tests" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "server" TEXT,
    "ca_data" TEXT,
    "tls_server_name" TEXT,
    "sealed" TEXT,
    "include_secret_names" BOOLEAN NOT NULL DEFAULT false,
    "without_end" BOOLEAN NOT NULL DEFAULT false,
    "state" TEXT NOT NULL,
    "category" TEXT,
    "sentence" TEXT,
    "remedy" TEXT,
    "version" TEXT,
    "preflight" JSONB,
    "requested_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "connection_tests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "uploads" (
    "id" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "sha256" TEXT,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    "uploaded_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "uploads_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "upload_chunks" (
    "upload_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "upload_chunks_pkey" PRIMARY KEY ("upload_id","seq")
);

-- CreateTable
CREATE TABLE "scans" (
    "id" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "requested_by" TEXT,
    "upload_id" TEXT,
    "sample" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "event_seq" INTEGER NOT NULL DEFAULT 0,
    "worker" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "heartbeat_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "phase" TEXT,
    "progress" JSONB,
    "error" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "taken_at" TIMESTAMPTZ(3),
    "source" TEXT,
    "cluster_identity" TEXT,
    "version" TEXT,
    "inventory_version" INTEGER,
    "object_count" INTEGER,
    "checks_passed" INTEGER,
    "checks_failed" INTEGER,
    "checks_not_applicable" INTEGER,
    "checks_not_assessed" INTEGER,
    "coverage" DOUBLE PRECISION,
    "critical" INTEGER,
    "high" INTEGER,
    "medium" INTEGER,
    "low" INTEGER,
    "information" INTEGER,
    "previous_scan_id" TEXT,
    "new_findings" INTEGER,
    "fixed_findings" INTEGER,
    "unchanged_findings" INTEGER,
    "not_comparable_findings" INTEGER,

    CONSTRAINT "scans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "scan_events" (
    "scan_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "type" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "scan_events_pkey" PRIMARY KEY ("scan_id","seq")
);

-- CreateTable
CREATE TABLE "scan_looks" (
    "scan_id" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "api_version" TEXT,
    "resource_version" TEXT,
    "mixed" BOOLEAN NOT NULL DEFAULT false,
    "item_count" INTEGER NOT NULL,
    "per_namespace" JSONB NOT NULL DEFAULT '{}',
    "gaps" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "scan_looks_pkey" PRIMARY KEY ("scan_id","resource")
);

-- CreateTable
CREATE TABLE "inventory_blobs" (
    "scan_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "section" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "inventory_blobs_pkey" PRIMARY KEY ("scan_id","attempt","section","seq")
);

-- CreateTable
CREATE TABLE "check_results" (
    "scan_id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "major" INTEGER NOT NULL,
    "pillar" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,
    "reason" TEXT,
    "gaps" JSONB NOT NULL DEFAULT '[]',
    "findings" INTEGER NOT NULL,

    CONSTRAINT "check_results_pkey" PRIMARY KEY ("scan_id","check_id")
);

-- CreateTable
CREATE TABLE "findings" (
    "scan_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "cluster_id" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "severity" SMALLINT NOT NULL,
    "pillar" TEXT NOT NULL,
    "responsible" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "title" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "namespace" TEXT,
    "name" TEXT NOT NULL,
    "uid" TEXT,
    "path" TEXT,
    "first_seen_scan_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,

    CONSTRAINT "findings_pkey" PRIMARY KEY ("scan_id","fingerprint")
);

-- CreateTable
CREATE TABLE "finding_history" (
    "cluster_id" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "check_id" TEXT NOT NULL,
    "first_seen_scan_id" TEXT NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_scan_id" TEXT,
    "last_seen_at" TIMESTAMPTZ(3),
    "fixed_scan_id" TEXT,
    "fixed_at" TIMESTAMPTZ(3),
    "reopened" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "finding_history_pkey" PRIMARY KEY ("cluster_id","fingerprint")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor_id" TEXT,
    "actor_name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "cluster_id" TEXT,
    "subject" TEXT,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "installation_singleton_key" ON "installation"("singleton");

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_provider_id_account_id_key" ON "accounts"("provider_id", "account_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limits_key_key" ON "rate_limits"("key");

-- CreateIndex
CREATE UNIQUE INDEX "clusters_name_key" ON "clusters"("name");

-- CreateIndex
CREATE INDEX "cluster_credentials_kid_idx" ON "cluster_credentials"("kid");

-- CreateIndex
CREATE INDEX "cluster_credentials_expires_at_idx" ON "cluster_credentials"("expires_at");

-- CreateIndex
CREATE INDEX "connection_tests_created_at_idx" ON "connection_tests"("created_at");

-- CreateIndex
CREATE INDEX "uploads_cluster_id_idx" ON "uploads"("cluster_id");

-- CreateIndex
CREATE INDEX "scans_state_lease_until_idx" ON "scans"("state", "lease_until");

-- CreateIndex
CREATE UNIQUE INDEX "scans_cluster_id_number_key" ON "scans"("cluster_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "scans_one_active_per_cluster" ON "scans"("cluster_id") WHERE (state = ANY (ARRAY['queued'::text, 'running'::text]));

-- CreateIndex
CREATE INDEX "findings_scan_id_severity_check_id_fingerprint_idx" ON "findings"("scan_id", "severity", "check_id", "fingerprint");

-- CreateIndex
CREATE INDEX "audit_entries_at_id_idx" ON "audit_entries"("at", "id");

-- CreateIndex
CREATE INDEX "audit_entries_cluster_id_at_idx" ON "audit_entries"("cluster_id", "at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cluster_credentials" ADD CONSTRAINT "cluster_credentials_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "uploads" ADD CONSTRAINT "uploads_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "upload_chunks" ADD CONSTRAINT "upload_chunks_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scans" ADD CONSTRAINT "scans_upload_id_fkey" FOREIGN KEY ("upload_id") REFERENCES "uploads"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_events" ADD CONSTRAINT "scan_events_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scan_looks" ADD CONSTRAINT "scan_looks_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inventory_blobs" ADD CONSTRAINT "inventory_blobs_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "findings" ADD CONSTRAINT "findings_scan_id_fkey" FOREIGN KEY ("scan_id") REFERENCES "scans"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding_history" ADD CONSTRAINT "finding_history_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "clusters"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot say: sets of words, and a trail that nobody can rewrite.
ALTER TABLE "users" ADD CONSTRAINT "users_role_check" CHECK ("role" IN ('viewer', 'operator', 'admin'));
ALTER TABLE "clusters" ADD CONSTRAINT "clusters_kind_check" CHECK ("kind" IN ('live', 'inCluster', 'snapshot', 'sample'));
ALTER TABLE "scans" ADD CONSTRAINT "scans_state_check"
    CHECK ("state" IN ('queued', 'running', 'completed', 'partial', 'failed', 'cancelled'));
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_verdict_check"
    CHECK ("verdict" IN ('pass', 'fail', 'notApplicable', 'notAssessed'));
ALTER TABLE "findings" ADD CONSTRAINT "findings_severity_check" CHECK ("severity" BETWEEN 0 AND 4);

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit trail is append-only.';
END
$$;

CREATE TRIGGER "audit_entries_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entries"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
