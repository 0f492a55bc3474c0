/** The other way to register: server, certificate authority and token, each in its own field of a form. */
import { err, ok, type Result } from "#core/result.ts";
import { parseEndpoint } from "../../net/endpoint.ts";
import { decodeBase64, readAuthority } from "./certificates.ts";
import { isServerName } from "./entries.ts";
import type { ParsedCluster } from "./parsed.ts";
import type { KubeconfigRefused } from "./refusal.ts";
import { readToken } from "./token.ts";
import { MAX_BYTES } from "./yaml.ts";

export interface ServerCaToken {
  readonly server: string;
  /** PEM, or PEM in base64 as a kubeconfig has it; empty or absent for the public authorities. */
  readonly ca?: string;
  readonly token: string;
  readonly tlsServerName?: string;
}

/** @returns the cluster as `parseKubeconfig` would give it, or everything that is refused, at once. */
export function parseServerCaToken(
  fields: ServerCaToken,
  { now }: { now?: Date } = {},
): Result<ParsedCluster, readonly KubeconfigRefused[]> {
  const refused: KubeconfigRefused[] = [];
  const take = <T>(result: Result<T, KubeconfigRefused>): T | undefined => {
    if (result.ok) return result.value;
    refused.push(result.error);
    return undefined;
  };
  const token = fields.token.trim();
  const endpoint = take(parseEndpoint(fields.server));
  const caData = fields.ca?.trim() ? take(readAuthorityText(fields.ca.trim())) : undefined;
  const facts = take(readToken(token, { path: "token" }, now));
  const tlsServerName = fields.tlsServerName?.trim() ? take(readName(fields.tlsServerName.trim())) : undefined;
  if (!endpoint || !facts || refused.length > 0) return err(refused);
  return ok({
    name: endpoint.host,
    endpoint,
    ...(caData !== undefined && { caData }),
    ...(tlsServerName !== undefined && { tlsServerName }),
    credential: { kind: "token", token },
    facts: { kind: "token", endless: facts.expiresAt === undefined, ...facts },
    ignored: [],
  });
}

function readAuthorityText(text: string): Result<string, KubeconfigRefused> {
  const pem = text.length > MAX_BYTES ? "" : text.includes("-----BEGIN") ? text : (decodeBase64(text) ?? "");
  return readAuthority(pem, { path: "ca" });
}

function readName(name: string): Result<string, KubeconfigRefused> {
  if (isServerName(name)) return ok(name.toLowerCase());
  const message = "tlsServerName is not the name of a server.";
  return err({ code: "fieldInvalid", message, remedy: "Give the DNS name in the server's certificate.", path: "tlsServerName" });
}
