import { z } from "zod";
import {
  documentIdSchema,
  documentListSchema,
  documentPartsSchema,
  osvDumpIdSchema,
  packageListSchema,
  packagePlacesQuery,
  packagePlacesSchema,
  packageQuerySchema,
  uploadedSchema,
  uploadQuery,
  vulnerabilityDetailQuery,
  vulnerabilityDetailSchema,
  vulnerabilityListSchema,
  vulnerabilityQuerySchema,
} from "../vulnerabilities.ts";
import { needing, none } from "./base.ts";

const tags = ["Supply chain"];
const byDocument = z.object({ id: documentIdSchema });

export const securityDocumentsRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/security-documents",
      tags,
      summary: "Bills of materials, reports and statements, newest first",
    })
    .input(none)
    .output(documentListSchema),
  upload: needing("scan:run")
    .route({
      method: "POST",
      path: "/security-documents",
      tags,
      summary:
        "Upload a bill of materials, a scanner's report, statements about exploitability, the KEV or EPSS list, or a dump of OSV",
      description:
        "The body is the file, plain or gzip: CycloneDX 1.4 to 1.7, SPDX 2.3, Trivy, Grype, SARIF 2.1.0, OpenVEX, CSAF VEX, Clair v4, or a list of Trivy Operator's reports (`kubectl get vulnerabilityreports,sbomreports -A -o json`), all as JSON; CISA's catalogue as JSON; EPSS as CSV; advisories of OSV as JSON or one a line, or an ecosystem's `all.zip` as it is, up to 1 GB. The same file again takes its own place.",
      inputStructure: "detailed",
    })
    .input(z.object({ query: z.object(uploadQuery), body: z.file() }))
    .output(uploadedSchema),
  get: needing("report:read")
    .route({ method: "GET", path: "/security-documents/{id}", tags, summary: "What a document says that an image holds" })
    .input(byDocument)
    .output(documentPartsSchema),
  remove: needing("scan:run")
    .route({ method: "DELETE", path: "/security-documents/{id}", tags, summary: "Remove a document", successStatus: 204 })
    .input(byDocument)
    .output(z.undefined()),
};

export const osvDumpsRoutes = {
  remove: needing("scan:run")
    .route({
      method: "DELETE",
      path: "/osv-dumps/{id}",
      tags,
      summary: "Remove imported advisories of OSV, with what they say of images",
      successStatus: 204,
    })
    .input(z.object({ id: osvDumpIdSchema }))
    .output(z.undefined()),
};

export const packagesRoutes = {
  list: needing("report:read")
    .route({ method: "GET", path: "/packages", tags, summary: "Packages that run, by the bills of materials of their images" })
    .input(packageQuerySchema)
    .output(packageListSchema),
  places: needing("report:read")
    .route({ method: "GET", path: "/packages/places", tags, summary: "Where a package runs" })
    .input(packagePlacesQuery)
    .output(packagePlacesSchema),
};

export const vulnerabilitiesRoutes = {
  list: needing("report:read")
    .route({
      method: "GET",
      path: "/vulnerabilities",
      tags,
      summary: "Vulnerabilities of what runs, and what no report is about",
    })
    .input(vulnerabilityQuerySchema)
    .output(vulnerabilityListSchema),
  detail: needing("report:read")
    .route({
      method: "GET",
      path: "/vulnerabilities/detail",
      tags,
      summary: "A vulnerability with its witnesses, what they differ in, the statements about it, and where it runs",
    })
    .input(vulnerabilityDetailQuery)
    .output(vulnerabilityDetailSchema),
};
