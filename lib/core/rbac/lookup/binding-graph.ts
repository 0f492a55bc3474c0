/** The picture of a subject with its bindings and roles, and of a role with its bindings and subjects: as much as one can read. */

import type { Graph, GraphEdge, GraphNode } from "../../graph/graph.ts";
import { compareText } from "../../inventory/gap.ts";
import { dangersAt } from "../dangers.ts";
import type { Defaults } from "../defaults.ts";
import { memo } from "../memo.ts";
import { ruleAllows } from "../predicates.ts";
import type { BindingEntry, RbacIndex, RoleEntry } from "../rbac-index.ts";
import { identityOf, type SubjectRef, subjectKey } from "../subject.ts";
import { bindingsOfRole, bindingsOfSubject, findRole, holdersOf, type NamedRole, roleFacts } from "./bindings.ts";

/** Bindings or bundles of bindings in one picture, and subjects of a role. */
const mostBindings = 16;
const mostSubjects = 24;
const mostSources = 8;
/** So many RoleBindings of one role stand as one. */
const bundledFrom = 4;

/** Bindings that stand as one node. */
interface Bundle {
  readonly bindings: readonly BindingEntry[];
  readonly role: NamedRole;
  /** Identity of whom they name. */
  readonly via: string;
}

/** @returns the subject, the groups that it is in by what it is, their bindings and roles, the most dangerous first. */
export function subjectGraph(index: RbacIndex, subject: SubjectRef): Graph {
  const found = bindingsOfSubject(index, subject);
  const groups = new Map(found.filter(({ implicit }) => implicit).map(({ via }) => [identityOf(via), via]));
  const column = groups.size > 0 ? 2 : 1;
  const dangersIn = createDangerCount(index);
  const bundles = bundled(found.map(({ binding, via, role }) => ({ binding, role, via: identityOf(via) })));
  const shown = bundles.toSorted((a, b) => dangerCount(b, dangersIn) - dangerCount(a, dangersIn)).slice(0, mostBindings);
  const shownGroups = [...groups].filter(([identity]) => shown.some(({ via }) => via === identity));
  const nodes = new Map<string, GraphNode>([[idOf(subject), { ...nodeOf(subject), state: "chosen", column: 0 }]]);
  const edges: GraphEdge[] = [];
  const addBundles = (identity: string, via: SubjectRef) => {
    for (const bundle of shown) if (bundle.via === identity) addBundle({ nodes, edges, column, dangersIn }, bundle, idOf(via));
  };
  addBundles(identityOf(subject), subject);
  for (const [identity, group] of shownGroups) {
    nodes.set(idOf(group), { ...nodeOf(group), note: "every such subject is in it", column: 1 });
    edges.push({ from: idOf(subject), to: idOf(group), verb: "is in", state: "plain" });
    addBundles(identity, group);
  }
  return { nodes: [...nodes.values()], edges, leftOut: leftOutOf(bundles, shown) };
}

function leftOutOf(bundles: readonly Bundle[], shown: readonly Bundle[]): readonly string[] {
  const hidden = bundles.filter((bundle) => !shown.includes(bundle)).reduce((sum, { bindings }) => sum + bindings.length, 0);
  if (hidden === 0) return [];
  return [`${hidden} more ${hidden === 1 ? "binding is" : "bindings are"} not in the picture; the list has all of them.`];
}

function bundled(
  found: readonly { readonly binding: BindingEntry; readonly role: NamedRole; readonly via: string }[],
): readonly Bundle[] {
  const groups = Map.groupBy(found, ({ binding, role, via }) =>
    JSON.stringify([
      via,
      role.kind,
      role.name,
      role.namespace ?? "",
      binding.kind === "ClusterRoleBinding" ? binding.item.meta.name : "",
    ]),
  );
  return [...groups.values()].flatMap((group): Bundle[] => {
    const [first] = group;
    if (first === undefined) return [];
    if (group.length < bundledFrom) return group.map(({ binding, role, via }) => ({ bindings: [binding], role, via }));
    return [{ bindings: group.map(({ binding }) => binding), role: first.role, via: first.via }];
  });
}

interface Picture {
  readonly nodes: Map<string, GraphNode>;
  readonly edges: GraphEdge[];
  /** Of the bindings; their roles stand right of them. */
  readonly column: number;
  readonly dangersIn: CountDangers;
}

function addBundle({ nodes, edges, column, dangersIn }: Picture, bundle: Bundle, from: string): void {
  const id = `binding ${bundle.via} ${bindingId(bundle)}`;
  nodes.set(id, { ...bundleNode(bundle), id, column });
  edges.push({ from, to: id, verb: "is named by", state: "plain" });
  const role = roleIdOf(bundle.role);
  nodes.set(role, { ...roleNode(bundle.role, bundle.bindings[0], dangersIn), id: role, column: column + 1 });
  edges.push({ from: id, to: role, verb: bundle.bindings.length > 1 ? "give" : "gives", state: "plain" });
}

function bindingId({ bindings, role }: Bundle): string {
  const [first] = bindings;
  if (bindings.length > 1 || first === undefined) return `all ${role.kind} ${role.name}`;
  return `${first.kind} ${first.namespace}/${first.item.meta.name}`;
}

function bindingNode({ kind, item, namespace }: BindingEntry): Omit<GraphNode, "id"> {
  return { kind, name: item.meta.name, ...(namespace === "" ? {} : { namespace }), state: "plain" };
}

function bundleNode({ bindings }: Bundle): Omit<GraphNode, "id"> {
  const [first] = bindings;
  if (bindings.length === 1 && first !== undefined) return bindingNode(first);
  const names = [...new Set(bindings.map(({ namespace }) => namespace))].sort(compareText);
  const more = names.length - 2;
  const note = `in ${names.slice(0, 2).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return { kind: "RoleBinding", name: `${bindings.length} RoleBindings`, note, state: "plain" };
}

function roleNode(
  { kind, name, namespace }: NamedRole,
  binding: BindingEntry | undefined,
  dangersIn: CountDangers,
): Omit<GraphNode, "id"> {
  const place = namespace === undefined ? {} : { namespace };
  const missing = binding?.missing;
  if (missing !== undefined) return { kind, name, ...place, state: missing === "unseen" ? "unseen" : "missing" };
  return { kind, name, ...place, state: binding?.role && dangersIn(binding.role) > 0 ? "risky" : "plain" };
}

/** How many dangers a role gives. */
type CountDangers = (role: RoleEntry) => number;

function createDangerCount({ minor }: RbacIndex): CountDangers {
  const wanted = dangersAt(minor);
  return memo(
    ({ rules }: RoleEntry) =>
      wanted.filter(({ requests }) => rules.some((rule) => requests.some((request) => ruleAllows(request, rule)))).length,
  );
}

function dangerCount({ bindings }: Bundle, dangersIn: CountDangers): number {
  const [first] = bindings;
  const count = first?.role ? dangersIn(first.role) : 0;
  return first?.kind === "ClusterRoleBinding" ? count * 2 : count;
}

function idOf(subject: SubjectRef): string {
  return `subject ${subjectKey(subject)}`;
}

function nodeOf(subject: SubjectRef): GraphNode {
  const { kind, name, namespace } = subject;
  return { id: idOf(subject), kind, name, ...(namespace === undefined ? {} : { namespace }), state: "plain" };
}

/** @returns who holds a role by which binding, and which roles feed it or are fed by it. */
export function roleGraph(index: RbacIndex, role: NamedRole, defaults: Defaults): Graph {
  const roleId = roleIdOf(role);
  const dangersIn = createDangerCount(index);
  const picture: RolePicture = { nodes: new Map(), edges: [], roleId, dangersIn };
  const bindings = bindingsOfRole(index, role);
  const hidden = addHolders(picture, bindings);
  const entry = findRole(index, role);
  picture.nodes.set(roleId, { ...chosenRole(role, { entry, binding: bindings[0] }, dangersIn), id: roleId, column: 2 });
  const related = entry === undefined ? 0 : addRelatives(picture, index, entry, defaults);
  const leftOut = leftOutOfRole(Math.max(0, bindings.length - mostBindings), hidden, related - mostSources);
  return { nodes: [...picture.nodes.values()], edges: picture.edges, leftOut };
}

interface RolePicture extends Pick<Picture, "nodes" | "edges" | "dangersIn"> {
  readonly roleId: string;
}

function roleIdOf({ kind, name, namespace = "" }: NamedRole): string {
  return `role ${kind} ${namespace}/${name}`;
}

function chosenRole(
  role: NamedRole,
  { entry, binding }: { readonly entry: RoleEntry | undefined; readonly binding: BindingEntry | undefined },
  dangersIn: CountDangers,
): Omit<GraphNode, "id"> {
  if (entry === undefined) return roleNode(role, binding, dangersIn);
  const note = dangersIn(entry) > 0 ? { note: "dangerous rights" } : {};
  return { ...roleNode(role, undefined, dangersIn), state: "chosen", ...note };
}

/** @returns how many holders are not in the picture. */
function addHolders({ nodes, edges, roleId }: RolePicture, bindings: readonly BindingEntry[]): number {
  let hidden = bindings.slice(mostBindings).flatMap((binding) => binding.item.subjects).length;
  const subjects = new Set<string>();
  for (const binding of bindings.slice(0, mostBindings)) {
    const id = `binding ${binding.kind} ${binding.namespace}/${binding.item.meta.name}`;
    nodes.set(id, { ...bindingNode(binding), id, column: 1 });
    edges.push({ from: id, to: roleId, verb: "gives", state: "plain" });
    const named = new Map(holdersOf([binding]).flatMap(({ subject }) => (subject ? [[idOf(subject), subject] as const] : [])));
    for (const [subjectId, subject] of named) {
      if (!subjects.has(subjectId) && subjects.size >= mostSubjects) hidden += 1;
      else {
        subjects.add(subjectId);
        nodes.set(subjectId, { ...nodeOf(subject), column: 0 });
        edges.push({ from: subjectId, to: id, verb: "is named by", state: "plain" });
      }
    }
  }
  return hidden;
}

/** Adds the roles that are part of it, and those that it is part of. @returns how many there are */
function addRelatives({ nodes, edges, roleId }: RolePicture, index: RbacIndex, entry: RoleEntry, defaults: Defaults): number {
  const { fedBy, feeds } = roleFacts(index, entry, defaults);
  const relatives = [
    ...fedBy.map((name) => ({ name, note: "its rules are part of it", verb: "is aggregated from" })),
    ...feeds.map((name) => ({ name, note: "contains its rules", verb: "is part of" })),
  ];
  for (const { name, note, verb } of relatives.slice(0, mostSources)) {
    const id = roleIdOf({ kind: "ClusterRole", name });
    if (id === roleId || nodes.has(id)) continue;
    nodes.set(id, { id, kind: "ClusterRole", name, state: "plain", column: 3, note });
    edges.push({ from: roleId, to: id, verb, state: "plain" });
  }
  return relatives.length;
}

function leftOutOfRole(bindings: number, holders: number, roles: number): readonly string[] {
  const more = (count: number, one: string, many: string) => (count <= 0 ? [] : [`${count} more ${count === 1 ? one : many}`]);
  const left = [
    ...more(bindings, "binding", "bindings"),
    ...more(holders, "holder", "holders"),
    ...more(roles, "aggregated role", "aggregated roles"),
  ];
  return left.length === 0 ? [] : [`Not in the picture: ${left.join(", ")}; the lists have all of them.`];
}
