import { z } from "zod";
import { podSecuritySchema, refusedWorkloadsSchema, trialQuery } from "../pod-security.ts";
import { byScan, needing } from "./base.ts";

export const podSecurityRoutes = {
  overview: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/pod-security",
      tags: ["Posture"],
      summary: "Namespaces by the Pod Security level that they meet and enforce, and what another level would refuse",
    })
    .input(byScan.extend(trialQuery))
    .output(podSecuritySchema),
  refused: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/pod-security/refused",
      tags: ["Posture"],
      summary:
        "The workloads of a namespace that a level would refuse, in the API server's words, with the patches that mend them",
    })
    .input(byScan.extend({ namespace: z.string().min(1).max(253), ...trialQuery }))
    .output(refusedWorkloadsSchema),
};
