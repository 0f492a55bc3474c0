/** What was not seen never becomes a no. SEED and CASES choose the cases. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryObjects, arbitraryRefusal, refuse, seenInFull } from "../checks/arbitrary-inventory.ts";
import { can } from "./can.ts";
import { readCell } from "./cells.ts";
import { buildMatrix } from "./matrix.ts";
import { buildRbacIndex } from "./rbac-index.ts";
import { whoCan } from "./who-can.ts";

const seed = Number(process.env.SEED ?? 20_261_124);
const numRuns = Number(process.env.CASES ?? 100);
const options = { seed, numRuns };
const title = `seed ${seed}, ${numRuns} clusters`;
const timeout = 10_000 + numRuns * 100;

const users = ["jane", "system:anonymous", "system:serviceaccount:ci:runner", "system:serviceaccount:shop:default"];
const attributes = ["get secrets", "create pods", "bind roles", "patch namespaces"].map((text) => {
  const [verb = "", resource = ""] = text.split(" ");
  return { verb, resource, group: resource === "roles" ? "rbac.authorization.k8s.io" : "" };
});

test(`an answer that loses something from sight is never a no that it was not before, ${title}`, { timeout }, () => {
  fc.assert(
    fc.property(arbitraryObjects, arbitraryRefusal, (objects, refusal) => {
      const before = buildRbacIndex(seenInFull(objects));
      const after = buildRbacIndex(refuse(seenInFull(objects), refusal));
      for (const user of users)
        for (const namespace of ["", "shop", "kube-system"])
          for (const wanted of attributes) {
            const question = { user, namespace, attributes: wanted };
            if (can(before, question).verdict === "allowed")
              expect([question, can(after, question).verdict]).not.toEqual([question, "notAllowed"]);
          }
    }),
    options,
  );
});

test(`a list of who can that loses something from sight loses nobody and calls itself complete, ${title}`, { timeout }, () => {
  fc.assert(
    fc.property(arbitraryObjects, arbitraryRefusal, (objects, refusal) => {
      const before = buildRbacIndex(seenInFull(objects));
      const after = buildRbacIndex(refuse(seenInFull(objects), refusal));
      for (const wanted of attributes) {
        const question = { attributes: wanted, namespace: { any: true } } as const;
        const answer = whoCan(after, question);
        if (answer.complete) expect(answer.subjects).toEqual(whoCan(before, question).subjects);
      }
    }),
    options,
  );
});

test(`an empty cell of the matrix was empty when more was seen, ${title}`, { timeout }, () => {
  fc.assert(
    fc.property(arbitraryObjects, arbitraryRefusal, (objects, refusal) => {
      const before = buildMatrix(buildRbacIndex(seenInFull(objects)));
      const after = buildMatrix(buildRbacIndex(refuse(seenInFull(objects), refusal)));
      const column = (matrix: typeof before, resource: string) =>
        matrix.columns.findIndex((candidate) => candidate.resource === resource && candidate.group === "");
      for (const [number, row] of after.rows.entries()) {
        const known = before.rowByKey.get(row.key) ?? -1;
        for (const resource of ["secrets", "nodes", "pods/exec", "namespaces"])
          for (let verb = 0; verb < 8; verb++) {
            const now = readCell(after.cells(number)[column(after, resource) * 8 + verb] ?? 0).state;
            const then = readCell(before.cells(known)[column(before, resource) * 8 + verb] ?? 0).state;
            if (now === "none") expect([row.key, resource, verb, then]).toEqual([row.key, resource, verb, "none"]);
          }
      }
    }),
    options,
  );
});
