/**
 * A check's test is a table of worlds. Each world is a list of Kubernetes objects and how well it was seen; the verdict must
 * be what the table says. A check that can pass, fail and not know must show a world for each of the three.
 */

import { describe, expect, test } from "vitest";
import { placeholders } from "../findings/message.ts";
import type { NonEmpty, Verdict } from "../findings/verdict.ts";
import type { AnonymousProbe } from "../inventory/anonymous.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import type { HostProbe } from "../inventory/host-ports.ts";
import type { Coverage, DiscoveredResource, HeldCredential, Inventory } from "../inventory/inventory.ts";
import type { ResourceId } from "../inventory/resources.ts";
import type { Assertion } from "../rbac/assertions/assertion.ts";
import type { ApiMetric } from "../upgrade/evidence/api-metric.ts";
import { assess } from "./assess.ts";
import type { Check } from "./define.ts";
import type { Evidence } from "./evidence.ts";

export interface World {
  readonly name: string;
  readonly objects: readonly KubernetesObject[];
  /** Resources of which nothing was seen. */
  readonly unseen?: readonly ResourceId[];
  /** Resources that nobody asked for. */
  readonly notAsked?: readonly ResourceId[];
  /** Resources of which some namespaces were not seen. */
  readonly dark?: { readonly [R in ResourceId]?: readonly string[] };
  /** Resources that the cluster does not serve. */
  readonly absent?: readonly ResourceId[];
  readonly minor?: string;
  /** What Drydock keeps to look at it. */
  readonly credential?: HeldCredential;
  /** What somebody wants to be true of who can do what. */
  readonly assertions?: readonly Assertion[];
  /** The minor to upgrade to, where it is not the next one. */
  readonly target?: number;
  /** What was uploaded beside the scan. */
  readonly evidence?: Evidence;
  /** What the API server counts. */
  readonly apiMetric?: ApiMetric;
  /** What the API server answers without a credential. */
  readonly anonymous?: AnonymousProbe;
  /** What else listens at its address. */
  readonly hostPorts?: HostProbe;
  /** What the cluster serves. */
  readonly serves?: readonly DiscoveredResource[];
  /** The version of the inventory's format, where it is an older one. */
  readonly version?: number;
  readonly now?: string;
}

export interface FailingWorld<M extends string> extends World {
  /** What is found, in any order: the message, and the object as `kind namespace/name` with the path where it matters. */
  readonly finds: NonEmpty<{ readonly message: M; readonly object: string; readonly path?: string; readonly title?: string }>;
}

export interface CheckWorlds<M extends string, R extends ResourceId = ResourceId> {
  /** Empty for what no look can prove, and what so never passes. */
  readonly pass: NonEmpty<World> | readonly [];
  readonly fail: NonEmpty<FailingWorld<M>>;
  readonly notApplicable?: NonEmpty<World>;
  /** What reads no resource can always tell. */
  readonly notAssessed: [R] extends [never] ? readonly World[] : NonEmpty<World>;
}

/** Every check that this process tested, with its worlds: the examples of the documentation. */
export const tested = new Map<
  string,
  { readonly check: Check; readonly worlds: CheckWorlds<string> | CheckWorlds<string, never> }
>();

const takenAt = "2026-11-23T14:02:00Z";

/** @returns the inventory of a world. */
export function inventoryOfWorld(world: World): Inventory {
  const {
    objects,
    unseen = [],
    notAsked = [],
    dark = {},
    absent = [],
    minor = "1.37",
    credential,
    version,
    serves = [],
    apiMetric,
    anonymous,
    hostPorts,
  } = world;
  const gap = (resource: string, namespace?: string) => ({
    resource,
    reason: "forbidden" as const,
    ...(namespace ? { namespace } : {}),
  });
  const coverage: [ResourceId, Coverage][] = [
    ...Object.entries(dark).map(([resource, namespaces]): [ResourceId, Coverage] => [
      resource as ResourceId,
      { state: "partial", gaps: namespaces.map((namespace) => gap(resource, namespace)) },
    ]),
    ...unseen.map((resource): [ResourceId, Coverage] => [resource, { state: "unseen", gaps: [gap(resource)] }]),
    ...notAsked.map((resource): [ResourceId, Coverage] => [
      resource,
      { state: "unseen", gaps: [{ resource, reason: "notCollected" }] },
    ]),
    ...absent.map((resource): [ResourceId, Coverage] => [resource, { state: "absent" }]),
  ];
  const inventory = inventoryOfObjects(objects, {
    takenAt,
    source: "live",
    cluster: {
      uid: "0b7f6e1c-3d4a-4b8e-9c55-2f6a1d7e8b90",
      version: `v${minor}.2`,
      minor,
      discovery: { resources: serves, gaps: [] },
    },
    coverage: Object.fromEntries(coverage),
  });
  return {
    ...inventory,
    ...(credential && { credential }),
    ...(apiMetric && { apiMetric }),
    ...(anonymous && { anonymous }),
    ...(hostPorts && { hostPorts }),
    ...(version !== undefined && { version }),
  };
}

/** @returns the verdict of a check over a world. */
export function verdictOfWorld(check: Check, world: World): Verdict {
  const inventory = inventoryOfWorld(world);
  const { now = takenAt, assertions = [], target, evidence } = world;
  const { checks } = assess(inventory, {
    now: new Date(now),
    clusterIdentity: "test",
    checks: [check],
    assertions,
    ...(target !== undefined && { target }),
    ...(evidence && { evidence }),
  });
  return checks[0]?.verdict ?? { kind: "pass" };
}

/** Declares the tests of a check. */
export function checkTester<R extends ResourceId, M extends string>(
  check: Check<R, M>,
  worlds: CheckWorlds<NoInfer<M>, NoInfer<R>>,
): void {
  const anyCheck = check as unknown as Check;
  tested.set(check.id, { check: anyCheck, worlds });
  describe(check.id, () => {
    for (const kind of ["pass", "notApplicable", "notAssessed"] as const)
      for (const world of worlds[kind] ?? [])
        test(`${kind}: ${world.name}`, () => {
          expect(verdictOfWorld(anyCheck, world)).toMatchObject({ kind });
        });
    for (const world of worlds.fail)
      test(`fail: ${world.name}`, () => {
        expect(found(verdictOfWorld(anyCheck, world))).toEqual(expect.arrayContaining([...expected(world)]));
        expect(found(verdictOfWorld(anyCheck, world))).toHaveLength(world.finds.length);
      });
    test("every message is found in a world, and has the data that it names", () => {
      const findings = worlds.fail.flatMap((world) => findingsOf(verdictOfWorld(anyCheck, world)));
      expect([...new Set(findings.map(({ message }) => message))].sort()).toEqual(Object.keys(check.messages).sort());
      for (const { title } of findings) expect(placeholders(title)).toEqual([]);
    });
  });
}

function findingsOf(verdict: Verdict) {
  return verdict.kind === "fail" ? verdict.findings : [];
}

function found(verdict: Verdict): readonly object[] {
  if (verdict.kind !== "fail") return [verdict];
  return verdict.findings.map(({ message, at, title }) => ({
    message,
    object: `${at.kind} ${at.namespace === undefined ? "" : `${at.namespace}/`}${at.name}`,
    path: at.path,
    title,
  }));
}

function expected({ finds }: FailingWorld<string>): readonly object[] {
  return finds.map((finding) => expect.objectContaining(finding));
}
