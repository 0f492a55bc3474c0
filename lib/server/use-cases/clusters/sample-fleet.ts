/** The sample fleet: clusters that ship with the project, loaded and removed with one action. */
import { ok } from "../../../core/result.ts";
import { loadSampleFleet, removeSampleFleet } from "../../scan/sample-fleet.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { onlyAll } from "./clusters.ts";

export const loadSamples = defineUseCase<unknown, { clusters: number }>(
  "cluster:admin",
  async (actor, _input, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const loaded = await loadSampleFleet(repositories, actor.scope, actor.name);
    if (!loaded.ok) {
      const { code, message: detail, remedy } = loaded.error;
      return refuse(code === "sampleLoaded" ? "sampleLoaded" : "notFound", { detail, remedy });
    }
    await record(repositories, actor, { action: "sample.load", detail: { clusters: loaded.value.clusters } });
    return ok(loaded.value);
  },
);

export const removeSamples = defineUseCase<unknown, undefined>("cluster:admin", async (actor, _input, { repositories }) => {
  if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const clusters = await removeSampleFleet(repositories, actor.scope);
  await record(repositories, actor, { action: "sample.remove", detail: { clusters } });
  return ok(undefined);
});
