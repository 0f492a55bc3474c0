/** What holds of every assessment, whatever the cluster and however little of it was seen. SEED and CASES choose the cases. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffAssessments } from "../findings/diff.ts";
import type { VerdictKind } from "../findings/verdict.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { decodeInventory } from "../inventory/snapshot/decode.ts";
import { encodeInventory } from "../inventory/snapshot/encode.ts";
import { parseAsked } from "../rbac/ask/parse.ts";
import type { Assertion } from "../rbac/assertions/assertion.ts";
import { arbitraryObjects, arbitraryRefusal, refuse, seenInFull } from "./arbitrary-inventory.ts";
import { type Assessment, assess, findingsOf } from "./assess.ts";
import { checks } from "./index.ts";

const seed = Number(process.env.SEED ?? 20_261_124);
const numRuns = Number(process.env.CASES ?? 100);
const options = { seed, numRuns };
const minor = fc.constantFrom("1.24", "1.31", "1.37", "1.99");

const settings = {
  now: new Date("2026-11-23T14:02:00Z"),
  clusterIdentity: "c",
  assertions: [nobodyMay("read secrets"), nobodyMay("exec")],
};

function nobodyMay(action: string): Assertion {
  const question = parseAsked(action);
  if (!question.ok) throw new Error(question.error.problem);
  return { name: action, claim: { kind: "only", allowed: [], question: question.value } };
}

function judge(inventory: Inventory): Assessment {
  return assess(inventory, { ...settings, checks });
}

function verdicts({ checks: results }: Assessment): Map<string, VerdictKind> {
  return new Map(results.map(({ checkId, verdict }) => [checkId, verdict.kind]));
}

/** What says that all is well. */
const reassuring: ReadonlySet<VerdictKind> = new Set(["pass", "notApplicable"]);

const timeout = 20_000 + numRuns * 200;

describe(`seed ${seed}, ${numRuns} clusters`, { timeout }, () => {
  test("blindness: what is taken from sight never turns fail or not assessed into pass, and never adds a pass", () => {
    fc.assert(
      fc.property(
        arbitraryObjects,
        minor,
        fc.array(arbitraryRefusal, { minLength: 1, maxLength: 4 }),
        (objects, version, refusals) => {
          let inventory = seenInFull(objects, version);
          let before = judge(inventory);
          for (const refusal of refusals) {
            inventory = refuse(inventory, refusal);
            const after = judge(inventory);
            const kinds = verdicts(before);
            const reassured = after.checks.filter(
              ({ checkId, verdict }) => reassuring.has(verdict.kind) && !reassuring.has(kinds.get(checkId) ?? "pass"),
            );
            expect([refusal, reassured]).toEqual([refusal, []]);
            expect(after.coverage.passed).toBeLessThanOrEqual(before.coverage.passed);
            before = after;
          }
        },
      ),
      options,
    );
  });

  test("blindness: what went out of sight is never called fixed", () => {
    fc.assert(
      fc.property(arbitraryObjects, arbitraryRefusal, (objects, refusal) => {
        const inventory = seenInFull(objects);
        expect(diffAssessments(judge(inventory), judge(refuse(inventory, refusal))).fixed).toEqual([]);
      }),
      options,
    );
  });

  test("order: neither objects nor checks in another order change anything", () => {
    const shuffled = arbitraryObjects.chain((objects) =>
      fc.tuple(fc.constant(objects), fc.shuffledSubarray([...objects], { minLength: objects.length })),
    );
    fc.assert(
      fc.property(shuffled, ([objects, others]) => {
        const reversed = assess(seenInFull(others), { ...settings, checks: checks.toReversed() });
        expect(JSON.stringify(reversed)).toBe(JSON.stringify(judge(seenInFull(objects))));
      }),
      options,
    );
  });

  test("a second scan of the same differs in nothing", () => {
    fc.assert(
      fc.property(arbitraryObjects, fc.array(arbitraryRefusal, { maxLength: 2 }), (objects, refusals) => {
        const inventory = refusals.reduce(refuse, seenInFull(objects));
        const diff = diffAssessments(judge(inventory), judge(inventory));
        expect([diff.new, diff.fixed]).toEqual([[], []]);
        expect(diff.notComparable.filter(({ reason }) => reason !== "notAssessed")).toEqual([]);
      }),
      options,
    );
  });

  test("every finding has a fingerprint of its own", () => {
    fc.assert(
      fc.property(arbitraryObjects, (objects) => {
        const prints = findingsOf(judge(seenInFull(objects))).map(({ fingerprint }) => fingerprint);
        expect(new Set(prints).size).toBe(prints.length);
      }),
      options,
    );
  });

  test("a snapshot says what the scan said", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryObjects, fc.array(arbitraryRefusal, { maxLength: 2 }), async (objects, refusals) => {
        const inventory = refusals.reduce(refuse, seenInFull(objects));
        const decoded = await decodeInventory(encodeInventory(inventory));
        expect(decoded.ok && JSON.stringify(judge(decoded.value))).toBe(JSON.stringify(judge(inventory)));
      }),
      options,
    );
  });
});

test("emptiness: of nothing there is no share", () => {
  const inventory = seenInFull([]);
  expect(assess(inventory, { now: new Date(0), clusterIdentity: "c", checks: [] }).coverage.share).toBeUndefined();
  const blind = Object.keys(inventory.looks).reduce(
    (seen, resource) => refuse(seen, { resource } as Parameters<typeof refuse>[1]),
    inventory,
  );
  const { coverage, severities } = judge(blind);
  const looking = checks.filter(({ reads, unseen }) => reads.length > 0 || unseen !== undefined).length;
  expect(coverage).toMatchObject({ assessed: 0, passed: 0, failed: 0, notAssessed: looking, share: undefined });
  expect(Object.values(severities)).toEqual([0, 0, 0, 0, 0]);
});

/**
 * Three namespaces are too few for one of them; a cluster says nothing of Drydock's credential, nor of its clients and what they use, nor of
 * what is inside its images; and the newest minor is supported, and has none of the APIs that went.
 */
test("the generated clusters make all checks but a few fail, so that the properties mean something", () => {
  const failed = new Set<string>();
  for (const objects of fc.sample(arbitraryObjects, { seed: 1, numRuns: 300 }))
    for (const { checkId, verdict } of judge(seenInFull(objects)).checks) if (verdict.kind === "fail") failed.add(checkId);
  expect(checks.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([
    "control-plane/anonymous-answers",
    "control-plane/listening-ports",
    "control-plane/serving-certificate",
    "rbac/admin-in-many-namespaces",
    "rbac/own-credential",
    "rbac/unused-grants",
    "supply-chain/image-contents",
    "supply-chain/known-vulnerabilities",
    "upgrade/api-metric",
    "upgrade/api-request-counts",
    "upgrade/api-requests",
    "upgrade/api-writers",
    "upgrade/client-skew",
    "upgrade/dropped-apis",
    "upgrade/gitops-inventories",
    "upgrade/support",
  ]);
});
