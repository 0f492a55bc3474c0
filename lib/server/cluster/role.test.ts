import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Document, parseAllDocuments } from "yaml";
import { definitionOf, resourceIds } from "#core/inventory/resources.ts";
import { readerFiles } from "./reader-files.ts";
import {
  apiMetricsManifests,
  grantManifests,
  helmReleasesManifests,
  type PolicyRule,
  readerManifests,
  renderManifests,
  rulesFor,
} from "./role.ts";

const rulesOf = (options = {}) => readerManifests(options).flatMap(({ rules }) => (rules ?? []) as PolicyRule[]);

describe("the reader's roles", () => {
  it("get and list what the core reads, and nothing else", () => {
    const granted = rulesOf().filter(({ resourceNames }) => resourceNames === undefined);
    expect(new Set(granted.flatMap(({ verbs }) => verbs))).toEqual(new Set(["get", "list"]));
    const names = granted.flatMap(({ apiGroups, resources }) =>
      resources.map((plural) => (apiGroups[0] ? `${plural}.${apiGroups[0]}` : plural)),
    );
    expect(names.sort()).toEqual(resourceIds.filter((id) => !definitionOf(id).optional));
  });

  it("hold no wildcard, no Secret, no way to a node, nothing that escalates", () => {
    const everything = rulesOf().flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs]);
    for (const refused of [
      "*",
      "secrets",
      "nodes/proxy",
      "impersonate",
      "escalate",
      "bind",
      "watch",
      "update",
      "patch",
      "delete",
    ])
      expect(everything).not.toContain(refused);
  });

  it("let the account make tokens for itself alone, in its own namespace", () => {
    const writing = readerManifests({ namespace: "ns", name: "me" }).filter(({ rules }) =>
      (rules as PolicyRule[] | undefined)?.some(({ verbs }) => verbs.includes("create")),
    );
    expect(writing).toMatchObject([
      {
        kind: "Role",
        metadata: { namespace: "ns" },
        rules: [{ apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"], resourceNames: ["me"] }],
      },
    ]);
  });

  it("name Secrets in a role of their own, and only when asked", () => {
    const roles = readerManifests({ secretNames: true }).filter(({ kind }) => kind === "ClusterRole");
    expect(roles.map(({ metadata, rules }) => [metadata.name, JSON.stringify(rules).includes("secrets")])).toEqual([
      ["drydock-reader", false],
      ["drydock-reader-secret-names", true],
    ]);
  });

  it("name what Helm keeps in Secrets in a role of its own, which the reader does not have", () => {
    const [role] = helmReleasesManifests();
    expect(role?.rules).toEqual([{ apiGroups: [""], resources: ["secrets"], verbs: ["get", "list"] }]);
    expect(JSON.stringify(readerManifests({ secretNames: true }))).not.toContain(role?.metadata.name);
  });

  it("ask for the API server's metrics in a role of their own", () => {
    expect(apiMetricsManifests()[0]?.rules).toEqual([{ nonResourceURLs: ["/metrics"], verbs: ["get"] }]);
  });

  it("say what is missing, for the one who misses it", () => {
    const [role, binding] = grantManifests(["pods", "jobs.batch"], { kind: "User", name: "jane" });
    expect(role?.rules).toEqual(rulesFor(["pods", "jobs.batch"]));
    expect(binding?.subjects).toEqual([{ kind: "User", name: "jane", apiGroup: "rbac.authorization.k8s.io" }]);
  });

  it("are YAML that reads back as it was, whatever the names are", () => {
    const manifests = grantManifests(["pods"], { kind: "User", name: "a: b\n---\n*x" });
    expect(parseAllDocuments(renderManifests(manifests)).map((document) => (document as Document).toJS())).toEqual(manifests);
  });

  it.each(readerFiles())("are what $path says", ({ path, text }) => {
    expect(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8")).toBe(text);
  });
});
