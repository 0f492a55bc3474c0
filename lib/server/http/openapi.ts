/** The OpenAPI document of `/api/v1`, made from the contract; and the problems that each route may answer with. */
import { OpenAPIGenerator } from "@orpc/openapi";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import * as access from "../../contracts/access.ts";
import { api } from "../../contracts/api.ts";
import * as clusters from "../../contracts/clusters.ts";
import * as common from "../../contracts/common.ts";
import * as digest from "../../contracts/digest.ts";
import * as findingLife from "../../contracts/finding-life.ts";
import * as findings from "../../contracts/findings.ts";
import * as people from "../../contracts/people.ts";
import { problemSchema } from "../../contracts/problems.ts";
import * as scans from "../../contracts/scans.ts";
import * as waivers from "../../contracts/waivers.ts";
import { addStreams } from "./openapi-streams.ts";
import { type RouteFacts, routes } from "./routes.ts";

type Document = Awaited<ReturnType<OpenAPIGenerator["generate"]>>;
type CommonSchemas = NonNullable<Parameters<OpenAPIGenerator["generate"]>[1]>["commonSchemas"];

let made: Promise<Document> | undefined;

/** @returns the document, made once a process. */
export function openApiDocument(version: string): Promise<Document> {
  made ??= generate(version);
  return made;
}

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
    security: [{ session: [] }],
    components: { securitySchemes: { session: { type: "apiKey", in: "cookie", name: "__Host-drydock" } } },
    commonSchemas: namedSchemas(),
  });
  for (const route of routes) addProblems(document, route);
  addStreams(document);
  return document;
}

/** Every schema of the contract that has a name becomes a component of it. */
function namedSchemas(): CommonSchemas {
  const schemas = [access, clusters, common, digest, findingLife, findings, people, scans, waivers].flatMap((module) =>
    Object.values(module),
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

function addProblems(document: Document, { method, path, needs }: RouteFacts): void {
  const operations = document.paths?.[path] as Record<string, { responses?: Record<string, unknown>; security?: unknown }>;
  const operation = operations[method.toLowerCase()];
  if (operation === undefined) throw new Error(`the OpenAPI document lacks ${method} ${path}`);
  const changes = method === "GET" ? [] : ["409", "413", "422"];
  const guarded = needs === "public" ? ["403", "404"] : ["401", "403", "404"];
  if (needs === "public") operation.security = [];
  for (const status of [...always, ...guarded, ...changes].sort()) {
    operation.responses ??= {};
    operation.responses[status] ??= {
      description: "A problem",
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    };
  }
}
