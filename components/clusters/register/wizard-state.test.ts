import { expect, test } from "vitest";
import { clusterNameSchema } from "#contracts/clusters.ts";
import { after, before, nameFrom, stepsOf, ways } from "./wizard-state.ts";

test("every way begins with its choice and ends with the first scan", () => {
  for (const way of ways) {
    expect(stepsOf[way][0]).toBe("way");
    expect(stepsOf[way].at(-1)).toBe("scan");
  }
});

test("back undoes forward", () => {
  for (const way of ways) {
    for (const step of stepsOf[way].slice(0, -1)) expect(before(after(step, way), way)).toBe(step);
    expect(before("way", way)).toBeUndefined();
    expect(after("scan", way)).toBe("scan");
  }
});

test("names of contexts become names that the contract accepts", () => {
  const contexts = [
    "payments-eu",
    "arn:aws:eks:eu-west-1:123456789012:cluster/payments-eu",
    "gke_acme_europe-west1_search",
    "admin@prod cluster",
    `${"x".repeat(62)}-y`,
  ];
  for (const context of contexts) expect(clusterNameSchema.safeParse(nameFrom(context)).success).toBe(true);
  expect(nameFrom("arn:aws:eks:eu-west-1:123456789012:cluster/payments-eu")).toBe("payments-eu");
  expect(nameFrom("---")).toBe("");
});
