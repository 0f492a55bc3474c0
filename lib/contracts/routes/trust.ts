import { z } from "zod";
import { listOf } from "../common.ts";
import {
  newTrustedBuilderSchema,
  trustedBuilderChangeSchema,
  trustedBuilderIdSchema,
  trustedBuilderSchema,
} from "../supply-chain/builders.ts";
import { dryRunQuerySchema, dryRunSchema, dryRunTrySchema } from "../supply-chain/dry-run.ts";
import {
  exportedPoliciesSchema,
  foundPoliciesSchema,
  importedPoliciesSchema,
  newSigningPolicySchema,
  policyFormats,
  policyImportSchema,
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

export const trustedBuildersRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/trusted-builders", tags, summary: "Which builders are trusted, up to which level of SLSA" })
    .input(z.object({}))
    .output(z.object({ items: z.array(trustedBuilderSchema) })),
  create: needing("settings:admin")
    .route({ method: "POST", path: "/trusted-builders", tags, summary: "Trust a builder", successStatus: 201 })
    .input(newTrustedBuilderSchema)
    .output(trustedBuilderSchema),
  change: needing("settings:admin")
    .route({ method: "PATCH", path: "/trusted-builders/{id}", tags, summary: "Change a trusted builder, or turn it off" })
    .input(trustedBuilderChangeSchema)
    .output(trustedBuilderSchema),
  remove: needing("settings:admin")
    .route({
      method: "DELETE",
      path: "/trusted-builders/{id}",
      tags,
      summary: "Trust a builder no more; an entry of the release goes back to how it is shipped",
      successStatus: 204,
    })
    .input(z.object({ id: trustedBuilderIdSchema }))
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
  found: needing("settings:admin")
    .route({
      method: "GET",
      path: "/signing-policies/found",
      tags,
      summary: "Policies of admission controllers in the clusters, as what they would be here",
    })
    .input(z.object({}))
    .output(foundPoliciesSchema),
  read: needing("settings:admin")
    .route({
      method: "POST",
      path: "/signing-policies/read",
      tags,
      summary: "What ClusterImagePolicies and Kyverno's policies in a text would be here; nothing is stored",
    })
    .input(z.object({ text: z.string().min(1).max(1_048_576) }))
    .output(foundPoliciesSchema),
  take: needing("settings:admin")
    .route({
      method: "POST",
      path: "/signing-policies/import",
      tags,
      summary: "Take over policies that were found, with the keys that they need: all of them or none",
      description: "A preview makes everything and undoes it again: what it tells is what would be made.",
    })
    .input(policyImportSchema)
    .output(importedPoliciesSchema),
  exportAs: needing("report:read")
    .route({
      method: "GET",
      path: "/signing-policies/export",
      tags,
      summary: "Policies as ClusterImagePolicy or Kyverno's ImageValidatingPolicy, with what those cannot say",
    })
    .input(
      z.object({
        format: z.enum(policyFormats),
        policy: listOf(signingPolicyIdSchema),
        enforce: z.stringbool().default(false).meta({ description: "Refuse, and not only warn." }),
      }),
    )
    .output(exportedPoliciesSchema),
  dryRun: needing("report:read")
    .route({
      method: "GET",
      path: "/signing-policies/dry-run",
      tags,
      summary: "Which running pods would be refused if policies were enforced today, and why",
      description: "From what was looked at before: nothing is verified anew. What could not be looked at is not assessed.",
    })
    .input(dryRunQuerySchema)
    .output(dryRunSchema),
  tryOut: needing("report:read")
    .route({
      method: "POST",
      path: "/signing-policies/dry-run",
      tags,
      summary: "The same for policies that are not stored",
    })
    .input(dryRunTrySchema)
    .output(dryRunSchema),
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
