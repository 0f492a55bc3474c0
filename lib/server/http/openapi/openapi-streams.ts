/** What streams, in the OpenAPI document: its generator knows bodies of JSON alone. */
import type { OpenAPIGenerator } from "@orpc/openapi";
import { exportFormats } from "../../../contracts/export-formats.ts";
import { exportQueries, exportViews, leftOutHeader } from "../../../contracts/exports.ts";

type Document = Awaited<ReturnType<OpenAPIGenerator["generate"]>>;

const problem = {
  description: "A problem",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const scanEvents = {
  operationId: "scans.events",
  summary: "The progress of a scan as server-sent events",
  description:
    "Each event `progress` has its number as `id` and a ScanProgress as `data`; `end` follows the last one. A reader that comes back with Last-Event-ID gets what it missed. Lines that start with a colon only say that the stream is alive.",
  tags: ["Scans"],
  "x-needs": "report:read",
  parameters: [
    { name: "id", in: "path" as const, required: true, schema: { type: "string" as const } },
    { name: "Last-Event-ID", in: "header" as const, required: false, schema: { type: "integer" as const, minimum: 0 } },
  ],
  responses: {
    "200": {
      description: "Events until the scan has ended",
      content: {
        "text/event-stream": {
          schema: {
            type: "string" as const,
            contentMediaType: "application/json",
            contentSchema: { $ref: "#/components/schemas/ScanProgress" },
          },
        },
      },
    },
    ...Object.fromEntries(["401", "404", "429", "500", "503"].map((status) => [status, problem])),
  },
};

const text = { type: "string" as const };
const auditExport = {
  operationId: "audit.export",
  summary: "The audit log as a file, newest first",
  description: "Takes the filters of the audit log. It streams; a connection that breaks off means that the file is not whole.",
  tags: ["Audit log"],
  "x-needs": "audit:read",
  parameters: [
    { name: "format", in: "query" as const, required: true, schema: { type: "string" as const, enum: ["csv", "json"] } },
    ...["q", "actor", "action", "cluster", "from", "to"].map((name) => ({ name, in: "query" as const, schema: text })),
  ],
  responses: {
    "200": {
      description: "The file",
      content: {
        "text/csv": { schema: text },
        "application/json": {
          schema: { type: "array" as const, items: { $ref: "#/components/schemas/AuditEntry" } },
        },
      },
    },
    ...Object.fromEntries(["400", "401", "403", "429", "500", "503"].map((status) => [status, problem])),
  },
};

const media = { csv: "text/csv", json: "application/json", sarif: "application/sarif+json", junit: "application/xml" };
const exportFile = {
  operationId: "exports.get",
  summary: "A view as a file: findings, a comparison, a scan, the matrix, policy rules, waivers",
  description:
    "Takes the filters of the view. Every file says what it rests on and what could not be assessed; what is waived is marked and never counts as passed. It streams; a connection that breaks off means that the file is not whole.",
  tags: ["Reports"],
  "x-needs": "report:read",
  parameters: [
    { name: "view", in: "path" as const, required: true, schema: { type: "string" as const, enum: [...exportViews] } },
    ...exportParameters(),
  ],
  responses: {
    "200": {
      description: "The file",
      headers: {
        [leftOutHeader]: {
          description: "How many findings the format has no room for; absent where there are none.",
          schema: { type: "integer" as const },
        },
      },
      content: Object.fromEntries(Object.values(media).map((type) => [type, { schema: text }])),
    },
    ...Object.fromEntries(["400", "401", "403", "404", "409", "429", "500", "503"].map((status) => [status, problem])),
  },
};

/** Every parameter of every view, once; its description says of which. */
function exportParameters() {
  const views = Map.groupBy(
    exportViews.flatMap((view) => Object.keys(exportQueries[view].shape).map((name) => ({ name, view }))),
    ({ name }) => name,
  );
  return [...views].map(([name, of]) => ({
    name,
    in: "query" as const,
    description: `Of ${of.map(({ view }) => view).join(", ")}.`,
    schema: name === "format" ? { ...text, enum: [...exportFormats] } : text,
  }));
}

/** Adds the event stream and the files, and says that an upload is bytes, whatever is in them. */
export function addStreams(document: Document): void {
  document.paths ??= {};
  document.paths["/scans/{id}/events"] = { get: scanEvents };
  document.paths["/audit/export"] = { get: auditExport };
  document.paths["/exports/{view}"] = { get: exportFile };
  const upload = document.paths["/snapshots"]?.post;
  if (upload === undefined) throw new Error("the OpenAPI document lacks the upload");
  upload.requestBody = { required: true, content: { "application/octet-stream": {} } };
  const auditLogs = [
    document.paths["/scans/{id}/access/subject/generate"]?.post,
    document.paths["/clusters/{id}/audit-log"]?.put,
  ];
  for (const auditLog of auditLogs) {
    if (auditLog === undefined) throw new Error("the OpenAPI document lacks an audit log's upload");
    auditLog.requestBody = { required: true, content: { "application/x-ndjson": {}, "application/gzip": {} } };
  }
  const kubelets = document.paths["/clusters/{id}/kubelets"]?.put;
  if (kubelets === undefined) throw new Error("the OpenAPI document lacks the upload of kubelets");
  kubelets.requestBody = { required: true, content: { "text/plain": {}, "application/gzip": {} } };
  const packs = document.paths["/images/{id}/packs"]?.post;
  if (packs === undefined) throw new Error("the OpenAPI document lacks the upload of evidence");
  packs.requestBody = {
    required: true,
    content: { "application/x-tar": {}, "application/x-ndjson": {}, "application/gzip": {} },
  };
  const documents = document.paths["/security-documents"]?.post;
  if (documents === undefined) throw new Error("the OpenAPI document lacks the upload of documents");
  documents.requestBody = {
    required: true,
    content: { "application/json": {}, "text/csv": {}, "application/gzip": {}, "application/zip": {} },
  };
}
