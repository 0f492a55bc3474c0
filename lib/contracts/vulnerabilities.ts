/** What images hold and what is wrong with it, by documents that people and scanners made. Without one, nothing is known. */
import { z } from "zod";
import { clusterIdSchema, listOf, pageQuery, timeSchema } from "./common.ts";
import { vulnerabilitySeveritySchema } from "./supply-chain/vulnerability-severity.ts";
import { linkStateSchema } from "./supply-chain.ts";

/** Bytes, after unpacking. */
export const documentUploadLimit = 64 * 1024 * 1024;
/** Bytes of an archive of OSV, as it is: that of npm has more than 200 MB. */
export const osvArchiveLimit = 1024 * 1024 * 1024;
export const documentIdSchema = z.string().regex(/^doc_[a-z0-9]{10,40}$/);
export const osvDumpIdSchema = z.string().regex(/^osv_[a-z0-9]{10,40}$/);

const originSchema = z
  .object({
    origin: z.enum(["upload", "attestation", "cluster", "clair", "osv"]).meta({
      description:
        "`attestation`: beside the image; `cluster`: Trivy Operator reports it there, and a scan saw it; `clair`: it gave it when it was asked; `osv`: a bill of materials, compared with advisories that were imported.",
    }),
    state: linkStateSchema.meta({
      description: "`verified`: signed by somebody whom a policy names. What a person uploaded is a claim of theirs.",
    }),
    reason: z.string(),
    signer: z.string().optional(),
    uploadedBy: z.string().optional(),
    cluster: z
      .string()
      .optional()
      .meta({ description: "Where a scan saw it; absent where the reader does not see the cluster." }),
  })
  .meta({ id: "DocumentOrigin" });
export type DocumentOriginView = z.infer<typeof originSchema>;

const documentSchema = z
  .object({
    id: documentIdSchema,
    fileName: z.string(),
    format: z.string(),
    formatVersion: z.string().optional(),
    digests: z.array(z.string()).meta({ description: "Of the image that it is about, by its own word or by a person's." }),
    given: z.boolean().meta({ description: "A person named the digest, and not the document." }),
    names: z.array(z.string()),
    tool: z.string().optional(),
    toolVersion: z.string().optional(),
    databaseDate: z.string().optional(),
    at: timeSchema,
    components: z.int().optional().meta({ description: "Absent where it does not say what the image holds." }),
    vulnerabilities: z.int().optional().meta({ description: "Absent where it did not look for any; that is not zero." }),
    secrets: z.int().optional(),
    statements: z.int(),
    notes: z.array(z.string()),
    containers: z.int().meta({ description: "Containers that run the image, of those that the reader sees." }),
    from: originSchema,
    uploadedAt: timeSchema.meta({ description: "When it was uploaded, or or first read where it lies." }),
  })
  .meta({ id: "SecurityDocument" });
export type SecurityDocumentView = z.infer<typeof documentSchema>;

const listStateSchema = z.object({
  version: z.string().optional(),
  datedAt: timeSchema.optional(),
  entries: z.int(),
  loadedBy: z.string(),
  loadedAt: timeSchema,
});

const operatorSchema = z.object({
  clusterId: clusterIdSchema,
  cluster: z.string(),
  at: timeSchema.optional().meta({ description: "When the newest scan looked; absent before there is one." }),
  state: z
    .enum(["seen", "partial", "unseen", "absent"])
    .meta({ description: "`absent`: the cluster serves no such reports; `unseen`: nobody looked, which is not none." }),
  detail: z.string().optional().meta({ description: "What of it was not seen, and why." }),
  remedy: z.string().optional(),
  waits: z.boolean().meta({ description: "What the newest scan saw is not taken in yet." }),
  reports: z.int(),
  images: z.int().meta({ description: "That run in the cluster and that a report is joined with by a digest." }),
  undigested: z.int().meta({ description: "Reports that name no digest: they are joined with nothing." }),
  older: z.int().meta({ description: "Reports from before their image was built: they are joined with nothing." }),
  elsewhere: z.int().meta({ description: "Reports of digests that nothing which is known to run in the cluster has." }),
  oldest: timeSchema.optional(),
  newest: timeSchema.optional(),
  versions: z.array(z.string()).meta({ description: "Of the scanner." }),
});
export type OperatorView = z.infer<typeof operatorSchema>;

const clairSchema = z.object({
  asked: z.boolean().meta({ description: "A Clair may be asked; where none may, what it said before is kept and grows old." }),
  images: z.int().meta({ description: "That run where the reader sees." }),
  known: z.int().meta({ description: "Of those, the ones of which Clair has a report." }),
  unknown: z
    .int()
    .meta({ description: "Of those, the ones of which Clair knows no manifest: that is not zero vulnerabilities." }),
  failed: z.int().meta({ description: "Of those, the ones without a report about which the last question got no answer." }),
  lookedAt: timeSchema.optional(),
  failure: z.string().optional(),
});
export type ClairView = z.infer<typeof clairSchema>;

const osvSchema = z
  .object({
    dumps: z.array(
      z.object({
        id: osvDumpIdSchema,
        fileName: z.string(),
        whole: z.boolean().meta({ description: "An ecosystem's archive, and not a few advisories." }),
        ecosystems: z.array(z.string()),
        advisories: z.int(),
        withdrawn: z.int().meta({ description: "Of those, the ones that were taken back: they are about nothing." }),
        unread: z.int(),
        datedAt: timeSchema.optional().meta({ description: "When the newest of its advisories was changed." }),
        loadedBy: z.string(),
        loadedAt: timeSchema,
      }),
    ),
    bills: z.int().meta({ description: "Bills of materials of images that run where the reader sees." }),
    waiting: z.int().meta({ description: "Of those, the ones that are not compared with these dumps yet." }),
    packages: z.int().meta({ description: "In bills that are compared; one counts for each bill that lists it." }),
    evaluated: z.int().meta({ description: "Of those, the ones of which every advisory could be compared." }),
    left: z
      .array(
        z.object({
          type: z.string().meta({ description: "Of package URLs; `other` for packages without one." }),
          gap: z.enum(["noDump", "ecosystem", "version"]).meta({
            description:
              "`noDump`: no archive of their ecosystem is loaded; `ecosystem`: its ranges of versions are not compared; `version`: their versions cannot be read.",
          }),
          packages: z.int(),
        }),
      )
      .meta({ description: "The packages that were not evaluated: they are not clean." }),
  })
  .meta({ id: "OsvState" });
export type OsvView = z.infer<typeof osvSchema>;

export const documentListSchema = z
  .object({
    documents: z
      .array(documentSchema)
      .meta({ description: "Without those that scans saw in clusters, that Clair gave, and that OSV's advisories make." }),
    total: z.int(),
    operators: z.array(operatorSchema).meta({ description: "What Trivy Operator reports, by clusters." }),
    clair: clairSchema,
    osv: osvSchema,
    kev: listStateSchema.optional().meta({ description: "Absent where no list was loaded." }),
    epss: listStateSchema.optional(),
  })
  .meta({ id: "SecurityDocumentList" });
export type SecurityDocumentList = z.infer<typeof documentListSchema>;

export const documentPartsSchema = z
  .object({
    document: documentSchema,
    parts: z.array(
      z.object({ name: z.string(), version: z.string().optional(), type: z.string().optional(), licences: z.array(z.string()) }),
    ),
    secrets: z.array(
      z.object({ rule: z.string(), path: z.string(), severity: vulnerabilitySeveritySchema, title: z.string().optional() }),
    ),
  })
  .meta({ id: "SecurityDocumentParts" });
export type SecurityDocumentParts = z.infer<typeof documentPartsSchema>;

export const uploadQuery = {
  fileName: z.string().min(1).max(200).default("document"),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .meta({ description: "Of the image that the document is about; needed for SARIF, and for others that name none." }),
};

export const uploadedSchema = z
  .object({
    documents: z.int(),
    components: z.int(),
    vulnerabilities: z.int(),
    statements: z.int(),
    list: z.enum(["kev", "epss", "osv"]).optional(),
    entries: z.int().optional(),
    notes: z.array(z.string()),
  })
  .meta({ id: "UploadedDocuments" });
export type UploadedDocuments = z.infer<typeof uploadedSchema>;

const placeSchema = z.object({
  clusterId: clusterIdSchema,
  cluster: z.string(),
  namespace: z.string(),
  kind: z.string(),
  workload: z.string(),
  container: z.string(),
  image: z.string(),
  digest: z.string(),
  pods: z.int(),
});
export type VulnerablePlace = z.infer<typeof placeSchema>;

const placesShape = {
  places: z.array(placeSchema).meta({ description: "The first 1,000, by cluster, namespace and workload." }),
  placeCount: z.int(),
};

const coverageSchema = z
  .object({
    images: z.int().meta({ description: "That run where the reader sees, by their digests; those without one are not in it." }),
    known: z
      .int()
      .meta({ description: "Of those, the ones that a document of the kind is about: uploaded, or verified beside the image." }),
    claimed: z.int().meta({ description: "Of those, the ones that only an attestation is about which is not verified." }),
    without: z
      .array(z.object({ image: z.string(), digest: z.string(), pods: z.int() }))
      .meta({ description: "The first fifty." }),
    unnamed: z.int().meta({ description: "Containers that say no digest, so that no document can be about them." }),
  })
  .meta({ id: "DocumentCoverage" });
export type DocumentCoverage = z.infer<typeof coverageSchema>;

export const packageQuerySchema = z.object({
  q: z.string().max(200).default("").meta({ description: "Part of the name; nothing asks for all." }),
  version: z.string().max(100).optional().meta({ description: "The beginning of the version." }),
  cluster: listOf(clusterIdSchema),
  ...pageQuery,
});
export type PackageQuery = z.infer<typeof packageQuerySchema>;

const packageSchema = z
  .object({
    key: z.string(),
    name: z.string(),
    version: z.string().optional(),
    type: z.string().optional(),
    images: z.int(),
    proved: z.int().meta({ description: "Of those, the ones of which a verified bill of materials lists it." }),
    containers: z.int(),
    clusters: z.int(),
  })
  .meta({ id: "RunningPackage" });
export type RunningPackage = z.infer<typeof packageSchema>;

export const packageListSchema = z
  .object({ packages: z.array(packageSchema), next: z.string().optional(), coverage: coverageSchema })
  .meta({ id: "PackageList" });
export type PackageList = z.infer<typeof packageListSchema>;

export const packagePlacesQuery = z.object({ key: z.string().min(1).max(2_048) });
export const packagePlacesSchema = z
  .object({
    ...placesShape,
    documents: z
      .array(z.object({ id: documentIdSchema, fileName: z.string(), format: z.string(), from: originSchema }))
      .meta({ description: "The first fifty, what is verified before the others." }),
    documentCount: z.int(),
  })
  .meta({ id: "PackagePlaces" });
export type PackagePlaces = z.infer<typeof packagePlacesSchema>;

export const vulnerabilityQuerySchema = z.object({
  q: z.string().max(200).default("").meta({ description: "Part of an id or of a package's name." }),
  severity: listOf(vulnerabilitySeveritySchema),
  show: z
    .enum(["open", "closed", "all"])
    .default("open")
    .meta({ description: "`closed`: statements say that it does not matter, or is fixed." }),
  fixable: z.enum(["yes"]).optional(),
  exploited: z.enum(["yes"]).optional().meta({ description: "Known to be exploited, by the list that was loaded." }),
  differs: z.enum(["yes"]).optional().meta({ description: "Scanners differ." }),
  cluster: listOf(clusterIdSchema),
  ...pageQuery,
});
export type VulnerabilityQuery = z.infer<typeof vulnerabilityQuerySchema>;

const saidSchema = z.enum(["yes", "no", "unknown"]);

const vulnerabilitySchema = z
  .object({
    id: z.string(),
    title: z.string().optional(),
    severity: vulnerabilitySeveritySchema,
    packages: z.array(z.string()).meta({ description: "The first three." }),
    packageCount: z.int(),
    images: z.int(),
    containers: z.int(),
    clusters: z.int(),
    tools: z.array(z.string()),
    fixable: z.boolean(),
    differs: z.boolean(),
    open: z.boolean(),
    exploited: saidSchema.meta({ description: "`unknown`: no list was loaded." }),
    epss: z.number().optional().meta({ description: "0 to 1; absent where no list was loaded, or it does not say." }),
  })
  .meta({ id: "RunningVulnerability" });
export type RunningVulnerability = z.infer<typeof vulnerabilitySchema>;

export const vulnerabilityListSchema = z
  .object({
    vulnerabilities: z.array(vulnerabilitySchema),
    next: z.string().optional(),
    total: z.int(),
    counts: z.partialRecord(vulnerabilitySeveritySchema, z.int()).meta({ description: "Of all that the other filters leave." }),
    coverage: coverageSchema,
    kev: listStateSchema.optional(),
    epss: listStateSchema.optional(),
  })
  .meta({ id: "VulnerabilityList" });
export type VulnerabilityList = z.infer<typeof vulnerabilityListSchema>;

export const vulnerabilityDetailQuery = z.object({ vulnerability: z.string().min(1).max(100) });

const witnessSchema = z.object({
  document: z.string(),
  from: originSchema.optional().meta({ description: "Absent where the document was removed meanwhile." }),
  tool: z.string(),
  toolVersion: z.string().optional(),
  databaseDate: z.string().optional(),
  at: z.string(),
  joinedBy: z.string().meta({ description: "The digest that document and image both have." }),
  id: z.string(),
  severity: vulnerabilitySeveritySchema,
  score: z.number().optional(),
  fixedVersion: z.string().optional(),
  path: z.string().optional(),
});

const imageFindingSchema = z.object({
  digest: z.string(),
  image: z.string(),
  package: z.string(),
  severity: vulnerabilitySeveritySchema,
  score: z.number().optional(),
  fixedVersions: z.array(z.string()),
  witnesses: z.array(witnessSchema),
  silent: z.array(z.string()).meta({ description: "Scanners that looked at the image and do not report it." }),
  differIn: z.array(z.enum(["severity", "fixedVersion", "presence"])),
  standing: z.enum(["open", "notAffected", "fixed", "underInvestigation", "affected", "disputed"]),
  vex: z.array(
    z.object({
      document: z.string(),
      from: originSchema.optional(),
      status: z.string(),
      justification: z.string().optional(),
      text: z.string().optional(),
      author: z.string().optional(),
      at: z.string().optional(),
    }),
  ),
});

export const vulnerabilityDetailSchema = z
  .object({
    id: z.string(),
    ids: z.array(z.string()),
    title: z.string().optional(),
    url: z.string().optional(),
    exploited: saidSchema,
    exploitedSince: z.string().optional(),
    ransomware: z.boolean().optional(),
    epss: z.number().optional(),
    findings: z.array(imageFindingSchema).meta({ description: "The first 500." }),
    findingCount: z.int(),
    ...placesShape,
  })
  .meta({ id: "VulnerabilityDetail" });
export type VulnerabilityDetail = z.infer<typeof vulnerabilityDetailSchema>;
