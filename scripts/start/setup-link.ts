import { createHash, randomBytes } from "node:crypto";
import type { InstallationRepository } from "#server/database/installation.ts";

const validForMs = 24 * 60 * 60 * 1000;

/** @returns the address at which the first administrator is made, once; undefined where there is one. An earlier link ends. */
export async function openSetupLink(installation: InstallationRepository, url: URL): Promise<string | undefined> {
  await installation.ensure();
  if (await installation.hasAdministrator()) return undefined;
  const token = randomBytes(32).toString("base64url");
  await installation.openSetup(createHash("sha256").update(token).digest("hex"), new Date(Date.now() + validForMs));
  return new URL(`/setup?token=${token}`, url).href;
}
