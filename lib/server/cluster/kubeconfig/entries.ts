/** Reads the fields of one cluster and of one user entry, by the allow-list. */
import { isIP } from "node:net";
import { parseEndpoint } from "../../net/endpoint.ts";
import { decodeBase64, type Place, readAuthority, readClientCertificate } from "./certificates.ts";
import { type Entry, invalidField, textOf } from "./document.ts";
import type { ParsedCluster } from "./parsed.ts";
import { type KubeconfigRefused, REGISTER, refuseField, showName } from "./refusal.ts";
import { readToken } from "./token.ts";

export interface Findings {
  readonly refused: KubeconfigRefused[];
  readonly ignored: string[];
}

type ClusterFields = Pick<ParsedCluster, "endpoint" | "caData" | "tlsServerName">;
type UserFields = Pick<ParsedCluster, "credential" | "facts">;

const CLUSTER_FIELDS = ["server", "certificate-authority-data", "tls-server-name"] as const;
const USER_FIELDS = ["token", "client-certificate-data", "client-key-data"] as const;

interface Field extends Place {
  readonly text: string;
  readonly line: number;
}

/** @returns the cluster's fields, or undefined when one of them is refused. */
export function readClusterEntry(entry: Entry, findings: Findings): ClusterFields | undefined {
  const fields = readFields("cluster", CLUSTER_FIELDS, entry, findings);
  const server = fields.get("server");
  if (!server) {
    const path = `${entry.path}.server`;
    findings.refused.push({
      code: "serverMissing",
      message: `${path} is missing.`,
      remedy: "Add the https:// address of the API server.",
      path,
      line: entry.body.line,
    });
  }
  const endpoint = server && readServer(server, findings);
  const authority = fields.get("certificate-authority-data");
  const caData = authority && readAuthorityField(authority, findings);
  const name = fields.get("tls-server-name");
  const tlsServerName = name && readServerName(name, findings);
  if (!endpoint) return undefined;
  return { endpoint, ...(caData !== undefined && { caData }), ...(tlsServerName !== undefined && { tlsServerName }) };
}

/** @returns the credential of a user entry, or undefined when it is refused. */
export function readUserEntry(entry: Entry, findings: Findings & { readonly now: Date | undefined }): UserFields | undefined {
  const before = findings.refused.length;
  const fields = readFields("user", USER_FIELDS, entry, findings);
  const token = fields.get("token");
  const certificate = fields.get("client-certificate-data");
  const key = fields.get("client-key-data");
  if (token && (certificate || key)) {
    const message = `${entry.path} has a token and a client certificate.`;
    findings.refused.push({
      code: "twoCredentials",
      message,
      remedy: "Keep the one that is meant.",
      path: entry.path,
      line: entry.body.line,
    });
    return undefined;
  }
  if (token) return readTokenField(token, findings);
  if (certificate && key) return readCertificateFields(certificate, key, findings);
  // An entry that only has refused fields has been answered: each of them has its own remedy.
  if (findings.refused.length === before) {
    const message = `${entry.path} has neither a token nor a client certificate with its key.`;
    findings.refused.push({ code: "noCredential", message, remedy: REGISTER, path: entry.path, line: entry.body.line });
  }
  return undefined;
}

function readFields(
  section: "cluster" | "user",
  allowed: readonly string[],
  entry: Entry,
  { refused, ignored }: Findings,
): Map<string, Field> {
  refused.push(...entry.refused);
  const fields = new Map<string, Field>();
  for (const [name, value] of entry.body.entries) {
    const path = `${entry.path}.${showName(name)}`;
    const text = textOf(value);
    if (name === "extensions") ignored.push(path);
    else if (!allowed.includes(name)) refused.push(refuseField(section, path, name, value.line));
    else if (text === undefined) refused.push(invalidField(path, "is not text", value.line));
    else fields.set(name, { path, line: value.line, text });
  }
  return fields;
}

function readServer({ text, path, line }: Field, { refused }: Findings) {
  const endpoint = parseEndpoint(text);
  if (endpoint.ok) return endpoint.value;
  refused.push({ ...endpoint.error, path, line });
  return undefined;
}

function readAuthorityField(field: Field, { refused }: Findings): string | undefined {
  const authority = readAuthority(decodeBase64(field.text) ?? "", field);
  if (authority.ok) return authority.value;
  refused.push(authority.error);
  return undefined;
}

function readServerName({ text, path, line }: Field, { refused }: Findings): string | undefined {
  if (isServerName(text)) return text.toLowerCase();
  refused.push(invalidField(path, "is not the name of a server", line));
  return undefined;
}

/** @returns whether a text can be the name in a serving certificate: a DNS name, or an address. */
export function isServerName(text: string): boolean {
  if (isIP(text) !== 0) return true;
  return text.length <= 253 && /^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?$/.test(text);
}

function readTokenField(field: Field, { refused, now }: Findings & { now: Date | undefined }): UserFields | undefined {
  const facts = readToken(field.text, field, now);
  if (!facts.ok) {
    refused.push(facts.error);
    return undefined;
  }
  return {
    credential: { kind: "token", token: field.text },
    facts: { kind: "token", endless: facts.value.expiresAt === undefined, ...facts.value },
  };
}

function readCertificateFields(
  certificate: Field,
  key: Field,
  { refused, now }: Findings & { now: Date | undefined },
): UserFields | undefined {
  const read = readClientCertificate(decodeBase64(certificate.text) ?? "", decodeBase64(key.text) ?? "", {
    certificate,
    key,
    now,
  });
  if (!read.ok) {
    refused.push(read.error);
    return undefined;
  }
  const { expiresAt, subject, certificate: pem, key: keyPem } = read.value;
  return {
    credential: { kind: "certificate", certificate: pem, key: keyPem },
    facts: { kind: "certificate", endless: false, expiresAt, subject },
  };
}
