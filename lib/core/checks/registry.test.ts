/** What every check must have, whoever writes it. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checklistItem } from "../checklist/items.ts";
import { placeholders } from "../findings/message.ts";
import { severities } from "../findings/verdict.ts";
import { definitionOf, isResourceId } from "../inventory/resources.ts";
import { checkById, checks } from "./index.ts";

/** A title that states a problem reads wrong before the word "passed". */
const states =
  /\b(is|are|was|can|may|must|do|does|has|have|let|lets|give|gives|name|names|hold|holds|run|runs|set|sets|add|adds|mount|mounts|share|shares|take|takes|look|looks|reach|reaches|use|uses|allow|allows)\b/i;

/** No list that checks are mapped to asks for what they look at. */
const askedByNobody = new Set([
  "authentication/cloud-identities",
  "control-plane/node-tunnel",
  "isolation/disruption-budget",
  "isolation/node-software",
  "operations/backup-coverage",
  "operations/backups",
  "operations/volume-backups",
  "secrets/pull-secrets",
  "secrets/unused",
  "storage/built-in-drivers",
  "storage/inline-volumes",
  "supply-chain/unpinned-charts",
  "storage/reclaim-policy",
  "storage/released-volumes",
  "storage/shared-volumes",
  "storage/tenant-classes",
  "supply-chain/build-privileges",
  "supply-chain/diverging-image",
  "supply-chain/unpinned-sources",
  "workload/unverified-tls",
  "workload/user-namespaces",
]);

/** How many recommendations each part of the CIS Kubernetes Benchmark 1.10 has; those of files on nodes are none of ours. */
const benchmark: Readonly<Record<string, number>> = {
  ...{ "1.2": 30, "1.3": 7, "1.4": 2, "2": 7, "3.1": 3, "3.2": 2, "4.2": 14 },
  ...{ "5.1": 13, "5.2": 13, "5.3": 2, "5.4": 2, "5.5": 1, "5.7": 4 },
};

/** The controls of the framework that Kubescape makes of the guide of NSA and CISA. */
const hardeningGuide = new Set(
  [2, 5, 9, 12, 13, 16, 17, 30, 34, 35, 38, 41, 44, 46, 54, 55, 57, 58, 59, 66, 67, 68, 69, 70, 270, 271].map(
    (number) => `C-${String(number).padStart(4, "0")}`,
  ),
);

/** Whose documentation checks lead to. */
const hosts = new Set([
  "argo-cd.readthedocs.io",
  "azure.github.io",
  "cert-manager.io",
  "cloud.google.com",
  "docs.aws.amazon.com",
  "docs.cilium.io",
  "docs.redhat.com",
  "docs.sigstore.dev",
  "etcd.io",
  "fluxcd.io",
  "gateway-api.sigs.k8s.io",
  "github.com",
  "helm.sh",
  "istio.io",
  "kubernetes.io",
  "kyverno.io",
  "linkerd.io",
  "man7.org",
  "microsoft.github.io",
  "open-policy-agent.github.io",
  "prometheus.io",
  "secrets-store-csi-driver.sigs.k8s.io",
  "slsa.dev",
  "velero.io",
  "wiki.mozilla.org",
]);

/** They find nothing without the optional resource; what they read beside it only tells more of it. */
const aboutSecrets = new Set(["authentication/token-without-workload", "secrets/unused"]);

test("the registry is sorted, and every id is there once", () => {
  const ids = checks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(checks.length).toBeGreaterThanOrEqual(24);
  expect(checkById("rbac/secret-readers")?.id).toBe("rbac/secret-readers");
  expect(checkById("rbac/unheard-of")).toBeUndefined();
});

describe.each(checks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  test("is named for its file, with its test beside it", () => {
    expect(id).toMatch(/^[a-z][a-z-]+\/[a-z][a-z0-9-]+$/);
    expect(existsSync(new URL(`./${id}.ts`, import.meta.url))).toBe(true);
    expect(readFileSync(new URL(`./${id}.test.ts`, import.meta.url), "utf8")).toContain("checkTester(");
  });

  test("says what it is, why it matters and what to do", () => {
    expect(check.major).toBeGreaterThanOrEqual(1);
    expect(check.since).toMatch(/^\d+\.\d+$/);
    expect(check.title).toMatch(/^[A-Z][^.!?]+$/);
    expect(check.title).not.toMatch(states);
    expect(check.title.length).toBeLessThanOrEqual(70);
    for (const text of [check.docs.why, check.docs.fix]) expect(text).toMatch(/^[A-Z].{30,}[.]$/s);
    expect(check.docs.refs.length).toBeGreaterThan(0);
    for (const ref of check.docs.refs) {
      const { protocol, host, href, search } = new URL(ref);
      expect([protocol, hosts.has(host), href, search]).toEqual(["https:", true, ref, ""]);
    }
    expect(check.answers.length > 0).toBe(check.pillar !== "upgrade" && !askedByNobody.has(id));
    expect(new Set(check.answers).size).toBe(check.answers.length);
    for (const answered of check.answers) expect([answered, isOfAList(answered)]).toEqual([answered, true]);
  });

  test("reads what is collected, each once", () => {
    expect(check.reads.filter((resource) => !isResourceId(resource))).toEqual([]);
    expect(new Set(check.reads).size).toBe(check.reads.length);
    const something = check.reads.length > 0 || check.besides !== undefined;
    expect(something || check.seenBy !== "api" || id === "upgrade/dropped-apis").toBe(true);
    const optional = check.reads.filter((resource) => definitionOf(resource).optional);
    expect(optional.length === 0 || check.reads.length === 1 || aboutSecrets.has(id)).toBe(true);
  });

  test("has messages with a severity and plain placeholders", () => {
    for (const { text, severity } of Object.values(check.messages)) {
      expect(severities).toContain(severity);
      expect(text).not.toMatch(/[.!]$/);
      for (const name of placeholders(text)) expect(name).toMatch(/^[a-z][A-Za-z]*$/);
    }
  });
});

/** @returns whether the list that an answer names has what it names. */
function isOfAList(answered: string): boolean {
  const [list, id = ""] = answered.split(":");
  if (list === "checklist") return checklistItem(id) !== undefined;
  if (list === "pss") return id === "baseline" || id === "restricted";
  if (list === "nsa") return hardeningGuide.has(id);
  if (list === "kubescape") return /^C-\d{4}$/.test(id);
  const [, part = "", place] = /^(.+)\.(\d+)$/.exec(id) ?? [];
  return list === "cis" && Number(place) >= 1 && Number(place) <= (benchmark[part] ?? 0);
}
