/** The registries that may be asked. A credential goes in and never comes out. */
import { z } from "zod";
import { timeSchema } from "../common.ts";

export const registryIdSchema = z.string().regex(/^rgy_[a-z0-9]{10,40}$/);

const hostForm = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
const host = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(hostForm, "Write a host alone, with its port where it has one, such as registry.example.com:5000.");
const contentHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .refine((text) => hostForm.test(text.replace(/^\*\./, "")), "Write a host, or *.example.com for all below a name.");
const repository = z
  .string()
  .trim()
  .max(512)
  .regex(/^[a-z0-9.:[\]-]+(?:\/[a-z0-9._-]+)+$/, "Write registry and repository, such as registry.example.com/acme/signatures.");
const prefix = z
  .string()
  .trim()
  .max(512)
  .regex(
    /^[a-z0-9.:[\]-]+(?:\/[a-z0-9._-]+)*$/,
    "Write what the names of the images begin with, such as registry.example.com/acme.",
  );

export const registryCredentialSchema = z.object({
  username: z.string().min(1).max(256),
  password: z.string().min(1).max(16_384),
});

const terms = {
  via: host.meta({ description: "The host that is asked instead: a mirror, or the one behind a name." }),
  realms: z.array(host).max(20).meta({ description: "Hosts that may hand out tokens; they are sent the credential." }),
  contentHosts: z
    .array(contentHost)
    .max(50)
    .meta({ description: "Hosts that content may be redirected to; they are sent no credential." }),
  caData: z.string().max(262_144).meta({ description: "Certificates in PEM, trusted for this registry's hosts alone." }),
  signatures: z.array(z.object({ prefix, repository })).max(100).meta({
    description: "Signatures of the images below a prefix that lie in another repository, as COSIGN_REPOSITORY puts them.",
  }),
};

const push = z
  .discriminatedUnion("api", [
    z.object({ api: z.literal("harbor") }),
    z.object({ api: z.literal("quay") }),
    z.object({
      api: z.literal("gitlab"),
      forge: host.meta({ description: "The host of the GitLab, as it stands among the forges." }),
    }),
  ])
  .meta({
    description:
      "Whose API tells who may push: of Harbor or Quay, asked with the registry's credential where the registry is asked; or of a GitLab, asked with its forge's token.",
  });

export const newRegistrySchema = z.object({
  host: host.meta({ description: "As references name it; `docker.io` for Docker Hub." }),
  via: terms.via.optional(),
  realms: terms.realms.default([]),
  contentHosts: terms.contentHosts.default([]),
  caData: terms.caData.optional(),
  signatures: terms.signatures.default([]),
  push: push.optional(),
  credential: registryCredentialSchema.optional(),
});
export type NewRegistry = z.infer<typeof newRegistrySchema>;

export const registryChangeSchema = z.object({
  id: registryIdSchema,
  via: terms.via.nullable().optional(),
  realms: terms.realms.optional(),
  contentHosts: terms.contentHosts.optional(),
  caData: terms.caData.nullable().optional(),
  signatures: terms.signatures.optional(),
  push: push.nullable().optional(),
});
export type RegistryChange = z.infer<typeof registryChangeSchema>;

export const registryTestCategories = [
  "ok",
  "hostNotAllowed",
  "realmNotAllowed",
  "redirectNotAllowed",
  "addressRefused",
  "unreachable",
  "unauthorized",
  "forbidden",
  "throttled",
  "serverError",
  "tooLarge",
  "wrongDigest",
  "malformed",
  "missing",
  "cancelled",
] as const;

export const registrySchema = z
  .object({
    id: registryIdSchema,
    host: z.string(),
    via: z.string().optional(),
    realms: z.array(z.string()),
    contentHosts: z.array(z.string()),
    authorities: z.array(z.object({ subject: z.string(), validTo: timeSchema })),
    caData: z.string().optional(),
    signatures: z.array(z.object({ prefix: z.string(), repository: z.string() })),
    push: push.optional(),
    credential: z
      .object({ givenAt: timeSchema })
      .optional()
      .meta({ description: "That there is one, and since when. What it is cannot be read again." }),
    images: z.int().meta({ description: "Containers of workloads that run an image from here." }),
    test: z
      .object({
        state: z.enum(["queued", "running", "done"]),
        category: z.enum(registryTestCategories).optional(),
        sentence: z.string().optional(),
        remedy: z.string().optional(),
        at: timeSchema.optional(),
      })
      .optional()
      .meta({ description: "Absent where it was not tested since its connection changed." }),
    updatedBy: z.string(),
    updatedAt: timeSchema,
  })
  .meta({ id: "Registry" });
export type Registry = z.infer<typeof registrySchema>;

export const registryListSchema = z
  .object({
    items: z.array(registrySchema),
    notListed: z
      .array(z.object({ host: z.string(), images: z.int() }))
      .meta({ description: "Hosts that running images came from and that are not listed: nobody looks at those images." }),
  })
  .meta({ id: "RegistryList" });
export type RegistryList = z.infer<typeof registryListSchema>;
