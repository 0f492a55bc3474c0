/** Which forges the command may ask about commits, and whose signatures on commits it trusts: from a file and the environment. */
import { parse } from "yaml";
import { z } from "zod";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { readAllowedSigners } from "#core/supply-chain/commit/allowed-signers.ts";
import { readPgpKeys } from "#core/supply-chain/commit/pgp-signature.ts";
import type { ForgeAccess, ForgeSettings } from "#server/forge/access.ts";
import type { CommitSigner } from "#server/supply-chain/source-trust.ts";
import type { Io } from "../io.ts";
import { readText } from "../verify/files.ts";

export interface ForgeOptions {
  readonly forges?: string;
  readonly offline?: boolean;
}

export interface SourceAccess {
  /** Absent where no network may be asked. */
  readonly settings?: ForgeSettings;
  readonly signers: readonly CommitSigner[];
}

const host = z.string().min(1).max(255);
const name = z.string().min(1).max(200);
const text = z.string().min(1);
const signer = z.union([
  z.object({ name, ssh: text }).strict(),
  z.object({ name, pgp: text }).strict(),
  z.object({ name, issuer: text, subject: text }).strict(),
]);
const file = z
  .object({
    forges: z.array(z.object({ host, kind: z.enum(["github", "gitlab"]), tokenFrom: text }).strict()).default([]),
    signers: z.array(signer).max(1_000).default([]),
    scorecard: host.optional(),
  })
  .strict();

/** What the tools of these forges read their token from. */
const known = [
  { host: "github.com", kind: "github", variable: "GITHUB_TOKEN" },
  { host: "gitlab.com", kind: "gitlab", variable: "GITLAB_TOKEN" },
] as const;

export async function readForges(io: Io, { forges: path, offline }: ForgeOptions): Promise<Result<SourceAccess, Failure>> {
  const read = path === undefined ? ok(file.parse({})) : await readSettings(path);
  if (!read.ok) return read;
  const { forges, signers, scorecard } = read.value;
  const listed: ForgeAccess[] = [];
  for (const { tokenFrom, ...forge } of forges) {
    const token = io.env[tokenFrom];
    if (!token && !offline)
      return err({
        code: "usage",
        message: `${tokenFrom} is not set.`,
        remedy: `Set it to a token of ${forge.host}.`,
        path: path ?? "",
      });
    listed.push({ ...forge, ...(token && { token }) });
  }
  const trusted = await readSigners(signers, path ?? "");
  if (!trusted.ok) return trusted;
  if (offline) return ok({ signers: trusted.value });
  for (const { variable, ...forge } of known) {
    const token = io.env[variable];
    if (token && !listed.some((one) => one.host === forge.host)) listed.push({ ...forge, token });
  }
  return ok({ settings: { forges: listed, ...(scorecard !== undefined && { scorecard }) }, signers: trusted.value });
}

async function readSettings(path: string): Promise<Result<z.output<typeof file>, Failure>> {
  const content = await readText(path);
  if (!content.ok) return content;
  const read = file.safeParse(parseYaml(content.value));
  if (read.success) return ok(read.data);
  const place = read.error.issues[0]?.path.join(".") ?? "";
  const message = `This is no list of forges${place === "" ? "" : `: ${place} is not as it should be`}.`;
  return err({ code: "usage", message, remedy: "Write forges and signers, as docs/cli.md describes them.", path });
}

async function readSigners(signers: readonly z.output<typeof signer>[], path: string): Promise<Result<CommitSigner[], Failure>> {
  const all: CommitSigner[] = [];
  for (const one of signers) {
    const terms = termsOf(one);
    const isRead =
      terms.kind === "gitsign" || (terms.kind === "ssh" ? readAllowedSigners(terms.line) : await readPgpKeys(terms.keys)).ok;
    if (!isRead) {
      const remedy = "Give ssh as a line of git's file of allowed signers, and pgp as public keys in ASCII armor.";
      return err({ code: "usage", message: `What ${one.name} signs with cannot be read.`, remedy, path });
    }
    all.push({ name: one.name, terms });
  }
  return ok(all);
}

function termsOf(one: z.output<typeof signer>): CommitSigner["terms"] {
  if ("ssh" in one) return { kind: "ssh", line: one.ssh };
  return "pgp" in one ? { kind: "pgp", keys: one.pgp } : { kind: "gitsign", issuer: one.issuer, subject: one.subject };
}

function parseYaml(content: string): unknown {
  try {
    return parse(content, { schema: "core", maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}
