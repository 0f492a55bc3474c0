/** The one row about the installation itself. It holds no cluster's data, and is read before anybody has signed in. */
import type { Connection } from "./connection.ts";
import type { Installation } from "./generated/client.ts";
import { newId } from "./ids.ts";
import { administrator } from "./people/users.ts";

export interface InstallationRow {
  readonly id: string;
  /** The public keyring, as `encodePublicKeyring` wrote it; empty before the first start. */
  readonly keyring: string;
  readonly createdAt: Date;
}

export type InstallationRepository = ReturnType<typeof installationRepository>;

export function installationRepository({ rows }: Connection) {
  return {
    /** @returns the installation, making its row first where there is none. */
    async ensure(): Promise<InstallationRow> {
      await rows.installation.createMany({ data: [{ id: newId("ins") }], skipDuplicates: true });
      return rowOf(await rows.installation.findUniqueOrThrow({ where: { singleton: 1 } }));
    },

    /** Publishes the public half of the keyring to every web process. */
    async setKeyring(keyring: string): Promise<void> {
      await rows.installation.update({ where: { singleton: 1 }, data: { keyring } });
    },

    /** Opens the set-up page to who has the token; an earlier token ends. */
    async openSetup(tokenHash: string, expiresAt: Date): Promise<void> {
      await rows.installation.update({ where: { singleton: 1 }, data: { setupTokenHash: tokenHash, setupExpiresAt: expiresAt } });
    },

    /** @returns whether the token would open the set-up page now. */
    async checkSetup(tokenHash: string): Promise<boolean> {
      return (await rows.installation.count({ where: openTo(tokenHash) })) === 1;
    },

    /** Uses the token up, for one caller alone. @returns whether it was valid. */
    async useSetup(tokenHash: string): Promise<boolean> {
      const { count } = await rows.installation.updateMany({
        where: openTo(tokenHash),
        data: { setupTokenHash: null, setupExpiresAt: null },
      });
      return count === 1;
    },

    /** Asks PostgreSQL itself. @throws where it does not answer. */
    async status(): Promise<{ serverVersion: string }> {
      const [row] = await rows.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
      return { serverVersion: row?.version.split(" ")[0] ?? "" };
    },

    async hasAdministrator(): Promise<boolean> {
      return (await rows.user.count({ where: administrator })) > 0;
    },
  };
}

function openTo(tokenHash: string) {
  return { singleton: 1, setupTokenHash: tokenHash, setupExpiresAt: { gt: new Date() } };
}

function rowOf({ id, keyring, createdAt }: Installation): InstallationRow {
  return { id, keyring: typeof keyring === "string" ? keyring : "", createdAt };
}
