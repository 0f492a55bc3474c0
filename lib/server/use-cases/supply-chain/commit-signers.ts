/** Whose signatures on commits are trusted: SSH keys as git's allowed signers have them, and identities of gitsign's certificates. */
import type { CommitSignerList, CommitSignerView, NewCommitSigner } from "../../../contracts/supply-chain/forges.ts";
import { ok } from "../../../core/result.ts";
import { readAllowedSigners } from "../../../core/supply-chain/commit/allowed-signers.ts";
import { readPgpKeys } from "../../../core/supply-chain/commit/pgp-signature.ts";
import type { CommitSignerRow } from "../../database/supply-chain/sources.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, refuse } from "../outcome.ts";

export const listCommitSigners = defineUseCase<unknown, CommitSignerList>(
  "report:read",
  async (_actor, _input, { repositories }) => ok({ items: await Promise.all((await repositories.sources.signers()).map(view)) }),
);

export const addCommitSigner = defineUseCase<NewCommitSigner, CommitSignerView>(
  "settings:admin",
  async (actor, { name, ...terms }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const refused = await refusalOf(terms);
    if (refused) return refused;
    const row = await repositories.sources.addSigner(actor.scope, { name, terms }, actor.name);
    if (row === undefined) return refuse("commitSignerExists");
    const added = await view(row);
    const { kind, signer } = added;
    await record(repositories, actor, { action: "signer.add", subject: name, detail: { kind, signer } });
    return ok(added);
  },
);

export const removeCommitSigner = defineUseCase<{ readonly id: string }, undefined>(
  "settings:admin",
  async (actor, { id }, { repositories }) => {
    if (actor.scope.clusters !== "all") return refuse("notFound");
    const row = await repositories.sources.removeSigner(actor.scope, id);
    if (row === undefined) return refuse("notFound");
    const { kind, signer } = await view(row);
    await record(repositories, actor, { action: "signer.remove", subject: row.name, detail: { kind, signer } });
    return ok(undefined);
  },
);

async function refusalOf(terms: CommitSignerRow["terms"]): Promise<ReturnType<typeof refuse> | undefined> {
  if (terms.kind === "ssh") return sshRefusal(terms.line);
  const read = terms.kind === "pgp" ? await readPgpKeys(terms.keys) : ok([]);
  if (read.ok) return undefined;
  const { message, remedy } = read.error;
  return refuse("commitSignerRefused", { detail: message, remedy, issues: [{ path: "keys", message }] });
}

function sshRefusal(line: string): ReturnType<typeof refuse> | undefined {
  const read = readAllowedSigners(line);
  const message = read.ok ? (read.value.length === 1 ? undefined : "Give one line with one key.") : read.error.message;
  if (message === undefined) return undefined;
  const remedy = read.ok ? {} : { remedy: read.error.remedy };
  return refuse("commitSignerRefused", { detail: message, ...remedy, issues: [{ path: "line", message }] });
}

async function view({ id, name, terms, createdBy, createdAt }: CommitSignerRow): Promise<CommitSignerView> {
  return { id, name, kind: terms.kind, signer: await signerOf(terms), addedBy: createdBy, addedAt: createdAt.toISOString() };
}

async function signerOf(terms: CommitSignerRow["terms"]): Promise<string> {
  if (terms.kind === "gitsign") return `${terms.subject} by ${terms.issuer}`;
  if (terms.kind === "pgp") {
    const keys = await readPgpKeys(terms.keys);
    return keys.ok ? keys.value.join(", ") : "Keys that cannot be read";
  }
  const read = readAllowedSigners(terms.line);
  const [key] = read.ok ? read.value : [];
  return key === undefined ? "A key that cannot be read" : `${key.fingerprint} for ${key.principals}`;
}
