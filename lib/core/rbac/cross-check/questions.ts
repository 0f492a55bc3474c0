/**
 * Questions for a sampled comparison with the API server: drawn from a seed, so that the same scan asks the same, half of them from
 * rules that allow something. Each is asked as SubjectAccessReview asks: nothing is added to it.
 */
import type { PolicyRule } from "../../inventory/items.ts";
import { type Attributes, isUrl } from "../attributes.ts";
import type { ReviewQuestion } from "../can.ts";
import type { BindingEntry, RbacIndex } from "../rbac-index.ts";
import { resolveSubject, type SubjectRef, userOfSubject } from "../subject.ts";

export interface SampleOptions {
  /** Such as the scan's id. */
  readonly seed: string;
  readonly count: number;
  /** The cluster's namespaces. */
  readonly namespaces: readonly string[];
}

const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection", "impersonate", "bind"];
const fallback = [
  { group: "", resource: "pods" },
  { group: "", resource: "secrets" },
  { group: "", resource: "configmaps" },
  { group: "", resource: "nodes" },
  { group: "apps", resource: "deployments" },
];
const paths = ["/healthz", "/metrics", "/version", "/logs/kubelet.log", "/apis/apps/v1"];
/** A user whom nobody binds: what they may do, everybody may. */
const stranger: SubjectRef = { kind: "User", name: "drydock-cross-check" };

/** @returns at most `count` different questions; fewer where the cluster has too few subjects and resources. */
export function sampleQuestions(index: RbacIndex, { seed, count, namespaces }: SampleOptions): readonly ReviewQuestion[] {
  const draw = createDraw(seed);
  const giving = index.bindings.filter(({ role, item }) => (role?.rules.length ?? 0) > 0 && item.subjects.length > 0);
  const subjects = [stranger, ...[...index.subjects.values()].map(({ subject }) => subject)];
  const served = index.discovery.resources.map(({ group, plural }) => ({ group, resource: plural }));
  const world: World = { draw, namespaces, subjects, resources: served.length > 0 ? served : fallback };
  const found = new Map<string, ReviewQuestion>();
  for (let tries = 0; found.size < count && tries < count * 10; tries++) {
    const binding = tries % 2 === 0 && giving.length > 0 ? draw.one(giving) : undefined;
    const question = binding === undefined ? anyQuestion(world) : allowedQuestion(binding, world);
    if (question !== undefined) found.set(JSON.stringify(question), question);
  }
  return [...found.values()];
}

interface World {
  readonly draw: Draw;
  readonly namespaces: readonly string[];
  readonly subjects: readonly SubjectRef[];
  readonly resources: readonly { readonly group: string; readonly resource: string }[];
}

function anyQuestion(world: World): ReviewQuestion {
  const { draw } = world;
  const user = askerOf(draw.one(world.subjects));
  if (draw.below(12) === 0) return { user, attributes: { verb: draw.one(["get", "post"]), path: draw.one(paths) } };
  const namespace = draw.below(3) === 0 ? undefined : placeOf(world);
  const named = draw.below(4) === 0 ? { name: draw.one(["default", "a", "kube-root-ca.crt"]) } : {};
  const attributes = { verb: draw.one(verbs), ...splitResource(draw.one(world.resources)), ...named };
  return { user, ...(namespace !== undefined && { namespace }), attributes };
}

/** @returns a question that a rule of the binding allows, where it holds. */
function allowedQuestion(binding: BindingEntry, world: World): ReviewQuestion | undefined {
  const { draw } = world;
  const subject = resolveSubject(draw.one(binding.item.subjects), binding.namespace);
  const attributes = attributesOf(draw.one(binding.role?.rules ?? []), world);
  if (subject === undefined || attributes === undefined) return undefined;
  const user = askerOf(subject);
  if (isUrl(attributes)) return { user, attributes };
  const namespace = binding.namespace !== "" ? binding.namespace : draw.below(2) === 0 ? undefined : placeOf(world);
  return { user, ...(namespace !== undefined && { namespace }), attributes };
}

function attributesOf(rule: PolicyRule, world: World): Attributes | undefined {
  const { draw } = world;
  if (rule.verbs.length === 0) return undefined;
  const drawn = draw.one(rule.verbs);
  const verb = drawn === "*" ? draw.one(verbs) : drawn;
  if (rule.nonResourceURLs?.length) return { verb, path: draw.one(rule.nonResourceURLs).replace(/\*+$/, "x") };
  if (!rule.apiGroups?.length || !rule.resources?.length) return undefined;
  const target = targetOf({ group: draw.one(rule.apiGroups), resource: draw.one(rule.resources) }, world);
  const name = rule.resourceNames?.length ? draw.one(rule.resourceNames) : undefined;
  return { verb, ...splitResource(target), ...(name !== undefined && { name }) };
}

function targetOf({ group, resource }: World["resources"][number], { draw, resources }: World): World["resources"][number] {
  const inGroup = group === "*" ? resources : resources.filter((one) => one.group === group);
  const named = resource === "*" ? inGroup : inGroup.filter((one) => one.resource === resource);
  if (named.length > 0 && (group === "*" || resource === "*")) return draw.one(named);
  return { group: group === "*" ? "example.com" : group, resource: resource.replace(/^\*/, "things") };
}

function splitResource({ group, resource: combined }: World["resources"][number]) {
  const [resource = "", ...rest] = combined.split("/");
  return { group, resource, ...(rest.length > 0 && { subresource: rest.join("/") }) };
}

/** Of a group, a member that is in no other. */
function askerOf(subject: SubjectRef): ReviewQuestion["user"] {
  const { name, groups } = userOfSubject(subject);
  return { name: name === "" ? "drydock-cross-check-member" : name, groups: [...groups] };
}

function placeOf({ draw, namespaces }: World): string {
  return namespaces.length > 0 ? draw.one(namespaces) : "default";
}

interface Draw {
  /** @returns a whole number from 0 on. */
  below(limit: number): number;
  one<T>(list: readonly T[]): T;
}

/** Mulberry32 over the hash of a text: enough to choose, and the same on every machine. */
function createDraw(seed: string): Draw {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, one: <T>(list: readonly T[]) => list[below(list.length)] as T };
}
