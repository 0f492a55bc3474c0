-- CreateIndex
CREATE INDEX "findings_upgrades_that_came" ON "findings"("scan_id") WHERE ((pillar = 'upgrade'::text) AND (state = ANY (ARRAY['new'::text, 'reopened'::text])));
