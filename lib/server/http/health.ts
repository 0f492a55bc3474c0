/** Whether this process lives, and whether it can serve. Tells operators what is missing, and nobody what is stored. */
import { decodePublicKeyring } from "../crypto/keyring.ts";
import type { Database } from "../database/database.ts";
import { pendingMigrations } from "../database/schema/migration-state.ts";
import type { Scope } from "../database/scope.ts";
import type { Services } from "../use-cases/services.ts";
import { reportUnexpected } from "./unexpected.ts";

/** The keys of all credentials count, whoever asks; of them only whether they are known is told. */
const everything: Scope = { clusters: "all" };

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

export function handleLive(): Response {
  return answer(200, { status: "live" });
}

export interface Readiness {
  readonly services: Pick<Services, "repositories" | "settings" | "version">;
  readonly database: Pick<Database, "pool">;
}

/** @returns 200 when the database answers, has this version's schema, and every stored credential's key is known; else 503. */
export async function handleReady(parts: Readiness): Promise<Response> {
  try {
    const checks = await checkAll(parts);
    const ready = Object.values(checks).every((state) => state === "ok");
    return answer(ready ? 200 : 503, { status: ready ? "ready" : "notReady", version: parts.services.version, checks });
  } catch (error) {
    reportUnexpected(error);
    return answer(503, { status: "notReady", version: parts.services.version, checks: { database: "unreachable" } });
  }
}

async function checkAll({ services, database }: Readiness): Promise<Record<string, string>> {
  const { installation, credentials } = services.repositories;
  await installation.status();
  if ((await pendingMigrations(database)).length > 0) return { database: "ok", migrations: "pending" };
  const { keyring } = await installation.ensure();
  const ring = decodePublicKeyring(services.settings.publicKeyring ?? keyring);
  const used = await credentials.kidsInUse(everything);
  const known = ring.ok && used.every(({ kid }) => ring.value.keys.has(kid));
  return { database: "ok", migrations: "ok", keys: known ? "ok" : ring.ok ? "unknownKey" : "missing" };
}
