/**
 * Every route of the OpenAPI document, asked with what its own schemas make: each answer is one that the document knows, and what
 * does not fit is refused by name. The seed is printed; CASES says how many requests each route gets.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { z } from "zod";
import { problemSchema } from "#contracts/problems.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { type JsonSchema, judgesOf, type Making, type Schemas, spoiltOf, valuesOf } from "#test/api/json-schema.ts";
import { type Ids, nobody, walk } from "#test/api/walk.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { openApiDocument } from "./openapi.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}
type Content = Readonly<Record<string, { readonly schema?: JsonSchema }>>;
interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface Route extends Operation {
  readonly path: string;
  readonly method: string;
}

const cases = Number(process.env.CASES ?? 4);
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));
console.info(`openapi-walk: SEED=${seed} CASES=${cases}`);

const document = JSON.parse(JSON.stringify(await openApiDocument("1.2.3"))) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Schemas };
};
const { schemas } = document.components;
const judge = judgesOf(schemas);

/** What streams has tests of its own. */
const streams: ReadonlySet<string> = new Set(["scans.events", "clusters.upload", "subjects.generate", "audit.export"]);
/** In this order things are there when they are asked for: made, read, changed, acted on, removed. */
const order = ["POST", "GET", "PUT", "PATCH", "POST of one", "DELETE"];
const turnOf = ({ method, path }: Route) => order.indexOf(method === "POST" && path.includes("{") ? "POST of one" : method);
const routes: readonly Route[] = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ ...route, path, method: method.toUpperCase() })),
  )
  .filter(({ operationId }) => !streams.has(operationId))
  .filter(({ responses }) =>
    Object.values(responses).every(({ content = {} }) => Object.keys(content).every((type) => type.includes("json"))),
  )
  .sort((a, b) => turnOf(a) - turnOf(b));

interface Asked {
  readonly path: string;
  readonly body?: unknown;
}

function bodySchema({ requestBody }: Route): JsonSchema | undefined {
  return requestBody?.content["application/json"]?.schema;
}

/** @returns requests that fit what the document says of a route. */
function requestsOf(route: Route, making: Making): fc.Arbitrary<Asked> {
  const parameters = (route.parameters ?? []).filter((parameter) => parameter.in !== "header");
  const model = Object.fromEntries(parameters.map(({ name, schema }) => [name, valuesOf(schema, making)]));
  const requiredKeys = parameters.filter(({ required }) => required).map(({ name }) => name);
  const schema = bodySchema(route);
  const body = schema === undefined ? fc.constant(undefined) : valuesOf(schema, making);
  return fc
    .tuple(fc.record(model, { requiredKeys }), body)
    .map(([values, made]) => ({ path: addressOf(route, values), body: made }));
}

function addressOf({ path, parameters = [] }: Route, values: Readonly<Record<string, unknown>>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encodeURIComponent(String(values[name])));
  const query = new URLSearchParams();
  for (const { name } of parameters.filter((parameter) => parameter.in === "query" && values[parameter.name] !== undefined))
    for (const value of [values[name]].flat()) query.append(name, String(value));
  return query.size === 0 ? filled : `${filled}?${query}`;
}

/** Fails where an answer is not what the document says of this status. */
async function expectKnown(route: Route, asked: Asked, response: Response): Promise<void> {
  const about = `${route.operationId} ${route.method} ${JSON.stringify(asked)} answered ${response.status}`;
  const text = await response.text();
  expect(response.status, `${about}: ${text}`).toBeLessThan(500);
  const known = route.responses[String(response.status)];
  expect(known, about).toBeDefined();
  if (known?.content === undefined) return void expect(text, about).toBe("");
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  expect(Object.keys(known.content), about).toContain(type);
  expectFits(judge(known.content[type]?.schema ?? {}), JSON.parse(text), about);
}

function expectFits(schema: z.ZodType, value: unknown, about: string): void {
  const { error } = schema.safeParse(value);
  expect(error?.issues ?? [], about).toEqual([]);
}

interface World {
  readonly api: TestApi;
  readonly cookie: string;
  readonly making: Making;
  readonly ids: Ids;
}

async function seededWorld(): Promise<World> {
  const api = await createTestApi();
  const cookie = await api.signIn({ email: "root@example.com" });
  await api.signIn({ email: "other@example.com", role: "viewer" });
  const cluster = await seedCluster(api.data, { name: "team" });
  await seedScan(api.data, cluster.id, teamInventory({ takenAt: "2026-11-23T00:00:00Z" }));
  const scan = await seedScan(api.data, cluster.id, teamInventory());
  const [finding] = await api.data.repositories.findings.ofScan(systemScope, scan.id);
  const user = (await api.data.repositories.users.list(systemScope)).find(({ email }) => email === "other@example.com")?.id ?? "";
  const ids = { ...nobody, cluster: cluster.id, scan: scan.id, user, fingerprint: finding?.fingerprint ?? "" };
  return { api, cookie, ids, making: { schemas, known: { cls: cluster.id, scn: scan.id, usr: user } } };
}

/** Remembers the ids of what was made, so that later requests ask for it. */
function learn(text: string, { known }: Making): void {
  for (const [, id = "", prefix = ""] of text.matchAll(/"(([a-z]{3})_[a-z2-7]{26})"/g)) known[prefix] ??= id;
}

/** The walk's own requests ask for things that never were, where we know one that is. */
function withKnown(path: string, { known }: Making): string {
  return path.replaceAll(/([a-z]{3})_a{26}/g, (id, prefix: string) => known[prefix] ?? id);
}

const sample = <T>(values: fc.Arbitrary<T>, count: number) => fc.sample(values, { seed, numRuns: count });

test("every answer to what fits is one that the document knows", async () => {
  const { api, cookie, making, ids } = await seededWorld();
  const good = new Map<string, number>();
  const stops = new Map(walk(ids).map((stop) => [stop.name, stop]));
  for (const route of routes) {
    const stop = stops.get(route.operationId);
    const written: Asked[] = stop === undefined ? [] : [{ path: withKnown(stop.path, making), body: stop.body }];
    for (const asked of [...written, ...sample(requestsOf(route, making), cases)]) {
      const response = await api.ask(route.method, asked.path, { cookie, body: asked.body });
      if (response.ok) good.set(route.operationId, (good.get(route.operationId) ?? 0) + 1);
      if (response.status === 201) learn(await response.clone().text(), making);
      await expectKnown(route, asked, response);
    }
  }
  // What asks for something that nobody made is not answered with it.
  const ofNothing = (id: string) => /a{26}/.test(withKnown(stops.get(id)?.path ?? "", making));
  const reading = routes.filter(
    ({ method, path, operationId }) =>
      method === "GET" && !/\{(?!fingerprint)\w+\}/.test(path.replace("/scans/{id}", "")) && !ofNothing(operationId),
  );
  for (const { operationId } of reading) expect([operationId, good.get(operationId) ?? 0]).not.toEqual([operationId, 0]);
  console.info(`openapi-walk: ${good.size} of ${routes.length} routes did what they were asked`);
  expect(good.size).toBeGreaterThan(routes.length * 0.75);
}, 300_000);

test("what does not fit is a bad request that says where", async () => {
  const { api, cookie, making } = await seededWorld();
  let refused = 0;
  for (const route of routes) {
    const schema = bodySchema(route);
    if (schema === undefined) continue;
    const spoilt = requestsOf(route, making).chain((asked) => spoiltOf(asked.body).map((body) => ({ ...asked, body })));
    for (const asked of sample(spoilt, cases * 3).filter(({ body }) => !judge(schema).safeParse(body).success)) {
      const response = await api.ask(route.method, asked.path, { cookie, body: asked.body });
      const about = `${route.operationId} ${JSON.stringify(asked)}`;
      expect([about, response.status]).toEqual([about, 400]);
      const problem = problemSchema.parse(await response.json());
      expect([about, problem.code, (problem.issues ?? []).length > 0]).toEqual([about, "badRequest", true]);
      refused += 1;
    }
  }
  console.info(`openapi-walk: ${refused} bad bodies refused`);
  expect(refused).toBeGreaterThan(routes.length / 2);
}, 300_000);

const badValues: Readonly<Record<string, string>> = { integer: "many", boolean: "perhaps", number: "much" };

test("a query that does not fit is a bad request that names the parameter", async () => {
  const { api, cookie, making } = await seededWorld();
  let refused = 0;
  for (const route of routes.filter(({ method }) => method === "GET")) {
    for (const { name, schema } of (route.parameters ?? []).filter((parameter) => parameter.in === "query")) {
      const bad = schema.enum !== undefined || schema.pattern !== undefined ? "§" : badValues[schema.type ?? ""];
      if (bad === undefined) continue;
      const [asked = { path: route.path }] = sample(requestsOf(route, making), 1);
      const url = new URL(asked.path, "http://x");
      url.searchParams.set(name, bad);
      const response = await api.ask("GET", url.pathname + url.search, { cookie });
      const about = `${route.operationId} ?${name}=${bad}`;
      expect([about, response.status]).toEqual([about, 400]);
      const { issues = [] } = problemSchema.parse(await response.json());
      expect([about, issues.map(({ path }) => path.split(/[.[]/)[0])]).toEqual([about, expect.arrayContaining([name])]);
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(20);
}, 120_000);
