/** The difference against the engine: it tells a change exactly where the answers differ. SEED and CASES choose the cases. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { hide } from "../../inventory/hide.ts";
import type { PolicyRule } from "../../inventory/items.ts";
import { type Attributes, isUrl } from "../attributes.ts";
import { type Answer, review } from "../can.ts";
import { buildRbacIndex, type RbacIndex } from "../rbac-index.ts";
import { namespaceOfRequest } from "../scope.ts";
import { formatSubject, identityOf, type SubjectRef, subjectOfUser, userOfSubject } from "../subject.ts";
import { binding, clusterBinding, clusterRole, indexOf, inventoryOf, role, rule, urlRule } from "../worlds.ts";
import { type AccessChange, type AccessDifference, diffAccess } from "./difference.ts";
import { allows } from "./right.ts";
import { formatRight } from "./right-words.ts";

const seed = Number(process.env.SEED ?? 20_261_127);
const numRuns = Number(process.env.CASES ?? 150);
const title = `seed ${seed}, ${numRuns} pairs of clusters`;

const namespaces = ["shop", "ci"];
const some = (words: readonly string[], minLength = 1) =>
  fc.subarray([...words], { minLength, maxLength: Math.min(3, words.length) });
const rules: fc.Arbitrary<PolicyRule> = fc.oneof(
  {
    arbitrary: fc.record({
      verbs: some(["get", "list", "update", "*"]),
      apiGroups: some(["", "apps", "*"]),
      resources: some(["pods", "pods/exec", "*/exec", "namespaces", "nodes", "deployments", "*"]),
      resourceNames: fc.option(some(["one", "shop", "ci"]), { nil: undefined, freq: 2 }),
    }),
    weight: 5,
  },
  { arbitrary: fc.record({ verbs: some(["get", "*"]), nonResourceURLs: some(["/api", "/api/*", "*"]) }), weight: 1 },
);
const ruleLists = fc.array(rules, { maxLength: 2 });
const people = [
  "User:jane",
  "Group:team",
  "Group:system:authenticated",
  "Group:system:serviceaccounts:ci",
  "ServiceAccount:ci/runner",
  "User:system:serviceaccount:ci:runner",
];
const to = fc.subarray(people, { maxLength: 3 });
const clusterRoleNames = ["a", "b", "c"];
const object: fc.Arbitrary<KubernetesObject> = fc.oneof(
  fc.tuple(fc.constantFrom(...clusterRoleNames), ruleLists).map(([name, list]) => clusterRole(name, list)),
  fc.tuple(fc.constantFrom(...namespaces), ruleLists).map(([inside, list]) => role(inside, "local", list)),
  fc
    .tuple(fc.constantFrom("x", "y"), fc.constantFrom(...clusterRoleNames), to)
    .map(([name, ref, who]) => clusterBinding(name, ref, ...who)),
  fc
    .tuple(
      fc.constantFrom(...namespaces),
      fc.constantFrom("x", "y"),
      fc.constantFrom("Role local", "ClusterRole a", "ClusterRole b"),
      to,
    )
    .map(([inside, name, ref, who]) => binding(inside, name, ref, ...who)),
);
const distinct = (objects: readonly KubernetesObject[]) => [
  ...new Map(
    objects.map((one) => {
      const { namespace = "", name } = one.metadata as { namespace?: string; name: string };
      return [`${one.kind} ${namespace}/${name}`, one];
    }),
  ).values(),
];
const world = fc.array(object, { minLength: 4, maxLength: 12, size: "max" });
/** Two clusters with much in common. */
const worlds = fc
  .tuple(world, fc.array(object, { maxLength: 4 }), fc.array(object, { maxLength: 4 }))
  .map(([shared, one, other]) => [distinct([...shared, ...one]), distinct([...shared, ...other])] as const);

const subjects: readonly SubjectRef[] = [
  subjectOfUser("jane"),
  subjectOfUser("nobody"),
  subjectOfUser("system:serviceaccount:ci:runner"),
  { kind: "Group", name: "team" },
  { kind: "Group", name: "system:authenticated" },
  { kind: "Group", name: "system:serviceaccounts:ci" },
];
const attributes: readonly Attributes[] = [
  ...["get", "list", "update", "watch"].flatMap((verb) => [
    ...["pods", "namespaces", "nodes"].flatMap((resource) =>
      [undefined, "one", "shop"].map((name) => ({ verb, group: "", resource, ...(name === undefined ? {} : { name }) })),
    ),
    { verb, group: "", resource: "pods", subresource: "exec", name: "one" },
    { verb, group: "apps", resource: "deployments", subresource: "exec" },
    { verb, group: "apps", resource: "deployments" },
    { verb, group: "batch", resource: "jobs" },
  ]),
  { verb: "get", path: "/api" },
  { verb: "get", path: "/api/v1" },
  { verb: "put", path: "/metrics" },
];

interface Asked {
  readonly subject: SubjectRef;
  /** Where the API server evaluates the request. */
  readonly place: string;
  readonly attributes: Attributes;
}

const questions = (index: RbacIndex): Asked[] =>
  subjects.flatMap((subject) =>
    attributes.flatMap((wanted) => {
      const places = ["", ...namespaces, "empty"].map((given) =>
        isUrl(wanted) ? "" : namespaceOfRequest(index.discovery, wanted, given),
      );
      return [...new Set(places)].map((place) => ({ subject, place, attributes: wanted }));
    }),
  );

function answer(index: RbacIndex, { subject, place, attributes: wanted }: Asked): Answer["verdict"] {
  return review(index, { user: userOfSubject(subject), namespace: place, attributes: wanted }).verdict;
}

interface Told {
  readonly direction: AccessChange["direction"];
  readonly certain: boolean;
}

/** What the changes of one subject's own say of a question. */
function toldOf(difference: AccessDifference, subject: SubjectRef, { place, attributes: wanted }: Asked): Told[] {
  const found = difference.subjects.find((one) => identityOf(one.subject) === identityOf(subject));
  return (found?.changes ?? []).flatMap((change) => {
    if (!change.rights.some((right) => allows(right, wanted))) return [];
    if (change.scope !== "cluster") return change.scope.includes(place) ? [{ ...change }] : [];
    const held = place === "" ? undefined : change.held.find(({ namespace }) => namespace === place);
    if (held?.rights.some((right) => allows(right, wanted))) return [];
    const { unsureIn } = change;
    const unsure = place !== "" && unsureIn && (unsureIn.namespaces === "all" || unsureIn.namespaces.includes(place));
    return [{ direction: change.direction, certain: change.certain && !unsure }];
  });
}

function groupsOf(subject: SubjectRef): SubjectRef[] {
  return subject.kind === "Group" ? [] : userOfSubject(subject).groups.map((name) => ({ kind: "Group", name }));
}

/** @returns what the difference and the engine do not agree about. */
function disagreements(before: RbacIndex, after: RbacIndex): unknown[] {
  const difference = diffAccess(before, after);
  return questions(before).flatMap((question) => {
    const [was, is] = [answer(before, question), answer(after, question)];
    const own = toldOf(difference, question.subject, question);
    const all = [...own, ...groupsOf(question.subject).flatMap((group) => toldOf(difference, group, question))];
    const changed =
      was === "notAllowed" && is === "allowed" ? "gained" : was === "allowed" && is === "notAllowed" ? "lost" : undefined;
    const maybe = was === "unknown" && is === "allowed" ? "gained" : was === "allowed" && is === "unknown" ? "lost" : undefined;
    const fits = (told: Told) => (told.certain ? told.direction === changed : told.direction === maybe);
    const wanted = changed ?? maybe;
    const missed =
      wanted !== undefined && !all.some((told) => told.direction === wanted && (told.certain || maybe !== undefined));
    const wrong = own.filter((told) => !fits(told));
    const silent = difference.complete && (was === "unknown" || is === "unknown");
    return missed || wrong.length > 0 || silent ? [{ question, was, is, own, all }] : [];
  });
}

test(`it tells a change exactly where the engine's answers differ, ${title}`, { timeout: 10_000 + numRuns * 200 }, () => {
  fc.assert(
    fc.property(worlds, ([one, other]) => {
      expect(disagreements(indexOf(one), indexOf(other))).toEqual([]);
    }),
    { seed, numRuns },
  );
});

const rbac = "rbac.authorization.k8s.io";
const hidden = fc.constantFrom(
  [`roles.${rbac}`] as const,
  [`roles.${rbac}`, "shop"] as const,
  [`clusterroles.${rbac}`] as const,
  [`rolebindings.${rbac}`] as const,
  [`rolebindings.${rbac}`, "ci"] as const,
  [`clusterrolebindings.${rbac}`] as const,
);

test(`what a side did not see is never told as gained, lost or unchanged, ${title}`, { timeout: 10_000 + numRuns * 200 }, () => {
  fc.assert(
    fc.property(worlds, hidden, fc.boolean(), ([one, other], [resource, namespace], isBefore) => {
      const blind = (objects: readonly KubernetesObject[]) => buildRbacIndex(hide(inventoryOf(objects), resource, namespace));
      const [before, after] = isBefore ? [blind(one), indexOf(other)] : [indexOf(one), blind(other)];
      expect(disagreements(before, after)).toEqual([]);
    }),
    { seed, numRuns },
  );
});

/** `ServiceAccount ci/runner gained everywhere: get pods (ClusterRole a changed)`. */
function sentences(one: readonly KubernetesObject[], other: readonly KubernetesObject[]): string[] {
  return diffAccess(indexOf(one), indexOf(other)).subjects.flatMap(({ subject, presence, changes }) => {
    const lead = `${formatSubject(subject)}${presence === "both" ? "" : ` ${presence}`}`;
    if (changes.length === 0) return [lead];
    return changes.map(({ direction, scope, rights, causes, held }) => {
      const where = scope === "cluster" ? "everywhere" : `in ${scope.join(", ")}`;
      const but = held.length === 0 ? "" : ` but ${held.map(({ namespace }) => namespace).join(", ")}`;
      const why = causes.map(
        ({ kind, namespace, name, change }) => `${kind} ${namespace ? `${namespace}/` : ""}${name} ${change}`,
      );
      return `${lead} ${direction} ${where}${but}: ${rights.map(formatRight).join("; ")} (${why.join(", ")})`;
    });
  });
}

const pods = (verbs: string) => rule(verbs, "", "pods");

describe("the difference", () => {
  test("of a wildcard to one who had some of it is the rest", () => {
    const bound = binding("shop", "b", "Role r", "User:jane");
    expect(sentences([role("shop", "r", [pods("get,list")]), bound], [role("shop", "r", [pods("*")]), bound])).toEqual([
      "User jane gained in shop: every verb except get, list on pods (Role shop/r changed)",
    ]);
  });

  test("is none for a replaced role that grants the same", () => {
    expect(
      sentences(
        [clusterRole("old", [rule("get,list", "", "pods,secrets")]), clusterBinding("b", "old", "User:jane")],
        [
          clusterRole("new", [pods("list"), pods("get"), rule("list,get", "", "secrets")]),
          clusterBinding("c", "new", "User:jane"),
        ],
      ),
    ).toEqual([]);
  });

  test("of a grant in the whole cluster to one who had it in namespaces is a gain elsewhere", () => {
    const reader = clusterRole("reader", [pods("get")]);
    const local = ["shop", "ci", "web"].map((namespace) => binding(namespace, "b", "ClusterRole reader", "Group:devs"));
    expect(sentences([reader, ...local], [reader, ...local, clusterBinding("all", "reader", "Group:devs")])).toEqual([
      "Group devs gained everywhere but ci, shop, web: get on pods (ClusterRoleBinding all added)",
    ]);
  });

  test("joins namespaces that change alike, and tells the binding of each", () => {
    const edit = clusterRole("edit", [pods("update"), rule("update", "", "namespaces")]);
    const bound = ["a", "b"].map((namespace) => binding(namespace, "x", "ClusterRole edit", "User:jane"));
    expect(sentences([edit, ...bound], [edit])).toEqual([
      "User jane disappeared lost in a, b: update on namespaces named a, b; update on pods (RoleBinding a/x removed, RoleBinding b/x removed)",
    ]);
  });

  test("names the role that an aggregated role gained its rules from", () => {
    const labels = { metadata: { name: "more", labels: { up: "yes" } } };
    const view = (rules: PolicyRule[]) =>
      clusterRole("view", rules, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { up: "yes" } }] } });
    const bound = clusterBinding("b", "view", "User:jane");
    expect(sentences([view([]), bound], [view([pods("get")]), bound, clusterRole("more", [pods("get")], labels)])).toEqual([
      "User jane gained everywhere: get on pods (ClusterRole view changed, ClusterRole more added)",
    ]);
  });

  test("says nothing of what a RoleBinding cannot give", () => {
    const bound = binding("shop", "b", "ClusterRole r", "User:jane");
    const more = [
      rule("get", "", "nodes"),
      urlRule("get", "/metrics"),
      rule("get", "", "namespaces", { resourceNames: ["other"] }),
    ];
    expect(sentences([clusterRole("r", []), bound], [clusterRole("r", more), bound])).toEqual([]);
  });

  test("of a group stands with the group, and not with everybody who is in it by nature", () => {
    const reader = clusterRole("reader", [pods("get"), pods("list")]);
    const own = binding("shop", "own", "ClusterRole reader", "User:jane");
    const everybody = clusterBinding("all", "reader", "Group:system:authenticated");
    expect(sentences([reader], [reader, own, everybody])).toEqual([
      "Group system:authenticated appeared gained everywhere: get, list on pods (ClusterRoleBinding all added)",
      "User jane appeared",
    ]);
  });

  test("begins with dangerous rights", () => {
    const roles = [clusterRole("safe", [pods("get")]), clusterRole("bad", [rule("list", "", "secrets")])];
    const bound = [clusterBinding("a", "safe", "User:ann"), clusterBinding("z", "bad", "User:zoe")];
    const { subjects: changed } = diffAccess(indexOf(roles), indexOf([...roles, ...bound]));
    expect(changed.map(({ subject, changes }) => [subject.name, changes[0]?.dangers])).toEqual([
      ["zoe", ["read-secrets"]],
      ["ann", []],
    ]);
  });
});
