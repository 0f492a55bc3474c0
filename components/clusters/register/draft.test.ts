import { expect, test } from "vitest";
import { connectionSchema } from "#contracts/clusters.ts";
import { connectionOf, emptyDraft } from "./draft.ts";

test("nothing is sent while something is missing", () => {
  expect(connectionOf("kubeconfig", emptyDraft)).toBeUndefined();
  expect(connectionOf("token", { ...emptyDraft, server: "https://api:6443" })).toBeUndefined();
  expect(connectionOf("token", { ...emptyDraft, token: "t" })).toBeUndefined();
});

test("what is left empty is left out, and the contract accepts the rest", () => {
  const token = connectionOf("token", { ...emptyDraft, server: " https://api:6443 ", token: " t\n" });
  expect(token).toEqual({ kind: "token", server: "https://api:6443", token: "t" });
  const kubeconfig = connectionOf("kubeconfig", { ...emptyDraft, kubeconfig: "apiVersion: v1", context: "a" });
  for (const connection of [token, kubeconfig, connectionOf("inCluster", emptyDraft)]) {
    expect(connectionSchema.safeParse(connection).success).toBe(true);
  }
});
