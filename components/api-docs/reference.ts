/** The OpenAPI document as the page shows it: by tag, each route with what it takes and gives. */
import { exampleOf, type Row, rowsOf, type Schema, type TypePart, typeOf } from "./schema-words.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
interface RawOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content?: Content };
  readonly responses?: Readonly<Record<string, { readonly content?: Content }>>;
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly "x-needs"?: string;
}
export interface OpenApi {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

export interface Shape {
  readonly mediaType: string;
  readonly type: readonly TypePart[];
  readonly rows: readonly Row[];
}

export interface Operation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  readonly needs?: string;
  readonly signIn: "nobody" | "person" | "tokenOrPerson";
  readonly parameters: readonly (Row & { readonly place: string })[];
  readonly body?: Shape;
  readonly answers: readonly { readonly status: string; readonly shapes: readonly Shape[] }[];
  /** Statuses of problems. */
  readonly problems: readonly string[];
  readonly curl?: string;
}

export interface Reference {
  readonly sections: readonly { readonly tag: string; readonly operations: readonly Operation[] }[];
  readonly schemas: readonly {
    readonly name: string;
    readonly type: readonly TypePart[];
    readonly about: string;
    readonly rows: readonly Row[];
  }[];
}

/** @param base such as `https://drydock.example/api/v1`, for the commands. */
export function readReference({ paths = {}, components = {} }: OpenApi, base: string): Reference {
  const schemas = components.schemas ?? {};
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => operationOf({ method: method.toUpperCase(), path, raw, base, schemas })),
  );
  const byTag = Object.entries(Object.groupBy(operations, ({ tag }) => tag));
  return {
    sections: byTag.map(([tag, inTag = []]) => ({ tag, operations: inTag })).sort((a, b) => a.tag.localeCompare(b.tag)),
    schemas: Object.entries(schemas)
      .map(([name, schema]) => ({ name, type: typeOf(schema), about: schema.description ?? "", rows: rowsOf(schema) }))
      .sort((a, b) => a.name.localeCompare(b.name)),
  };
}

interface Place {
  readonly method: string;
  readonly path: string;
  readonly raw: RawOperation;
  readonly base: string;
  readonly schemas: Readonly<Record<string, Schema>>;
}

function operationOf(place: Place): Operation {
  const { method, path, raw } = place;
  const signIn = signInOf(raw);
  const answers = Object.entries(raw.responses ?? {});
  const [body] = shapesOf(raw.requestBody?.content);
  return {
    id: raw.operationId ?? `${method} ${path}`,
    tag: raw.tags?.[0] ?? "Other",
    method,
    path,
    summary: raw.summary ?? "",
    ...(raw.description === undefined ? {} : { description: raw.description }),
    ...(raw["x-needs"] === undefined ? {} : { needs: raw["x-needs"] }),
    signIn,
    parameters: (raw.parameters ?? []).map(parameterRow),
    ...(body === undefined ? {} : { body }),
    answers: answers.filter(([status]) => status < "400").map(([status, { content }]) => ({ status, shapes: shapesOf(content) })),
    problems: answers.map(([status]) => status).filter((status) => status >= "400"),
    ...(signIn === "person" ? {} : { curl: curlOf(place, signIn) }),
  };
}

function signInOf({ security }: RawOperation): Operation["signIn"] {
  if (security === undefined) return "tokenOrPerson";
  if (security.length === 0) return "nobody";
  return security.some((one) => "token" in one) ? "tokenOrPerson" : "person";
}

function parameterRow({ name, in: place, required = false, description, schema = {} }: Parameter) {
  const [row] = rowsOf({ properties: { [name]: description === undefined ? schema : { ...schema, description } } });
  return { name, place, required, type: row?.type ?? [], about: row?.about ?? "" };
}

function shapesOf(content: Content | undefined): Shape[] {
  return Object.entries(content ?? {}).map(([mediaType, { schema = {} }]) => ({
    mediaType,
    type: typeOf(schema),
    rows: rowsOf(schema),
  }));
}

function curlOf({ method, path, raw, base, schemas }: Place, signIn: Operation["signIn"]): string {
  const needed = (raw.parameters ?? []).filter((parameter) => parameter.in === "query" && parameter.required === true);
  const query = needed.map(({ name, schema = {} }) => `${name}=${String(exampleOf(schema, schemas))}`).join("&");
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => name.toUpperCase());
  const [mediaType, content] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
  const lines = [
    ...(signIn === "tokenOrPerson" ? ['-H "Authorization: Bearer $DRYDOCK_TOKEN"'] : []),
    ...(method === "GET" ? [] : [`-X ${method}`]),
    ...(mediaType === undefined ? [] : [`-H "Content-Type: ${mediaType}"`]),
    ...(mediaType === undefined ? [] : [bodyOf(mediaType, content?.schema, schemas)]),
    `"${base}${filled}${query === "" ? "" : `?${query}`}"`,
  ];
  return `curl ${lines.join(" \\\n  ")}`;
}

function bodyOf(mediaType: string, schema: Schema | undefined, schemas: Place["schemas"]): string {
  if (mediaType !== "application/json") return "--data-binary @FILE";
  return `-d '${JSON.stringify(exampleOf(schema ?? {}, schemas))}'`;
}
