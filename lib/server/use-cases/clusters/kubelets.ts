/** What kubelets say of themselves, uploaded beside the scans. The file itself is never kept. */
import { type Kubelets, kubeletsLimit } from "../../../contracts/kubelets.ts";
import { ok } from "../../../core/result.ts";
import type { KubeletsRow } from "../../database/clusters/kubelets.ts";
import { readKubelets } from "../../kubelets/read-kubelets.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";

interface OfCluster {
  readonly id: string;
}

export const getKubelets = defineUseCase<OfCluster, { kubelets?: Kubelets }>(
  "report:read",
  async (actor, { id }, { repositories }) => {
    if (!(await repositories.kubelets.isSeen(actor.scope, id))) return refuse("notFound");
    const found = await repositories.kubelets.get(actor.scope, id);
    return ok(found ? { kubelets: view(found) } : {});
  },
);

export const putKubelets = defineUseCase<OfCluster & { readonly chunks: AsyncIterable<Uint8Array> }, Kubelets>(
  "scan:run",
  async (actor, { id, chunks }, { repositories, now }) => {
    if (!(await repositories.kubelets.isSeen(actor.scope, id))) return refuse("notFound");
    const uploadedAt = now();
    const read = await readKubelets(chunks, { most: kubeletsLimit, now: uploadedAt.toISOString() });
    if (!read.ok) {
      const { code, message: detail, remedy } = read.error;
      return refuse(code === "tooLarge" ? "tooLarge" : "badRequest", { detail, remedy });
    }
    const row = { ...read.value, uploadedBy: actor.name, uploadedAt };
    if (!(await repositories.kubelets.put(actor.scope, id, row))) return refuse("notFound");
    const { kubelets, unread } = row;
    await record(repositories, actor, { action: "kubelets.upload", clusterId: id, detail: { nodes: kubelets.length, unread } });
    return ok(view(row));
  },
);

export const removeKubelets = defineUseCase<OfCluster, undefined>("scan:run", async (actor, { id }, { repositories }) => {
  if (!(await repositories.kubelets.remove(actor.scope, id))) return refuse("notFound");
  await record(repositories, actor, { action: "kubelets.remove", clusterId: id });
  return ok(undefined);
});

function view({ kubelets, unread, uploadedBy, uploadedAt }: KubeletsRow): Kubelets {
  const nodes = kubelets.map(({ node, seenAt, version, metrics = false, settings, flags }) => ({
    ...{ node, seenAt, metrics, configuration: settings !== undefined, commandLine: flags !== undefined },
    ...(version !== undefined && { version }),
  }));
  return { nodes, unread, uploadedBy, uploadedAt: uploadedAt.toISOString() };
}
