/** Stands in for Drydock's server: it takes what the contract takes, and keeps what it was sent. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { clusterNameSchema, connectionSchema } from "#contracts/clusters.ts";
import { type ProblemCode, problems } from "#contracts/problems.ts";

const registrationSchema = z.strictObject({
  name: clusterNameSchema,
  connection: connectionSchema,
  includeSecretNames: z.boolean(),
});

export interface Received {
  readonly path: string;
  readonly origin: string | undefined;
  readonly cookie: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface StandIn {
  readonly url: string;
  readonly received: Received[];
  registration(): z.infer<typeof registrationSchema>;
  close(): void;
}

/** The only API token that it knows. */
export const standInToken = `drydock_${"t".repeat(43)}`;
const clusterId = "cls_abcdefghij0123456789";

/** @param password the only one that signs in. */
export async function startStandIn(password: string): Promise<StandIn> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { origin, cookie, authorization } = request.headers;
    const body: unknown = JSON.parse((await text(request)) || "{}");
    received.push({ path: request.url ?? "", origin, cookie, authorization, body });
    answer(request, response, { body, password });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    registration: () => registrationSchema.parse(received.find(({ path }) => path === "/api/v1/clusters")?.body),
    close: () => server.close(),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, sent: { body: unknown; password: string }): void {
  const { password } = z.looseObject({ password: z.string().optional() }).parse(sent.body);
  const json = (status: number, value: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  const refuse = (code: ProblemCode) => json(problems[code].status, { type: "about:blank", code, ...problems[code] });
  if (request.url === "/api/auth/sign-in/email") {
    if (password !== sent.password) return void refuse("signInRefused");
    return void response.writeHead(204, { "set-cookie": ["session=s3ss10n; Path=/; HttpOnly", "other=1; Path=/"] }).end();
  }
  const known = request.headers.authorization === `Bearer ${standInToken}` || request.headers.cookie?.includes("session=s3ss10n");
  if (!known) return void refuse("unauthenticated");
  if (request.url === "/api/auth/sign-out") return void response.writeHead(204).end();
  if (request.url === "/api/v1/session") return void json(200, {});
  if (request.url === "/api/v1/clusters")
    return void json(201, { id: clusterId, name: registrationSchema.parse(sent.body).name });
  if (request.url === `/api/v1/clusters/${clusterId}/scans`) return void json(202, { id: "scn_abcdefghij0123456789", number: 1 });
  refuse("notFound");
}
