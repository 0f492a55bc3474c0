/** What a cluster is called in Drydock. */
import { clusterNameSchema } from "#contracts/clusters.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";

const longest = 63;

/** @returns a name that Drydock takes, from that of a context: `prod` of `arn:aws:eks:eu-west-1:1234:cluster/prod`. */
export function nameOfContext(context: string): string {
  const last = context.split("/").at(-1) ?? context;
  const plain = last.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[^A-Za-z0-9]+/, "");
  return plain.slice(0, longest).replace(/[^A-Za-z0-9]+$/, "") || "cluster";
}

/** @returns the name that was given, or why it is none. */
export function parseClusterName(name: string): Result<string, Failure<"clusterName">> {
  const parsed = clusterNameSchema.safeParse(name);
  if (parsed.success) return ok(parsed.data);
  const message = `"${name}" is no name for a cluster.`;
  return err({ code: "clusterName", message, remedy: parsed.error.issues[0]?.message ?? "Choose another one." });
}
