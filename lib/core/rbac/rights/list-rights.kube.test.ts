/**
 * Lists of rights against the real API server: SelfSubjectRulesReview of the impersonated subject, and SubjectAccessReview of
 * what the lists say and of what they do not say. SEED and CASES choose how many and which; what fails prints them.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { SMALL } from "#test/kube/generate/generate-rbac.ts";
import { type Random, seededRandom } from "#test/kube/generate/random.ts";
import { loadBig, readRbac } from "#test/kube/load-big.ts";
import type { ReviewSpec } from "#test/kube/review.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { isNamespaced } from "../scope.ts";
import { groupsOfRequest, userOfSubject } from "../subject.ts";
import { indexOf } from "../worlds.ts";
import { listRights, type RightsList } from "./list-rights.ts";
import { isUrlLine, type Line } from "./rule-lines.ts";

const seed = Number(process.env.SEED ?? 20_261_127);
const cases = Number(process.env.CASES ?? 40);
const title = `seed ${seed}, ${cases} subjects`;

interface Asked {
  readonly user: string;
  readonly groups: readonly string[];
  readonly namespace: string;
  readonly list: RightsList;
}

let kube: Kube;
let index: RbacIndex;
let asked: Asked[];
beforeAll(async () => {
  kube = await startKube();
  await loadBig(kube, { seed, sizes: SMALL, pods: 0 });
  index = indexOf(objectsOf(await readRbac(kube)));
  asked = subjectsToAsk(seededRandom(seed));
}, TIME_TO_START);
afterAll(() => kube?.stop());

/** Items of a list come without their kind. */
function objectsOf(stored: Awaited<ReturnType<typeof readRbac>>): KubernetesObject[] {
  const kinds = {
    Role: "roles",
    ClusterRole: "clusterRoles",
    RoleBinding: "roleBindings",
    ClusterRoleBinding: "clusterRoleBindings",
  };
  return Object.entries(kinds).flatMap(([kind, field]) =>
    stored[field as "roles"].map((item) => ({ ...item, apiVersion: "rbac.authorization.k8s.io/v1", kind })),
  );
}

/** Users and service accounts that hold something, each in a namespace where it does, and in one where it may not. */
function subjectsToAsk(random: Random): Asked[] {
  const named = [...index.subjects.values()].filter(
    ({ subject }) => subject.kind !== "Group" && /^[\x21-\x7e]+$/.test(subject.name),
  );
  const chosen = Array.from({ length: cases }, () => random.pick(named));
  return chosen.flatMap((grants) => {
    const { name: user } = userOfSubject(grants.subject);
    const groups = groupsOfRequest(user);
    return [...[...grants.namespaces.keys()].slice(0, 2), "default"].map((namespace) => ({
      ...{ user, groups, namespace },
      list: listRights(index, { user, namespace }),
    }));
  });
}

interface Atom {
  readonly verb: string;
  readonly line: Line;
}

const keyOf = ({ verb, line }: Atom) => JSON.stringify([verb, line]);

interface RulesReview {
  readonly status: {
    readonly resourceRules: readonly { verbs: string[]; apiGroups?: string[]; resources?: string[]; resourceNames?: string[] }[];
    readonly nonResourceRules: readonly { verbs: string[]; nonResourceURLs?: string[] }[];
  };
}

async function reviewed({ user, namespace }: Asked): Promise<Map<string, Atom>> {
  const { body, status } = await kube.asUser(user).request<RulesReview>("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", {
    method: "POST",
    body: { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectRulesReview", spec: { namespace } },
  });
  expect([user, status]).toEqual([user, 201]);
  const atoms = [
    ...body.status.resourceRules.flatMap(({ verbs, apiGroups = [], resources = [], resourceNames }) =>
      verbs.flatMap((verb) =>
        apiGroups.flatMap((group) =>
          resources.flatMap((resource) =>
            (resourceNames?.length ? resourceNames : [undefined]).map(
              (name): Atom => ({ verb, line: name === undefined ? { group, resource } : { group, resource, name } }),
            ),
          ),
        ),
      ),
    ),
    ...body.status.nonResourceRules.flatMap(({ verbs, nonResourceURLs = [] }) =>
      verbs.flatMap((verb) => nonResourceURLs.map((url): Atom => ({ verb, line: { url } }))),
    ),
  ];
  return new Map(atoms.map((atom) => [keyOf(atom), atom]));
}

function atomsOf({ places }: RightsList): Map<string, Atom> {
  const atoms = places.flatMap(({ rights }) => rights.flatMap(({ line, verbs }) => verbs.map((verb): Atom => ({ verb, line }))));
  return new Map(atoms.map((atom) => [keyOf(atom), atom]));
}

const isNamespaceLine = (line: Line) => !isUrlLine(line) && line.resource.split("/")[0] === "namespaces";
const isLiteral = (text: string) => text !== "*" && text.replace(/^\*\//, "").includes("*");

/** Why a rule of the review gives nothing to a real request: it comes by a RoleBinding, or has a star that is a literal. */
function isWithoutEffect({ line }: Atom): boolean {
  if (isUrlLine(line)) return true;
  const group = line.group === "*" ? "" : line.group;
  return isLiteral(line.group) || isLiteral(line.resource) || isNamespaced(index.discovery, group, line.resource) === false;
}

test(`a list is what SelfSubjectRulesReview says, but for rules that give nothing, ${title}`, { timeout: 120_000 }, async () => {
  const wrong: unknown[] = [];
  let compared = 0;
  for (const one of asked) {
    const server = await reviewed(one);
    const ours = atomsOf(one.list);
    for (const [key, { line }] of ours)
      if (!server.has(key) && !isNamespaceLine(line)) wrong.push({ user: one.user, extra: key });
    for (const [key, atom] of server) if (!ours.has(key) && !isWithoutEffect(atom)) wrong.push({ user: one.user, missing: key });
    compared += server.size;
  }
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(cases * 5);
});

interface Question {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
}

/** A request that the line allows: what stands for everything becomes something that nobody names. */
function requestOf({ verb, line }: Atom): Question | { verb: string; path: string } {
  const any = verb === "*" ? "frobnicate" : verb;
  if (isUrlLine(line)) return { verb: any, path: line.url.replace(/\*$/, "anything") };
  const [plural = "", subresource = ""] = line.resource.split("/");
  return {
    verb: any,
    group: line.group === "*" ? "any.example" : line.group,
    resource: plural === "*" ? "things" : plural,
    subresource,
    name: line.name ?? "",
  };
}

function specOf({ user, groups, namespace }: Asked, question: ReturnType<typeof requestOf>): ReviewSpec {
  if ("path" in question) return { user, groups: [...groups], nonResourceAttributes: question };
  const { group, resource, subresource } = question;
  const inside = isNamespaced(index.discovery, group, subresource ? `${resource}/${subresource}` : resource) !== false;
  const own = resource === "namespaces" && question.name !== "" ? question.name : "";
  return { user, groups: [...groups], resourceAttributes: { ...question, namespace: inside ? namespace : own } };
}

/** Whether a list allows a request, told from its lines alone. */
function says({ places }: RightsList, question: ReturnType<typeof requestOf>): boolean {
  return places.some(({ rights }) =>
    rights.some(({ line, verbs }) => {
      if (!verbs.includes("*") && !verbs.includes(question.verb)) return false;
      if (isUrlLine(line) || "path" in question)
        return (
          isUrlLine(line) &&
          "path" in question &&
          (line.url === question.path || (line.url.endsWith("*") && question.path.startsWith(line.url.replace(/\*+$/, ""))))
        );
      const { group, resource, subresource, name } = question;
      const path = subresource ? `${resource}/${subresource}` : resource;
      const ofResource =
        line.resource === "*" || line.resource === path || (subresource !== "" && line.resource === `*/${subresource}`);
      return ofResource && (line.group === "*" || line.group === group) && (line.name === undefined || line.name === name);
    }),
  );
}

test(`what a list says is allowed and what it does not say is not, by SubjectAccessReview, ${title}`, {
  timeout: 120_000,
}, async () => {
  const random = seededRandom(seed + 1);
  const questions = asked.flatMap((one) => {
    const atoms = [...atomsOf(one.list).values()];
    if (atoms.length === 0) return [];
    return Array.from({ length: 12 }, (_, turn) => {
      const said = requestOf(random.pick(atoms));
      if (turn % 2 === 0) return { one, question: said };
      if ("path" in said) return { one, question: { ...said, path: `${said.path}x` } };
      const another = requestOf(random.pick(atoms.filter(({ line }) => !isUrlLine(line)))) as Question;
      return {
        one,
        question: random.pick([
          { ...said, verb: another.verb },
          { ...said, name: "nobody-names-this" },
          { ...another, group: said.group },
        ]),
      };
    });
  });
  // A wildcard over resources reaches what lives in namespaces where it comes by a RoleBinding, and a list does not say which.
  const clear = questions.filter(
    ({ question }) =>
      "path" in question ||
      isNamespaced(index.discovery, question.group, question.resource) !== false ||
      question.resource === "namespaces",
  );
  const answers = await kube.subjectAccessReviews(clear.map(({ one, question }) => specOf(one, question)));
  const wrong = clear.flatMap(({ one, question }, number) =>
    says(one.list, question) === answers[number]?.allowed
      ? []
      : [{ user: one.user, namespace: one.namespace, question, server: answers[number] }],
  );
  expect(wrong).toEqual([]);
  const allowed = answers.filter((answer) => answer.allowed).length;
  expect([allowed > answers.length / 3, allowed < answers.length]).toEqual([true, true]);
});
