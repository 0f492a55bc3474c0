import { deployRightsSchema, enforcementSchema, supplyQuestionsSchema } from "../supply-questions.ts";
import { byScan, needing } from "./base.ts";

export const supplyQuestionsRoutes = {
  get: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/supply-chain/questions",
      tags: ["Supply chain"],
      summary: "The questions of the threat model, each answered, with what the answer rests on",
    })
    .input(byScan)
    .output(supplyQuestionsSchema),
  enforcement: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/supply-chain/enforcement",
      tags: ["Supply chain"],
      summary: "The engines that judge images at admission, and what they did about what runs",
    })
    .input(byScan)
    .output(enforcementSchema),
  rights: needing("report:read")
    .route({
      method: "GET",
      path: "/scans/{id}/supply-chain/deploy-rights",
      tags: ["Supply chain"],
      summary: "Who can change what runs, namespace by namespace",
    })
    .input(byScan)
    .output(deployRightsSchema),
};
