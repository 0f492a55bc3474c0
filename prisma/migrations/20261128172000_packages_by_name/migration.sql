-- CreateIndex
CREATE INDEX "packages_search_key_idx" ON "packages"("search", "key");

