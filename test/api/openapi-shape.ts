/** The shape of an OpenAPI 3.1 document, as far as ours uses it: a field that the specification does not know is a mistake. */
import { z } from "zod";

const extended = (shape: z.ZodRawShape) =>
  z
    .looseObject(shape)
    .refine(
      (value) => Object.keys(value).every((name) => name in shape || name.startsWith("x-")),
      "has a field that OpenAPI 3.1 does not know",
    );

const schema = z.union([z.boolean(), z.looseObject({ type: z.union([z.string(), z.array(z.string())]).optional() })]);
const media = z.record(
  z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  extended({ schema: schema.optional(), example: z.unknown().optional() }),
);
const parameter = extended({
  name: z.string().min(1),
  in: z.enum(["query", "header", "path", "cookie"]),
  description: z.string().optional(),
  required: z.boolean().optional(),
  deprecated: z.boolean().optional(),
  allowEmptyValue: z.boolean().optional(),
  allowReserved: z.boolean().optional(),
  style: z.enum(["matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject"]).optional(),
  explode: z.boolean().optional(),
  schema,
}).refine(({ in: place, required }) => place !== "path" || required === true, "a parameter in the path is required");

const security = z.array(z.record(z.string(), z.array(z.string())));
const responses = z
  .record(
    z.string().regex(/^([1-5]\d\d|default)$/),
    extended({
      description: z.string().min(1),
      headers: z.record(z.string(), z.unknown()).optional(),
      content: media.optional(),
    }),
  )
  .refine((all) => Object.keys(all).length > 0, "an operation answers something");

const operation = extended({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  tags: z.array(z.string()).length(1),
  parameters: z.array(parameter).optional(),
  requestBody: extended({ description: z.string().optional(), required: z.boolean().optional(), content: media }).optional(),
  responses,
  security: security.optional(),
});

const path = extended(
  Object.fromEntries(["get", "put", "post", "delete", "patch"].map((method) => [method, operation.optional()])),
);
const securityScheme = z.union([
  extended({
    type: z.literal("apiKey"),
    in: z.enum(["query", "header", "cookie"]),
    name: z.string(),
    description: z.string().optional(),
  }),
  extended({
    type: z.literal("http"),
    scheme: z.string(),
    bearerFormat: z.string().optional(),
    description: z.string().optional(),
  }),
]);

export const openApiShape = extended({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: extended({
    title: z.string(),
    version: z.string(),
    description: z.string().optional(),
    license: extended({ name: z.string(), identifier: z.string() }).optional(),
  }),
  servers: z.array(extended({ url: z.string(), description: z.string().optional() })),
  security,
  tags: z.array(extended({ name: z.string(), description: z.string().optional() })).optional(),
  paths: z.record(z.string().startsWith("/"), path),
  components: extended({
    schemas: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), schema),
    securitySchemes: z.record(z.string(), securityScheme),
  }),
});
