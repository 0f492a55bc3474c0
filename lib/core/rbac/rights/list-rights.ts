/**
 * Everything that somebody may do, by RBAC, as real requests are evaluated: everywhere, and in each namespace. Equal grants
 * are one line that keeps all its sources.
 */
import { compareGaps, compareText, type Gap } from "../../inventory/gap.ts";
import { gapsOfAnswer } from "../can.ts";
import { type Chain, chainOf, mastersChain } from "../chain.ts";
import { isUnresolved } from "../grants.ts";
import type { BindingEntry, Grant, RbacIndex, SubjectGrants } from "../rbac-index.ts";
import { groupsOfRequest, identityOf, mastersGroup } from "../subject.ts";
import { effectOf, type NoEffect } from "./effect.ts";
import { isUrlLine, type Line, lineKey, linesOfRole, sortVerbs } from "./rule-lines.ts";

export interface RightSource {
  readonly grant: Grant;
  readonly ruleIndex: number;
  readonly verbs: readonly string[];
}

export interface Right {
  readonly line: Line;
  /** `*` first, then get to deletecollection, then the others by name. */
  readonly verbs: readonly string[];
  readonly sources: readonly RightSource[];
  /** Held by members of system:masters, whom the API server lets pass without asking RBAC. */
  readonly bypass?: true;
}

/** A rule of a binding that gives nothing there, or of which no lines are made. */
export interface IdleRule {
  readonly grant: Grant;
  readonly ruleIndex: number;
  readonly reason: NoEffect;
}

export interface RightsOfPlace {
  /** Absent: everywhere. */
  readonly namespace?: string;
  /** By group, resource and name; URLs last. */
  readonly rights: readonly Right[];
  readonly idle: readonly IdleRule[];
}

export interface RightsList {
  readonly user: string;
  /** With the implicit ones. */
  readonly groups: readonly string[];
  /** Asked about one namespace: it alone, with what holds everywhere. Else what holds everywhere, then what each namespace adds. */
  readonly places: readonly RightsOfPlace[];
  /** What could not be seen and may give more. */
  readonly gaps: readonly Gap[];
}

export interface RightsQuestion {
  /** Empty for a nameless member of the groups. */
  readonly user: string;
  /** Given, they are the user's groups; a service account's own groups are then not added. */
  readonly groups?: readonly string[];
  /** Takes the groups as they are, nothing added. */
  readonly exactGroups?: boolean;
  readonly namespace?: string;
}

/** @returns the list of a user's rights. */
export function listRights(index: RbacIndex, question: RightsQuestion): RightsList {
  const { user, namespace, exactGroups = false } = question;
  const groups = exactGroups ? (question.groups ?? []) : groupsOfRequest(user, question.groups);
  const found = grantsOf(index, user, groups);
  const passes = groups.includes(mastersGroup);
  const cluster = found.flatMap((grants) => grants.cluster);
  const inside = (name: string) => found.flatMap(({ namespaces }) => namespaces.get(name) ?? []);
  if (namespace !== undefined) {
    const grants = unique([...cluster, ...inside(namespace)]);
    const gaps = gapsOfAnswer(index.gaps, namespace, unresolvedOf(grants));
    return { user, groups, places: [rightsFrom(index, grants, { namespace, passes })], gaps };
  }
  const names = [...new Set(found.flatMap(({ namespaces }) => [...namespaces.keys()]))].sort(compareText);
  const places = names.map((name) => rightsFrom(index, unique(inside(name)), { namespace: name }));
  const everywhere = rightsFrom(index, unique(cluster), { passes });
  const unresolved = unresolvedOf([...cluster, ...names.flatMap(inside)]);
  const gaps = new Set([...gapsOfAnswer(index.gaps, "", unresolved), ...index.gaps.roleBindings]);
  return { user, groups, places: [everywhere, ...places], gaps: [...gaps].sort(compareGaps) };
}

function grantsOf(index: RbacIndex, user: string, groups: readonly string[]): readonly SubjectGrants[] {
  const keys = [
    ...(user === "" ? [] : [identityOf({ kind: "User", name: user })]),
    ...groups.map((name) => identityOf({ kind: "Group", name })),
  ];
  return [...new Set(keys)].flatMap((key) => index.subjects.get(key) ?? []);
}

/** A binding that names somebody twice, by name and by group, gives once. */
function unique(grants: readonly Grant[]): readonly Grant[] {
  const first = new Map<BindingEntry, Grant>();
  for (const grant of grants) if (!first.has(grant.binding)) first.set(grant.binding, grant);
  return [...first.values()];
}

function unresolvedOf(grants: readonly Grant[]): readonly BindingEntry[] {
  return grants.filter(isUnresolved).map(({ binding }) => binding);
}

interface Growing {
  readonly line: Line;
  readonly verbs: Set<string>;
  readonly sources: RightSource[];
  readonly bypass?: true;
}

interface Place {
  readonly namespace?: string;
  /** The API server lets the user pass. */
  readonly passes?: boolean;
}

function rightsFrom(index: RbacIndex, grants: readonly Grant[], { namespace, passes }: Place): RightsOfPlace {
  const found = new Map<string, Growing>();
  const idle: IdleRule[] = [];
  for (const line of passes ? everything : [])
    found.set(lineKey(line), { line, verbs: new Set(["*"]), sources: [], bypass: true });
  for (const grant of grants) addGrant(index, grant, found, idle);
  const rights = [...found.values()].map((right): Right => ({ ...right, verbs: sortVerbs(right.verbs) }));
  return { ...(namespace === undefined ? {} : { namespace }), rights: rights.sort(compareRights), idle };
}

const everything: readonly Line[] = [{ group: "*", resource: "*" }, { url: "*" }];

function addGrant(index: RbacIndex, grant: Grant, found: Map<string, Growing>, idle: IdleRule[]): void {
  const { role } = grant.binding;
  if (role === undefined) return;
  const { lines, without } = linesOfRole(role);
  for (const { ruleIndex, reason } of without) idle.push({ grant, ruleIndex, reason });
  const met = new Set<number>();
  for (const given of lines) {
    const effect = effectOf(index, grant.binding, given);
    if (typeof effect === "string") {
      if (!met.has(given.ruleIndex)) idle.push({ grant, ruleIndex: given.ruleIndex, reason: effect });
      met.add(given.ruleIndex);
      continue;
    }
    const { line, key, verbs, ruleIndex } = effect;
    const right: Growing = found.get(key) ?? { line, verbs: new Set(), sources: [] };
    found.set(key, right);
    for (const verb of verbs) right.verbs.add(verb);
    right.sources.push({ grant, ruleIndex, verbs });
  }
}

function compareRights({ line: a }: Right, { line: b }: Right): number {
  if (isUrlLine(a) || isUrlLine(b)) return isUrlLine(a) ? (isUrlLine(b) ? compareText(a.url, b.url) : 1) : -1;
  return compareText(a.group, b.group) || compareText(a.resource, b.resource) || compareText(a.name ?? "", b.name ?? "");
}

/** A way in which a right is held, and the verbs that it gives. */
export interface RightChain {
  readonly chain: Chain;
  readonly verbs: readonly string[];
}

/** @returns why a right is held, each source with its verbs. Aggregated sources are looked up here, and not for a whole list. */
export function chainsOfRight(index: RbacIndex, { sources, bypass }: Omit<Right, "line">): readonly RightChain[] {
  const given = sources.flatMap(({ grant, ruleIndex, verbs }) => {
    const rule = grant.binding.role?.rules[ruleIndex];
    return rule === undefined ? [] : [{ chain: chainOf(index, grant, rule, ruleIndex), verbs }];
  });
  return bypass ? [{ chain: mastersChain, verbs: ["*"] }, ...given] : given;
}
