/** What a real API server says to thousands of generated questions, and the engine's view of the same cluster. For tests. */

import type { KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Attributes } from "#core/rbac/attributes.ts";
import { type Answer, review } from "#core/rbac/can.ts";
import { kubernetes, type Predicates } from "#core/rbac/predicates.ts";
import type { RbacIndex } from "#core/rbac/rbac-index.ts";
import { binding, clusterBinding, clusterRole, indexOf, rule, urlRule } from "#core/rbac/worlds.ts";
import { generateQuestions, type Question } from "#test/kube/generate/generate-questions.ts";
import { SMALL } from "#test/kube/generate/generate-rbac.ts";
import type { RbacObjects } from "#test/kube/generate/rbac-objects.ts";
import { loadBig, readRbac } from "#test/kube/load-big.ts";
import type { KubeObject } from "#test/kube/object.ts";
import type { ReviewAnswer, ReviewSpec } from "#test/kube/review.ts";
import { type Kube, startKube } from "#test/kube/server.ts";
import { DEFAULT_KUBE_VERSION } from "#test/kube/versions.ts";

export interface Oracle {
  readonly kube: Kube;
  /** Of what the server stores, the rules of aggregated roles included. */
  readonly index: RbacIndex;
  /** Of the same objects as somebody would write them: aggregated roles without rules. */
  readonly fromManifests: RbacIndex;
  readonly questions: readonly Question[];
  readonly answers: readonly ReviewAnswer[];
}

export interface OracleOptions {
  /** Absent: the newest that the harness knows, or the one that the run asks for. */
  readonly version: string | undefined;
  readonly seed: number;
  readonly cases: number;
}

const label = (name: string) => ({ metadata: { name, labels: { "oracle.example.com/ring": name } } });
const selecting = (...names: string[]) => ({
  aggregationRule: { clusterRoleSelectors: names.map((name) => ({ matchLabels: { "oracle.example.com/ring": name } })) },
});

/** Rights of everybody, and roles that aggregate each other in a ring, and themselves. */
const alsoThere: readonly KubernetesObject[] = [
  clusterRole("oracle-everybody", [rule("get,list", "", "configmaps,services,namespaces"), urlRule("get", "/metrics", "/logs*")]),
  clusterBinding("oracle-anonymous", "oracle-everybody", "Group:system:unauthenticated", "User:system:anonymous"),
  clusterBinding("oracle-authenticated", "oracle-everybody", "Group:system:authenticated"),
  binding("default", "oracle-accounts", "ClusterRole oracle-everybody", "Group:system:serviceaccounts"),
  clusterRole(
    "oracle-source",
    [rule("*", "apps", "*/scale", { resourceNames: ["web"] }), rule("get,watch", "", "pods")],
    label("one"),
  ),
  clusterRole("oracle-ring-1", [], { ...label("two"), ...selecting("one", "three") }),
  clusterRole("oracle-ring-2", [], { ...label("three"), ...selecting("two", "three") }),
  clusterBinding("oracle-ring", "oracle-ring-2", "User:ring", "ServiceAccount:default/ring"),
  binding("default", "oracle-gone", "Role oracle-gone", "User:ring"),
];

/** Starts a server, loads a generated company into it and asks. Who calls it stops the server. */
export async function askOracle({ version, seed, cases }: OracleOptions): Promise<Oracle> {
  const kube = await startKube(version === undefined ? {} : { version, controllersVersion: DEFAULT_KUBE_VERSION });
  try {
    await kube.apply(alsoThere as unknown as readonly KubeObject[]);
    await loadBig(kube, { seed, sizes: SMALL, pods: 0 });
    const stored = await readRbac(kube);
    const objects = objectsOf(stored);
    const questions = generateQuestions(seed, cases, stored);
    const answers = await kube.subjectAccessReviews(questions.map(({ spec }) => spec));
    const fromManifests = indexOf(objects.map(asWritten), { source: "manifests" });
    return { kube, index: indexOf(objects), fromManifests, questions, answers };
  } catch (error) {
    await kube.stop();
    throw error;
  }
}

/** @returns the engine's index of what the server stores now. */
export async function readIndex(kube: Kube): Promise<RbacIndex> {
  return indexOf(objectsOf(await readRbac(kube)));
}

/** Items of a list come without their kind. */
function objectsOf({ roles, clusterRoles, roleBindings, clusterRoleBindings }: RbacObjects): KubernetesObject[] {
  const named = (kind: string, items: readonly object[]) =>
    items.map((item) => ({ ...item, apiVersion: "rbac.authorization.k8s.io/v1", kind }));
  return [
    ...named("Role", roles),
    ...named("ClusterRole", clusterRoles),
    ...named("RoleBinding", roleBindings),
    ...named("ClusterRoleBinding", clusterRoleBindings),
  ];
}

function asWritten(object: KubernetesObject): KubernetesObject {
  return object.aggregationRule === undefined ? object : { ...object, rules: [] };
}

export function attributesOf(spec: ReviewSpec): Attributes {
  return "resourceAttributes" in spec ? spec.resourceAttributes : spec.nonResourceAttributes;
}

export function namespaceOf(spec: ReviewSpec): string {
  return "resourceAttributes" in spec ? (spec.resourceAttributes.namespace ?? "") : "";
}

/** The engine's answer to a review, as the API server is asked. */
export function reviewOf(index: RbacIndex, spec: ReviewSpec, predicates: Predicates = kubernetes): Answer["verdict"] {
  const question = {
    user: { name: spec.user, groups: spec.groups ?? [] },
    namespace: namespaceOf(spec),
    attributes: attributesOf(spec),
  };
  return review(index, question, predicates).verdict;
}

export interface Disagreement {
  readonly spec: ReviewSpec;
  readonly ours: Answer["verdict"];
  readonly server: ReviewAnswer | undefined;
}

/** The questions that the engine answers otherwise than the API server did, one by one. */
export function* disagreements(
  {
    questions,
    answers,
  }: { readonly questions: readonly { readonly spec: ReviewSpec }[]; readonly answers: readonly ReviewAnswer[] },
  index: RbacIndex,
  predicates?: Predicates,
): Generator<Disagreement, void> {
  for (const [number, { spec }] of questions.entries()) {
    const ours = reviewOf(index, spec, predicates);
    const server = answers[number];
    if (ours !== (server?.allowed ? "allowed" : "notAllowed")) yield { spec, ours, server };
  }
}
