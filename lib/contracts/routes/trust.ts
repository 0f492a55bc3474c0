import { z } from "zod";
import {
  newSigningPolicySchema,
  signingPolicyChangeSchema,
  signingPolicyIdSchema,
  signingPolicySchema,
} from "../supply-chain/policies.ts";
import {
  newTrustProfileSchema,
  trustProfileChangeSchema,
  trustProfileIdSchema,
  trustProfileSchema,
} from "../supply-chain/trust.ts";
import { needing } from "./base.ts";

const byProfile = z.object({ id: trustProfileIdSchema });
const byPolicy = z.object({ id: signingPolicyIdSchema });
const tags = ["Supply chain"] as const;

export const trustProfilesRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/trust-profiles", tags, summary: "What signatures are trusted by, with age and end" })
    .input(z.object({}))
    .output(z.object({ items: z.array(trustProfileSchema) })),
  create: needing("settings:admin")
    .route({ method: "POST", path: "/trust-profiles", tags, summary: "Trust a root of Sigstore, or keys", successStatus: 201 })
    .input(newTrustProfileSchema)
    .output(trustProfileSchema),
  change: needing("settings:admin")
    .route({ method: "PATCH", path: "/trust-profiles/{id}", tags, summary: "Change a trust profile, or turn it off" })
    .input(trustProfileChangeSchema)
    .output(trustProfileSchema),
  remove: needing("settings:admin")
    .route({
      method: "DELETE",
      path: "/trust-profiles/{id}",
      tags,
      summary: "Trust this no more; the public-good root goes back to the shipped one",
      successStatus: 204,
    })
    .input(byProfile)
    .output(z.undefined()),
};

export const signingPoliciesRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/signing-policies", tags, summary: "Who may sign which images" })
    .input(z.object({}))
    .output(z.object({ items: z.array(signingPolicySchema) })),
  get: needing("report:read")
    .route({ method: "GET", path: "/signing-policies/{id}", tags, summary: "One policy" })
    .input(byPolicy)
    .output(signingPolicySchema),
  create: needing("settings:admin")
    .route({ method: "POST", path: "/signing-policies", tags, summary: "Make a policy", successStatus: 201 })
    .input(newSigningPolicySchema)
    .output(signingPolicySchema),
  change: needing("settings:admin")
    .route({ method: "PATCH", path: "/signing-policies/{id}", tags, summary: "Change a policy" })
    .input(signingPolicyChangeSchema)
    .output(signingPolicySchema),
  remove: needing("settings:admin")
    .route({ method: "DELETE", path: "/signing-policies/{id}", tags, summary: "Remove a policy", successStatus: 204 })
    .input(byPolicy)
    .output(z.undefined()),
};
