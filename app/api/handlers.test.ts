/** Every file that answers below /api goes through one of these doors, each of which checks origin, session and right. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const doors: Readonly<Record<string, string>> = {
  "v1/[[...path]]/route.ts": "handleApi(request, apiEntry())",
  "v1/snapshots/route.ts": "handleUpload(request, apiEntry())",
  "v1/scans/[id]/access/subject/generate/route.ts": "handleAuditLog(request, id, apiEntry())",
  "v1/scans/[id]/events/route.ts": "handleScanEvents(request, id, apiEntry())",
  "v1/clusters/[id]/audit-log/route.ts": "handleClusterAuditLog(request, id, apiEntry())",
  "v1/clusters/[id]/kubelets/route.ts": "handleClusterKubelets(request, id, apiEntry())",
  "v1/images/[id]/packs/route.ts": "handleEvidencePack(request, id, apiEntry())",
  "v1/security-documents/route.ts": "handleSecurityDocument(request, apiEntry())",
  "v1/audit/export/route.ts": "handleAuditExport(request, apiEntry())",
  "v1/exports/[view]/route.ts": "handleExport(request, view, apiEntry())",
  "auth/[...all]/route.ts": "handleAuth(request, authEntry())",
  // Open to everybody: the contract itself, and two states without a fact about any cluster.
  "v1/openapi.json/route.ts": "openApiDocument(apiEntry().services.version)",
  "health/live/route.ts": "handleLive()",
  "health/ready/route.ts": "handleReady(readiness())",
};

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));

test("there are no other doors", () => expect(files.sort()).toEqual(Object.keys(doors).sort()));

test.each(files)("%s goes through its door and holds no rule of its own", (file) => {
  const text = readFileSync(`${import.meta.dirname}/${file}`, "utf8");
  expect(text).toContain(doors[file]);
  expect(text).toContain('export const dynamic = "force-dynamic"');
  expect(text).not.toMatch(/repositories|database|"use server"/);
  expect(text.split("\n").length).toBeLessThan(20);
});
