import { generateKeyPairSync } from "node:crypto";
import type { AnyContractProcedure } from "@orpc/contract";
import { z } from "zod";
import { routes } from "#server/http/routes.ts";

/** An address for every route of the contract: what varies is filled in from `ids`, each query asks for something real. */
/** A commit that nothing which runs names. */
const commit = { repository: "https://git.walked.example.com/acme/shop", commit: "a".repeat(40) };

export interface Ids {
  readonly cluster: string;
  readonly scan: string;
  readonly user: string;
  readonly test: string;
  readonly token?: string;
  readonly fingerprint: string;
}

export interface Stop {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly needs: string;
  readonly body?: unknown;
  /** What of the address is an id that somebody else may own. */
  readonly owned: boolean;
}

export const nobody: Ids = {
  cluster: "cls_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  scan: "scn_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  user: "usr_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  test: "tst_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  token: "tok_aaaaaaaaaaaaaaaaaaaaaaaaaa",
  fingerprint: "00000000000000000000000000000000",
};

/** @returns an id of the kind that a route asks for, as the pattern of its `id` says: one of `ids`, else one that never was. */
function idFor({ "~orpc": { inputSchema } }: AnyContractProcedure, ids: Ids): string {
  const known: Record<string, string> = {
    cls: ids.cluster,
    scn: ids.scan,
    tst: ids.test,
    ...(ids.token && { tok: ids.token }),
    usr: ids.user,
  };
  const input = (inputSchema ?? z.object({})) as z.ZodType;
  const { properties } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
  const ofPath = (properties?.params ?? {}) as { properties?: Record<string, unknown> };
  const { pattern } = (properties?.id ?? ofPath.properties?.id ?? {}) as { pattern?: string };
  const prefix = /^\^([a-z]{3})_/.exec(pattern ?? "")?.[1] ?? "usr";
  return known[prefix] ?? `${prefix}_${"a".repeat(26)}`;
}

const publicKey = generateKeyPairSync("ed25519").publicKey.export({ format: "pem", type: "spki" });
const connection = { kind: "token", server: "https://203.0.113.9:6443", token: "walk" };

/** @returns one stop for each route; what removes comes last. */
export function walk(ids: Ids): Stop[] {
  const queries: Record<string, string> = {
    "scans.list": `?cluster=${ids.cluster}`,
    "scans.compare": `?with=${ids.scan}`,
    "findings.list": `?scan=${ids.scan}`,
    "findings.facets": `?scan=${ids.scan}`,
    "access.ask": "?question=who+can+get+secrets",
    "access.words": "?what=resource",
    "access.cell": "?subjectKind=Group&subject=auditors&group=&resource=secrets",
    "access.holders": "?capability=read-secrets",
    "access.whoCan": "?verb=get&resource=secrets",
    "access.canI": "?verb=get&resource=secrets&as=nora",
    "subjects.get": "?subjectKind=Group&subject=auditors",
    "subjects.rights": "?subjectKind=Group&subject=auditors",
    "subjects.graph": "?subjectKind=Group&subject=auditors",
    "subjects.generate": "?subjectKind=User&subject=nora",
    "subjects.role": "?roleKind=ClusterRole&role=secret-reader",
    "subjects.roleGraph": "?roleKind=ClusterRole&role=secret-reader",
    "subjects.lookup": "?q=auditors",
    "paths.subject": "?subject=Group:auditors",
    "namespaces.get": "?namespace=shop",
    "network.namespace": "?namespace=shop",
    "network.reach": "?from=shop/Pod/web&to=internet",
    "podSecurity.refused": "?namespace=shop",
    "namespaces.delegation": "?namespace=shop&subject=Group:shop",
    "sources.get": `?repository=${encodeURIComponent(commit.repository)}&commit=${commit.commit}`,
    "packages.places": "?key=pkg:npm/walked@1",
    "vulnerabilities.detail": `?vulnerability=${"a".repeat(26)}`,
    "images.trail": `?cluster=${ids.cluster}&namespace=shop&kind=Pod&name=web`,
    "accessChanges.holders": "?at=2030-01-01",
    "search.query": "?q=team",
    "digest.get": "?since=2026-01-01T00:00:00Z",
    "findingLife.assignees": `?cluster=${ids.cluster}`,
    "findingLife.keys": `?scan=${ids.scan}`,
    "signingPolicies.exportAs": "?format=kyverno",
    "schedules.preview": "?cron=0+2+*+*+*&timeZone=UTC",
  };
  const bodies: Record<string, unknown> = {
    "accessChanges.simulate": { deletions: ["ClusterRoleBinding auditors"] },
    "session.setup": { token: "wrong", email: "a@example.com", name: "A", password: "twelve letters" },
    "clusters.inspectKubeconfig": { text: "kind: Config" },
    "clusters.test": { connection },
    "clusters.register": { name: "walked", connection },
    "clusters.change": { name: "renamed" },
    "clusters.replaceConnection": { connection },
    "users.add": { email: "new@example.com", name: "New", password: "twelve letters", role: "viewer", scope: { clusters: [] } },
    "users.change": { name: "Renamed" },
    "invitations.create": { email: "asked@example.com", role: "viewer", scope: { clusters: [] } },
    "invitations.open": { token: "wrong" },
    "invitations.accept": { token: "wrong", name: "A", password: "twelve letters" },
    "passwordResets.open": { token: "wrong" },
    "passwordResets.use": { token: "wrong", password: "twelve letters" },
    "waivers.preview": { match: { clusters: [ids.cluster] } },
    "waivers.create": {
      ...{ name: "walked", reason: "It is known.", owner: "Ada", expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
      match: { clusters: [ids.cluster], fingerprints: [ids.fingerprint || "0".repeat(32)] },
    },
    "waivers.change": { reason: "Still." },
    "waivers.importFile": { yaml: "apiVersion: drydock/v1\nkind: WaiverList\nitems: []\n" },
    "findingLife.assign": { findings: [{ scanId: ids.scan, fingerprint: ids.fingerprint || "0".repeat(32) }], assignee: null },
    "findingLife.comment": { text: "Walked by." },
    "savedViews.create": { page: "findings", name: "walked", search: "severity=high" },
    "savedViews.change": { name: "renamed" },
    "reviews.preview": { places: [{ cluster: ids.cluster }] },
    "reviews.create": {
      ...{ name: "walked", places: [{ cluster: ids.cluster }] },
      dueAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    "reviews.change": { version: 1, name: "renamed" },
    "reviews.decide": { decisions: [{ number: 1, version: 0, decision: "keep" }] },
    "reviews.signOff": { version: 1 },
    "shareLinks.preview": { view: { kind: "scan", scan: ids.scan }, title: "Walked" },
    "shareLinks.create": { view: { kind: "scan", scan: ids.scan }, title: "Walked" },
    "schedules.create": { name: "walked", cron: "0 2 * * *", timeZone: "UTC", target: { clusters: [ids.cluster] } },
    "assertions.create": {
      ...{ name: "walked", target: { clusters: [ids.cluster] } },
      yaml: "apiVersion: drydock/v1\nkind: AssertionList\nitems: []\n",
    },
    "assertions.change": { name: "renamed" },
    "tokens.create": { name: "walked", role: "viewer", days: 1 },
    "upgrade.setSupportDate": { date: "2031-05-05" },
    "upgradePlans.tick": { target: "1.38", step: "backup", done: true },
    "checklist.attest": {
      statement: "It is so.",
      owner: "Ada",
      expiresOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    },
    "registries.create": { host: "walked.example.com" },
    "registries.change": { realms: ["auth.example.com"] },
    "registries.putCredential": { username: "walk", password: "walk" },
    "forges.create": { host: "git.walked.example.com", kind: "gitlab" },
    "forges.putToken": { token: "walk" },
    "commitSigners.create": { name: "walked", kind: "gitsign", issuer: "https://issuer.test", subject: "walk@acme.test" },
    "sources.look": commit,
    "sources.addReport": { ...commit, report: { version: "2.1.0", runs: [{ tool: { driver: { name: "walk" } }, results: [] }] } },
    "trustProfiles.create": { name: "walked", kind: "keys", keys: [{ name: "cosign.pub", pem: publicKey }] },
    "trustProfiles.change": { enabled: false },
    "trustedBuilders.create": {
      ...{ name: "walked", level: 2, builders: [{ exact: "https://ci.example.com" }] },
      signers: [{ kind: "key", fingerprint: "0".repeat(64) }],
    },
    "trustedBuilders.change": { enabled: false },
    "signingPolicies.create": { name: "walked", images: ["walked.example.com/**"], signers: [] },
    "signingPolicies.read": { text: "apiVersion: v1\nkind: ConfigMap\n" },
    "signingPolicies.take": {
      preview: true,
      rules: [
        {
          origin: { kind: "ClusterImagePolicy", name: "walked", untranslated: [] },
          policies: [{ name: "taken", images: ["walked.example.com/**"], signers: [] }],
        },
      ],
    },
    "signingPolicies.tryOut": { policies: [{ name: "tried", images: ["**"], signers: [] }] },
    "signingPolicies.change": { draft: true },
    "upgrade.judgeManifests": { files: [{ name: "walked.yaml", text: "apiVersion: v1\nkind: ConfigMap\n" }] },
  };
  const places: Readonly<Record<string, string>> = {
    ...{ fingerprint: ids.fingerprint, number: "1" },
    ...{ digest: `sha256:${"a".repeat(64)}` },
    ...{ provider: "eks", minor: "1.37", end: "standard", item: "root-ca" },
  };
  const inOrder = [...routes].sort((a, b) => Number(a.method === "DELETE") - Number(b.method === "DELETE"));
  return inOrder.map(({ name, method, path, needs = "none", procedure }) => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (open, at: string) =>
      at === "id" ? idFor(procedure, ids) : (places[at] ?? open),
    );
    const asked = filled + (queries[name] ?? "");
    return { name, method, path: asked, needs, body: bodies[name], owned: path.includes("{id}") };
  });
}
