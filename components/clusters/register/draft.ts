import type { Connection } from "#contracts/clusters.ts";

/** What is typed and pasted in the wizard. It holds secrets: it is never put in the address or in a storage. */
export interface Draft {
  kubeconfig: string;
  context: string | undefined;
  server: string;
  caData: string;
  tlsServerName: string;
  token: string;
}

export const emptyDraft: Draft = { kubeconfig: "", context: undefined, server: "", caData: "", tlsServerName: "", token: "" };

export type ConnectedWay = "kubeconfig" | "token" | "inCluster";

/** @returns the connection that a draft describes, or undefined while something that it needs is missing. */
export function connectionOf(way: ConnectedWay, draft: Draft): Connection | undefined {
  if (way === "inCluster") return { kind: "inCluster" };
  if (way === "kubeconfig") {
    if (draft.kubeconfig.trim() === "") return undefined;
    return { kind: "kubeconfig", text: draft.kubeconfig, ...(draft.context === undefined ? {} : { context: draft.context }) };
  }
  if (draft.server.trim() === "" || draft.token.trim() === "") return undefined;
  return {
    kind: "token",
    server: draft.server.trim(),
    token: draft.token.trim(),
    ...(draft.caData.trim() === "" ? {} : { caData: draft.caData }),
    ...(draft.tlsServerName.trim() === "" ? {} : { tlsServerName: draft.tlsServerName.trim() }),
  };
}
