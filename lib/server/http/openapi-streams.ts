/** What streams, in the OpenAPI document: its generator knows bodies of JSON alone. */
import type { OpenAPIGenerator } from "@orpc/openapi";

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

/** Adds the event stream and the file of the audit log, and says that an upload is bytes, whatever is in them. */
export function addStreams(document: Document): void {
  document.paths ??= {};
  document.paths["/scans/{id}/events"] = { get: scanEvents };
  document.paths["/audit/export"] = { get: auditExport };
  const upload = document.paths["/snapshots"]?.post;
  if (upload === undefined) throw new Error("the OpenAPI document lacks the upload");
  upload.requestBody = { required: true, content: { "application/octet-stream": {} } };
}
