import { z } from "zod";
import { networkNamespaceSchema, networkReachSchema, networkSchema, reachQuery } from "../network.ts";
import { byScan, needing } from "./base.ts";

export const networkRoutes = {
  overview: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/network",
      tags: ["Posture"],
      summary: "Which namespaces reach which by their policies, who is isolated, and what is open to the outside",
    })
    .input(byScan)
    .output(networkSchema),
  namespace: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/network/namespace",
      tags: ["Posture"],
      summary: "The workloads of a namespace with what they reach, and a proposal of policies that deny by default",
    })
    .input(byScan.extend({ namespace: z.string().min(1).max(253) }))
    .output(networkNamespaceSchema),
  reach: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/network/reach",
      tags: ["Posture"],
      summary: "Whether a workload reaches another, or an address, with the policies and rules that decide it",
    })
    .input(byScan.extend(reachQuery))
    .output(networkReachSchema),
};
