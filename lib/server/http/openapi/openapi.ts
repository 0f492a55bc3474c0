/** The OpenAPI document of `/api/v1`, made from the contract; and the problems that each route may answer with. */
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import * as access from "../../../contracts/access.ts";
import { api } from "../../../contracts/api.ts";
import * as audit from "../../../contracts/audit.ts";
import * as clusters from "../../../contracts/clusters.ts";
import * as common from "../../../contracts/common.ts";
import * as digest from "../../../contracts/digest.ts";
import * as findingLife from "../../../contracts/finding-life.ts";
import * as findings from "../../../contracts/findings.ts";
import { inPersonOnly, type Need } from "../../../contracts/needs.ts";
import * as people from "../../../contracts/people.ts";
import { problemSchema } from "../../../contracts/problems.ts";
import * as scans from "../../../contracts/scans.ts";
import * as tokens from "../../../contracts/tokens.ts";
import * as waivers from "../../../contracts/waivers.ts";
import { type RouteFacts, routes } from "../routes.ts";
import { addStreams } from "./openapi-streams.ts";

type Document = Awaited<ReturnType<OpenAPIGenerator["generate"]>>;
type CommonSchemas = NonNullable<Parameters<OpenAPIGenerator["generate"]>[1]>["commonSchemas"];

let made: Promise<Document> | undefined;

/** @returns the document, made once a process. */
export function openApiDocument(version: string): Promise<Document> {
  made ??= generate(version);
  return made;
}

const securitySchemes = {
  token: { type: "http", scheme: "bearer", description: "An API token of yours: `Authorization: Bearer drydock_…`." },
  session: { type: "apiKey", in: "cookie", name: "__Host-drydock", description: "What signing in sets; over http `drydock`." },
} as const;

async function generate(version: string): Promise<Document> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const document = await generator.generate(api, {
    info: {
      title: "Drydock",
      version,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      description:
        "What Drydock knows of your clusters, and how well it could look. Every error is a problem (RFC 9457); its `code` is one of a closed set.",
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }, { session: [] }],
    components: { securitySchemes },
    commonSchemas: namedSchemas(),
  });
  for (const route of routes) complete(operationOf(document, route), route);
  addStreams(document);
  return document;
}

/** Every schema of the contract that has a name becomes a component of it. */
function namedSchemas(): CommonSchemas {
  const schemas = [access, audit, clusters, common, digest, findingLife, findings, people, scans, tokens, waivers].flatMap(
    (module) => Object.values(module),
  );
  const named = [...schemas, problemSchema].flatMap((schema) => {
    const id = isSchema(schema) ? schema.meta()?.id : undefined;
    return id === undefined ? [] : [[id, { schema, strategy: "output" as const }]];
  });
  return Object.fromEntries(named);
}

function isSchema(value: unknown): value is typeof problemSchema {
  return typeof value === "object" && value !== null && "meta" in value && typeof value.meta === "function";
}

const always = ["400", "429", "500", "503"];

interface Operation {
  parameters?: unknown[];
  responses?: Record<string, unknown>;
  security?: unknown;
  /** The right that it needs. */
  "x-needs"?: Need;
}

function operationOf(document: Document, { method, path }: RouteFacts): Operation {
  const operation = (document.paths?.[path] as Record<string, Operation> | undefined)?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`the OpenAPI document lacks ${method} ${path}`);
  return operation;
}

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description: "The same request with the same key is carried out once, and answered as the first time, for 24 hours.",
  schema: { type: "string", minLength: 1, maxLength: 200 },
};

/** Adds what the contract does not say of each route: its right, its key, and the problems that it may answer with. */
function complete(operation: Operation, { method, name, needs }: RouteFacts): void {
  const changes = method === "GET" ? [] : ["409", "413", "422"];
  const guarded = needs === "public" ? ["403", "404"] : ["401", "403", "404"];
  if (needs === "public") operation.security = [];
  else if (inPersonOnly.some((need) => need === needs)) operation.security = [{ session: [] }];
  if (needs !== undefined) operation["x-needs"] = needs;
  if (operation.responses?.["204"] !== undefined) operation.responses["204"] = { description: "Done; there is no body" };
  if (method === "POST" && needs !== "public" && name !== "clusters.upload")
    operation.parameters = [...(operation.parameters ?? []), idempotencyKey];
  for (const status of [...always, ...guarded, ...changes].sort()) {
    operation.responses ??= {};
    operation.responses[status] ??= {
      description: "A problem",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
}
