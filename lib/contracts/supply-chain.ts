/** The images that run, and the way of each back to its source: every link with a state of its own, and what proved it. */
import { z } from "zod";
import { clusterIdSchema, gapSchema, listOf, pageQuery, scanIdSchema, timeSchema } from "./common.ts";
import { sourceKey } from "./supply-chain/source-key.ts";
import { vulnerabilitySeveritySchema } from "./supply-chain/vulnerability-severity.ts";

export const linkStateSchema = z
  .enum(["verified", "signed-untrusted", "signed-unverifiable", "invalid", "unsigned", "claim-only", "unknown", "stale"])
  .meta({
    id: "LinkState",
    description:
      "`unsigned`: every place was asked, and every answer was a definite no. `claim-only`: somebody says so, and nobody signed it. `unknown`: it could not be looked at. `stale`: the answer is older than its time, its trust or its policy.",
  });
export type LinkState = z.infer<typeof linkStateSchema>;

export const imageIdSchema = z.string().regex(/^img_[a-z0-9]{10,40}$/);
const digestSchema = z.string().regex(/^sha(?:256|512):[0-9a-f]+$/);

/** The links of a trail, from what runs to who asked for it. */
export const trailLinkIds = [
  "deployment",
  "pods",
  "image",
  "digest",
  "signature",
  "provenance",
  "source",
  "commit",
  "pullRequest",
  "sbom",
  "vulnerabilities",
  "admission",
] as const;
export const trailLinkIdSchema = z.enum(trailLinkIds).meta({
  id: "TrailLinkId",
  description:
    "The first eight are the chain; `pullRequest` stands in the commit, and `sbom`, `vulnerabilities` and `admission` beside it.",
});

const placeSchema = z.object({
  clusterId: clusterIdSchema,
  cluster: z.string(),
  namespace: z.string(),
  kind: z.string(),
  workload: z.string(),
  container: z.string(),
  type: z.enum(["init", "container", "ephemeral"]),
  image: z.string().meta({ description: "As the pods' specs have it." }),
  pods: z.int(),
  since: timeSchema.optional().meta({ description: "When the oldest of these pods was made." }),
});
export type ImagePlaceView = z.infer<typeof placeSchema>;

const signerSchema = z
  .object({
    id: z.string().meta({ description: "The same for the same signer everywhere." }),
    kind: z.enum(["certificate", "key"]),
    name: z.string().meta({ description: "One line, with characters that look like others as escapes." }),
    issuer: z.string().optional(),
    subject: z.string().optional(),
    lookalike: z
      .string()
      .optional()
      .meta({ description: "Issuer or subject in escapes, where they hold characters that look like others." }),
    fingerprint: z.string().optional().meta({ description: "SHA-256 of the key's SPKI." }),
    signedAt: z.array(z.string()),
  })
  .meta({ id: "ImageSigner" });
export type SignerView = z.infer<typeof signerSchema>;

const seenSchema = z.object({
  name: z.string().meta({ description: "Registry and repository." }),
  tags: z.array(z.string()),
  pinning: z.enum(["digest", "tag", "latest"]).optional().meta({ description: "The weakest of its references." }),
  drift: z.enum(["same", "moved", "gone", "unknown", "noTag"]).meta({ description: "What its tag means in the registry now." }),
});

/** The image as it lies in one repository: signatures lie beside it. */
const inRepositorySchema = z.object({
  id: imageIdSchema,
  name: z.string().meta({ description: "Registry and repository." }),
  state: linkStateSchema,
});

const pinningSchema = seenSchema.shape.pinning.unwrap();

/** What narrows the list of images, and its order. */
export const imageQuery = {
  cluster: listOf(clusterIdSchema),
  namespace: listOf(z.string().min(1).max(63)),
  state: listOf(linkStateSchema).meta({ description: "Of the signature." }),
  registry: listOf(z.string().min(1).max(300)),
  signer: z.string().min(1).max(100).optional().meta({ description: "The id of a signer: images that it signed." }),
  pinning: listOf(pinningSchema),
  drift: listOf(seenSchema.shape.drift),
  q: z.string().max(200).optional().meta({ description: "Part of the name, the digest, a tag or a workload." }),
  sort: z.enum(["attention", "vulnerabilities", "name", "pods", "built"]).default("attention").meta({
    description:
      "`attention`: what contradicts itself first, what is verified last; `vulnerabilities`: what is exploited first, then the most critical ones, last what no report is about; `pods`: the most first; `built`: the oldest first.",
  }),
  ...pageQuery,
};

export const imageQuerySchema = z.object(imageQuery);
export type ImageQuery = z.infer<typeof imageQuerySchema>;

const reportedSchema = z.object({
  open: z
    .partialRecord(vulnerabilitySeveritySchema, z.int())
    .meta({ description: "Vulnerabilities that nothing closes; what is missing is none." }),
  exploited: z
    .int()
    .optional()
    .meta({ description: "Of them those that are known to be exploited; absent where no list of those was loaded." }),
  ground: z.enum(["report", "claim", "partial", "old"]).meta({
    description:
      "What the numbers rest on, by the weakest of it. `claim`: nobody answers for the report; `partial`: some of its packages were compared with advisories, no others; `old`: the newest report knows nothing of what was found since.",
  }),
  asOf: timeSchema.meta({ description: "Of the newest report." }),
});

export const imageRowSchema = z
  .object({
    id: imageIdSchema
      .optional()
      .meta({ description: "Absent where no registry can be asked for it: its runtime gave no digest in a repository." }),
    digest: digestSchema.optional(),
    digestOf: z.enum(["index or manifest", "configuration"]).optional(),
    withoutDigest: z.string().optional().meta({ description: "Why there is no digest, in a sentence." }),
    ...seenSchema.shape,
    repositories: z.array(inRepositorySchema).meta({
      description: "Every repository that the same bytes were pulled from; the states of the row are the worst of them.",
    }),
    clusters: z.int(),
    namespaces: z.int(),
    pods: z.int(),
    workloads: z.array(z.string()).meta({ description: "The first three, as namespace/name." }),
    workloadCount: z.int(),
    state: linkStateSchema.meta({ description: "Of the signature." }),
    reason: z.string(),
    links: z.object({
      signature: linkStateSchema,
      provenance: linkStateSchema,
      source: linkStateSchema,
      commit: linkStateSchema,
      sbom: linkStateSchema,
    }),
    vulnerabilities: reportedSchema
      .optional()
      .meta({ description: "Absent where no report is about the image, which is not the same as none." }),
    broken: z.boolean().meta({ description: "One of its artefacts is invalid, whatever the others are." }),
    signers: z.array(signerSchema.pick({ id: true, kind: true, name: true })),
    lookedAt: timeSchema.optional(),
    due: z.boolean().meta({ description: "A look is waited for." }),
    createdAt: z.string().optional().meta({ description: "When the image was built, by its own word." }),
  })
  .meta({ id: "ImageRow" });
export type ImageRow = z.infer<typeof imageRowSchema>;

export const imageListSchema = z
  .object({
    images: z.array(imageRowSchema),
    next: z.string().optional(),
    total: z.int(),
    counts: z
      .partialRecord(linkStateSchema, z.int())
      .meta({ description: "By the state of the signature, of the images that all filters but that of the state leave." }),
    pods: z.object({ all: z.int(), verified: z.int(), unknown: z.int() }).meta({
      description:
        "Containers that run, those whose image is verified, and those whose image could not be looked at, or not lately.",
    }),
    registries: z
      .array(z.object({ name: z.string(), images: z.int() }))
      .meta({ description: "Of all images of the clusters that were asked for, most images first; the first fifty." }),
    unseen: z
      .array(z.object({ registry: z.string(), images: z.int(), reason: z.string(), remedy: z.string().optional() }))
      .meta({ description: "Why images could not be looked at, by registry, most images first; the first ten." }),
    clusters: z.array(
      z.object({ id: clusterIdSchema, name: z.string(), scanId: scanIdSchema.optional(), takenAt: timeSchema.optional() }),
    ),
    gaps: z.array(gapSchema).meta({ description: "What of the pods could not be seen." }),
    stale: z.boolean().meta({ description: "Trust or policies have changed, and not all images were judged again yet." }),
  })
  .meta({ id: "ImageList" });
export type ImageList = z.infer<typeof imageListSchema>;

/** The workload, and the container of it, whose trail is asked for; without a container, the first. */
export const trailQuery = {
  cluster: clusterIdSchema,
  namespace: z.string().min(1).max(63),
  kind: z.string().min(1).max(63),
  name: z.string().min(1).max(253),
  container: z.string().min(1).max(63).optional(),
};

export const trailQuerySchema = z.object(trailQuery);
export type TrailQuery = z.infer<typeof trailQuerySchema>;

/** One check that ran, or did not. */
const checkSchema = z.object({
  id: z.string(),
  title: z.string(),
  outcome: z.enum(["passed", "failed", "notApplicable", "notAssessed"]),
  detail: z.string(),
});

/** Two proofs of one fact. */
const contradictionSchema = z.object({
  fact: z.string(),
  certificate: z.string(),
  certificateFrom: z.string().meta({ description: "Where the certificate says it, such as the OID." }),
  predicate: z.string(),
  predicateFrom: z.string(),
});

const artifactSchema = z
  .object({
    seq: z.int(),
    role: z.enum(["signature", "provenance", "sbom", "other"]),
    state: linkStateSchema,
    reason: z.string(),
    layout: z.string(),
    place: z.string(),
    attachedTo: digestSchema,
    covers: z.array(digestSchema),
    mediaType: z.string(),
    predicateType: z.string().optional(),
    blob: digestSchema.optional().meta({ description: "Of its bytes where it was found." }),
    digest: digestSchema.optional().meta({ description: "Of what is kept of it; ask for that by it." }),
    size: z.int().optional(),
    signer: signerSchema.optional(),
    profile: z.object({ name: z.string(), revision: z.string() }).optional(),
    checks: z.array(checkSchema),
    contradictions: z.array(contradictionSchema),
    facts: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .meta({ description: "What it says, in the order to read." }),
  })
  .meta({ id: "TrailArtifact" });
export type TrailArtifactView = z.infer<typeof artifactSchema>;

const linkSchema = z
  .object({
    id: trailLinkIdSchema,
    state: linkStateSchema,
    title: z.string(),
    value: z.string().optional().meta({ description: "Its name in mono, such as `acme/shop` or the digest." }),
    proof: z.string().meta({ description: "One line of proof." }),
    reason: z.string(),
    remedy: z.string().optional(),
    contradiction: contradictionSchema.optional(),
    artifacts: z.array(z.int()).meta({ description: "`seq` of the artefacts that it rests on." }),
    checks: z.array(checkSchema),
    reported: z
      .array(z.object({ by: z.string(), says: z.string() }))
      .meta({ description: "What a forge or a cluster reports, and nobody verified." }),
    findings: z
      .int()
      .optional()
      .meta({ description: "Of `vulnerabilities`: how many the reports name, open or closed; absent without a report." }),
    asOf: timeSchema.optional(),
  })
  .meta({ id: "TrailLink" });
export type TrailLinkView = z.infer<typeof linkSchema>;

export const trailSchema = z
  .object({
    id: imageIdSchema.optional(),
    title: z.string().meta({ description: "What the trail is of: namespace/workload, or the image." }),
    sentence: z.string().meta({ description: "The verdict." }),
    name: z.string(),
    digest: digestSchema.optional(),
    digests: z.array(
      z.object({ digest: digestSchema, of: z.enum(["index", "manifest", "configuration"]), platform: z.string().optional() }),
    ),
    places: z.array(placeSchema),
    containers: z
      .array(z.object({ name: z.string(), type: placeSchema.shape.type, image: z.string(), state: linkStateSchema }))
      .optional()
      .meta({ description: "Of a trail that was asked for by workload: its containers, this one among them." }),
    container: z.string().optional().meta({ description: "Of a trail that was asked for by workload." }),
    pods: z.int(),
    links: z.array(linkSchema),
    artifacts: z.array(artifactSchema),
    looked: z.array(
      z.object({
        layout: z.string(),
        place: z.string(),
        attachedTo: digestSchema,
        answer: z.enum(["found", "absent", "unknown"]),
        count: z.int().optional(),
        reason: z.string().optional(),
        remedy: z.string().optional(),
        uploaded: z.boolean().optional().meta({ description: "A file that a person uploaded, and no place of a registry." }),
      }),
    ),
    repositories: z.array(inRepositorySchema).meta({ description: "The other repositories that the same bytes run from." }),
    others: z
      .array(z.object({ digest: digestSchema.optional(), image: z.string(), pods: z.int() }))
      .meta({ description: "What other pods of the workload run in the same container." }),
    due: z.boolean().meta({ description: "A look is waited for." }),
    lookedAt: timeSchema.optional(),
    judgedAt: timeSchema.optional(),
    policies: z.array(z.object({ name: z.string(), allows: z.boolean().optional(), reason: z.string() })),
    source: sourceKey.optional().meta({
      description: "The commit that it is said to be built from, as `/sources` is asked for it; absent where none is named.",
    }),
  })
  .meta({ id: "ImageTrail" });
export type ImageTrailView = z.infer<typeof trailSchema>;

/** A trail as a report shows it: without anything that leads further. */
export const reportTrailSchema = trailSchema
  .omit({ id: true, containers: true, repositories: true, due: true, source: true })
  .extend({ places: z.array(placeSchema.omit({ clusterId: true })) });
export type ReportTrail = z.infer<typeof reportTrailSchema>;

/** The bytes that an artefact rests on, as they are kept. */
export const evidenceSchema = z
  .object({
    digest: digestSchema,
    size: z.int(),
    mediaType: z.string(),
    text: z.string().meta({ description: "As it was found: JSON, or text. What it says may be hostile." }),
    payload: z.string().optional().meta({ description: "What was signed in it, decoded from its envelope, where that is text." }),
    truncated: z.boolean().meta({ description: "Longer than what is shown." }),
  })
  .meta({ id: "ImageEvidence" });
export type ImageEvidence = z.infer<typeof evidenceSchema>;

/** Changes in one answer, the newest first. */
export const mostChanges = 500;

export const imageChangesQuerySchema = z.object({
  cluster: listOf(clusterIdSchema),
  kind: listOf(z.enum(["image", "signer", "state"])),
  days: z.coerce.number().int().min(1).max(90).default(7).meta({ description: "Until now." }),
});
export type ImageChangesQuery = z.infer<typeof imageChangesQuerySchema>;

const changedImageSchema = z.object({
  id: imageIdSchema,
  name: z.string(),
  digest: digestSchema.optional(),
  workloads: z.array(z.string()).meta({ description: "The first three, as namespace/name." }),
  workloadCount: z.int(),
});

export const imageChangesSchema = z
  .object({
    since: timeSchema,
    changes: z.array(
      z.discriminatedUnion("kind", [
        z.object({ kind: z.literal("image"), at: timeSchema, image: changedImageSchema }),
        z.object({
          kind: z.literal("signer"),
          at: timeSchema,
          image: changedImageSchema,
          signer: signerSchema.pick({ id: true, kind: true, name: true }),
        }),
        z.object({
          kind: z.literal("state"),
          at: timeSchema,
          image: changedImageSchema,
          link: imageRowSchema.shape.links.keyof(),
          before: linkStateSchema,
          after: linkStateSchema,
        }),
      ]),
    ),
    total: z.int().meta({ description: "Of the kinds that were asked for." }),
    counts: z.object({ image: z.int(), signer: z.int(), state: z.int() }).meta({ description: "Of all kinds." }),
  })
  .meta({ id: "ImageChanges" });
export type ImageChanges = z.infer<typeof imageChangesSchema>;

export const signerListSchema = z
  .object({
    signers: z.array(
      signerSchema.omit({ signedAt: true }).extend({
        state: z
          .enum(["verified", "signed-untrusted", "stale"])
          .meta({ description: "`stale`: by a trust or by policies that have changed since, until all is judged again." }),
        images: z.int(),
        pods: z.int(),
        clusters: z.array(z.object({ id: clusterIdSchema, name: z.string() })),
        repositories: z.array(z.string()).meta({ description: "The first five." }),
        repositoryCount: z.int(),
        roles: z.array(z.enum(["signature", "provenance", "sbom", "other"])),
        runner: z.string().optional(),
        ref: z.string().optional(),
        trigger: z.string().optional(),
        firstSeen: timeSchema,
        isNew: z.boolean().meta({ description: "First seen in the last seven days." }),
        warnings: z.array(z.string()),
      }),
    ),
    unsigned: z.int().meta({ description: "Images that run and that nobody signed." }),
    notKnown: z.int().meta({ description: "Images of which nobody can tell who signed them." }),
  })
  .meta({ id: "SignerList" });
export type SignerList = z.infer<typeof signerListSchema>;
