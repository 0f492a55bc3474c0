/** A scanned cluster, and who reads its access: one all of it, one a single namespace. */
import { handleExport } from "#server/http/downloads/export-handler.ts";
import { seedCluster, seedScan } from "../postgres/seed.ts";
import { createTestApi, requestOf } from "./api.ts";
import { teamInventory } from "./world.ts";

export interface Reader {
  /** Asks under the scan's access. */
  get<T>(path: string): Promise<T>;
  status(path: string): Promise<number>;
  /** Asks for a file. */
  file(query: string): Promise<string>;
}

export interface AccessReaders {
  readonly whole: Reader;
  readonly shop: Reader;
  readonly scan: string;
  readonly cluster: string;
}

/** @returns the readers of a new cluster. */
export async function accessReaders(): Promise<AccessReaders> {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const { id: scan } = await seedScan(api.data, cluster, teamInventory());
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[]): Promise<Reader> => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (path: string) => api.ask("GET", `/scans/${scan}/access${path}`, { cookie });
    return {
      get: async <T>(path: string) => (await (await ask(path)).json()) as T,
      status: async (path) => (await ask(path)).status,
      file: async (query) =>
        (await handleExport(requestOf("GET", `/exports/matrix?scan=${scan}&${query}`, { cookie }), "matrix", api.entry)).text(),
    };
  };
  return { whole: await reader("all"), shop: await reader([{ id: cluster, namespaces: ["shop"] }]), scan, cluster };
}
