/** Which forges the worker may ask, with which token: from the stored rows to what the client takes. */
import type { Failure, Result } from "../../core/result.ts";
import type { StoredForge } from "../database/supply-chain/forge-work.ts";
import type { ForgeAccess, ForgeSettings } from "../forge/access.ts";

/** Opens the token of a forge; the worker alone can. */
export type OpenForgeToken = (forge: StoredForge) => Result<string | undefined, Failure>;

export function forgeAccess(stored: readonly StoredForge[], open: OpenForgeToken): ForgeSettings {
  const scorecard = stored.find(({ kind }) => kind === "scorecard")?.host;
  const forges = stored.flatMap((forge) => accessOf(forge, open) ?? []);
  const clair = stored.find(({ kind }) => kind === "clair");
  return {
    ...{ forges, ...(scorecard !== undefined && { scorecard }) },
    ...(clair && { clair: tokenOf(clair, open) }),
  };
}

function accessOf(forge: StoredForge, open: OpenForgeToken): ForgeAccess | undefined {
  const { kind } = forge;
  return kind === "github" || kind === "gitlab" ? { kind, ...tokenOf(forge, open) } : undefined;
}

function tokenOf(forge: StoredForge, open: OpenForgeToken): Omit<ForgeAccess, "kind"> {
  const { host } = forge;
  const token = open(forge);
  if (token.ok) return { host, ...(token.value !== undefined && { token: token.value }) };
  const message = `The token of ${host} cannot be opened: ${token.error.message}`;
  return { host, closed: { code: "unauthorized", message, remedy: "Give it again under Settings, Forges." } };
}
