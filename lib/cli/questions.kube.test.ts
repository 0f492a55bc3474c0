/** who-can and can-i, run as a person runs them, beside what the API server itself answers. */
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { resolveSubject, type SubjectRef } from "#core/rbac/subject.ts";
import { writeKubeconfig } from "#test/cli/kubeconfig-file.ts";
import { runCommandLine } from "#test/cli/run-command.ts";
import { loadWorld } from "#test/kube/load-world.ts";
import type { KubeObject } from "#test/kube/object.ts";
import type { NonResourceAttributes, ResourceAttributes, ReviewAnswer } from "#test/kube/review.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";

let kube: Kube;
let kubeconfig: string;
let subjects: readonly SubjectRef[];
const timeOfCommands = 60_000;
const rbac = "/apis/rbac.authorization.k8s.io/v1";

interface Binding extends KubeObject {
  readonly subjects?: readonly { kind: string; name: string; namespace?: string }[];
}

beforeAll(async () => {
  kube = await startKube();
  await loadWorld(kube, kube.version);
  kubeconfig = await writeKubeconfig(kube, { namespace: "payments" });
  const lists = ["clusterrolebindings", "rolebindings"].map((plural) => kube.send<{ items: Binding[] }>(`${rbac}/${plural}`));
  const bindings = (await Promise.all(lists)).flatMap(({ items }) => items);
  const named = bindings.flatMap(({ metadata, subjects: list = [] }) =>
    list.map((subject) => resolveSubject(subject, metadata.namespace ?? "")),
  );
  const known = named.filter((subject) => subject !== undefined);
  subjects = [...new Map(known.map((subject) => [JSON.stringify(subject), subject])).values()];
}, TIME_TO_START);
afterAll(() => kube.stop());

type Asked = { resourceAttributes: ResourceAttributes } | { nonResourceAttributes: NonResourceAttributes };

const resource = (verb: string, group: string, plural: string, more: Partial<ResourceAttributes> = {}): Asked => ({
  resourceAttributes: { verb, group, resource: plural, ...more },
});

const inPayments = { namespace: "payments" };
const questions: readonly (readonly [line: string, asked: Asked])[] = [
  ["get secrets", resource("get", "", "secrets", inPayments)],
  ["list pods -n shop", resource("list", "", "pods", { namespace: "shop" })],
  ["create pods --subresource exec", resource("create", "", "pods", { ...inPayments, subresource: "exec" })],
  ["update deployments.apps", resource("update", "apps", "deployments", inPayments)],
  ["get nodes -n shop", resource("get", "", "nodes")],
  ["patch namespaces/payments -n shop", resource("patch", "", "namespaces", { ...inPayments, name: "payments" })],
  ["get configmaps/settings -n shop", resource("get", "", "configmaps", { namespace: "shop", name: "settings" })],
  ["get /metrics", { nonResourceAttributes: { verb: "get", path: "/metrics" } }],
];

function reviewOf(subject: SubjectRef, asked: Asked) {
  if (subject.kind === "Group") return { user: "", groups: [subject.name], ...asked };
  if (subject.kind === "User") return { user: subject.name, ...asked };
  return { user: `system:serviceaccount:${subject.namespace}:${subject.name}`, ...asked };
}

const format = ({ kind, namespace = "", name }: SubjectRef) => `${kind} ${namespace}/${name}`;
const masters = { kind: "Group", name: "system:masters" } as const;

describe("who-can", () => {
  it.each(questions)(
    "%s names whom SubjectAccessReview allows",
    async (line, asked) => {
      const { code, stdout } = await runCommandLine(["who-can", ...line.split(" "), "-o", "json"], {
        env: { KUBECONFIG: kubeconfig },
      });
      const answer = JSON.parse(stdout);
      const all = [...new Map([...subjects, masters].map((subject) => [format(subject), subject])).values()];
      const reviews = await kube.subjectAccessReviews(all.map((subject) => reviewOf(subject, asked)));
      const allowed = all.filter((_, index) => reviews[index]?.allowed).map(format);
      expect(answer.subjects.map(format).sort()).toEqual(allowed.sort());
      expect(answer).toMatchObject({ complete: true, gaps: [] });
      expect(code).toBe(0);
    },
    timeOfCommands,
  );

  it(
    "-A names whom at least one namespace allows, and where",
    async () => {
      const { stdout } = await runCommandLine(["who-can", "get", "secrets", "-A", "-o", "json", "--kubeconfig", kubeconfig]);
      const { items } = await kube.send<{ items: KubeObject[] }>("/api/v1/namespaces");
      for (const { kind, name, namespace, scope } of JSON.parse(stdout).subjects) {
        const reviews = items.map(({ metadata }) =>
          reviewOf({ kind, name, namespace }, resource("get", "", "secrets", { namespace: metadata.name })),
        );
        const answers = await kube.subjectAccessReviews(reviews);
        const where = items.filter((_, index) => answers[index]?.allowed).map(({ metadata }) => metadata.name);
        expect([name, scope === "cluster" ? where.length : scope]).toEqual([
          name,
          scope === "cluster" ? items.length : where.sort(),
        ]);
      }
    },
    timeOfCommands,
  );
});

const people: readonly (readonly [user: string, ...groups: string[]])[] = [
  ["lead@example.com"],
  ["nobody@example.com", "payments-oncall"],
  ["system:serviceaccount:ci:deployer"],
  ["root", "system:masters"],
];
const codes = { allowed: 0, notAllowed: 1 } as const;

/** Every second question for each person, so that every question has an allowed and a refused one. */
const asked = people.flatMap((person, place) =>
  questions
    .filter((_, index) => index % 2 === place % 2)
    .map(([line, attributes]) => [person.join(" in "), line, person, attributes] as const),
);

describe("can-i", () => {
  it.each(asked)(
    "%s: %s, as a request of theirs would be answered",
    async (_, line, [user, ...groups], attributes) => {
      const as = ["--as", user, ...groups.flatMap((group) => ["--as-group", group])];
      const run = await runCommandLine(["can-i", ...line.split(" "), ...as, "-o", "json"], { env: { KUBECONFIG: kubeconfig } });
      const review = { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec: attributes };
      const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
      const { status } = await kube.asUser(user, groups).send<{ status: ReviewAnswer }>(path, { method: "POST", body: review });
      const answer = JSON.parse(run.stdout);
      const verdict = status.allowed ? "allowed" : "notAllowed";
      expect(answer.verdict).toBe(verdict);
      expect(answer.because.length > 0).toBe(status.allowed);
      expect(run.code).toBe(codes[verdict]);
    },
    timeOfCommands,
  );
});

describe("can-i --questions", () => {
  it(
    "answers as SubjectAccessReview does",
    async () => {
      const asks = [...subjects, masters].flatMap((subject) => questions.map(([, spec]) => reviewOf(subject, spec)));
      const lines = asks.map(({ user, ...more }) =>
        JSON.stringify({
          user,
          ...("groups" in more && { groups: more.groups }),
          ...("resourceAttributes" in more ? more.resourceAttributes : more.nonResourceAttributes),
        }),
      );
      const run = await runCommandLine(["can-i", "--questions", "-", "-o", "json", "--kubeconfig", kubeconfig], {
        typed: lines.join("\n"),
      });
      const reviews = await kube.subjectAccessReviews(asks);
      const expected = reviews.map(({ allowed }) => ({ verdict: allowed ? "allowed" : "notAllowed" }));
      expect(JSON.parse(run.stdout)).toEqual(expected);
      expect(run.code).toBe(0);
    },
    timeOfCommands,
  );
});

const refused: readonly (readonly [line: string, user: string, asked: Asked])[] = [
  ["get secrets/db -n shop", "stranger@example.com", resource("get", "", "secrets", { namespace: "shop", name: "db" })],
  [
    "create pods --subresource exec -n shop",
    "system:serviceaccount:ci:nobody",
    resource("create", "", "pods", { namespace: "shop", subresource: "exec" }),
  ],
  ["delete nodes", "stranger@example.com", resource("delete", "", "nodes")],
  ["patch namespaces/shop", "stranger@example.com", resource("patch", "", "namespaces", { namespace: "shop", name: "shop" })],
  ["get /metrics", "stranger@example.com", { nonResourceAttributes: { verb: "get", path: "/metrics" } }],
];

describe("the smallest role that would allow it", () => {
  it.each(refused)(
    "%s: applied, SubjectAccessReview allows it",
    async (line, user, asked) => {
      const env = { KUBECONFIG: kubeconfig };
      const ask = ["can-i", ...line.split(" "), "--as", user, "-o", "json"];
      const before = await runCommandLine(ask, { env });
      const { verdict, missing } = JSON.parse(before.stdout);
      expect(verdict).toBe("notAllowed");
      const objects: KubeObject[] = parseAllDocuments(missing.grant).map((document) => document.toJS());
      const spec = { user, ...asked };
      expect((await kube.subjectAccessReviews([spec]))[0]?.allowed).toBe(false);
      await kube.apply(objects);
      await expect.poll(async () => (await kube.subjectAccessReviews([spec]))[0]?.allowed, { timeout: 10_000 }).toBe(true);
      expect(JSON.parse((await runCommandLine(ask, { env })).stdout).verdict).toBe("allowed");
    },
    timeOfCommands,
  );
});

describe("what may not be seen", () => {
  it(
    "is a gap and never a no",
    async () => {
      const limited = await writeKubeconfig(kube, { user: { token: kube.adminToken, as: "eve" }, namespace: "payments" });
      const env = { KUBECONFIG: limited };
      const whoCan = await runCommandLine(["who-can", "get", "secrets", "-o", "json"], { env });
      expect(whoCan.code).toBe(2);
      expect(JSON.parse(whoCan.stdout).complete).toBe(false);
      expect(JSON.parse(whoCan.stdout).gaps).toContainEqual(
        expect.objectContaining({ resource: "clusterrolebindings.rbac.authorization.k8s.io", reason: "forbidden" }),
      );
      const canI = await runCommandLine(["can-i", "get", "secrets", "--as", "jane", "-o", "json"], { env });
      expect(canI.code).toBe(2);
      expect(JSON.parse(canI.stdout).verdict).toBe("unknown");
      expect(JSON.parse(canI.stdout).because[0].sentence).toContain("refused");
    },
    timeOfCommands,
  );
});

const kinds = {
  clusterroles: "ClusterRole",
  clusterrolebindings: "ClusterRoleBinding",
  roles: "Role",
  rolebindings: "RoleBinding",
};

describe("something saved", () => {
  it(
    "answers as the live cluster does: our snapshot, what kubectl prints, and a folder of it",
    async () => {
      const folder = dirname(kubeconfig);
      const env = { KUBECONFIG: kubeconfig };
      const snapshot = join(folder, "snapshot.gz");
      expect(await runCommandLine(["snapshot", snapshot], { env })).toMatchObject({ code: 0, stdout: `${snapshot}\n` });
      const lists = Object.entries(kinds).map(async ([plural, kind]) => {
        const { items } = await kube.send<{ items: KubeObject[] }>(`${rbac}/${plural}`);
        return items.map((item) => ({ ...item, apiVersion: "rbac.authorization.k8s.io/v1", kind }));
      });
      const items = (await Promise.all(lists)).flat();
      const printed = join(folder, "all.json");
      await writeFile(printed, JSON.stringify({ apiVersion: "v1", kind: "List", items }));
      const question = ["who-can", "list", "pods", "-n", "shop", "-o", "json"];
      const live = JSON.parse((await runCommandLine(question, { env })).stdout);
      for (const path of [snapshot, printed, folder]) {
        const saved = await runCommandLine([...question, "--snapshot", path]);
        expect([path, JSON.parse(saved.stdout).subjects]).toEqual([path, live.subjects]);
      }
    },
    timeOfCommands,
  );
});
